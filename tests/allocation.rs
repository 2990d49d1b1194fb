//! Does a training step allocate? Not one byte, once the room is taken: an allocator that counts watches loss, gradient and step.

use allocation_counter::measure;
use ndarray::{Array2, ArrayView2};
use wellposed::activation::Activation;
use wellposed::bits::Real;
use wellposed::bits::streams::{standard_normal, stream};
use wellposed::descent::{Clipped, Method, descend};
use wellposed::initialize::{Initializer, Scheme};
use wellposed::network::{Architecture, Loss, Network, Normalization, Targets};
use wellposed::objective::Objective;

/// How often `steps` steps allocate, from the first evaluation on.
fn allocations<T: Real>(objective: &mut dyn Objective<T>, start: &[T], method: Method, steps: u64) -> u64 {
    let count = |objective: &mut dyn Objective<T>, steps| {
        measure(|| drop(descend(objective, start, method, steps, |_, _| false))).count_total
    };
    // The first run takes the room of the products; a run takes its own memory, the same for any number of steps.
    count(objective, 1);
    count(objective, steps) - count(objective, 1)
}

/// On one thread: the counter is one for each thread, and the queues of several threads may grow.
fn on_one_thread(run: impl FnOnce() + Send) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(run);
}

fn inputs() -> Array2<f64> {
    let mut numbers = stream(1, "allocation", "inputs", 0);
    Array2::from_shape_simple_fn((200, 12), || standard_normal(&mut numbers))
}

/// Targets for 200 examples, and a last layer that is as wide.
fn targets(loss: Loss) -> (Targets, usize) {
    match loss {
        Loss::CrossEntropy => (Targets::Classes((0..200).map(|example| example % 5).collect()), 5),
        Loss::Logistic => (Targets::Values(Array2::from_shape_fn((200, 1), |(example, _)| (example % 2) as f64)), 1),
        _ => (Targets::Values(Array2::from_shape_fn((200, 3), |(i, j)| (i % 7 + j) as f64)), 3),
    }
}

fn plain(activation: Activation, loss: Loss) -> Architecture {
    Architecture::new(&[12, 20, 20, targets(loss).1], activation, loss)
}

/// No method allocates on this network, whole, clipped or by batches.
fn check<T: Real>(architecture: &Architecture, inputs: ArrayView2<f64>) {
    let mut network = Network::<T>::new(architecture.clone(), inputs, &targets(architecture.loss()).0).unwrap();
    let start = network.initial(&Initializer::new(Scheme::LeCun), &mut stream(1, "allocation", "weights", 0));
    let momentum = Method::Momentum { step: 0.01, momentum: 0.9 };
    for method in [Method::GradientDescent { step: 0.01 }, momentum, Method::adam(0.01)] {
        assert_eq!(allocations(&mut network, &start, method, 20), 0, "{method:?}, {architecture:?}");
        let mut clipped = Clipped::new(&mut network, 1.0);
        assert_eq!(allocations(&mut clipped, &start, method, 20), 0, "clipped, {method:?}, {architecture:?}");
    }
    network.mini_batches(50, stream(1, "allocation", "batches", 0)).unwrap();
    assert_eq!(allocations(&mut network, &start, Method::adam(0.01), 20), 0, "mini-batches, {architecture:?}");
}

#[test]
fn a_training_step_allocates_nothing() {
    on_one_thread(|| {
        let inputs = inputs();
        let tanh = || plain(Activation::Tanh, Loss::CrossEntropy);
        let architectures = [
            tanh(),
            tanh().normalized(Normalization::Batch).residual(),
            tanh().normalized(Normalization::Layer).dropout(0.8, 1).ridge(0.1),
            tanh().residual().dropout(0.8, 1),
            plain(Activation::Tanh, Loss::Logistic),
            plain(Activation::Tanh, Loss::SquaredError),
        ];
        let others = Activation::ALL.into_iter().filter(|&activation| activation != Activation::Tanh);
        let others = others.map(|activation| plain(activation, Loss::CrossEntropy));
        for architecture in architectures.into_iter().chain(others) {
            check::<f64>(&architecture, inputs.view());
            check::<f32>(&architecture, inputs.view());
        }
    });
}

#[test]
fn a_planted_allocation_is_counted() {
    on_one_thread(|| {
        let architecture = plain(Activation::Tanh, Loss::CrossEntropy);
        let mut network = Network::<f64>::new(architecture, inputs().view(), &targets(Loss::CrossEntropy).0).unwrap();
        let start = vec![0.0; network.dimension()];
        let planted = measure(|| {
            drop(descend(&mut network, &start, Method::adam(0.01), 20, |parameters, _| parameters.to_vec().is_empty()));
        });
        assert!(planted.count_total >= 21);
    });
}
