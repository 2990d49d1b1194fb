//! What are the mean and the variance of every column, from one reading of the memory, and how many of their digits hold?
//!
//! `μ = (1/m)Σxᵢ`, `M₂ = Σ(xᵢ − μ)²`, and the population variance `σ² = M₂/m`. The rows are read in leaves of 256 rows that stay in
//! the cache, and inside a leaf the corrected two-pass algorithm runs on data shifted by the leaf's first row `x₀`:
//!
//! ```text
//! a = x₀ + (1/m)Σ(xᵢ − x₀)      eᵢ = xᵢ − a      μ = a + (1/m)Σeᵢ      M₂ = Σeᵢ² − (1/m)(Σeᵢ)²
//! ```
//!
//! Two sets of rows are merged (Chan, Golub & LeVeque 1979) by `δ = μ_b − μ_a`, `μ = μ_a + δ·m_b/m`, `M₂ = M₂ₐ + M₂_b + δ²·mₐm_b/m`.
//!
//! **Error.** With `u = 2⁻⁵³`, `B = min(m, 256)`, `L = ⌈log₂(m/256)⌉` merges between leaf and root, and `R = max − min`:
//! - a leaf's mean has one rounding of its own size, the rest is relative to the deviations `e`; a merge adds three roundings of
//!   `δ ≤ R` and one of the result: `|μ̂ − μ| ≤ E = u·[(L + 1)·max|x| + (B + 1 + 3L)·R]`;
//! - a leaf's `M₂` is a sum of B squares of differences, relative error (B + 3)u, the second-order term in `a − μ` being removed
//!   by the correction. A merge adds 2u for its two sums, and the product with δ² has 7 roundings.
//!
//! **What rounding takes from a mean** is kept beside it, so that δ is known to `e = 2(B + 1 + 3L)u·R` whatever max|x| is. A merge takes it in where it changes `M₂` by more than the
//! rounding of a leaf, 256u; elsewhere it is left out:
//!
//! ```text
//! |σ̂² − σ²| ≤ σ²·[(B + 10 + 258L)u + L·e/σ]
//! ```
//!
//! All to first order in u. Up to 256 rows this *is* the corrected two-pass algorithm (Chan, Golub & LeVeque 1983).
//!
//! A column whose values are all equal has exactly `M₂ = 0` and exactly its value as mean, because every difference is 0.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::normalize::moments::Moments;
//!
//! let moments = Moments::of(array![[1.0, 14.62], [3.0, 14.62]].view());
//! assert_eq!(moments.mean(), [2.0, 14.62]);
//! assert_eq!(moments.variance(), [1.0, 0.0]);
//! ```

use super::rows::{LEAF_ROWS, summarize};
use crate::bits::two_sum;
use ndarray::ArrayView2;

/// Columns that are summed side by side: independent outputs, so that the width of the vectors changes no bit.
const LANES: usize = 8;

/// Changes of `M₂` that a merge leaves out: those below the rounding of a leaf.
const LEFT_OUT: f64 = LEAF_ROWS as f64 * f64::EPSILON / 2.0;

/// Number of rows, and for each column the mean and the sum of squared deviations from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Moments {
    count: usize,
    mean: Vec<f64>,
    /// What rounding took from each mean.
    rest: Vec<f64>,
    squares: Vec<f64>,
}

impl Moments {
    /// No rows yet, of this many columns; the mean is 0 until a row comes.
    pub fn new(columns: usize) -> Self {
        Moments { count: 0, mean: vec![0.0; columns], rest: vec![0.0; columns], squares: vec![0.0; columns] }
    }

    /// The moments of the rows of `data` (m, n). Non-finite values make the moments of their column non-finite.
    pub fn of(data: ArrayView2<f64>) -> Self {
        let leaf = |rows: ArrayView2<f64>| {
            let rows = rows.as_standard_layout();
            Moments::of_leaf(rows.as_slice().expect("standard layout is contiguous"), rows.ncols())
        };
        summarize(data, &leaf, &|above, below| above.merge(&below))
    }

    fn of_leaf(values: &[f64], columns: usize) -> Self {
        let mut moments = Moments::new(columns);
        if values.is_empty() {
            return moments;
        }
        moments.count = values.len() / columns;
        let whole = columns - columns % LANES;
        for first in (0..whole).step_by(LANES) {
            moments.fill_lanes::<LANES>(values, first);
        }
        for first in whole..columns {
            moments.fill_lanes::<1>(values, first);
        }
        moments
    }

    /// The corrected two-pass algorithm on columns `first .. first + N` of row-major `values`.
    fn fill_lanes<const N: usize>(&mut self, values: &[f64], first: usize) {
        let count = self.count as f64;
        let rows = || values.chunks_exact(self.mean.len()).filter_map(|row| row[first..].first_chunk::<N>());
        let shift = *rows().next().expect("at least one row");
        let mut sum = [0.0; N];
        for row in rows() {
            for lane in 0..N {
                sum[lane] += row[lane] - shift[lane];
            }
        }
        let mut center = [0.0; N];
        for lane in 0..N {
            center[lane] = shift[lane] + sum[lane] / count;
        }
        let (mut residual, mut squares) = ([0.0; N], [0.0; N]);
        for row in rows() {
            for lane in 0..N {
                let deviation = row[lane] - center[lane];
                residual[lane] += deviation;
                squares[lane] += deviation * deviation;
            }
        }
        for lane in 0..N {
            (self.mean[first + lane], self.rest[first + lane]) = two_sum(center[lane], residual[lane] / count);
            let corrected = squares[lane] - residual[lane] * (residual[lane] / count);
            // Rounding may leave less than nothing; NaN must pass, so this is no `max`.
            self.squares[first + lane] = if corrected < 0.0 { 0.0 } else { corrected };
        }
    }

    /// One more row (Welford 1962). Its error grows with the number of rows, m·u; where the rows are at hand, [`Moments::of`] is faster and more exact.
    ///
    /// # Panics
    /// If the row has another number of columns.
    pub fn push(&mut self, row: &[f64]) {
        assert_eq!(row.len(), self.mean.len(), "a row of another length");
        self.count += 1;
        for (column, &value) in row.iter().enumerate() {
            let (mean, rest) = (&mut self.mean[column], &mut self.rest[column]);
            let deviation = (value - *mean) - *rest;
            (*mean, *rest) = two_sum(*mean, *rest + deviation / self.count as f64);
            self.squares[column] += deviation * ((value - *mean) - *rest);
        }
    }

    /// The moments of the rows of both.
    ///
    /// # Panics
    /// If the numbers of columns differ.
    #[must_use]
    pub fn merge(mut self, other: &Moments) -> Moments {
        assert_eq!(self.mean.len(), other.mean.len(), "moments of different numbers of columns");
        if self.count == 0 || other.count == 0 {
            return if self.count == 0 { other.clone() } else { self };
        }
        let (above, below) = (self.count as f64, other.count as f64);
        self.count += other.count;
        let share = below / self.count as f64;
        for column in 0..self.mean.len() {
            let difference = other.mean[column] - self.mean[column];
            let lost = other.rest[column] - self.rest[column];
            let within = self.squares[column] + other.squares[column];
            let between = |difference: f64| difference * (difference * (above * share));
            let (whole, rounded) = (within + between(difference + lost), within + between(difference));
            let is_seen = (whole - rounded).abs() > LEFT_OUT * whole;
            let (mean, rest) = two_sum(self.mean[column], difference * share);
            let rest = rest + (self.rest[column] + lost * share);
            (self.mean[column], self.rest[column]) = if is_seen { two_sum(mean, rest) } else { (mean, rest) };
            self.squares[column] = if is_seen { whole } else { rounded };
        }
        self
    }

    /// Number of rows.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Mean of each column.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// Sum of squared deviations from the mean, for each column.
    pub fn squares(&self) -> &[f64] {
        &self.squares
    }

    /// Population variance of each column, `M₂/m`; NaN where there are no rows.
    pub fn variance(&self) -> Vec<f64> {
        self.squares.iter().map(|squares| squares / self.count as f64).collect()
    }
}
