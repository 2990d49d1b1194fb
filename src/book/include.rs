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
//! indentation that it has in its file.

use std::path::Path;

/// mdBook's own directives that read a file.
const READING: [&str; 3] = ["include", "rustdoc_include", "playground"];

/// Checks every include of a page, in code blocks too, since mdBook resolves them there; the error is a byte and a problem.
pub(super) fn check(page: &str, folder: &Path) -> Result<(), (usize, String)> {
    let starts = page.match_indices("{{#").map(|(start, _)| start);
    for start in starts.filter(|&start| !page[..start].ends_with('\\')) {
        check_one(&page[start..], folder).map_err(|problem| (start, problem))?;
    }
    Ok(())
}

fn check_one(page: &str, folder: &Path) -> Result<(), String> {
    let line = page.lines().next().unwrap_or_default();
    let inner = line[3..].split_once("}}").ok_or_else(|| format!("`{line}` is not closed on its line"))?.0;
    let mut words = inner.split_whitespace();
    match (words.next().unwrap_or_default(), words.next()) {
        (name, Some(target)) if READING.contains(&name) => check_target(target, folder),
        ("title", Some(_)) => Ok(()),
        _ => Err(format!("mdBook knows no `{{{{#{inner}}}}}`; write `{{{{#include FILE:ANCHOR}}}}`")),
    }
}

fn check_target(target: &str, folder: &Path) -> Result<(), String> {
    let (file, anchor) = match target.split_once(':') {
        Some((file, anchor)) => (file, Some(anchor)),
        None => (target, None),
    };
    let text =
        std::fs::read_to_string(folder.join(file)).map_err(|error| format!("can't include `{file}`: {error}"))?;
    match anchor {
        Some(anchor) => check_anchor(&text, file, anchor),
        None => Ok(()),
    }
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
pub(super) fn with_parts(block: &str, folder: &Path) -> String {
    let part = |line: &str| {
        let (file, anchor) = line.trim_end().strip_prefix("{{#include ")?.strip_suffix("}}")?.trim().split_once(':')?;
        Some(part(&std::fs::read_to_string(folder.join(file)).ok()?, anchor))
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
        assert_eq!(with_parts(block, folder.path()), "```rust,ignore\n1\n```");
        assert_eq!(with_parts("`{{#include f.rs}}` of\n", folder.path()), "`{{#include f.rs}}` of\n");
    }

    #[test]
    fn a_missing_file_and_an_unknown_name_are_refused_with_their_place() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("f.rs"), FILE).unwrap();
        let check = |page: &str| check(page, folder.path());
        assert_eq!(check("```rust\n{{#include f.rs:part}}\n```\n\\{{#include none.rs}}\n{{#title A}}"), Ok(()));
        let (start, problem) = check("text\n{{#include g.rs:part}}").unwrap_err();
        assert_eq!((start, problem.starts_with("can't include `g.rs`: ")), (5, true));
        assert!(check("{{#includes f.rs}}").unwrap_err().1.starts_with("mdBook knows no"));
        assert!(check("{{#include f.rs").unwrap_err().1.ends_with("is not closed on its line"));
    }
}
