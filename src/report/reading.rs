//! How is a passage of the notes decided that can be read in two ways? Each reading has its own evidence.
//!
//! ```
//! use wellposed::report::{Band, Measured, Reading, Verdict};
//!
//! let printed = Reading::new("divide by σ²", "|Var − 1|", Band::at_most(1e-13, "rounding"), Measured::exact(0.75));
//! assert_eq!(printed.verdict(), Verdict::Refuted);
//! ```

use super::{Band, Measured, Verdict};

/// One way to read a passage: as it is printed, or corrected.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Reading {
    /// The statement in this reading.
    pub text: String,
    /// What was measured to decide it.
    pub quantity: String,
    /// What must be seen if this reading is true.
    pub predicted: Band,
    /// What was seen.
    pub measured: Measured,
}

impl Reading {
    /// A reading with its evidence.
    pub fn new(text: impl Into<String>, quantity: impl Into<String>, predicted: Band, measured: Measured) -> Self {
        Reading { text: text.into(), quantity: quantity.into(), predicted, measured }
    }

    /// What the evidence says.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(&self.predicted, &self.measured)
    }
}
