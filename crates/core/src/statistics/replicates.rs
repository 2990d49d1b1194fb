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
use crate::bits;

/// The least n with z·`deviation`/√n < `distance`, or the largest number that can be counted to.
///
/// # Errors
/// A deviation that is negative or not finite, a distance that is not positive, or a confidence outside (0, 1).
pub fn replicates_to_tell(deviation: f64, distance: f64, confidence: f64) -> Result<usize, StatisticsError> {
    const WHAT: &str = "a number of replicates";
    require_confidence(confidence)?;
    require(&[deviation], WHAT, "a finite deviation of 0 or more", |s| s >= 0.0 && s.is_finite())?;
    require(&[distance], WHAT, "a positive distance", |distance| distance > 0.0)?;
    let unit = bits::unit_of(&[deviation]);
    let root = normal_quantile(0.5 + confidence / 2.0)? * (deviation / unit) / (distance / unit);
    // The conversion saturates: a tiny distance asks for more than can be counted.
    Ok(((root * root).floor() as usize).saturating_add(1))
}

#[cfg(test)]
mod tests;
