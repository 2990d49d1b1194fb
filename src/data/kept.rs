//! Which rows are kept of a file that has more of them than memory should hold? As many as there is room for, each row as likely as any other.
//!
//! The first k rows are kept. Of each that follows a random number says whether it is kept, and in place of which: the row with number i, counted from 0, gets the
//! place j, drawn from 0 … i, if j < k, and none if not (Vitter 1985, "Random sampling with a reservoir", algorithm R). So after n rows each is among the
//! kept ones with probability k/n, whatever the order of the file. The numbers come from a stream of their own: the same rows on every machine.

use super::Fault;
use super::column::{Column, NOWHERE, put};
use super::part::Part;
use crate::bits::streams::{self, Stream};
use crate::parallel;

/// The rows of the file so far.
pub(super) struct Kept {
    pub(super) columns: Vec<Column>,
    /// How many there are.
    pub(super) count: usize,
    pub(super) ragged: Vec<Fault>,
    /// If not all are kept: which rows are, counted from 0.
    pub(super) numbers: Option<Vec<usize>>,
    most: usize,
    stream: Stream,
}

impl Kept {
    /// None yet; so many are kept.
    pub(super) fn of(columns: Vec<Column>, most: usize) -> Self {
        let stream = streams::stream(0, "data", "reservoir", 0);
        Kept { columns, count: 0, ragged: Vec::new(), numbers: None, most, stream }
    }

    /// Takes the rows of the next stretch of the file.
    pub(super) fn append(&mut self, part: Part) {
        let before = self.count;
        self.count += part.count;
        if self.count > self.most && self.numbers.is_none() {
            self.numbers = Some((0..before).collect());
            parallel::in_place(&mut self.columns, Column::begin_whole);
        }
        let places = self.numbers.is_some().then(|| self.places(before));
        if let (Some(numbers), Some(places)) = (&mut self.numbers, &places) {
            put(numbers, &(before..self.count).collect::<Vec<_>>(), Some(places));
        }
        let mut pairs: Vec<(&mut Column, Option<Column>)> =
            self.columns.iter_mut().zip(part.columns.into_iter().map(Some)).collect();
        parallel::in_place(&mut pairs, |(column, next)| {
            if let Some(next) = next.take() {
                column.append(next, places.as_deref());
            }
        });
        let room = super::part::MOST_RAGGED.saturating_sub(self.ragged.len());
        self.ragged.extend(part.ragged.into_iter().take(room));
    }

    /// Where the rows from this number on are kept.
    fn places(&mut self, before: usize) -> Vec<usize> {
        let place = |number: usize| {
            if number < self.most {
                return number;
            }
            let drawn = streams::below(&mut self.stream, number as u64 + 1);
            usize::try_from(drawn).ok().filter(|&place| place < self.most).unwrap_or(NOWHERE)
        };
        (before..self.count).map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dialect;
    use super::super::column::Wanted;
    use super::*;

    /// Of the rows 0 … n − 1, whose only cell is their number, those that are kept.
    fn kept(rows: usize, most: usize, part: usize) -> Kept {
        let mut kept = Kept::of(vec![Column::new("x".to_owned(), 1, Wanted::Numbers)], most);
        for start in (0..rows).step_by(part) {
            let mut next = Part::like(&kept.columns);
            for row in start..(start + part).min(rows) {
                next.take(row as u64 + 2, [row.to_string().as_str()].into_iter(), &Dialect::of_numbers('.', None));
            }
            kept.append(next);
        }
        kept
    }

    #[test]
    fn all_rows_are_kept_while_there_is_room() {
        let all = kept(50, 50, 7);
        assert!(all.numbers.is_none() && all.columns[0].whole.is_none());
        assert_eq!(all.columns[0].values, (0..50).map(f64::from).collect::<Vec<_>>());
        let some = kept(51, 50, 7);
        assert_eq!((some.count, some.columns[0].values.len()), (51, 50));
        assert_eq!(some.columns[0].whole.as_ref().unwrap()[0].largest.value, 50.0);
    }

    #[test]
    fn the_same_rows_are_kept_however_the_file_is_cut_and_known_by_their_numbers() {
        let (one, other) = (kept(5000, 100, 5000), kept(5000, 100, 13));
        let numbers: Vec<f64> = one.numbers.as_ref().unwrap().iter().map(|&number| number as f64).collect();
        assert_eq!(one.columns[0].values, numbers);
        assert_eq!(one.columns[0].values, other.columns[0].values);
        let [whole, same] = [&one, &other].map(|kept| kept.columns[0].whole.as_ref().unwrap()[0].moments(0, 0.0));
        assert_eq!((whole.mean(), &whole), ([2499.5].as_slice(), &same));
    }

    /// In each tenth of a file as many rows are kept as in any other. Their number is binomial with variance below 1000·0.1·0.9: five deviations are 48.
    #[test]
    fn every_row_is_as_likely_to_be_kept() {
        let even = |values: &[f64]| {
            let mut tenths = [0_i32; 10];
            values.iter().for_each(|value| tenths[(value / 1000.0) as usize] += 1);
            tenths.iter().all(|count| (count - 100).abs() < 48)
        };
        assert!(even(&kept(10_000, 1000, 900).columns[0].values));
        // Planted: the first rows alone.
        assert!(!even(&(0..1000).map(f64::from).collect::<Vec<_>>()));
    }
}
