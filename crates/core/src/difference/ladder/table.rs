//! What do quotients at shrinking steps tend to, and from where on can that be trusted? Neville's table with a bound for each entry.
//!
//! Let d = |T\[k]\[m] − T\[k−1]\[m]| be the disagreement of an entry with the one above it, that is of the same column one step earlier. Where errors fall from step to step by q < 1 the error of the later
//! entry is at most d·q/(1 − q). For a smooth function q is that of the column, (h[k]/h[k−1])^(2m+2) and less, and d alone is generous. An entry is *trusted* if d is no more than rounding explains, or
//! if d is below a hundredth of the slopes it is made of, the d before was below a quarter of them, **and** d has fallen by a quarter at least, against the last step and the last column, whichever is the larger: quotients of √|x|, x·ln|x| or
//! x|x|^0.1, where h to a power below a half or a logarithm is left over, fall more slowly in every column. What d fell by is taken for q where it is more than a half, and twice what comes out.
//!
//! Two trusted entries that contradict each other saw two functions; the finer one wins. Otherwise the least bound does. A later quotient that is farther from the best than that at its own step contradicts it.

use super::super::richardson;
use crate::bits;

/// Columns at most: orders up to 14 for central quotients and 7 for one-sided ones.
const COLUMNS: usize = 7;
/// A disagreement that is not rounding may be so much of the slopes.
const SHARE: f64 = 0.01;
/// And the one before, so much.
const BEFORE: f64 = 0.25;
/// It must have fallen at least to so much of itself.
const SLOWEST: f64 = 0.75;
/// Of truncation that is inferred from the last steps, so many times is taken.
const SAFETY: f64 = 2.0;
/// Rounding may be so many times what it is thought to be before a quotient contradicts one at a longer step.
const ACCIDENT: f64 = 4.0;

/// What the quotients tend to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) value: f64,
    pub(super) truncation: f64,
    pub(super) rounding: f64,
    /// The shortest step and the longest.
    pub(super) step: f64,
    pub(super) reach: f64,
}

impl Entry {
    pub(super) fn bound(&self) -> f64 {
        self.truncation + self.rounding
    }

    /// Whether it differs from what it was a step earlier by no more than rounding.
    pub(super) fn has_settled(&self) -> bool {
        self.truncation <= self.rounding
    }

    /// Whether two of them can't be of one number.
    pub(super) fn contradicts(&self, other: &Entry) -> bool {
        (self.value - other.value).abs() > self.bound() + other.bound()
    }
}

/// A step with its extrapolations and what rounding does to each.
#[derive(Clone, Debug)]
struct Row {
    step: f64,
    abscissa: f64,
    values: Vec<f64>,
    rounding: Vec<f64>,
}

/// The table, from the longest step on.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    best: Option<Entry>,
}

impl Table {
    /// Takes the quotient at a shorter step, or in h² = `abscissa` for a central one.
    pub(super) fn push(&mut self, step: f64, abscissa: f64, quotient: f64, rounding: f64) {
        let before = self.rows.iter().rev().take(COLUMNS - 1);
        let ratios: Vec<f64> = before.map(|row| row.abscissa / abscissa).collect();
        let (values, rounding) = match self.rows.last() {
            None => (vec![quotient], vec![rounding]),
            Some(last) => (
                richardson::row(&last.values, quotient, &ratios),
                richardson::rounding(&last.rounding, rounding, &ratios),
            ),
        };
        self.rows.push(Row { step, abscissa, values, rounding });
        for column in 1..COLUMNS {
            if let Some(entry) = self.entry(column) {
                self.offer(entry);
            }
        }
    }

    /// By how much the last quotient is farther from an earlier limit than that at its own step, if by more than rounding: what came together there was an accident, or rounding is more than it is thought to be.
    pub(super) fn contradiction(&self) -> Option<f64> {
        let (best, last) = (self.best?, self.rows.last()?);
        let own = self.rows.iter().rfind(|row| row.step >= best.step)?;
        let off = |row: &Row| (row.values[0] - best.value).abs();
        (off(last) > off(own) + best.bound() + ACCIDENT * last.rounding[0]).then(|| off(last))
    }

    /// Trusts no limit of earlier steps any more.
    pub(super) fn forget_limit(&mut self) {
        self.best = None;
    }

    /// Forgets all: the function had no value.
    pub(super) fn clear(&mut self) {
        *self = Table::default();
    }

    /// The best that is trusted.
    pub(super) fn best(&self) -> Option<Entry> {
        self.best
    }

    /// The least disagreement at the last step in parts of what rounding explains: where truncation is over, how large the noise is in parts of what it is thought to be.
    pub(super) fn unrest(&self) -> f64 {
        let [.., old, new] = self.rows.as_slice() else { return 0.0 };
        let part = |moved: f64, slack: f64| if moved > 0.0 { moved / slack } else { 0.0 };
        let parts = old.values.iter().zip(&old.rounding).zip(new.values.iter().zip(&new.rounding));
        parts.map(|((a, da), (b, db))| part((a - b).abs(), da + db)).fold(f64::INFINITY, bits::min)
    }

    /// Whether the first extrapolations have come nearer to a number by half since the last step, or differ from it by rounding.
    pub(super) fn approaches(&self, limit: f64) -> bool {
        let [.., old, new] = self.rows.as_slice() else { return false };
        let (Some(before), Some(now)) = (old.values.get(1), new.values.get(1)) else { return false };
        (now - limit).abs() <= 0.5 * (before - limit).abs() + new.rounding[1]
    }

    /// Whether the best differs from what it was a step earlier by no more than rounding.
    pub(super) fn has_settled(&self) -> bool {
        self.best.is_some_and(|best| best.has_settled())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The quotient at the shortest step, with that step and its rounding.
    pub(super) fn last(&self) -> Option<(f64, f64, f64)> {
        self.rows.last().map(|row| (row.step, row.values[0], row.rounding[0]))
    }

    /// By what part of itself the last quotient moved, if by more than rounding.
    pub(super) fn moved(&self) -> f64 {
        let [.., older, newer] = self.rows.as_slice() else { return 0.0 };
        let moved = (newer.values[0] - older.values[0]).abs();
        let largest = bits::max(newer.values[0].abs(), older.values[0].abs());
        if moved <= newer.rounding[0] + older.rounding[0] { 0.0 } else { moved / largest }
    }

    /// How many steps ago the quotient moved least.
    pub(super) fn quietest(&self) -> Option<usize> {
        let moved = self.rows.windows(2).map(|two| (two[1].values[0] - two[0].values[0]).abs());
        let (number, _) = moved.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b))?;
        Some(self.rows.len() - 2 - number)
    }

    /// The quotient at the shortest step at which it was not 0, and that before.
    pub(super) fn last_two_changes(&self) -> Option<[f64; 2]> {
        let last = self.rows.iter().rposition(|row| row.values[0] != 0.0)?;
        Some([self.rows[last].values[0], self.rows.get(last.checked_sub(1)?)?.values[0]])
    }

    /// How many times larger the last quotient is than that of four steps before.
    pub(super) fn growth(&self) -> f64 {
        let [.., first, _, _, _, last] = self.rows.as_slice() else { return 1.0 };
        last.values[0].abs() / first.values[0].abs()
    }

    /// The two shortest steps that are longer than this, the shorter one first, each with its quotient.
    pub(super) fn beyond(&self, step: f64) -> Option<[(f64, f64); 2]> {
        let mut longer = self.rows.iter().rev().filter(|row| row.step > step).map(|row| (row.step, row.values[0]));
        Some([longer.next()?, longer.next()?])
    }

    // ANCHOR: entry
    /// T[k][column] at the last step, if it is trusted.
    fn entry(&self, column: usize) -> Option<Entry> {
        let [.., old, new] = self.rows.as_slice() else { return None };
        let (before, value) = (*old.values.get(column)?, *new.values.get(column)?);
        // Rounding at longer steps is another's where values grow by powers of ten on the way there.
        let slack = new.rounding[column] + bits::min(old.rounding[column], new.rounding[column]);
        let moved = (value - before).abs();
        let earlier = self.moved_before(column);
        let fall = moved / earlier;
        let seen = &self.rows[self.rows.len() - column - 2..];
        let slopes = seen.iter().fold(0.0, |most, row| bits::max(most, row.values[0].abs()));
        let truncation = if moved <= slack {
            moved
        } else if moved <= SHARE * slopes && earlier <= BEFORE * slopes && fall <= SLOWEST {
            SAFETY * moved * bits::max(fall / (1.0 - fall), 1.0)
        } else {
            return None;
        };
        Some(Entry { value, truncation, rounding: new.rounding[column], step: new.step, reach: seen[1].step })
    }
    // ANCHOR_END: entry

    /// The disagreement one column to the left, or one step earlier, whichever is the larger.
    fn moved_before(&self, column: usize) -> f64 {
        let rows = self.rows.len();
        let moved = |row: usize, column: usize| {
            Some((self.rows.get(row)?.values.get(column)? - self.rows.get(row - 1)?.values.get(column)?).abs())
        };
        let earlier = if rows > 2 { moved(rows - 2, column) } else { None };
        bits::max(moved(rows - 1, column - 1).unwrap_or(0.0), earlier.unwrap_or(0.0))
    }

    fn offer(&mut self, entry: Entry) {
        let better = self
            .best
            .is_none_or(|best| (entry.contradicts(&best) && entry.step < best.step) || entry.bound() < best.bound());
        if better && entry.bound().is_finite() && entry.value.is_finite() {
            self.best = Some(entry);
        }
    }
}

#[cfg(test)]
mod tests;
