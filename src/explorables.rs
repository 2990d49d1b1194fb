//! What may a reader move, and what does the library answer? One figure that computes for each chapter.
//!
//! A figure declares its controls and one function from their values to what is shown: tables, a picture drawn from their columns, a sentence,
//! numbers. The same function draws the still that stands in the built page and, compiled to WebAssembly, answers each move of the reader. So
//! there is no second implementation, and where a scene has the setting of a report, its number must equal the report's to the last digit.
//!
//! ```text
//! values of the controls (words) ─► State ─► [act: a button] ─► show ─► Shown ─► Answer: state, picture, sentence, numbers, notes
//! ```
//!
//! Any words may come: from an address that somebody typed, from a field. What is no value of a control is replaced by the nearest one that is,
//! and a note says so in a line.
//!
//! | file | question |
//! |---|---|
//! | `control` | What can be moved, and which values may it have? |
//! | `state` | Which values do all controls have? |
//! | `shown` | What does a figure show? |
//! | `answer` | What is a page told? |
//! | `bowl`, `layers`, `networks`, `secants`, `metric`, `hunt` | The figures, chapter by chapter |
//!
//! ```
//! use wellposed::explorables::{answer, find};
//!
//! let bowl = find("bowl")?;
//! let answered = answer(bowl, &[("ratio".to_owned(), "1e308".to_owned())].into(), None);
//! assert!(answered.notes[0].contains("1e308"));
//! assert!(answered.picture.starts_with("<div class=\"drawing\""));
//! # Ok::<(), String>(())
//! ```

mod answer;
mod bowl;
mod control;
mod hunt;
mod layers;
mod metric;
mod networks;
mod secants;
mod shown;
mod state;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Told, answer};
pub use control::{Control, Input, Stops, as_typed};
pub use shown::{Number, Reported, Shown};
pub use state::State;

use crate::text;

/// A figure that computes.
#[derive(Debug)]
pub struct Explorable {
    /// Its name in directives and addresses.
    pub name: &'static str,
    /// The chapter that it belongs to.
    pub chapter: &'static str,
    /// What stands above it.
    pub title: &'static str,
    /// What a reader should ask before touching anything.
    pub prediction: &'static str,
    /// What to try first, in a sentence.
    pub invitation: &'static str,
    /// What can be moved, in the order of the page.
    pub controls: &'static [Control],
    /// Settings with a name; the first is the start and the still.
    pub scenes: &'static [Scene],
    /// Which panel can be dragged, and what that moves.
    pub drag: Option<Drag>,
    /// Whether an answer may take longer than a frame: then it is said that it is being computed, and can be canceled.
    pub heavy: bool,
    /// What a move does to the values before the figure is shown: the button of this name was pressed, or none.
    pub act: fn(&mut State, Option<&str>),
    /// What the figure shows.
    pub show: fn(&State) -> Shown,
}

/// A setting with a name. Controls that it does not mention have their first values.
#[derive(Debug)]
pub struct Scene {
    /// What the button says.
    pub title: &'static str,
    /// Controls and their values, as a reader would type them.
    pub values: &'static [(&'static str, &'static str)],
}

/// A picture that can be dragged: a way as long as the panel is wide (or high) runs through the whole slider of the control.
#[derive(Clone, Copy, Debug)]
pub struct Drag {
    /// The panel, counted from 1.
    pub panel: usize,
    /// What moves along, if anything.
    pub horizontal: Option<&'static str>,
    /// What moves up, if anything.
    pub vertical: Option<&'static str>,
}

/// For a figure without buttons that change values.
pub(crate) fn no_act(_: &mut State, _: Option<&str>) {}

/// All figures, in the order of the chapters.
pub static EXPLORABLES: [&Explorable; 6] =
    [&bowl::BOWL, &layers::LAYERS, &networks::NETWORKS, &secants::SECANTS, &metric::METRIC, &hunt::HUNT];

/// The figure of this name.
///
/// # Errors
/// A line that says which names there are, if there is none of that name.
pub fn find(name: &str) -> Result<&'static Explorable, String> {
    EXPLORABLES.into_iter().find(|figure| figure.name == name).ok_or_else(|| {
        let names: Vec<&str> = EXPLORABLES.iter().map(|figure| figure.name).collect();
        format!("no figure `{}` computes; there are {}", text::name(name), names.join(", "))
    })
}
