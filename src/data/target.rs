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
use super::feature::{fault, first_word, labels, missing, out_of_range, slips, spelled, whole};
use super::whole::Whole;
use super::words::{MOST_WORDS, Word};
use super::{Dialect, Missing, Reading, Task};
use crate::text::name as shown;

/// The target's values, NaN where the cell is missing, and the labels of classes in the order of their numbers.
pub(super) struct Target {
    pub(super) values: Vec<f64>,
    pub(super) labels: Vec<String>,
    /// Whether somebody said that it is a value or a class.
    task: Option<Task>,
    /// In how many rows of the file it is missing.
    pub(super) missing: usize,
    /// What all rows say, if not all are kept.
    all_rows: Option<Different>,
}

/// Which values a target has.
struct Different {
    rows: usize,
    range: [f64; 2],
    /// How many there are, or at least that many.
    count: usize,
    more: bool,
    /// Whether they are 0, 1, …, k − 1.
    numbered: bool,
    /// In ascending order with their numbers, unless they are very many and no classes.
    counts: Vec<(f64, usize)>,
}

impl Different {
    fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let same = || sorted.chunk_by(|one, other| one == other);
        let numbered = same().enumerate().all(|(place, same)| same[0] == place as f64);
        let count = same().count();
        let kept = if numbered || count <= MOST_WORDS { count } else { 0 };
        let counts = same().take(kept).map(|same| (same[0], same.len())).collect();
        let range = [sorted[0], sorted[sorted.len() - 1]];
        Different { rows: values.len(), range, count, more: false, numbered, counts }
    }

    fn of_counts(range: [f64; 2], counts: Option<Vec<(f64, usize)>>, rows: usize) -> Self {
        let more = counts.is_none();
        let counts = counts.unwrap_or_default();
        let numbered = !more && counts.iter().enumerate().all(|(place, &(value, _))| value == place as f64);
        Different { rows, range, count: if more { MOST_WORDS } else { counts.len() }, more, numbered, counts }
    }

    /// Whether they are the numbers of classes that have several examples each, as a rule.
    fn are_classes(&self) -> bool {
        self.numbered && 2 * self.count <= self.rows
    }
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
    if of_words && column.wanted != Wanted::Dates {
        return Ok(classes(&column, dialect, reading));
    }
    let (missing, known) = (column.missing.count, column.numbers.count);
    let task = if column.wanted == Wanted::Dates { Some(Task::Regression) } else { reading.task };
    let of_dates = column.wanted == Wanted::Dates;
    let (values, whole) = if of_dates { column.into_days() } else { column.into_numbers() };
    let range = |whole: &Whole| [whole.smallest.value, whole.largest.value];
    let all_rows = whole.map(|whole| Different::of_counts(range(&whole), whole.different(), known));
    Ok(Target { values, labels: Vec::new(), task, missing, all_rows })
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
    let value = |&word: &u32| number_of.get(word as usize).map_or(f64::NAN, |&number| number as f64);
    let values = column.word_of_row.iter().map(value).collect();
    let mut counts: Vec<(f64, usize)> = (0..labels.len()).map(|class| (class as f64, 0)).collect();
    number_of.iter().zip(all).for_each(|(&class, word)| counts[class].1 += word.count);
    let range = [0.0, labels.len().saturating_sub(1) as f64];
    let all_rows = column.whole.is_some().then(|| Different::of_counts(range, Some(counts), column.words.cells));
    Target { values, labels, task: Some(Task::Classes), missing: column.missing.count, all_rows }
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
    /// What was read, of the rows that are examples, or of all rows of the file; or why it can't be a target.
    pub(super) fn read(&self, name: &str, values: &[f64], of_all: bool) -> Result<TargetRead, ColumnFault> {
        let kept;
        let different = match self.all_rows.as_ref().filter(|_| of_all) {
            Some(all) => all,
            None => {
                kept = Different::of(values);
                &kept
            }
        };
        let [low, high] = different.range;
        if low == high {
            let what = match self.labels.get(low as usize) {
                Some(label) => format!("the target is `{}` in every row: it does not vary", shown(label)),
                None => format!("the target is {} in every row: it does not vary", short(low)),
            };
            let column = shown(name);
            return Err(ColumnFault { column, line: None, cells: 0, what, remedy: OTHER_TARGET.to_owned() });
        }
        let task = self.task.unwrap_or(if different.are_classes() { Task::Classes } else { Task::Regression });
        let classes =
            if task == Task::Classes { self.classes(&different.counts, high as usize + 1) } else { Vec::new() };
        let (different, more_different) = (different.count, different.more);
        Ok(TargetRead { name: name.to_owned(), task, different, more_different, range: [low, high], classes })
    }

    /// Each class with the number of its examples.
    fn classes(&self, counts: &[(f64, usize)], classes: usize) -> Vec<(String, usize)> {
        let mut examples = vec![0; classes];
        counts.iter().for_each(|&(value, count)| examples[value as usize] += count);
        let label = |class: usize| self.labels.get(class).cloned().unwrap_or_else(|| class.to_string());
        examples.into_iter().enumerate().map(|(class, count)| (label(class), count)).collect()
    }
}
