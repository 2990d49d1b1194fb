//! What goes into a ladder of steps, and what comes out? A pair of values for each step; a quotient with its bounds, or the reason why it has none.
//!
//! ```
//! use wellposed_core::difference::ladder::{Pair, Status, quotient};
//!
//! let line = quotient(|h| Pair { right: 3.0 * h, left: -3.0 * h, width: 2.0 * h }, 0.0, 1e-16, 1.0);
//! assert_eq!((line.status, line.value), (Status::Bounded, 3.0));
//! assert!(line.bound() < 1e-13);
//! ```

/// Values on both sides of x, at the same distance: `x + h` and `x − h` must be exact, see [`realized`](crate::difference::realized).
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// f(x + h).
    pub right: f64,
    /// f(x − h).
    pub left: f64,
    /// (x + h) − (x − h), as the numbers are stored.
    pub width: f64,
}

/// Why there is a bound, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// The bound holds.
    Bounded,
    /// Left and right slopes stay apart: a kink at x, or too near to tell.
    Kink,
    /// Left and right slopes drift apart: a jump or an infinite slope.
    Singular,
    /// Quotients of neighboring steps do not come together as those of a smooth function do.
    Rough,
    /// The function, or its noise, is infinite or not a number at x or near it.
    NotFinite,
}

impl Status {
    /// A word for tables.
    pub fn name(self) -> &'static str {
        match self {
            Status::Bounded => "bounded",
            Status::Kink => "kink",
            Status::Singular => "singular",
            Status::Rough => "rough",
            Status::NotFinite => "not_finite",
        }
    }
}

/// What the ladder found.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quotient {
    /// The derivative; NaN if no quotient was finite.
    pub value: f64,
    /// Bound on the truncation error; infinite without [`Status::Bounded`].
    pub truncation: f64,
    /// Bound on the rounding error, if values of f are off by no more than the noise that was told.
    pub rounding: f64,
    /// The finest step that `value` was made from: half of the realized width.
    pub step: f64,
    /// Evaluations of f: two for each pair.
    pub evaluations: usize,
    /// The quotients to the left and to the right of x at that step.
    pub one_sided: (f64, f64),
    /// Whether the bound holds.
    pub status: Status,
}

impl Quotient {
    /// Bound on the whole error: truncation and rounding.
    pub fn bound(&self) -> f64 {
        self.truncation + self.rounding
    }
}
