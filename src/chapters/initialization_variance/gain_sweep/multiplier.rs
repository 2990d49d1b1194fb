//! What does a multiplier do to a deep ReLU network? q_L(γ) = γ^(2L) q_L(1), exactly; and the formula that the notes multiply.
//!
//! ReLU(γz) = γ·ReLU(z) for γ > 0, so that a factor γ on all L weight matrices comes out in front of the logits as γ^L. With γ² a power
//! of four, the factor is a power of two and not even a rounding is left.
//!
//! The notes put the multiplier on 1/n[l−2]. There is no n[−1] for the first layer, and for the others the printed variance is
//! n[l−1]/(2n[l−2]) times He's. A network whose widths halve from layer to layer loses half of it once more.

use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Targets};
use crate::report::{Band, Claim, Measured, Reading};
use crate::statistics;
use ndarray::Array2;

use super::CONFIDENCE;

/// Widths that halve.
const PYRAMID: [usize; 5] = [256, 128, 64, 32, 16];
const STARTS: usize = 60;
/// Depth of the network whose logits are compared.
#[cfg(test)]
const DEEP: usize = 50;

/// L11-19: a multiplier on 1/n[l−2].
pub(super) fn claim(settings: &Settings) -> Claim {
    let starts = settings.replicates_or(STARTS);
    let factor = |printed: bool| {
        let factors: Vec<f64> = (0..starts).map(|start| scale_per_layer(settings, printed, start)).collect();
        let interval = statistics::mean_interval(&factors, CONFIDENCE).ok();
        let value = statistics::mean(&factors).expect("at least one start");
        let bound = |end: Option<f64>, otherwise| end.unwrap_or(otherwise);
        Measured::interval(
            value,
            bound(interval.map(|interval| interval.low), 0.0),
            bound(interval.map(|interval| interval.high), f64::INFINITY),
            starts,
        )
    };
    // Each start averages over layers 2 … 4; the mean over 60 starts of a factor with relative variance 5/n, n = 16 … 64.
    let band = || {
        Band::around(
            1.0,
            0.2,
            "a default keeps E[z²] from layer to layer: factor 1; four standard errors √(5/(3·32·60)) of the mean \
             over layers and starts are 0.12, rounded up for the skew of the factors",
        )
    };
    let quantity =
        "mean factor of E[z²] per layer at γ = 1, layers 2 … 4 of a ReLU network of widths 256, 128, 64, 32, 16";
    Claim::new("L11-19", "The formula on which a multiplier can be tuned as a hyperparameter is 1/n[l−2].")
        .lines(&[142])
        .figure("1/n[l−2]")
        .slip(
            Reading::new("1/n[l−2], which needs an n[−1] for the first layer", quantity, band(), factor(true)),
            Reading::new("2/n[l−1]", quantity, band(), factor(false)),
        )
        .source("He et al. 2015, eq. 10. The idea holds: ReLU(γz) = γ·ReLU(z), so that a multiplier γ² of the variance multiplies q_L by γ^(2L)")
}

/// E[z\[4]²]/E[z\[1]²] by layer (the third root), the printed variance in layers 2 … 4.
fn scale_per_layer(settings: &Settings, printed: bool, start: usize) -> f64 {
    let mut stream = settings.stream("pyramid", start);
    let inputs = Array2::from_shape_fn((1, PYRAMID[0]), |(_, unit)| if unit % 2 == 0 { 1.0 } else { -1.0 });
    let architecture = Architecture::new(&PYRAMID, Activation::Relu, Loss::SquaredError);
    let targets = Targets::Values(Array2::zeros((1, PYRAMID[4])));
    let network = Network::<f64>::new(architecture, inputs.view(), &targets).expect("widths and inputs fit");
    let mut parameters = network.initial(&Initializer::new(Scheme::He), &mut stream);
    for layer in (2..=4).filter(|_| printed) {
        let weights = &mut parameters[network.layout().weights(layer).range.clone()];
        let printed = Initializer::new(Scheme::FixedDeviation((1.0 / PYRAMID[layer - 2] as f64).sqrt()));
        printed.fill(weights, PYRAMID[layer - 1], PYRAMID[layer], &mut stream);
    }
    let trace = network.trace(&parameters);
    let mean_square = |layer: usize| {
        let z = trace.pre_activations[layer - 1].row(0).to_vec();
        bits::dot(&z, &z) / z.len() as f64
    };
    let factors = [2, 3, 4].map(|layer| mean_square(layer) / mean_square(layer - 1));
    bits::sum(&factors) / 3.0
}

/// ln(q_L(γ)/q_L(1))/ln γ² of a ReLU network of [`DEEP`] layers: the power of γ² that comes out.
#[cfg(test)]
fn power(settings: &Settings, activation: Activation, multiplier: f64) -> f64 {
    let inputs = Array2::from_shape_fn((4, 16), |(example, unit)| ((example * 16 + unit) % 7) as f64 - 3.0);
    let mut widths = [16; DEEP + 1];
    widths[DEEP] = 4;
    let architecture = Architecture::new(&widths, activation, Loss::CrossEntropy);
    let targets = Targets::Classes(vec![0, 1, 2, 3]);
    let network = Network::<f64>::new(architecture, inputs.view(), &targets).expect("widths and inputs fit");
    let length = |multiplier: f64| {
        let mut stream = settings.stream("power", 0);
        let start = network.initial(&super::initializer(activation, multiplier), &mut stream);
        let logits = network.predict(&start, inputs.view());
        let logits = logits.as_standard_layout().into_owned().into_raw_vec_and_offset().0;
        bits::dot(&logits, &logits)
    };
    bits::ln(length(multiplier) / length(1.0)) / bits::ln(multiplier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::own_settings;
    use crate::report::Verdict;

    #[test]
    fn a_multiplier_comes_out_of_a_relu_network_to_the_power_of_its_depth() {
        let settings = own_settings(module_path!());
        // γ = 2 and ½ are powers of two: only the logarithms round.
        for multiplier in [4.0, 0.25] {
            assert!((power(&settings, Activation::Relu, multiplier) - DEEP as f64).abs() < 1e-12);
        }
        // Fifty roundings of each weight's product in 2L factors, divided by ln 2.
        assert!((power(&settings, Activation::Relu, 2.0) - DEEP as f64).abs() < 1e-10);
        assert!((power(&settings, Activation::Tanh, 4.0) - DEEP as f64).abs() > 10.0, "tanh saturates");
    }

    #[test]
    fn the_printed_formula_loses_three_quarters_per_layer() {
        let claim = claim(&own_settings(module_path!()));
        let (printed, corrected) = (claim.printed.expect("a slip"), claim.corrected.expect("a slip"));
        assert_eq!((printed.verdict(), corrected.verdict()), (Verdict::Refuted, Verdict::Confirmed));
        // n[l−1]/(2n[l−2]) = ¼, with a fifth of it for sampling as in the band.
        assert!((printed.measured.value - 0.25).abs() < 0.05, "{}", printed.measured.value);
    }
}
