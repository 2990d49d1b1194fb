//! Why was no check made? One line that says what the program did, and what would be right.

use std::io;

use wellposed_core::gradcheck::CheckError;

/// Why no check was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProgramError {
    /// No program of this name, or it may not be started.
    #[error("`{program}` cannot be started: {error}")]
    Start {
        /// Its name.
        program: String,
        /// Why.
        error: io::Error,
    },
    /// It ended, or closed its output, before it had answered.
    #[error("the program {how} before it answered ({asked}){}", last(.words))]
    Ended {
        /// What it was asked for.
        asked: String,
        /// With which status.
        how: String,
        /// The last line that it wrote to standard error.
        words: String,
    },
    /// It took too long.
    #[error("the program did not answer within {seconds} s ({asked}); --timeout SECONDS waits longer{}", last(.words))]
    Silent {
        /// What it was asked for.
        asked: String,
        /// How long it was waited for.
        seconds: f64,
        /// The last line that it wrote to standard error.
        words: String,
    },
    /// What it answered is not what was asked for.
    #[error("the program's answer can't be used ({asked}): {problem}")]
    Answer {
        /// What it was asked for.
        asked: String,
        /// What is wrong with it.
        problem: String,
    },
    /// It said that it could not answer.
    #[error("the program could not answer ({asked}): {message}")]
    Refused {
        /// What it was asked for.
        asked: String,
        /// Its words.
        message: String,
    },
    /// Copies of the program are not the same.
    #[error(
        "copy {copy} of the program starts with another hello than the first; parameters must be the same in every start (a fixed seed), or --jobs 1"
    )]
    Differ {
        /// Which, from 1.
        copy: usize,
    },
    /// Its random choices can't be held.
    #[error("--freeze: this program can't hold its random choices fixed; its hello has no \"freezes\": true")]
    Freeze,
    /// The loss or the gradient fails somewhere.
    #[error("the program fails {place}: {message}")]
    Fails {
        /// Where.
        place: String,
        /// Its words.
        message: String,
    },
    /// The checker can't begin.
    #[error(transparent)]
    Check(CheckError),
    /// The system has not a single thread left.
    #[error("no thread could be started: {0}")]
    Threads(String),
}

impl From<CheckError> for ProgramError {
    /// A panic of the objective is an error that the program reported.
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Panic { place, message, .. } => ProgramError::Fails { place: place.to_string(), message },
            error => ProgramError::Check(error),
        }
    }
}

fn last(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("; its last words: {words}") }
}
