//! Does what `visible.rs` promises hold?

use super::*;

#[test]
fn what_a_terminal_would_obey_is_shown() {
    assert_eq!(visible("a\r\nb\tc\0"), r"a\r\nb\tc\u{0}");
    assert_eq!(visible("\u{1b}]0;title\u{7}\u{9b}31m\u{7f}"), r"\u{1b}]0;title\u{7}\u{9b}31m\u{7f}");
    assert_eq!(visible("x\u{2028}y\u{2029}"), r"x\u{2028}y\u{2029}");
}

#[test]
fn what_turns_or_hides_a_name_is_shown() {
    assert_eq!(visible("a\u{202e}vsc.\u{202c}"), r"a\u{202e}vsc.\u{202c}");
    assert_eq!(visible("pri\u{200b}ce\u{feff}"), r"pri\u{200b}ce\u{feff}");
}

#[test]
fn words_of_every_script_stay() {
    // Decomposed accents (file names of macOS), joiners, letters that run from right to left, and a backslash.
    for words in
        ["größe", "e\u{301}te\u{301}", "정규화", "می\u{200c}خواهم", "👩\u{200d}🔬", "שלום", r"C:\data", "a b\u{a0}c"]
    {
        assert_eq!(visible(words), words);
    }
}

#[test]
fn once_is_enough() {
    let shown = visible("a\n\u{1b}");
    assert_eq!(visible(&shown), shown);
}
