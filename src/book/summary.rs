//! Which pages does `SUMMARY.md` name, and is each a page of the book?
//!
//! mdBook stops in the middle of its work at an absolute path, writes outside of the book for one with `..`, and makes an empty book
//! without a word of an empty summary. Here each is an error with its line, before mdBook reads anything.

use super::bounds::{LONGEST_PAGE, LONGEST_SUMMARY};
use super::error::BookError;
use super::markdown::{self, line_of};
use crate::storage::{read, stays_inside};
use crate::text::path;
use pulldown_cmark::{Event, Options, Tag};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FILE: &str = "book/src/SUMMARY.md";

/// Checks the summary in the folder of the pages, and that each page can be read.
pub(super) fn check(source: &Path) -> Result<(), BookError> {
    let text = read::text(&source.join("SUMMARY.md"), LONGEST_SUMMARY);
    let text = text.map_err(|error| BookError::File { file: FILE.to_owned(), problem: error.to_string() })?;
    let at = |byte: usize| {
        let line = line_of(&text, byte);
        move |problem| BookError::Page { file: FILE.to_owned(), line, problem }
    };
    // The options are mdBook's: none.
    let events = markdown::events(&text, Options::empty()).map_err(|(byte, problem)| at(byte)(problem))?;
    let mut listed: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for (event, range) in events {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
        // mdBook writes blanks so; a link to nothing is a page that is planned.
        let link = dest_url.replace("%20", " ");
        if link.is_empty() {
            continue;
        }
        let page = page(source, &link).map_err(at(range.start))?;
        if let Some(line) = listed.insert(page, line_of(&text, range.start)) {
            return Err(at(range.start)(format!("`{}` is listed twice, first in line {line}", path(link))));
        }
    }
    if listed.is_empty() {
        let problem = "names no page; write a line such as `- [Title](page.md)`".to_owned();
        return Err(BookError::File { file: FILE.to_owned(), problem });
    }
    Ok(())
}

/// The page that a link names, by its path in the folder of the pages.
fn page(source: &Path, link: &str) -> Result<PathBuf, String> {
    let page = Path::new(link.trim_start_matches("./"));
    if !stays_inside(page) || page.extension().is_none_or(|extension| extension != "md") {
        return Err(format!("`{}` is no page of the book; write a path in book/src that ends in .md", path(link)));
    }
    match read::text(&source.join(page), LONGEST_PAGE) {
        Ok(_) => Ok(page.components().collect()),
        Err(error) => Err(format!("the page `{}`: {error}", path(link))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a summary beside the pages `a.md`, `deep/b.md` and `not a text.md`.
    fn checked(summary: &str) -> Result<(), String> {
        let source = tempfile::tempdir().unwrap();
        std::fs::create_dir(source.path().join("deep")).unwrap();
        for (name, text) in
            [("SUMMARY.md", summary.as_bytes()), ("a.md", b"a"), ("deep/b.md", b"b"), ("not a text.md", b"\xff")]
        {
            std::fs::write(source.path().join(name), text).unwrap();
        }
        check(source.path()).map_err(|error| error.to_string())
    }

    #[test]
    fn pages_chapters_and_plans_are_taken() {
        assert_eq!(checked("# Summary\n\n[A](a.md)\n\n- [Planned]()\n  - [B](./deep/b.md)\n\n---\n"), Ok(()));
    }

    #[test]
    fn what_is_no_page_is_refused_with_its_line() {
        for (link, problem) in [
            ("/etc/passwd", "`/etc/passwd` is no page of the book; write a path in book/src that ends in .md"),
            ("/pages/a.md", "`/pages/a.md` is no page of the book; write a path in book/src that ends in .md"),
            ("deep/../a.md", "`deep/../a.md` is no page of the book; write a path in book/src that ends in .md"),
            ("../a.md", "`../a.md` is no page of the book; write a path in book/src that ends in .md"),
            ("deep", "`deep` is no page of the book; write a path in book/src that ends in .md"),
            ("c.md", "the page `c.md`: there is no such file"),
            ("not%20a%20text.md", "the page `not a text.md`: is not UTF-8 text (line 1)"),
            ("./a.md", "`./a.md` is listed twice, first in line 1"),
        ] {
            let said = checked(&format!("[A](a.md)\n\n- [X]({link})\n")).unwrap_err();
            assert_eq!(said, format!("book/src/SUMMARY.md:3: {problem}"));
        }
    }

    #[test]
    fn an_empty_summary_and_one_without_a_bottom_are_refused() {
        let nothing = "book/src/SUMMARY.md: names no page; write a line such as `- [Title](page.md)`";
        for summary in ["", "# Summary\n", "- [Planned]()\n"] {
            assert_eq!(checked(summary).unwrap_err(), nothing);
        }
        let deep = format!("{}[A](a.md)\n", "- ".repeat(10_000));
        assert!(checked(&deep).unwrap_err().starts_with("book/src/SUMMARY.md:1: is nested more than "), "{deep}");
        assert_eq!(checked(&format!("{}[A](a.md)\n", "- ".repeat(10))), Ok(()));
    }
}
