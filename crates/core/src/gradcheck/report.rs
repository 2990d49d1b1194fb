//! What does a check return? A verdict, and everything that it was computed from: as numbers, as JSON, and as a table for people.
//!
//! Where nothing was compared, or no bound could be given, numbers are NaN or infinite. In JSON these are words, see [`bits::json`](crate::bits::json), and a report
//! reads back from its own JSON as it was.
//!
//! ```
//! use wellposed_core::gradcheck::{Functions, GradientCheck, Report};
//!
//! let square = Functions::new(1, |w: &[f64]| w[0] * w[0], |w: &[f64]| vec![2.0 * w[0]]);
//! let report = GradientCheck::of(&square).run(&[3.0])?;
//! let json = serde_json::to_string(&report).unwrap();
//! assert!(serde_json::from_str::<Report>(&json).unwrap().passed());
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

use super::advice::Advice;
use super::cause::Diagnosis;
use super::fault::Fault;
use super::judge::{Band, Verdict};
use super::scope::Scope;
use super::subgradient::Beyond;
use crate::objective::Block;

/// A derivative of the gradient beside the numeric one.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Coordinate {
    /// Its place in the flat vector of parameters; for a direction its number.
    pub index: usize,
    /// Row and column in its block, from 0.
    pub position: (usize, usize),
    /// The parameter.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub parameter: f64,
    /// The numeric derivative.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub numeric: f64,
    /// The bound of its error.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub error: f64,
    /// What the gradient under test says.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub gradient: f64,
    /// The step that the numeric derivative comes from.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub step: f64,
    /// How often the loss was computed for it.
    pub evaluations: u64,
}

/// What was found in one block.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct BlockReport {
    /// Its name.
    pub name: String,
    /// Its layer; 0 for none.
    pub layer: usize,
    /// The place of its first parameter in the flat vector.
    #[cfg_attr(feature = "serde", serde(default))]
    pub start: usize,
    /// Whether its gradient is right.
    pub verdict: Verdict,
    /// How many parameters it has.
    pub parameters: usize,
    /// How many columns, if it is a matrix; else 1.
    pub columns: usize,
    /// How many of them, or how many directions, were compared.
    pub compared: usize,
    /// The notes' metric, ‖g̃ − g‖/(‖g̃‖ + ‖g‖), over what was compared.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub metric: f64,
    /// The relative error is at least this …
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub low: f64,
    /// … and at most this.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub high: f64,
    /// The part of the metric that rounding may have made: the notes' u|J|/ε over ‖g̃‖ + ‖g‖.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub noise_floor: f64,
    /// The part that finite steps may have made.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub truncation: f64,
    /// ‖g‖ of the block over ‖g‖ of all: how much of the global metric it can make.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub share: f64,
    /// Where the difference is largest against its bound, if something was compared.
    pub worst: Option<Coordinate>,
    /// How many entries are wrong, each by more than the tolerance of its own size and beyond its own bound.
    pub wrong: usize,
    /// How many entries are too small for the loss to resolve: their bounds are above a hundred tolerances of their own size. Of these it is known only that they
    /// lie within what the tolerance leaves to the block …
    pub unresolved: usize,
    /// … namely that none of them is off by more than this; for a negligible block the norm of its derivatives is at most this.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub unseen_below: f64,
    /// The floor below which a block that passes is shown to lie: nothing more is known of it. In units of the loss, derivatives times parameters.
    pub negligible_below: Option<f64>,
    /// The probability that directions miss one entry that is off by a hundredth of its size; none for coordinates.
    pub missed: Option<f64>,
    /// How many of the coordinates needed a ladder of steps and had a kink within the first of these.
    pub kinks: usize,
    /// How many contradict the gradient and move a unit that lies exactly on its kink: there backpropagation need not give the derivative, and nothing is known.
    pub on_kinks: usize,
    /// How many lie at a kink, and the gradient between the slopes of both sides: it is a subgradient there, and any other between them would pass too.
    pub subgradients: usize,
    /// A direction through kinks along which the gradient lies beyond the slopes of both sides: it is no subgradient, or it is not known whether.
    #[cfg_attr(feature = "serde", serde(default))]
    pub beyond: Option<Beyond>,
}

/// What a check came to.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[must_use = "a check that nobody looks at decides nothing"]
#[non_exhaustive]
pub struct Report {
    /// The verdict over all blocks: one that fails decides.
    pub verdict: Verdict,
    /// `f64` or `f32`.
    pub precision: String,
    /// Relative errors up to this are let pass.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub tolerance: f64,
    /// Relative errors that are certain to be above this are failures: the tolerance, or less in single precision.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub fails_above: f64,
    /// Which derivatives were compared.
    pub scope: Scope,
    /// The loss at the parameters.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub loss: f64,
    /// Whether two calls at the same parameters gave the same loss.
    pub repeats: bool,
    /// By how much two calls differed.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub spread: f64,
    /// η: a value of the loss is off by at most this.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub noise: f64,
    /// Whether η was measured; else it is assumed.
    pub noise_measured: bool,
    /// The notes' metric over all that was compared.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub metric: f64,
    /// The lecture's word for it.
    pub band: Band,
    /// How often the loss was computed.
    pub evaluations: u64,
    /// Block by block.
    pub blocks: Vec<BlockReport>,
    /// The names of blocks that were not to be checked.
    #[cfg_attr(feature = "serde", serde(default))]
    pub left_out: Vec<String>,
    /// The first entry of the gradient that is not finite.
    pub not_finite: Option<usize>,
    /// Parts of the gradient that were expected to be so many times the derivative.
    pub expected: Vec<(String, f64)>,
    /// Where the gradient's code does not keep its contract.
    pub faults: Vec<Fault>,
    /// Where to look for the bug, if the check fails.
    pub diagnosis: Option<Diagnosis>,
    /// What would decide an undecidable check, or make a screen a check.
    pub advice: Vec<Advice>,
}

impl Report {
    /// Whether the gradient is right, as far as was looked: not merely not wrong.
    pub fn passed(&self) -> bool {
        self.verdict == Verdict::Pass
    }

    /// The block with this name.
    pub fn block(&self, name: &str) -> Option<&BlockReport> {
        self.blocks.iter().find(|block| block.name == name)
    }

    /// The blocks that fail, in the order of the parameters.
    pub fn failing(&self) -> impl Iterator<Item = &BlockReport> {
        self.blocks.iter().filter(|block| block.verdict == Verdict::Fail)
    }

    /// The failing block to look at: that of the diagnosis, or the first.
    pub(super) fn blamed(&self) -> Option<&BlockReport> {
        let named = self.diagnosis.as_ref().and_then(|diagnosis| self.block(&diagnosis.block));
        named.or_else(|| self.failing().next())
    }

    /// The name of the entry at this place of the flat vector of parameters.
    pub fn entry_name(&self, index: usize) -> String {
        let Some(block) =
            self.blocks.iter().find(|block| (block.start..block.start + block.parameters).contains(&index))
        else {
            return index.to_string();
        };
        let (offset, columns) = (index - block.start, block.columns.max(1));
        named(&block.name, columns, (offset / columns, offset % columns))
    }
}

impl BlockReport {
    /// The name of the entry with the worst derivative: `W[1][0,3]`, `b[3]`.
    pub fn worst_entry(&self) -> Option<String> {
        self.worst.as_ref().map(|worst| named(&self.name, self.columns, worst.position))
    }
}

/// Row and column of a coordinate in its block.
pub(super) fn position(block: &Block, index: usize) -> (usize, usize) {
    let (offset, columns) = (index - block.range.start, block.shape.1.max(1));
    (offset / columns, offset % columns)
}

/// The name of an entry of the flat vector.
pub(super) fn entry_name(blocks: &[Block], index: usize) -> String {
    let block = blocks.iter().find(|block| block.range.contains(&index));
    block.map_or_else(|| index.to_string(), |block| named(&block.name, block.shape.1, position(block, index)))
}

fn named(block: &str, columns: usize, (row, column): (usize, usize)) -> String {
    if columns > 1 { format!("{block}[{row},{column}]") } else { format!("{block}[{row}]") }
}
