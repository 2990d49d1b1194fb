//! Which columns of a table are to be normalized? All but the target, what was dropped, and an index; none of two may have one name, since columns are found
//! again by their names.

use std::collections::BTreeSet;

use super::account::LeftOut;
use super::cell::{Cell, number};
pub(crate) use super::header::is_index;
use super::header::{places, target};
use super::{Dialect, Fault, Reading};
use crate::text::name as shown;

/// What the columns of training data are.
pub(crate) struct Roles {
    /// The place of the target, if there is one.
    pub(crate) target: Option<usize>,
    /// The places of the columns that are looked at.
    pub(crate) features: Vec<usize>,
    pub(crate) left_out: Vec<LeftOut>,
}

/// The roles of columns with these names; a reading without a target has none.
pub(crate) fn roles(names: &[String], dialect: &Dialect, reading: &Reading) -> Result<Roles, Fault> {
    let target = match reading.target.trim() {
        "" => None,
        _ => Some(target(names, dialect, reading)?),
    };
    if names.iter().all(|name| matches!(number(name, dialect), Cell::Number(_))) {
        return Err(Fault::NoHeader { first: shown(&names[0]) });
    }
    let (drop, only) = (places(names, "--drop", &reading.drop)?, places(names, "--only", &reading.only)?);
    if let Some(target) = target.filter(|target| drop.contains(target)) {
        return Err(Fault::DroppedTarget { target: shown(&names[target]) });
    }
    let mut roles = Roles { target, features: Vec::new(), left_out: Vec::new() };
    let mut known = BTreeSet::new();
    for (place, name) in names.iter().enumerate() {
        let why = match () {
            () if target == Some(place) => "",
            () if is_index(place, name) && !only.contains(&place) => "a first column without a name is an index",
            () if drop.contains(&place) => "--drop",
            () if !only.is_empty() && !only.contains(&place) => "not among --only",
            () => "",
        };
        if !why.is_empty() {
            roles.left_out.push(LeftOut::new(name, why, ""));
        } else if !name.is_empty() && !known.insert(name) {
            return Err(Fault::DuplicateName { name: shown(name) });
        } else if target != Some(place) {
            roles.features.push(place);
        }
    }
    Ok(roles)
}
