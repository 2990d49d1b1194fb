//! What does one reading of a table tell of its columns, and what do further readings?
//!
//! The first gives exact sums and extremes. For quantiles it keeps the numbers while they are few, and nothing of them once they are not; then the bits of the
//! quantiles are found in further readings.

use std::io::Read;

use super::exact::Column;
use super::quantiles::{Between, Selection, of_kept};
use crate::data::Fault;
use crate::data::numbers::Numbers;

/// What the first reading has seen.
pub(super) struct Seen {
    pub(super) rows: usize,
    pub(super) columns: Vec<Column>,
    kept: Vec<Vec<f64>>,
    /// How many more numbers may be kept.
    left: usize,
    /// Whether there were more of them.
    overflows: bool,
}

impl Seen {
    /// The first reading, in which so many numbers are kept at most.
    ///
    /// # Errors
    /// What ends the reading; more numbers, if they have to be kept because there is no further reading.
    pub(super) fn of<R: Read>(numbers: &mut Numbers<R>, most: usize, may_overflow: bool) -> Result<Self, Fault> {
        let columns = numbers.places.len();
        let (kept, columns) = (vec![Vec::new(); columns], vec![Column::default(); columns]);
        let mut seen = Seen { rows: 0, columns, kept, left: most, overflows: false };
        let mut values = Vec::new();
        while numbers.next(&mut values)? {
            seen.take(&values);
            if seen.overflows && !may_overflow {
                return Err(Fault::ReadOnce { most });
            }
        }
        Ok(seen)
    }

    /// Takes a row; NaN is no value.
    fn take(&mut self, values: &[f64]) {
        self.rows += 1;
        self.overflows |= values.len() > self.left;
        if self.overflows {
            (self.kept, self.left) = (Vec::new(), 0);
        } else {
            self.left -= values.len();
        }
        for (place, &value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
            self.columns[place].add(value);
            if !self.overflows {
                self.kept[place].push(value);
            }
        }
    }

    /// The quantiles of the columns at these places; `again` begins another reading of these columns alone.
    pub(super) fn quantiles<R: Read>(
        &self,
        places: &[usize],
        shares: &[f64],
        again: impl FnMut() -> Result<Numbers<R>, Fault>,
    ) -> Result<Vec<Vec<Between>>, Fault> {
        match () {
            () if shares.is_empty() => Ok(vec![Vec::new(); places.len()]),
            () if self.overflows => self.selected(places, shares, again),
            () => Ok(places.iter().map(|&place| of_kept(self.kept[place].clone(), shares)).collect()),
        }
    }

    fn selected<R: Read>(
        &self,
        places: &[usize],
        shares: &[f64],
        mut again: impl FnMut() -> Result<Numbers<R>, Fault>,
    ) -> Result<Vec<Vec<Between>>, Fault> {
        let counts: Vec<u64> = places.iter().map(|&place| self.columns[place].count).collect();
        let mut selection = Selection::of(&counts, shares);
        let mut values = Vec::new();
        loop {
            let mut numbers = again()?;
            while numbers.next(&mut values)? {
                for (column, &value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
                    selection.take(column, value);
                }
            }
            match selection.narrow().filter(|_| numbers.records.rows == self.rows) {
                None => return Err(Fault::Changed),
                Some(true) => {}
                Some(false) => return Ok((0..counts.len()).map(|column| selection.found(column)).collect()),
            }
        }
    }
}
