//! How many digits does a variance lose when the mean is large? Four algorithms, two precisions, offsets from 0 to 10⁸.
//!
//! The same small numbers (multiples of 1/8 with standard deviation near 1.2) are moved by an offset. Their variance stays what it
//! was, but an algorithm that squares before it subtracts sees numbers of size μ² to find one of size σ². With
//! K = √(1 + μ²/σ²) the relative errors are bounded, to first order in u, by
//!
//! | algorithm | bound | digits lost |
//! |---|---|---|
//! | one pass, (1/m)Σx² − μ² | m·u·K² | 2·log₁₀K: all of them at K = u^(−½) |
//! | two passes, (1/m)Σ(x − μ)² | m·u + (m·u·K)² | none until K = 1/(m·u) |
//! | one pass by updates (Welford) | m·u·K | log₁₀K |
//! | pairwise merging | log₂m·u·K | log₁₀K, with a smaller factor |
//!
//! (Chan, Golub & LeVeque 1983, *Algorithms for computing the sample variance*, The American Statistician 37.) The true variance of
//! the numbers *as stored* is computed in integers, so that the errors are exact.

use rand::RngExt;

use crate::bits::Real;
use crate::chapters::Settings;
use crate::normalize::variance;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use crate::theory::{self, normalization::VarianceAlgorithm};

const NAME: &str = "input_normalization/variance_error";
const EXAMPLES: usize = 1000;
const REPLICATES: usize = 25;
const OFFSETS: [f64; 9] = [0.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

/// An algorithm, by its name in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    OnePass,
    TwoPass,
    Welford,
    Pairwise,
}

impl Algorithm {
    const ALL: [Algorithm; 4] = [Algorithm::OnePass, Algorithm::TwoPass, Algorithm::Welford, Algorithm::Pairwise];

    fn name(self) -> &'static str {
        match self {
            Algorithm::OnePass => "one_pass",
            Algorithm::TwoPass => "two_pass",
            Algorithm::Welford => "welford",
            Algorithm::Pairwise => "pairwise",
        }
    }

    fn variance<T: Real>(self, values: &[T]) -> T {
        match self {
            Algorithm::OnePass => variance::variance_one_pass(values),
            Algorithm::TwoPass => variance::variance_two_pass(values),
            Algorithm::Welford => variance::variance_welford(values),
            Algorithm::Pairwise => variance::variance_pairwise(values),
        }
    }

    /// What theory calls it.
    fn in_theory(self) -> VarianceAlgorithm {
        match self {
            Algorithm::OnePass => VarianceAlgorithm::OnePass,
            Algorithm::TwoPass => VarianceAlgorithm::TwoPass,
            Algorithm::Welford => VarianceAlgorithm::Updating,
            Algorithm::Pairwise => VarianceAlgorithm::PairwiseUpdating,
        }
    }

    /// The bound on the relative error, to first order.
    fn bound(self, unit_roundoff: f64, condition: f64) -> f64 {
        let offset = ((condition - 1.0) * (condition + 1.0)).sqrt();
        theory::normalization::variance_error(self.in_theory(), EXAMPLES, offset, unit_roundoff)
    }

    /// The power of K by which the error grows, before the second-order term of two passes takes over.
    fn digits_lost(self, unit_roundoff: f64, condition: f64) -> f64 {
        let lost = match self {
            Algorithm::OnePass => 2.0 * libm::log10(condition),
            Algorithm::TwoPass => 0.0,
            Algorithm::Welford | Algorithm::Pairwise => libm::log10(condition),
        };
        lost.min(-libm::log10(unit_roundoff))
    }
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let mut table = Table::new(
        "Relative error of the variance against the offset of the data, for four algorithms in two precisions",
        3,
        vec![
            Column::text("precision"),
            Column::text("algorithm"),
            Column::number("offset", "1", Digits::Significant(1)),
            Column::number("condition", "1", Digits::Significant(3)),
            Column::number("relative_error", "1", Digits::Significant(2)),
            Column::number("largest_relative_error", "1", Digits::Significant(2)),
            Column::number("bound", "1", Digits::Significant(2)),
            Column::number("digits_lost", "decimal digits", Digits::Fixed(1)),
            Column::number("predicted_digits_lost", "decimal digits", Digits::Fixed(1)),
        ],
    );
    measure::<f32>("f32", settings, &mut table);
    measure::<f64>("f64", settings, &mut table);
    table.note(format!(
        "{EXAMPLES} numbers, median and largest error of {} draws; K = √(1 + μ²/σ²). Where the numbers as stored are all \
         equal (f32 at the largest offsets) there is no variance left to compute and the cells are empty.",
        settings.replicates_or(REPLICATES)
    ));
    Findings { table, figure: Some(figure()), claims: Vec::new() }
}

fn measure<T: Real>(precision: &'static str, settings: &Settings, table: &mut Table) {
    let unit_roundoff = T::UNIT_ROUNDOFF.to_f64();
    for algorithm in Algorithm::ALL {
        for offset in OFFSETS {
            let draws: Vec<(f64, Option<f64>)> = (0..settings.replicates_or(REPLICATES))
                .map(|replicate| {
                    let values: Vec<T> = draw(settings, offset, replicate);
                    let (variance, condition) = exact(&values);
                    let computed = algorithm.variance(&values).to_f64();
                    (condition, (variance > 0.0).then(|| (computed - variance).abs() / variance))
                })
                .collect();
            let condition = draws[0].0;
            let mut errors: Vec<f64> = draws.iter().filter_map(|(_, error)| *error).collect();
            errors.sort_by(f64::total_cmp);
            let median = errors.get(errors.len() / 2).copied();
            let start = [precision.into(), algorithm.name().into(), offset.into(), condition.into()];
            let rest: [Cell; 5] = match median {
                None => [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
                Some(median) => [
                    median.into(),
                    errors.last().copied().into(),
                    algorithm.bound(unit_roundoff, condition).into(),
                    digits_lost(median, unit_roundoff).into(),
                    algorithm.digits_lost(unit_roundoff, condition).into(),
                ],
            };
            table.push(start.into_iter().chain(rest).collect::<Vec<Cell>>());
        }
    }
}

/// How many of the digits that the precision has are wrong; no more than it has.
fn digits_lost(error: f64, unit_roundoff: f64) -> f64 {
    libm::log10((error / unit_roundoff).clamp(1.0, 1.0 / unit_roundoff))
}

fn draw<T: Real>(settings: &Settings, offset: f64, replicate: usize) -> Vec<T> {
    let mut stream = settings.stream(NAME, "values", replicate);
    (0..EXAMPLES).map(|_| T::from_f64(offset + f64::from(stream.random_range(-16..=16)) / 8.0)).collect()
}

/// The variance of the stored numbers, computed in integers and rounded once, and K = √(1 + μ²/σ²).
fn exact<T: Real>(values: &[T]) -> (f64, f64) {
    let eighths: Vec<i128> = values.iter().map(|value| (value.to_f64() * 8.0) as i128).collect();
    let m = values.len() as i128;
    let sum: i128 = eighths.iter().sum();
    let squares: i128 = eighths.iter().map(|k| k * k).sum();
    let spread = m * squares - sum * sum;
    let scale = (m * m) as f64 * 64.0;
    (spread as f64 / scale, ((m * squares) as f64 / spread as f64).sqrt())
}

fn figure() -> Figure {
    let panel = |precision: &str| Panel {
        title: precision.into(),
        x: Axis::logarithmic("K = √(1 + μ²/σ²)").over(1.0, 1e8),
        y: Axis::logarithmic("relative error of the variance").over(1e-17, 1e10),
        series: Algorithm::ALL
            .iter()
            .enumerate()
            .flat_map(|(color, algorithm)| {
                let series = |label: String, y, mark| Series {
                    label,
                    x: "condition",
                    y,
                    only: vec![("precision", precision.into()), ("algorithm", algorithm.name().into())],
                    mark,
                    color,
                };
                [
                    series(algorithm.name().replace('_', " "), "largest_relative_error", Mark::LinePoints),
                    series(String::new(), "bound", Mark::Dashed),
                ]
            })
            .collect(),
        equal: false,
    };
    Figure {
        title: "The digits that a variance loses".into(),
        alternative: "Relative error of the variance against the condition of the data, one panel for f32 and one for f64, on \
                      logarithmic axes. The one-pass formula rises with slope 2 until no digit is left; updates and pairwise \
                      merging rise with slope at most 1; two passes stay flat. Each stays below its dashed bound."
            .into(),
        panels: vec![panel("f32"), panel("f64")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_variance_is_right_by_hand() {
        // 1, 2, 3, 4 around 10: variance 5/4, mean square 10.25² … K² = 1 + 12.5²/1.25.
        let (variance, condition) = exact(&[11.0_f64, 12.0, 13.0, 14.0]);
        assert_eq!(variance, 1.25);
        assert_eq!(condition, 126.0_f64.sqrt());
    }

    #[test]
    fn errors_stay_below_their_bounds_and_one_pass_breaks_the_bound_of_two_passes() {
        let findings = run(&Settings { replicates: Some(3), ..Settings::default() });
        let number = |row: &[Cell], name: &str| match row[findings.table.column(name).unwrap()] {
            Cell::Number(number) => Some(number),
            _ => None,
        };
        for row in findings.table.rows() {
            if let (Some(error), Some(bound)) = (number(row, "largest_relative_error"), number(row, "bound")) {
                // The bounds are first order; a factor 4 covers what multiplies u (the mean, the square, the sum, the division).
                assert!(error <= 4.0 * bound, "{row:?}");
            }
        }
        let far = findings.table.row("f64/one_pass/100000").unwrap();
        assert!(number(far, "relative_error").unwrap() > 1e3 * Algorithm::TwoPass.bound(f64::EPSILON / 2.0, 1e5));
    }
}
