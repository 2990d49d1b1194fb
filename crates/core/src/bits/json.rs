//! How does a number that JSON does not have get into JSON and back? As a word.
//!
//! | number | in JSON |
//! |---|---|
//! | finite | a number that reads back to the same bits |
//! | NaN | `"NaN"` |
//! | ∞, −∞ | `"inf"`, `"-inf"` |
//!
//! What a NaN's sign and payload were is lost. `null`, which serde_json on its own writes for all three, is read as NaN. Formats that are not for people to
//! read have all numbers, and get them as they are.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! struct Bound {
//!     #[serde(with = "wellposed_core::bits::json")]
//!     high: f64,
//! }
//! let stored = serde_json::to_string(&Bound { high: f64::INFINITY })?;
//! assert_eq!(stored, r#"{"high":"inf"}"#);
//! assert_eq!(serde_json::from_str::<Bound>(&stored)?.high, f64::INFINITY);
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serializer};

const NAN: &str = "NaN";
const INFINITE: &str = "inf";
const NEGATIVE_INFINITE: &str = "-inf";

/// Writes a number, or the word for it.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    match *number {
        number if number.is_finite() || !serializer.is_human_readable() => serializer.serialize_f64(number),
        number if number.is_nan() => serializer.serialize_str(NAN),
        number => serializer.serialize_str(if number > 0.0 { INFINITE } else { NEGATIVE_INFINITE }),
    }
}

/// Reads a number, or the word for one.
///
/// # Errors
/// Those of the deserializer, and for anything else.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    if deserializer.is_human_readable() { deserializer.deserialize_any(Number) } else { f64::deserialize(deserializer) }
}

struct Number;

impl Visitor<'_> for Number {
    type Value = f64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a number, \"{NAN}\", \"{INFINITE}\" or \"{NEGATIVE_INFINITE}\"")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<f64, E> {
        match word {
            NAN => Ok(f64::NAN),
            INFINITE => Ok(f64::INFINITY),
            NEGATIVE_INFINITE => Ok(f64::NEG_INFINITY),
            _ => Err(E::invalid_value(Unexpected::Str(word), &self)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<f64, E> {
        Ok(f64::NAN)
    }
}

#[cfg(test)]
mod tests;
