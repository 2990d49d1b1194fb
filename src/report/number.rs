//! How is a number written? With few digits for a reader, with all of them for a machine.
//!
//! ```
//! use wellposed::report::Digits;
//! use wellposed::report::number::{for_machines, for_reading};
//!
//! assert_eq!(for_reading(1_234_567.8, Digits::Significant(4)), "1.235e6");
//! assert_eq!(for_reading(0.1 + 0.2, Digits::Fixed(2)), "0.30");
//! assert_eq!(for_machines(0.1 + 0.2), "0.30000000000000004");
//! ```

use super::{Cell, Digits};
use crate::bits;

/// Below `1e-4` and from `1e6` on a number is read more easily with a power of ten.
const POSITIONAL: std::ops::Range<i32> = -4..6;

/// The number as a table for reading shows it; infinities are `∞` and `-∞`.
///
/// Numbers of `Digits::Significant` keep their final zeros: these digits were measured too.
pub fn for_reading(number: f64, digits: Digits) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "∞".into() } else { "-∞".into() };
    }
    match digits {
        Digits::Exact => for_machines(number),
        Digits::Fixed(places) => without_sign_of_zero(format!("{number:.*}", usize::from(places))),
        Digits::Significant(count) => significant(number, count),
    }
}

/// The shortest decimal that reads back as the same number.
///
/// A number always has a point, an exponent or a name (`inf`, `-inf`, `NaN`), and so differs from a count.
pub fn for_machines(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let scientific = format!("{number:e}");
    if number == 0.0 || POSITIONAL.contains(&exponent(&scientific)) { format!("{number:?}") } else { scientific }
}

impl Cell {
    /// The cell as a table for reading prints it.
    pub fn for_reading(&self, digits: Digits) -> String {
        match self {
            Cell::Text(text) | Cell::Named { words: text, .. } => text.clone(),
            Cell::Integer(count) => count.to_string(),
            Cell::Number(number) => for_reading(*number, digits),
            Cell::Empty => String::new(),
        }
    }

    /// The cell as the CSV has it.
    pub fn for_machines(&self) -> String {
        match self {
            Cell::Number(number) => for_machines(*number),
            Cell::Named { key, .. } => key.clone(),
            other => other.for_reading(Digits::Exact),
        }
    }
}

/// The number with this many significant digits (at least one).
fn significant(number: f64, count: u8) -> String {
    if number == 0.0 || number.is_nan() {
        return if number == 0.0 { "0".into() } else { "NaN".into() };
    }
    let places = usize::from(count.max(1)) - 1;
    let scientific = format!("{number:.places$e}");
    let exponent = exponent(&scientific);
    if !POSITIONAL.contains(&exponent) {
        return scientific;
    }
    let places = places.saturating_add_signed(-(exponent as isize));
    format!("{:.places$}", rounded(number, count))
}

/// The nearest number with this many significant decimal digits, rounded from the exact decimal expansion.
fn rounded(number: f64, count: u8) -> f64 {
    let places = usize::from(count.max(1)) - 1;
    format!("{number:.places$e}").parse().expect("a formatted number is a number")
}

/// The power of ten of a number in scientific notation.
fn exponent(scientific: &str) -> i32 {
    let (_, exponent) = scientific.split_once('e').expect("scientific notation has an exponent");
    exponent.parse().expect("an exponent is an integer")
}

/// `-0.00` says nothing that `0.00` does not.
fn without_sign_of_zero(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| matches!(byte, b'0' | b'.')) => rest.to_owned(),
        _ => text,
    }
}

/// The number with as few digits as still show on which side of every edge it lies, four at least; no final zeros.
///
/// The rounding error is at most a tenth of the distance to the nearest edge other than the number itself.
pub(super) fn beside(number: f64, edges: &[f64]) -> String {
    let gaps = edges.iter().map(|edge| (number - edge).abs()).filter(|gap| gap.is_finite() && *gap > 0.0);
    let resolution = gaps.fold(f64::INFINITY, bits::min) / 10.0;
    let count = (4..17).find(|&count| (rounded(number, count) - number).abs() <= resolution).unwrap_or(17);
    shortened(for_reading(number, Digits::Significant(count)))
}

/// Without final zeros after the point.
pub(crate) fn shortened(text: String) -> String {
    let (mantissa, exponent) = match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, format!("e{exponent}")),
        None => (text.as_str(), String::new()),
    };
    if !mantissa.contains('.') {
        return text;
    }
    format!("{}{exponent}", mantissa.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn readers_get_few_digits_and_a_power_of_ten_only_where_it_helps() {
        let four = |number| for_reading(number, Digits::Significant(4));
        assert_eq!(four(998_001.2), "998000");
        assert_eq!(four(999_960.0), "1.000e6");
        assert_eq!(four(123.456), "123.5");
        assert_eq!(four(-0.000_123_45), "-0.0001234");
        assert_eq!(four(1.5e-13), "1.500e-13");
        assert_eq!(four(0.0), "0");
        assert_eq!(four(f64::NAN), "NaN");
        assert_eq!(four(f64::NEG_INFINITY), "-∞");
        assert_eq!(for_reading(-0.001, Digits::Fixed(2)), "0.00");
        assert_eq!(for_reading(-0.01, Digits::Fixed(2)), "-0.01");
    }

    #[test]
    fn edges_ask_for_the_digits_that_set_a_number_apart() {
        assert_eq!(beside(1.0 + 1e-9, &[1.0]), "1.000000001");
        assert_eq!(beside(1.0, &[1.0]), "1");
        assert_eq!(beside(1234.56, &[f64::INFINITY]), "1235");
        assert_eq!(beside(-2.5e-9, &[1.0]), "-2.5e-9");
    }

    proptest! {
        #[test]
        fn machines_get_every_bit_back(bits: u64) {
            let number = f64::from_bits(bits);
            let back: f64 = for_machines(number).parse().unwrap();
            prop_assert!(back.to_bits() == bits || (number.is_nan() && back.is_nan()));
        }
    }
}
