//! What is an experiment, and what is it given? A row of the table, and settings that are bound to the name in that row.
//!
//! The name is typed once, where the experiment is registered. Random streams, claims and files are named by it, and no experiment says its own
//! name, so that one that is copied and registered under another name draws other numbers. The key of a stream is
//!
//! ```text
//! (seed, chapter/experiment, cell, replicate)
//! ```
//!
//! ```
//! use wellposed::chapters::{Choices, find};
//!
//! let found = find("input_normalization/two_steps")?[0].run(&Choices::default());
//! assert!(found.claims.iter().all(|claim| claim.experiment == "two_steps"));
//! # Ok::<(), String>(())
//! ```

use crate::advice::Study;
use crate::bits::streams;
use crate::report::{Findings, Table};

/// What may be chosen from outside when experiments run.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// The seed of every random stream.
    pub seed: u64,
    /// How many replicates instead of each experiment's own number.
    pub replicates: Option<usize>,
}

impl Default for Choices {
    fn default() -> Self {
        Choices { seed: 20_231_106, replicates: None }
    }
}

/// What an experiment is given: the choices, bound to its name. [`Selected`] makes it, and who shows numbers of a report besides.
#[derive(Debug)]
pub struct Settings {
    /// `chapter/experiment`.
    experiment: String,
    choices: Choices,
}

impl Settings {
    /// The random stream of one cell and replicate of this experiment.
    pub fn stream(&self, cell: &str, replicate: usize) -> streams::Stream {
        streams::stream(self.choices.seed, &self.experiment, cell, replicate)
    }

    /// The seed itself, for what makes streams of its own: masks of dropout, the choices of a check.
    pub fn seed(&self) -> u64 {
        self.choices.seed
    }

    /// How many replicates somebody asked for, if anybody did.
    pub fn replicates(&self) -> Option<usize> {
        self.choices.replicates
    }

    /// How many replicates to run: what somebody asked for, or else the experiment's own number.
    pub fn replicates_or(&self, own: usize) -> usize {
        self.replicates().unwrap_or(own).max(1)
    }

    /// The settings of an experiment (`chapter/experiment`) with the usual choices, for what shows numbers of its report. The table is not asked, since
    /// whatever asks it brings every experiment with it.
    pub(crate) fn usual(experiment: &str) -> Settings {
        Settings { experiment: experiment.to_owned(), choices: Choices::default() }
    }

    /// The settings of another experiment, for one that means to draw the very numbers of that one: the only way to do so.
    ///
    /// # Panics
    /// If the table has no experiment of that name (`chapter/experiment`).
    pub(super) fn of_another(&self, experiment: &str) -> Settings {
        let named = super::all().into_iter().find(|selected| selected.path() == experiment);
        named.unwrap_or_else(|| panic!("no experiment `{experiment}`")).settings(&self.choices)
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

/// One question with its answer in tables.
#[derive(Debug)]
pub struct Experiment {
    /// File, report, argument, and what its random streams and claims are named by.
    pub name: &'static str,
    /// The question, in a line.
    pub question: &'static str,
    /// Answers it on the project's own data. Everybody calls [`Selected::run`], which knows the name.
    pub(super) run: fn(&Settings) -> Findings,
    /// Answers it for somebody's own data, where that makes sense.
    pub on_data: Option<fn(&Study) -> Table>,
}

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

    /// Runs the experiment with streams of its own, and signs its claims with its name.
    pub fn run(&self, choices: &Choices) -> Findings {
        let mut findings = (self.experiment.run)(&self.settings(choices));
        for claim in &mut findings.claims {
            claim.chapter = self.chapter.name.to_owned();
            claim.experiment = self.experiment.name.to_owned();
        }
        findings
    }

    /// The choices, bound to the experiment's name.
    pub(super) fn settings(&self, choices: &Choices) -> Settings {
        Settings { experiment: self.path(), choices: *choices }
    }
}
