//! What should somebody see first? The recommendation, what it buys, and what is odd about which column, on one screen: at most
//! [`LINES`] lines of [`WIDTH`] characters.

use super::next::next;
use super::{Advice, Odd, Prospects};
use crate::bits;
use crate::data::{Account, Sample, counted};
use crate::text::{name as shown, visible};

/// A screen.
pub const LINES: usize = 25;
/// A line of it.
pub const WIDTH: usize = 100;

/// Blocks of the longest bar.
const BAR: f64 = 20.0;
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// Below the recommendation.
const MORE: &str = "More     --all prints every table; --format html, json or csv; --out DIR writes files";

/// The first screen.
pub fn screen(read: &Account, advice: &Advice) -> String {
    let mut lines = headline(read);
    lines.extend(["".to_owned(), format!("{}.", capitalized(advice.action.instruction())), "".to_owned()]);
    lines.extend(effects(advice));
    let odd = advice.odd.iter().map(|Odd { subject, what }| (subject.clone(), what.clone())).collect();
    let left_out = read.left_out.iter().map(|left_out| {
        let remedy = if left_out.remedy.is_empty() { String::new() } else { format!(" ({})", left_out.remedy) };
        (shown(&left_out.column), format!("{}{remedy}", left_out.why))
    });
    let sections = [("What is odd", odd), ("Changed", read.remarks()), ("Left out", left_out.collect())];
    let next = next(read, advice.action, WIDTH);
    // A blank line and the last ones.
    let room = LINES.saturating_sub(lines.len() + 3 + usize::from(next.is_some()));
    let listed = listed(sections, room);
    if !listed.is_empty() {
        lines.push(String::new());
        lines.extend(listed);
    }
    lines.extend([String::new(), MORE.to_owned()]);
    lines.extend(next);
    lines.iter().map(|line| fitted(line) + "\n").collect()
}

/// What was read, in one line or two, and which rows are spoken of if these are not all.
pub fn headline(read: &Account) -> Vec<String> {
    let line = read.headline();
    let mut lines = match line.chars().count() <= WIDTH {
        true => vec![line],
        false => {
            let file = format!("{}: {}, {}", read.file, counted(read.rows, "row"), counted(read.features, "feature"));
            vec![file, format!("target {}", read.target.line())]
        }
    };
    lines.extend(read.sample.iter().flat_map(Sample::lines));
    lines.extend(read.manner());
    lines
}

pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Condition numbers and steps, with bars on a logarithmic scale.
fn effects(advice: &Advice) -> Vec<String> {
    let Some(prospects) = &advice.prospects else {
        return vec![format!("  {}", advice.without_prospects)];
    };
    let rows = prospects.rows();
    let logarithm = |condition: f64| bits::ln(bits::min(Prospects::steps(condition), f64::MAX));
    let longest = rows.iter().map(|(_, bound)| logarithm(bound.value)).fold(1.0, bits::max);
    let mut lines = vec![format!("  {:14}  {:>16}  {:>14}", "", "condition number", "steps to 1e-6")];
    lines.extend(rows.iter().map(|(inputs, bound)| {
        let sign = if bound.at_least { ">" } else { "" };
        let steps = if bound.at_least { "at least " } else { "" }.to_owned() + &short(Prospects::steps(bound.value));
        let condition = format!("{sign}{}", short(bound.value));
        format!("  {inputs:14}  {condition:>16}  {steps:>14}  {}", bar(BAR * logarithm(bound.value) / longest))
    }));
    lines
}

/// A bar of so many blocks.
fn bar(length: f64) -> String {
    let eighths = (8.0 * length).round() as usize;
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// Three significant digits of a number that is not negative; whole numbers with commas below a million.
pub(crate) fn short(number: f64) -> String {
    if number == f64::INFINITY {
        return "1.8e308".to_owned();
    }
    let rounded = bits::round_significant(number, 3);
    match rounded.abs() {
        size if size >= 1e6 || size > 0.0 && size < 1e-3 => format!("{rounded:e}"),
        size if size >= 1000.0 => crate::data::thousands(rounded as usize),
        _ => format!("{rounded}"),
    }
}

/// Sections with as many of their lines as there is room for.
fn listed(sections: [(&str, Vec<(String, String)>); 3], room: usize) -> Vec<String> {
    let filled: Vec<_> = sections.into_iter().filter(|(_, lines)| !lines.is_empty()).collect();
    let mut left = room.saturating_sub(filled.len());
    let mut lines = Vec::new();
    for (place, (title, entries)) in filled.iter().enumerate() {
        // Two lines at least stay for each section that follows.
        let reserved: usize = filled[place + 1..].iter().map(|(_, entries)| entries.len().min(2)).sum();
        let most = left.saturating_sub(reserved).max(1);
        lines.push((*title).to_owned());
        let shown = if entries.len() <= most { entries.len() } else { most - 1 };
        let width = entries.iter().take(shown).map(|(subject, _)| subject.chars().count()).max().unwrap_or(0).min(24);
        lines.extend(entries.iter().take(shown).map(|(subject, what)| format!("  {subject:width$}  {what}")));
        if shown < entries.len() {
            lines.push(format!("  and {} more (--format json)", entries.len() - shown));
        }
        left = left.saturating_sub(entries.len().min(most));
    }
    lines
}

/// A line that fits.
fn fitted(line: &str) -> String {
    let line = visible(line);
    match line.char_indices().nth(WIDTH) {
        None => line.trim_end().to_owned(),
        Some(_) => line.chars().take(WIDTH - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_have_eighths_and_numbers_three_digits() {
        assert_eq!((bar(2.0).as_str(), bar(1.5).as_str(), bar(0.0).as_str()), ("██", "█▌", ""));
        assert_eq!([12.345, 1040.4, 5.21e7, f64::INFINITY].map(short), ["12.3", "1,040", "5.21e7", "1.8e308"]);
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let entries = |count: usize| (0..count).map(|number| (format!("x{number}"), "odd".to_owned())).collect();
        let lines = listed([("Odd", entries(9)), ("Changed", entries(0)), ("Left out", entries(2))], 8);
        assert_eq!(lines[..4], ["Odd", "  x0  odd", "  x1  odd", "  x2  odd"]);
        assert_eq!(lines[4..], ["  and 6 more (--format json)", "Left out", "  x0  odd", "  x1  odd"]);
        assert_eq!(
            listed([("Odd", entries(2)), ("Changed", entries(0)), ("Left out", entries(0))], 8),
            ["Odd", "  x0  odd", "  x1  odd"]
        );
        assert_eq!(fitted(&"x".repeat(120)).chars().count(), WIDTH);
    }
}
