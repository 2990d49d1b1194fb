//! Why is there no book? Each reason is one line with the file, and the line where a page asks for what isn't there.

use std::io;
use std::path::PathBuf;

/// A problem and the byte of the page where it stands.
pub(super) type Problem = (usize, String);

/// Why there is no book.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// A page asks for something that isn't there.
    #[error("{file}:{line}: {problem}")]
    Page {
        /// The page, from the root of the project.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// A file of the book is none that a book may have.
    #[error("{file}: {problem}")]
    File {
        /// The file, from the root of the project.
        file: String,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// The book can't be put in its place.
    #[error("{0}")]
    Output(io::Error),
    /// There is no book to build.
    #[error("no book at {}: there is no book.toml", crate::text::path(.0))]
    Missing(PathBuf),
    /// mdBook could not load or write the book.
    #[error("mdBook: {0}")]
    MdBook(String),
    /// mdBook could not be understood or answered.
    #[error("a preprocessor talks with mdBook through standard input and output: {0}")]
    Protocol(String),
}
