//! What becomes of all singular values of a product? Their growth rates, how far apart they are, and the share of the
//! largest.

use ndarray::{Array2, array};

use super::chains::{self, DEPTH, Weights};
use super::presentation::{Estimate, weights};
use super::{CONFIDENCE, JORDAN, SPECTRUM_SEEDS, SPECTRUM_WIDTH};
use crate::bits;
use crate::chapters::Settings;
use crate::parallel;
use crate::report::{Column, Table};
use crate::spectrum;
use crate::theory::products;

/// Of how many matrices a product is taken.
const FACTORS: [usize; 8] = [1, 2, 5, 10, 20, 50, 100, 150];

/// The growth rate of the k-th singular value.
struct Exponent {
    weights: Weights,
    k: usize,
    rate: Estimate,
}

impl Exponent {
    fn all(settings: &Settings, weights: Weights) -> Vec<Self> {
        let seeds = settings.replicates_or(SPECTRUM_SEEDS);
        let terms = chains::exponents(settings, weights, SPECTRUM_WIDTH, seeds);
        let of = |(index, terms): (usize, &Vec<f64>)| Exponent { weights, k: index + 1, rate: Estimate::mean(terms) };
        terms.iter().enumerate().map(of).collect()
    }
}

fn exponent(weights: Weights, k: usize) -> f64 {
    if weights == Weights::Orthogonal { 0.0 } else { products::lyapunov(SPECTRUM_WIDTH, 1.0, k) }
}

pub(super) fn exponents(settings: &Settings, kinds: &[Weights]) -> Table {
    let columns = vec![
        Column::text("weights").from(|row: &Exponent| weights(row.weights)).key(),
        Column::count("k", "1").from(|row: &Exponent| row.k).key(),
        Column::significant("measured", 4).titled("growth").from(|row: &Exponent| row.rate.value),
        Column::significant("low", 4).titled("at least").from(|row: &Exponent| row.rate.low()),
        Column::significant("high", 4).titled("at most").from(|row: &Exponent| row.rate.high()),
        Column::significant("predicted", 4).titled("λₖ").from(|row: &Exponent| exponent(row.weights, row.k)),
    ];
    let rows: Vec<Exponent> = kinds.iter().flat_map(|&weights| Exponent::all(settings, weights)).collect();
    let title = "How fast does the k-th singular value of a product grow?";
    let table = Table::of(title, columns, &rows).named("exponents");
    table.reading(rows.iter().map(|row| [1, 2, SPECTRUM_WIDTH].contains(&row.k))).noted(format!(
        "Growth of ln σₖ per matrix, {SPECTRUM_WIDTH} × {SPECTRUM_WIDTH}, with {}% intervals. The CSV has every k.",
        CONFIDENCE * 100.0
    ))
}

/// The condition of products, and the share of their largest singular value, over the same matrices.
struct Product {
    weights: Weights,
    factors: usize,
    log_condition: Estimate,
    share: Estimate,
}

impl Product {
    fn all(settings: &Settings, weights: Weights) -> Vec<Self> {
        let by_seed: Vec<(Vec<f64>, Vec<f64>)> = parallel::cells(0..settings.replicates_or(SPECTRUM_SEEDS), |seed| {
            let mut stream = settings.stream(&format!("condition/{}", weights.name()), seed);
            let matrices: Vec<Array2<f64>> = (0..DEPTH).map(|_| weights.draw(SPECTRUM_WIDTH, &mut stream)).collect();
            let conditions = spectrum::log_conditions_of_products(matrices.iter().cloned(), &FACTORS);
            (conditions.expect("the matrices are regular"), shares(&matrices, &FACTORS))
        });
        let (conditions, shares): (Vec<Vec<f64>>, Vec<Vec<f64>>) = by_seed.into_iter().unzip();
        let at = |found: &[Vec<f64>], index: usize| -> Vec<f64> { found.iter().map(|seed| seed[index]).collect() };
        let of = |(index, &factors): (usize, &usize)| Product {
            weights,
            factors,
            log_condition: Estimate::mean(&at(&conditions, index)),
            share: Estimate::median(&at(&shares, index)),
        };
        FACTORS.iter().enumerate().map(of).collect()
    }

    /// (λ₁ − λₙ) for each factor.
    fn predicted(&self) -> f64 {
        (exponent(self.weights, 1) - exponent(self.weights, SPECTRUM_WIDTH)) * self.factors as f64
    }
}

pub(super) fn products(settings: &Settings, kinds: &[Weights]) -> Table {
    let equal = |row: &Product| (row.weights == Weights::Orthogonal).then_some(1.0 / SPECTRUM_WIDTH as f64);
    let columns = vec![
        Column::text("weights").from(|row: &Product| weights(row.weights)).key(),
        Column::count("factors", "matrices").from(|row: &Product| row.factors).key(),
        Column::significant("log_condition", 4).titled("ln κ").from(|row: &Product| row.log_condition.value),
        Column::significant("condition_low", 4).titled("at least").from(|row: &Product| row.log_condition.low()),
        Column::significant("condition_high", 4).titled("at most").from(|row: &Product| row.log_condition.high()),
        Column::significant("condition_predicted", 4).titled("(λ₁ − λₙ)·factors").from(Product::predicted),
        Column::significant("share", 4).titled("σ₁²/Σσₖ²").from(|row: &Product| row.share.value),
        Column::significant("share_low", 4).titled("at least").from(|row: &Product| row.share.low()),
        Column::significant("share_high", 4).titled("at most").from(|row: &Product| row.share.high()),
        Column::significant("share_predicted", 4).titled("1/n").from(equal),
    ];
    let rows = kinds.iter().flat_map(|&weights| Product::all(settings, weights));
    let title = "How unequal are the singular values of a product?";
    Table::of(title, columns, rows).named("products").noted(format!(
        "Matrices of {SPECTRUM_WIDTH} × {SPECTRUM_WIDTH}. κ is the largest singular value over the smallest, its logarithm a mean; the share of the largest is a \
         median. {}% intervals. The share of Gaussian products is not predicted.",
        CONFIDENCE * 100.0
    ))
}

/// A block [[0.9, corner], [0, 0.9]] to a power.
struct Power {
    matrix: (&'static str, &'static str),
    corner: f64,
    power: u32,
    norm: f64,
}

impl Power {
    fn all((corner, key, words): (f64, &'static str, &'static str)) -> Vec<Self> {
        let norms = (0..).zip(jordan_norms(corner, DEPTH as u32));
        norms.map(|(power, norm)| Power { matrix: (key, words), corner, power, norm }).collect()
    }
}

pub(super) fn powers() -> Table {
    let columns = vec![
        Column::text("matrix").titled("W").from(|row: &Power| row.matrix).key(),
        Column::count("power", "1").titled("k").from(|row: &Power| row.power as usize).key(),
        Column::significant("measured", 4).titled("‖Wᵏ‖₂").from(|row: &Power| row.norm),
        Column::significant("predicted", 4)
            .titled("closed form")
            .from(|row: &Power| products::jordan_norm(JORDAN.0, row.corner, row.power)),
    ];
    let blocks = [(JORDAN.1, "0.9 with corner 10", "[[0.9, 10], [0, 0.9]]"), (0.0, "0.9 I", "0.9·I")];
    let rows: Vec<Power> = blocks.into_iter().flat_map(Power::all).collect();
    let table = Table::of("Do powers of a matrix with spectral radius 0.9 fall?", columns, &rows).named("powers");
    let read = [0, 1, 9, 50, DEPTH as u32];
    table.reading(rows.iter().map(|row| read.contains(&row.power))).noted("The CSV has every power.")
}

/// σ₁²/Σσₖ² of the products of the first `at[0]`, `at[1]`, … matrices (ascending, from 1): 1 if one direction is all
/// that is passed on, 1/n if all n are passed on alike. Singular values that are lost in rounding weigh nothing here.
pub(super) fn shares(matrices: &[Array2<f64>], at: &[usize]) -> Vec<f64> {
    let mut product = Array2::eye(matrices[0].ncols());
    let mut shares = Vec::with_capacity(at.len());
    for (index, matrix) in matrices.iter().enumerate() {
        product = bits::product(matrix.view(), product.view());
        if at.contains(&(index + 1)) {
            let largest = spectrum::singular_values(product.view()).expect("the matrix is finite")[0];
            // Σσₖ² is the sum of the squares of all entries.
            let squares: Vec<f64> = product.iter().map(|entry| entry * entry).collect();
            shares.push(largest * largest / bits::sum(&squares));
        }
    }
    shares
}

/// ‖[[a, b], [0, a]]ᵏ‖₂ for k = 0 … last, by multiplication.
pub(super) fn jordan_norms(corner: f64, last: u32) -> Vec<f64> {
    let block = array![[JORDAN.0, corner], [0.0, JORDAN.0]];
    let mut power = Array2::eye(2);
    let norms = (0..=last).map(|_| {
        let norm = spectrum::singular_values(power.view()).expect("the matrix is finite")[0];
        power = bits::product(block.view(), power.view());
        norm
    });
    norms.collect()
}
