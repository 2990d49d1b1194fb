//! Does what `variance.rs` promises hold?

use super::*;

/// Values k = −300 … 300 on a grid with an offset, all exact in `T`; their variance is (601² − 1)/12 = 30100.
fn grid<T: Real>(offset: f64) -> Vec<T> {
    // 7 is prime to 601: all residues occur, in a scattered order.
    (0..601).map(|index| T::from_f64(offset + f64::from((index * 7) % 601 - 300))).collect()
}

/// Relative error, the table's bound with constant 4, and κ. Why 4: a relative error of (m + 3)u for sums of squares of
/// differences (Higham 2002, §1.9), (m + 1)u for the mean, which enters the one-pass formula twice, and 3 more operations in
/// each step of an update: 4m ≥ 3m + 6 for m ≥ 6.
fn check<T: Real>(offset: f64, variance: fn(&[T]) -> T, bound: fn(m: f64, u: f64, kappa: f64) -> f64) -> (f64, f64) {
    let kappa = (1.0 + offset * offset / 30100.0).sqrt();
    let error = (variance(&grid::<T>(offset)).to_f64() / 30100.0 - 1.0).abs();
    (error, 4.0 * bound(601.0, T::UNIT_ROUNDOFF.to_f64(), kappa))
}

fn each_formula_keeps_its_bound<T: Real>(offsets: &[f64]) {
    for &offset in offsets {
        let checked = [
            ("one-pass", check::<T>(offset, variance_one_pass, |m, u, kappa| m * u * kappa * kappa)),
            ("welford", check::<T>(offset, variance_welford, |m, u, kappa| m * u * kappa)),
            ("pairwise", check::<T>(offset, variance_pairwise, |m, u, kappa| libm::ceil(libm::log2(m)) * u * kappa)),
            (
                "two-pass",
                check::<T>(offset, variance_two_pass, |m, u, kappa| m * u + crate::bits::powi(m * u * kappa, 2)),
            ),
            (
                "corrected",
                check::<T>(offset, variance_corrected, |m, u, kappa| {
                    m * u + crate::bits::powi(m * u, 3) * kappa * kappa
                }),
            ),
        ];
        for (name, (error, bound)) in checked {
            assert!(error <= bound, "{name} at offset {offset}: error {error:e} above {bound:e}");
        }
    }
}

#[test]
fn each_formula_keeps_its_bound_in_both_precisions() {
    // Up to the offsets at which a grid of step 1 is still exact: 2²⁴ and 2⁵³, less 300.
    each_formula_keeps_its_bound::<f32>(&[0.0, 1e2, 1e4, 1e6, 1.6e7]);
    each_formula_keeps_its_bound::<f64>(&[0.0, 1e2, 1e4, 1e6, 1e9, 1e12, 8e15]);
}

#[test]
fn the_one_pass_formula_breaks_the_bound_of_the_others() {
    let two_pass = |m: f64, u: f64, kappa: f64| m * u + crate::bits::powi(m * u * kappa, 2);
    let (error, bound) = check::<f32>(1e5, variance_one_pass, two_pass);
    assert!(error > 100.0 * bound, "f32: {error:e} against {bound:e}");
    let (error, bound) = check::<f64>(1e9, variance_one_pass, two_pass);
    assert!(error > 100.0 * bound, "f64: {error:e} against {bound:e}");
}

#[test]
fn one_pass_keeps_digits_where_its_bound_promises_none_and_has_none_where_one_rounding_is_as_large() {
    let one_pass = |m: f64, u: f64, kappa: f64| m * u * kappa * kappa;
    let unit_roundoff = <f32 as Real>::UNIT_ROUNDOFF.to_f64();
    let at = |kappa: f64| check::<f32>((30100.0 * (kappa * kappa - 1.0)).sqrt().round(), variance_one_pass, one_pass);
    let (error, bound) = at((601.0 * unit_roundoff).sqrt().recip());
    assert!((bound / 4.0 - 1.0).abs() < 0.01 && error < 0.1, "{error}");
    let (error, _) = at(unit_roundoff.sqrt().recip());
    assert!(error > 1.0, "{error}");
}

#[test]
fn the_sample_variance_would_be_noticed() {
    let sample = |values: &[f64]| variance_corrected(values) * 601.0 / 600.0;
    assert!((sample(&grid(0.0)) / 30100.0 - 1.0).abs() > 1e-3);
    assert_eq!(variance_corrected(&grid::<f64>(0.0)), 30100.0);
}

#[test]
fn one_value_has_no_variance_and_none_is_refused() {
    let all = [variance_one_pass, variance_two_pass, variance_corrected, variance_welford, variance_pairwise::<f64>];
    for variance in all {
        assert_eq!(variance(&[3.0]), 0.0);
        assert!(std::panic::catch_unwind(|| variance(&[])).is_err());
    }
}
