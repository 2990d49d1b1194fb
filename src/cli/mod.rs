//! What can be asked of the command line? One file for each subcommand, and what they share.
//!
//! Results go to standard output, progress and faults to standard error. A reader that closes the pipe early (`| head`) is no fault.

pub(crate) mod arguments;
pub(crate) mod book;
pub(crate) mod claims;
pub(crate) mod everything;
pub(crate) mod guard;
pub(crate) mod list;
pub(crate) mod preprocess;
pub(crate) mod run;
pub(crate) mod threads;
pub(crate) mod verify;

mod experiments;
mod project;

use std::io::{self, Write};
use std::path::PathBuf;

use wellposed::book::BookError;
use wellposed::data::DataError;
use wellposed::storage::read::ReadError;

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
    #[error("--data: `{selection}` has no experiment on data of your own; {}", if known.is_empty() { "no experiment has".to_owned() } else { format!("there are {}", known.join(", ")) })]
    NotOnData {
        /// What was asked for.
        selection: String,
        /// The experiments that could be asked.
        known: Vec<String>,
    },
    /// The command works on the project's files, and there is no project here.
    #[error("no project here: neither {} nor a folder above it holds book/book.toml; go to the project's folder", .0.display())]
    NoProject(PathBuf),
    /// A file that should be there cannot be read.
    #[error("{} cannot be read: {error}; `cargo run --release` writes it", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        error: ReadError,
    },
    /// The folder of `--out` cannot be written.
    #[error("--out: {0}")]
    Out(io::Error),
    /// The project's reports cannot be read or written.
    #[error("reports/: {0}")]
    Reports(io::Error),
    /// A run was killed in the middle of its renaming.
    #[error(
        "reports/: a run was killed while it replaced them, so old and new files are mixed; `cargo run --release` completes it"
    )]
    Mixed,
    /// The ledger of claims was changed by hand or by another version.
    #[error("{}: {error}; `cargo run --release` writes it again", path.display())]
    Ledger {
        /// Which file.
        path: PathBuf,
        /// Why, with line and column.
        error: serde_json::Error,
    },
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

/// Writes results to standard output.
///
/// # Errors
/// If the output is full or broken, but not if its reader has closed it: whoever reads only the first lines has what they want.
pub(crate) fn show(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// The same message without line breaks.
pub(crate) fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
