//! How is an answer about somebody's own data printed? What was read first, then the recommendation, then tables; or all that has to be settled
//! before there is an answer.

use super::Answer;
use crate::advice::Advice;
use crate::advice::screen::{headline, screen};
use crate::data::{Account, DataError, LeftOut};
use crate::report::text::table_text;
use crate::report::{Cell, Table};
use crate::text::{MESSAGE, shortened, visible};

/// The first screen, or what was read, and the tables below it.
pub fn text(read: &Account, advice: Option<&Advice>, answers: &[Answer]) -> String {
    let first = advice.map_or_else(|| account(read), |advice| screen(read, advice));
    let tables = answers.iter().map(|answer| table_text(&without_empty_columns(&answer.table)));
    [first].into_iter().chain(tables).collect::<Vec<_>>().join("\n")
}

/// A table for reading, without columns in which nothing stands: an experiment measures more than can be asked of somebody's own data.
pub(super) fn without_empty_columns(table: &Table) -> Table {
    let empty = |cell: &Cell| matches!(cell, Cell::Empty) || *cell == Cell::from("");
    let filled = |&column: &usize| column < table.keys() || table.rows().iter().any(|row| !empty(&row[column]));
    let kept: Vec<usize> = (0..table.columns().len()).filter(filled).collect();
    let columns = kept.iter().map(|&column| table.columns()[column].clone()).collect();
    let mut short = Table::new(table.title(), table.keys(), columns);
    table.rows().iter().for_each(|row| short.push(kept.iter().map(|&column| row[column].clone()).collect::<Vec<_>>()));
    table.notes().iter().for_each(|note| short.note(note));
    short
}

/// What was read, line by line.
fn account(read: &Account) -> String {
    let remarks = read.remarks().into_iter().map(|(subject, what)| format!("{subject}: {what}"));
    let left_out = read
        .left_out
        .iter()
        .map(|left_out| format!("left out: {}, {}", crate::text::name(&left_out.column), why(left_out)));
    let lines = headline(read).into_iter().chain(remarks).chain(left_out);
    lines.map(|line| visible(&line) + "\n").collect()
}

/// Why a column was left out, and the option that makes a feature of it.
pub(super) fn why(left_out: &LeftOut) -> String {
    let remedy = if left_out.remedy.is_empty() { String::new() } else { format!(" ({})", left_out.remedy) };
    format!("{}{remedy}", left_out.why)
}

/// What has to be settled before a file can be read: a line for each thing, behind the option that names the file.
pub fn refusal(option: &str, error: &DataError) -> String {
    let text = format!("wellposed: {option}{error}");
    text.lines().map(|line| shortened(&visible(line), MESSAGE) + "\n").collect()
}
