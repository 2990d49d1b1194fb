//! Is the mean over all masks the mean of drawn masks, and is its gradient its gradient?

use super::*;
use crate::gradcheck::{GradientCheck, Verdict};
use crate::statistics;

fn dropping(widths: &[usize], keep: f64) -> (Network, Vec<f64>) {
    let plan = Architecture::new(widths, Activation::Tanh, Loss::CrossEntropy).ridge(0.3).dropout(keep, 5);
    let network = network::<f64>(&plan, 7);
    let parameters = parameters(&network);
    (network, parameters)
}

#[test]
fn it_is_the_mean_of_drawn_masks() {
    let (mut network, parameters) = dropping(&[4, 3, 3, 3], 0.7);
    let mut expected = vec![0.0; parameters.len()];
    let loss = network.expected_loss_and_gradient(&parameters, &mut expected).unwrap();
    assert_eq!(network.expected_loss(&parameters).unwrap(), loss);
    type Draw = (f64, Vec<f64>);
    let draws: Vec<Draw> = (0..4000).map(|_| evaluate(&mut network, &parameters)).collect();
    // Five standard errors: one check in a million is off by more.
    let excess = |of: &dyn Fn(&Draw) -> f64, expected: f64| {
        let values: Vec<f64> = draws.iter().map(of).collect();
        let error = statistics::standard_deviation(&values).unwrap() / (values.len() as f64).sqrt();
        (statistics::mean(&values).unwrap() - expected).abs() / error
    };
    assert!(excess(&|draw| draw.0, loss) < 5.0);
    for (index, &entry) in expected.iter().enumerate() {
        assert!(excess(&|draw| draw.1[index], entry) < 5.0, "{index}");
    }
    // Neither another probability nor the loss without dropout is that mean.
    let (other, _) = dropping(&[4, 3, 3, 3], 0.4);
    assert!(excess(&|draw| draw.0, other.expected_loss(&parameters).unwrap()) > 5.0);
    let (without, _) = dropping(&[4, 3, 3, 3], 1.0);
    assert!(excess(&|draw| draw.0, without.expected_loss(&parameters).unwrap()) > 5.0);
}

#[test]
fn its_gradient_passes_and_that_of_the_network_without_dropout_fails() {
    let (network, parameters) = dropping(&[4, 3, 3, 3], 0.7);
    let expected = Expected::new(network).unwrap();
    let report = GradientCheck::of(&expected).run(&parameters).unwrap();
    assert!(report.passed(), "{report}");

    #[derive(Clone)]
    struct Planted(Expected, Network);
    impl Objective for Planted {
        fn dimension(&self) -> usize {
            self.0.dimension()
        }
        fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
            self.1.loss_and_gradient(parameters, gradient);
            self.0.loss(parameters)
        }
        fn loss(&mut self, parameters: &[f64]) -> f64 {
            self.0.loss(parameters)
        }
        fn abilities(&mut self) -> Option<&mut dyn Abilities> {
            self.0.abilities()
        }
    }
    let planted = Planted(expected, dropping(&[4, 3, 3, 3], 1.0).0);
    assert_eq!(GradientCheck::of(&planted).run(&parameters).unwrap().verdict, Verdict::Fail);
}

#[test]
fn without_dropout_it_is_the_loss_itself() {
    let (mut network, parameters) = dropping(&[4, 20, 3], 1.0);
    let mut expected = vec![0.0; parameters.len()];
    let mean = network.expected_loss_and_gradient(&parameters, &mut expected).unwrap();
    let (loss, gradient) = evaluate(&mut network, &parameters);
    assert_eq!(mean, loss);
    assert!(crate::gradcheck::metric(&expected, &gradient) < 16.0 * f64::EPSILON);
}

#[test]
fn too_many_masks_and_shared_ones_are_refused() {
    let (network, parameters) = dropping(&[4, 9, 8, 3], 0.7);
    let line = network.expected_loss(&parameters).unwrap_err().to_string();
    assert!(line.contains("17 of them, and 16 are the most") && !line.contains('\n'), "{line}");
    assert!(Expected::new(network).is_err());
    let plan = Architecture::new(&[4, 3, 3], Activation::Tanh, Loss::CrossEntropy).dropout(0.7, 5);
    let shared = super::network::<f64>(&plan.normalized(Normalization::Batch), 7);
    assert!(Expected::new(shared).unwrap_err().to_string().contains("batch normalization"));
}
