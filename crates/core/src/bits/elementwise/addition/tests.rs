//! Does what `addition.rs` promises hold?

use super::*;
use crate::bits::Version;
use crate::bits::dispatch::run_as;
use crate::bits::kernels::Kernels as _;
use crate::bits::streams::{stream, uniform};

fn cases() -> (Vec<f64>, Vec<f64>) {
    let mut numbers = stream(1, "bits/addition", "cases", 0);
    (0..2_000).map(|_| (uniform(&mut numbers, -3.0, 3.0), uniform(&mut numbers, -REACH, REACH))).unzip()
}

#[test]
fn it_is_the_difference_of_two_values() {
    let (z, delta) = cases();
    let values: Vec<f64> = z.iter().map(|&z| crate::bits::tanh(z)).collect();
    let mut changes = delta.clone();
    assert!(tanh_changes(&values, &mut changes));
    for (index, &change) in changes.iter().enumerate() {
        let difference = crate::bits::tanh(z[index] + delta[index]) - values[index];
        // Two values of tanh to one unit in the last place each, half of EPSILON below 1; z + δ, below 4, rounded by one; and the change, at most 1/8, to a
        // few roundings of itself.
        assert!((change - difference).abs() < 3.0 * f64::EPSILON, "{} {}", z[index], delta[index]);
    }
}

#[test]
fn a_small_change_keeps_its_relative_precision() {
    // At z = 0 it is tanh δ; where δ is tiny, δ(1 − t²).
    let mut changes = [0.125, 1e-20, -1e-9];
    assert!(tanh_changes(&[0.0, 0.5, 0.0], &mut changes));
    let near = |x: f64, y: f64| (x / y - 1.0).abs() < 4.0 * f64::EPSILON;
    assert!(near(changes[0], 0.124_353_001_771_596_21) && near(changes[1], 0.75e-20) && near(changes[2], -1e-9));
    assert!(!near(changes[0], 0.125 - 0.125 * 0.125 * 0.125 / 3.0), "two terms are not enough");
}

#[test]
fn within_the_short_reach_both_ways_agree_to_roundings() {
    let mut numbers = stream(1, "bits/addition", "short", 0);
    let values: Vec<f64> = (0..500).map(|_| uniform(&mut numbers, -1.0, 1.0)).collect();
    let apart = |reach: f64, numbers: &mut _| {
        let delta: Vec<f64> = (0..500).map(|_| uniform(numbers, -reach, reach)).collect();
        let (mut short, mut long) = (delta.clone(), delta);
        f64::small_changes(SmallChanges { values: &values, changes: &mut short });
        f64::tanh_changes(TanhChanges { values: &values, changes: &mut long });
        let relative = |(a, b): (&f64, &f64)| ((a - b) / a).abs();
        long.iter().zip(&short).map(relative).fold(0.0, crate::bits::max) / f64::UNIT_ROUNDOFF
    };
    // u and 1 − t² are the same numbers; after them come three roundings one way, and the other way two and those of the series, hardly more than one.
    assert!(apart(SHORT_REACH, &mut numbers) <= 8.0);
    // Eight times as far w⁵ alone is 2⁻⁴⁵.
    assert!(apart(8.0 * SHORT_REACH, &mut numbers) > 64.0);
}

#[test]
fn it_says_nothing_beyond_its_reach() {
    for beyond in [0.126, -0.2, f64::NAN, f64::INFINITY] {
        let mut changes = [0.1, beyond];
        assert!(!tanh_changes(&[0.0, 0.0], &mut changes));
        assert!(changes[0] == 0.1 && changes[1].to_bits() == beyond.to_bits());
    }
}

#[test]
fn every_version_has_the_same_bits() {
    let (z, delta) = cases();
    let single = |values: &[f64]| values.iter().map(|&x| x as f32).collect::<Vec<f32>>();
    let (values, values32) = (z.iter().map(|&z| crate::bits::tanh(z)).collect::<Vec<f64>>(), single(&z));
    let all = |version| {
        let (mut changes, mut changes32) = (delta.clone(), single(&delta));
        run_as(version, TanhChanges { values: &values, changes: &mut changes });
        run_as(version, TanhChanges { values: &values32, changes: &mut changes32 });
        let tiny: Vec<f64> = delta.iter().map(|delta| delta / 1024.0).collect();
        let (mut small, mut small32) = (tiny.clone(), single(&tiny));
        run_as(version, SmallChanges { values: &values, changes: &mut small });
        run_as(version, SmallChanges { values: &values32, changes: &mut small32 });
        (changes, changes32, small, small32)
    };
    for version in Version::available() {
        assert_eq!(all(version), all(Version::Portable), "{version:?}");
    }
}
