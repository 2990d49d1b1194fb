//! When is a claim of the notes confirmed? When the interval that was measured lies inside the band that theory gives the claim.
//!
//! The band is what must be seen *if the statement is true*. The verdict is computed from band and interval and can't be set; a band
//! without an edge predicts nothing, and decides nothing.
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

use super::{Band, Measured};
use serde::{Deserialize, Serialize};
use std::fmt;

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
    /// The measured interval crosses an edge of the band, or nothing could be measured, or a case of a sweep that does not flip is open.
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
        if predicted.low.is_none() && predicted.high.is_none() {
            Verdict::Undetermined
        } else if low <= measured.low && measured.high <= high {
            Verdict::Confirmed
        } else if measured.high < low || high < measured.low {
            Verdict::Refuted
        } else {
            Verdict::Undetermined
        }
    }

    /// The verdict over a sweep: one that all cases share, `Conditional` where it flips; where it does not flip, one open case leaves all open.
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
    fn a_band_without_an_edge_decides_nothing_whatever_was_seen() {
        for measured in [Measured::exact(1.5), Measured::nothing("0 of 3 qualify")] {
            assert_eq!(Verdict::of(&Band::unbounded(), &measured), Verdict::Undetermined);
        }
        // The same without bounds, against a band that could have been missed.
        assert_eq!(Verdict::of(&Band::at_least(1.0, ""), &Measured::exact(1.5)), Verdict::Confirmed);
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
