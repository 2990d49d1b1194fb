//! What can be moved, and which values may it have? Each control has a first value and takes any words: what is no value of it becomes the
//! nearest one, and a note says so.

use crate::bits;
use crate::report::Digits;
use crate::report::number::{for_reading, shortened};
use crate::text::visible;

/// Longer words are not read.
const LONGEST: usize = 200;

/// Something that a reader moves.
#[derive(Clone, Copy, Debug)]
pub struct Control {
    /// Its name in addresses.
    pub name: &'static str,
    /// What a reader is told that it is, with its letter: `ratio of deviations σ₁/σ₂`.
    pub label: &'static str,
    /// What kind it is.
    pub input: Input,
    /// The value at the start, as a reader would type it.
    pub first: &'static str,
}

/// The kinds of controls.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Input {
    /// A slider with a field to type in: a number from `least` to `most`; whole if it moves by [`Stops::Whole`].
    Number {
        /// The smallest value.
        least: f64,
        /// The largest value.
        most: f64,
        /// Where the slider stops.
        stops: Stops,
    },
    /// One of some words: key and what a reader sees.
    Choice(&'static [(&'static str, &'static str)]),
    /// A box to tick: `0` or `1`.
    Tick,
    /// Words that the reader types.
    Words,
    /// A button: its name is handed to `act`. It has no value.
    Button,
    /// What a figure keeps between two moves and no reader moves; words as in [`Input::Words`].
    Kept,
}

/// Where a slider stops. A field takes numbers between them too.
#[derive(Clone, Copy, Debug)]
pub enum Stops {
    /// So many equal steps.
    Equal(u32),
    /// So many steps for each factor of ten.
    Decade(u32),
    /// Each whole number.
    Whole,
    /// These.
    These(&'static [f64]),
}

impl Control {
    /// A slider.
    pub const fn number(
        name: &'static str,
        label: &'static str,
        range: (f64, f64),
        stops: Stops,
        first: &'static str,
    ) -> Self {
        Control { name, label, input: Input::Number { least: range.0, most: range.1, stops }, first }
    }

    /// A list to choose from.
    pub const fn choice(
        name: &'static str,
        label: &'static str,
        choices: &'static [(&'static str, &'static str)],
        first: &'static str,
    ) -> Self {
        Control { name, label, input: Input::Choice(choices), first }
    }

    /// A box to tick; `first` is `0` or `1`.
    pub const fn tick(name: &'static str, label: &'static str, first: &'static str) -> Self {
        Control { name, label, input: Input::Tick, first }
    }

    /// A button.
    pub const fn button(name: &'static str, label: &'static str) -> Self {
        Control { name, label, input: Input::Button, first: "" }
    }

    /// What is kept between two moves.
    pub const fn kept(name: &'static str, first: &'static str) -> Self {
        Control { name, label: "", input: Input::Kept, first }
    }

    /// The value that these words mean, as words, and what a reader should know if they mean none.
    pub(super) fn read(&self, words: &str) -> (String, Option<String>) {
        match self.input {
            Input::Number { least, most, stops } => self.number_of(words, (least, most), matches!(stops, Stops::Whole)),
            Input::Choice(choices) => match choices.iter().find(|(key, _)| *key == words) {
                Some((key, _)) => ((*key).to_owned(), None),
                None => self.replaced(words, &listed(choices)),
            },
            Input::Tick if matches!(words, "0" | "1") => (words.to_owned(), None),
            Input::Tick => self.replaced(words, "0 or 1"),
            Input::Words | Input::Kept if words.len() <= LONGEST => (words.to_owned(), None),
            Input::Words | Input::Kept => self.replaced(words, &format!("at most {LONGEST} letters")),
            Input::Button => (String::new(), None),
        }
    }

    fn number_of(&self, words: &str, (least, most): (f64, f64), whole: bool) -> (String, Option<String>) {
        let [low, high] = [least, most].map(as_typed);
        let number = words.trim().replace('−', "-").parse::<f64>().ok().filter(|number| !number.is_nan());
        let Some(number) = number else { return self.replaced(words, &format!("a number from {low} to {high}")) };
        let number = if whole { number.round() } else { number };
        let within = bits::clamp(number, least, most);
        if within == number {
            return (as_typed(number), None);
        }
        let note =
            format!("{}: {} is beyond {low} to {high}; {} is taken.", self.label, shown(words), as_typed(within));
        (as_typed(within), Some(note))
    }

    fn replaced(&self, words: &str, expected: &str) -> (String, Option<String>) {
        let what = if words.trim().is_empty() { "nothing".to_owned() } else { shown(words) };
        let name = if self.label.is_empty() { self.name } else { self.label };
        let note = format!("{name}: {what} is not {expected}; {} is taken.", self.first);
        (self.first.to_owned(), Some(note))
    }
}

impl Stops {
    /// The values at which a slider from `least` to `most` stops, with three digits each.
    pub fn values(self, least: f64, most: f64) -> Vec<f64> {
        let rounded = |number: f64| {
            let number: f64 = format!("{number:.2e}").parse().expect("a formatted number is a number");
            bits::clamp(number, least, most)
        };
        match self {
            Stops::Equal(steps) => {
                let value = |step: u32| rounded(least + (most - least) * f64::from(step) / f64::from(steps));
                (0..=steps).map(value).collect()
            }
            Stops::Decade(each) => {
                let decades = bits::log10(most / least);
                let steps = (decades * f64::from(each)).round() as u32;
                let value = |step: u32| rounded(least * bits::powf(10.0, f64::from(step) / f64::from(each)));
                (0..=steps).map(value).collect()
            }
            Stops::Whole => (least as i64..=most as i64).map(|whole| whole as f64).collect(),
            Stops::These(values) => values.to_vec(),
        }
    }
}

/// A number as an address has it: the shortest decimal that reads back as the same.
pub fn as_typed(number: f64) -> String {
    let number = if number == 0.0 { 0.0 } else { number };
    let [plain, scientific] = [format!("{number}"), format!("{number:e}")];
    if plain.len() <= scientific.len().max(6) { plain } else { scientific }
}

fn shown(words: &str) -> String {
    let words = visible(words);
    match words.char_indices().nth(24) {
        Some((end, _)) => format!("“{}…”", &words[..end]),
        None => format!("“{words}”"),
    }
}

fn listed(choices: &[(&str, &str)]) -> String {
    let words: Vec<&str> = choices.iter().map(|(_, words)| *words).collect();
    format!("one of {}", words.join(", "))
}

/// A number in a sentence: so many significant digits, without final zeros.
pub(super) fn told(number: f64, digits: u8) -> String {
    shortened(for_reading(number, Digits::Significant(digits)))
}
