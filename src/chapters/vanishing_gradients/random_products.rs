//! How fast do signals and gradients grow or shrink in a product of many random matrices?
//!
//! In a linear network with b = 0, a\[l] = W\[l]⋯W\[1]x, and for J = vᵀŷ the gradient is ∂J/∂W\[l] =
//! (W\[L]⋯W[l+1])ᵀv·a[l−1]ᵀ, so ‖∂J/∂W\[1]‖ = ‖W\[2]ᵀ⋯W\[L]ᵀv‖·‖x‖: the transposed matrices in reverse order. Each part of
//! the table holds one quantity:
//!
//! | part | at | measured | predicted |
//! |---|---|---|---|
//! | `forward`, `backward` | width n | growth of ln‖·‖ per matrix, over 150 | λ₁ = ln σ + ½[ln(2/n) + ψ(n/2)] |
//! | `variance` | width n | variance of ln‖·‖² per matrix | ψ′(n/2) ≈ 2/n |
//! | `exponent` | k | growth of ln of the k-th singular value per matrix, n = 16 | λ_k |
//! | `log_condition` | matrices | ln κ of the product, n = 16 | grows by λ₁ − λ_n |
//! | `share` | matrices | median of σ₁²/Σσ_k² of the product, n = 16 | 1/n for orthogonal matrices |
//! | `log_gradient` | depth L | mean of ln‖∂J/∂W\[1\]‖ | (L − 1)·λ₁ |
//! | `jordan` | power k | ‖[[0.9, 10], [0, 0.9]]ᵏ‖₂ | closed form |
//!
//! The formulas and their sources are in [`products`].

mod chains;
mod claims;
mod spectra;

use crate::chapters::Settings;
use crate::report::{Axis, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use crate::statistics;
use crate::theory::products;
use chains::{Chains, DEPTH, Weights};

const SEEDS: usize = 100;
const CONFIDENCE: f64 = 0.99;
/// Width of the full spectra.
const SPECTRUM_WIDTH: usize = 16;
const SPECTRUM_SEEDS: usize = 40;
const DEPTHS: [usize; 8] = [2, 5, 10, 20, 50, 80, 110, 150];
/// The block [[a, b], [0, a]] that grows although its spectral radius is below 1.
const JORDAN: (f64, f64) = (0.9, 10.0);

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let chains = draw(settings);
    let mut table = Table::new("Growth rates and spectra of products of matrices, by kind of weights", 3, columns());
    chains.iter().for_each(|chains| push_rates(&mut table, chains));
    table.read_first(table.rows().len());
    chains.iter().for_each(|chains| push_variance(&mut table, chains));
    for weights in [Weights::Gaussian(1.0), Weights::Orthogonal] {
        spectra::push_exponents(&mut table, settings, weights);
        spectra::push_products(&mut table, settings, weights);
    }
    chains.iter().for_each(|chains| push_gradients(&mut table, chains));
    for (corner, name) in [(JORDAN.1, "0.9 with corner 10"), (0.0, "0.9 I")] {
        for (power, norm) in spectra::jordan_norms(corner, DEPTH as u32).into_iter().enumerate() {
            let predicted = products::jordan_norm(JORDAN.0, corner, power as u32);
            push(&mut table, ("jordan", name, power), norm, None, Some(predicted));
        }
    }
    table.note(format!(
        "{DEPTH} matrices, {} seeds (twice as many by vectors), {}% intervals over the seeds. gaussian s: entries \
         N(0, s²/n); by vectors: only W x is drawn. The CSV also holds the variances, the growth rates of all \
         singular values, condition numbers, the median share of the largest squared singular value, gradients by \
         depth and powers of a Jordan block.",
        settings.replicates_or(SEEDS),
        CONFIDENCE * 100.0
    ));
    let claims = vec![
        claims::derivatives(&chains),
        claims::shrink(&chains),
        claims::criterion(&chains, &spectra::jordan_norms(JORDAN.1, DEPTH as u32)),
        claims::two_units(&chains),
        claims::backward(&chains),
    ];
    Findings { tables: vec![table], figure: Some(figure()), claims }
}

/// Every ensemble of chains. What is not random needs one seed.
fn draw(settings: &Settings) -> Vec<Chains> {
    let seeds = settings.replicates_or(SEEDS);
    // A wide matrix has n² numbers to draw; vectors alone have n, so many more chains of them can be had.
    let gaussian = [2, 4, 8, 16, 32, 64]
        .map(|width| (Weights::Gaussian(1.0), width, if width < 64 { seeds } else { seeds.div_ceil(3) }));
    let by_vectors = [2, 4, 8, 16, 32, 64, 128, 256].map(|width| (Weights::GaussianByVectors(1.0), width, 2 * seeds));
    let scaled = [0.5, 1.5].map(|deviation| (Weights::Gaussian(deviation), SPECTRUM_WIDTH, seeds));
    let identity =
        [(0.5, 2), (0.9, 2), (1.5, 2), (1.5, 16), (1.5, 64)].map(|(c, width)| (Weights::Identity(c), width, 1));
    let orthogonal = [2, SPECTRUM_WIDTH].map(|width| (Weights::Orthogonal, width, seeds.min(SPECTRUM_SEEDS)));
    let all = gaussian.into_iter().chain(by_vectors).chain(scaled).chain(identity).chain(orthogonal);
    all.map(|(weights, width, seeds)| Chains::draw(settings, weights, width, seeds)).collect()
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::text("part"), Column::text("weights"), Column::count("at", "1")];
    columns
        .extend(["measured", "low", "high", "predicted"].map(|name| Column::number(name, "1", Digits::Significant(4))));
    columns
}

type Key<'a> = (&'static str, &'a str, usize);

fn push(table: &mut Table, key: Key, measured: f64, interval: Option<(f64, f64)>, predicted: Option<f64>) {
    let (low, high) = interval.unzip();
    let (part, weights, at) = key;
    table.push([part.into(), weights.into(), at.into(), measured.into(), low.into(), high.into(), predicted.into()]);
}

/// Adds a row with the mean of the values and its interval.
fn push_mean(table: &mut Table, key: Key, values: &[f64], predicted: Option<f64>) {
    let mean = statistics::mean(values).expect("finite values");
    let interval = statistics::mean_interval(values, CONFIDENCE).ok().map(|interval| (interval.low, interval.high));
    push(table, key, mean, interval, predicted);
}

fn push_rates(table: &mut Table, chains: &Chains) {
    let (name, width) = (chains.weights.name(), chains.width);
    let predicted = chains.weights.rate(width);
    push_mean(table, ("forward", &name, width), &chains::rates(&chains.forward), Some(predicted));
    if !chains.backward.is_empty() {
        push_mean(table, ("backward", &name, width), &chains::rates(&chains.backward), Some(predicted));
    }
}

/// The variance of ln‖·‖² per matrix; nothing for weights that are not Gaussian.
fn push_variance(table: &mut Table, chains: &Chains) {
    let predicted = 4.0 * chains.weights.variance(chains.width);
    if predicted > 0.0 {
        let doubled: Vec<f64> = chains::increments(&chains.forward).iter().map(|x| 2.0 * x).collect();
        let deviation = statistics::standard_deviation(&doubled).expect("many increments");
        let interval = statistics::variance_interval(&doubled, CONFIDENCE).ok();
        let interval = interval.map(|interval| (interval.low, interval.high));
        let key = ("variance", &*chains.weights.name(), chains.width);
        push(table, key, deviation * deviation, interval, Some(predicted));
    }
}

/// The gradient of W\[1] passes L − 1 matrices.
fn push_gradients(table: &mut Table, chains: &Chains) {
    if chains.backward.is_empty() {
        return;
    }
    let name = format!("{}, n = {}", chains.weights.name(), chains.width);
    for depth in DEPTHS {
        let logarithms: Vec<f64> = chains.backward.iter().map(|path| path[depth - 1]).collect();
        let predicted = chains.weights.rate(chains.width) * (depth - 1) as f64;
        push_mean(table, ("log_gradient", &name, depth), &logarithms, Some(predicted));
    }
}

fn figure() -> Figure {
    let series = |label: &str, part: &str, weights: &str, y, mark, color| Series {
        table: "",
        label: label.into(),
        x: "at",
        y,
        only: vec![("part", part.to_owned()), ("weights", weights.to_owned())],
        mark,
        color,
    };
    let points = |label, part, weights, color| series(label, part, weights, "measured", Mark::Points, color);
    let both = |label, part, weights, color| {
        [points(label, part, weights, color), series("", part, weights, "predicted", Mark::Dashed, color)]
    };
    let panel = |title: &str, x: Axis, y: Axis, series: Vec<[Series; 2]>| Panel {
        title: title.into(),
        x,
        y,
        series: series.into_iter().flatten().collect(),
        equal: false,
    };
    let gradients = [("1.5 I, n = 2", 1), ("gaussian 1, n = 64", 0), ("gaussian 1, n = 2", 2), ("0.5 I, n = 2", 3)];
    Figure {
        title: "Products of many matrices".into(),
        alternative: "Four panels. The gradient of the first layer grows or falls along straight lines with depth, in \
                      logarithms. The growth rate of Gaussian products rises from −0.29 at width 2 toward 0, on the \
                      predicted curve. The sixteen growth rates of singular values of Gaussian products fall from \
                      near 0 to −2, those of orthogonal ones are 0. Powers of a Jordan block with spectral radius 0.9 \
                      first grow to 38.7 and then fall."
            .into(),
        panels: vec![
            panel(
                "gradient of W[1]",
                Axis::linear("depth L"),
                Axis::linear("ln‖∂J/∂W[1]‖"),
                gradients.map(|(weights, color)| both(weights, "log_gradient", weights, color)).to_vec(),
            ),
            panel(
                "growth per matrix, Gaussian 1/n",
                Axis::logarithmic("width n"),
                Axis::linear("λ₁"),
                vec![
                    both("forward, vectors alone", "forward", "gaussian 1 by vectors", 2),
                    // The prediction is the same.
                    [points("forward", "forward", "gaussian 1", 0), points("backward", "backward", "gaussian 1", 1)],
                ],
            ),
            panel(
                "growth of all singular values",
                Axis::linear("k"),
                Axis::linear("λ_k"),
                vec![both("Gaussian", "exponent", "gaussian 1", 0), both("orthogonal", "exponent", "orthogonal", 1)],
            ),
            panel(
                "powers of a Jordan block",
                Axis::linear("k"),
                Axis::logarithmic("norm"),
                vec![[
                    series("‖Wᵏ‖₂", "jordan", "0.9 with corner 10", "measured", Mark::Line, 0),
                    series("0.9ᵏ", "jordan", "0.9 I", "predicted", Mark::Dashed, 1),
                ]],
            ),
        ],
    }
}

#[cfg(test)]
mod tests;
