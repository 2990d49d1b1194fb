//! Which mistake makes a gradient k times the right one? A few are known, each with factors of its own; any other is a constant factor of unknown origin.
//!
//! | k | mistake |
//! |---|---|
//! | −1 | the sign |
//! | 2, ½ | a term counted twice; a square without its 2, or a ½ that belongs to the loss |
//! | n, 1/n | a sum taken for a mean over n, or a mean for a sum |
//! | √n, 1/√n for a size n of the network | attention's or an initializer's scale |
//! | n/(n − 1), (n − 1)/n | a variance over n − 1 and one over n; dropout's scale 1/p |
//! | π, 2π, 180/π and their reciprocals | angles |
//! | ln 2, ln 10 and their reciprocals | logarithms of another base |
//!
//! k is known to k ± δ. A whole number is named only where chance would hit one seldom: less than once in a thousand times, for a k drawn at random. So 1243.63 ± 10⁻⁶ is none, and 12 ± 10⁻⁶ is.
//!
//! ```
//! use wellposed_core::gradcheck::Origin;
//!
//! assert_eq!(Origin::of(16.0, 1e-9, &[]), Origin::Sum(16));
//! assert_eq!(Origin::of(0.25, 1e-9, &[16]), Origin::Mean(4));
//! assert_eq!(Origin::of(8.0_f64.sqrt(), 1e-9, &[8]), Origin::Root(8));
//! assert_eq!(Origin::of(1243.63, 1e-6, &[8]), Origin::Unknown);
//! ```

use std::f64::consts::{LN_2, LN_10, PI};
use std::fmt;

/// A whole number has to be hit this well.
const CHANCES: f64 = 1000.0;
/// Larger numbers of examples are not looked for.
const LARGEST: f64 = 1e7;

/// The mistake that makes a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Origin {
    /// 2.
    Twice,
    /// ½.
    Half,
    /// −1.
    Sign,
    /// n: a sum for a mean.
    Sum(u64),
    /// 1/n: a mean for a sum.
    Mean(u64),
    /// √n for a size of the network.
    Root(u64),
    /// 1/√n.
    InverseRoot(u64),
    /// n/(n − 1) or (n − 1)/n.
    Degrees(u64),
    /// A multiple of π.
    Angle,
    /// ln 2 or ln 10, or one over it.
    Logarithm,
    /// None of these.
    Unknown,
}

impl Origin {
    /// Of a factor k that is known to k ± δ, in a network that has these sizes: widths, heads, channels.
    pub fn of(factor: f64, delta: f64, sizes: &[u64]) -> Origin {
        let near = |known: f64| (factor - known).abs() <= delta && delta <= known.abs() / CHANCES;
        let either = |known: f64| near(known) || near(1.0 / known);
        let root = |&&size: &&u64| size > 1 && near((size as f64).sqrt());
        let inverse_root = |&&size: &&u64| size > 1 && near(1.0 / (size as f64).sqrt());
        match () {
            () if near(-1.0) => Origin::Sign,
            () if near(2.0) => Origin::Twice,
            () if near(0.5) => Origin::Half,
            () if [PI, 2.0 * PI, 0.5 * PI, 180.0 / PI].into_iter().any(either) => Origin::Angle,
            () if [LN_2, LN_10].into_iter().any(either) => Origin::Logarithm,
            () => match (whole(factor, delta), whole(1.0 / factor, delta / (factor * factor))) {
                (Some(count), _) => Origin::Sum(count),
                (_, Some(count)) => Origin::Mean(count),
                _ => (sizes.iter().find(root).map(|&size| Origin::Root(size)))
                    .or_else(|| sizes.iter().find(inverse_root).map(|&size| Origin::InverseRoot(size)))
                    .or_else(|| degrees(factor, delta).map(Origin::Degrees))
                    .unwrap_or(Origin::Unknown),
            },
        }
    }
}

/// The whole number above 1 that k ± δ shows.
fn whole(factor: f64, delta: f64) -> Option<u64> {
    let nearest = factor.round();
    let shown = (2.0..=LARGEST).contains(&nearest) && (factor - nearest).abs() <= delta;
    (shown && 2.0 * delta * CHANCES <= 1.0).then_some(nearest as u64)
}

/// n, if k or 1/k is n/(n − 1) = 1 + 1/(n − 1).
fn degrees(factor: f64, delta: f64) -> Option<u64> {
    let (factor, delta) = if factor < 1.0 { (1.0 / factor, delta / (factor * factor)) } else { (factor, delta) };
    let more = factor - 1.0;
    whole(1.0 / more, delta / (more * more)).map(|less| less + 1)
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Twice => write!(formatter, "a term that is counted twice, or a ½ of the loss that is forgotten"),
            Origin::Half => write!(formatter, "a square without its 2, or a ½ too many"),
            Origin::Sign => write!(formatter, "the wrong sign"),
            Origin::Sum(n) => write!(formatter, "a sum over {n} taken for a mean, or a term counted {n} times"),
            Origin::Mean(n) => write!(formatter, "a mean over {n} taken for a sum, or a division by {n} done twice"),
            Origin::Root(n) => write!(formatter, "√{n}: the scale of attention or of an initializer"),
            Origin::InverseRoot(n) => write!(formatter, "1/√{n}: the scale of attention or of an initializer"),
            Origin::Degrees(n) => {
                write!(formatter, "{n} beside {}: a variance over n or n − 1, or the scale of dropout", n - 1)
            }
            Origin::Angle => write!(formatter, "degrees and radians, or a factor π"),
            Origin::Logarithm => write!(formatter, "a logarithm of another base"),
            Origin::Unknown => write!(formatter, "a constant factor, unknown origin"),
        }
    }
}
