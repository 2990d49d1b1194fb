//! `verify`: does a new computation give the same reports, byte for byte?

use std::fmt::Write;

use clap::Args;
use wellposed::chapters::{self, Choices};
use wellposed::report::compare::{Differences, Scope, compare};

use super::{Answer, Failure, experiments, project, show};

/// More lines than this tell nobody more.
const MOST_LINES: usize = 200;

/// The words after `verify`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A chapter, or one of its experiments; everything if it is left out
    #[arg(value_name = "CHAPTER[/EXPERIMENT]")]
    name: Option<String>,
}

/// Computes the chosen reports again and prints a line for each difference from the files that stand, the first of many.
pub(crate) fn verify(options: &Options) -> Result<Answer, Failure> {
    let root = project::root()?;
    let (selected, scope) = match &options.name {
        None => (chapters::all(), Scope::Everything),
        Some(name) => (chapters::find(name).map_err(Failure::Selection)?, Scope::named(name)),
    };
    let reports = project::settled_reports(&root)?;
    let results = experiments::run_all(&selected, &Choices::default());
    // The ledger holds the claims of all experiments, so a part of them can't be held against it.
    let whole = scope == Scope::Everything;
    let files = if whole { experiments::all_files(&results) } else { experiments::files(&results) };
    let differences = compare(&reports, &files, &scope).map_err(Failure::Reports)?;
    show(&said(&differences, files.len()))?;
    Ok(if differences.count() == 0 { Answer::Done } else { Answer::No })
}

fn said(differences: &Differences, files: usize) -> String {
    let mut text = String::new();
    for difference in differences.first().iter().take(MOST_LINES) {
        let _ = writeln!(text, "{difference}");
    }
    let more = differences.count() - differences.first().len().min(MOST_LINES);
    if more > 0 {
        let _ = writeln!(text, "… and {more} more");
    }
    let _ = match differences.count() {
        0 => writeln!(text, "the same to the byte: {files} files in reports/"),
        1 => writeln!(text, "1 difference from reports/"),
        count => writeln!(text, "{count} differences from reports/"),
    };
    text
}
