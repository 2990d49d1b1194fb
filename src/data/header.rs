//! Which columns has a file, and as what is each to be read? Their names, and what was asked of them.
//!
//! A first column without a name is an index, as pandas and R write one. Any other column without a name needs to be empty, or to be
//! called by its number. A column is called by its name, or by its number from 1 where no column has that name.

use std::collections::BTreeSet;

use super::account::LeftOut;
use super::cell::{Cell, number};
use super::column::{Column, Wanted};
use super::dialect::Dialect;
use super::{Fault, Reading, Task};
use crate::text::{self, name as shown};

/// The columns in order, and what is left out from the start.
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
    pub(super) target: usize,
    pub(super) left_out: Vec<LeftOut>,
}

/// What pandas calls a column without a name.
const UNNAMED: &str = "Unnamed: 0";

/// What pandas and R write before the first column.
pub(crate) fn is_index(place: usize, name: &str) -> bool {
    place == 0 && (name.is_empty() || name == UNNAMED)
}

impl Header {
    pub(super) fn of(names: &[String], dialect: &Dialect, reading: &Reading) -> Result<Self, Fault> {
        let target = self::target(names, dialect, reading)?;
        let chosen = Chosen::of(names, reading)?;
        if names.len() == 1 {
            return Err(Fault::NoFeatures { target: shown(&names[target]) });
        }
        if chosen.drop.contains(&target) {
            return Err(Fault::DroppedTarget { target: shown(&names[target]) });
        }
        let (mut columns, mut left_out, mut known) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (place, name) in names.iter().enumerate() {
            let wanted = if place == target { chosen.of_target(target, reading) } else { chosen.of_feature(place) };
            let called = if name.is_empty() { format!("column {}", place + 1) } else { name.clone() };
            let is_index = place != target && is_index(place, name) && !chosen.is_named(0);
            if is_index {
                left_out.push(LeftOut::new(&called, "a first column without a name is an index", ""));
            } else if wanted == Wanted::Nothing {
                let why = if chosen.drop.contains(&place) { "--drop" } else { "not among --only" };
                left_out.push(LeftOut::new(&called, why, ""));
            } else if !name.is_empty() && !known.insert(name) {
                return Err(Fault::DuplicateName { name: shown(name) });
            }
            columns.push(Column::new(called, place + 1, if is_index { Wanted::Nothing } else { wanted }));
        }
        Ok(Header { columns, target, left_out })
    }

    /// Columns without a name that are neither empty nor asked for.
    pub(super) fn unnamed(&self, names: &[String], reading: &Reading) -> Option<Fault> {
        let chosen = Chosen::of(names, reading).ok()?;
        let unnamed = |column: &&Column| {
            let place = column.position - 1;
            names[place].is_empty() && column.wanted != Wanted::Nothing && !column.is_empty() && !chosen.is_named(place)
        };
        let position = self.columns.iter().find(unnamed)?.position;
        Some(Fault::EmptyName { position, columns: names.len() })
    }
}

pub(super) fn target(names: &[String], dialect: &Dialect, reading: &Reading) -> Result<usize, Fault> {
    let wanted = reading.target.trim();
    let numeric = |name: &String| matches!(number(name, dialect), Cell::Number(_));
    match find(names, wanted) {
        Some(target) => Ok(target),
        None if names.iter().all(numeric) => Err(Fault::NoHeader { first: shown(&names[0]) }),
        None => {
            let known = text::suggestion(wanted, names.iter().filter(|name| !name.is_empty()).map(String::as_str));
            Err(Fault::NoTarget { target: shown(wanted), known })
        }
    }
}

/// The place of a column by its name, or else by its number.
fn find(names: &[String], wanted: &str) -> Option<usize> {
    let by_number = || wanted.parse::<usize>().ok().filter(|number| (1..=names.len()).contains(number));
    let by_name = names.iter().position(|name| name == wanted && !name.is_empty());
    by_name.or_else(|| by_number().map(|number| number - 1))
}

/// The columns that options name.
struct Chosen {
    drop: BTreeSet<usize>,
    only: BTreeSet<usize>,
    categorical: BTreeSet<usize>,
    dates: BTreeSet<usize>,
}

impl Chosen {
    fn of(names: &[String], reading: &Reading) -> Result<Self, Fault> {
        let places = |option, wanted: &[String]| places(names, option, wanted);
        Ok(Chosen {
            drop: places("--drop", &reading.drop)?,
            only: places("--only", &reading.only)?,
            categorical: places("--categorical", &reading.categorical)?,
            dates: places("--dates", &reading.dates)?,
        })
    }

    fn is_named(&self, place: usize) -> bool {
        [&self.only, &self.categorical, &self.dates].iter().any(|places| places.contains(&place))
    }

    fn of_feature(&self, place: usize) -> Wanted {
        match () {
            () if self.drop.contains(&place) => Wanted::Nothing,
            () if !self.only.is_empty() && !self.only.contains(&place) => Wanted::Nothing,
            () if self.categorical.contains(&place) => Wanted::Words,
            () if self.dates.contains(&place) => Wanted::Dates,
            () => Wanted::Numbers,
        }
    }

    fn of_target(&self, target: usize, reading: &Reading) -> Wanted {
        match () {
            () if self.dates.contains(&target) => Wanted::Dates,
            () if reading.task == Some(Task::Classes) || self.categorical.contains(&target) => Wanted::Words,
            () => Wanted::NumbersOrWords,
        }
    }
}

/// The places of columns in a list; a name may hold a comma, and so may a list.
pub(super) fn places(names: &[String], option: &'static str, wanted: &[String]) -> Result<BTreeSet<usize>, Fault> {
    let mut places = BTreeSet::new();
    for item in wanted {
        if let Some(place) = find(names, item.trim()) {
            places.insert(place);
            continue;
        }
        for name in item.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let unknown = || {
                let known = text::suggestion(name, names.iter().filter(|name| !name.is_empty()).map(String::as_str));
                Fault::NoColumn { option, name: shown(name), known }
            };
            places.insert(find(names, name).ok_or_else(unknown)?);
        }
    }
    Ok(places)
}
