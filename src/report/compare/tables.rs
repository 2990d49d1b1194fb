//! Which cells of a table differ? Rows are matched by their names and cells by their columns, in CSV and in Markdown.

use super::super::csv::{StoredTable, read, split_comments};
use super::differences::{Difference, Differences, Place};
use super::lines::{lines, numbered_lines};
use super::unequal::unequal;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// No table of ours is named by more columns than this (four today).
const MOST_KEYS: usize = 16;

/// A row by name, with its cells by column.
struct Row<'a> {
    key: String,
    cells: Vec<(&'a str, &'a str)>,
}

/// The differing comments and cells of two CSV files; nothing if one of them is not a stored table.
pub(super) fn csv(path: &Path, was: &str, is: &str) -> Differences {
    let (Ok(was_table), Ok(is_table)) = (read(was), read(is)) else { return Differences::default() };
    let comments = |text| split_comments(text).0.join("\n");
    let (was, is) = (comments(was), comments(is));
    let mut differences = lines(path, &was, &is);
    differences.go_on(rows(path, &csv_rows(&was_table), &csv_rows(&is_table)));
    differences
}

fn csv_rows<'a>(table: &'a StoredTable) -> Vec<Row<'a>> {
    let names = || table.columns.iter().map(|column| column.name.as_str());
    let row = |cells: &'a Vec<String>| Row {
        key: table.row_key(cells),
        cells: names().zip(cells.iter().map(String::as_str)).collect(),
    };
    table.rows.iter().map(row).collect()
}

/// The differing lines and cells of two pages.
pub(super) fn markdown(path: &Path, was: &str, is: &str) -> Differences {
    let (was, is) = (Page::read(was), Page::read(is));
    let mut differences = numbered_lines(path, &was.lines, &is.lines);
    for table in 0..was.tables.len().max(is.tables.len()) {
        let [was, is] = [&was, &is].map(|page| page.tables.get(table).map(Vec::as_slice).unwrap_or_default());
        let keys = key_columns(if is.is_empty() { was } else { is });
        differences.go_on(rows(path, &markdown_rows(was, keys), &markdown_rows(is, keys)));
    }
    differences
}

/// A page taken apart: tables as rows of cells, and the numbered lines around them.
#[derive(Default)]
struct Page<'a> {
    lines: Vec<(usize, &'a str)>,
    tables: Vec<Vec<Vec<String>>>,
}

impl<'a> Page<'a> {
    fn read(text: &'a str) -> Self {
        let mut page = Page::default();
        let mut inside = false;
        for (number, line) in (1..).zip(text.split('\n')) {
            let row = line.starts_with('|');
            match page.tables.last_mut() {
                Some(table) if row && inside => table.push(cells(line)),
                _ if row => page.tables.push(vec![cells(line)]),
                _ => page.lines.push((number, line)),
            }
            inside = row;
        }
        page
    }
}

/// How many of the leading columns it takes until no two rows have the same name.
fn key_columns(table: &[Vec<String>]) -> usize {
    let columns = table.first().map_or(0, Vec::len).min(MOST_KEYS);
    let unique = |keys: &usize| {
        let names: BTreeSet<String> = table.iter().skip(2).map(|row| key(row, *keys)).collect();
        names.len() + 2 == table.len()
    };
    (1..=columns).find(unique).unwrap_or(columns)
}

fn key(row: &[String], keys: usize) -> String {
    row.iter().take(keys).cloned().collect::<Vec<_>>().join("/")
}

/// The rows below header and dashes.
fn markdown_rows<'a>(table: &'a [Vec<String>], keys: usize) -> Vec<Row<'a>> {
    let Some(header) = table.first() else { return Vec::new() };
    let row = |row: &'a Vec<String>| Row {
        key: key(row, keys),
        cells: header.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect(),
    };
    table.iter().skip(2).map(row).collect()
}

/// The cells of a line of a Markdown table, unescaped.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|');
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => cell.extend(characters.next()),
            '|' => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            other => cell.push(other),
        }
    }
    cells
}

/// What differs between two tables.
enum Found<'a> {
    /// A cell of a row, with its column and both texts.
    Cell(&'a Row<'a>, (&'a str, Option<&'a str>, Option<&'a str>)),
    /// A row that is new.
    Come(&'a Row<'a>),
    /// A row that is no more.
    Gone(&'a Row<'a>),
}

impl Found<'_> {
    fn difference(self, path: &Path) -> Difference {
        let whole = |row: &Row<'_>| Some(row.cells.iter().map(|&(_, text)| text).collect::<Vec<_>>().join(","));
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let (place, was, is) = match self {
            Found::Cell(row, (column, was, is)) => {
                (Place::Cell { row: row.key.clone(), column: column.to_owned() }, owned(was), owned(is))
            }
            Found::Come(row) => (Place::Row(row.key.clone()), None, whole(row)),
            Found::Gone(row) => (Place::Row(row.key.clone()), whole(row), None),
        };
        Difference { path: path.to_owned(), place, was, is }
    }
}

/// The cells that differ, and the rows that are only on one side.
fn rows<'a>(path: &Path, was: &'a [Row<'a>], is: &'a [Row<'a>]) -> Differences {
    fn by_key<'a>(side: &'a [Row<'a>]) -> BTreeMap<&'a str, &'a Row<'a>> {
        side.iter().rev().map(|row| (row.key.as_str(), row)).collect()
    }
    let (old, new) = (by_key(was), by_key(is));
    let current = is.iter().flat_map(|row| match old.get(row.key.as_str()) {
        Some(old) => unequal(&old.cells, &row.cells).into_iter().map(|cell| Found::Cell(row, cell)).collect(),
        None => vec![Found::Come(row)],
    });
    let gone = was.iter().filter(|row| !new.contains_key(row.key.as_str())).map(Found::Gone);
    current.chain(gone).map(|found| move || found.difference(path)).collect()
}
