//! What must be seen if a statement is true? A value between two edges, one of which may be missing, worked out before anything is measured.
//!
//! ```
//! use wellposed::report::Band;
//!
//! let band = Band::around(2.0, 0.1, "slope 2, and a tenth for the curvature");
//! assert_eq!((band.low, band.high), (Some(1.9), Some(2.1)));
//! assert_eq!(Band::at_least(1.0, "a norm").high, None);
//! ```

use super::number_or_null;
use serde::{Deserialize, Serialize};

/// What must be seen if a statement is true; a side without a bound is `None`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
#[non_exhaustive]
pub struct Band {
    /// Lower bound.
    #[serde(with = "number_or_null")]
    pub low: Option<f64>,
    /// Upper bound.
    #[serde(with = "number_or_null")]
    pub high: Option<f64>,
    /// Where the band comes from: the formula, and the size of what may be off.
    pub from: String,
}

impl Band {
    /// `low ≤ value ≤ high`.
    pub fn between(low: f64, high: f64, from: impl Into<String>) -> Self {
        Band { low: bound(low, f64::NEG_INFINITY), high: bound(high, f64::INFINITY), from: from.into() }
    }

    /// `value ≥ low`.
    pub fn at_least(low: f64, from: impl Into<String>) -> Self {
        Band::between(low, f64::INFINITY, from)
    }

    /// `value ≤ high`.
    pub fn at_most(high: f64, from: impl Into<String>) -> Self {
        Band::between(f64::NEG_INFINITY, high, from)
    }

    /// `|value − center| ≤ radius`.
    pub fn around(center: f64, radius: f64, from: impl Into<String>) -> Self {
        Band::between(center - radius, center + radius, from)
    }

    /// Nothing that could be missed: of a claim for which nothing was predicted.
    pub(super) fn unbounded() -> Self {
        Band::between(f64::NEG_INFINITY, f64::INFINITY, "")
    }
}

/// An edge at `nowhere` is none.
fn bound(edge: f64, nowhere: f64) -> Option<f64> {
    (edge != nowhere).then_some(edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_read_back_and_an_edge_at_infinity_is_none() {
        for (band, json) in [
            (Band::between(1.0, 2.0, "u"), r#"{"low":1.0,"high":2.0,"from":"u"}"#),
            (Band::at_most(0.1, ""), r#"{"low":null,"high":0.1,"from":""}"#),
            (Band::between(0.0, f64::INFINITY, ""), r#"{"low":0.0,"high":null,"from":""}"#),
            // Planted: nothing lies above infinity, and `null` would say that everything does.
            (Band::at_least(f64::INFINITY, ""), r#"{"low":"inf","high":null,"from":""}"#),
        ] {
            assert_eq!(serde_json::to_string(&band).unwrap(), json);
            assert_eq!(serde_json::from_str::<Band>(json).unwrap(), band);
        }
        let missing = serde_json::from_str::<Band>(r#"{"low":1.0,"from":""}"#).unwrap_err().to_string();
        assert!(missing.starts_with("missing field `high`"), "{missing}");
    }
}
