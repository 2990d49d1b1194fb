//! Which fields of which claims differ? Claims are matched by their rows of the ledger.

use super::differences::{Difference, Differences, Place};
use super::unequal::unequal;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A field is named with all that it lies in. The names of today's ledger have 0.3 MB; a ledger in which they have 200 times as much is
/// none, and is compared line by line.
const LONGEST_NAMES: usize = 64 << 20;

/// Names such as `L09-23 measured.value` with their texts.
#[derive(Default)]
struct Fields {
    pairs: Vec<(String, String)>,
    length: usize,
}

/// The differing fields of two arrays of claims; nothing if one of them is no such array.
pub(super) fn json(path: &Path, was: &str, is: &str) -> Differences {
    let (Some(was), Some(is)) = (Fields::of(was), Fields::of(is)) else { return Differences::default() };
    let (was_ids, is_ids) = (was.ids(), is.ids());
    unequal(&was.borrowed(), &is.borrowed())
        .into_iter()
        .map(|(name, was, is)| (name.split_once(' ').expect("a name has claim and field"), was, is))
        // Of a claim that is only on one side, the identifier says enough.
        .filter(|((id, field), _, _)| *field == "id" || (was_ids.contains(id) && is_ids.contains(id)))
        .map(|((id, field), was, is)| {
            move || {
                let place = Place::Field { id: id.to_owned(), field: field.to_owned() };
                Difference { path: path.to_owned(), place, was: was.map(str::to_owned), is: is.map(str::to_owned) }
            }
        })
        .collect()
}

impl Fields {
    /// Every field of every claim.
    fn of(text: &str) -> Option<Self> {
        let claims: Vec<Value> = serde_json::from_str(text).ok()?;
        let mut fields = Fields::default();
        for claim in &claims {
            let id = claim.get("id")?.as_str()?;
            fields.flatten(&format!("{id} "), claim)?;
        }
        Some(fields)
    }

    /// Takes up a value; nothing if the names are getting too long. JSON nests at most 128 deep, which its reader sees to.
    fn flatten(&mut self, name: &str, value: &Value) -> Option<()> {
        let joint = if name.ends_with(' ') { "" } else { "." };
        match value {
            Value::Object(members) => {
                members.iter().try_for_each(|(member, value)| self.flatten(&format!("{name}{joint}{member}"), value))
            }
            Value::Array(members) => {
                // People count from 1.
                let mut members = (1..).zip(members);
                members.try_for_each(|(position, value)| self.flatten(&format!("{name}{joint}{position}"), value))
            }
            Value::String(text) => self.push(name, text.clone()),
            other => self.push(name, other.to_string()),
        }
    }

    fn push(&mut self, name: &str, text: String) -> Option<()> {
        self.length += name.len();
        self.pairs.push((name.to_owned(), text));
        (self.length <= LONGEST_NAMES).then_some(())
    }

    fn borrowed(&self) -> Vec<(&str, &str)> {
        self.pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.pairs.iter().filter_map(|(name, _)| name.strip_suffix(" id")).collect()
    }
}
