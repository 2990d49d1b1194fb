//! What may an answer hold? Finite numbers, empty cells, and ∞ where a note explains it; never NaN, and never a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wellposed::advice::Study;
use wellposed::chapters;
use wellposed::data::{Dataset, parse_csv};
use wellposed::report::text::{table_csv, table_json, table_text};
use wellposed::report::{Cell, Table};

/// The longest line that a fault may take.
const LONGEST: usize = 300;

/// An experiment that answers for other data, and the answer.
pub(crate) type Answer = (String, Table);

/// Which experiments are asked. Counting the steps of a long bowl takes a second, and all others together a hundredth of that.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    All,
    Steps,
    AllButSteps,
}

/// Every experiment's answer.
pub(crate) fn answers(set: &Dataset) -> Vec<Answer> {
    answers_of(set, Asked::All)
}

fn answers_of(set: &Dataset, asked: Asked) -> Vec<Answer> {
    let wanted = |path: &str| asked == Asked::All || path.ends_with("convergence_speed") == (asked == Asked::Steps);
    let (study, all) = (Study::of(set), chapters::all().into_iter().filter(|one| wanted(&one.path())));
    all.filter_map(|one| Some((one.path(), one.experiment.on_data?(&study)))).collect()
}

/// Reads a file and asks experiments; what is wrong with the refusal or an answer.
pub(crate) fn judge(file: &[u8], asked: Asked) -> Result<(), String> {
    let caught = |_| "a panic".to_owned();
    match catch_unwind(|| parse_csv(file, "own.csv", "y")).map_err(caught)? {
        Err(fault) => judge_fault(&fault.to_string()),
        Ok(set) => {
            let answers = catch_unwind(AssertUnwindSafe(|| answers_of(&set, asked))).map_err(caught)?;
            answers.iter().try_for_each(|(path, table)| judge_table(table).map_err(|wrong| format!("{path}: {wrong}")))
        }
    }
}

/// A refusal has a line, or a line for each of at most ten faults and ten columns that would be left out.
fn judge_fault(said: &str) -> Result<(), String> {
    let lines: Vec<&str> = said.split('\n').collect();
    let wrong = |line: &&str| line.chars().count() > LONGEST || line.chars().any(char::is_control);
    let too_many = lines.len() > 1 + 2 * (10 + 10) + 1;
    if too_many || lines.iter().any(wrong) || !said.starts_with("own.csv: ") {
        return Err(format!("not lines of bounded number and length: {said:?}"));
    }
    let indented = lines[1..].iter().all(|line| line.starts_with("  "));
    if indented { Ok(()) } else { Err(format!("lines that look like another message: {said:?}")) }
}

/// What is wrong with a table.
pub(crate) fn judge_table(table: &Table) -> Result<(), String> {
    let explained = |sign: &str| table.notes().iter().any(|note| note.contains(sign));
    for row in table.rows() {
        for (cell, column) in row.iter().zip(table.columns()) {
            match cell {
                Cell::Number(number) if number.is_nan() => return Err(format!("NaN in {} of {row:?}", column.name)),
                Cell::Number(number) if number.is_infinite() && !explained("∞") => {
                    return Err(format!("∞ without a word in {} of {row:?}", column.name));
                }
                _ => {}
            }
        }
        let computed = row.iter().any(|cell| matches!(cell, Cell::Number(_) | Cell::Integer(_)));
        let says = row.iter().any(|cell| matches!(cell, Cell::Text(text) if text.contains("not computed")));
        if (!computed || says) && !explained("not computed") && table.keys() > 1 {
            return Err(format!("nothing in {row:?}, and no note says why"));
        }
    }
    let printed = [table_text(table), table_csv(table, "run"), table_json(table).to_string()];
    match printed.iter().find(|text| text.contains("NaN") || text.contains("-0.0,") || text.contains("-inf")) {
        Some(text) => Err(format!("NaN, −0 or −∞ is printed: {text}")),
        None => Ok(()),
    }
}

/// A table without its title, whose numbers are compared as they are printed.
fn rows(table: &Table, wanted: impl Fn(&[Cell]) -> bool) -> Vec<Vec<Cell>> {
    table.rows().iter().filter(|row| wanted(row)).cloned().collect()
}

fn of<'a>(answers: &'a [Answer], experiment: &str) -> &'a Table {
    &answers.iter().find(|(path, _)| path.ends_with(experiment)).expect("an experiment that takes data").1
}

/// Scales features and target by a power of two.
pub(crate) fn units_do_not_matter(set: &Dataset, power: i32) {
    let unit = wellposed::bits::powi(2.0, power);
    let plain = answers(set);
    let target = answers(&Dataset { target: &set.target * unit, ..set.clone() });
    let steps = |answers: &[Answer]| rows(of(answers, "convergence_speed"), |_| true);
    assert_eq!(steps(&plain), steps(&target));
    let features = answers(&Dataset { features: &set.features * unit, ..set.clone() });
    let divided =
        |row: &[Cell]| ["standard", "min_max"].iter().any(|name| row.iter().any(|cell| *cell == Cell::from(*name)));
    for experiment in ["conditioning", "convergence_speed"] {
        let without_speedup = |answers: &[Answer]| {
            let table = of(answers, experiment);
            let against_raw = ["predicted_speedup", "speedup"].map(|name| table.column(name));
            let mut rows = rows(table, divided);
            rows.iter_mut().for_each(|row| against_raw.iter().flatten().for_each(|&place| row[place] = Cell::Empty));
            rows
        };
        assert_eq!(without_speedup(&plain), without_speedup(&features), "{experiment}");
    }
}

#[test]
fn a_judge_who_never_says_no_is_none() {
    use wellposed::report::{Column, Digits};
    let with = |number: f64, note: &str| {
        let columns =
            vec![Column::text("inputs"), Column::text("data"), Column::number("value", "1", Digits::Significant(4))];
        let mut table = Table::new("planted", 2, columns);
        table.push(["raw".into(), "own".into(), number.into()]);
        table.note(note);
        judge_table(&table)
    };
    assert!(with(1.0, "").is_ok() && with(f64::INFINITY, "∞: beyond the largest number").is_ok());
    assert!(with(f64::NAN, "").is_err() && with(f64::INFINITY, "").is_err());
    assert!(
        judge_fault("own.csv: line 3").is_ok()
            && judge_fault("own.csv: line\n3").is_err()
            && judge_fault("own.csv: 2\n  3").is_ok()
    );
    assert!(judge_fault(&format!("own.csv: {}", "x".repeat(292))).is_err());
}
