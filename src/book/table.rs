//! How does a report's table get into a page? As HTML from its CSV file: some columns and rows where the text talks of them, all of them on the report's own page.
//!
//! A report is a file from outside, which anybody may have changed: what stands in it is text, and nothing in it is followed.

use super::directive::Part;
use super::language::typeset;
use super::place::{self, Up};
use crate::report::csv::{StoredColumn, StoredTable};
use crate::text::{html, name, suggestion};

/// The most rows of a table among prose.
const MOST_ROWS: usize = 12;

/// The part of a table that a page asks for, with a link to the whole.
pub(super) fn part(table: &StoredTable, path: &str, part: &Part<'_>, up: Up) -> Result<String, String> {
    let columns = columns(table, &part.columns)?;
    let rows = rows(table, &part.rows)?;
    if rows.len() > MOST_ROWS {
        return Err(format!(
            "shows {} rows of reports/{path}.csv, and the text can talk of {MOST_ROWS}; name some: `{{{{table {path} rows KEY; KEY}}}}`",
            rows.len()
        ));
    }
    let body: String = rows.iter().map(|row| format!("<tr>{}</tr>\n", cells(table, row, &columns, plain))).collect();
    let (shown, all) = (rows.len(), table.rows.len());
    let count = if shown == all { String::new() } else { format!("{shown} of {all} rows. ") };
    let whole = up.to_report(path, Some(place::last(path)));
    Ok(format!(
        "<div class=\"report\">\n{}<p class=\"more\">{count}<a href=\"{whole}\">The whole report</a></p>\n</div>\n",
        element(table, "part", &columns, &typeset(&body))
    ))
}

/// All of a table, each row a place to which values lead.
pub(super) fn whole(table: &StoredTable, path: &str) -> String {
    let columns: Vec<usize> = (0..table.columns.len()).collect();
    let row = |row: &Vec<String>| {
        let id = html(&place::row(path, &table.row_key(row)));
        format!("<tr id=\"{id}\">{}</tr>\n", cells(table, row, &columns, sortable))
    };
    let body: String = table.rows.iter().map(row).collect();
    element(table, "whole", &columns, &typeset(&body)) + &notes(table)
}

/// The remarks below a table.
fn notes(table: &StoredTable) -> String {
    table.notes.iter().map(|note| format!("<p class=\"note\">{}</p>\n", typeset(&html(note)))).collect()
}

fn element(table: &StoredTable, class: &str, columns: &[usize], body: &str) -> String {
    let title = html(&table.title);
    let head: String = columns.iter().map(|&column| head(&table.columns[column])).collect();
    let caption = typeset(&title);
    format!(
        "<div class=\"table-wrapper\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table class=\"{class}\">\n\
         <caption>{caption}</caption>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table></div>\n",
        typeset(&head)
    )
}

/// Whether a column holds numbers, which stand at its right.
fn is_of_numbers(column: &StoredColumn) -> bool {
    !column.holds_words()
}

fn head(column: &StoredColumn) -> String {
    let class = if is_of_numbers(column) { " class=\"number\"" } else { "" };
    format!("<th scope=\"col\"{class}>{}</th>", html(&column.heading()))
}

/// The cells of these columns; the first one that is a key names the row.
fn cells(table: &StoredTable, row: &[String], columns: &[usize], attributes: fn(&str) -> String) -> String {
    let cell = |(position, &at): (usize, &usize)| {
        let (column, cell) = (&table.columns[at], &row[at]);
        let class = if is_of_numbers(column) { " class=\"number\"" } else { "" };
        let value = if is_of_numbers(column) { attributes(cell) } else { String::new() };
        let words = html(&column.for_reading(cell));
        match position == 0 && at < table.keys {
            true => format!("<th scope=\"row\"{class}{value}>{words}</th>"),
            false => format!("<td{class}{value}>{words}</td>"),
        }
    };
    columns.iter().enumerate().map(cell).collect()
}

fn plain(_: &str) -> String {
    String::new()
}

/// The number itself, by which rows are ordered.
fn sortable(cell: &str) -> String {
    if cell.is_empty() { String::new() } else { format!(" data-value=\"{}\"", html(cell)) }
}

/// The positions of these columns; all where none is named.
fn columns(table: &StoredTable, named: &[&str]) -> Result<Vec<usize>, String> {
    let known = || table.columns.iter().map(|column| column.name.as_str());
    if named.is_empty() {
        return Ok((0..table.columns.len()).collect());
    }
    let position = |wanted: &&str| {
        let unknown =
            || format!("no column `{}` in `{}`; {}", name(wanted), name(&table.title), suggestion(wanted, known()));
        table.column(wanted).ok_or_else(unknown)
    };
    named.iter().map(position).collect()
}

/// The rows whose names fit these, in their order; all where none is named.
fn rows<'t>(table: &'t StoredTable, named: &[&str]) -> Result<Vec<&'t [String]>, String> {
    if named.is_empty() {
        return Ok(table.rows.iter().map(Vec::as_slice).collect());
    }
    let keys: Vec<String> = table.rows.iter().map(|row| table.row_key(row)).collect();
    let mut rows = Vec::new();
    for wanted in named {
        let fitting: Vec<&[String]> =
            keys.iter().zip(&table.rows).filter(|(key, _)| fits(key, wanted)).map(|(_, row)| row.as_slice()).collect();
        if fitting.is_empty() {
            let meant = suggestion(wanted, keys.iter().map(String::as_str));
            return Err(format!("no row `{}` in `{}`; {meant}", name(wanted), name(&table.title)));
        }
        rows.extend(fitting);
    }
    Ok(rows)
}

/// Whether a key is what is wanted, where a star stands for any letters.
fn fits(key: &str, wanted: &str) -> bool {
    let mut parts = wanted.split('*');
    let Some(mut rest) = key.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(found) = rest.find(part) else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.len() >= last.len() && rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Cell, Column, Digits, Table, csv, text};

    fn stored(rows: usize) -> StoredTable {
        let columns = vec![
            Column::text("data"),
            Column::count("seed", "1").titled("seed {{x}}"),
            Column::number("steps", "step", Digits::Significant(2)).titled("<b>"),
        ];
        let mut table = Table::new("Steps of \\<b>", 2, columns);
        for row in 0..rows {
            table.push([("a b", "wine | <i>").into(), row.into(), Cell::Number(1e6 + row as f64)]);
        }
        csv::read(&text::table_csv(&table.noted("≤ 1e-3"), "cargo run")).unwrap()
    }

    fn shown(rows: usize, columns: &[&str], named: &[&str]) -> Result<String, String> {
        part(&stored(rows), "a/b/c", &Part { columns: columns.to_vec(), rows: named.to_vec() }, Up::default())
    }

    #[test]
    fn a_part_has_its_columns_and_rows_in_the_order_of_the_page_and_a_link_to_the_whole() {
        let html = shown(3, &["steps", "data"], &["a b/2", "a b/0"]).unwrap();
        let power = "1.0\u{202f}×\u{202f}10<sup>6</sup>";
        let rows = format!(
            "<tr><td class=\"number\">{power}</td><td>wine | &lt;i&gt;</td></tr>\n<tr><td class=\"number\">{power}</td><td>wine | &lt;i&gt;</td></tr>\n"
        );
        assert!(html.contains(&rows), "{html}");
        assert!(
            html.contains("<th scope=\"col\" class=\"number\">&lt;b&gt; (step)</th><th scope=\"col\">data</th>"),
            "{html}"
        );
        assert!(html.contains("2 of 3 rows. <a href=\"reports/a/b.html#c\">"), "{html}");
        assert!(!html.contains("\n\n"), "an empty line would end the block");
        assert!(!shown(3, &[], &[]).unwrap().contains(" of 3 rows"));
        assert!(
            shown(3, &[], &[])
                .unwrap()
                .contains("<tr><th scope=\"row\">wine | &lt;i&gt;</th><td class=\"number\">0</td>")
        );
    }

    #[test]
    fn a_star_stands_for_any_letters() {
        for (wanted, is_fit) in [
            ("a/*", true),
            ("*/c", true),
            ("a*b*c", true),
            ("a/b/c", true),
            ("*", true),
            ("a/b", false),
            ("*b", false),
            ("a/b/c*c", false),
        ] {
            assert_eq!(fits("a/b/c", wanted), is_fit, "{wanted}");
        }
        assert_eq!(shown(12, &[], &["a b/1*"]).unwrap().matches("<tr>").count(), 4, "1, 10, 11 and the head");
    }

    #[test]
    fn too_many_rows_and_wrong_names_are_refused() {
        assert!(shown(12, &[], &[]).is_ok());
        let much = "shows 13 rows of reports/a/b/c.csv, and the text can talk of 12; name some: `{{table a/b/c rows KEY; KEY}}`";
        assert_eq!(shown(13, &[], &[]).unwrap_err(), much);
        assert!(shown(13, &[], &["a b/5"]).is_ok());
        assert!(shown(3, &[], &["a b/7"]).unwrap_err().starts_with("no row `a b/7` in `Steps of \\<b>`; "));
        assert!(shown(3, &["step"], &[]).unwrap_err().ends_with("did you mean `steps`?"));
    }

    #[test]
    fn every_row_of_a_whole_table_is_a_place_and_has_its_number() {
        let html = whole(&stored(20), "a/b/c");
        let row =
            "<tr id=\"c:a_b/19\"><th scope=\"row\">wine | &lt;i&gt;</th><td class=\"number\" data-value=\"19\">19</td>";
        assert!(html.contains(row) && html.contains("data-value=\"1.000019e6\">1.0\u{202f}×"), "{html}");
        assert!(
            html.contains("<p class=\"note\">≤ 1\u{202f}×\u{202f}10<sup>−3</sup></p>")
                && html.contains("seed &#123;&#123;x}}"),
            "{html}"
        );
    }
}
