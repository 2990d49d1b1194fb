//! What does the command line do? Checks a program and prints the report; or prints the protocol, or the other side of it for a language.
//!
//! | status | standard output | standard error |
//! |---|---|---|
//! | 0 | the report: the gradient passes | |
//! | 1 | the report: it fails | |
//! | 2 | the report: undecidable | a line that says so |
//! | 2 | nothing: no check was made | a line that says why |
//!
//! What the program itself writes to standard error stands there too, before that line.

use std::ffi::OsString;
use std::io;

use wellposed_core::gradcheck::{Report, Verdict};

use crate::arguments::{OPTIONS, Request, parse};
use crate::{PROTOCOL, check, check_over};

/// What the command prints, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "whoever called wants to know"]
#[non_exhaustive]
pub struct Said {
    /// The exit status: 0, 1 or 2.
    pub status: u8,
    /// For standard output.
    pub output: String,
    /// A line for standard error, if there is something to say.
    pub note: Option<String>,
}

/// Does what these words ask for; `name` is that of the command, for its help.
///
/// # Errors
/// One line for standard error, and exit status 2, if the words are faulty or no check could be made.
pub fn command(name: &str, words: impl IntoIterator<Item = OsString>) -> Result<Said, String> {
    let done = |output: String| Said { status: 0, output, note: None };
    match parse(words)? {
        Request::Help => Ok(done(help(name))),
        Request::Version => Ok(done(format!("{name} {}\n", env!("CARGO_PKG_VERSION")))),
        Request::Protocol => Ok(done(PROTOCOL.to_owned())),
        Request::Client(text) => Ok(done(text.to_owned())),
        Request::Check { program, settings, json } => {
            let report = match &program {
                Some(program) => check(program, &settings),
                None => check_over(io::stdin(), io::stdout(), &settings),
            };
            // The other side of a pipe has read the report there.
            let printed = |report: &Report| match program {
                Some(_) if json => {
                    serde_json::to_string_pretty(report).map_or_else(|error| error.to_string(), |text| text + "\n")
                }
                Some(_) => report.to_string(),
                None => String::new(),
            };
            report.map(|report| said(report.verdict, printed(&report))).map_err(|error| error.to_string())
        }
    }
}

fn said(verdict: Verdict, output: String) -> Said {
    let note = "undecidable: the report says what would decide";
    match verdict {
        Verdict::Pass => Said { status: 0, output, note: None },
        Verdict::Fail => Said { status: 1, output, note: None },
        Verdict::Undecidable => Said { status: 2, output, note: Some(note.to_owned()) },
    }
}

fn help(name: &str) -> String {
    let options = OPTIONS.iter().map(|(option, value, purpose)| {
        let option = format!("{option} {value}");
        format!("  {option:20}  {purpose}\n")
    });
    format!(
        "Is the gradient of a program right? The program answers questions on standard input and output, by a protocol of JSON lines.\n\n\
         Usage: {name} [OPTIONS] -- COMMAND…\n\n{}\n\
         Exit status 0: the gradient passes; 1: it fails; 2: undecidable, or no check could be made.\n",
        options.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_has_its_status_and_undecidable_a_word_of_its_own() {
        let of = |verdict| {
            let said = said(verdict, "report".to_owned());
            (said.status, said.note.is_some())
        };
        assert_eq!([Verdict::Pass, Verdict::Fail, Verdict::Undecidable].map(of), [(0, false), (1, false), (2, true)]);
    }

    #[test]
    fn help_names_every_option_and_a_fault_is_an_error() {
        let help = command("wellposed check", ["--help".into()]).unwrap().output;
        assert!(help.contains("Usage: wellposed check [OPTIONS] -- COMMAND…"));
        assert!(OPTIONS.iter().all(|(option, ..)| help.contains(&format!("  {option} "))), "{help}");
        assert!(command("x", ["--halp".into()]).is_err());
    }
}
