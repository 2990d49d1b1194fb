//! Which words does the command line take? Those of clap, with every complaint shortened to one line.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{claims, one_line, preprocess, run, verify};

/// Setting up an optimization problem for a neural network, with evidence.
///
/// Without a command: runs every experiment, writes reports/, builds the book in target/book/, and says what changed.
#[derive(Debug, Parser)]
#[command(name = "wellposed", version)]
pub(crate) struct Arguments {
    /// What to do; everything if it is left out.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the chapters and their experiments, a line each
    List,
    /// Run experiments and print their tables
    Run(run::Options),
    /// Compute the reports again and compare them with the files byte for byte
    Verify(verify::Options),
    /// Print the ledger of claims with their verdicts
    Claims(claims::Options),
    /// Build the book from the reports that stand
    Book,
    /// Answer mdBook, which calls this for `mdbook build`
    #[command(hide = true)]
    Preprocess(preprocess::Options),
}

/// Which experiments.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// A chapter, or one of its experiments (see `list`)
    #[arg(value_name = "CHAPTER[/EXPERIMENT]")]
    pub(crate) name: String,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns with rounded numbers, for reading
    Text,
    /// Every digit, with a header and a line of units
    Csv,
    /// Every digit, with the claims
    Json,
}

/// The words of this call, or the status with which to end it: 0 after `--help`, 2 after one line about a faulty word.
pub(crate) fn parse() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| {
        if error.use_stderr() {
            let _ = writeln!(io::stderr(), "wellposed: {}", complaint(&error.to_string()));
            ExitCode::from(2)
        } else {
            let _ = error.print();
            ExitCode::SUCCESS
        }
    })
}

/// clap's complaint without its usage and its pointer to the help: the fault, and the tip where there is one.
fn complaint(message: &str) -> String {
    let paragraphs = message.trim_start_matches("error: ").split("\n\n").map(one_line);
    let said = paragraphs.take_while(|text| !text.starts_with("Usage:") && !text.starts_with("For more information"));
    said.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_declarations_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_complaint_keeps_the_fault_and_the_tip_and_leaves_the_usage() {
        let error = Arguments::try_parse_from(["wellposed", "run", "x", "--seeds", "1"]).unwrap_err();
        let line = complaint(&error.to_string());
        assert_eq!(line, "unexpected argument '--seeds' found; tip: a similar argument exists: '--seed'");
        assert!(error.to_string().contains("Usage:") && !line.contains("Usage:"));
    }
}
