//! Which lines of a text differ? The first of them, matched by their order.

use super::differences::{Difference, Differences, Place};
use std::path::Path;

/// The first lines that differ.
pub(super) fn lines(path: &Path, was: &str, is: &str) -> Differences {
    fn numbered(text: &str) -> Vec<(usize, &str)> {
        (1..).zip(text.split('\n')).collect()
    }
    numbered_lines(path, &numbered(was), &numbered(is))
}

/// The first of these numbered lines that differ, matched by their order: after a line that is only on one side, all others differ too.
pub(super) fn numbered_lines(path: &Path, was: &[(usize, &str)], is: &[(usize, &str)]) -> Differences {
    const SHOWN: usize = 3;
    let pairs = (0..was.len().max(is.len())).map(|position| (was.get(position), is.get(position)));
    let text = |side: Option<&(usize, &str)>| side.map(|&(_, text)| text.to_owned());
    pairs
        .filter(|(was, is)| was.map(|(_, text)| text) != is.map(|(_, text)| text))
        .take(SHOWN)
        .map(|(was, is)| {
            let place = Place::Line(is.or(was).map_or(0, |&(line, _)| line));
            move || Difference { path: path.to_owned(), place, was: text(was), is: text(is) }
        })
        .collect()
}
