//! Random networks in both precisions: no false alarm, and no pass of a wrong entry but what the report says it leaves open.

use ndarray::Array2;
use wellposed_core::activation::Activation;
use wellposed_core::bits::streams::{Stream, numbered_stream, standard_normal, uniform};
use wellposed_core::bits::{self, Real};
use wellposed_core::gradcheck::{GradientCheck, Report, Verdict};
use wellposed_core::network::{Architecture, Loss, Network, Targets};
use wellposed_core::objective::{Abilities, Objective};

/// A network, one entry of whose gradient is off by a part of its size.
#[derive(Clone)]
struct Off<T: Real> {
    network: Network<T>,
    entry: usize,
    part: f64,
}

impl<T: Real> Objective<T> for Off<T> {
    fn dimension(&self) -> usize {
        self.network.dimension()
    }
    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        let loss = self.network.loss_and_gradient(parameters, gradient);
        gradient[self.entry] = T::from_f64(gradient[self.entry].to_f64() * (1.0 + self.part));
        loss
    }
    fn loss(&mut self, parameters: &[T]) -> T {
        self.network.loss(parameters)
    }
    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        self.network.abilities()
    }
}

const NETWORKS: u64 = 150;

fn draw<T: Real>(numbers: &mut Stream, number: u64) -> (Network<T>, Vec<T>) {
    let activation = Activation::ALL[number as usize % Activation::ALL.len()];
    let depth = 1 + uniform(numbers, 0.0, 4.0) as usize;
    let scale = bits::exp(uniform(numbers, bits::ln(0.1), bits::ln(2.0)));
    let mut widths = vec![5; depth + 1];
    widths[depth] = 3;
    let inputs = Array2::from_shape_simple_fn((8, 5), || T::from_f64(standard_normal(numbers)));
    let classes = Targets::Classes((0..8).map(|example| example % 3).collect());
    let architecture = Architecture::new(&widths, activation, Loss::CrossEntropy).ridge(0.01);
    let inputs = inputs.mapv(Real::to_f64);
    let network = Network::<T>::new(architecture, inputs.view(), &classes).unwrap();
    let parameters = (0..network.dimension()).map(|_| T::from_f64(scale * standard_normal(numbers))).collect();
    (network, parameters)
}

/// The reports on right and wrong gradients, and the sizes of the errors.
fn reports<T: Real>(part: f64) -> Vec<(Report, Report, f64, String)> {
    let each = |number| {
        let mut numbers = numbered_stream(7, "verdicts/random", &[number]);
        let (mut network, parameters) = draw::<T>(&mut numbers, number);
        let entry = uniform(&mut numbers, 0.0, parameters.len() as f64) as usize;
        let mut gradient = vec![T::zero(); parameters.len()];
        network.loss_and_gradient(&parameters, &mut gradient);
        let error = part * gradient[entry].to_f64().abs();
        let [right, wrong] = [0.0, part]
            .map(|part| GradientCheck::of(&Off { network: network.clone(), entry, part }).run(&parameters).unwrap());
        let block = network.layout().blocks().iter().find(|block| block.range.contains(&entry)).unwrap();
        (right, wrong, error, block.name.clone())
    };
    (0..NETWORKS).map(each).collect()
}

/// How many right ones pass, and how many wrong ones fail.
fn tally(reports: &[(Report, Report, f64, String)]) -> [usize; 2] {
    for (right, wrong, error, block) in reports {
        assert_ne!(right.verdict, Verdict::Fail, "{right}");
        let found = wrong.block(block).unwrap();
        let open = found.unresolved > 0 || found.negligible_below.is_some();
        let left = open && *error <= found.unseen_below * (1.0 + 1e-9);
        assert!(*error == 0.0 || found.verdict != Verdict::Pass || left, "{error} in {block}\n{wrong}");
    }
    let count = |of: fn(&(Report, Report, f64, String)) -> bool| reports.iter().filter(|one| of(one)).count();
    [count(|(right, ..)| right.passed()), count(|(_, wrong, error, _)| *error > 0.0 && wrong.verdict == Verdict::Fail)]
}

#[test]
fn in_double_precision_a_ten_thousandth_of_any_entry() {
    let [passed, failed] = tally(&reports::<f64>(1e-4));
    println!("{passed} {failed}");
    assert!(passed > 130 && failed > 130, "{passed} {failed}");
}

#[test]
fn in_single_precision_a_tenth_of_any_entry() {
    let [passed, failed] = tally(&reports::<f32>(0.1));
    println!("{passed} {failed}");
    assert!(passed > 20 && failed > 20, "{passed} {failed}");
}
