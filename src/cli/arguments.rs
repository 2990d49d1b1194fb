//! Which words does the command line take? Those of clap, with every complaint shortened to one line.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use wellposed::own_data::complaint;
use wellposed::text::message;

use super::{check, claims, normalize, preprocess, run, update, verify};

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
    Run(Box<run::Options>),
    /// Run a chapter or an experiment and write what it finds into reports/, its claims and sums among the others
    Update(update::Options),
    /// Compute the reports again and compare them with the files byte for byte
    Verify(verify::Options),
    /// Check the gradient of a program in any language, which answers questions on standard input and output
    #[command(disable_help_flag = true)]
    Check(check::Options),
    /// Print the ledger of claims with their verdicts
    Claims(claims::Options),
    /// Normalize tables of any size by what was learned from training data
    Normalize(normalize::Options),
    /// Build the book from the reports that stand
    Book,
    /// Answer mdBook, which calls this for `mdbook build`
    #[command(hide = true)]
    Preprocess(preprocess::Options),
}

/// The words of this call, or the status with which to end it: 0 after `--help`, 2 after one line about a faulty word.
pub(crate) fn parse() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| {
        if error.use_stderr() {
            let _ = writeln!(io::stderr(), "{}", message(&format!("wellposed: {}", complaint(error))));
            ExitCode::from(2)
        } else {
            let _ = error.print();
            ExitCode::SUCCESS
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use wellposed::text::name;

    #[test]
    fn the_declarations_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_complaint_keeps_the_fault_and_the_tip_and_leaves_the_usage() {
        let error = Arguments::try_parse_from(["wellposed", "run", "x", "--seeds", "1"]).unwrap_err();
        assert!(error.to_string().contains("Usage:"));
        assert_eq!(complaint(error), "unexpected argument '--seeds' found; tip: a similar argument exists: '--seed'");
    }

    #[test]
    fn what_was_typed_is_visible_and_short_and_only_near_names_are_guessed() {
        let said = |words: &[&str]| complaint(Arguments::try_parse_from([&["wellposed"], words].concat()).unwrap_err());
        assert_eq!(said(&["lisst"]), "unrecognized subcommand 'lisst'; tip: a similar subcommand exists: 'list'");
        assert_eq!(said(&["lipstick"]), "unrecognized subcommand 'lipstick'");
        assert_eq!(said(&["two\nlines"]), r"unrecognized subcommand 'two\nlines'");
        let long = format!("a{}z", "é\u{1b}".repeat(5000));
        for words in [
            vec![long.as_str()],
            vec!["run", "x", "--seed", &long],
            vec!["run", "x", "--format", &long],
            vec!["list", &long],
        ] {
            let line = said(&words);
            assert!(line.contains(&format!("'{}'", name(&long))), "{line}");
        }
    }
}
