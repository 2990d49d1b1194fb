//! What is to be predicted? A value or a class, as the target's cells say, or as somebody has said.
//!
//! Numbers are values, and classes if they are 0, 1, …, k − 1 and each of them stands there often enough: at least twice on average.
//! Words are classes, numbered as they appear. What could be either by mistake is refused with the option that settles it: numbers in
//! another spelling (`3,5`, `$358.51`), dates, labels that differ by capitals alone, a class for (nearly) every row, missing cells, and a
//! target that does not vary.

use std::collections::BTreeMap;

use super::account::{TargetRead, counted, short};
use super::cell::{Cell, number, spelling};
use super::column::{Column, Seen, Wanted};
use super::fault::ColumnFault;
use super::feature::{days, fault, first_word, labels, missing, out_of_range, slips, spelled, whole};
use super::words::Word;
use super::{Dialect, Missing, Reading, Task};
use crate::text::name as shown;

/// The target's values, NaN where the cell is missing, and the labels of classes in the order of their numbers.
pub(super) struct Target {
    pub(super) values: Vec<f64>,
    pub(super) labels: Vec<String>,
    /// Whether somebody said that it is a value or a class.
    task: Option<Task>,
}

/// From so many rows on more classes than half of the rows are no classes.
const ENOUGH_ROWS: usize = 10;
const OTHER_TARGET: &str = "--target names another column";

/// Decides what the target is, or says all that is wrong with it.
pub(super) fn decide(column: Column, dialect: &Dialect, reading: &Reading) -> Result<Target, Vec<ColumnFault>> {
    let mut faults = cells(&column, reading);
    let of_words = column.wanted == Wanted::Words || column.words.cells > 0;
    if faults.is_empty() && of_words {
        faults = words(&column, reading);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(match column.wanted {
        Wanted::Dates => Target { values: days(column), labels: Vec::new(), task: Some(Task::Regression) },
        _ if of_words => classes(&column, dialect, reading),
        _ => Target { values: column.values, labels: Vec::new(), task: reading.task },
    })
}

fn cells(column: &Column, reading: &Reading) -> Vec<ColumnFault> {
    let mut faults = Vec::new();
    if column.not_finite.count > 0 {
        let what = format!("`{}` is not a finite number", shown(&column.not_finite.text));
        faults.push(fault(column, &column.not_finite, what, "leave the row out, or fill in a value"));
    }
    if column.out_of_range.count > 0 {
        faults.push(out_of_range(column));
    }
    if column.no_date.count > 0 {
        let what = format!("`{}` is not a date such as 2024-03-01", shown(&column.no_date.text));
        faults.push(fault(column, &column.no_date, what, OTHER_TARGET));
    }
    if column.missing.count > 0 && reading.missing == Missing::Refuse {
        faults.push(missing(column, &["--missing drop-rows"]));
    }
    let both = column.words.cells > 0 && column.numbers.count > 0 && column.wanted == Wanted::NumbersOrWords;
    if both {
        faults.extend(mixed(column));
    }
    faults
}

/// Numbers and words: the fewer of them are the slips, or those that come later.
fn mixed(column: &Column) -> Option<ColumnFault> {
    let (words, numbers) = (first_word(&column.words), &column.numbers);
    let rather_words = (words.count, numbers.line) > (numbers.count, words.line);
    // Words that are numbers in another spelling are told by that.
    if !rather_words || spelling(column.words.texts()).is_some() {
        return Some(slips(column, "--task classes makes a class of each"));
    }
    let what =
        format!("the number `{}` stands among labels; a target holds numbers or words, not both", shown(&numbers.text));
    Some(fault(column, numbers, what, "correct the cell, or --task classes makes a class of it"))
}

/// Words that are no classes.
fn words(column: &Column, reading: &Reading) -> Vec<ColumnFault> {
    let mut faults = labels(column, "number and no class");
    let (first, said) = (first_word(&column.words), reading.task == Some(Task::Classes));
    if faults.is_empty() && column.wanted != Wanted::Words {
        if let Some(spelling) = spelling(column.words.texts()) {
            return vec![spelled(column, &first, spelling, "--task classes makes a class of each")];
        }
        if reading.task == Some(Task::Regression) {
            let what = format!("`{}` is not a number, as --task regression wants", shown(&first.text));
            return vec![fault(column, &first, what, "leave --task out to make classes of words")];
        }
        if column.holds_dates() {
            let option = super::account::option_name(&column.name, column.position);
            let what = format!("`{}` is a date, and no class", shown(&first.text));
            return vec![fault(column, &first, what, format!("--dates {option}, or --task classes"))];
        }
    }
    if faults.is_empty() && !reading.fold_case {
        faults.extend(capitals(column));
    }
    let (classes, rows) = (by_label(&column.words.all, reading.fold_case).1.len(), column.words.cells);
    let too_many = if rows < ENOUGH_ROWS { classes == rows && rows > 2 } else { 2 * classes > rows };
    if faults.is_empty() && too_many && !said {
        let what = format!("{} in {} are no classes", counted(classes, "different word"), counted(rows, "row"));
        faults.push(whole(column, what, format!("{OTHER_TARGET}, or --task classes")));
    }
    faults
}

/// Labels that differ by capitals alone.
fn capitals(column: &Column) -> Option<ColumnFault> {
    let mut first: BTreeMap<String, &Word> = BTreeMap::new();
    for word in &column.words.all {
        let Some(earlier) = first.insert(word.text.to_lowercase(), word) else { continue };
        let [one, other] = [earlier, word].map(|word| format!("`{}` ({})", shown(&word.text), word.count));
        let seen = Seen { count: word.count, line: word.line, text: String::new() };
        let what = format!("{one} and {other} differ by capitals alone");
        return Some(fault(column, &seen, what, "--fold-case makes one class of them"));
    }
    None
}

/// Each row's class: those of numbers in the order of the numbers, those of words in the order in which they appear.
fn classes(column: &Column, dialect: &Dialect, reading: &Reading) -> Target {
    let all = &column.words.all;
    let values: Option<Vec<f64>> = all
        .iter()
        .map(|word| match number(&word.text, dialect) {
            // Both zeros are one class.
            Cell::Number(value) => Some(value + 0.0),
            _ => None,
        })
        .collect();
    let (number_of, labels) = match values {
        Some(values) => {
            let mut different = values.clone();
            different.sort_by(f64::total_cmp);
            different.dedup();
            let place = |value: &f64| different.partition_point(|other| other < value);
            (values.iter().map(place).collect(), different.iter().map(f64::to_string).collect())
        }
        None => by_label(all, reading.fold_case),
    };
    let mut values = vec![f64::NAN; column.rows()];
    column.words.rows.iter().for_each(|&(row, word)| values[row as usize] = number_of[word as usize] as f64);
    Target { values, labels, task: Some(Task::Classes) }
}

fn by_label(all: &[Word], fold_case: bool) -> (Vec<usize>, Vec<String>) {
    let (mut known, mut labels): (BTreeMap<String, usize>, Vec<String>) = (BTreeMap::new(), Vec::new());
    let mut class = |word: &Word| {
        let key = if fold_case { word.text.to_lowercase() } else { word.text.clone() };
        *known.entry(key).or_insert_with(|| {
            labels.push(word.text.clone());
            labels.len() - 1
        })
    };
    let numbers = all.iter().map(&mut class).collect();
    (numbers, labels)
}

impl Target {
    /// What was read, of the rows that are examples; or why it can't be a target.
    pub(super) fn read(&self, name: &str, values: &[f64]) -> Result<TargetRead, ColumnFault> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        let [low, high] = [sorted[0], sorted[sorted.len() - 1]];
        if low == high {
            let what = match self.labels.get(low as usize) {
                Some(label) => format!("the target is `{}` in every row: it does not vary", shown(label)),
                None => format!("the target is {} in every row: it does not vary", short(low)),
            };
            let column = shown(name);
            return Err(ColumnFault { column, line: None, cells: 0, what, remedy: OTHER_TARGET.to_owned() });
        }
        let numbered = sorted.iter().enumerate().all(|(place, &value)| value == place as f64);
        let often = 2 * sorted.len() <= values.len();
        let task = self.task.unwrap_or(if numbered && often { Task::Classes } else { Task::Regression });
        let classes = if task == Task::Classes { self.counts(values, high as usize + 1) } else { Vec::new() };
        Ok(TargetRead { name: name.to_owned(), task, different: sorted.len(), range: [low, high], classes })
    }

    fn counts(&self, values: &[f64], classes: usize) -> Vec<(String, usize)> {
        let mut counts = vec![0; classes];
        values.iter().for_each(|&value| counts[value as usize] += 1);
        let label = |class: usize| self.labels.get(class).cloned().unwrap_or_else(|| class.to_string());
        counts.into_iter().enumerate().map(|(class, count)| (label(class), count)).collect()
    }
}
