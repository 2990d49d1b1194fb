//! What was seen? A value and the interval in which it lies, or why there is none.
//!
//! In a file a value that is missing (NaN) is `null`, and so is an end of the interval that nothing bounds. Whatever else JSON has no
//! number for is a word ([`crate::bits::json`]), so that everything reads back, and a verdict that is computed again is the same.
//!
//! ```
//! use wellposed::report::Measured;
//!
//! let at_least = Measured::interval(80.0, 80.0, f64::INFINITY, 1).noted("the budget was spent");
//! let stored = serde_json::to_string(&at_least)?;
//! assert_eq!(stored, r#"{"value":80.0,"low":80.0,"high":null,"replicates":1,"note":"the budget was spent"}"#);
//! assert_eq!(serde_json::from_str::<Measured>(&stored)?, at_least);
//! # Ok::<(), serde_json::Error>(())
//! ```

use super::number_or_null;
use crate::statistics::Interval;
use serde::{Deserialize, Serialize};

/// A measured value and the interval in which it lies; an exact result has an interval of length zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "Stored", from = "Stored")]
#[must_use]
#[non_exhaustive]
pub struct Measured {
    /// The value (the median, where there are replicates); NaN if there is none.
    pub value: f64,
    /// Lower end of the interval; −∞ if nothing bounds it.
    pub low: f64,
    /// Upper end of the interval; ∞ if nothing bounds it.
    pub high: f64,
    /// How many independent replicates stand behind it.
    pub replicates: usize,
    /// Why a number is missing, or what else must be known to read it: `0 of 146 qualify`.
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

/// A measurement as a file has it.
#[derive(Serialize, Deserialize)]
struct Stored {
    #[serde(with = "number_or_null")]
    value: Option<f64>,
    #[serde(with = "number_or_null")]
    low: Option<f64>,
    #[serde(with = "number_or_null")]
    high: Option<f64>,
    replicates: usize,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

impl From<Measured> for Stored {
    fn from(measured: Measured) -> Self {
        let Measured { value, low, high, replicates, note } = measured;
        Stored {
            value: (!value.is_nan()).then_some(value),
            low: (low != f64::NEG_INFINITY).then_some(low),
            high: (high != f64::INFINITY).then_some(high),
            replicates,
            note,
        }
    }
}

impl From<Stored> for Measured {
    fn from(stored: Stored) -> Self {
        Measured {
            value: stored.value.unwrap_or(f64::NAN),
            low: stored.low.unwrap_or(f64::NEG_INFINITY),
            high: stored.high.unwrap_or(f64::INFINITY),
            replicates: stored.replicates,
            note: stored.note,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(measured: &Measured) -> Measured {
        serde_json::from_str(&serde_json::to_string(measured).unwrap()).unwrap()
    }

    #[test]
    fn a_missing_number_is_explained_and_a_missing_bound_reads_back_as_none() {
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
    fn what_is_infinite_is_told_from_what_is_missing() {
        for measured in [Measured::exact(f64::INFINITY), Measured::exact(f64::NEG_INFINITY), Measured::exact(-0.0)] {
            assert_eq!(format!("{:?}", read(&measured)), format!("{measured:?}"));
        }
        let strange = read(&Measured::exact(f64::NAN));
        assert!(strange.low.is_nan() && strange.high.is_nan(), "an interval of no numbers is not one without bounds");
        let json = r#"{"value":1.0,"low":null,"replicates":1}"#;
        let missing = serde_json::from_str::<Measured>(json).unwrap_err().to_string();
        assert!(missing.starts_with("missing field `high`"), "{missing}");
    }
}
