//! Does the code that a page includes exist? mdBook renders a missing anchor as an empty block and goes on; here it is an error.
//!
//! A page includes `{{#include ../../src/file.rs:name}}`, and the file holds the lines between these two comments:
//!
//! ```text
//! // ANCHOR: name
//! // ANCHOR_END: name
//! ```
//!
//! Whole files may be included too; line numbers may not, since they move when the file is edited. A method is shown without the
//! indentation that it has in its file. Only text files of the project are included, and what they hold is not expanded again: a file
//! that includes itself, a device or a file from elsewhere is an error of the page.

use super::bounds::{LONGEST_SOURCE, MOST_INCLUDED};
use super::place::Up;
use crate::storage::read;
use crate::text;
use std::path::{Path, PathBuf};

/// Where the includes of a page may come from.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    /// The folder of the page, from which its includes start.
    pub(super) folder: &'a Path,
    /// The project, which they don't leave.
    pub(super) project: &'a Path,
    /// The way from the page to the first folder of the book.
    pub(super) up: Up,
}

/// Checks every include of a page, in code blocks too, since mdBook resolves them there; the error is a byte and a problem.
pub(super) fn check(page: &str, origin: Origin<'_>) -> Result<(), (usize, String)> {
    let mut room = MOST_INCLUDED;
    for start in directives(page) {
        check_one(&page[start..], origin, &mut room).map_err(|problem| (start, problem))?;
    }
    Ok(())
}

/// Where mdBook finds a directive of its own: two braces, blanks or lines, and the sign; only `\{{#…}}` on one line is escaped.
fn directives(page: &str) -> impl Iterator<Item = usize> {
    let opened = |(sign, _): (usize, &str)| page[..sign].trim_end().strip_suffix("{{").map(str::len);
    page.match_indices('#').filter_map(opened).filter(|&start| {
        let line = page[start..].lines().next().unwrap_or_default();
        !(page[..start].ends_with('\\') && line.starts_with("{{#") && line.contains("}}"))
    })
}

fn check_one(page: &str, origin: Origin<'_>, room: &mut u64) -> Result<(), String> {
    let line = page.lines().next().unwrap_or_default();
    let inner = line.strip_prefix("{{#").ok_or("write `{{#` without blanks between the braces and the sign")?;
    let inner = inner.split_once("}}").ok_or_else(|| format!("`{}` is not closed on its line", text::name(line)))?.0;
    let mut words = inner.split_whitespace();
    match (words.next().unwrap_or_default(), words.next()) {
        ("include", Some(target)) => check_target(target, origin, room),
        ("title", Some(_)) => Ok(()),
        _ => {
            let directive = format!("{{{{#{}}}}}", text::name(inner));
            Err(format!("`{directive}` is no directive of these pages; write `{{{{#include FILE:ANCHOR}}}}`"))
        }
    }
}

/// A file of the project, short enough for source code, whose included part does not include anything itself.
fn check_target(target: &str, origin: Origin<'_>, room: &mut u64) -> Result<(), String> {
    let (file, anchor) = match target.split_once(':') {
        Some((file, anchor)) => (file, Some(anchor)),
        None => (target, None),
    };
    let refused = |why: String| format!("can't include `{}`: {why}", text::path(file));
    let short = |place: PathBuf| read::text(&place, LONGEST_SOURCE).map_err(|error| error.to_string());
    let source = located(file, origin).and_then(short).map_err(refused)?;
    *room = room
        .checked_sub(source.len() as u64)
        .ok_or_else(|| refused(format!("the files that this page includes have more than {MOST_INCLUDED} bytes")))?;
    let included = match anchor {
        Some(anchor) => {
            check_anchor(&source, file, anchor)?;
            part(&source, anchor)
        }
        None => source,
    };
    match directives(&included).next() {
        Some(_) => Err(refused("what it includes, includes a file itself".to_owned())),
        None => Ok(()),
    }
}

/// Where the file really lies, all links followed: within the project.
pub(super) fn located(file: &str, origin: Origin<'_>) -> Result<PathBuf, String> {
    let real = |path: &Path| path.canonicalize().map_err(|error| error.to_string());
    let place = real(&origin.folder.join(file))?;
    if place.starts_with(real(origin.project)?) { Ok(place) } else { Err("it lies outside of the project".to_owned()) }
}

/// An anchor must be opened once and closed once, in this order.
fn check_anchor(text: &str, file: &str, anchor: &str) -> Result<(), String> {
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if anchor.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') || !is_name(anchor) {
        return Err(format!("`{file}:{anchor}` names no anchor; line numbers move, write `ANCHOR: name` in the file"));
    }
    let opened = lines_with(text, "ANCHOR:", anchor);
    let closed = lines_with(text, "ANCHOR_END:", anchor);
    match (opened.as_slice(), closed.as_slice()) {
        ([open], [close]) if open + 1 < *close => Ok(()),
        ([open], [close]) if open < close => Err(format!("the anchor `{anchor}` in `{file}` holds no line")),
        ([], _) => Err(format!("no `ANCHOR: {anchor}` in `{file}`")),
        (_, []) => Err(format!("no `ANCHOR_END: {anchor}` in `{file}`")),
        ([_], [_]) => Err(format!("`ANCHOR_END: {anchor}` stands before `ANCHOR: {anchor}` in `{file}`")),
        _ => Err(format!(
            "the anchor `{anchor}` is opened {} and closed {} times in `{file}`",
            opened.len(),
            closed.len()
        )),
    }
}

/// A block of code in which each line that includes an anchored part is that part, moved to the left margin.
pub(super) fn with_parts(block: &str, origin: Origin<'_>) -> String {
    let part = |line: &str| {
        let (file, anchor) = line.trim_end().strip_prefix("{{#include ")?.strip_suffix("}}")?.trim().split_once(':')?;
        Some(part(&read::text(&located(file, origin).ok()?, LONGEST_SOURCE).ok()?, anchor))
    };
    block.split_inclusive('\n').map(|line| part(line).unwrap_or_else(|| line.to_owned())).collect()
}

/// The lines between the comments that open and close an anchor, without the comments of other anchors and common indentation.
fn part(text: &str, anchor: &str) -> String {
    let [open, close] = ["ANCHOR:", "ANCHOR_END:"].map(|marker| lines_with(text, marker, anchor).first().copied());
    let (open, close) = (open.unwrap_or_default(), close.unwrap_or_default());
    let lines = text.lines().take(close).skip(open + 1);
    let lines: Vec<&str> = lines.filter(|line| !line.contains("ANCHOR:") && !line.contains("ANCHOR_END:")).collect();
    let indentation = |line: &&str| line.len() - line.trim_start().len();
    let common = lines.iter().filter(|line| !line.trim().is_empty()).map(indentation).min().unwrap_or_default();
    lines.iter().map(|line| format!("{}\n", line.get(common..).unwrap_or_default())).collect()
}

/// The lines where `marker` is followed by exactly that name.
fn lines_with(text: &str, marker: &str, name: &str) -> Vec<usize> {
    let follows = |line: &str| {
        line.split_once(marker).is_some_and(|(_, rest)| {
            let rest = rest.trim_start();
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
            &rest[..end] == name
        })
    };
    text.lines().enumerate().filter(|(_, line)| follows(line)).map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "// ANCHOR: whole\nfn f() {\n  // ANCHOR: part\n  1\n  // ANCHOR_END: part\n}\n// ANCHOR_END: whole\n\
                        // ANCHOR: open\n// ANCHOR: twice\n// ANCHOR: twice\n// ANCHOR_END: twice\n";

    fn problem(anchor: &str) -> String {
        check_anchor(FILE, "f.rs", anchor).unwrap_err()
    }

    #[test]
    fn an_anchor_that_is_opened_and_closed_once_passes() {
        assert_eq!(check_anchor(FILE, "f.rs", "whole"), Ok(()));
        assert_eq!(check_anchor(FILE, "f.rs", "part"), Ok(()));
    }

    #[test]
    fn an_anchor_that_mdbook_would_render_empty_or_too_long_is_refused() {
        assert_eq!(problem("par"), "no `ANCHOR: par` in `f.rs`");
        assert_eq!(problem("open"), "no `ANCHOR_END: open` in `f.rs`");
        assert_eq!(problem("twice"), "the anchor `twice` is opened 2 and closed 1 times in `f.rs`");
        assert!(problem("3:5").contains("line numbers move"));
    }

    #[test]
    fn a_part_is_shown_at_the_left_margin_without_the_comments_of_anchors() {
        assert_eq!(part(FILE, "whole"), "fn f() {\n  1\n}\n");
        assert_eq!(part(FILE, "part"), "1\n");
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("f.rs"), FILE).unwrap();
        let block = "```rust,ignore\n{{#include f.rs:part}}\n```";
        let origin = Origin { folder: folder.path(), project: folder.path(), up: Up::default() };
        assert_eq!(with_parts(block, origin), "```rust,ignore\n1\n```");
        assert_eq!(with_parts("`{{#include f.rs}}` of\n", origin), "`{{#include f.rs}}` of\n");
    }

    /// A project with `f.rs`, and pages in a folder of it.
    fn project() -> tempfile::TempDir {
        let project = tempfile::tempdir().unwrap();
        std::fs::create_dir(project.path().join("pages")).unwrap();
        std::fs::write(project.path().join("f.rs"), FILE).unwrap();
        project
    }

    fn refused(project: &Path, page: &str) -> (usize, String) {
        check(page, Origin { folder: &project.join("pages"), project, up: Up::default() }).unwrap_err()
    }

    #[test]
    fn a_missing_file_and_an_unknown_name_are_refused_with_their_place() {
        let project = project();
        let project = project.path();
        let origin = Origin { folder: project, project, up: Up::default() };
        assert_eq!(check("```rust\n{{#include f.rs:part}}\n```\n\\{{#include none.rs}}\n{{#title A}}", origin), Ok(()));
        let (start, problem) = refused(project, "text\n{{#include g.rs:part}}");
        assert_eq!((start, problem.starts_with("can't include `g.rs`: ")), (5, true));
        for (page, words) in [
            ("{{#includes f.rs}}", "is no directive of these pages"),
            ("{{#playground ../f.rs}}", "is no directive of these pages"),
            ("{{#include f.rs", "is not closed on its line"),
            ("```\n{{ #include ../f.rs}}\n```", "without blanks"),
            ("\\{{ #include ../f.rs}}", "without blanks"),
            ("{{{#include ../g.rs}}", "can't include"),
            ("\\{{#include ../g.rs\n}}", "is not closed on its line"),
        ] {
            assert!(refused(project, page).1.contains(words), "{page}: {}", refused(project, page).1);
        }
    }

    #[test]
    fn a_file_from_elsewhere_is_refused_however_it_is_named() {
        let (project, elsewhere) = (project(), tempfile::tempdir().unwrap());
        let project = project.path();
        let secret = elsewhere.path().join("secret.txt");
        std::fs::write(&secret, "x").unwrap();
        let up = "../".repeat(30);
        let mut names = vec![secret.display().to_string(), format!("{up}{}", secret.display()).replace("//", "/")];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&secret, project.join("link.rs")).unwrap();
            names.push("../link.rs".to_owned());
        }
        for name in names {
            let (_, problem) = refused(project, &format!("{{{{#include {name}}}}}"));
            assert!(problem.ends_with(": it lies outside of the project"), "{problem}");
        }
        assert_eq!(
            check("{{#include ../f.rs:part}}", Origin { folder: &project.join("pages"), project, up: Up::default() }),
            Ok(())
        );
    }

    #[test]
    fn what_is_no_short_text_is_refused() {
        let project = project();
        let project = project.path();
        std::fs::write(project.join("bytes"), b"\xff").unwrap();
        std::fs::File::create(project.join("long")).unwrap().set_len(LONGEST_SOURCE + 1).unwrap();
        std::fs::write(project.join("many"), "x".repeat(LONGEST_SOURCE as usize)).unwrap();
        let include = |name: &str| format!("{{{{#include ../{name}}}}}\n");
        for (name, words) in [("bytes", "is not UTF-8"), ("long", "has more than"), ("pages", "is a folder")] {
            assert!(refused(project, &include(name)).1.contains(words), "{name}");
        }
        let often = (MOST_INCLUDED / LONGEST_SOURCE) as usize;
        let origin = Origin { folder: &project.join("pages"), project, up: Up::default() };
        assert_eq!(check(&include("many").repeat(often), origin), Ok(()));
        assert!(refused(project, &include("many").repeat(often + 1)).1.contains("this page includes have more than"));
    }

    #[test]
    fn what_is_included_includes_nothing_itself() {
        let project = project();
        let project = project.path();
        for (name, text) in [("a.md", "{{#include a.md}}"), ("b.md", "x {{\n#include /dev/zero}}")] {
            std::fs::write(project.join(name), text).unwrap();
            let (_, problem) = refused(project, &format!("{{{{#include ../{name}}}}}"));
            assert!(problem.ends_with(": what it includes, includes a file itself"), "{problem}");
        }
        std::fs::write(project.join("c.md"), "the words \\{{#include a.md}} and {{ x }}").unwrap();
        assert_eq!(
            check("{{#include ../c.md}}", Origin { folder: &project.join("pages"), project, up: Up::default() }),
            Ok(())
        );
    }
}
