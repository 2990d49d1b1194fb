//! How is a number printed whose last digits differ between machines? Rounded to the decimal digits that do not.

/// The decimal number of `digits` significant digits that is nearest to `x`, as the nearest `f64`.
///
/// The decimal expansion of `x` is taken exactly, a tie goes to the even digit, and the result prints with at most `digits` digits.
/// No digits count as one; seventeen or more leave `x` as it is, as do zero, infinities and NaN.
///
/// ```
/// use wellposed_core::bits::round_significant;
///
/// assert_eq!(round_significant(std::f64::consts::PI, 3), 3.14);
/// assert_eq!(round_significant(-0.000_123_456, 2), -0.00012);
/// assert_eq!(round_significant(999.6, 3), 1000.0);
/// ```
pub fn round_significant(x: f64, digits: u8) -> f64 {
    if !x.is_finite() || x == 0.0 || digits >= 17 {
        return x;
    }
    let decimals = usize::from(digits.max(1)) - 1;
    format!("{x:.decimals$e}").parse().unwrap_or(x) // what `format!` writes always parses
}

/// A number for a message: as `{x}` writes it, but with an exponent where that would be a line of zeros.
pub(crate) fn readable(x: &f64) -> String {
    let is_plain = *x == 0.0 || !x.is_finite() || (1e-5..1e16).contains(&x.abs());
    if is_plain { format!("{x}") } else { format!("{x:e}") }
}

#[cfg(test)]
mod tests;
