//! How does a program read an answer about somebody's own data? As one document of JSON.

use serde_json::{Map, Value, json};

use super::Answer;
use crate::advice::{Advice, Bound, Prospects};
use crate::data::{Account, Task};
use crate::report::text::table_json;

/// One document: what was read, the recommendation, and the tables. Numbers are numbers, and what there is none of is null.
pub fn json(read: &Account, advice: Option<&Advice>, answers: &[Answer]) -> String {
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
    document["tables"] = answers.iter().map(table).collect();
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
fn table(answer: &Answer) -> Value {
    let mut value = table_json(&answer.table);
    let numbers: Vec<&str> =
        answer.table.columns().iter().filter(|column| !column.unit.is_empty()).map(|column| column.name).collect();
    for row in value["rows"].as_array_mut().into_iter().flatten() {
        for name in &numbers {
            if row[*name].is_string() {
                row[*name] = Value::Null;
            }
        }
    }
    value["path"] = answer.selected.path().into();
    value
}
