//! Which experiments are there? One static table of chapters and experiments drives `list`, `run`, `verify`, the book and the tests.
//!
//! To add an experiment, write one file with a function `run(&Settings) -> Findings` and add one row to [`CHAPTERS`].
//!
//! ```
//! use wellposed::chapters::find;
//!
//! assert_eq!(find("input_normalization/conditioning").unwrap().len(), 1);
//! assert!(find("input_normalisation").is_err());
//! ```

pub mod checking_caveats;
pub mod gradient_checking;
pub mod initialization_variance;
pub mod input_normalization;
pub mod two_sided_differences;
pub mod vanishing_gradients;

use crate::bits::streams;
use crate::data::Dataset;
use crate::report::{Findings, Table};
use crate::text;

/// What may be changed from outside when an experiment runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The seed of every random stream.
    pub seed: u64,
    /// How many replicates instead of the experiment's own number.
    pub replicates: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { seed: 20_231_106, replicates: None }
    }
}

impl Settings {
    /// The random stream of one cell and replicate of an experiment (`chapter/experiment`).
    pub fn stream(&self, experiment: &str, cell: &str, replicate: usize) -> streams::Stream {
        streams::stream(self.seed, experiment, cell, replicate)
    }

    /// How many replicates to run: what the user asked for, or else the experiment's own number.
    pub fn replicates_or(&self, own: usize) -> usize {
        self.replicates.unwrap_or(own).max(1)
    }
}

/// A chapter of the book and of the suite.
#[derive(Debug)]
pub struct Chapter {
    /// Folder, bench, report, page, criterion group and argument.
    pub name: &'static str,
    /// The heading of its page.
    pub title: &'static str,
    /// The lecture that it examines.
    pub lecture: &'static str,
    /// Its experiments, in the order of the page.
    pub experiments: &'static [Experiment],
}

/// One question with its answer in one table.
#[derive(Debug)]
pub struct Experiment {
    /// File, report and argument.
    pub name: &'static str,
    /// The question, in a line.
    pub question: &'static str,
    /// Answers it on the project's own data.
    pub run: fn(&Settings) -> Findings,
    /// Answers it for somebody's own data, where that makes sense.
    pub on_data: Option<fn(&Dataset) -> Table>,
}

/// All chapters and experiments.
pub static CHAPTERS: &[Chapter] = &[
    input_normalization::CHAPTER,
    vanishing_gradients::CHAPTER,
    initialization_variance::CHAPTER,
    two_sided_differences::CHAPTER,
    gradient_checking::CHAPTER,
    checking_caveats::CHAPTER,
];

/// An experiment with the chapter that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Selected {
    /// Its chapter.
    pub chapter: &'static Chapter,
    /// The experiment.
    pub experiment: &'static Experiment,
}

impl Selected {
    /// `chapter/experiment`.
    pub fn path(&self) -> String {
        format!("{}/{}", self.chapter.name, self.experiment.name)
    }

    /// Runs the experiment and signs its claims with its name.
    pub fn run(&self, settings: &Settings) -> Findings {
        let mut findings = (self.experiment.run)(settings);
        for claim in &mut findings.claims {
            claim.chapter = self.chapter.name.to_owned();
            claim.experiment = self.experiment.name.to_owned();
        }
        findings
    }
}

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
