//! What goes into a search along a line, and what comes out? Values at points as they are stored; a slope with its bounds, or the reason why it has none.
//!
//! ```
//! use wellposed_core::difference::ladder::{Point, Search, Status, slope};
//!
//! let line = slope(|offset| Point { offset, value: 3.0 * offset }, 0.0, &Search::at(0.0));
//! assert!(line.status == Status::Bounded && (line.value - 3.0).abs() <= line.bound());
//! assert!(line.bound() < 1e-13);
//! ```

/// A value of f beside x.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// How far from x f was asked in fact, as the numbers are stored; negative on the left.
    pub offset: f64,
    /// f there; NaN where f has no value.
    pub value: f64,
}

/// Why there is a bound, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// The bound holds.
    Bounded,
    /// Left and right slopes stay apart: a kink at x, or too near to tell.
    Kink,
    /// Slopes grow without end as steps shrink: a jump or an infinite slope.
    Singular,
    /// Slopes at no step come together as those of a smooth function do.
    Rough,
    /// The function is infinite or not a number at x or on all sides of it.
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

/// What a search along a line found.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "a slope changes nothing where it is computed"]
#[non_exhaustive]
pub struct Slope {
    /// The derivative; the mean of both slopes at a kink, NaN if no quotient was finite.
    pub value: f64,
    /// Bound on the truncation error; infinite without [`Status::Bounded`].
    pub truncation: f64,
    /// Bound on the rounding error, if values of f are off by no more than was seen.
    pub rounding: f64,
    /// The shortest step that `value` was made from …
    pub step: f64,
    /// … and the longest.
    pub reach: f64,
    /// The slopes to the left and to the right of x; NaN for a side of which nothing was made.
    pub one_sided: (f64, f64),
    /// What each of them may be off at a kink; infinite elsewhere.
    pub sides: f64,
    /// Whether the bound holds.
    pub status: Status,
    /// Whether there is a kink within longer steps, so that shorter ones or those of one side were taken.
    pub kink_nearby: bool,
    /// η: by how much values were taken to be off besides their own rounding, as measured or told.
    pub noise: f64,
    /// Evaluations of f.
    pub evaluations: u64,
}

impl Slope {
    /// Of which nothing is known.
    pub(crate) fn unknown(status: Status) -> Self {
        let (nothing, anything) = (f64::NAN, f64::INFINITY);
        Slope {
            value: nothing,
            truncation: anything,
            rounding: anything,
            step: nothing,
            reach: nothing,
            one_sided: (nothing, nothing),
            sides: anything,
            status,
            kink_nearby: false,
            noise: 0.0,
            evaluations: 0,
        }
    }

    /// Bound on the whole error: truncation and rounding.
    pub fn bound(&self) -> f64 {
        self.truncation + self.rounding
    }

    /// Whether it is the limit of central quotients, with values on both sides.
    pub(super) fn is_of_both_sides(&self) -> bool {
        self.status == Status::Bounded && !self.one_sided.0.is_nan() && !self.one_sided.1.is_nan()
    }

    /// What is known of the slopes of the sides: their own bound at a kink, or that of the derivative.
    pub(crate) fn known(&self) -> f64 {
        if self.status == Status::Kink { self.sides } else { self.bound() }
    }
}
