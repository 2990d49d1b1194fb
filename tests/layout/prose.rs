//! Was a measured number typed? Two rules, since nobody can see from a digit where it comes from.
//!
//! 1. In prose there is no decimal number, no percentage, no power of ten and no integer from 20 on. Prose is what remains without
//!    code, formulas, directives, headings, HTML tags and link targets. No numbers are: names with digits that begin with a letter
//!    (`L09-15`, `f64`) or go on with a hyphen and one (`64-bit`), years from 1900 to 2099, sections (`§3.3`), threads of a tracker (`#7766`), and lines of the notes
//!    (`lines 89, 171 to 187 and 226`).
//! 2. In prose and formulas no number of three or more digits is a printed cell of a report, rounded to as many digits.
//!
//! Excepted are the numbers in [`GIVEN`]: they belong to the problem and would be the same whatever came out.

use super::{expect_none, files_below, line_of, pages, read};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// For each page the numbers that are given, not measured.
const GIVEN: &[(&str, &[&str])] = &[
    // 784 pixels of an image of 28 by 28; 1000, the end of the notes' range.
    ("book/src/input_normalization.md", &["784", "1000"]),
    // 150, the notes' depth, and 149, the layer before the last; 1.01 and 1.05, factors that are a little larger than 1, and 129/128, the
    // nearest number in bf16; 100, the depth of an exercise; 256, the examples that the remedies are trained on; 148, an exponent at the
    // notes' depth.
    ("book/src/vanishing_gradients.md", &["150", "149", "1.01", "1.05", "129", "128", "100", "256", "148"]),
    // 150, the notes' depth; 784 pixels and 100 units; 600 units of 4096 inputs, the largest case; 1000, a ratio of three powers of ten;
    // 500 units in a wide layer; 400 steps of training.
    ("book/src/initialization_variance.md", &["150", "784", "100", "600", "4096", "1000", "500", "400"]),
    // The notes' numbers for θ³: points, quotients; 1.1, where it is differentiated instead; 1000, a size in an exercise; 200, of the step 10⁻²⁰⁰.
    ("book/src/two_sided_differences.md", &["1.01", "3.0301", "3.0001", "1.1", "1000", "200"]),
    // 1.00001, a factor whose response is predicted.
    ("book/src/gradient_checking.md", &["1.00001"]),
    // 784 pixels and 128 units of an exercise, and its 100 parameters.
    ("book/src/checking_caveats.md", &["784", "128", "100"]),
    // The same, the 152 layers that the lecture names, and the notes' numbers for θ³.
    ("book/src/errata.md", &["150", "152", "1.01", "3.0001"]),
];

/// A number on a page.
struct Number {
    text: String,
    line: usize,
    in_formula: bool,
    /// What follows it: a percent sign makes it a percentage, a raised digit a power.
    next: Option<char>,
}

/// A page whose directives are blank, so that every other byte keeps its place.
pub(super) fn without_directives(page: &str) -> String {
    let mut text = page.to_owned();
    let mut position = 0;
    while let Some(start) = text[position..].find("{{").map(|found| position + found) {
        let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        match text[start..line_end].find("}}") {
            Some(length) => text.replace_range(start..start + length + 2, &" ".repeat(length + 2)),
            None => position = start + 2,
        }
    }
    text
}

/// Stretches of prose and formulas (true) with their places.
pub(super) fn stretches(page: &str) -> Vec<(Range<usize>, String, bool)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH;
    let mut stretches: Vec<(Range<usize>, String, bool)> = Vec::new();
    let mut skipped = 0;
    let mut broken = false;
    for (event, range) in Parser::new_ext(page, options).into_offset_iter() {
        let joins = std::mem::take(&mut broken);
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Heading { .. }) => skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Heading(_)) => skipped -= 1,
            Event::Text(text) if skipped == 0 => match stretches.last_mut() {
                // The parser cuts words at marks that might have been emphasis.
                Some((last, prose, false)) if joins || last.end == range.start => {
                    prose.push_str(&text);
                    last.end = range.end;
                }
                _ => stretches.push((range, text.into_string(), false)),
            },
            // Words go on in the next line, wherever that begins.
            Event::SoftBreak if skipped == 0 => {
                if let Some((last, prose, false)) = stretches.last_mut()
                    && last.end == range.start
                {
                    prose.push('\n');
                    broken = true;
                }
            }
            Event::InlineMath(latex) | Event::DisplayMath(latex) if skipped == 0 => {
                stretches.push((range, latex.replace("{,}", ""), true));
            }
            _ => {}
        }
    }
    stretches
}

/// The numbers of a stretch with the bytes where they begin.
fn numbers_in(text: &str, in_formula: bool) -> Vec<(usize, &str)> {
    let is_inside = |c: char| match in_formula {
        true => c.is_ascii_digit() || c == '.',
        false => c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '_' | '§'),
    };
    let words = text.split(|c| !is_inside(c)).map(|word| word.trim_matches(['.', ',', '-', '_']));
    let is_name =
        |word: &str| word.split_once('-').is_some_and(|(_, tail)| tail.starts_with(|c: char| c.is_ascii_alphabetic()));
    let numbers = words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit()) && !is_name(word));
    numbers.map(|number| (number.as_ptr().addr() - text.as_ptr().addr(), number)).collect()
}

/// How many lines the notes have.
const LINES: usize = 261;

/// Whether a number is one of a list after "line" or "lines".
fn is_line_of_the_notes(before: &str, number: &str) -> bool {
    let is_number = |word: &str| word.parse::<usize>().is_ok_and(|line| (1..=LINES).contains(&line));
    let joins = |word: &&str| is_number(word.trim_end_matches(',')) || matches!(*word, "to" | "and" | "or");
    let first = before.split_whitespace().rev().find(|word| !joins(word)).unwrap_or_default();
    is_number(number) && matches!(first.trim_start_matches('('), "line" | "lines" | "Line" | "Lines")
}

fn numbers(page: &str) -> Vec<Number> {
    let page = without_directives(page);
    let mut numbers = Vec::new();
    for (range, text, in_formula) in stretches(&page) {
        for (start, number) in numbers_in(&text, in_formula) {
            if is_line_of_the_notes(&text[..start], number) || text[..start].ends_with('#') {
                continue;
            }
            let next = text[start + number.len()..].trim_start().chars().next();
            let line = line_of(&page, range.start) + text[..start].matches('\n').count();
            numbers.push(Number { text: number.to_owned(), line, in_formula, next });
        }
    }
    numbers
}

/// Rule 1: what a number is called that has no place in prose.
fn typed_kind(number: &Number) -> Option<&'static str> {
    let text = number.text.replace(',', "");
    let integer = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text[integer..].chars().next();
    let value: u64 = text[..integer].parse().unwrap_or(u64::MAX);
    let is_year = integer == text.len() && integer == number.text.len() && (1900..2100).contains(&value);
    match (number.next, after) {
        (Some('%'), _) => Some("percentage"),
        (Some('⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁻'), _) => Some("power"),
        (_, Some('.')) => Some("decimal number"),
        (_, Some('e' | 'E')) => Some("power of ten"),
        _ if value >= 20 && !is_year => Some("integer from 20 on"),
        _ => None,
    }
}

/// Rule 2: the printed cell that a number repeats.
fn repeated_cell(number: &Number, cells: &[f64]) -> Option<f64> {
    let text = number.text.replace(',', "");
    let value: f64 = text.parse().ok()?;
    let digits = text.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count();
    let rounded = |cell: f64| format!("{cell:.*e}", digits.saturating_sub(1)).parse() == Ok(value);
    cells.iter().copied().find(|&cell| digits >= 3 && rounded(cell.abs()))
}

/// The numbers in the cells of a table in Markdown.
fn printed_cells(table: &str) -> Vec<f64> {
    let rows = table.lines().filter(|line| line.starts_with('|'));
    rows.flat_map(|row| row.split('|')).filter_map(|cell| cell.trim().parse().ok()).collect()
}

fn complaints(file: &str, page: &str, given: &[&str], cells: &[f64]) -> Vec<String> {
    let is_year = |number: &Number| typed_kind(number).is_none() && !number.in_formula;
    let mut complaints = Vec::new();
    for number in numbers(page).iter().filter(|number| !given.contains(&number.text.as_str())) {
        let place = format!("{file}:{}: `{}`", number.line, number.text);
        match (typed_kind(number), repeated_cell(number, cells)) {
            (Some(kind), _) if !number.in_formula => {
                complaints.push(format!("{place} is typed, a {kind}; write a directive, or a formula if it is given"));
            }
            (_, Some(cell)) if !is_year(number) => {
                complaints.push(format!("{place} repeats the cell {cell} of a report; write a directive"));
            }
            _ => {}
        }
    }
    complaints
}

#[test]
fn planted_numbers_are_found_and_innocent_ones_are_not() {
    let found = |page: &str| complaints("p.md", page, &["784"], &[152.08, 998_001.0, 0.5]).len();
    for typed in [
        "κ is 4.5 now",
        "gets 7 % worse",
        "at 1e-6",
        "took 1051 steps",
        "10⁶ steps",
        "the 21st step",
        "a 4.5x gain",
        "a 20,000 of them",
        "in line 262",
        "lines 28 and 30 took 40 steps",
        "a line of 30",
        "number # 59615",
    ] {
        assert_eq!(found(typed), 1, "{typed}");
    }
    for repeated in ["so $\\kappa = 152$", "so $\\kappa = 152.1$", "$998{,}001$", "$$ 998001 $$"] {
        assert_eq!(found(repeated), 1, "{repeated}");
    }
    for innocent in [
        "three of 19 steps",
        "in 1998 and 2026.",
        "claim L09-15 of C2W1L09",
        "a 64-bit `f64` of 2-D",
        "see §3.3",
        "as in scipy#7766 and [#3945](x)",
        "`κ = 152.1`",
        "```text\n152.1\n```",
        "## Section 99.5",
        "so $\\alpha = 0.123$ and $m = 178$",
        "of 784 pixels",
        "{{value a/b row/10000 c}} steps",
        "$k = {{value a/b row/152.1 c}}$",
        "[a](page.md#at-152.1)",
        "<span title=\"152.1\">x</span>",
        "a half, $0.5$",
        "1. first\n2. second",
        "(line 142) and (lines 89, 171 to 187\nand 226)",
    ] {
        assert_eq!(found(innocent), 0, "{innocent}");
    }
}

#[test]
fn a_typed_number_is_named_with_its_line() {
    let page = "# Title 99.9\n\nSome words\nand 152.1 more.\n";
    assert_eq!(
        complaints("p.md", page, &[], &[]),
        ["p.md:4: `152.1` is typed, a decimal number; write a directive, or a formula if it is given"]
    );
    assert_eq!(printed_cells("| a | 152.1 | 3.4e6 |\n12"), [152.1, 3.4e6]);
}

#[test]
fn no_measured_number_is_typed() {
    let cells: Vec<f64> = files_below("reports", ".md").iter().flat_map(|file| printed_cells(&read(file))).collect();
    let given = |file: &str| GIVEN.iter().find(|(page, _)| *page == file).map_or(&[][..], |(_, given)| given);
    expect_none(pages().iter().flat_map(|(file, page)| complaints(file, page, given(file), &cells)).collect());
}
