//! What is a derivative, and how wrong can the answer be? Central quotients on a ladder of halving steps, extrapolated, with a bound.
//!
//! With D(h) = (f(x+h) − f(x−h))/2h and h, h/2, h/4, … Richardson's table removes one even power of h with each column:
//!
//! ```text
//! T[k][0] = D(h/2ᵏ),   T[k][m] = (4ᵐ·T[k][m−1] − T[k−1][m−1])/(4ᵐ − 1) = f′ + O(h^(2m+2))
//! ```
//!
//! **Rounding.** If each value of f is off by at most η, D(h) is off by η/h, and each column adds what its combination does to that. No value is taken to
//! be better than 2u of itself, whatever the noise at x: it may be larger where f is larger.
//!
//! **Truncation.** Let d\[k] = |T\[k]\[m] − T\[k−1]\[m]| be the disagreement of neighboring steps and q = 4^(m+1). Where the error falls like
//! h^(2m+2), d\[k] = d[k−1]/q and the error of T\[k]\[m] is d\[k]/(q − 1). An entry is *trusted* if d\[k] ≤ 1.5·d[k−1]/q, up to
//! rounding. If disagreements went on to shrink as slowly as that, the errors would be d·r/(1 − r) with r = 1.5/q, which is
//! below 2d/(q − 1) for every m: so the bound is 2·max(d\[k], d[k−1]/q)/(q − 1), with rounding added to d. The maximum is there for a
//! disagreement that is small by accident.
//!
//! **Kinks.** At a kink in x itself central quotients agree with each other and mean nothing. The gap between the right and the left
//! quotient, G(h) = (f(x+h) − 2f(x) + f(x−h))/h, tells: J = 2G(h) − G(2h) is O(h³) for smooth f and the jump of the slope at a kink. Entries
//! are trusted only while J falls by half or more with each step, up to rounding. (A kink that is small beside h³f⁗ at the last step is not seen.)
//!
//! Of the trusted entries the one with the least bound is returned; where two contradict each other, the coarser saw another
//! function, and the finer wins. The ladder ends where rounding alone exceeds half of the least bound.
//!
//! ```
//! use wellposed_core::difference::ladder::{Pair, Status, quotient};
//!
//! let cube = |x: f64| x * x * x;
//! let pair = |h: f64| Pair { right: cube(1.0 + h), left: cube(1.0 - h), width: (1.0 + h) - (1.0 - h) };
//! let slope = quotient(pair, cube(1.0), 1e-16, 0.125);
//! assert_eq!(slope.status, Status::Bounded);
//! assert!((slope.value - 3.0).abs() <= slope.bound() && slope.bound() < 1e-12);
//!
//! let relu = |x: f64| x.max(0.0);
//! let pair = |h: f64| Pair { right: relu(h), left: relu(-h), width: 2.0 * h };
//! let slope = quotient(pair, 0.0, 1e-16, 0.125);
//! assert_eq!((slope.status, slope.one_sided), (Status::Kink, (0.0, 1.0)));
//! assert_eq!(slope.bound(), f64::INFINITY);
//! ```
//!
//! Source: Richardson 1911; Ridders 1982, *Advances in Engineering Software* 4(2), for the choice by disagreement.

mod answer;

use super::richardson;
use crate::bits;
pub use answer::{Pair, Quotient, Status};

/// Columns of the table: up to order 8.
const COLUMNS: usize = 4;
/// Halvings at most.
const LONGEST: usize = 80;
/// No value is taken to be better than so many units of its own roundoff: half a unit in the last place, and as much again for what made it.
const OWN: f64 = 2.0;
/// The unit roundoff of f64.
const U: f64 = f64::EPSILON / 2.0;

/// The derivative from `pairs(h)` for h = `first_step`, `first_step`/2, … with `center` = f(x) and `noise` a bound on the error of each value.
///
/// Take `first_step` as large as f may be expected to be smooth over; too large costs evaluations, too small costs accuracy.
pub fn quotient(mut pairs: impl FnMut(f64) -> Pair, center: f64, noise: f64, first_step: f64) -> Quotient {
    let mut ladder =
        Ladder { center, noise, rungs: Vec::new(), best: None, apart: false, falls: 0, scale: 0.0, evaluations: 0 };
    if center.is_finite() && noise.is_finite() && noise >= 0.0 {
        let mut step = first_step;
        for _ in 0..LONGEST {
            if !ladder.descend(pairs(step)) {
                break;
            }
            step *= 0.5;
        }
    }
    ladder.finish()
}

/// One step with its quotients.
struct Rung {
    step: f64,
    /// η: what was told, or the rounding of the values themselves.
    noise: f64,
    left: f64,
    right: f64,
    /// G(h) and J, the signed gap and its extrapolation.
    gap: f64,
    jump: f64,
    /// T\[k]\[0], T\[k]\[1], …
    row: Vec<f64>,
    /// What rounding does to each of them.
    rounding: Vec<f64>,
}

struct Ladder {
    center: f64,
    noise: f64,
    /// Consecutive steps with finite values.
    rungs: Vec<Rung>,
    best: Option<Quotient>,
    /// Whether left and right slopes have been seen to stay apart, and not to come together since.
    apart: bool,
    /// How often in a row they have come much closer.
    falls: usize,
    /// The largest slope seen.
    scale: f64,
    evaluations: usize,
}

impl Ladder {
    /// Takes a step; false if no finer step can help.
    fn descend(&mut self, pair: Pair) -> bool {
        self.evaluations += 2;
        let step = pair.width / 2.0;
        if step <= 0.0 || step.is_nan() {
            return false;
        }
        let rung = self.rung(pair, step);
        // The gap is made of all three values: it is finite where they and their differences are.
        if !rung.gap.is_finite() || !rung.jump.is_finite() || rung.row.iter().any(|entry| !entry.is_finite()) {
            self.rungs.clear();
            return true;
        }
        self.scale = bits::max(bits::max(self.scale, rung.row[0].abs()), rung.gap.abs());
        self.watch(&rung);
        self.rungs.push(rung);
        if !self.apart {
            for column in 0..COLUMNS {
                if let Some(entry) = self.entry(column) {
                    self.offer(entry);
                }
            }
        }
        let rounding = self.rungs[self.rungs.len() - 1].rounding[0];
        match &self.best {
            Some(best) => 2.0 * rounding <= best.bound(),
            None => rounding <= self.scale || self.scale == 0.0,
        }
    }

    fn rung(&self, pair: Pair, step: f64) -> Rung {
        let (left, right) = ((self.center - pair.left) / step, (pair.right - self.center) / step);
        let central = (pair.right - pair.left) / pair.width;
        let gap = right - left;
        let noise =
            bits::max(self.noise, OWN * U * bits::max(bits::max(self.center.abs(), pair.right.abs()), pair.left.abs()));
        let rounding = noise / step + 2.0 * U * central.abs();
        let (jump, row, rounding) = match self.rungs.last() {
            None => (gap, vec![central], vec![rounding]),
            Some(last) => (
                2.0 * gap - last.gap,
                richardson::row(&last.row, central, 4.0, COLUMNS),
                richardson::rounding(&last.rounding, rounding, 4.0, COLUMNS),
            ),
        };
        Rung { step, noise, left, right, gap, jump, row, rounding }
    }

    /// Do left and right slopes come together? G is off by 4η/h at most, J by 10η/h, half of the last J by 2.5η/h.
    ///
    /// Once apart, they are together again after J has fallen to a quarter twice in a row, or below what rounding leaves of it.
    fn watch(&mut self, rung: &Rung) {
        let Some(last) = self.rungs.last() else { return };
        let slack = 13.0 * rung.noise / rung.step + 16.0 * U * (rung.row[0].abs() + rung.gap.abs());
        let (before, now) = (last.jump.abs(), rung.jump.abs());
        self.falls = if now <= 0.25 * before && before > slack { self.falls + 1 } else { 0 };
        if self.falls >= 2 || (before > slack && now <= slack) {
            self.apart = false;
        } else if now > 0.5 * before + slack && self.rungs.len() > 1 {
            self.apart = true;
        }
    }

    // ANCHOR: entry
    /// T[k][column] of the last step, if it is trusted.
    fn entry(&self, column: usize) -> Option<Quotient> {
        let [older, old, new] = self.rungs.last_chunk()?;
        let (oldest, middle, value) = (*older.row.get(column)?, *old.row.get(column)?, *new.row.get(column)?);
        let factor = crate::bits::powi(4.0, column as i32 + 1);
        let (before, now) = ((middle - oldest).abs() / factor, (value - middle).abs());
        let (rounding, slack) = (new.rounding[column], new.rounding[column] + old.rounding[column]);
        (now <= 1.5 * before + slack).then(|| Quotient {
            truncation: 2.0 * (bits::max(now, before) + slack) / (factor - 1.0),
            ..self.report(new, value, rounding, Status::Bounded)
        })
    }
    // ANCHOR_END: entry

    fn report(&self, rung: &Rung, value: f64, rounding: f64, status: Status) -> Quotient {
        let one_sided = (rung.left, rung.right);
        let (truncation, evaluations) = (f64::INFINITY, self.evaluations);
        Quotient { value, truncation, rounding, step: rung.step, evaluations, one_sided, status }
    }

    fn offer(&mut self, entry: Quotient) {
        let better = self.best.is_none_or(|best| {
            let contradicts = (entry.value - best.value).abs() > entry.bound() + best.bound();
            (contradicts && entry.step < best.step) || entry.bound() < best.bound()
        });
        if better {
            self.best = Some(entry);
        }
    }

    fn finish(self) -> Quotient {
        let evaluations = self.evaluations;
        match self.best {
            Some(best) if !self.apart => Quotient { evaluations, ..best },
            _ => self.unbounded(),
        }
    }

    /// Without a bound: where one-sided quotients of neighboring steps disagree least, rounding included.
    fn unbounded(&self) -> Quotient {
        let disagreement = |pair: &[Rung]| {
            let [old, new] = [&pair[0], &pair[1]];
            (old.left - new.left).abs() + (old.right - new.right).abs() + 4.0 * new.noise / new.step
        };
        let least = self.rungs.windows(2).min_by(|a, b| disagreement(a).total_cmp(&disagreement(b)));
        match least {
            Some(pair) => self.report(&pair[1], pair[1].row[0], pair[1].rounding[0], self.reason()),
            None => Quotient {
                value: f64::NAN,
                truncation: f64::INFINITY,
                rounding: f64::INFINITY,
                step: f64::NAN,
                evaluations: self.evaluations,
                one_sided: (f64::NAN, f64::NAN),
                status: Status::NotFinite,
            },
        }
    }

    /// Slopes that are apart by more than noise: does the distance grow?
    fn reason(&self) -> Status {
        if !self.apart {
            return Status::Rough;
        }
        let clear = |rung: &&Rung| rung.jump.abs() > 26.0 * rung.noise / rung.step;
        let jumps: Vec<f64> = self.rungs.iter().filter(clear).map(|rung| rung.jump.abs()).collect();
        match jumps.as_slice() {
            [.., first, _, _, last] if *last > 1.5 * first => Status::Singular,
            _ => Status::Kink,
        }
    }
}

#[cfg(test)]
#[path = "ladder/tests.rs"]
mod tests;
