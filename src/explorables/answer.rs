//! What is a page told? The values that hold now, and all that is shown for them, as words.

use super::{Explorable, Input, Number, Shown, State};
use crate::report::svg;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a page is told.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The values of all controls, which a page takes over.
    pub state: BTreeMap<&'static str, String>,
    /// The picture, an element of HTML.
    pub picture: String,
    /// The result in one or two sentences.
    pub said: String,
    /// Numbers beside the picture.
    pub numbers: Vec<Told>,
    /// Lines below it.
    pub lines: Vec<String>,
    /// What was wrong with the values that were given, a line each.
    pub notes: Vec<String>,
    /// Controls that make no sense at the moment.
    pub hidden: Vec<&'static str>,
}

/// A number as words.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// What it is.
    pub label: String,
    /// For reading.
    pub shown: String,
    /// With every digit, as the CSV of a report has it.
    pub exact: String,
    /// Table, key and column of the report's cell that must hold the same.
    pub reported: Option<[String; 3]>,
}

/// What a figure says to these values, after a button was pressed if one was.
pub fn answer(figure: &Explorable, given: &BTreeMap<String, String>, button: Option<&str>) -> Answer {
    let (mut state, notes) = State::of(figure, given);
    let is_button = |name: &str| {
        figure.controls.iter().any(|control| control.name == name && matches!(control.input, Input::Button))
    };
    (figure.act)(&mut state, button.filter(|name| is_button(name)));
    let shown = (figure.show)(&state);
    Answer {
        state: state.values().clone(),
        picture: picture(&shown),
        numbers: shown.numbers.iter().map(told).collect(),
        said: shown.said,
        lines: shown.lines,
        notes,
        hidden: shown.hidden,
    }
}

/// The picture as an element of a page.
fn picture(shown: &Shown) -> String {
    let picture = svg::picture(&shown.figure, &shown.tables);
    picture.expect("a figure's series are columns of its tables").flow()
}

fn told(number: &Number) -> Told {
    Told {
        label: number.label.clone(),
        shown: number.value.for_reading(number.digits),
        exact: number.value.for_machines(),
        reported: number
            .reported
            .as_ref()
            .map(|cell| [cell.table.to_owned(), cell.key.clone(), cell.column.to_owned()]),
    }
}
