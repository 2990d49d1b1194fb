//! Below which value lies a given share of a column that is longer than memory? The answer is exact, and is selected digit by digit.
//!
//! A quantile is definition 7 of Hyndman & Fan (1996), as in [`statistics`](crate::statistics::quantile): with h = (m − 1)p it lies between the values of ranks ⌊h⌋ and
//! ⌊h⌋ + 1. While values are few they are kept and sorted. Of more of them only counts are kept: the bits of doubles, ordered as whole numbers, have
//! the order of the doubles, so a reading that counts how often each pattern of the first 16 bits occurs tells these bits of the value of a given rank, the next reading
//! the next 16, and after four it is known. Where columns are many the digits are shorter and the readings more, so that the counts stay within 128 MiB.

use super::exact::{Products, add_between};

/// The two neighbors of a quantile, and what part of the way from one to the other it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Between {
    pub(super) neighbors: [f64; 2],
    pub(super) fraction: f64,
}

impl Between {
    /// The quantile, rounded once.
    pub(super) fn value(&self) -> f64 {
        let mut sum = Products::default();
        add_between(&mut sum, 1.0, self.neighbors, self.fraction);
        sum.rounded()
    }
}

/// The ranks of the neighbors, from 0, and the part of the way.
fn ranks(count: u64, share: f64) -> ([u64; 2], f64) {
    let position = (count - 1) as f64 * share;
    let rank = position as u64;
    ([rank, (rank + 1).min(count - 1)], position - rank as f64)
}

/// Of values that are all at hand, at least one.
pub(super) fn of_kept(mut values: Vec<f64>, shares: &[f64]) -> Vec<Between> {
    values.sort_unstable_by(f64::total_cmp);
    let one = |&share: &f64| {
        let (ranks, fraction) = ranks(values.len() as u64, share);
        Between { neighbors: ranks.map(|rank| values[rank as usize]), fraction }
    };
    shares.iter().map(one).collect()
}

/// The counts of all columns take no more bytes.
const MOST_BYTES: usize = 128 << 20;

/// A search for the values of some ranks in each column, over several readings.
pub(super) struct Selection {
    /// Bits that a reading decides.
    digit: u32,
    /// Bits that are decided.
    decided: u32,
    columns: Vec<Vec<Search>>,
    fractions: Vec<Vec<f64>>,
}

/// The search for one value.
struct Search {
    /// The bits that are decided.
    prefix: u64,
    /// The rank among values that begin like this.
    rank: u64,
    counts: Vec<u64>,
}

impl Selection {
    /// Of columns with so many values each, at least one.
    pub(super) fn of(counts: &[u64], shares: &[f64]) -> Self {
        let searches = counts.len() * shares.len() * 2;
        let fits = |digit: &u32| searches * (8 << digit) <= MOST_BYTES;
        let digit = [16, 8, 4].into_iter().find(fits).unwrap_or(2);
        let search = |rank: u64| Search { prefix: 0, rank, counts: vec![0; 1 << digit] };
        let placed = |count: u64| shares.iter().map(move |&share| ranks(count, share));
        let columns = counts.iter().map(|&count| placed(count).flat_map(|(ranks, _)| ranks).map(search).collect());
        let fractions = counts.iter().map(|&count| placed(count).map(|(_, fraction)| fraction).collect());
        Selection { digit, decided: 0, columns: columns.collect(), fractions: fractions.collect() }
    }

    /// Looks at a value of a column.
    pub(super) fn take(&mut self, column: usize, value: f64) {
        let (key, rest) = (key(value), u64::BITS - self.decided - self.digit);
        let (prefix, digit) =
            (key.checked_shr(rest + self.digit).unwrap_or(0), (key >> rest) & ((1 << self.digit) - 1));
        for search in &mut self.columns[column] {
            if search.prefix == prefix {
                search.counts[digit as usize] += 1;
            }
        }
    }

    /// Ends a reading; whether more of them are needed. `None` if the values were not those of the reading before.
    pub(super) fn narrow(&mut self) -> Option<bool> {
        for search in self.columns.iter_mut().flatten() {
            let mut below = 0;
            let digit = search.counts.iter().position(|count| {
                below += count;
                below > search.rank
            })?;
            search.rank -= below - search.counts[digit];
            search.prefix = search.prefix << self.digit | digit as u64;
            search.counts.fill(0);
        }
        self.decided += self.digit;
        Some(self.decided < u64::BITS)
    }

    /// The quantiles of a column, once all bits are decided.
    pub(super) fn found(&self, column: usize) -> Vec<Between> {
        let pairs = self.columns[column].chunks_exact(2).zip(&self.fractions[column]);
        let one = |(pair, &fraction): (&[Search], &f64)| Between {
            neighbors: [value(pair[0].prefix), value(pair[1].prefix)],
            fraction,
        };
        pairs.map(one).collect()
    }
}

const SIGN: u64 = 1 << 63;

/// A whole number in whose order doubles are ordered.
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits & SIGN == 0 { bits | SIGN } else { !bits }
}

fn value(key: u64) -> f64 {
    f64::from_bits(if key & SIGN == 0 { !key } else { key ^ SIGN })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::streams::{self, standard_normal};
    use crate::statistics::quantile;

    fn columns() -> [Vec<f64>; 3] {
        let mut stream = streams::stream(1, "scaler", "quantiles", 0);
        let normal = (0..1000).map(|_| standard_normal(&mut stream)).collect();
        let sizes = (-300..301).map(|power| crate::bits::powi(-10.0, power)).collect();
        [normal, sizes, vec![0.0, -0.0, 7.0, 7.0]]
    }

    fn selected(
        columns: &[Vec<f64>],
        shares: &[f64],
        mut planted: impl FnMut(u32, f64) -> f64,
    ) -> Option<Vec<Vec<Between>>> {
        let counts: Vec<u64> = columns.iter().map(|values| values.len() as u64).collect();
        let mut selection = Selection::of(&counts, shares);
        loop {
            for (column, values) in columns.iter().enumerate() {
                values.iter().for_each(|&value| selection.take(column, planted(selection.decided, value)));
            }
            if !selection.narrow()? {
                return Some((0..columns.len()).map(|column| selection.found(column)).collect());
            }
        }
    }

    #[test]
    fn what_is_selected_by_digits_is_what_is_sorted() {
        let shares = [0.0, 0.1, 0.25, 0.5, 0.75, 1.0];
        let columns = columns();
        let found = selected(&columns, &shares, |_, value| value).unwrap();
        for (values, found) in columns.iter().zip(&found) {
            assert_eq!(format!("{found:?}"), format!("{:?}", of_kept(values.clone(), &shares)));
            for (between, share) in found.iter().zip(shares) {
                // That of the library rounds twice, the difference and the sum.
                let [low, high] = between.neighbors;
                let error = (between.value() - quantile(values, share).unwrap()).abs();
                assert!(error <= f64::EPSILON * (high - low + between.value().abs()));
            }
        }
    }

    #[test]
    fn a_file_that_changes_between_two_readings_is_noticed() {
        let columns = [vec![1.0, 2.0, 3.0]];
        assert!(selected(&columns, &[0.5], |_, value| value).is_some());
        assert!(selected(&columns, &[0.5], |decided, value| if decided == 0 { value } else { -value }).is_none());
    }
}
