//! Which values do all controls have? Words by name, each a value of its control.

use super::Explorable;
use std::collections::BTreeMap;

/// The values of all controls of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    values: BTreeMap<&'static str, String>,
}

impl State {
    /// The values that somebody gave, the first ones where nobody did, and a note for each that is none.
    pub fn of(figure: &Explorable, given: &BTreeMap<String, String>) -> (Self, Vec<String>) {
        let mut notes = Vec::new();
        let mut values = BTreeMap::new();
        for control in figure.controls {
            let words = given.get(control.name).map_or(control.first, String::as_str);
            let (value, note) = control.read(words);
            values.insert(control.name, value);
            notes.extend(note);
        }
        (State { values }, notes)
    }

    /// The values of a scene.
    ///
    /// # Panics
    /// If the figure has no scene of this number, counted from 0.
    pub fn of_scene(figure: &Explorable, scene: usize) -> Self {
        let given = figure.scenes[scene].values.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        State::of(figure, &given.collect()).0
    }

    /// The value of a control.
    ///
    /// # Panics
    /// If the figure has no control of this name, as for the other functions here.
    pub fn words(&self, name: &str) -> &str {
        self.values.get(name).unwrap_or_else(|| panic!("no control `{name}`"))
    }

    /// The value of a slider.
    pub fn number(&self, name: &str) -> f64 {
        self.words(name).parse().unwrap_or_else(|_| panic!("`{name}` is no number"))
    }

    /// The value of a slider that moves by whole numbers, none of which is negative.
    pub fn whole(&self, name: &str) -> usize {
        self.number(name) as usize
    }

    /// Whether a box is ticked.
    pub fn is(&self, name: &str) -> bool {
        self.words(name) == "1"
    }

    /// Gives a control another value, which must be one of its own.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        *self.values.get_mut(name).unwrap_or_else(|| panic!("no control `{name}`")) = value.into();
    }

    /// All values, by the names of their controls.
    pub fn values(&self) -> &BTreeMap<&'static str, String> {
        &self.values
    }
}
