//! How many digits does a variance lose when the mean is large? Four algorithms, two precisions, offsets from 0 to 10⁸.
//!
//! The same small numbers (multiples of 1/8 with standard deviation near 1.2) are moved by an offset. Their variance stays what it
//! was, but an algorithm that squares before it subtracts sees numbers of size μ² to find one of size σ². With
//! K = √(1 + μ²/σ²) the relative errors are bounded, to first order in u, by
//!
//! | algorithm | bound | digits that the bound loses |
//! |---|---|---|
//! | one pass, (1/m)Σx² − μ² | m·u·K² | 2·log₁₀K: all of them at K = (m·u)^(−½) |
//! | two passes, (1/m)Σ(x − μ)² | m·u + (m·u·K)² | none until K = (m·u)^(−½), then 2·log₁₀K; all of them at K = 1/(m·u) |
//! | one pass by updates (Welford) | m·u·K | log₁₀K: all of them at K = 1/(m·u) |
//! | pairwise merging | log₂m·u·K | log₁₀K, with a smaller factor |
//!
//! (Chan, Golub & LeVeque 1983, *Algorithms for computing the sample variance*, The American Statistician 37; Barlow 1991, *Numerische
//! Mathematik* 58, for pairwise merging.) A bound takes every rounding at its worst. In the median of random data half of them cancel,
//! so that the error reaches 1 at a larger K, which is measured too. The true variance of the numbers *as stored* is computed in
//! integers, so that the errors are exact.

use rand::RngExt;

use super::words::{named, words};
use crate::bits;
use crate::bits::Real;
use crate::chapters::Settings;
use crate::chapters::precision::Precision;
use crate::normalize::variance;
use crate::report::{Axis, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use crate::theory::{self, normalization::VarianceAlgorithm};

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

    /// By how many decimal digits the bound has grown since K = 1; no more than the precision has.
    fn digits_lost(self, unit_roundoff: f64, condition: f64) -> f64 {
        let growth = self.bound(unit_roundoff, condition) / self.bound(unit_roundoff, 1.0);
        bits::min(libm::log10(growth), -libm::log10(unit_roundoff))
    }

    /// K at which the bound is 1 and promises no digit: by bisection, since it grows with K.
    fn bound_is_one(self, unit_roundoff: f64) -> f64 {
        let (mut below, mut above) = (1.0, 1.0 / unit_roundoff);
        while above > below * (1.0 + 1e-12) {
            let middle = (below * above).sqrt();
            if self.bound(unit_roundoff, middle) < 1.0 { below = middle } else { above = middle }
        }
        above
    }
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let seen = [measure::<f32>(settings), measure::<f64>(settings)].concat();
    let limits = [limits::<f32>(settings), limits::<f64>(settings)].concat();
    let tables = vec![errors_table(&seen, settings.replicates_or(REPLICATES)), limits_table(&limits)];
    Findings { tables, figure: Some(figure()), claims: Vec::new() }
}

fn errors_table(seen: &[Seen], draws: usize) -> Table {
    let digits = |name| Column::number(name, "decimal digits", Digits::Fixed(1));
    let columns = vec![
        Column::text("precision").from(|row: &Seen| row.precision.name()).key(),
        Column::text("algorithm").from(|row: &Seen| named(row.algorithm.name())).key(),
        Column::significant("offset", 1).from(|row: &Seen| row.offset).key(),
        Column::significant("condition", 3).titled("K").from(|row: &Seen| row.condition),
        Column::significant("relative_error", 2).titled("median relative error").from(Seen::median),
        Column::significant("largest_relative_error", 2).from(|row: &Seen| row.errors.last().copied()),
        Column::significant("bound", 2).from(|row: &Seen| row.predicted(Algorithm::bound)),
        digits("digits_lost").from(|row: &Seen| Some(digits_lost(row.median()?, row.precision.unit_roundoff()))),
        digits("predicted_digits_lost").from(|row: &Seen| row.predicted(Algorithm::digits_lost)),
    ];
    let read: Vec<bool> = seen.iter().map(|row| [1e4, 1e7].contains(&row.offset)).collect();
    Table::of("Relative error of the variance against the offset of the data", columns, seen)
        .named("errors")
        .reading(read)
        .noted(format!(
            "{EXAMPLES} numbers, median and largest error of {draws} draws; K = √(1 + μ²/σ²). Where the numbers as stored are all \
             equal (f32 at the largest offset) there is no variance left to compute and the cells are empty."
        ))
}

fn limits_table(limits: &[Limit]) -> Table {
    let columns = vec![
        Column::text("precision").from(|row: &Limit| row.precision.name()).key(),
        Column::text("algorithm").from(|row: &Limit| named(row.algorithm.name())).key(),
        Column::significant("bound_is_one_at", 3)
            .titled("K at which the bound is 1")
            .from(|row: &Limit| row.algorithm.bound_is_one(row.precision.unit_roundoff())),
        Column::significant("median_is_one_at", 2)
            .titled("K at which the median error is 1")
            .from(|row: &Limit| row.median_is_one),
    ];
    Table::of("At which K is no digit of a variance left?", columns, limits)
        .named("limits")
        .noted("By bisection; empty where the median error stays below 1.")
}

/// What is seen of each algorithm at each offset.
fn measure<T: Real>(settings: &Settings) -> Vec<Seen> {
    let at = |algorithm| OFFSETS.map(|offset| Seen::at::<T>(algorithm, settings, offset));
    Algorithm::ALL.into_iter().flat_map(at).collect()
}

/// Where the digits of each algorithm are gone.
fn limits<T: Real>(settings: &Settings) -> Vec<Limit> {
    let of = |algorithm| Limit {
        precision: Precision::of::<T>(),
        algorithm,
        median_is_one: median_is_one::<T>(algorithm, settings),
    };
    Algorithm::ALL.map(of).into()
}

/// Where the median error of an algorithm reaches 1.
#[derive(Clone)]
struct Limit {
    precision: Precision,
    algorithm: Algorithm,
    median_is_one: Option<f64>,
}

/// The relative errors of an algorithm at one offset.
#[derive(Clone)]
struct Seen {
    precision: Precision,
    algorithm: Algorithm,
    offset: f64,
    /// K of the first draw.
    condition: f64,
    /// Of the draws whose stored numbers vary, the smallest first.
    errors: Vec<f64>,
}

impl Seen {
    fn at<T: Real>(algorithm: Algorithm, settings: &Settings, offset: f64) -> Self {
        let draws = (0..settings.replicates_or(REPLICATES)).map(|replicate| {
            let values: Vec<T> = draw(settings, offset, replicate);
            let (variance, condition) = exact(&values);
            let computed = algorithm.variance(&values).to_f64();
            (condition, (variance > 0.0).then(|| (computed - variance).abs() / variance))
        });
        let (conditions, errors): (Vec<f64>, Vec<Option<f64>>) = draws.unzip();
        let mut errors: Vec<f64> = errors.into_iter().flatten().collect();
        errors.sort_by(f64::total_cmp);
        Seen { precision: Precision::of::<T>(), algorithm, offset, condition: conditions[0], errors }
    }

    fn median(&self) -> Option<f64> {
        self.errors.get(self.errors.len() / 2).copied()
    }

    /// What theory says, where there is a variance.
    fn predicted(&self, of: fn(Algorithm, f64, f64) -> f64) -> Option<f64> {
        (!self.errors.is_empty()).then(|| of(self.algorithm, self.precision.unit_roundoff(), self.condition))
    }
}

/// K at which the median error reaches 1: by bisection below the first offset at which it is 1 or more.
fn median_is_one<T: Real>(algorithm: Algorithm, settings: &Settings) -> Option<f64> {
    let seen = |offset: f64| Seen::at::<T>(algorithm, settings, offset);
    let is_one = |offset: f64| seen(offset).median().is_some_and(|median| median >= 1.0);
    let mut above = OFFSETS.into_iter().find(|&offset| is_one(offset))?;
    let mut below = above / 10.0;
    while above > 1.01 * below {
        let middle = (8.0 * (below * above).sqrt()).round() / 8.0;
        if is_one(middle) { above = middle } else { below = middle }
    }
    Some(seen(above).condition)
}

/// How many of the digits that the precision has are wrong; no more than it has.
fn digits_lost(error: f64, unit_roundoff: f64) -> f64 {
    libm::log10(bits::clamp(error / unit_roundoff, 1.0, 1.0 / unit_roundoff))
}

fn draw<T: Real>(settings: &Settings, offset: f64, replicate: usize) -> Vec<T> {
    let mut stream = settings.stream("values", replicate);
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
    let panel = |precision: Precision| Panel {
        title: precision.words().into(),
        x: Axis::logarithmic("K = √(1 + μ²/σ²)").over(1.0, 1e8),
        y: Axis::logarithmic("relative error of the variance").over(1e-17, 1e10),
        series: Algorithm::ALL
            .iter()
            .enumerate()
            .flat_map(|(color, algorithm)| {
                let of = |y, mark| {
                    let series = Series::of("errors", ("condition", y), mark, color);
                    series.only("precision", precision.name()).only("algorithm", algorithm.name())
                };
                [
                    of("largest_relative_error", Mark::LinePoints).labeled(words(algorithm.name())),
                    of("bound", Mark::Dashed),
                ]
            })
            .collect(),
        equal: false,
    };
    Figure {
        title: "The digits that a variance loses".into(),
        alternative: "Relative error of the variance against the condition of the data, one panel for f32 and one for f64, on \
                      logarithmic axes. The one-pass formula rises about with the square of K until no digit is left, updates \
                      and pairwise merging about in proportion to K. In f64 two passes stay below m·u throughout. In f32 they \
                      rise too, and lose every digit at the end: what rounding does to the mean counts with its square, which is \
                      then the larger part of the bound m·u + (m·u·K)². Each stays below its dashed bound."
            .into(),
        panels: vec![panel(Precision::F32), panel(Precision::F64)],
    }
}

#[cfg(test)]
mod tests;
