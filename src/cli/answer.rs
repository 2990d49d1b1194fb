//! How is an answer about somebody's own data printed? What was read first, then the recommendation, then tables.

use serde_json::{Map, Value, json};
use wellposed::advice::screen::{headline, screen};
use wellposed::advice::{Advice, Bound, Prospects};
use wellposed::data::{Account, Task};
use wellposed::report::text::{table_json, table_text};
use wellposed::report::{Cell, Table};
use wellposed::text::visible;

use super::experiments::Answered;

/// The first screen, or what was read, and the tables below it.
pub(crate) fn text(read: &Account, advice: Option<&Advice>, tables: &[Answered]) -> String {
    let first = advice.map_or_else(|| account(read), |advice| screen(read, advice));
    let tables = tables.iter().map(|(_, findings)| table_text(&without_empty_columns(&findings.table)));
    [first].into_iter().chain(tables).collect::<Vec<_>>().join("\n")
}

/// A table for reading, without columns in which nothing stands: an experiment measures more than can be asked of somebody's own data.
fn without_empty_columns(table: &Table) -> Table {
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
    let left_out = read.left_out.iter().map(|left_out| {
        let remedy = if left_out.remedy.is_empty() { String::new() } else { format!(" ({})", left_out.remedy) };
        format!("left out: {}, {}{remedy}", wellposed::text::name(&left_out.column), left_out.why)
    });
    let lines = headline(read).into_iter().chain(remarks).chain(left_out);
    lines.map(|line| visible(&line) + "\n").collect()
}

/// One document: what was read, the recommendation, and the tables. Numbers are numbers, and what there is none of is null.
pub(crate) fn json(read: &Account, advice: Option<&Advice>, tables: &[Answered]) -> String {
    let mut document = json!({"read": read_json(read)});
    if let Some(sample) = &read.sample {
        document["read"]["sample"] = json!({"rows": sample.rows, "of": sample.of, "moments_of_all_rows": sample.whole});
    }
    if read.target.more_different {
        document["read"]["target"]["more_different_values"] = true.into();
    }
    if let Some(advice) = advice {
        document["advice"] = advice_json(advice);
    }
    document["tables"] = tables.iter().map(table).collect();
    format!("{document:#}\n")
}

fn read_json(read: &Account) -> Value {
    let target = &read.target;
    let classes: Vec<Value> = target
        .classes
        .iter()
        .enumerate()
        .map(|(number, (label, count))| json!({"number": number, "label": label, "examples": count}))
        .collect();
    let task = Task::WORDS.iter().find(|(_, task)| *task == target.task).map(|(word, _)| *word);
    let changed: Vec<Value> =
        read.changed.iter().map(|changed| json!({"column": changed.column, "how": changed.how})).collect();
    let remedy = |remedy: &str| if remedy.is_empty() { Value::Null } else { json!(remedy) };
    let left_out = read.left_out.iter();
    let left_out: Vec<Value> =
        left_out.map(|left| json!({"column": left.column, "why": left.why, "remedy": remedy(&left.remedy)})).collect();
    let rounded: Vec<Value> =
        read.rounded.iter().map(|(column, cell)| json!({"column": column, "cell": cell})).collect();
    let dialect = read.manner.dialect;
    json!({
        "file": read.file,
        "rows": read.rows,
        "dropped_rows": read.dropped_rows,
        "features": read.features,
        "delimiter": dialect.delimiter,
        "decimal": dialect.decimal,
        "thousands": dialect.thousands,
        "encoding": read.manner.encoding.name(),
        "packed": read.manner.packed,
        "target": {
            "name": target.name,
            "task": task,
            "different_values": target.different,
            "minimum": target.range[0],
            "maximum": target.range[1],
            "classes": if classes.is_empty() { Value::Null } else { classes.into() },
        },
        "changed": changed,
        "left_out": left_out,
        "rounded": rounded,
    })
}

fn advice_json(advice: &Advice) -> Value {
    let bound = |bound: Bound| {
        json!({
            "condition_number": finite(bound.value),
            "steps": finite(Prospects::steps(bound.value)),
            "at_least": bound.at_least,
        })
    };
    let inputs = advice.prospects.map(|prospects| {
        let all = [
            ("raw", prospects.raw),
            ("scaled", prospects.scaled),
            ("centered", prospects.centered),
            ("standardized", prospects.standardized),
            ("robust", prospects.robust),
        ];
        Value::Object(all.into_iter().map(|(name, of)| (name.to_owned(), bound(of))).collect::<Map<_, _>>())
    });
    let odd: Vec<Value> = advice.odd.iter().map(|odd| json!({"columns": odd.subject, "what": odd.what})).collect();
    let reasons = advice.reasons.iter();
    let reasons: Vec<Value> = reasons
        .map(|reason| {
            json!({
                "topic": reason.topic,
                "advice": reason.advice,
                "because": reason.because,
                "value": reason.value.and_then(finite),
                "limit": reason.limit.and_then(finite),
            })
        })
        .collect();
    json!({
        "action": advice.action.name(),
        "words": advice.action.words(),
        "inputs": inputs,
        "not_computed": if advice.without_prospects.is_empty() { Value::Null } else { json!(advice.without_prospects) },
        "odd": odd,
        "findings": reasons,
    })
}

/// JSON has no infinity.
fn finite(number: f64) -> Option<f64> {
    Some(number).filter(|number| number.is_finite())
}

/// The table with its path; where a number is infinite or none, null.
fn table((selected, findings): &Answered) -> Value {
    let mut value = table_json(&findings.table);
    let numbers: Vec<&str> =
        findings.table.columns().iter().filter(|column| !column.unit.is_empty()).map(|column| column.name).collect();
    for row in value["rows"].as_array_mut().into_iter().flatten() {
        for name in &numbers {
            if row[*name].is_string() {
                row[*name] = Value::Null;
            }
        }
    }
    value["path"] = selected.path().into();
    value
}
