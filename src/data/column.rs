//! What stood in a column? Numbers, words, missing cells and what can't be computed with, collected row by row before anybody decides what
//! the column is: so no cell is blamed because of the one that happened to come first.
//!
//! A stretch of the file is a column by itself, and columns are added in the order of the file. Of a file of more rows than are kept each row
//! is counted, and has a place among those that are kept, or none.

use super::Dialect;
use super::cell::{Cell, is_rounded, number};
use super::date::date;
use super::whole::Whole;
use super::words::{MOST_WORDS, NO_WORD, Words};

/// Of a column of words that nobody asked for, so many are kept: enough to see what they are.
const SAMPLE: usize = 1000;

/// As what a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Numbers, if they are any; words are looked at and not kept.
    Numbers,
    /// Numbers or labels: the target.
    NumbersOrWords,
    /// Every cell is a word.
    Words,
    /// Days.
    Dates,
    /// Nothing: it was dropped.
    Nothing,
}

/// Cells of one kind: how many, and the first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    pub(super) count: usize,
    pub(super) line: u64,
    pub(super) text: String,
}

impl Seen {
    fn add(&mut self, line: u64, text: &str) {
        if self.count == 0 {
            (self.line, self.text) = (line, text.to_owned());
        }
        self.count += 1;
    }

    fn append(&mut self, next: Seen) {
        if self.count == 0 {
            (self.line, self.text) = (next.line, next.text);
        }
        self.count += next.count;
    }
}

/// The place of a row that is not kept.
pub(super) const NOWHERE: usize = usize::MAX;

/// Puts each item into its place: in that of another one, behind the last, or nowhere. All go behind the last if no places are given.
pub(super) fn put<T: Copy>(kept: &mut Vec<T>, next: &[T], places: Option<&[usize]>) {
    let Some(places) = places else { return kept.extend_from_slice(next) };
    for (&place, &item) in places.iter().zip(next) {
        if place == kept.len() {
            kept.push(item);
        } else if let Some(other) = kept.get_mut(place) {
            *other = item;
        }
    }
}

/// A column with its cells.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// From 1.
    pub(super) position: usize,
    pub(super) wanted: Wanted,
    /// How many rows it has.
    pub(super) rows: usize,
    /// A value for each row that is kept, NaN where there is none. Of dates: the month before the day.
    pub(super) values: Vec<f64>,
    /// Of dates: the day before the month.
    pub(super) day_first: Vec<f64>,
    /// How many dates there are with the month before the day, and how many with the day before the month.
    pub(super) known: [usize; 2],
    /// Whether one of them is another day in the other order.
    pub(super) ambiguous: bool,
    /// Of labels and categories: the number of each row's word.
    pub(super) word_of_row: Vec<u32>,
    /// What the values of all rows say, if not all are kept; and the same with the day before the month.
    pub(super) whole: Option<Box<[Whole; 2]>>,
    pub(super) words: Words,
    pub(super) numbers: Seen,
    pub(super) missing: Seen,
    pub(super) not_finite: Seen,
    pub(super) out_of_range: Seen,
    /// Whole numbers with more digits than a double has.
    pub(super) rounded: Seen,
    /// Words that are no dates, where dates are wanted.
    pub(super) no_date: Seen,
}

impl Column {
    pub(super) fn new(name: String, position: usize, wanted: Wanted) -> Self {
        Column {
            name,
            position,
            wanted,
            rows: 0,
            values: Vec::new(),
            day_first: Vec::new(),
            known: [0; 2],
            ambiguous: false,
            word_of_row: Vec::new(),
            whole: None,
            words: Words::default(),
            numbers: Seen::default(),
            missing: Seen::default(),
            not_finite: Seen::default(),
            out_of_range: Seen::default(),
            rounded: Seen::default(),
            no_date: Seen::default(),
        }
    }

    /// A column for the next stretch of the file.
    pub(super) fn like(&self) -> Self {
        Column::new(String::new(), self.position, self.wanted)
    }

    /// Takes the cell of a row.
    pub(super) fn take(&mut self, line: u64, cell: &str, dialect: &Dialect) {
        self.rows += 1;
        if self.wanted == Wanted::Nothing {
            return;
        }
        let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        let bare = is_bare(cell.as_bytes().first()) && is_bare(cell.as_bytes().last());
        let cell = if bare { cell } else { cell.trim() };
        let read = number(cell, dialect);
        let mut word = NO_WORD;
        let value = match (self.wanted, read) {
            (_, Cell::Missing) => {
                self.missing.add(line, cell);
                f64::NAN
            }
            (Wanted::Words, _) => {
                word = self.words.add(line, cell, MOST_WORDS);
                f64::NAN
            }
            (Wanted::Dates, _) => self.day(line, cell),
            (_, read) => self.number_or_word(line, cell, read, &mut word),
        };
        if self.wanted == Wanted::Dates && read == Cell::Missing {
            self.day_first.push(f64::NAN);
        }
        if self.keeps_words() {
            self.word_of_row.push(word);
        }
        self.values.push(value);
    }

    /// Takes the rows of the next stretch of the file, each to its place.
    pub(super) fn append(&mut self, next: Column, places: Option<&[usize]>) {
        if let Some([values, day_first]) = self.whole.as_deref_mut() {
            values.take(&next.values);
            day_first.take(&next.day_first);
        }
        self.rows += next.rows;
        put(&mut self.values, &next.values, places);
        put(&mut self.day_first, &next.day_first, places);
        let new_number = self.words.append(next.words, self.most_words());
        let renumbered = |&word: &u32| new_number.get(word as usize).copied().unwrap_or(NO_WORD);
        put(&mut self.word_of_row, &next.word_of_row.iter().map(renumbered).collect::<Vec<u32>>(), places);
        self.known.iter_mut().zip(next.known).for_each(|(known, next)| *known += next);
        self.ambiguous |= next.ambiguous;
        self.numbers.append(next.numbers);
        self.missing.append(next.missing);
        self.not_finite.append(next.not_finite);
        self.out_of_range.append(next.out_of_range);
        self.rounded.append(next.rounded);
        self.no_date.append(next.no_date);
    }

    /// From now on not all rows are kept: what all of them say is counted from the first on.
    pub(super) fn begin_whole(&mut self) {
        let different = if self.wanted == Wanted::NumbersOrWords { MOST_WORDS } else { 0 };
        let mut whole = [Whole::of(different), Whole::of(0)];
        whole[0].take(&self.values);
        whole[1].take(&self.day_first);
        self.whole = Some(Box::new(whole));
    }

    fn keeps_words(&self) -> bool {
        matches!(self.wanted, Wanted::Words | Wanted::NumbersOrWords)
    }

    fn most_words(&self) -> usize {
        if self.keeps_words() { MOST_WORDS } else { SAMPLE }
    }

    fn number_or_word(&mut self, line: u64, cell: &str, read: Cell, word: &mut u32) -> f64 {
        match read {
            Cell::Number(value) => {
                self.numbers.add(line, cell);
                if is_rounded(cell, value) {
                    self.rounded.add(line, cell);
                }
                return value;
            }
            Cell::NotFinite => self.not_finite.add(line, cell),
            Cell::OutOfRange => self.out_of_range.add(line, cell),
            Cell::Word | Cell::Missing => *word = self.words.add(line, cell, self.most_words()),
        }
        f64::NAN
    }

    fn day(&mut self, line: u64, cell: &str) -> f64 {
        let Some(date) = date(cell) else {
            self.no_date.add(line, cell);
            self.day_first.push(f64::NAN);
            return f64::NAN;
        };
        self.numbers.add(line, cell);
        self.known[0] += usize::from(date.month_first.is_some());
        self.known[1] += usize::from(date.day_first.is_some());
        self.ambiguous |= date.month_first != date.day_first && date.month_first.is_some();
        self.day_first.push(date.day_first.unwrap_or(f64::NAN));
        date.month_first.unwrap_or(f64::NAN)
    }

    /// Its numbers, and what all rows say of them.
    pub(super) fn into_numbers(self) -> (Vec<f64>, Option<Whole>) {
        let whole = self.whole.map(|whole| {
            let [whole, _] = *whole;
            whole
        });
        (self.values, whole)
    }

    /// Its days, in the order of day and month that fits all of them, and what all rows say of them.
    pub(super) fn into_days(mut self) -> (Vec<f64>, Option<Whole>) {
        if self.known[0] < self.numbers.count {
            std::mem::swap(&mut self.values, &mut self.day_first);
            self.whole.iter_mut().for_each(|whole| whole.swap(0, 1));
        }
        self.into_numbers()
    }

    /// Whether no cell holds anything.
    pub(super) fn is_empty(&self) -> bool {
        let seen = [&self.numbers, &self.not_finite, &self.out_of_range, &self.no_date];
        self.words.cells == 0 && seen.iter().all(|seen| seen.count == 0)
    }

    /// Whether its words are dates, all of those that were kept.
    pub(super) fn holds_dates(&self) -> bool {
        !self.words.all.is_empty() && self.words.texts().all(|word| date(word).is_some())
    }
}
