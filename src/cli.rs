//! What can be asked of the command line? One file for each subcommand, and what they share.
//!
//! Results go to standard output, progress and faults to standard error. A reader that closes the pipe early (`| head`) is no fault.

pub(crate) mod arguments;
pub(crate) mod book;
pub(crate) mod check;
pub(crate) mod claims;
pub(crate) mod everything;
pub(crate) mod guard;
pub(crate) mod list;
pub(crate) mod normalize;
pub(crate) mod preprocess;
pub(crate) mod run;
pub(crate) mod threads;
pub(crate) mod update;
pub(crate) mod verify;

mod changes;
mod experiments;
mod format;
mod own_file;
mod progress;
mod project;
mod selection;

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use wellposed::book::BookError;
use wellposed::data::DataError;
use wellposed::storage::read::ReadError;
use wellposed::text::{self, listed, name, visible};

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It did what was asked: exit status 0.
    Done,
    /// It checked what was asked, and the answer is no: exit status 1.
    No,
}

/// Why a command could not do its work: exit status 2 and this line.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// No such chapter or experiment.
    #[error("{0}")]
    Selection(String),
    /// The user's own data cannot be read.
    #[error("--data: {0}")]
    Data(#[from] DataError),
    /// None of the chosen experiments takes the user's own data.
    #[error("--data: `{}` has no experiment on data of your own; there are {}", name(selection), listed(known.iter().map(String::as_str), 180))]
    NotOnData {
        /// What was asked for.
        selection: String,
        /// The experiments that could be asked.
        known: Vec<String>,
    },
    /// The command works on the project's files, and there is no project here.
    #[error("no project here: neither {} nor a folder above it holds book/book.toml; go to the project's folder", text::path(.0))]
    NoProject(PathBuf),
    /// A file that should be there cannot be read.
    #[error("{} cannot be read: {error}; `cargo run --release` writes it", text::path(path))]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        error: ReadError,
    },
    /// The folder of `--out` cannot be written.
    #[error("--out: {0}")]
    Out(io::Error),
    /// A file of somebody else stands in the folder of `--out`.
    #[error("--out: {} was not written by this program; --force overwrites it, or name another folder", text::path(.0))]
    Foreign(PathBuf),
    /// A page is made of the user's own data.
    #[error(
        "--format html: a page is made of data of your own, so add --data FILE --target COLUMN; `wellposed book` makes the pages of the project"
    )]
    NoPage,
    /// A table that was to be normalized can't be.
    #[error("{0}")]
    Table(DataError),
    /// The file of a scaler is none.
    #[error("{}: {what}", text::path(path))]
    Scaler {
        /// Which file.
        path: PathBuf,
        /// Why.
        what: String,
    },
    /// A file stands where another is to be written.
    #[error("{option}: {} stands there already; --force overwrites it, or name another file", text::path(path))]
    Stands {
        /// The option that names it.
        option: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// A file could not be written.
    #[error("{option}: {error}")]
    Written {
        /// The option that names it.
        option: &'static str,
        /// Why, with the file.
        error: io::Error,
    },
    /// One CSV file holds one table.
    #[error(
        "--format csv: a file of CSV holds one table; name an experiment (`wellposed list`), or write files with --out DIR and without --all"
    )]
    SeveralTables,
    /// The project's reports cannot be read or written.
    #[error("reports/: {0}")]
    Reports(io::Error),
    /// A run was killed in the middle of its renaming.
    #[error(
        "reports/: a run was killed while it replaced them, so old and new files are mixed; `cargo run --release` completes it"
    )]
    Mixed,
    /// The ledger of claims was changed by hand or by another version.
    #[error("{}: {error}; `cargo run --release` writes it again", text::path(path))]
    Ledger {
        /// Which file.
        path: PathBuf,
        /// Why, with line and column.
        error: serde_json::Error,
    },
    /// Somebody's program could not be checked, or the check is undecidable.
    #[error("{0}")]
    Check(String),
    /// The book cannot be built.
    #[error("{0}")]
    Book(#[from] BookError),
    /// Standard output takes no more.
    #[error("standard output: {0}")]
    Output(io::Error),
    /// A fault of this program.
    #[error("internal error at {0}; please report it")]
    Internal(String),
}

/// Writes results to standard output; a terminal gets nothing that it would obey.
///
/// # Errors
/// If the output is full or broken, but not if its reader has closed it: whoever reads only the first lines has what they want.
pub(crate) fn show(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let text = if output.is_terminal() { Cow::Owned(visible_lines(text)) } else { Cow::Borrowed(text) };
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// The same lines with everything in them visible: CSV and JSON for machines hold what the data hold.
fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_lines_and_no_commands() {
        assert_eq!(visible_lines("a,\u{1b}[2J\n\nb\n"), "a,\\u{1b}[2J\n\nb\n");
    }
}
