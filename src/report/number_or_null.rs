//! How does a number that may be missing get into a file and back? As `null` where it is missing, and as a word where JSON has no number
//! for it ([`crate::bits::json`]). A field that is not there at all is refused.

use crate::bits::json;
use serde::{Deserialize, Deserializer, Serializer};

#[derive(Deserialize)]
struct Number(#[serde(with = "json")] f64);

/// Writes a number, a word for one, or `null`.
pub(super) fn serialize<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => json::serialize(number, serializer),
        None => serializer.serialize_none(),
    }
}

/// Reads what [`serialize`] wrote.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    Ok(Option::<Number>::deserialize(deserializer)?.map(|Number(number)| number))
}
