//! What do all values of a column say, of which only some are kept? How many there are, mean and deviation, the smallest and the largest with
//! their rows, how many are 0, and which differ.
//!
//! Values are taken in blocks of a fixed size, and blocks are merged as a binary counter counts: two of one size become one of twice the size, so
//! that a mean passes through log₂ of the number of blocks merges ([`Moments`]). So the numbers depend on the values and their order alone, however
//! the file was cut.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use ndarray::ArrayView2;

use crate::normalize::moments::Moments;

/// Values of a block.
const BLOCK: usize = 4096;

/// A value and its row, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct At {
    pub(super) value: f64,
    pub(super) row: usize,
}

/// What all rows of a file say of which a random sample is kept.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AllRows {
    /// The number in the file, from 0, of each row that is kept.
    pub numbers: Vec<usize>,
    /// Of each feature; nothing if rows with a missing cell are left out, since which these are is known of the kept rows alone.
    pub features: Vec<OfAllRows>,
}

/// What all rows say of a feature.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct OfAllRows {
    /// How many there are.
    pub rows: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, √((1/m)Σ(x − μ)²).
    pub deviation: f64,
    /// The smallest value, and its row.
    pub minimum: (f64, usize),
    /// The largest value, and its row.
    pub maximum: (f64, usize),
    /// The share of zeros.
    pub zeros: f64,
}

impl OfAllRows {
    /// Of values of which so many are missing and become this one.
    pub(super) fn of(whole: &Whole, missing: usize, value: f64) -> Self {
        let moments = whole.moments(missing, value);
        let rows = moments.count();
        let zeros = whole.zeros + if value == 0.0 { missing } else { 0 };
        OfAllRows {
            rows,
            mean: moments.mean()[0],
            deviation: moments.variance()[0].sqrt(),
            minimum: (whole.smallest.value, whole.smallest.row),
            maximum: (whole.largest.value, whole.largest.row),
            zeros: zeros as f64 / rows as f64,
        }
    }

    /// Of zeros and ones, of which so many are 1.
    pub(super) fn of_indicator(rows: usize, ones: usize) -> Self {
        let mean = ones as f64 / rows as f64;
        OfAllRows {
            rows,
            mean,
            deviation: (mean * (1.0 - mean)).sqrt(),
            minimum: (f64::from(u8::from(ones == rows)), 0),
            maximum: (f64::from(u8::from(ones > 0)), 0),
            zeros: 1.0 - mean,
        }
    }
}

/// What is known of all values so far; NaN is no value.
#[derive(Debug)]
pub(super) struct Whole {
    /// Those that are not merged yet.
    block: Vec<f64>,
    /// Of one block or 2, 4, 8 …, the largest first.
    merged: Vec<Moments>,
    rows: usize,
    pub(super) zeros: usize,
    pub(super) smallest: At,
    pub(super) largest: At,
    different: BTreeMap<Ordered, usize>,
    most_different: usize,
}

/// Numbers in their order; no NaN.
#[derive(Debug, PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Whole {
    /// No values yet; of those that differ so many are counted.
    pub(super) fn of(most_different: usize) -> Self {
        Whole {
            block: Vec::new(),
            merged: Vec::new(),
            rows: 0,
            zeros: 0,
            smallest: At { value: f64::INFINITY, row: 0 },
            largest: At { value: f64::NEG_INFINITY, row: 0 },
            different: BTreeMap::new(),
            most_different,
        }
    }

    /// Takes the values of the rows that follow.
    pub(super) fn take(&mut self, values: &[f64]) {
        for (&value, row) in values.iter().zip(self.rows..) {
            if !value.is_nan() {
                // One zero, whatever its sign.
                self.add(At { value: value + 0.0, row });
            }
        }
        self.rows += values.len();
    }

    fn add(&mut self, at: At) {
        self.block.push(at.value);
        if self.block.len() == BLOCK {
            self.merge();
        }
        self.zeros += usize::from(at.value == 0.0);
        if at.value < self.smallest.value {
            self.smallest = at;
        }
        if at.value > self.largest.value {
            self.largest = at;
        }
        // One more than are counted tells that there are more.
        if self.different.len() <= self.most_different && self.most_different > 0 {
            *self.different.entry(Ordered(at.value)).or_default() += 1;
        }
    }

    fn merge(&mut self) {
        let mut moments = of_values(&self.block);
        self.block.clear();
        while let Some(last) = self.merged.pop_if(|last| last.count() == moments.count()) {
            moments = last.merge(&moments);
        }
        self.merged.push(moments);
    }

    /// Count, mean and squares of all values, and of so many more that are this one.
    pub(super) fn moments(&self, more: usize, value: f64) -> Moments {
        let rest = [of_values(&self.block), repeated(more, value)];
        self.merged.iter().chain(&rest).fold(Moments::new(1), Moments::merge)
    }

    /// Each value with how often it is there, in ascending order; `None` if they are too many.
    pub(super) fn different(&self) -> Option<Vec<(f64, usize)>> {
        let few = self.different.len() <= self.most_different;
        few.then(|| self.different.iter().map(|(value, &count)| (value.0, count)).collect())
    }
}

fn of_values(values: &[f64]) -> Moments {
    Moments::of(ArrayView2::from_shape((values.len(), 1), values).expect("a column"))
}

/// The moments of one value that is there so often: its doublings, added.
fn repeated(mut count: usize, value: f64) -> Moments {
    let (mut all, mut doubled) = (Moments::new(1), of_values(&[value]));
    while count > 0 {
        if count % 2 == 1 {
            all = all.merge(&doubled);
        }
        doubled = doubled.clone().merge(&doubled);
        count /= 2;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::streams::{self, standard_normal};

    /// In pieces of this length.
    fn taken(values: &[f64], piece: usize) -> Whole {
        let mut whole = Whole::of(5);
        values.chunks(piece).for_each(|piece| whole.take(piece));
        whole
    }

    #[test]
    fn the_cut_of_the_file_changes_no_bit_and_another_value_does() {
        let mut stream = streams::stream(1, "data", "whole", 0);
        let mut values: Vec<f64> = (0..30_000).map(|_| 1e6 + standard_normal(&mut stream)).collect();
        values[77] = f64::NAN;
        let one = taken(&values, 30_000).moments(0, 0.0);
        assert_eq!(one, taken(&values, 1).moments(0, 0.0));
        assert_eq!(one, taken(&values, 4097).moments(0, 0.0));
        // The balanced tree of the same values has another order, and differs by rounding alone: 8 merges and leaves of 256, see `Moments`.
        values.remove(77);
        let all = of_values(&values);
        assert_eq!((one.count(), one.mean()[0].round()), (29_999, 1e6));
        assert!((one.mean()[0] - all.mean()[0]).abs() <= 20.0 * f64::EPSILON * 1e6);
        assert!((one.squares()[0] / all.squares()[0] - 1.0).abs() < 2400.0 * f64::EPSILON);
        values[5] += 1.0;
        assert!((one.mean()[0] - of_values(&values).mean()[0]).abs() > 20.0 * f64::EPSILON * 1e6);
    }

    #[test]
    fn ends_have_their_rows_and_values_are_counted_while_they_are_few() {
        let values = [3.0, f64::NAN, -1.0, 0.0, 3.0, -0.0, 7.0];
        let whole = taken(&values, 2);
        assert_eq!((whole.smallest, whole.largest), (At { value: -1.0, row: 2 }, At { value: 7.0, row: 6 }));
        assert_eq!(whole.zeros, 2);
        assert_eq!(whole.different().unwrap(), [(-1.0, 1), (0.0, 2), (3.0, 2), (7.0, 1)]);
        assert_eq!(taken(&[1.0, 2.0, 3.0, 4.0, 5.0], 2).different().map(|all| all.len()), Some(5));
        assert_eq!(taken(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2).different(), None);
    }

    #[test]
    fn a_value_in_place_of_missing_ones_counts_as_often_as_they_are() {
        // 1, 2, 6 and five times 3: mean 24/8, squares 4 + 1 + 9.
        let moments = taken(&[1.0, 2.0, 6.0], 1).moments(5, 3.0);
        assert_eq!((moments.count(), moments.mean(), moments.squares()), (8, [3.0].as_slice(), [14.0].as_slice()));
    }
}
