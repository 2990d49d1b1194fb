//! Does a training step allocate? Not one byte, once the room is taken: an allocator that counts watches loss, gradient and step.

use allocation_counter::measure;
use ndarray::Array2;
use wellposed::activation::Activation;
use wellposed::bits::streams::{standard_normal, stream};
use wellposed::descent::{Clipped, Method, descend};
use wellposed::initialize::{Initializer, Scheme};
use wellposed::network::{Architecture, Loss, Network, Normalization, Targets};
use wellposed::objective::Objective;

/// How often `steps` steps allocate, from the first evaluation on.
fn allocations(objective: &mut dyn Objective, start: &[f64], method: Method, steps: u64) -> u64 {
    let count = |objective: &mut dyn Objective, steps| {
        measure(|| drop(descend(objective, start, method, steps, |_, _| false))).count_total
    };
    // The first run takes the room of the products; a run takes its own memory, the same for any number of steps.
    count(objective, 1);
    count(objective, steps) - count(objective, 1)
}

/// On one thread: the counter is one for each thread, and the queues of several threads may grow.
#[test]
fn a_training_step_allocates_nothing() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        let mut numbers = stream(1, "allocation", "inputs", 0);
        let inputs = Array2::from_shape_simple_fn((200, 12), || standard_normal(&mut numbers));
        let targets = Targets::Classes((0..200).map(|example| example % 5).collect());
        let plain = Architecture::new(&[12, 20, 20, 5], Activation::Tanh, Loss::CrossEntropy);
        let all = [
            plain.clone(),
            plain.clone().normalized(Normalization::Batch).residual(),
            plain.clone().normalized(Normalization::Layer).dropout(0.8, 1).ridge(0.1),
        ];
        for architecture in all {
            let mut network = Network::<f64>::new(architecture.clone(), inputs.view(), &targets).unwrap();
            let start = network.initial(&Initializer::new(Scheme::LeCun), &mut stream(1, "allocation", "weights", 0));
            for method in [Method::GradientDescent { step: 0.1 }, Method::adam(0.01)] {
                assert_eq!(allocations(&mut network, &start, method, 20), 0, "{architecture:?}");
                assert_eq!(
                    allocations(&mut Clipped::new(&mut network, 1.0), &start, method, 20),
                    0,
                    "clipped, {architecture:?}"
                );
            }
            network.mini_batches(50, stream(1, "allocation", "batches", 0)).unwrap();
            assert_eq!(allocations(&mut network, &start, Method::adam(0.01), 20), 0, "mini-batches, {architecture:?}");
        }
        // A planted allocation is counted.
        let mut network = Network::<f64>::new(plain, inputs.view(), &targets).unwrap();
        let start = vec![0.0; network.dimension()];
        let planted = measure(|| {
            descend(&mut network, &start, Method::adam(0.01), 20, |parameters, _| parameters.to_vec().is_empty());
        });
        assert!(planted.count_total >= 21);
    });
}
