//! What do the tests of all figures ask? A state by some values, a number by its label, and how many numbers are those of the reports.

use super::{Explorable, Shown, State};
use crate::report::csv;
use std::path::Path;

/// The first values but for these, none of which needs a note.
pub(super) fn given(figure: &Explorable, values: &[(&str, &str)]) -> State {
    let values = values.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
    let (state, notes) = State::of(figure, &values.collect());
    assert!(notes.is_empty(), "{notes:?}");
    state
}

/// The number whose label begins so, if there is one.
pub(super) fn number_if_there(shown: &Shown, label: &str) -> Option<f64> {
    shown.numbers.iter().find(|number| number.label.starts_with(label))?.value.number()
}

/// The number whose label begins so.
pub(super) fn number(shown: &Shown, label: &str) -> f64 {
    number_if_there(shown, label).unwrap_or_else(|| panic!("no number `{label}`: {:?}", shown.numbers))
}

/// How many numbers a report holds too; each is the same to the last digit.
pub(super) fn agreeing(shown: &Shown) -> usize {
    let cells = shown.numbers.iter().filter_map(|number| number.reported.as_ref().map(|cell| (&number.value, cell)));
    let same = |(value, cell): (&crate::report::Cell, &super::Reported)| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("reports/{}.csv", cell.table));
        let table = csv::read(&std::fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(Some(value.for_machines().as_str()), table.exact(&cell.key, cell.column), "{cell:?}");
    };
    cells.map(same).count()
}
