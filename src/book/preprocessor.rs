//! Where does our work meet mdBook's? A preprocessor gets all pages before mdBook resolves includes and hands them back expanded.

use super::error::BookError;
use super::include::Origin;
use super::markdown::line_of;
use super::math::Converter;
use super::page::Expander;
use super::reports::Reports;
use crate::text::path;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::path::Path;

/// The preprocessor by the name that `book.toml` gives it.
pub(super) struct Wellposed;

impl Preprocessor for Wellposed {
    fn name(&self) -> &str {
        "wellposed"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        Ok(expand(context, book)?)
    }
}

/// Expands every page of a book; its reports stand beside the folder of the book.
pub(super) fn expand(context: &PreprocessorContext, mut book: Book) -> std::result::Result<Book, BookError> {
    let source = context.root.join(&context.config.book.src);
    let project = context.root.join("..");
    let expander = Expander { reports: Reports::new(&project), converter: Converter::new() };
    let mut first_error = None;
    book.for_each_chapter_mut(|chapter| match expand_chapter(&expander, chapter, &source, &project) {
        Ok(content) => chapter.content = content,
        Err(error) => {
            first_error.get_or_insert(error);
        }
    });
    first_error.map_or(Ok(book), Err)
}

fn expand_chapter(
    expander: &Expander,
    chapter: &Chapter,
    source: &Path,
    project: &Path,
) -> std::result::Result<String, BookError> {
    let Some(file) = &chapter.source_path else { return Ok(chapter.content.clone()) };
    let folder = source.join(file).parent().map(Path::to_path_buf).unwrap_or_default();
    expander.expand(&chapter.content, Origin { folder: &folder, project }).map_err(|(byte, problem)| BookError::Page {
        file: path(format!("book/src/{}", file.display())),
        line: line_of(&chapter.content, byte),
        problem,
    })
}
