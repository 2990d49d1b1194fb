//! `check`: is the gradient of somebody's program right? The command of `wellposed-check`, with the same words.

use std::ffi::OsString;

use clap::Args;

use super::{Answer, Failure, show};

/// The words after `check`, which are read where they are obeyed.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Options of the check, then `--` and the program with its own words; `check --help` tells more
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "OPTIONS] -- [COMMAND")]
    words: Vec<OsString>,
}

/// Checks a program and prints the report.
pub(crate) fn check(options: Options) -> Result<Answer, Failure> {
    let said = wellposed_check::command("wellposed check", options.words).map_err(Failure::Check)?;
    show(&said.output)?;
    match (said.note, said.status) {
        (Some(note), _) => Err(Failure::Check(note)),
        (None, 0) => Ok(Answer::Done),
        (None, _) => Ok(Answer::No),
    }
}
