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
mod tests {
    use super::*;

    #[test]
    fn a_long_text_loses_its_middle_and_a_short_one_nothing() {
        assert_eq!(shortened("abcdefgh", 5), "ab…gh");
        assert_eq!(shortened("abcdefgh", 6), "abc…gh");
        assert_eq!(shortened("abcdefgh", 8), "abcdefgh");
        assert_eq!(shortened("", 0), "");
        assert_eq!(shortened("abc", 1), "…");
    }

    #[test]
    fn characters_are_counted_and_never_cut() {
        assert_eq!(shortened(&"정".repeat(40), 40), "정".repeat(40));
        assert_eq!(shortened(&"정".repeat(41), 40), format!("{}…{}", "정".repeat(20), "정".repeat(19)));
    }

    #[test]
    fn a_name_is_visible_and_short() {
        assert_eq!(name("two\nlines"), r"two\nlines");
        assert_eq!(name(&"\u{1b}".repeat(1000)).chars().count(), NAME);
        assert_eq!(path(format!("data/{}.csv", "x".repeat(200))).chars().count(), PATH);
        assert!(path(format!("data/{}.csv", "x".repeat(200))).ends_with("x.csv"));
    }

    #[test]
    fn a_message_is_one_line_of_bounded_length() {
        assert_eq!(message("a fault:\n\n  x | y\n"), "a fault: x | y");
        assert_eq!(message("bad \u{1b}[2J"), r"bad \u{1b}[2J");
        let long = message(&format!("begin {} end", "é".repeat(5000)));
        assert_eq!((long.chars().count(), long.starts_with("begin é"), long.ends_with("é end")), (MESSAGE, true, true));
        assert_eq!(message(&"é".repeat(MESSAGE)), "é".repeat(MESSAGE));
    }

    #[test]
    fn names_are_listed_as_far_as_there_is_room() {
        assert_eq!(listed(["a", "b"], 40), "`a`, `b`");
        assert_eq!(listed([], 40), "none");
        let many: Vec<String> = (0..1000).map(|number| format!("column_{number}")).collect();
        let list = listed(many.iter().map(String::as_str), 60);
        assert!(list.starts_with("`column_0`, `column_1`") && list.chars().count() <= 60, "{list}");
        let counted = list.matches('`').count() / 2;
        assert!(list.ends_with(&format!(" and {} more", 1000 - counted)), "{list}");
        let long = "y".repeat(5000);
        assert_eq!(listed([long.as_str(), "b"], 0), format!("`{}` and 1 more", name(&long)));
    }
}
