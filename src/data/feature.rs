//! What becomes of a column that is not the target? A feature, several features of zeros and ones, days, nothing, or a fault.
//!
//! | cells | becomes |
//! |---|---|
//! | numbers | a feature |
//! | mostly words | left out with a note, or refused (`--text`); with `--categorical` a feature of zeros and ones for each word but the most frequent: with all of them and a bias one would follow from the others |
//! | dates | left out or refused in the same way; with `--dates` days since 1970-01-01 |
//! | nothing at all | left out |
//! | numbers, and words here and there | a fault: these words are likely to be slips |
//! | numbers in another spelling: `3,5`, `$358.51` | a fault that names the option |

use super::account::{Changed, LeftOut, counted, option_name};
use super::cell::{Spelling, spelling};
use super::column::{Column, Seen, Wanted};
use super::fault::ColumnFault;
use super::whole::Whole;
use super::words::{NO_WORD, Words};
use super::{Missing, OnText, Reading};
use crate::text::name as shown;

/// What became of a column.
pub(super) enum Decided {
    /// Features with their names; NaN where a cell is missing.
    Features(Vec<Feature>),
    LeftOut(LeftOut),
    Faults(Vec<ColumnFault>),
}

/// A feature before missing cells are filled.
pub(super) struct Feature {
    pub(super) name: String,
    pub(super) values: Vec<f64>,
    /// What was done to get it from the column: with the first feature of a column.
    pub(super) changed: Option<Changed>,
    /// In how many rows of the file it is missing.
    pub(super) missing: usize,
    /// What all rows say, if not all are kept.
    pub(super) all_rows: Option<InAll>,
}

/// What all rows of the file say of a feature before missing cells are filled.
pub(super) enum InAll {
    Numbers(Whole),
    /// So many rows, and so many of them are 1.
    Indicator(usize, usize),
}

/// The words for a missing cell among categories.
const MISSING: &str = "missing";

/// Decides what a column is.
pub(super) fn decide(column: Column, reading: &Reading) -> Decided {
    if column.is_empty() {
        return Decided::LeftOut(LeftOut::new(&column.name, "no value in any row", ""));
    }
    if column.wanted == Wanted::Numbers && of_words(&column) {
        return words(&column, reading);
    }
    let mut faults = cells(&column, reading);
    faults.extend(match column.wanted {
        Wanted::Dates => days_faults(&column),
        Wanted::Words => labels(&column, "column of categories"),
        _ => Vec::new(),
    });
    if !faults.is_empty() {
        return Decided::Faults(faults);
    }
    match column.wanted {
        Wanted::Words if column.words.all.len() == 1 && column.missing.count == 0 => {
            Decided::LeftOut(LeftOut::new(&column.name, "the same word in every row", ""))
        }
        Wanted::Words => Decided::Features(indicators(column, reading)),
        Wanted::Dates => {
            let changed = Some(Changed { column: column.name.clone(), how: "days since 1970-01-01".to_owned() });
            let (name, missing) = (column.name.clone(), column.missing.count);
            let (values, whole) = column.into_days();
            Decided::Features(vec![Feature { name, values, changed, missing, all_rows: whole.map(InAll::Numbers) }])
        }
        _ => {
            let (name, missing) = (column.name.clone(), column.missing.count);
            let (values, whole) = column.into_numbers();
            let all_rows = whole.map(InAll::Numbers);
            Decided::Features(vec![Feature { name, values, changed: None, missing, all_rows }])
        }
    }
}

/// Whether words are the rule and numbers, if there are any, the exception.
fn of_words(column: &Column) -> bool {
    column.words.cells > column.numbers.count
}

/// A fault of cells of one kind.
pub(super) fn fault(column: &Column, seen: &Seen, what: impl Into<String>, remedy: impl Into<String>) -> ColumnFault {
    ColumnFault {
        column: shown(&column.name),
        line: Some(seen.line),
        cells: seen.count,
        what: what.into(),
        remedy: remedy.into(),
    }
}

/// A fault of the column as a whole.
pub(super) fn whole(column: &Column, what: impl Into<String>, remedy: impl Into<String>) -> ColumnFault {
    ColumnFault { column: shown(&column.name), line: None, cells: 0, what: what.into(), remedy: remedy.into() }
}

pub(super) fn first_word(words: &Words) -> Seen {
    words.all.first().map_or_else(Seen::default, |word| Seen {
        count: words.cells,
        line: word.line,
        text: word.text.clone(),
    })
}

/// A column of words that nobody asked for.
fn words(column: &Column, reading: &Reading) -> Decided {
    let (first, option) = (first_word(&column.words), option_name(&column.name, column.position));
    let drop = format!("--drop {option}");
    if let Some(spelling) = spelling(column.words.texts()) {
        return Decided::Faults(vec![spelled(column, &first, spelling, &drop)]);
    }
    let (why, remedy) = if column.holds_dates() {
        (format!("dates ({} …)", shown(&first.text)), format!("--dates {option}"))
    } else {
        let count = column.words.all.len();
        let different = match (column.words.too_many, count) {
            (Some(_), _) | (_, 0) => "text".to_owned(),
            (None, 1) => "text, 1 word".to_owned(),
            (None, _) if column.words.cells == count && count > 2 => "text, another in every row".to_owned(),
            (None, _) => format!("text, {count} words"),
        };
        // What can't be labels is offered no columns of its words.
        let offer =
            if labels(column, "feature").is_empty() { format!("--categorical {option}") } else { String::new() };
        (different, offer)
    };
    match reading.text {
        OnText::LeaveOut => Decided::LeftOut(LeftOut::new(&column.name, why, remedy)),
        OnText::Refuse if remedy.is_empty() => Decided::Faults(vec![whole(column, why, drop)]),
        OnText::Refuse => Decided::Faults(vec![whole(column, why, format!("{remedy} or {drop}"))]),
    }
}

/// Numbers in another spelling.
pub(super) fn spelled(column: &Column, first: &Seen, spelling: Spelling, otherwise: &str) -> ColumnFault {
    let text = shown(&first.text);
    match spelling {
        Spelling::Options(options) => {
            fault(column, first, format!("`{text}` is not a number as it is written"), options.join(" or "))
        }
        Spelling::Signs => fault(
            column,
            first,
            format!("`{text}` is a number with a sign beside it"),
            format!("take the sign out, or {otherwise}"),
        ),
    }
}

/// Cells of a column of numbers, or of any, that have no value.
pub(super) fn cells(column: &Column, reading: &Reading) -> Vec<ColumnFault> {
    let mut faults = Vec::new();
    let drop = format!("--drop {}", option_name(&column.name, column.position));
    if column.wanted == Wanted::Numbers && column.words.cells > 0 {
        faults.push(slips(column, &drop));
    }
    if column.not_finite.count > 0 {
        let text = shown(&column.not_finite.text);
        let what = format!("`{text}` is not a finite number");
        faults.push(fault(column, &column.not_finite, what, format!("fill in a value, or {drop}")));
    }
    if column.out_of_range.count > 0 {
        faults.push(out_of_range(column));
    }
    if column.missing.count > 0 && reading.missing == Missing::Refuse {
        faults.push(missing(column, &["--missing median", "--missing drop-rows"]));
    }
    faults
}

/// Words among numbers.
pub(super) fn slips(column: &Column, otherwise: &str) -> ColumnFault {
    if let Some(word) = &column.words.no_label {
        let text = shown(&word.text);
        let quote = if word.text.contains('\n') { " (is a quotation mark left open?)" } else { "" };
        let seen = Seen { count: column.words.cells, line: word.line, text: String::new() };
        return fault(
            column,
            &seen,
            format!("`{text}` is not a number{quote}"),
            format!("correct the cell, or {otherwise}"),
        );
    }
    let first = first_word(&column.words);
    match spelling(column.words.texts()) {
        Some(spelling) => spelled(column, &first, spelling, otherwise),
        None => {
            let what = format!("`{}` is not a number", shown(&first.text));
            fault(column, &first, what, format!("correct the cell, or {otherwise}"))
        }
    }
}

pub(super) fn out_of_range(column: &Column) -> ColumnFault {
    let what = format!("`{}` is out of range", shown(&column.out_of_range.text));
    let right =
        format!("numbers up to {:e} in size are taken, so that their squares stay finite", super::fault::LARGEST);
    fault(column, &column.out_of_range, what, right)
}

/// Cells without a value, and the options that settle it.
pub(super) fn missing(column: &Column, options: &[&str]) -> ColumnFault {
    let what = match column.missing.text.as_str() {
        "" => "the cell is empty".to_owned(),
        marker => format!("`{}` stands for a missing value", shown(marker)),
    };
    fault(column, &column.missing, what, options.join(" or "))
}

fn days_faults(column: &Column) -> Vec<ColumnFault> {
    let drop = format!("--drop {}", option_name(&column.name, column.position));
    if column.no_date.count > 0 {
        let what = format!("`{}` is not a date such as 2024-03-01", shown(&column.no_date.text));
        return vec![fault(column, &column.no_date, what, format!("correct the cell, or {drop}"))];
    }
    let [month_first, day_first] = column.known.map(|known| known == column.numbers.count);
    let what = match (month_first, day_first) {
        (true, true) if column.ambiguous => "dates in which day and month can't be told apart",
        (false, false) => "dates with the day first and dates with the month first",
        _ => return Vec::new(),
    };
    vec![fault(
        column,
        &Seen { count: 1, ..column.numbers.clone() },
        what,
        format!("write them as 2024-03-01, or {drop}"),
    )]
}

/// Words that are no labels.
pub(super) fn labels(column: &Column, of: &str) -> Vec<ColumnFault> {
    use super::words::{LONGEST_LABEL, MOST_WORDS};
    let mut faults = Vec::new();
    if let Some(word) = &column.words.no_label {
        let quote = if word.text.contains('\n') { "is a quotation mark left open?" } else { "" };
        let seen = Seen { count: word.count, line: word.line, text: String::new() };
        let what =
            format!("`{}` is no label; one has a single line of at most {LONGEST_LABEL} bytes", shown(&word.text));
        faults.push(fault(column, &seen, what, quote));
    }
    if let Some(line) = column.words.too_many {
        let seen = Seen { count: 1, line, text: String::new() };
        let what = format!("more than {MOST_WORDS} different labels");
        faults.push(fault(column, &seen, what, format!("that is no {of}")));
    }
    faults
}

/// A feature of zeros and ones for each word but the most frequent, in the order in which they appear. A missing cell is a word of its own
/// where missing cells are filled, and missing where rows with such a cell are left out.
fn indicators(column: Column, reading: &Reading) -> Vec<Feature> {
    let words = &column.words;
    let mut counts: Vec<(&str, usize)> = words.all.iter().map(|word| (word.text.as_str(), word.count)).collect();
    let fill = matches!(reading.missing, Missing::Mean | Missing::Median);
    if fill && column.missing.count > 0 {
        counts.push((MISSING, column.missing.count));
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let reference = counts.iter().position(|(_, count)| *count == most).unwrap_or(0);
    let missing = column.missing.count;
    // A missing cell has the number behind the last.
    let number = |word: u32| if word == NO_WORD { words.all.len() } else { word as usize };
    let value = |of_row: usize, word: usize| match of_row == words.all.len() && !fill {
        true => f64::NAN,
        false => f64::from(u8::from(of_row == word)),
    };
    let rows = if fill { column.rows } else { column.rows - missing };
    let made = counted(counts.len() - 1, "column");
    let how = format!("{made} of 0 and 1; 0 in all of them is {}", shown(counts[reference].0));
    let others = counts.iter().enumerate().filter(|(word, _)| *word != reference);
    let features = others.enumerate().map(|(place, (word, (text, count)))| Feature {
        name: format!("{}={text}", column.name),
        values: column.word_of_row.iter().map(|&of_row| value(number(of_row), word)).collect(),
        changed: (place == 0).then(|| Changed { column: column.name.clone(), how: how.clone() }),
        missing: if fill { 0 } else { missing },
        all_rows: column.whole.is_some().then_some(InAll::Indicator(rows, *count)),
    });
    features.collect()
}
