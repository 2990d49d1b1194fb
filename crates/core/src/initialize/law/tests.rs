//! Does what `law.rs` promises hold?

use super::*;
use crate::bits::{self, streams::stream, sum};

#[test]
fn the_deviation_of_the_cut_law_is_the_integral_of_its_density() {
    // Midpoint rule for ∫z²φ/∫φ over [−2, 2]: with 10⁵ steps its error is below (4/10⁵)²·max|(z²φ)″|·4/24 < 1e-9.
    let steps = 100_000;
    let midpoints: Vec<f64> = (0..steps).map(|i| -CUT + 2.0 * CUT * (f64::from(i) + 0.5) / f64::from(steps)).collect();
    let density: Vec<f64> = midpoints.iter().map(|z| bits::exp(-0.5 * z * z)).collect();
    let squares: Vec<f64> = midpoints.iter().zip(&density).map(|(z, density)| z * z * density).collect();
    let integral = (sum(&squares) / sum(&density)).sqrt();
    assert!((truncated_deviation() - integral).abs() < 1e-9);
    assert!((truncated_deviation() - 0.879_625_661_034_239_8).abs() < 4.0 * f64::EPSILON, "as frameworks print it");
    assert!((truncated_deviation() - 1.0).abs() > 0.1, "a law without the correction is seen");
}

#[test]
fn laws_keep_their_bounds() {
    let mut weights = vec![0.0_f64; 20_000];
    let mut stream = stream(1, "initialize", "bounds", 0);
    let mut largest = |law: Law| {
        law.fill(&mut weights, 0.5, &mut stream);
        weights.iter().fold(0.0_f64, |largest, weight| bits::max(largest, weight.abs()))
    };
    // Of 20,000 draws the largest comes within 1 % of the bound with probability 1 − (1 − 0.01)^20000 and about as much.
    let bound = 0.5 * 3.0_f64.sqrt();
    assert!((0.99 * bound..=bound).contains(&largest(Law::Uniform)));
    let bound = 0.5 * CUT / truncated_deviation();
    assert!((0.99 * bound..=bound).contains(&largest(Law::Truncated)));
    assert!(largest(Law::Normal) > bound, "an uncut law is seen");
}

#[test]
fn distributions_are_symmetric_and_end_at_0_and_1() {
    for law in Law::ALL {
        assert_eq!(law.distribution(0.0), 0.5);
        assert!((law.distribution(0.7) + law.distribution(-0.7) - 1.0).abs() < 4.0 * f64::EPSILON);
        assert!(law.distribution(-40.0) < 1e-300 && law.distribution(40.0) == 1.0);
    }
    assert!((Law::Normal.distribution(1.0) - 0.841_344_746_068_542_9).abs() < 1e-15);
    assert_eq!(Law::Uniform.distribution(2.0), 1.0, "√3 is the end");
    assert_eq!(Law::Truncated.distribution(2.3), 1.0, "2/τ is the end");
    assert!(Law::Truncated.distribution(2.2) < 1.0);
}
