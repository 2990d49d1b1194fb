//! `update`: what does a part of the suite find now? It alone is computed and written into `reports/`, where a full run would put it.

use clap::Args;
use wellposed::chapters::{self, Choices};
use wellposed::report::compare::Scope;
use wellposed::report::update::write_part;

use super::changes::changed;
use super::selection::Selection;
use super::{Answer, Failure, experiments, project, show};

/// The words after `update`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    selection: Selection,
}

/// Runs the chosen experiments, writes their reports, claims and sums among those that stand, and prints what changed.
pub(crate) fn update(options: &Options) -> Result<Answer, Failure> {
    let name = &options.selection.name;
    let selected = chapters::find(name).map_err(Failure::Selection)?;
    let reports = project::root()?.join("reports");
    let results = experiments::run_all(&selected, &Choices::default());
    let (files, claims) = (experiments::files(&results), experiments::claims(&results));
    let changes = write_part(&reports, &files, &claims, &Scope::named(name)).map_err(Failure::Reports)?;
    show(&changed(&changes)).map(|()| Answer::Done)
}
