//! How does a message stay one line that can be read? Long names lose their middle; begin and end are what tells names apart.
//!
//! Lengths are counted in characters. A message has room for a path, two or three names and what would be right.
//!
//! ```
//! use wellposed_core::text::{listed, shortened};
//!
//! assert_eq!(shortened("a_very_long_name", 9), "a_ve…name");
//! assert_eq!(listed(["size", "rooms", "sold"], 20), "`size` and 2 more");
//! ```

use super::visible;
use std::path::Path;

/// The longest message, in characters.
pub const MESSAGE: usize = 300;

/// The longest name of a column, a row, an option's value or a cell in a message.
pub const NAME: usize = 40;

/// The longest path in a message.
pub const PATH: usize = 80;

/// The room that a list of known names takes in a message.
pub const LIST: usize = 100;

/// The text if it has at most `longest` characters, else its begin and its end around `…`.
pub fn shortened(text: &str, longest: usize) -> String {
    // Most texts are short, and bytes are never fewer than characters.
    let characters = if text.len() <= longest { text.len() } else { text.chars().count() };
    if characters <= longest {
        return text.to_owned();
    }
    let kept = longest.saturating_sub(1);
    let (begin, end) = (kept.div_ceil(2), kept / 2);
    text.chars().take(begin).chain(['…']).chain(text.chars().skip(characters - end)).collect()
}

/// A name as a message shows it: visible, and at most [`NAME`] characters long.
pub fn name(name: &str) -> String {
    shortened(&visible(name), NAME)
}

/// A path as a message shows it: visible, and at most [`PATH`] characters long.
pub fn path(path: impl AsRef<Path>) -> String {
    shortened(&visible(&path.as_ref().to_string_lossy()), PATH)
}

/// A whole message: one line of at most [`MESSAGE`] characters, whatever its parts hold.
///
/// Line breaks of libraries' own messages become blanks; those of names were made visible where the names entered.
pub fn message(text: &str) -> String {
    shortened(&visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")), MESSAGE)
}

/// The first of these names that have room in so many characters, and how many more there are; at least one name.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>, room: usize) -> String {
    let mut names = names.into_iter();
    let quoted = |known: &str| format!("`{}`", name(known));
    let Some(mut list) = names.next().map(quoted) else { return "none".to_owned() };
    let mut taken = list.chars().count();
    // Words such as ` and 123 more` have room beside the names.
    const REST: usize = 14;
    while let Some(next) = names.next() {
        let next = quoted(next);
        taken += 2 + next.chars().count();
        if taken + REST > room {
            return format!("{list} and {} more", 1 + names.count());
        }
        list += ", ";
        list += &next;
    }
    list
}

#[cfg(test)]
mod tests;
