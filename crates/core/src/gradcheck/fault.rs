//! Does the gradient's code keep its contract, and if not, how is that said? It is to write ∇J at the parameters that it is given, whatever was asked before and
//! whatever stood in the buffer.
//!
//! ```
//! use std::cell::Cell;
//! use wellposed_core::gradcheck::{Breach, Functions, GradientCheck, Verdict};
//!
//! // The forward pass keeps w for the backward pass, which never looks at its own.
//! let kept = Cell::new(0.0);
//! let loss = |w: &[f64]| {
//!     kept.set(w[0]);
//!     w[0] * w[0]
//! };
//! let mut cached = Functions::new(1, loss, |_: &[f64]| vec![2.0 * kept.get()]);
//! let report = GradientCheck::of_mut(&mut cached).run(&[0.3])?;
//! assert_eq!((report.verdict, report.faults[0].breach), (Verdict::Fail, Breach::Stale));
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

use std::fmt;

/// What a gradient's code does that it should not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Breach {
    /// Another call at other parameters changes the gradient: what it left behind is used, such as cached activations.
    Stale,
    /// The same of the loss.
    StaleLoss,
    /// The gradient is added to what the buffer held.
    Adds,
    /// Entries are left as the buffer held them.
    Unwritten,
    /// The gradient depends in another way on what the buffer held.
    ReadsBuffer,
    /// Each call adds the gradient to that of the call before.
    Grows,
    /// The gradient differs from call to call, and the loss does not.
    Varies,
}

/// A breach with an entry that shows it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Fault {
    /// What is done.
    pub breach: Breach,
    /// Whether it is a failure. One that moves nothing by more than the tolerance, such as sums that are added in another order by each call, is a note.
    pub fails: bool,
    /// How many entries show it; 0 for the loss.
    pub entries: usize,
    /// Where it shows most: `W[1][0,3]`; empty for the loss.
    pub entry: String,
    /// What that call returned …
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub one: f64,
    /// … and another call at the same parameters.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub other: f64,
}

impl Breach {
    /// What is wrong, in a few words.
    pub const fn name(self) -> &'static str {
        match self {
            Breach::Stale => "the gradient depends on what was asked before it",
            Breach::StaleLoss => "the loss depends on what was asked before it",
            Breach::Adds => "the gradient is added to what its buffer held",
            Breach::Unwritten => "entries of the gradient are never written",
            Breach::ReadsBuffer => "the gradient depends on what its buffer held",
            Breach::Grows => "the gradient grows from call to call",
            Breach::Varies => "the gradient differs from call to call",
        }
    }

    /// What to do.
    const fn remedy(self) -> &'static str {
        match self {
            Breach::Stale => "it uses what another call left (cached activations?): run the forward pass in it",
            Breach::StaleLoss => "it returns what another call left: compute it from its own parameters",
            Breach::Adds => "zero the buffer first, or assign instead of adding",
            Breach::Unwritten => "write every entry, zeros too",
            Breach::ReadsBuffer => "write to it only",
            Breach::Grows => "zero what it adds up in at the start of each call",
            Breach::Varies => "sums in a changing order, or random choices on the way back only",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { breach, entries, entry, one, other, .. } = self;
        let place = if entry.is_empty() { "" } else { " at " };
        write!(formatter, "{}: {one} and {other}{place}{entry}", breach.name())?;
        if *entries > 1 {
            write!(formatter, ", {entries} entries in all")?;
        }
        write!(formatter, "\n  {}", if self.fails { breach.remedy() } else { "by less than the tolerance: a note" })
    }
}
