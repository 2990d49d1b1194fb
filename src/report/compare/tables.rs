//! Which cells of a table differ? Rows are matched by their names and cells by their columns, in CSV and in Markdown.

use super::super::csv::{StoredTable, read, split_comments};
use super::{Difference, Place, lines, numbered_lines, unequal};
use std::collections::BTreeSet;
use std::path::Path;

/// A row by name, with its cells by column.
struct Row {
    key: String,
    cells: Vec<(String, String)>,
}

/// The differing comments and cells of two CSV files; nothing if one of them is not a stored table.
pub(super) fn csv(path: &Path, was: &str, is: &str) -> Vec<Difference> {
    let (Ok(was_table), Ok(is_table)) = (read(was), read(is)) else { return Vec::new() };
    let comments = |text| split_comments(text).0.join("\n");
    let mut differences = lines(path, &comments(was), &comments(is));
    differences.extend(rows(path, &csv_rows(&was_table), &csv_rows(&is_table)));
    differences
}

fn csv_rows(table: &StoredTable) -> Vec<Row> {
    let names = || table.columns.iter().map(|column| column.name.clone());
    let row =
        |cells: &Vec<String>| Row { key: table.row_key(cells), cells: names().zip(cells.iter().cloned()).collect() };
    table.rows.iter().map(row).collect()
}

/// The differing lines and cells of two pages.
pub(super) fn markdown(path: &Path, was: &str, is: &str) -> Vec<Difference> {
    let (was, is) = (Page::read(was), Page::read(is));
    let mut differences = numbered_lines(path, &was.lines, &is.lines);
    for table in 0..was.tables.len().max(is.tables.len()) {
        let [was, is] = [&was, &is].map(|page| page.tables.get(table).map(Vec::as_slice).unwrap_or_default());
        let keys = key_columns(if is.is_empty() { was } else { is });
        differences.extend(rows(path, &markdown_rows(was, keys), &markdown_rows(is, keys)));
    }
    differences
}

/// A page taken apart: tables as rows of cells, and the numbered lines around them.
#[derive(Default)]
struct Page {
    lines: Vec<(usize, String)>,
    tables: Vec<Vec<Vec<String>>>,
}

impl Page {
    fn read(text: &str) -> Self {
        let mut page = Page::default();
        let mut inside = false;
        for (number, line) in (1..).zip(text.split('\n')) {
            let row = line.starts_with('|');
            match page.tables.last_mut() {
                Some(table) if row && inside => table.push(cells(line)),
                _ if row => page.tables.push(vec![cells(line)]),
                _ => page.lines.push((number, line.to_owned())),
            }
            inside = row;
        }
        page
    }
}

/// How many of the leading columns it takes until no two rows have the same name.
fn key_columns(table: &[Vec<String>]) -> usize {
    let columns = table.first().map_or(0, Vec::len);
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
fn markdown_rows(table: &[Vec<String>], keys: usize) -> Vec<Row> {
    let Some(header) = table.first() else { return Vec::new() };
    let named = |row: &Vec<String>| header.iter().cloned().zip(row.iter().cloned()).collect();
    table.iter().skip(2).map(|row| Row { key: key(row, keys), cells: named(row) }).collect()
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

/// The cells that differ, and the rows that are only on one side.
fn rows(path: &Path, was: &[Row], is: &[Row]) -> Vec<Difference> {
    let difference =
        |place, was: Option<String>, is: Option<String>| Difference { path: path.to_owned(), place, was, is };
    let find = |side: &[Row], key: &str| side.iter().position(|row| row.key == key);
    let whole = |row: &Row| Some(row.cells.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(","));
    let mut differences = Vec::new();
    for row in is {
        let Some(old) = find(was, &row.key) else {
            differences.push(difference(Place::Row(row.key.clone()), None, whole(row)));
            continue;
        };
        for (column, was, is) in unequal(&was[old].cells, &row.cells) {
            let place = Place::Cell { row: row.key.clone(), column: column.to_owned() };
            differences.push(difference(place, was.map(str::to_owned), is.map(str::to_owned)));
        }
    }
    let gone = was.iter().filter(|row| find(is, &row.key).is_none());
    differences.extend(gone.map(|row| difference(Place::Row(row.key.clone()), whole(row), None)));
    differences
}
