//! How does a table stand in a page of HTML? Rounded as its columns say, numbers to the right, remarks below; every text is escaped here.
//!
//! ```
//! use wellposed::report::{Column, Digits, Table, html::table_html};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "1", Digits::Fixed(1))]);
//! table.push(["<b>".into(), 0.5.into()]);
//! assert!(table_html(&table).contains("<tr><td>&lt;b&gt;</td><td class=\"number\">0.5</td></tr>"));
//! ```

use super::text::numeric_columns;
use super::{Cell, Table};
use crate::text::{MESSAGE, html, shortened};

/// A page shows so many rows of a table.
const MOST_ROWS: usize = 1000;

/// The table and its remarks, without its title.
pub fn table_html(table: &Table) -> String {
    let numeric = numeric_columns(table);
    let class = |place: usize| if numeric[place] { " class=\"number\"" } else { "" };
    let heads = table.columns().iter().enumerate();
    let heads: String =
        heads.map(|(place, column)| format!("<th{}>{}</th>", class(place), html(&column.heading()))).collect();
    let shown: Vec<&[Cell]> = table.rows_for_reading().take(MOST_ROWS).collect();
    let mut text = format!("<div class=\"table\">\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n");
    for row in &shown {
        let cells = row.iter().zip(table.columns()).enumerate();
        let cells = cells.map(|(place, (cell, column))| {
            format!("<td{}>{}</td>", class(place), html(&shortened(&cell.for_reading(column.digits), MESSAGE)))
        });
        text += &format!("<tr>{}</tr>\n", cells.collect::<String>());
    }
    text += "</tbody>\n</table>\n</div>\n";
    match table.rows().len() - shown.len() {
        0 => {}
        hidden => text += &format!("<p class=\"note\">{hidden} more rows: the CSV file has all of them.</p>\n"),
    }
    text.extend(table.notes().iter().map(|note| format!("<p class=\"note\">{}</p>\n", html(note))));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Column, Digits};

    #[test]
    fn numbers_are_rounded_words_are_escaped_and_hidden_rows_are_counted() {
        let columns = vec![Column::text("data_set"), Column::number("condition", "1", Digits::Significant(3))];
        let mut table = Table::new("T", 1, columns);
        table.push(["a & b".into(), 1234.5.into()]);
        table.push(["c".into(), Cell::Empty]);
        table.note("κ > 1.");
        let page = table_html(&table);
        assert!(page.contains("<th>data set</th><th class=\"number\">condition</th>"), "{page}");
        assert!(page.contains("<tr><td>a &amp; b</td><td class=\"number\">1230</td></tr>"), "{page}");
        assert!(page.contains("<p class=\"note\">κ &gt; 1.</p>") && !page.contains("more rows"), "{page}");
        table.read_first(1);
        let page = table_html(&table);
        assert!(page.contains("1 more row") && !page.contains("<td>c</td>"), "{page}");
    }
}
