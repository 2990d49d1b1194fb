//! What becomes of all singular values of a product? Their growth rates, how far apart they are, and the share of the
//! largest.

use ndarray::{Array2, array};

use super::chains::{self, DEPTH, Weights};
use super::{CONFIDENCE, JORDAN, Key, SPECTRUM_SEEDS, SPECTRUM_WIDTH, push, push_mean};
use crate::bits;
use crate::chapters::Settings;
use crate::parallel;
use crate::report::Table;
use crate::spectrum;
use crate::statistics;
use crate::theory::products;

/// Of how many matrices a product is taken.
const FACTORS: [usize; 8] = [1, 2, 5, 10, 20, 50, 100, 150];

pub(super) fn push_exponents(table: &mut Table, settings: &Settings, weights: Weights) {
    let seeds = settings.replicates_or(SPECTRUM_SEEDS);
    let terms = chains::exponents(settings, weights, SPECTRUM_WIDTH, seeds);
    for (index, terms) in terms.iter().enumerate() {
        let predicted = match weights {
            Weights::Orthogonal => 0.0,
            _ => products::lyapunov(SPECTRUM_WIDTH, 1.0, index + 1),
        };
        push_mean(table, ("exponent", &weights.name(), index + 1), terms, Some(predicted));
    }
}

/// The condition of products, and the share of their largest singular value, over the same matrices.
pub(super) fn push_products(table: &mut Table, settings: &Settings, weights: Weights) {
    let by_seed: Vec<(Vec<f64>, Vec<f64>)> = parallel::cells(0..settings.replicates_or(SPECTRUM_SEEDS), |replicate| {
        let mut stream = settings.stream(&format!("condition/{}", weights.name()), replicate);
        let matrices: Vec<Array2<f64>> = (0..DEPTH).map(|_| weights.draw(SPECTRUM_WIDTH, &mut stream)).collect();
        let conditions = spectrum::log_conditions_of_products(matrices.iter().cloned(), &FACTORS);
        (conditions.expect("the matrices are regular"), shares(&matrices, &FACTORS))
    });
    let (gap, share) = match weights {
        Weights::Orthogonal => (0.0, Some(1.0 / SPECTRUM_WIDTH as f64)),
        _ => {
            (products::lyapunov(SPECTRUM_WIDTH, 1.0, 1) - products::lyapunov(SPECTRUM_WIDTH, 1.0, SPECTRUM_WIDTH), None)
        }
    };
    let (conditions, directions): (Vec<Vec<f64>>, Vec<Vec<f64>>) = by_seed.into_iter().unzip();
    let at = |found: &[Vec<f64>], index: usize| -> Vec<f64> { found.iter().map(|of_seed| of_seed[index]).collect() };
    for (index, &factors) in FACTORS.iter().enumerate() {
        let key = ("log_condition", &*weights.name(), factors);
        push_mean(table, key, &at(&conditions, index), Some(gap * factors as f64));
    }
    for (index, &factors) in FACTORS.iter().enumerate() {
        push_median(table, ("share", &weights.name(), factors), &at(&directions, index), share);
    }
}

/// Adds a row with the median and its interval: shares pile up below 1, so that an interval about their mean would pass it.
fn push_median(table: &mut Table, key: Key, values: &[f64], predicted: Option<f64>) {
    let median = statistics::median(values).expect("finite values");
    let interval = statistics::median_interval(values, CONFIDENCE).ok().map(|interval| (interval.low, interval.high));
    push(table, key, median, interval, predicted);
}

/// σ₁²/Σσ_k² of the products of the first `at[0]`, `at[1]`, … matrices (ascending, from 1): 1 if one direction is all
/// that is passed on, 1/n if all n are passed on alike. Singular values that are lost in rounding weigh nothing here.
pub(super) fn shares(matrices: &[Array2<f64>], at: &[usize]) -> Vec<f64> {
    let mut product = Array2::eye(matrices[0].ncols());
    let mut shares = Vec::with_capacity(at.len());
    for (index, matrix) in matrices.iter().enumerate() {
        product = bits::product(matrix.view(), product.view());
        if at.contains(&(index + 1)) {
            let largest = spectrum::singular_values(product.view()).expect("the matrix is finite")[0];
            // Σσ_k² is the sum of the squares of all entries.
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
