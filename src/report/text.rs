//! How is a table printed? Aligned for a terminal, as Markdown for a page, as CSV and JSON for machines.
//!
//! Markdown and terminal show numbers as their columns say and stop after the rows for reading; CSV and JSON have all.
//!
//! ```
//! use wellposed::report::{Column, Digits, Table, text::table_markdown};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("run_time", "step", Digits::Fixed(1))]);
//! table.push(["half".into(), 0.5.into()]);
//! let expected = "<!-- cargo run · do not edit -->\n\n**Powers**\n\n\
//!                 | name | run time (step) |\n|------|----------------:|\n| half |             0.5 |\n";
//! assert_eq!(table_markdown(&table, "cargo run"), expected);
//! ```

use super::{Cell, Digits, Table};
use crate::text::{MESSAGE, html, markdown, shortened, visible};
use serde_json::{Map, Value, json};
use tabled::builder::Builder;
use tabled::settings::object::{Columns, Rows};
use tabled::settings::style::{HorizontalLine, Style};
use tabled::settings::{Alignment, Modify};

pub use super::csv::{rows_csv, table_csv};

/// The table aligned for a terminal: title, rows for reading, remarks.
pub fn table_text(table: &Table) -> String {
    let style = Style::blank().horizontals([(1, HorizontalLine::new('─').intersection('─'))]);
    let mut grid = reading_grid(table, visible).build();
    let lines = align(grid.with(style), table).to_string();
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    let mut text = format!("{}\n\n{}\n", visible(table.title()), lines.join("\n"));
    text += &below(table);
    text
}

/// The table as a page of Markdown; `command` is the line that makes it.
pub fn table_markdown(table: &Table, command: &str) -> String {
    let mut grid = reading_grid(table, markdown).build();
    let lines = align(grid.with(Style::markdown()), table).to_string();
    let lines = with_alignment_marks(&lines, &numeric_columns(table));
    let mut text = format!("{}\n\n**{}**\n\n{lines}\n", do_not_edit(command), markdown(table.title()));
    text += &below(table);
    text
}

/// How many rows are not shown, and the remarks.
fn below(table: &Table) -> String {
    let hidden = table.rows().len() - table.rows_for_reading().count();
    let mut text = match hidden {
        0 => String::new(),
        1 => "\n… and 1 more row; the CSV file has all of them.\n".to_owned(),
        hidden => format!("\n… and {hidden} more rows; the CSV file has all of them.\n"),
    };
    for note in table.notes() {
        text += &format!("\n{}\n", visible(note));
    }
    text
}

/// The first line of a generated page; nothing in the command ends the comment early.
pub(super) fn do_not_edit(command: &str) -> String {
    format!("<!-- {} · do not edit -->", html(command))
}

/// The table as JSON: `{title, keys, columns: [{name, words, unit, digits}], rows: [{column: value}], notes}`.
///
/// JSON has no infinities and no NaN; they become the strings `inf`, `-inf` and `NaN`.
pub fn table_json(table: &Table) -> Value {
    let columns: Vec<Value> = table
        .columns()
        .iter()
        .map(|column| json!({"name": column.name, "words": column.words(), "unit": column.unit, "digits": column.digits.to_string()}))
        .collect();
    let rows: Vec<Value> = table
        .rows()
        .iter()
        .map(|row| {
            let cells = row.iter().zip(table.columns());
            Value::Object(cells.map(|(cell, column)| (column.name.to_owned(), json_cell(cell))).collect::<Map<_, _>>())
        })
        .collect();
    json!({"title": table.title(), "keys": table.keys(), "columns": columns, "rows": rows, "notes": table.notes()})
}

fn json_cell(cell: &Cell) -> Value {
    let stored = cell.for_machines();
    match cell {
        Cell::Empty => Value::Null,
        Cell::Integer(count) => json!(count),
        Cell::Number(number) if number.is_finite() => json!(stored.parse::<f64>().expect("a number was written")),
        _ => json!(stored),
    }
}

/// The header and the rows for reading, every cell passed through `escape`; a very long one loses its middle.
fn reading_grid(table: &Table, escape: fn(&str) -> String) -> Builder {
    let mut grid = Builder::new();
    grid.push_record(table.columns().iter().map(|column| escape(&column.heading())));
    for row in table.rows_for_reading() {
        let cells = row.iter().zip(table.columns());
        grid.push_record(cells.map(|(cell, column)| escape(&shortened(&cell.for_reading(column.digits), MESSAGE))));
    }
    grid
}

/// Which columns hold numbers or counts.
pub(super) fn numeric_columns(table: &Table) -> Vec<bool> {
    let numeric = |cell: &Cell| matches!(cell, Cell::Integer(_) | Cell::Number(_));
    let columns = table.columns().iter().enumerate();
    columns
        .map(|(position, column)| {
            column.digits != Digits::Exact || table.rows().iter().any(|row| numeric(&row[position]))
        })
        .collect()
}

fn align<'a>(grid: &'a mut tabled::Table, table: &Table) -> &'a mut tabled::Table {
    grid.with(Modify::new(Rows::new(..)).with(Alignment::left()));
    for (position, numeric) in numeric_columns(table).into_iter().enumerate() {
        if numeric {
            grid.with(Modify::new(Columns::one(position)).with(Alignment::right()));
        }
    }
    grid
}

/// Ends the dashes below each column of numbers with the colon that aligns it to the right.
pub(super) fn with_alignment_marks(lines: &str, numeric: &[bool]) -> String {
    let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
    if let Some(line) = lines.get_mut(1) {
        let dashes = line.trim_matches('|').split('|').zip(numeric);
        let marked: Vec<String> =
            dashes.map(|(dash, &right)| if right { format!("{}:", &dash[1..]) } else { dash.to_owned() }).collect();
        *line = format!("|{}|", marked.join("|"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Column;

    fn table() -> Table {
        let columns = vec![
            Column::text("data_set"),
            Column::number("condition_number", "1", Digits::Significant(4)),
            Column::count("steps", "step"),
        ];
        let mut table = Table::new("How long is the bowl?", 1, columns);
        table.push(["wine|red\n<b>".into(), 998_001.0.into(), 12_u64.into()]);
        table.push(["plain_words".into(), f64::INFINITY.into(), Cell::Empty]);
        table.push(["third".into(), 0.25.into(), 1_u64.into()]);
        table.note("A remark.");
        table.read_first(2);
        table
    }

    #[test]
    fn markdown_is_escaped_aligned_and_shortened() {
        let expected = r"<!-- cargo run · do not edit -->

**How long is the bowl?**

| data set         | condition number | steps |
|------------------|-----------------:|------:|
| wine\|red\\n\<b> |           998000 |    12 |
| plain_words      |                ∞ |       |

… and 1 more row; the CSV file has all of them.

A remark.
";
        assert_eq!(table_markdown(&table(), "cargo run"), expected);
    }

    #[test]
    fn no_command_ends_the_comment_that_it_stands_in() {
        assert_eq!(do_not_edit("run --data '-->\n'"), r"<!-- run --data '--&gt;\n' · do not edit -->");
    }

    #[test]
    fn a_terminal_sees_aligned_columns() {
        let mut table = table();
        table.read_first(99);
        let text = table_text(&table);
        assert!(text.contains("\n third                     0.2500       1\n"), "{text}");
        assert!(!text.contains("more row"));
    }

    #[test]
    fn json_has_every_row_and_keeps_what_is_not_finite() {
        let json = table_json(&table());
        assert_eq!(json["rows"].as_array().unwrap().len(), 3);
        assert_eq!(json["rows"][1]["condition_number"], "inf");
        assert_eq!(json["rows"][2]["condition_number"], 0.25);
        assert_eq!(json["rows"][1]["steps"], Value::Null);
    }
}
