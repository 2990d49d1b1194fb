//! Which experiments are there? One static table of chapters and experiments drives `list`, `run`, `verify`, the book and the tests.
//!
//! To add an experiment, write one file with a function `run(&Settings) -> Findings` and add its row to the table `EXPERIMENTS` of its chapter,
//! `src/chapters/<chapter>.rs`; the row binds its name ([`Settings`]). A new chapter gets a row in [`CHAPTERS`].
//!
//! ```
//! use wellposed::chapters::find;
//!
//! assert_eq!(find("input_normalization/conditioning").unwrap().len(), 1);
//! assert!(find("input_normalisation").is_err());
//! ```

pub(crate) mod activations;
pub mod checking_caveats;
mod experiment;
pub mod gradient_checking;
pub mod initialization_variance;
pub mod input_normalization;
mod precision;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod two_sided_differences;
pub mod vanishing_gradients;

pub use experiment::{Chapter, Choices, Experiment, Selected, Settings};

use crate::text;

/// All chapters and experiments.
pub static CHAPTERS: &[Chapter] = &[
    input_normalization::CHAPTER,
    vanishing_gradients::CHAPTER,
    initialization_variance::CHAPTER,
    two_sided_differences::CHAPTER,
    gradient_checking::CHAPTER,
    checking_caveats::CHAPTER,
];

/// Every experiment of every chapter.
pub fn all() -> Vec<Selected> {
    CHAPTERS
        .iter()
        .flat_map(|chapter| chapter.experiments.iter().map(move |experiment| Selected { chapter, experiment }))
        .collect()
}

/// The experiments that `CHAPTER` or `CHAPTER/EXPERIMENT` names.
///
/// # Errors
/// A line that says which names there are, if there is none of that name.
pub fn find(name: &str) -> Result<Vec<Selected>, String> {
    let selected: Vec<Selected> =
        all().into_iter().filter(|selected| selected.chapter.name == name || selected.path() == name).collect();
    if selected.is_empty() { Err(unknown(name)) } else { Ok(selected) }
}

fn unknown(name: &str) -> String {
    let chapter = name.split('/').next().unwrap_or_default();
    match CHAPTERS.iter().find(|known| known.name == chapter) {
        Some(known) => {
            let names: Vec<&str> = known.experiments.iter().map(|experiment| experiment.name).collect();
            format!("no experiment `{}`; chapter `{chapter}` has {}", text::name(name), names.join(", "))
        }
        None => {
            let names: Vec<&str> = CHAPTERS.iter().map(|known| known.name).collect();
            format!("no chapter `{}`; there are {}", text::name(chapter), names.join(", "))
        }
    }
}
