//! Does a training step allocate, or a table take more memory for more rows? Not one byte, once the room is taken: an allocator that counts
//! watches loss, gradient and step, and the fit of a scaler.

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

/// A table of so many rows, from a reader that holds none of them.
fn rows(count: usize) -> impl std::io::Read {
    struct Rows(usize, std::io::Cursor<Vec<u8>>);
    impl std::io::Read for Rows {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let read = self.1.read(buffer)?;
            if read > 0 || self.0 == 0 {
                return Ok(read);
            }
            self.0 -= 1;
            self.1 = std::io::Cursor::new(format!("{},word,{}.25\n", 1e9 - self.0 as f64, self.0).into_bytes());
            self.1.read(buffer)
        }
    }
    Rows(count, std::io::Cursor::new(b"a,b,c\n".to_vec()))
}

#[test]
fn a_scaler_takes_no_more_memory_for_more_rows() {
    use wellposed::data::{Reading, Table};
    use wellposed::scaler::{Fit, apply, fit};
    on_one_thread(|| {
        let table = |count| Table::Once(Box::new(rows(count)), "rows");
        let most = |method: &str, count: usize| {
            let wanted = Fit { method: method.parse().unwrap(), ..Fit::default() };
            let mut scaler = None;
            let of_fit = measure(|| scaler = Some(fit(table(count), &wanted).unwrap().scaler)).bytes_max;
            let run = || drop(apply(&scaler.unwrap(), table(count), &Reading::default(), std::io::sink()).unwrap());
            (of_fit, measure(run).bytes_max)
        };
        let (few, many) = (most("standard", 20_000), most("standard", 60_000));
        assert!(many.0 < few.0 + 1000 && many.1 < few.1 + 1000, "{few:?}, {many:?}");
        // Quantiles of what is read once are another matter: eight bytes for each number.
        assert!(most("robust", 60_000).0 > most("robust", 20_000).0 + 8 * 80_000, "planted");
    });
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
