//! How is a statement decided at one point of a declared sweep? By what must be seen there and what was seen there.
//!
//! ```
//! use wellposed::report::{Band, Case, Measured, Verdict};
//!
//! let case = Case::new("wine", Band::at_least(1.1, "faster by a tenth"), Measured::exact(1.0));
//! assert_eq!(case.verdict(), Verdict::Refuted);
//! ```

use super::{Band, Measured, Verdict};

/// One point of a declared sweep.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Case {
    /// Which point: a data set, a method, a depth.
    pub name: String,
    /// What must be seen there if the statement is true there.
    pub predicted: Band,
    /// What was seen.
    pub measured: Measured,
}

impl Case {
    /// A case with its evidence.
    pub fn new(name: impl Into<String>, predicted: Band, measured: Measured) -> Self {
        Case { name: name.into(), predicted, measured }
    }

    /// What the evidence says.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(&self.predicted, &self.measured)
    }
}
