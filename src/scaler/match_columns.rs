//! Are the columns of a table those of the training table? Each feature is found by its name, in whatever order they stand; what was the target or was left out
//! passes unchanged and may be missing; a feature that is missing, one that is there twice and a column that is new are named with what would be right.

use std::collections::{BTreeMap, BTreeSet};

use super::Scaler;
use crate::data::roles::is_index;
use crate::data::{ColumnFault, Fault};
use crate::text::name as shown;

/// The places of the scaler's columns in the table, or all that is wrong.
pub(super) fn matched(scaler: &Scaler, names: &[String]) -> Result<Vec<usize>, Vec<Fault>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, name) in names.iter().enumerate() {
        places.entry(name).or_default().push(place);
    }
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for column in &scaler.columns {
        match places.get(column.name.trim()).map(Vec::as_slice) {
            Some([place]) => found.push(*place),
            None | Some([]) => {
                let remedy = "add the column, or fit again without it (--drop)";
                faults.push(fault(&column.name, "is a feature of the scaler and is not in this file", remedy));
            }
            Some(several) => {
                let what = format!("is the name of {} columns", several.len());
                faults.push(fault(&column.name, what, "give each column a name of its own"));
            }
        }
    }
    let known: BTreeSet<&str> = scaler.columns.iter().map(|column| column.name.trim()).collect();
    let passes: BTreeSet<&str> =
        scaler.target.iter().chain(scaler.left_out.iter().map(|left| &left.name)).map(|name| name.trim()).collect();
    for (place, name) in names.iter().enumerate() {
        if !known.contains(name.as_str()) && !passes.contains(name.as_str()) && !is_index(place, name) {
            let called = if name.is_empty() { format!("column {}", place + 1) } else { name.clone() };
            let remedy = "take it out, or fit again on data that have it";
            faults.push(fault(&called, "is new: the training data had no such column", remedy));
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn fault(column: &str, what: impl Into<String>, remedy: &str) -> Fault {
    Fault::Column(ColumnFault {
        column: shown(column),
        line: None,
        cells: 0,
        what: what.into(),
        remedy: remedy.to_owned(),
    })
}
