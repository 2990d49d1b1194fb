//! How do numbers cross a pipe to the last bit? As numbers of JSON and words for the others, or packed: the digits of their bits.
//!
//! ```text
//! [0.5, "NaN", -0.0]     16 hexadecimal digits for each:   3fe0000000000000 7ff8000000000000 8000000000000000
//! ```
//!
//! Lists can be read anywhere, packed vectors more than ten times faster in Python. (Base64 would be a third shorter, and is decoded more slowly there.)

use serde_json::Value;
use wellposed_core::bits::json;
use wellposed_core::text::name;

/// The hexadecimal digits of a number.
const DIGITS: usize = 16;

/// A number of JSON, or the word for one that JSON does not have.
fn number(number: f64) -> Value {
    json::serialize(&number, serde_json::value::Serializer).unwrap_or_default()
}

/// A vector as it is sent.
pub(crate) fn written(numbers: &[f64], packed: bool) -> Value {
    if !packed {
        return numbers.iter().copied().map(number).collect();
    }
    let mut text = String::with_capacity(DIGITS * numbers.len());
    for number in numbers {
        let bits = number.to_bits();
        text.extend(
            (0..DIGITS).rev().map(|place| char::from(b"0123456789abcdef"[(bits >> (4 * place)) as usize & 15])),
        );
    }
    text.into()
}

/// A number that was received.
pub(crate) fn read_number(value: &Value) -> Result<f64, String> {
    json::deserialize(value).map_err(|_| format!("{} where a number should stand", shown(value)))
}

/// A vector that was received, in either form.
pub(crate) fn read(value: &Value) -> Result<Vec<f64>, String> {
    match value {
        Value::Array(numbers) => numbers.iter().map(read_number).collect(),
        Value::String(text) => unpacked(text),
        other => Err(format!("{} where a vector should stand", shown(other))),
    }
}

fn unpacked(text: &str) -> Result<Vec<f64>, String> {
    let (numbers, rest) = text.as_bytes().as_chunks::<DIGITS>();
    let digit = |bits: Option<u64>, &byte: &u8| Some(bits? << 4 | u64::from(char::from(byte).to_digit(16)?));
    let number = |digits: &[u8; DIGITS]| digits.iter().fold(Some(0), digit).map(f64::from_bits);
    let read = if rest.is_empty() { numbers.iter().map(number).collect() } else { None };
    read.ok_or_else(|| {
        format!("`{}` stands where {DIGITS} hexadecimal digits for each number should stand", name(text))
    })
}

/// What stands there, as a message shows it.
pub(crate) fn shown(value: &Value) -> String {
    format!("`{}` stands", name(&value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Zeros of both signs, subnormal numbers, the ends, and neighbors that differ in the last bit.
    const NUMBERS: [f64; 11] = [
        0.0,
        -0.0,
        5e-324,
        -2.2e-308,
        f64::MAX,
        f64::MIN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.1,
        0.100_000_000_000_000_02,
        123_456_789.123_456_79,
    ];

    fn bits(numbers: &[f64]) -> Vec<u64> {
        numbers.iter().map(|number| number.to_bits()).collect()
    }

    #[test]
    fn every_number_crosses_in_either_form_and_a_changed_digit_is_another_number() {
        for packed in [false, true] {
            let line = written(&NUMBERS, packed).to_string();
            let back = read(&serde_json::from_str(&line).unwrap()).unwrap();
            assert_eq!(bits(&back), bits(&NUMBERS), "{line}");
            let planted = line.replacen('9', "8", 1);
            assert_ne!(bits(&read(&serde_json::from_str(&planted).unwrap()).unwrap()), bits(&NUMBERS), "{planted}");
            assert!(read(&written(&[f64::NAN], packed)).unwrap()[0].is_nan());
        }
        assert_eq!(written(&[0.5, -2.0], true), "3fe0000000000000c000000000000000");
        assert_eq!(read(&"3FE0000000000000".into()), Ok(vec![0.5]), "capitals are digits too");
        assert_eq!(read(&"".into()), Ok(vec![]));
    }

    #[test]
    fn what_is_no_vector_is_shown() {
        let refused = |text: &str| read(&serde_json::from_str(text).unwrap()).unwrap_err();
        assert_eq!(refused("[1, \"nan\"]"), "`\"nan\"` stands where a number should stand");
        assert_eq!(refused("{\"w\": 1}"), "`{\"w\":1}` stands where a vector should stand");
        assert_eq!(refused("7"), "`7` stands where a vector should stand");
        for text in ["\"3fe000000000000\"", "\"3fe000000000000g\"", "\"3fe00000000000é\""] {
            assert!(refused(text).ends_with("where 16 hexadecimal digits for each number should stand"), "{text}");
        }
    }
}
