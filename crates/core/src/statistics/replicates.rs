//! How many replicates does it take to tell a mean, or a share, from a given value?
//!
//! The interval of the mean of n values of deviation s is x̄ ± zs/√n for large n. It leaves out a value at the distance δ from x̄ if zs/√n < δ, so
//!
//! ```text
//! n > (zs/δ)²
//! ```
//!
//! **Shares.** A trial that succeeds with probability p has the deviation √(p(1 − p)), and Wilson's interval holds exactly the p with
//! |p̂ − p| ≤ z√(p(1 − p)/n). So with s = √(p(1 − p)) the same n is the least that tells p from every p̂ that is δ away, for any n and not only
//! large ones. Any numbers between 0 and 1 have a deviation of at most ½ (Popoviciu 1935).
//!
//! **What it does not say.** A share that lies δ away in truth is seen nearer than δ, and left open, about every other time; at the distance
//! 1.43δ that is one time in five (z + Φ⁻¹(0.8) = 2.80 for 95 %).
//!
//! ```
//! use wellposed_core::statistics::{replicates_to_tell, share_interval};
//!
//! // Half of the starts, or more than 60 %?
//! assert_eq!(replicates_to_tell(0.5, 0.1, 0.95)?, 97);
//! assert!(share_interval(59, 97, 0.95)?.low > 0.5 && share_interval(58, 97, 0.95)?.low < 0.5);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::{StatisticsError, normal_quantile, require, require_confidence};

/// The least n with z·`deviation`/√n < `distance`, or the largest number that can be counted to.
///
/// # Errors
/// A deviation that is negative or not finite, a distance that is not positive, or a confidence outside (0, 1).
pub fn replicates_to_tell(deviation: f64, distance: f64, confidence: f64) -> Result<usize, StatisticsError> {
    const WHAT: &str = "a number of replicates";
    require_confidence(confidence)?;
    require(&[deviation], WHAT, "a finite deviation of 0 or more", |s| s >= 0.0 && s.is_finite())?;
    require(&[distance], WHAT, "a positive distance", |distance| distance > 0.0)?;
    let root = normal_quantile(0.5 + confidence / 2.0)? * deviation / distance;
    // The conversion saturates: a tiny distance asks for more than can be counted.
    Ok(((root * root).floor() as usize).saturating_add(1))
}

#[cfg(test)]
mod tests {
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
            let low = |trials: usize| {
                share_interval(((share + distance) * trials as f64) as usize, trials, 0.95).unwrap().low
            };
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
}
