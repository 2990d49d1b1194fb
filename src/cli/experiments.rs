//! How are several experiments run? Side by side, with their findings in the order of the table of chapters.

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use wellposed::chapters::{Choices, Selected};
use wellposed::parallel;
use wellposed::report::files::{render, render_claims, render_dictionary};
use wellposed::report::{Claim, Findings};

/// An experiment with what it found.
pub(crate) type Answered = (Selected, Findings);

/// Runs experiments; a bar on standard error shows how many are done, if that is a terminal.
pub(crate) fn run_all(selected: &[Selected], choices: &Choices) -> Vec<Answered> {
    let bar = ProgressBar::new(selected.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    let one = |experiment: &Selected| {
        bar.set_message(experiment.path());
        let findings = experiment.run(choices);
        bar.inc(1);
        (*experiment, findings)
    };
    let results = parallel::cells(selected, one);
    bar.finish_and_clear();
    results
}

/// The files that hold these findings, by their paths under `reports/`.
pub(crate) fn files(results: &[Answered]) -> Vec<(PathBuf, String)> {
    results.iter().flat_map(|(experiment, findings)| render(&experiment.path(), findings)).collect()
}

/// The files of all experiments and of the ledger of their claims: everything in `reports/` that is compared.
pub(crate) fn all_files(results: &[Answered]) -> Vec<(PathBuf, String)> {
    let mut all = files(results);
    all.push(render_dictionary(&all));
    all.extend(render_claims(&claims(results)));
    all
}

/// The claims of all findings, in order.
pub(crate) fn claims(results: &[Answered]) -> Vec<Claim> {
    results.iter().flat_map(|(_, findings)| findings.claims.clone()).collect()
}
