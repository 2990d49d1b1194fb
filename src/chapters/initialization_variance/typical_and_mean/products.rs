//! How ill conditioned are products of weight matrices of variance 1/n, Gaussian and orthogonal?

use ndarray::Array2;

use super::CONFIDENCE;
use crate::bits::streams;
use crate::chapters::Settings;
use crate::initialize;
use crate::parallel;
use crate::report::{Column, Digits, Table};
use crate::spectrum;
use crate::statistics::{self, Interval};

const WIDTH: usize = 64;
const FACTORS: [usize; 4] = [1, 2, 5, 10];
const SEEDS: usize = 40;

/// ln κ of products of so many matrices, for each seed.
pub(super) struct Condition {
    /// `gaussian` or `orthogonal`.
    pub(super) weights: &'static str,
    pub(super) factors: usize,
    pub(super) logarithms: Vec<f64>,
}

impl Condition {
    /// The median of ln κ.
    pub(super) fn median(&self) -> f64 {
        statistics::median(&self.logarithms).expect("finite logarithms")
    }

    /// Its distribution-free interval, if there are enough seeds.
    pub(super) fn interval(&self) -> Option<Interval> {
        statistics::median_interval(&self.logarithms, CONFIDENCE).ok()
    }
}

pub(super) fn table(conditions: &[Condition]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let columns = vec![
        Column::text("weights").from(|row: &Condition| row.weights).key(),
        Column::count("factors", "matrices").from(|row: &Condition| row.factors).key(),
        number("log_condition").titled("ln κ").from(Condition::median),
        number("low").titled("at least").from(|row: &Condition| row.interval().map(|interval| interval.low)),
        number("high").titled("at most").from(|row: &Condition| row.interval().map(|interval| interval.high)),
    ];
    Table::of("How ill conditioned are products of weight matrices of variance 1/n?", columns, conditions)
        .named("products")
        .noted(format!(
            "Median over {} products of {WIDTH} × {WIDTH} matrices, {}% intervals.",
            conditions[0].logarithms.len(),
            CONFIDENCE * 100.0
        ))
}

/// Orthogonal and Gaussian products.
pub(super) fn conditions(settings: &Settings) -> Vec<Condition> {
    let gaussian =
        |stream: &mut streams::Stream| streams::standard_normal_matrix(stream, WIDTH, WIDTH) / (WIDTH as f64).sqrt();
    let mut conditions = condition(settings, "orthogonal", |stream| initialize::orthogonal(WIDTH, WIDTH, stream));
    conditions.extend(condition(settings, "gaussian", gaussian));
    conditions
}

fn condition(
    settings: &Settings,
    weights: &'static str,
    draw: impl Fn(&mut streams::Stream) -> Array2<f64> + Sync,
) -> Vec<Condition> {
    let by_seed: Vec<Vec<f64>> = parallel::cells(0..settings.replicates_or(SEEDS), |replicate| {
        let mut stream = settings.stream(weights, replicate);
        let factors = std::iter::repeat_with(|| draw(&mut stream));
        spectrum::log_conditions_of_products(factors, &FACTORS).expect("the matrices are regular")
    });
    let of = |index: usize| by_seed.iter().map(|logarithms| logarithms[index]).collect();
    FACTORS.iter().enumerate().map(|(index, &factors)| Condition { weights, factors, logarithms: of(index) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits;
    use crate::chapters::testing::own_settings;
    use crate::theory::products;

    #[test]
    fn gaussian_and_orthogonal_products_follow_theory() {
        for condition in conditions(&own_settings(module_path!())) {
            let median = condition.median();
            match (condition.weights, condition.factors) {
                ("orthogonal", _) => assert!(condition.logarithms.iter().all(|x| x.abs() < 1e-5), "{median}"),
                (_, 1) => {
                    // Edelman's law at n = 64; 40 seeds: the 0.1 % points of a median are its quantiles at about 0.25 and 0.75.
                    let quantile = |p: f64| bits::ln(products::condition_quantile(WIDTH, p));
                    assert!((quantile(0.25)..quantile(0.75)).contains(&median), "{median}");
                }
                (_, factors) => {
                    // At least the growth of the Lyapunov exponents, and less than that of as many single matrices.
                    let rate = products::lyapunov(WIDTH, 1.0, 1) - products::lyapunov(WIDTH, 1.0, WIDTH);
                    let first = bits::ln(products::condition_quantile(WIDTH, 0.5));
                    assert!(median > rate * factors as f64 && median < first * factors as f64, "{factors}: {median}");
                }
            }
        }
    }
}
