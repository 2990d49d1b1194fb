//! When is a claim of the notes confirmed? When the interval that was measured lies inside the band that theory gives the claim.
//!
//! The band is what must be seen *if the statement is true*; it is worked out before anything is measured, and its origin is
//! written beside it. The verdict is computed from band and interval and can't be set:
//!
//! ```text
//! band          |--------------|
//! confirmed         |--o--|
//! refuted                           |--o--|
//! undetermined             |--o--|
//! ```
//!
//! ```
//! use wellposed::report::{Band, Measured, Verdict};
//!
//! let band = Band::around(2.0, 0.1, "slope 2");
//! assert_eq!(Verdict::of(&band, &Measured::interval(1.95, 1.85, 2.05, 20)), Verdict::Undetermined);
//! ```

use crate::bits::json::number_or_null;
use crate::statistics::Interval;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// What must be seen if a statement is true; a side without a bound is `None`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// Where the band comes from: the formula, and the size of what may be off.
    pub from: String,
}

impl Band {
    /// `low ≤ value ≤ high`.
    pub fn between(low: f64, high: f64, from: impl Into<String>) -> Self {
        Band { low: Some(low), high: Some(high), from: from.into() }
    }

    /// `value ≥ low`.
    pub fn at_least(low: f64, from: impl Into<String>) -> Self {
        Band { low: Some(low), high: None, from: from.into() }
    }

    /// `value ≤ high`.
    pub fn at_most(high: f64, from: impl Into<String>) -> Self {
        Band { low: None, high: Some(high), from: from.into() }
    }

    /// `|value − center| ≤ radius`.
    pub fn around(center: f64, radius: f64, from: impl Into<String>) -> Self {
        Band::between(center - radius, center + radius, from)
    }
}

/// A measured value and the interval in which it lies; an exact result has an interval of length zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The value (the median, where there are replicates); NaN if there is none.
    #[serde(deserialize_with = "number_or_null")]
    pub value: f64,
    /// Lower end of the interval; −∞ if nothing bounds it.
    #[serde(deserialize_with = "low_or_null")]
    pub low: f64,
    /// Upper end of the interval; ∞ if nothing bounds it.
    #[serde(deserialize_with = "high_or_null")]
    pub high: f64,
    /// How many independent replicates stand behind it.
    pub replicates: usize,
    /// Why a number is missing, or what else must be known to read it: `0 of 146 qualify`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Measured {
    /// A deterministic result.
    pub fn exact(value: f64) -> Self {
        Measured::interval(value, value, value, 1)
    }

    /// A statistic of several replicates with its interval.
    pub fn interval(value: f64, low: f64, high: f64, replicates: usize) -> Self {
        Measured { value, low, high, replicates, note: String::new() }
    }

    /// A statistic with its interval, if there are replicates enough for one.
    pub fn estimated(value: f64, interval: Option<Interval>, replicates: usize) -> Self {
        match interval {
            Some(interval) => Measured::interval(value, interval.low, interval.high, replicates),
            None => Measured::interval(value, f64::NEG_INFINITY, f64::INFINITY, replicates)
                .noted("too few replicates for an interval"),
        }
    }

    /// Nothing could be measured, and why.
    pub fn nothing(why: impl Into<String>) -> Self {
        Measured::interval(f64::NAN, f64::NEG_INFINITY, f64::INFINITY, 0).noted(why)
    }

    /// With a note.
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Whether JSON has all its numbers, or else a word on why one is `null` there.
    pub fn is_explained(&self) -> bool {
        !self.note.is_empty() || [self.value, self.low, self.high].into_iter().all(f64::is_finite)
    }
}

fn low_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::NEG_INFINITY))
}

fn high_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::INFINITY))
}

/// What the evidence says of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The measured interval lies in the predicted band.
    Confirmed,
    /// The measured interval lies outside the predicted band.
    Refuted,
    /// Confirmed in some cases of the declared sweep and refuted in others.
    Conditional,
    /// The measured interval crosses an edge of the band, or nothing could be measured.
    Undetermined,
}

impl Verdict {
    /// Every verdict, in the order of tallies.
    pub const ALL: [Verdict; 4] = [Verdict::Confirmed, Verdict::Refuted, Verdict::Conditional, Verdict::Undetermined];

    /// The verdict as files and pages name it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Confirmed => "confirmed",
            Verdict::Refuted => "refuted",
            Verdict::Conditional => "conditional",
            Verdict::Undetermined => "undetermined",
        }
    }

    /// Compares an interval with a band.
    pub fn of(predicted: &Band, measured: &Measured) -> Self {
        let (low, high) = (predicted.low.unwrap_or(f64::NEG_INFINITY), predicted.high.unwrap_or(f64::INFINITY));
        if low <= measured.low && measured.high <= high {
            Verdict::Confirmed
        } else if measured.high < low || high < measured.low {
            Verdict::Refuted
        } else {
            Verdict::Undetermined
        }
    }

    /// The verdict over a sweep: one that all cases share, `Conditional` where it flips.
    pub(super) fn over(cases: impl Iterator<Item = Verdict> + Clone) -> Self {
        let any = |wanted| cases.clone().any(|verdict| verdict == wanted);
        match (any(Verdict::Confirmed), any(Verdict::Refuted), any(Verdict::Undetermined)) {
            (true, true, _) => Verdict::Conditional,
            (true, false, false) => Verdict::Confirmed,
            (false, true, false) => Verdict::Refuted,
            _ => Verdict::Undetermined,
        }
    }

    /// How much a case with another verdict tells of a sweep with this one, from 0 on: what leaves it open, or else what speaks against it.
    pub(super) fn rank_of(self, case: Verdict) -> usize {
        let order = match self {
            Verdict::Undetermined => [Verdict::Undetermined, Verdict::Refuted, Verdict::Confirmed],
            _ => [Verdict::Refuted, Verdict::Undetermined, Verdict::Confirmed],
        };
        order.iter().position(|verdict| *verdict == case).unwrap_or(order.len())
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band() -> Band {
        Band::between(1.0, 2.0, "by hand")
    }

    #[test]
    fn an_interval_inside_the_band_confirms_and_one_outside_refutes() {
        assert_eq!(Verdict::of(&band(), &Measured::interval(1.5, 1.0, 2.0, 9)), Verdict::Confirmed);
        assert_eq!(Verdict::of(&band(), &Measured::interval(2.5, 2.1, 3.0, 9)), Verdict::Refuted);
        assert_eq!(Verdict::of(&band(), &Measured::interval(0.5, 0.1, 0.9, 9)), Verdict::Refuted);
    }

    #[test]
    fn an_interval_across_an_edge_or_a_nan_decides_nothing() {
        assert_eq!(Verdict::of(&band(), &Measured::interval(1.5, 0.9, 1.9, 9)), Verdict::Undetermined);
        assert_eq!(Verdict::of(&band(), &Measured::exact(f64::NAN)), Verdict::Undetermined);
        assert_eq!(Verdict::of(&band(), &Measured::nothing("0 of 3 qualify")), Verdict::Undetermined);
    }

    #[test]
    fn a_missing_number_is_explained_and_a_missing_bound_reads_back_as_none() {
        let read = |measured: &Measured| -> Measured {
            serde_json::from_str(&serde_json::to_string(measured).unwrap()).unwrap()
        };
        let above = Measured::interval(80.0, 80.0, f64::INFINITY, 1);
        assert!(!above.is_explained() && !Measured::exact(f64::NAN).is_explained());
        assert_eq!(read(&above), above);
        let noted = above.noted("the budget was spent");
        assert!(noted.is_explained() && read(&noted) == noted);
        let nothing = read(&Measured::nothing("0 of 3 qualify"));
        assert!(nothing.is_explained() && nothing.value.is_nan() && nothing.note == "0 of 3 qualify");
        assert!(Measured::exact(1.0).is_explained() && Measured::estimated(1.0, None, 2).is_explained());
        assert!(!serde_json::to_string(&Measured::exact(1.0)).unwrap().contains("note"));
    }

    #[test]
    fn a_sweep_shares_a_verdict_or_flips() {
        let over = |verdicts: &[Verdict]| Verdict::over(verdicts.iter().copied());
        assert_eq!(over(&[Verdict::Confirmed, Verdict::Confirmed]), Verdict::Confirmed);
        assert_eq!(over(&[Verdict::Confirmed, Verdict::Undetermined]), Verdict::Undetermined);
        assert_eq!(over(&[Verdict::Confirmed, Verdict::Undetermined, Verdict::Refuted]), Verdict::Conditional);
        assert_eq!(over(&[]), Verdict::Undetermined);
    }
}
