//! Where does our work meet mdBook's? A preprocessor gets all pages before mdBook resolves includes and hands them back expanded.

use super::error::BookError;
use super::include::Origin;
use super::markdown::line_of;
use super::math::Converter;
use super::page::Expander;
use super::place::Up;
use super::references::References;
use super::report_page;
use super::reports::Reports;
use crate::text::path;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::path::Path;

/// The page below which those of the reports stand.
const REPORTS: &str = "reports.md";

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
    let references = References::of(&source);
    let expander = Expander { reports: Reports::new(&project), references, converter: Converter::new() };
    let mut first_error = None;
    book.for_each_chapter_mut(|chapter| match expand_chapter(&expander, chapter, &source, &project) {
        Ok(content) => chapter.content = content,
        Err(error) => {
            first_error.get_or_insert(error);
        }
    });
    first_error.map_or(Ok(()), Err)?;
    add_reports(&mut book, &expander)?;
    Ok(book)
}

/// Adds the pages of the reports below the page that lists them.
fn add_reports(book: &mut Book, expander: &Expander) -> std::result::Result<(), BookError> {
    let faulty = |problem| BookError::File { file: "reports/".to_owned(), problem };
    let mut pages = Some(report_page::pages(&expander.reports, &expander.references).map_err(faulty)?);
    book.for_each_chapter_mut(|chapter| {
        if chapter.source_path.as_deref() != Some(Path::new(REPORTS)) {
            return;
        }
        let parents = [chapter.parent_names.clone(), vec![chapter.name.clone()]].concat();
        for page in pages.take().into_iter().flatten() {
            let mut report = Chapter::new(&page.title, page.text, format!("reports/{}.md", page.path), parents.clone());
            // No file holds it.
            report.source_path = None;
            chapter.sub_items.push(BookItem::Chapter(report));
        }
    });
    Ok(())
}

fn expand_chapter(
    expander: &Expander,
    chapter: &Chapter,
    source: &Path,
    project: &Path,
) -> std::result::Result<String, BookError> {
    let Some(file) = &chapter.source_path else { return Ok(chapter.content.clone()) };
    let folder = source.join(file).parent().map(Path::to_path_buf).unwrap_or_default();
    let up = Up::from(file.components().count().saturating_sub(1));
    expander.expand(&chapter.content, Origin { folder: &folder, project, up }).map_err(|(byte, problem)| {
        BookError::Page {
            file: path(format!("book/src/{}", file.display())),
            line: line_of(&chapter.content, byte),
            problem,
        }
    })
}
