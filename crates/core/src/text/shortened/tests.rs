//! Does what `shortened.rs` promises hold?

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
