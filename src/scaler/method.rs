//! Which number is subtracted from a column, and by which is it divided? The normalizers of [`normalize`](crate::normalize), from exact statistics.
//!
//! | method | center | divisor | offset |
//! |---|---|---|---|
//! | `standard` | μ | σ | 0 |
//! | `center` | μ | 1 | 0 |
//! | `scale` | 0 | σ | 0 |
//! | `min-max`, `min-max:LOW,HIGH` | min | (max − min)/(HIGH − LOW) | LOW |
//! | `max-abs` | 0 | max\|x\| | 0 |
//! | `robust`, `robust:LOWER,UPPER` | median | difference of the quantiles | 0 |
//!
//! A column whose spread is nothing but rounding ([`NEAR_CONSTANT`]) has the divisor 1.
//!
//! ```
//! use wellposed::scaler::Method;
//!
//! assert_eq!("min-max:-1,1".parse(), Ok(Method::MinMax { low: -1.0, high: 1.0 }));
//! assert_eq!("robust".parse(), Ok(Method::Robust { lower: 0.25, upper: 0.75 }));
//! assert!("robust:0.9,0.1".parse::<Method>().is_err());
//! ```

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::exact::{Column, Products, add_between, ratio_of_differences};
use super::quantiles::Between;
use crate::bits;
use crate::normalize::{NEAR_CONSTANT, Normalizer};

/// What is done to each column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Method {
    /// `x − μ`.
    Center,
    /// `x/σ`.
    Scale,
    /// `(x − μ)/σ`.
    #[default]
    Standard,
    /// The training values fill the range from `low` to `high`.
    MinMax {
        /// What the smallest becomes.
        low: f64,
        /// What the largest becomes.
        high: f64,
    },
    /// `x/max|x|`.
    MaxAbs,
    /// `(x − median)` divided by the distance of two quantiles.
    Robust {
        /// The probability of the lower one.
        lower: f64,
        /// The probability of the upper one.
        upper: f64,
    },
}

/// The words for them, without their numbers.
pub(super) const WORDS: &str = "standard, center, scale, min-max[:LOW,HIGH], max-abs, robust[:LOWER,UPPER]";

impl Method {
    /// The normalizer that does the same in memory.
    pub fn normalizer(self) -> Normalizer {
        match self {
            Method::Center => Normalizer::Center,
            Method::Scale => Normalizer::Scale,
            Method::Standard => Normalizer::Standard,
            Method::MinMax { .. } => Normalizer::MinMax,
            Method::MaxAbs => Normalizer::MaxAbs,
            Method::Robust { .. } => Normalizer::Robust,
        }
    }

    /// What is added after the division.
    pub fn offset(self) -> f64 {
        if let Method::MinMax { low, .. } = self { low } else { 0.0 }
    }

    /// The same method if its numbers make sense; otherwise what would be right.
    pub(super) fn checked(self) -> Result<Self, &'static str> {
        match self {
            Method::MinMax { low, high } if !(1e-100..=1e100).contains(&(high - low)) || low.abs() > 1e100 => {
                Err("a range is from 1e-100 to 1e100 wide, the lower end first")
            }
            Method::Robust { lower, upper } if !(0.0 <= lower && lower < upper && upper <= 1.0) => {
                Err("quantiles are between 0 and 1, the lower one first")
            }
            method => Ok(method),
        }
    }

    /// The probabilities of the quantiles that it needs.
    pub(super) fn shares(self) -> Vec<f64> {
        if let Method::Robust { lower, upper } = self { vec![lower, 0.5, upper] } else { Vec::new() }
    }

    /// Center and divisor, and whether the divisor is 1 because the column does not vary. `quantiles` are those of [`Method::shares`].
    pub(super) fn learned(self, column: &Column, quantiles: &[Between]) -> (f64, f64, bool) {
        let size = bits::max(column.minimum.abs(), column.maximum.abs());
        let (center, spread, location) = match self {
            Method::Center => return (column.mean(), 1.0, false),
            Method::Scale => (0.0, column.deviation(), column.mean()),
            Method::Standard => (column.mean(), column.deviation(), column.mean()),
            Method::MinMax { low, high } => {
                let width = high - low;
                let spread = ratio_of_differences([column.maximum, column.minimum], [high, low]);
                (column.minimum, spread, size / width)
            }
            Method::MaxAbs => (0.0, size, 0.0),
            Method::Robust { .. } => {
                let [lower, median, upper] = quantiles else { return (0.0, 1.0, true) };
                let mut distance = Products::default();
                add_between(&mut distance, 1.0, upper.neighbors, upper.fraction);
                add_between(&mut distance, -1.0, lower.neighbors, lower.fraction);
                (median.value(), distance.rounded(), size)
            }
        };
        let is_constant = spread <= NEAR_CONSTANT * location.abs();
        (center, if is_constant { 1.0 } else { spread }, is_constant)
    }
}

impl FromStr for Method {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, numbers) = text.split_once(':').map_or((text, None), |(name, numbers)| (name, Some(numbers)));
        let pair = |usual: [f64; 2]| match numbers {
            None => Some(usual),
            Some(numbers) => {
                let (one, other) = numbers.split_once(',')?;
                Some([one.trim().parse().ok()?, other.trim().parse().ok()?])
            }
        };
        let plain = |method| Some(method).filter(|_| numbers.is_none());
        let method = match name {
            "center" => plain(Method::Center),
            "scale" => plain(Method::Scale),
            "standard" => plain(Method::Standard),
            "max-abs" => plain(Method::MaxAbs),
            "min-max" => pair([0.0, 1.0]).map(|[low, high]| Method::MinMax { low, high }),
            "robust" => pair([0.25, 0.75]).map(|[lower, upper]| Method::Robust { lower, upper }),
            _ => None,
        };
        let method = method.ok_or_else(|| format!("a method is one of {WORDS}"))?;
        method.checked().map_err(str::to_owned)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Method::Center => write!(formatter, "center"),
            Method::Scale => write!(formatter, "scale"),
            Method::Standard => write!(formatter, "standard"),
            Method::MinMax { low, high } => write!(formatter, "min-max to {low:?} … {high:?}"),
            Method::MaxAbs => write!(formatter, "max-abs"),
            Method::Robust { lower, upper } => write!(formatter, "robust, quantiles {lower:?} and {upper:?}"),
        }
    }
}
