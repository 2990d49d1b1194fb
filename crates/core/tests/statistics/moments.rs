//! Do moments that are merged, or updated row by row, keep the digits that two passes keep?

use super::{Exact, OFFSETS, SIZES, U, grid};
use crate::exact::Precise;
use ndarray::{ArrayView2, Axis};
use wellposed_core::bits;
use wellposed_core::difference::Scalar;
use wellposed_core::normalize::mean_and_deviation;
use wellposed_core::normalize::moments::Moments;
use wellposed_core::normalize::variance::{variance_pairwise, variance_welford};

fn column(values: &[f64]) -> ArrayView2<'_, f64> {
    ArrayView2::from_shape((values.len(), 1), values).unwrap()
}

/// max − min in deviations.
fn range(values: &[f64], deviation: f64) -> f64 {
    let ends = values.iter().fold((f64::MAX, f64::MIN), |(low, high), &x| (bits::min(low, x), bits::max(high, x)));
    (ends.1 - ends.0) / deviation
}

/// |σ̂² − σ²| by a bound, relative.
fn by_bound(values: &[f64], variance: f64, bound: f64) -> f64 {
    let exact = Exact::of(values);
    let exact_variance = exact.products(&exact) / Precise::constant(values.len() as f64);
    exact_variance.distance(libm::ldexp(variance, -2 * exact.exponent)) / (exact_variance.to_f64() * bound)
}

fn deviation_of(values: &[f64]) -> f64 {
    let exact = Exact::of(values);
    libm::ldexp(exact.deviation().to_f64(), exact.exponent)
}

/// The bound of the head of `normalize::moments` for so many merges one above the other.
fn merged_bound(values: &[f64], merges: f64) -> f64 {
    let leaf = values.len().min(256) as f64;
    let lost = 2.0 * (leaf + 1.0 + 3.0 * merges) * range(values, deviation_of(values));
    1.01 * U * (leaf + 10.0 + 258.0 * merges + merges * lost)
}

/// A mean that lacks nothing is off by 2u of each step, and the steps are at most R/k; that enters twice relative to σ. Each square has 4 roundings, and m are added.
fn pushed_bound(values: &[f64]) -> f64 {
    let m = values.len() as f64;
    1.01 * U * (m + 8.0 + 4.0 * (1.0 + bits::ln(m)) * range(values, deviation_of(values)))
}

fn levels(rows: usize) -> f64 {
    f64::from(rows.div_ceil(256).next_power_of_two().trailing_zeros())
}

fn close_together(n: usize) -> Vec<Vec<f64>> {
    let mut all: Vec<Vec<f64>> = OFFSETS.iter().map(|&offset| grid(offset, 1.0, n)).collect();
    all.extend([grid(0.0, 1.0, n), grid(1.0, 1e-14, n), grid(-3.0, 1e-13, n)]);
    all
}

#[test]
fn merged_moments_keep_their_digits_beside_any_offset() {
    for n in [2, 200, 257, 1000, 10_000] {
        for values in close_together(n) {
            let found = by_bound(
                &values,
                Moments::of(column(&values)).variance()[0],
                merged_bound(&values, levels(values.len())),
            );
            assert!(found <= 1.0, "{} {n}: {found} of the bound", values[0]);
            // Pieces of any length, one after the other.
            let pieces = column(&values);
            let pieces: Vec<Moments> = pieces.axis_chunks_iter(Axis(0), 97).map(Moments::of).collect();
            let merged = pieces.iter().fold(Moments::new(1), |merged, piece| merged.merge(piece));
            let found = by_bound(&values, merged.variance()[0], merged_bound(&values, pieces.len() as f64));
            assert!(found <= 1.0, "{} {n} in pieces: {found} of the bound", values[0]);
            let mut pushed = Moments::new(1);
            values.iter().for_each(|&value| pushed.push(&[value]));
            let found = by_bound(&values, pushed.variance()[0], pushed_bound(&values));
            assert!(found <= 1.0, "{} {n} row by row: {found} of the bound", values[0]);
        }
    }
    // Planted: merges and updates of rounded means.
    for values in [grid(6e11, 1.0, 10_000), grid(1.0, 1e-14, 10_000)] {
        let bound = merged_bound(&values, levels(values.len()));
        assert!(by_bound(&values, variance_pairwise(&values), bound) > 1.0);
        assert!(by_bound(&values, variance_welford(&values), pushed_bound(&values)) > 1.0);
    }
}

#[test]
fn means_and_deviations_of_every_size() {
    let kept = |values: &[f64], mean: f64, deviation: f64| {
        let exact = Exact::of(values);
        let bound = merged_bound(values, levels(values.len()));
        // The mean: (L + 1)u·max|x| + (B + 1 + 3L)u·R.
        let (merges, leaf) = (levels(values.len()), values.len().min(256) as f64);
        let size = values.iter().fold(0.0, |largest, x| bits::max(largest, exact.scaled(*x).abs()));
        let width = exact.deviation().to_f64() * range(values, deviation_of(values));
        let of_mean = U * ((merges + 1.0) * size + (leaf + 1.0 + 3.0 * merges) * width);
        let population = (exact.products(&exact) / Precise::constant(values.len() as f64)).sqrt();
        // Half of that of the variance, and a rounding of the root.
        exact.distance(exact.mean, mean) <= of_mean
            && exact.distance(population, deviation) <= population.to_f64() * (0.5 * bound + U)
    };
    for n in [2, 3, 300, 10_000] {
        let mut all = close_together(n);
        all.extend(SIZES.iter().map(|&size| grid(0.0, size, n)));
        for values in all {
            let (mean, deviation) = mean_and_deviation(column(&values)).unwrap();
            assert!(kept(&values, mean[0], deviation[0]), "{} {n}", values[0]);
            assert!(!kept(&values, mean[0], 1.001 * deviation[0]), "planted: another deviation");
            assert!(!kept(&values, mean[0] + 0.001 * deviation[0] + 16.0 * f64::EPSILON * mean[0].abs(), deviation[0]));
        }
    }
    for size in [1e-300, 1e200] {
        let values = grid(0.0, size, 300);
        let moments = Moments::of(column(&values));
        assert!(!kept(&values, moments.mean()[0], moments.variance()[0].sqrt()), "planted: squares as they are");
    }
}
