//! What do long products say of the notes' sentences about exponential growth and decay?

use super::chains::{self, Chains, DEPTH, Weights};
use super::{CONFIDENCE, JORDAN};
use crate::bits;
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;
use crate::theory::products;

/// Half the relative spacing of f64: the unit roundoff.
const U: f64 = f64::EPSILON / 2.0;

fn find(all: &[Chains], weights: Weights, width: usize) -> &Chains {
    let found = all.iter().find(|chains| chains.weights == weights && chains.width == width);
    found.unwrap_or_else(|| panic!("no chains of {weights:?} and width {width}"))
}

fn name(chains: &Chains) -> String {
    format!("{}, n = {}", chains.weights.name(), chains.width)
}

/// The mean of the values with Student's interval; a single value is exact.
fn mean(values: &[f64]) -> Measured {
    let mean = statistics::mean(values).expect("finite values");
    match statistics::mean_interval(values, CONFIDENCE) {
        Ok(interval) => Measured::interval(mean, interval.low, interval.high, values.len()),
        Err(_) => Measured::exact(mean),
    }
}

/// What rounding may do to a rate: a path's logarithms err by 3(1 + |rate|)Lu at its end, and the fit adds some 30u of
/// the slope.
fn rounding(rate: f64) -> f64 {
    64.0 * U * (1.0 + rate.abs())
}

/// Slopes of the lines through the paths, with the band that theory gives their mean: five standard errors
/// √(6/5·Var/(L·seeds)), because the 99 % interval of the mean, 2.6 wide on either side, must lie in it.
fn slope(chains: &Chains, paths: &[Vec<f64>]) -> Case {
    let rate = chains.weights.rate(chains.width);
    let error = (1.2 * chains.weights.variance(chains.width) / (DEPTH * paths.len()) as f64).sqrt();
    let from = match chains.weights {
        Weights::Identity(_) => "ln c, ± rounding",
        _ => {
            "Lyapunov exponent ln σ + ½[ln(2/n) + ψ(n/2)], ± 5 standard errors √(6/5 · ¼ψ′(n/2)/(L·seeds)) of the \
             fitted slope"
        }
    };
    Case::new(name(chains), Band::around(rate, 5.0 * error + rounding(rate), from), mean(&chains::slopes(paths)))
}

/// L10-01: derivatives get very large or very small, along a line in logarithms.
pub(super) fn derivatives(all: &[Chains]) -> Claim {
    let kinds = [
        (Weights::Identity(1.5), 2),
        (Weights::Identity(0.5), 2),
        (Weights::Gaussian(1.5), 16),
        (Weights::Gaussian(0.5), 16),
        (Weights::Gaussian(1.0), 2),
    ];
    let cases = kinds.map(|(weights, width)| {
        let chains = find(all, weights, width);
        slope(chains, &chains.backward)
    });
    Claim::new("L10-01", "When a very deep network is trained, derivatives can become very large or very small.")
        .lines(&[115])
        .swept("slope of ln‖∂J/∂W[1]‖ in the depth L, J = vᵀŷ", cases.to_vec())
        .source("Hochreiter 1991, Bengio, Simard & Frasconi 1994 and Pascanu, Mikolov & Bengio 2013, for recurrent networks, whose matrix is \
             the same at every step; rates, for independent Gaussian matrices: Newman 1986")
}

/// L10-02: they can shrink exponentially, by matrices below the identity and also by narrow matrices of variance 1/n.
pub(super) fn shrink(all: &[Chains]) -> Claim {
    let kinds = [
        (Weights::Identity(0.5), 2),
        (Weights::Identity(0.9), 2),
        (Weights::Gaussian(0.5), 16),
        (Weights::Gaussian(1.0), 2),
        (Weights::Gaussian(1.0), 8),
    ];
    let cases = kinds.map(|(weights, width)| {
        let chains = find(all, weights, width);
        let Case { name, predicted, measured, .. } = slope(chains, &chains.backward);
        Case::new(name, Band { high: predicted.high.map(|high| bits::min(high, 0.0)), ..predicted }, measured)
    });
    Claim::new("L10-02", "They can even become exponentially small, which makes training hard.")
        .lines(&[115])
        .swept("slope of ln‖∂J/∂W[1]‖ in the depth L, below 0 and where theory puts it", cases.to_vec())
        .source("Newman 1986: λ₁ = ln σ + ½[ln(2/n) + ψ(n/2)] ≈ ln σ − 1/(2n), so 1/n loses too; Hochreiter 1991 for recurrent networks")
}

/// L10-17: whether W is bigger or smaller than the identity decides, if "bigger" is measured rightly.
pub(super) fn criterion(all: &[Chains], jordan: &[f64]) -> Claim {
    let case = |weights, width, measure: &str, band: &dyn Fn(f64) -> Band| {
        let chains = find(all, weights, width);
        let (rate, error) = chains.rate();
        let name = format!("{}: {measure}", name(chains));
        Case::new(name, band(5.0 * error + rounding(rate)), mean(&chains::rates(&chains.forward)))
    };
    let scaled = |c: f64| {
        let from = "all eigenvalues and singular values are c, so is the growth, ± rounding";
        case(Weights::Identity(c), 2, "every measure", &|radius| Band::around(bits::ln(c), radius, from))
    };
    let equal = |radius| {
        Band::around(
            0.0,
            radius,
            "equal to the identity must mean 0 ± 5 standard errors √(¼ψ′(n/2)/(L·seeds)), or rounding",
        )
    };
    let larger = |_| Band::at_least(0.0, "larger than the identity must mean growth");
    let block = |power: usize| {
        Case::new(
            format!("[[0.9, 10], [0, 0.9]], L = {power}: spectral radius 0.9"),
            Band::at_most(0.0, "smaller than the identity must mean ‖W^L‖ < 1"),
            Measured::exact(bits::ln(jordan[power]) / power as f64),
        )
    };
    let (peak, _) = products::jordan_peak(JORDAN.0, JORDAN.1);
    let gaussian = Weights::GaussianByVectors(1.0);
    let exponent = |width| {
        let from = "the exponent, which is below 0, ± 5 standard errors √(¼ψ′(n/2)/(L·seeds))";
        case(gaussian, width, "Lyapunov exponent", &|radius| Band::around(gaussian.rate(width), radius, from))
    };
    let cases = vec![
        scaled(1.5),
        scaled(0.9),
        case(Weights::Orthogonal, 16, "norm 1", &equal),
        block(peak as usize),
        block(DEPTH),
        case(gaussian, 2, "root mean square 1", &equal),
        case(gaussian, 64, "root mean square 1", &equal),
        case(gaussian, 64, "norm ‖W‖₂ ≈ 2", &larger),
        exponent(2),
        exponent(64),
    ];
    Claim::new("L10-17", "Weights bigger than the identity make gradients explode, smaller ones make them vanish.")
        .lines(&[121, 125])
        .swept(
            "growth of ln‖W[L]⋯W[1]·‖ per matrix, over 150 unless L is named, against the size of W by one measure",
            cases,
        )
        .source(
            "powers of non-normal matrices: Trefethen & Embree 2005; Gaussian matrices: Newman 1986; orthogonal ones in linear \
             networks: Saxe et al. 2013, with tanh, and not with ReLU: Pennington et al. 2017",
        )
}

/// L10-23: the notes draw two units and add that there may be more. Whether their number matters they do not say; for cI the rate does not
/// depend on it, for Gaussian weights it does.
pub(super) fn two_units(all: &[Chains]) -> Claim {
    let against_two = |weights: Weights, other: Weights, width: usize| {
        let (narrow, wide) = (find(all, weights, 2), find(all, other, width));
        let (few, many) = (mean(&chains::rates(&narrow.forward)), mean(&chains::rates(&wide.forward)));
        let value = many.value - few.value;
        // Independent chains: the half-widths add in squares.
        let margin = libm::hypot(few.high - few.value, many.high - many.value);
        let (error, rate) = (libm::hypot(narrow.rate().1, wide.rate().1), narrow.rate().0);
        Case::new(
            format!("{}, n = {width}", other.name()),
            Band::around(
                0.0,
                5.0 * error + rounding(rate),
                "what two units show holds for more: no difference, ± 5 standard errors of two means, or rounding",
            ),
            Measured::interval(value, value - margin, value + margin, wide.forward.len()),
        )
    };
    let (identity, gaussian) = (Weights::Identity(1.5), Weights::Gaussian(1.0));
    let cases = vec![
        against_two(identity, identity, 16),
        against_two(identity, identity, 64),
        against_two(gaussian, gaussian, 16),
        against_two(gaussian, Weights::GaussianByVectors(1.0), 64),
        against_two(gaussian, Weights::GaussianByVectors(1.0), 256),
    ];
    Claim::new(
        "L10-23",
        "The network shown has only two hidden units per layer; at times there may be more.",
    )
    .lines(&[121])
    .figure("2 units")
    .swept(
        "growth of ln‖a[l]‖ per layer, minus that at width 2: our question, whether what two units show holds for more",
        cases,
    )
    .source(
        "Gaussian weights of variance 1/n: λ₁ ≈ −1/(2n), variance of ln‖·‖² about 2/n per layer (Newman 1986; \
         Hanin & Nica 2020)",
    )
}

/// L10-24: the backward product grows at the rate of the forward product.
pub(super) fn backward(all: &[Chains]) -> Claim {
    let kinds = [
        (Weights::Identity(1.5), 2),
        (Weights::Orthogonal, 16),
        (Weights::Gaussian(1.0), 2),
        (Weights::Gaussian(1.0), 16),
        (Weights::Gaussian(1.0), 64),
        (Weights::Gaussian(0.5), 16),
    ];
    let cases = kinds.map(|(weights, width)| {
        let chains = find(all, weights, width);
        let (forward, backward) = (chains::rates(&chains.forward), chains::rates(&chains.backward));
        let differences: Vec<f64> =
            backward.iter().zip(&forward).map(|(backward, forward)| backward - forward).collect();
        let (rate, error) = chains.rate();
        Case::new(
            name(chains),
            Band::around(
                0.0,
                5.0 * std::f64::consts::SQRT_2 * error + rounding(rate),
                "the transposed product has the same singular values and, started at random, the same law: 0 ± 5 \
                 standard errors of a difference of independent paths (an upper bound: the two share their matrices), \
                 or rounding",
            ),
            mean(&differences),
        )
    });
    Claim::new(
        "L10-24",
        "By a similar argument, gradients grow or shrink like activations (the lecture; the notes leave it out).",
    )
    .swept(
        "growth per layer of ln of the backward product, minus that of the forward product of the same matrices",
        cases.to_vec(),
    )
    .source("‖∂J/∂W[1]‖ = ‖W[2]ᵀ⋯W[L]ᵀv‖‖x‖; left out in the notes")
}
