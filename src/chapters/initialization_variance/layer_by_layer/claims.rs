//! What do 150 layers say of the notes' formulas?

use super::unequal::Unequal;
use std::f64::consts::LN_2;

use super::{DEPTH, Observed, WIDTH};
use crate::bits;
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;
use crate::theory::depth_law;

/// How many standard errors a band allows for.
const SIGMAS: f64 = 5.0;
/// How often chance alone may leave a band of χ².
const CHANCE: f64 = 1e-6;

/// All claims of this experiment.
pub(super) fn all(observed: &[Observed], unequal: &[Unequal]) -> Vec<Claim> {
    let deep = |network: &str, weights: &str| {
        let wanted = |one: &&Observed| one.ensemble.activation.name() == network && one.ensemble.weights == weights;
        observed.iter().find(wanted).expect("an ensemble of the table")
    };
    let layer = |widths: &[usize], weights: &str| {
        unequal.iter().find(|one| one.widths == widths && one.weights == weights).expect("a row of the table")
    };
    vec![relu(&deep), fan_in(&layer), tanh(&deep), both_fans(&layer)]
}

fn mean_of(logarithms: &[f64]) -> f64 {
    statistics::mean(logarithms).expect("finite logarithms")
}

fn measured(logarithms: &[f64], value: f64) -> Measured {
    Measured { replicates: logarithms.len(), ..Measured::exact(value) }
}

/// L11-07: 2/n keeps ReLU networks alive, 1/n halves v in each layer.
fn relu<'a>(deep: &impl Fn(&str, &str) -> &'a Observed) -> Claim {
    let case = |weights: &'static str, formula: &str, layers: usize, halvings: f64, from: &str| {
        let logarithms = deep("relu", weights).up(layers);
        let law = depth_law::exact(depth_law::Network::HeRelu, &vec![WIDTH; layers]);
        let margin = SIGMAS * (law.variance / logarithms.len() as f64).sqrt();
        let center = law.mean - halvings * LN_2;
        let from = format!("{from}; exact at width {WIDTH}, ± {SIGMAS} standard errors, √(5L/n) by √networks");
        let measured = measured(&logarithms, mean_of(&logarithms));
        Case::new(format!("{formula}, L = {layers}"), Band::around(center, margin, from), measured)
    };
    let kept = "2/n keeps the mean of E[a²]; its logarithm falls by 5/2n a layer";
    let halved = "E[ReLU(z)²] = Var(z)/2, so 1/n halves E[a²] in each layer: −L·ln 2, and −5L/2n as with 2/n";
    let depths = [5, 50, 150];
    let cases = depths.iter().map(|&layers| case("he", "2/n", layers, 0.0, kept));
    let halving = depths.iter().map(|&layers| case("lecun", "1/n", layers, layers as f64, halved));
    Claim::new("L11-07", "With ReLU, the variance 2/n works better than 1/n.")
        .lines(&[140, 148])
        .figure("2/n")
        .swept(format!("mean of ln E[a²] after L layers of {WIDTH} units, E[x²] = 1"), cases.chain(halving).collect())
        .source(
            "He, Zhang, Ren & Sun 2015, eq. 10: ½n·Var(w) = 1. The lecture says \"a little bit better\": too little for deep networks",
        )
}

/// The factors of one layer: arithmetic means over networks, up or down.
fn factor_case(name: &str, unequal: &Unequal, up: bool, from: &str) -> Case {
    let logarithms = if up { &unequal.forward } else { &unequal.backward };
    let factors: Vec<f64> = logarithms.iter().map(|&logarithm| bits::exp(logarithm)).collect();
    // One matrix: the outputs (or the derivatives by the inputs) are independent normal numbers.
    let degrees = logarithms.len() * if up { unequal.widths[1] } else { unequal.widths[0] };
    let bound = |probability| {
        statistics::chi_squared_quantile(probability, degrees).expect("a probability, and values") / degrees as f64
    };
    let from = format!("{from}; between the quantiles of χ²_N/N at {CHANCE:e} and 1 − {CHANCE:e}, N = {degrees}");
    Case::new(name, Band::between(bound(CHANCE), bound(1.0 - CHANCE), from), measured(logarithms, mean_of(&factors)))
}

/// L11-08: n[l−1] is right for activations; derivatives ask for n\[l].
fn fan_in<'a>(layer: &impl Fn(&[usize], &str) -> &'a Unequal) -> Claim {
    let keeps = "a formula that keeps the scale has the factor 1";
    let cases = vec![
        factor_case("activations, 784 → 100", layer(&[784, 100], "fan_in"), true, keeps),
        factor_case("activations, 100 → 784", layer(&[100, 784], "fan_in"), true, keeps),
        factor_case("derivatives, 300 → 300", layer(&[300, 300], "fan_in"), false, keeps),
        factor_case("derivatives, 784 → 100: n[l]/n[l−1] = 0.13", layer(&[784, 100], "fan_in"), false, keeps),
        factor_case("derivatives, 100 → 784: n[l]/n[l−1] = 7.84", layer(&[100, 784], "fan_in"), false, keeps),
    ];
    Claim::new("L11-08", "The n in 1/n is n[l−1], because each unit of layer l has n[l−1] inputs.")
        .lines(&[140])
        .figure("n[l−1]")
        .swept("factor of the mean square through one linear layer with Var(w) = 1/n[l−1]", cases)
        .source("He, Zhang, Ren & Sun 2015, §2.2: n_in for the forward pass, n_out for the backward pass; the notes speak of the forward pass alone")
}

/// L11-12: the constant 1 is the edge between vanishing and exploding for tanh; it does not keep the scale.
fn tanh<'a>(deep: &impl Fn(&str, &str) -> &'a Observed) -> Claim {
    let (one, two) = (deep("tanh", "lecun"), deep("tanh", "he"));
    let half = DEPTH / 2;
    let rate = |curve: &dyn Fn(usize) -> Vec<f64>| (mean_of(&curve(DEPTH)) - mean_of(&curve(half))) / half as f64;
    let edge = 1.0 / half as f64;
    let no_exponential =
        "no exponential law: less than a factor e over these 75 layers. A power law like 1/2l has −ln 2/75";
    let replicates = &one.up(DEPTH);
    let path = one.path[DEPTH];
    let center = bits::ln(path.length) + path.mean;
    // The second order in 1/n is left out: V², since a path that falls forgets the larger part of it.
    let margin = SIGMAS * (path.variance / one.forward.len() as f64).sqrt() + path.variance * path.variance;
    let scale = 2.0 * DEPTH as f64;
    let cases = vec![
        Case::new(
            "constant 1: ln of the factor of activations per layer, layers 76 to 150",
            Band::around(0.0, edge, no_exponential),
            measured(replicates, rate(&|layers| one.up(layers))),
        ),
        Case::new(
            "constant 1: ln of the factor of derivatives per layer, layers 150 to 76",
            Band::around(0.0, edge, no_exponential),
            measured(replicates, mean_of(&one.down(half)) / half as f64),
        ),
        Case::new(
            "constant 2: ln of the factor of derivatives per layer, layers 75 to 1",
            Band::at_least(
                edge,
                "what the constant 1 avoids: an exponential law. Theory for infinite width: ln χ = 0.101 at q* = 0.618",
            ),
            measured(replicates, rate(&|layers| two.down(layers))),
        ),
        Case::new(
            "constant 1: E[a²]·2L after L = 150 layers",
            Band::between(
                scale * bits::exp(center - margin),
                scale * bits::exp(center + margin),
                format!(
                    "E[a²] ≈ 1/(2L), by the length map; its logarithm at width {WIDTH} to first order, ± {SIGMAS} standard errors and its square"
                ),
            ),
            measured(replicates, scale * bits::exp(mean_of(replicates))),
        ),
        Case::new(
            "constant 1: E[a²] after 150 layers",
            Band::between(0.1, 10.0, "a formula that keeps the scale keeps the order of magnitude of E[x²] = 1"),
            measured(replicates, bits::exp(mean_of(replicates))),
        ),
    ];
    Claim::new("L11-12", "With tanh, use the constant 1 in place of 2.")
        .lines(&[142, 149])
        .figure("1")
        .swept(format!("growth of mean squares in tanh networks of width {WIDTH}"), cases)
        .source("Schoenholz et al. 2017: σ_w² = 1 without biases is the edge of chaos, with q* = 0; from E[tanh²(√q z)] = q − 2q² + … follows q_l ≈ 1/(2l)")
}

/// L11-16: 2/(n[l−1] + n\[l]) is the compromise between both directions.
fn both_fans<'a>(layer: &impl Fn(&[usize], &str) -> &'a Unequal) -> Claim {
    let keeps = "a formula that keeps the scale has the factor 1";
    let worst = |weights: &str| {
        let one = layer(&[784, 100], weights);
        bits::max(mean_of(&one.forward).abs(), mean_of(&one.backward).abs())
    };
    let (glorot, fan_in, fan_out) = (worst("glorot"), worst("fan_in"), worst("fan_out"));
    let narrow = layer(&[784, 100], "glorot");
    let cases = vec![
        factor_case("activations, 300 → 300", layer(&[300, 300], "glorot"), true, keeps),
        factor_case("derivatives, 300 → 300", layer(&[300, 300], "glorot"), false, keeps),
        Case::new(
            "784 → 100: the worse |ln factor| of both directions over that of the better single fan",
            Band::at_most(
                1.0,
                "a compromise does better in its worse direction. Theory: ln(884/200)/ln(784/100) = 0.72",
            ),
            measured(&narrow.forward, glorot / bits::min(fan_in, fan_out)),
        ),
        factor_case("activations, 784 → 100: 2·784/884 = 1.774", narrow, true, keeps),
        factor_case("derivatives, 784 → 100: 2·100/884 = 0.226", narrow, false, keeps),
    ];
    Claim::new("L11-16", "Or the variance 2/(n[l−1] + n[l]), which theory justifies.")
        .lines(&[142, 149])
        .figure("2/(n[l−1] + n[l])")
        .swept("factor of the mean square through one linear layer", cases)
        .source("Glorot & Bengio 2010, eq. 10–12: a compromise between n[l−1]·Var(w) = 1 and n[l]·Var(w) = 1, both met only by equal widths. It is a variance; the formulas beside it in the notes are deviations")
}
