//! How long is the bowl before and after each normalizer, for any number of examples?
//!
//! All condition numbers come from one triangle. With Z = [1, X] = QR the Hessian of least squares is (1/m)RᵀR, and R without its
//! first row and column, R₁, is the triangle of the *centered* features, because the first step of QR takes the mean out of every other
//! column. So it is computed from [1, X − 1·μᵀ], with all digits of the deviations however far from 0 the columns are; R differs from that triangle by r₀₀μᵀ in its first
//! row:
//!
//! | inputs | singular values of |
//! |---|---|
//! | raw | R |
//! | x/σ | R·diag(1, 1/σ) |
//! | x − μ | √m and R₁ |
//! | (x − μ)/σ | √m and R₁·diag(1/σ) |
//! | (x − median)/iqr | R with median·(first column) taken from each column, over iqr |
//! | whitened | all √m: κ = 1 |
//!
//! R is computed block by block of rows, and again from the blocks' triangles, until one is left (Demmel, Grigori, Hoemmen &
//! Langou 2012): a million examples need no more memory than they take themselves, and no product XᵀX squares κ.

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, concatenate, s};

use super::{FeatureSummary, Variation};
use crate::bits;
use crate::curvature::with_bias;
use crate::data::{Dataset, LARGEST};
use crate::normalize::NEAR_CONSTANT;
use crate::parallel;
use crate::spectrum::{self, SpectrumError};
use crate::theory::steps;

/// The share of the first error that is to remain, in the prediction of steps.
pub const TOLERANCE: f64 = 1e-6;
/// Rows of a block: 10 columns of them fit into a second-level cache. No more of them are decomposed at once.
pub(crate) const BLOCK: usize = 4096;

/// A number, or one that it is at least: where rounding of the values hides how flat the cost is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The number.
    pub value: f64,
    /// Whether it is only known to be at least that.
    pub at_least: bool,
}

/// Condition numbers κ = λmax/λmin of the Hessian of least squares with a bias, over the directions that are not flat. Constant
/// features are left out: the first advice is to drop them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospects {
    /// Of the features as they are.
    pub raw: Bound,
    /// After x/σ without centering.
    pub scaled: Bound,
    /// After x − μ.
    pub centered: Bound,
    /// After (x − μ)/σ.
    pub standardized: Bound,
    /// After (x − median)/(interquartile range); what outliers do to a bowl is not undone by it. ∞ where a value lies so many ranges out
    /// that its square leaves the range of numbers.
    pub robust: Bound,
    /// In how many directions the standardized features vary.
    pub varying: usize,
}

impl Prospects {
    /// The prospects of `features` (m, n) with their summaries.
    ///
    /// # Errors
    /// No examples, or values so large that their squares leave the range of numbers.
    pub fn of(features: ArrayView2<f64>, summaries: &[FeatureSummary]) -> Result<Prospects, SpectrumError> {
        let means: Vec<f64> = summaries.iter().map(|summary| summary.mean).collect();
        Prospects::of_triangle(triangle(features, &means)?.view(), &means, features.nrows(), summaries)
    }

    /// The same from the triangle of [1, X − 1·μᵀ] and the means μ.
    pub(super) fn of_triangle(
        triangle: ArrayView2<f64>,
        means: &[f64],
        examples: usize,
        summaries: &[FeatureSummary],
    ) -> Result<Prospects, SpectrumError> {
        let varying: Vec<usize> =
            (0..summaries.len()).filter(|&feature| summaries[feature].variation != Variation::Constant).collect();
        let deviation: Array1<f64> = varying.iter().map(|&feature| summaries[feature].deviation).collect();
        let with_bias: Vec<usize> = [0].into_iter().chain(varying.iter().map(|feature| feature + 1)).collect();
        let beside_bias: Array1<f64> = [1.0].into_iter().chain(deviation.iter().copied()).collect();
        let inner = triangle.slice(s![1.., 1..]).select(Axis(1), &varying);
        let outer = uncentered(triangle, means).select(Axis(1), &with_bias);
        let robust = by_quartiles(&triangle.select(Axis(1), &with_bias), means, summaries, &varying);
        let in_range = robust.iter().all(|entry| entry.abs() <= LARGEST);
        // What is decomposed, and whether the bias stands beside it.
        let mut matrices = vec![
            (outer.clone(), false),
            (&outer / &beside_bias, false),
            (inner.to_owned(), true),
            (&inner / &deviation, true),
        ];
        if in_range {
            matrices.push((robust, false));
        }
        let decomposed = parallel::cells(matrices, |(matrix, beside)| match beside {
            true => beside_the_bias(matrix.view(), examples),
            false => spectrum::singular_values(matrix.view()),
        });
        let decomposed = decomposed.into_iter().collect::<Result<Vec<_>, _>>()?;
        let [raw, scaled, centered, standardized] = [0, 1, 2, 3].map(|place| &decomposed[place]);
        let best = Directions::of(standardized);
        // A direction that the standardized features have and these seem not to have is hidden below what rounding leaves of a column that is taken from others
        // (see `spectrum`): κ is at least the square of that ratio.
        let hidden = 1.0 / (triangle.ncols() as f64 * f64::EPSILON / 2.0);
        let squared = |values: &Array1<f64>| {
            let found = Directions::of(values);
            let at_least = found.count < best.count;
            // Values that are there, but whose squares are none beside the largest (see `spectrum::comparable`).
            let beyond = values.iter().filter(|&&value| value > 0.0).count() > found.count;
            let least = if beyond { libm::ldexp(1.0, 511) } else { hidden };
            let ratio = if at_least { bits::max(least, found.ratio) } else { found.ratio };
            Bound { value: ratio * ratio, at_least }
        };
        Ok(Prospects {
            raw: squared(raw),
            scaled: squared(scaled),
            centered: squared(centered),
            standardized: squared(standardized),
            robust: decomposed.get(4).map_or(Bound { value: f64::INFINITY, at_least: false }, squared),
            varying: best.count - 1,
        })
    }

    /// About how many seconds the prospects of so many examples and features take on one core of 2020: k rows of triangle, k being the smaller side, and
    /// of five matrices made of it the reflections with their pivots and some ten sweeps. Operations a second as measured for 20,000 × 500, 200 × 3,000 and 700 × 600
    /// values.
    pub fn seconds(examples: usize, features: usize) -> f64 {
        const TRIANGLE: f64 = 4e9;
        const PIVOTS: f64 = 1.5e9;
        const SWEEPS: f64 = 1e10;
        let (rows, columns) = (examples as f64, features as f64 + 1.0);
        let side = bits::min(rows, columns);
        2.0 * rows * columns * side / TRIANGLE + 5.0 * side * side * (2.0 * columns / PIVOTS + 40.0 * side / SWEEPS)
    }

    /// About how many bytes they take besides the features: the triangle, five matrices that are made of it, and copies of two of them at a time; 15 in all, as
    /// measured for 100 × 20,000 values.
    pub fn bytes(examples: usize, features: usize) -> f64 {
        let (rows, columns) = (examples as f64, features as f64 + 1.0);
        15.0 * 8.0 * bits::min(rows, columns) * columns
    }

    /// What the inputs are, and κ: as they are, centered, standardized.
    pub fn rows(&self) -> [(&'static str, Bound); 3] {
        [("as they are", self.raw), ("centered", self.centered), ("standardized", self.standardized)]
    }

    /// How many steps gradient descent needs at a condition number: at least one.
    pub fn steps(condition: f64) -> f64 {
        bits::max(steps::gradient_descent_steps(condition, TOLERANCE), 1.0)
    }
}

/// The directions that are not flat: those whose singular values are not exactly zero, nor so small that κ would be no number.
struct Directions {
    count: usize,
    /// σ_max/σ_min.
    ratio: f64,
}

impl Directions {
    fn of(singular_values: &Array1<f64>) -> Directions {
        let values = || spectrum::comparable(singular_values);
        let (largest, smallest) = (values().fold(0.0, bits::max), values().fold(f64::INFINITY, bits::min));
        Directions { count: values().count(), ratio: largest / smallest }
    }
}

/// The triangle of [1, X] from that of [1, X − 1·μᵀ]: the same but for its first row.
pub(super) fn uncentered(triangle: ArrayView2<f64>, means: &[f64]) -> Array2<f64> {
    let mut triangle = triangle.to_owned();
    let bias = triangle[(0, 0)];
    triangle.row_mut(0).iter_mut().skip(1).zip(means).for_each(|(entry, mean)| *entry += bias * mean);
    triangle
}

/// The triangle of [1, (x − median)/iqr] up to a rotation, from that of [1, x − μ]; an interquartile range of 0 divides nothing.
fn by_quartiles(centered: &Array2<f64>, means: &[f64], summaries: &[FeatureSummary], varying: &[usize]) -> Array2<f64> {
    let mut scaled = centered.clone();
    for (place, &feature) in varying.iter().enumerate() {
        let FeatureSummary { median, interquartile_range, .. } = summaries[feature];
        let range = if interquartile_range > NEAR_CONSTANT * median.abs() { interquartile_range } else { 1.0 };
        let away = means[feature] - median;
        scaled
            .column_mut(place + 1)
            .zip_mut_with(&centered.column(0), |entry, bias| *entry = (*entry + away * bias) / range);
    }
    scaled
}

/// The singular values of centered features, and √m of the bias.
fn beside_the_bias(inner: ArrayView2<f64>, examples: usize) -> Result<Array1<f64>, SpectrumError> {
    let bias = ndarray::array![(examples as f64).sqrt()];
    if inner.is_empty() {
        return Ok(bias);
    }
    Ok(concatenate![Axis(0), bias, spectrum::singular_values(inner)?])
}

/// R of [1, X − 1·μᵀ].
pub(super) fn triangle(features: ArrayView2<f64>, means: &[f64]) -> Result<Array2<f64>, SpectrumError> {
    if features.nrows() == 0 {
        return spectrum::triangle(with_bias(features).view());
    }
    reduce(features.nrows(), features.ncols() + 1, &|rows| centered(features, means, rows))
}

/// Some rows of [1, X − 1·μᵀ].
fn centered(features: ArrayView2<f64>, means: &[f64], rows: Range<usize>) -> Array2<f64> {
    with_bias((&features.slice(s![rows, ..]) - &ArrayView1::from(means)).view())
}

/// R of [1, X − 1·μᵀ, y].
pub(super) fn triangle_with_target(dataset: &Dataset, means: &[f64]) -> Result<Array2<f64>, SpectrumError> {
    let block = |rows: Range<usize>| {
        let target = dataset.target.slice(s![rows.clone()]).insert_axis(Axis(1));
        let design = centered(dataset.features.view(), means, rows);
        concatenate(Axis(1), &[design.view(), target]).expect("as many targets as examples")
    };
    reduce(dataset.examples(), dataset.feature_count() + 2, &block)
}

/// R of the blocks' triangles, stacked; a block becomes at least four times shorter, so this ends.
fn reduce(
    rows: usize,
    columns: usize,
    block: &(dyn Fn(Range<usize>) -> Array2<f64> + Sync),
) -> Result<Array2<f64>, SpectrumError> {
    let height = BLOCK.max(4 * columns);
    let triangle = |rows: Range<usize>| spectrum::triangle(block(rows).view());
    if rows <= height {
        return triangle(0..rows);
    }
    let ranges = (0..rows).step_by(height).map(|start| start..rows.min(start + height));
    let triangles = parallel::cells(ranges, triangle).into_iter().collect::<Result<Vec<_>, _>>()?;
    let views: Vec<ArrayView2<f64>> = triangles.iter().map(|triangle| triangle.view()).collect();
    let stacked = concatenate(Axis(0), &views).expect("triangles have the same number of columns");
    reduce(stacked.nrows(), columns, &|rows| stacked.slice(s![rows, ..]).to_owned())
}

#[cfg(test)]
mod tests;
