//! `verify`: does a new computation give the same reports, byte for byte?

use std::fmt::Write;

use clap::Args;
use wellposed::chapters::{self, Settings};
use wellposed::report::compare::compare;

use super::{Answer, Failure, experiments, project, show};

/// The words after `verify`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A chapter, or one of its experiments; everything if it is left out
    #[arg(value_name = "CHAPTER[/EXPERIMENT]")]
    name: Option<String>,
}

/// Computes the chosen reports again and prints a line for each difference from the files that stand.
pub(crate) fn verify(options: &Options) -> Result<Answer, Failure> {
    let root = project::root()?;
    let (selected, whole) = match &options.name {
        Some(name) => (chapters::find(name).map_err(Failure::Selection)?, false),
        None => (chapters::all(), true),
    };
    let results = experiments::run_all(&selected, &Settings::default());
    // The ledger holds the claims of all experiments, so a part of them can't be held against it.
    let files = if whole { experiments::all_files(&results) } else { experiments::files(&results) };
    let differences = compare(&root.join("reports"), &files).map_err(Failure::Reports)?;

    let mut text = String::new();
    for difference in &differences {
        let _ = writeln!(text, "{difference}");
    }
    let _ = match differences.len() {
        0 => writeln!(text, "the same to the byte: {} files in reports/", files.len()),
        1 => writeln!(text, "1 difference from reports/"),
        count => writeln!(text, "{count} differences from reports/"),
    };
    show(&text)?;
    Ok(if differences.is_empty() { Answer::Done } else { Answer::No })
}
