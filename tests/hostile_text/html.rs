//! Are two pages the same but for their words? Read by the tokenizer of the HTML standard, as a browser reads them.

use crate::corpus::{hostile, word};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;
use std::collections::BTreeSet;
use wellposed::text::{address, visible};

/// A tag with its attributes, or the words between two tags.
#[derive(Debug, PartialEq)]
enum Piece {
    Tag(String, Vec<(String, String)>),
    Words(String),
}

#[derive(Default)]
struct Pieces(RefCell<Vec<Piece>>);

impl TokenSink for Pieces {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let pieces = &mut *self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let slash = if tag.kind == TagKind::EndTag { "/" } else { "" };
                let attributes = tag.attrs.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
                pieces.push(Piece::Tag(format!("{slash}{}", tag.name), attributes.collect()));
                return match &*tag.name {
                    "script" if tag.kind == TagKind::StartTag => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" if tag.kind == TagKind::StartTag => TokenSinkResult::RawData(RawKind::Rawtext),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::CharacterTokens(words) => match pieces.last_mut() {
                Some(Piece::Words(before)) => before.push_str(&words),
                _ => pieces.push(Piece::Words(words.to_string())),
            },
            Token::CommentToken(words) => {
                pieces.push(Piece::Tag("!--".to_owned(), vec![("comment".to_owned(), words.to_string())]))
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn pieces(page: &str) -> Vec<Piece> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Pieces::default(), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// How a string is shown.
type Shown = fn(&str) -> String;

/// Where the page with the strings of the corpus is not the page with plain words in their places, the first few.
pub(crate) fn differences(hostile_page: &str, plain_page: &str) -> Vec<String> {
    differences_as(&[visible], hostile_page, plain_page)
}

/// A string in the name of a place: without blanks.
fn in_a_place(string: &str) -> String {
    visible(&string.split_whitespace().collect::<Vec<_>>().join("_"))
}

/// The same where strings may be shown in several ways.
pub(crate) fn differences_as(ways: &[Shown], hostile_page: &str, plain_page: &str) -> Vec<String> {
    let [strings, words] = [hostile_page, plain_page].map(|page| pieces(&without_languages(&without_digest(page))));
    let mut problems: Vec<String> =
        strings.iter().zip(&words).filter_map(|(one, other)| difference(ways, one, other)).take(5).collect();
    if strings.len() != words.len() {
        problems.push(format!("{} tags and texts, not {}", strings.len(), words.len()));
    }
    problems
}

/// The page without the marks that say which words are Korean: one of the strings is, and no plain word.
fn without_languages(page: &str) -> String {
    let mut parts = page.split("<span lang=\"ko\">");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + &part.replacen("</span>", "", 1))
}

/// The page without the comment before it, in which nothing is decoded; a browser has left it out already.
pub(crate) fn without_comment(page: &str) -> String {
    let around = page.split_once("<!-- ").and_then(|(before, rest)| Some((before, rest.split_once("-->")?.1)));
    around.map_or_else(|| page.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// The page without its drawings, in which the length of names decides how many lines and numbers there are.
pub(crate) fn without_drawings(page: &str) -> String {
    let mut parts = page.split("<svg ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("</svg>").map_or("", |(_, rest)| rest))
}

/// The tags of a page with the names of their attributes.
pub(crate) fn vocabulary(page: &str) -> BTreeSet<(String, Vec<String>)> {
    let tag = |piece| match piece {
        Piece::Tag(name, attributes) => Some((name, attributes.into_iter().map(|(attribute, _)| attribute).collect())),
        Piece::Words(_) => None,
    };
    pieces(page).into_iter().filter_map(tag).collect()
}

/// The name of the search index ends with a digest of its words.
fn without_digest(page: &str) -> String {
    let mut parts = page.split("searchindex-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "searchindex-" + part.trim_start_matches(|letter: char| letter.is_ascii_hexdigit())
    })
}

fn difference(ways: &[Shown], found: &Piece, plain: &Piece) -> Option<String> {
    let same = match (found, plain) {
        (Piece::Words(found), Piece::Words(plain)) => ways.iter().any(|shown| *found == with_strings(plain, *shown)),
        (Piece::Tag(name, found), Piece::Tag(plain_name, plain)) => {
            // What is long enough to scroll is reached by Tab.
            let is_kept =
                |attribute: &&(String, String)| (attribute.0.as_str(), attribute.1.as_str()) != ("tabindex", "0");
            let [found, plain] = [found, plain].map(|all| all.iter().filter(is_kept).collect::<Vec<_>>());
            name == plain_name
                && found.len() == plain.len()
                && found.iter().zip(&plain).all(|(one, other)| one.0 == other.0 && is_same(&one.0, &one.1, &other.1))
        }
        _ => false,
    };
    (!same).then(|| format!("{found:?}\n  where there should be {plain:?}"))
}

/// An attribute with a string in it, as text or in an address. The names that mdBook gives to headings, and the places of words in a picture,
/// follow from the words and need only be harmless.
fn is_same(name: &str, found: &str, plain: &str) -> bool {
    let of = |letters: &'static str| move |letter: char| letter.is_alphanumeric() || letters.contains(letter);
    let is_heading = matches!(name, "id" | "href" | "aria-labelledby") && found.chars().all(of("_-#. "));
    let is_place = found.chars().all(|letter| letter.is_ascii_digit() || "., -".contains(letter));
    let ways: [Shown; 3] = [visible, address, in_a_place];
    ways.iter().any(|shown| found == with_strings(plain, *shown)) || is_heading || is_place
}

/// The words of the plain book replaced by the strings in whose places they stand.
fn with_strings(text: &str, shown: fn(&str) -> String) -> String {
    let mut text = text.to_owned();
    for (number, string) in hostile().all().iter().enumerate() {
        if text.contains(&word(number)) {
            text = text.replace(&word(number), &shown(string));
        }
    }
    text
}
