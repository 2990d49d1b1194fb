//! `preprocess`: how does a plain `mdbook build book` get the same pages? By calling this command, as `book/book.toml` tells it to.
//!
//! mdBook asks `preprocess supports RENDERER` first, and reads the exit status; then it writes the book to standard input and reads
//! it back, expanded, from standard output.

use std::io;

use clap::{Args, Subcommand};

use super::{Answer, Failure, show};

/// The words after `preprocess`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    question: Option<Question>,
}

/// What mdBook asks.
#[derive(Debug, Subcommand)]
enum Question {
    /// Can the pages be made for this renderer?
    Supports {
        /// The name of the renderer
        renderer: String,
    },
}

/// Answers mdBook: only HTML can show what the pages hold.
pub(crate) fn preprocess(options: &Options) -> Result<Answer, Failure> {
    match &options.question {
        Some(Question::Supports { renderer }) if renderer == "html" => Ok(Answer::Done),
        Some(Question::Supports { .. }) => Ok(Answer::No),
        None => {
            let mut pages = Vec::new();
            wellposed::book::preprocess(io::stdin().lock(), &mut pages)?;
            show(&String::from_utf8_lossy(&pages)).map(|()| Answer::Done)
        }
    }
}
