//! Which fields of which claims differ? Claims are matched by their rows of the ledger.

use super::{Difference, Place, unequal};
use serde_json::Value;
use std::path::Path;

/// The differing fields of two arrays of claims; nothing if one of them is no such array.
pub(super) fn json(path: &Path, was: &str, is: &str) -> Vec<Difference> {
    let (Some(was), Some(is)) = (fields(was), fields(is)) else { return Vec::new() };
    let has = |side: &[(String, String)], id: &str| side.iter().any(|(name, _)| *name == format!("{id} id"));
    unequal(&was, &is)
        .into_iter()
        .map(|(name, was, is)| (name.split_once(' ').expect("a name has claim and field"), was, is))
        // Of a claim that is only on one side, the identifier says enough.
        .filter(|((id, field), _, _)| *field == "id" || (has(&was, id) && has(&is, id)))
        .map(|((id, field), was, is)| {
            let place = Place::Field { id: id.to_owned(), field: field.to_owned() };
            Difference { path: path.to_owned(), place, was: was.map(str::to_owned), is: is.map(str::to_owned) }
        })
        .collect()
}

/// Every field of every claim as `L09-23 measured.value` with its text.
fn fields(text: &str) -> Option<Vec<(String, String)>> {
    let claims: Vec<Value> = serde_json::from_str(text).ok()?;
    let mut fields = Vec::new();
    for claim in &claims {
        let id = claim.get("id")?.as_str()?;
        flatten(&format!("{id} "), claim, &mut fields);
    }
    Some(fields)
}

fn flatten(name: &str, value: &Value, fields: &mut Vec<(String, String)>) {
    let joint = if name.ends_with(' ') { "" } else { "." };
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                flatten(&format!("{name}{joint}{member}"), value, fields);
            }
        }
        Value::Array(members) => {
            for (position, value) in members.iter().enumerate() {
                flatten(&format!("{name}{joint}{position}"), value, fields);
            }
        }
        Value::String(text) => fields.push((name.to_owned(), text.clone())),
        other => fields.push((name.to_owned(), other.to_string())),
    }
}
