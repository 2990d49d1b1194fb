//! Does what `replicates.rs` promises hold?

use super::*;
use crate::statistics::share_interval;

#[test]
fn a_distance_that_nothing_can_tell_asks_for_all_there_is() {
    assert_eq!(replicates_to_tell(1.0, f64::MIN_POSITIVE, 0.95).unwrap(), usize::MAX);
    assert_eq!(replicates_to_tell(0.0, f64::MIN_POSITIVE, 0.95).unwrap(), 1);
}

#[test]
fn wilsons_interval_leaves_the_share_out_from_that_number_of_trials_on() {
    for (share, distance) in [(0.5, 0.25), (0.5, 0.125), (0.25, 0.125)] {
        let deviation = f64::sqrt(share * (1.0 - share));
        let needed = replicates_to_tell(deviation, distance, 0.95).unwrap();
        // Counts for which p̂ is exactly δ above: the first multiple of 8 that is enough, and the last that is not.
        let enough = needed.next_multiple_of(8);
        let low =
            |trials: usize| share_interval(((share + distance) * trials as f64) as usize, trials, 0.95).unwrap().low;
        assert!(low(enough) > share, "{share} {distance}: {needed}");
        assert!(low(enough - 8) < share || enough - 8 >= needed, "{share} {distance}: fewer leave it open");
        assert_eq!(replicates_to_tell(deviation, 0.5 * distance, 0.95).unwrap().div_ceil(4), needed);
    }
}

#[test]
fn by_hand() {
    // (1.96·3/0.5)² = 138.29.
    assert_eq!(replicates_to_tell(3.0, 0.5, 0.95).unwrap(), 139);
    assert_eq!(replicates_to_tell(3.0, 0.5, 0.99).unwrap(), 239, "2.5758: another level is seen");
    assert_eq!(replicates_to_tell(0.0, 0.5, 0.95).unwrap(), 1, "what does not scatter is known at once");
    for refused in [
        replicates_to_tell(-1.0, 0.5, 0.95),
        replicates_to_tell(f64::NAN, 0.5, 0.95),
        replicates_to_tell(1.0, 0.0, 0.95),
        replicates_to_tell(1.0, 0.5, 1.0),
    ] {
        assert!(refused.is_err());
    }
}
