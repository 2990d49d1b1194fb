//! Was a count of claims typed? How many there are, and how many came out how, is said by `{{tally …}}` and `{{count …}}` alone.
//!
//! A count is a number from two on, in digits or in words, with at most [`REACH`] words between it and what is counted: claims by any
//! name of the tally, or a verdict. Only words without a stop or another mark between them belong together.

use super::chapters::{self, Chapter};
use super::prose::{stretches, without_directives};
use super::{expect_none, line_of, notices, pages, read};

/// Numbers that are written as words; "one" and "both" are pronouns more often than counts.
const WORDS: &str = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
                     nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds dozen dozens";
/// What a tally counts. Facts are counted in other matters too; "fact tested" is the tally's.
const COUNTED: &str = "claim claims statement statements definition definitions transcription transcriptions verdict verdicts confirmed \
                       refuted conditional undetermined tested";
/// So many words may stand between a number and what it counts: "26 of the claims", "five of them are refuted".
const REACH: usize = 3;

/// The words of a stretch with the bytes where they begin, and whether a mark stands before each.
fn words(text: &str) -> Vec<(usize, &str, bool)> {
    let mut words = Vec::new();
    let mut end = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        let between = &text[end..start];
        words.push((start, word, between.contains(|c: char| !c.is_whitespace() && c != '-')));
        end = start + word.len();
    }
    words
}

fn is_number(word: &str) -> bool {
    let typed = word.parse::<u64>().is_ok_and(|number| number >= 2 && !(1900..2100).contains(&number));
    typed || WORDS.split_whitespace().any(|number| number.eq_ignore_ascii_case(word))
}

fn is_counted(word: &str) -> bool {
    COUNTED.split_whitespace().any(|counted| counted.eq_ignore_ascii_case(word))
}

/// Each typed count of claims with the byte where it begins.
fn counts_in(text: &str) -> Vec<(usize, String)> {
    let words = words(text);
    let count_at = |place: usize| {
        let (start, number, _) = words[place];
        let mut following = words[place + 1..].iter().take(REACH + 1).take_while(|(_, _, apart)| !apart);
        let counted = following.find(|(_, word, _)| is_counted(word))?;
        is_number(number).then(|| (start, text[start..counted.0 + counted.1.len()].to_owned()))
    };
    (0..words.len()).filter_map(count_at).collect()
}

fn complaints(file: &str, page: &str) -> Vec<String> {
    let page = without_directives(page);
    let prose = stretches(&page).into_iter().filter(|(_, _, in_formula)| !in_formula);
    let found = prose.flat_map(|(range, text, _)| {
        counts_in(&text)
            .into_iter()
            .map(move |(start, count)| (range.start, text[..start].matches('\n').count(), count))
    });
    found
        .map(|(byte, lines, count)| {
            let line = line_of(&page, byte) + lines;
            format!(
                "{file}:{line}: `{}` is a typed count; write `{{{{tally}}}}` or `{{{{count …}}}}`",
                count.replace('\n', " ")
            )
        })
        .collect()
}

#[test]
fn planted_counts_are_found_and_innocent_numbers_are_not() {
    for typed in [
        "of the 134 claims",
        "five of the 26 refuted claims",
        "Twenty-six claims bend",
        "three more claims",
        "26 are refuted",
        "five of them were refuted",
        "a dozen definitions",
        "there are 102 facts tested",
        "nine\nstatements",
    ] {
        assert!(!complaints("p.md", typed).is_empty(), "{typed}");
    }
    for innocent in [
        "one claim is left",
        "both verdicts occur",
        "needs two facts: how far",
        "of {{count all}} claims",
        "{{tally}}",
        "six lectures. The claims of",
        "two networks, a claim",
        "`134 claims`",
        "since 2015 claims differ",
    ] {
        assert_eq!(complaints("p.md", innocent), [""; 0], "{innocent}");
    }
    let named = complaints("p.md", "Some words\nand 26 of the\nclaims.");
    assert_eq!(named, ["p.md:2: `26 of the claims` is a typed count; write `{{tally}}` or `{{count …}}`"]);
}

#[test]
fn no_count_of_claims_is_typed() {
    expect_none(pages().iter().chain(&notices()).flat_map(|(file, page)| complaints(file, page)).collect());
}

/// The pages that speak of all claims, and so say how they fared.
const OF_ALL: [&str; 4] = ["introduction", "methodology", "claims", "errata"];

#[test]
fn every_page_about_claims_shows_their_tally() {
    let of_chapter = |chapter: Chapter| {
        let directive = format!("{{{{tally {}}}}}", chapter.name);
        (chapter.name, directive)
    };
    let of_all = OF_ALL.map(|page| (page.to_owned(), "{{tally}}".to_owned()));
    let pages = chapters::all().into_iter().map(of_chapter).chain(of_all);
    let missing = pages.filter(|(page, directive)| !read(&format!("book/src/{page}.md")).contains(directive));
    expect_none(missing.map(|(page, directive)| format!("book/src/{page}.md: has no {directive}")).collect());
}
