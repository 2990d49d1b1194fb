//! How does a book come about in which no number is typed? Its pages ask the reports, and a question without an answer is an error.
//!
//! [`build`] makes `target/book/` from `book/` and `reports/`. The same work is offered to a plain mdBook by [`preprocess`], which
//! speaks mdBook's protocol: `book/book.toml` names it, so that `mdbook build book` and `mdbook serve book` give the same pages,
//! without the files of the reports that a reader can take along.
//!
//! A page is Markdown with
//! - directives (`{{table …}}`, `{{figure …}}`, `{{value …}}`, `{{claim …}}`, `{{ledger}}`, `{{tally …}}`, `{{count …}}`) that are answered from `reports/`,
//!   and others (`{{cite …}}`, `{{references}}`) from `references.bib` beside the pages;
//! - directives (`{{answer …}}`, `{{refusal …}}`) that are answered by the command's own words about a file beside the page;
//! - formulas in LaTeX between dollars, which become MathML;
//! - code from the sources by mdBook's `{{#include FILE:ANCHOR}}`, whose file and anchor must exist.
//!
//! Each experiment has a page of its own, made from its report, to which every value on the other pages leads.
//!
//! The reports are files from outside: what they hold is text, and no tag, mark or directive in it is followed.
//!
//! Whatever does not resolve ends the build with a line such as
//!
//! ```text
//! book/src/x.md:12: no row `wine/rw` in reports/input_normalization/conditioning.csv; did you mean `wine/raw`?
//! ```
//!
//! ```no_run
//! let index = wellposed::book::build(std::path::Path::new("."))?;
//! println!("open {}", index.display());
//! # Ok::<(), wellposed::book::BookError>(())
//! ```

mod attribute;
mod bounds;
mod claim;
mod computing;
mod configuration;
mod directive;
mod drawing;
mod error;
mod explorable;
mod include;
mod language;
mod ledger;
mod markdown;
mod math;
mod number;
mod output;
mod own_data;
mod page;
mod pages;
mod place;
mod preprocessor;
mod references;
mod report_page;
mod reports;
mod source;
mod summary;
mod table;
mod value;

pub use error::BookError;

use bounds::LONGEST_BOOK;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use output::Output;
use preprocessor::Wellposed;
use std::any::Any;
use std::io::{Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

/// Builds the book of the project at `root` and returns its first page, `target/book/index.html`.
///
/// Nothing outside of the project is read, no program is run, and the old book stands until the new one takes its place.
///
/// # Errors
/// A page, a formula, an include or a directive that does not resolve, with file and line; what is no file of a book; or what mdBook
/// says.
pub fn build(root: &Path) -> Result<PathBuf, BookError> {
    let folder = root.join("book");
    if !folder.join("book.toml").is_file() {
        return Err(BookError::Missing(folder));
    }
    source::check(root)?;
    summary::check(&folder.join("src"))?;
    let output = Output::below(root)?;
    let config = configuration::read(&folder, &output.beside())?;
    let built = render(folder, config)
        .and_then(|()| report_page::copy_downloads(root, &output.beside()).map_err(BookError::Output))
        .and_then(|()| computing::write(root, &output.beside()));
    if let Err(error) = built {
        // The first error is told; what can't be removed now is removed by the next build.
        let _ = output.clear();
        return Err(output.said_of_the_place(error));
    }
    output.replace()?;
    Ok(root.join("target/book/index.html"))
}

fn render(folder: PathBuf, config: Config) -> Result<(), BookError> {
    let mut book = MDBook::load_with_config(folder, config).map_err(from_mdbook)?;
    // A preprocessor of the same name takes the place of the command that a plain mdBook runs.
    book.with_preprocessor(Wellposed);
    let built =
        panic::catch_unwind(AssertUnwindSafe(|| book.build())).unwrap_or_else(|payload| Err(unmatched(payload)));
    built.map_err(from_mdbook)
}

/// mdBook panics over HTML tags that close what Markdown has opened, and names the page; any other panic goes on.
fn unmatched(payload: Box<dyn Any + Send>) -> mdbook_driver::errors::Error {
    match payload.downcast_ref::<String>() {
        Some(message) if message.contains(".md`") => {
            BookError::MdBook(format!("{message}; an HTML tag there closes what it did not open")).into()
        }
        _ => panic::resume_unwind(payload),
    }
}

/// Reads a book from mdBook, expands its pages, and writes it back: the protocol of mdBook's preprocessors.
///
/// # Errors
/// What [`build`] finds wrong in a page, or an input that is no book.
pub fn preprocess(input: impl Read, output: impl Write) -> Result<(), BookError> {
    let (context, book) = mdbook_preprocessor::parse_input(input.take(LONGEST_BOOK))
        .map_err(|error| BookError::Protocol(format!("{error:#}")))?;
    let book = preprocessor::expand(&context, book)?;
    serde_json::to_writer(output, &book).map_err(|error| BookError::Protocol(error.to_string()))
}

/// Finds our own error in mdBook's, or keeps what mdBook says.
fn from_mdbook(error: mdbook_driver::errors::Error) -> BookError {
    error.downcast::<BookError>().unwrap_or_else(|error| BookError::MdBook(format!("{error:#}")))
}
