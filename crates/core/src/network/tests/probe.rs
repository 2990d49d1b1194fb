//! Is the loss with one parameter moved that of the whole pass?

use super::*;

/// The largest difference over all parameters, in units of roundoff of the loss.
fn largest_difference(architecture: Architecture, moved_by: f64) -> f64 {
    let mut network = network::<f64>(&architecture, 70);
    let parameters = parameters(&network);
    network.freeze_masks(3);
    let mut probe = network.probe(&parameters).expect("plain layers");
    let mut worst = 0.0_f64;
    for index in 0..parameters.len() {
        let mut moved = parameters.clone();
        moved[index] += moved_by;
        let (quick, whole) = (probe.loss_with(index, moved[index]), network.loss(&moved));
        worst = crate::bits::max(worst, (quick - whole).abs() / whole.abs());
    }
    worst / (f64::EPSILON / 2.0)
}

#[test]
fn a_moved_parameter_gives_the_loss_of_the_whole_pass() {
    for activation in [Activation::Tanh, Activation::Relu, Activation::Gelu] {
        for loss in [Loss::CrossEntropy, Loss::Logistic, Loss::SquaredError] {
            let last = if loss == Loss::Logistic { 1 } else { 3 };
            for widths in [&[4, last][..], &[4, 5, last], &[4, 5, 5, 5, last]] {
                let plain = Architecture::new(widths, activation, loss).ridge(0.3);
                for architecture in [plain.clone(), plain.clone().residual(), plain.residual().dropout(0.7, 2)] {
                    // Sums of six terms in another order in up to four layers, and the mean over 70 examples.
                    let difference = largest_difference(architecture, 0.25);
                    assert!(difference < 200.0, "{activation:?} {loss:?} {widths:?}: {difference}");
                }
            }
        }
    }
}

#[test]
fn normalized_layers_have_no_quick_way() {
    let normalized =
        Architecture::new(&[4, 5, 3], Activation::Tanh, Loss::CrossEntropy).normalized(Normalization::Layer);
    let mut network = network::<f64>(&normalized, 5);
    let parameters = parameters(&network);
    assert!(network.probe(&parameters).is_none());
}
