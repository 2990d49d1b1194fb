//! Below which value lies a given share of the data?
//!
//! The quantile of definition 7 of Hyndman & Fan (1996), the default of NumPy and R: with the values sorted,
//! `h = (m − 1)p`, `q = x₍⌊h⌋₎ + (h − ⌊h⌋)·(x₍⌊h⌋+1₎ − x₍⌊h⌋₎)`, positions counted from 0.
//!
//! ```
//! use wellposed_core::normalize::quantile;
//!
//! assert_eq!(quantile(&mut [4.0, 1.0, 3.0, 2.0], 0.5), 2.5);
//! assert_eq!(quantile(&mut [4.0, 1.0, 3.0, 2.0], 0.25), 1.75);
//! ```

use crate::statistics::between;

/// The quantile at share `share` of `values`, which are reordered. Linear in the number of values.
///
/// # Panics
/// If there are no values or `share` is not in [0, 1].
pub fn quantile(values: &mut [f64], share: f64) -> f64 {
    assert!(!values.is_empty() && (0.0..=1.0).contains(&share), "a quantile needs values and a share in [0, 1]");
    let position = (values.len() - 1) as f64 * share;
    let index = position as usize;
    let (_, &mut low, above) = values.select_nth_unstable_by(index, f64::total_cmp);
    match above.iter().copied().min_by(f64::total_cmp) {
        // At a whole position nothing is interpolated: 0 · ∞ must not arise where the next value is far away.
        Some(high) if position > index as f64 => between(low, high, position - index as f64),
        _ => low,
    }
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn hand_values() {
        assert_eq!(quantile(&mut [7.0], 0.25), 7.0);
        assert_eq!(quantile(&mut [10.0, -2.0], 0.0), -2.0);
        assert_eq!(quantile(&mut [10.0, -2.0], 1.0), 10.0);
        assert_eq!(quantile(&mut [10.0, -2.0], 0.75), 7.0);
        // Positions (5 − 1)/4 = 1 and 3: no interpolation. Definition 6 would give 1.5 and 4.5.
        assert_eq!([0.25, 0.75].map(|share| quantile(&mut [5.0, 3.0, 1.0, 2.0, 4.0], share)), [2.0, 4.0]);
    }
}
