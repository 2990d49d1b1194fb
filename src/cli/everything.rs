//! No subcommand: what does the whole suite find, what changed since the last time, and where is the book?

use wellposed::chapters::{self, Choices};
use wellposed::report::claims::Tally;
use wellposed::report::files::write_all;

use super::book::book;
use super::changes::changed;
use super::{Answer, Failure, experiments, project, show};

/// Runs every experiment, writes `reports/`, builds the book, and prints what changed, how the claims fared, and the page to open.
pub(crate) fn everything() -> Result<Answer, Failure> {
    let root = project::root()?;
    let results = experiments::run_all(&chapters::all(), &Choices::default());
    let changes = write_all(&root.join("reports"), &experiments::all_files(&results)).map_err(Failure::Reports)?;
    show(&format!("{}{}\n", changed(&changes), Tally::of(&experiments::claims(&results))))?;
    book()
}
