//! Does what `normalization.rs` promises hold?

use super::*;

const SINGLE: f64 = f32::EPSILON as f64 / 2.0;

#[test]
fn penalty_by_hand() {
    assert_eq!(own_statistics_penalty(5.0, 5), 1.5);
    assert_eq!(own_statistics_penalty(5.0, 100), 0.075);
}

#[test]
fn bounds_by_hand() {
    assert_eq!(variance_condition(0.75), 1.25);
    assert_eq!(variance_error(VarianceAlgorithm::OnePass, 16, 0.75, SINGLE), 25.0 * SINGLE);
    assert_eq!(variance_error(VarianceAlgorithm::Updating, 16, 0.75, SINGLE), 20.0 * SINGLE);
    assert_eq!(variance_error(VarianceAlgorithm::PairwiseUpdating, 16, 0.75, SINGLE), 5.0 * SINGLE);
    let two_pass = variance_error(VarianceAlgorithm::TwoPass, 16, 0.75, SINGLE);
    assert_eq!(two_pass, 16.0 * SINGLE + 400.0 * SINGLE * SINGLE);
}

#[test]
fn algorithms_rank_as_their_authors_say() {
    use VarianceAlgorithm::*;
    for offset in [1e1, 1e2, 1e3] {
        let error = |algorithm| variance_error(algorithm, 1000, offset, SINGLE);
        assert!(error(TwoPass) < error(Updating) && error(Updating) < error(OnePass), "{offset}");
        assert!(error(CorrectedTwoPass) <= error(TwoPass) && error(PairwiseTwoPass) < error(TwoPass));
        assert!(error(PairwiseUpdating) < error(Updating));
    }
}
