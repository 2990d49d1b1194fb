//! Below which value lies a given share of the others? The quantile, and the median as that of one half.
//!
//! The one quantile of this crate is definition 7 of Hyndman & Fan (*The American Statistician* 50, 1996), the default of R and NumPy: with the
//! values sorted as x₀ ≤ … ≤ x_{n−1} and h = (n−1)p, it is x_⌊h⌋ + (h − ⌊h⌋)(x_⌊h⌋₊₁ − x_⌊h⌋). The two values are found by selection, in
//! time linear in n.
//!
//! ```
//! use wellposed_core::statistics::{quantile, quantile_in_place};
//!
//! assert_eq!(quantile(&[40.0, 10.0, 20.0, 30.0], 0.25)?, 17.5);
//! // Without a copy, for several quantiles of a long column.
//! assert_eq!([0.25, 0.5].map(|p| quantile_in_place(&mut [40.0, 10.0, 20.0, 30.0], p)), [17.5, 25.0]);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::{StatisticsError, require};

/// The median: the middle value, or the mean of the two middle ones. Infinite values are fine.
///
/// # Errors
/// No values, or a NaN.
pub fn median(values: &[f64]) -> Result<f64, StatisticsError> {
    quantile(values, 0.5)
}

/// The quantile at `probability`, definition 7 of Hyndman & Fan. Infinite values are fine; between −∞ and a larger value it is −∞.
///
/// # Errors
/// No values, a NaN, or a probability outside 0 to 1.
pub fn quantile(values: &[f64], probability: f64) -> Result<f64, StatisticsError> {
    if !(0.0..=1.0).contains(&probability) {
        return Err(StatisticsError::Probability { what: "the probability of a quantile", value: probability });
    }
    require_numbers(values, "a quantile")?;
    Ok(quantile_in_place(&mut values.to_vec(), probability))
}

/// The same of values without a NaN, which are reordered instead of copied.
///
/// # Panics
/// If there are no values or `probability` is not in [0, 1].
pub fn quantile_in_place(values: &mut [f64], probability: f64) -> f64 {
    let [quantile] = quantiles_in_place(values, [probability]);
    quantile
}

/// The same for several probabilities in ascending order: each is looked for among the values that the one before has left above it.
///
/// # Panics
/// If there are no values, or the probabilities are not in [0, 1] or do not ascend.
///
/// ```
/// use wellposed_core::statistics::quantiles_in_place;
///
/// assert_eq!(quantiles_in_place(&mut [40.0, 10.0, 20.0, 30.0], [0.0, 0.25, 1.0]), [10.0, 17.5, 40.0]);
/// ```
pub fn quantiles_in_place<const N: usize>(values: &mut [f64], probabilities: [f64; N]) -> [f64; N] {
    let is_fine = !values.is_empty() && probabilities.iter().all(|share| (0.0..=1.0).contains(share));
    let ascend = probabilities.is_sorted();
    assert!(
        is_fine && ascend,
        "a quantile needs values and a probability in [0, 1], several of them in ascending order"
    );
    let last = values.len() - 1;
    let mut below = 0;
    probabilities.map(|probability| {
        let position = last as f64 * probability;
        let index = position as usize;
        let (_, &mut low, above) = values[below..].select_nth_unstable_by(index - below, f64::total_cmp);
        below = index;
        // At a whole position nothing lies between.
        let fraction = position - index as f64;
        let next = if fraction == 0.0 { None } else { above.iter().copied().min_by(f64::total_cmp) };
        next.map_or(low, |high| between(low, high, fraction))
    })
}

/// The values in ascending order.
pub(super) fn sorted(values: &[f64], what: &'static str) -> Result<Vec<f64>, StatisticsError> {
    require_numbers(values, what)?;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ok(sorted)
}

/// Refuses an empty list and a NaN.
fn require_numbers(values: &[f64], what: &'static str) -> Result<(), StatisticsError> {
    if values.is_empty() {
        return Err(StatisticsError::TooFew { what, needed: 1, found: 0 });
    }
    require(values, what, "numbers, not NaN", |value| !value.is_nan())
}

/// What lies between two numbers after this fraction of the way; from −∞ on it is −∞.
fn between(low: f64, high: f64, fraction: f64) -> f64 {
    // At a whole position nothing is interpolated: 0 · ∞ must not arise where the next value is far away.
    if fraction == 0.0 || low == high || low == f64::NEG_INFINITY {
        return low;
    }
    let way = high - low;
    // Of two finite numbers far apart the difference may overflow, and what lies between them does not.
    let is_far = way.is_infinite() && low.is_finite() && high.is_finite();
    if is_far { low * (1.0 - fraction) + high * fraction } else { low + fraction * way }
}

#[cfg(test)]
mod tests;
