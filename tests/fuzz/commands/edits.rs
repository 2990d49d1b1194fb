//! What may happen to a file? Bytes are lost, doubled and replaced, hostile words come in, or it becomes something else.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Words that mean something to one of the languages on the way: Markdown, mdBook, HTML, LaTeX, JSON, CSV, shells, terminals.
pub(super) const HOSTILE: [&str; 40] = [
    "{{#include ../../secret.txt}}",
    "{{#include /dev/zero}}",
    "{{#include .}}",
    "{{#playground ../../secret.txt}}",
    "{{#title a}}",
    "{{#rustdoc_include ../../secret.txt:x}}",
    "{{table a/b}}",
    "{{table ../../secret/x}}",
    "{{value two_sided_differences/cost x y}}",
    "{{claim L00-00}}",
    "{{ledger}}",
    "{{",
    "}}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--",
    "-->",
    "]]>",
    "&#0;",
    "$\\sqrt{\\frac{1}{2}}$",
    "$$",
    "$",
    "\\",
    "`",
    "```",
    "| a | b |",
    "# a\n",
    "[a](javascript:alert(1))",
    "[[[[[[[[",
    "\u{1b}[2J",
    "\0",
    "\u{202e}",
    "\r\n",
    "\"",
    "'; rm -rf x; '",
    "NaN",
    "1e999",
    "-0",
    "null",
    "../../../x",
];

/// One thing that happens to a text at a place that is drawn.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Insert(Index, String),
    Remove(Index, usize),
    Double(Index, usize),
    Byte(Index, u8),
    Nest(Index, char, usize),
    Cut(Index),
}

pub(super) fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(HOSTILE.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "[ -~]{300,400}"]
}

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let place = any::<Index>;
    prop_oneof![
        6 => (place(), hostile()).prop_map(|(place, word)| Edit::Insert(place, word)),
        2 => (place(), 1..40_usize).prop_map(|(place, length)| Edit::Remove(place, length)),
        2 => (place(), 1..200_usize).prop_map(|(place, length)| Edit::Double(place, length)),
        2 => (place(), any::<u8>()).prop_map(|(place, byte)| Edit::Byte(place, byte)),
        1 => (place(), select(vec!['{', '[', '(', '>', '*', '\\', '$', '"', '#', '-', ' ']), 1..4000_usize)
            .prop_map(|(place, letter, times)| Edit::Nest(place, letter, times)),
        1 => place().prop_map(Edit::Cut),
    ]
}

impl Edit {
    pub(super) fn apply(&self, bytes: &mut Vec<u8>) {
        let at = |place: &Index| place.index(bytes.len() + 1);
        let range = |place: &Index, length: usize| at(place)..(at(place) + length).min(bytes.len());
        match self {
            Edit::Insert(place, word) => drop(bytes.splice(at(place)..at(place), word.bytes())),
            Edit::Remove(place, length) => drop(bytes.drain(range(place, *length))),
            Edit::Double(place, length) => {
                let copy = bytes[range(place, *length)].to_vec();
                drop(bytes.splice(at(place)..at(place), copy));
            }
            Edit::Byte(place, byte) => {
                let place = at(place);
                if let Some(old) = bytes.get_mut(place) {
                    *old = *byte;
                }
            }
            Edit::Nest(place, letter, times) => {
                drop(bytes.splice(at(place)..at(place), letter.to_string().repeat(*times).into_bytes()));
            }
            Edit::Cut(place) => bytes.truncate(place.index(bytes.len() + 1)),
        }
    }
}
