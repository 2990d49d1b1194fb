//! What does each column of each table mean, and of what type is it? A data dictionary: `datapackage.json`, for programs and for people.
//!
//! It is a [Data Package](https://specs.frictionlessdata.io/data-package/), which readers of many languages know: one resource for each CSV file, with the title of the
//! table, the columns that name a row, and for each column its words, its unit, its type and the words of its keys. All of it comes from the files themselves, so none is typed here.
//!
//! | type | cells |
//! |---|---|
//! | `integer` | counts |
//! | `number` | numbers, `inf`, `-inf` and `NaN`, which are results like any other |
//! | `string` | words and keys |
//!
//! An empty cell of any type says that there is no such number, and is told apart from `NaN`.
//!
//! ```
//! use wellposed::report::{Column, Digits, Table, dictionary, text};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "m", Digits::Fixed(1))]);
//! table.push(["half".into(), 0.5.into()]);
//! let file = ("chapter/powers.csv".into(), text::table_csv(&table, "cargo run"));
//! let package: serde_json::Value = serde_json::from_str(&dictionary::datapackage(&[file])).unwrap();
//! let resource = &package["resources"][0];
//! assert_eq!((&resource["path"], &resource["title"]), (&"chapter/powers.csv".into(), &"Powers".into()));
//! assert_eq!((&resource["schema"]["fields"][1]["type"], &resource["schema"]["fields"][1]["unit"]), (&"number".into(), &"m".into()));
//! ```

use super::csv::{StoredColumn, StoredTable, read};
use super::sums;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The dictionary of the CSV files among these, in the order of their paths; what is no table of ours is left out.
pub fn datapackage(files: &[(PathBuf, String)]) -> String {
    let stored = |(path, text): &(PathBuf, String)| {
        let is_table = path.extension().is_some_and(|ending| ending == "csv");
        Some((sums::unix_path(path), read(text).ok().filter(|_| is_table)?))
    };
    let mut tables: Vec<(String, StoredTable)> = files.iter().filter_map(stored).collect();
    tables.sort_by(|(one, _), (other, _)| one.cmp(other));
    let resources: Vec<Value> = tables.iter().map(|(path, table)| resource(path, table)).collect();
    let package = json!({
        "name": "wellposed-reports",
        "title": "What the experiments of wellposed found",
        "description": "Written by cargo run --release (do not edit). Lines of a CSV file that begin with # are comments.",
        "profile": "tabular-data-package",
        "resources": resources,
    });
    format!("{package:#}\n")
}

fn resource(path: &str, table: &StoredTable) -> Value {
    let fields: Vec<Value> = table.columns.iter().enumerate().map(|(at, column)| field(at, column, table)).collect();
    let keys: Vec<&str> = table.columns.iter().take(table.keys).map(|column| column.name.as_str()).collect();
    json!({
        "name": Path::new(path).with_extension("").to_string_lossy().replace('/', "."),
        "path": path,
        "title": table.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "commentChar": "#" },
        "rows": table.rows.len(),
        "schema": { "fields": fields, "primaryKey": keys, "missingValues": [""] },
    })
}

fn field(position: usize, column: &StoredColumn, table: &StoredTable) -> Value {
    let mut field = json!({ "name": column.name, "title": column.words, "type": kind(position, column, table) });
    if !matches!(column.unit.as_str(), "" | "1") {
        field["unit"] = column.unit.as_str().into();
    }
    if !column.named.is_empty() {
        let label = |(key, words): (&String, &String)| json!({ "value": key, "label": words });
        field["categories"] = column.named.iter().map(label).collect();
    }
    field
}

/// The type of a column: that of all its cells that are not empty.
fn kind(position: usize, column: &StoredColumn, table: &StoredTable) -> &'static str {
    let cells = || table.rows.iter().map(|row| row[position].as_str()).filter(|cell| !cell.is_empty());
    if column.holds_words() || !cells().all(|cell| cell.parse::<f64>().is_ok()) {
        "string"
    } else if column.is_exact() && cells().all(|cell| cell.parse::<i64>().is_ok()) {
        "integer"
    } else {
        "number"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Cell, Column, Digits, Table, text};

    fn fields(table: &Table) -> Vec<Value> {
        let file = (PathBuf::from("a/b/c.csv"), text::table_csv(table, "cargo run"));
        let package: Value = serde_json::from_str(&datapackage(&[file])).unwrap();
        package["resources"][0]["schema"]["fields"].as_array().unwrap().clone()
    }

    #[test]
    fn types_are_those_of_the_cells() {
        let number = |name| Column::number(name, "1", Digits::Significant(3));
        let columns = vec![Column::text("key"), Column::count("steps", "step"), number("ratio"), number("first_at")];
        let mut table = Table::new("Types", 1, columns);
        table.push(["1".into(), 7_u64.into(), f64::INFINITY.into(), "never".into()]);
        table.push(["2".into(), Cell::Empty, f64::NAN.into(), 1.0.into()]);
        table.push(["3".into(), 8_u64.into(), 2.0.into(), Cell::Empty]);
        let types: Vec<Value> = fields(&table).iter().map(|field| field["type"].clone()).collect();
        assert_eq!(
            types,
            ["string", "integer", "number", "string"],
            "words that look like counts stay words, and one word makes a column of words"
        );
        assert_eq!((&fields(&table)[1]["unit"], fields(&table)[2].get("unit")), (&"step".into(), None));
    }

    #[test]
    fn what_is_no_table_is_left_out_and_the_order_is_that_of_the_paths() {
        let table = |key: &str| {
            let mut table = Table::new("One", 1, vec![Column::text("key").titled("the key")]);
            table.push([(key, "a word").into()]);
            text::table_csv(&table, "cargo run")
        };
        let files =
            [("b/z.csv", table("z")), ("a/y.csv", table("y")), ("a/y.md", table("y")), ("c/broken.csv", "x\n".into())];
        let files = files.map(|(path, text)| (PathBuf::from(path), text));
        let package: Value = serde_json::from_str(&datapackage(&files)).unwrap();
        let paths: Vec<&Value> =
            package["resources"].as_array().unwrap().iter().map(|resource| &resource["path"]).collect();
        assert_eq!(paths, ["a/y.csv", "b/z.csv"]);
        let field = &package["resources"][0]["schema"]["fields"][0];
        assert_eq!(
            (&field["title"], &field["categories"][0]),
            (&"the key".into(), &json!({ "value": "y", "label": "a word" }))
        );
    }
}
