//! What is checked, and how? The settings of a check, to be run at some parameters.

use std::cell::RefCell;

use super::Objective;
use super::expected::{Expected, Part};
use super::limits::Limits;
use super::scope::Scope;
use super::subject::Given;
use crate::bits::Real;

/// A check of an objective's gradient, to be run at some parameters.
///
/// By default it compares every coordinate, with a tolerance of 1e-7 in double and 1e-2 in single precision: what the notes ask for, and two digits, which is
/// about what the quotients of a loss near 1 with derivatives near 0.01 can vouch for in either. In single precision an error above 1e-3 fails all the same where the loss shows it.
#[must_use = "a check does nothing until it is run"]
pub struct GradientCheck<'a, T: Real = f64> {
    pub(super) objective: Given<'a, T>,
    pub(super) limits: Limits,
    pub(super) scope: Scope,
    pub(super) freeze: Option<u64>,
    pub(super) negligible_below: Option<f64>,
    pub(super) expected: Vec<Expected>,
    pub(super) only: Vec<String>,
}

impl<'a, T: Real> GradientCheck<'a, T> {
    /// A check of `objective`, which is cloned and not changed; the clones are asked on as many threads as there are.
    pub fn of<O: Objective<T> + Clone + Sync>(objective: &'a O) -> Self {
        Self::given(Given::Shared(objective))
    }

    /// The same check of an objective that need be neither `Clone` nor `Sync`, such as one that asks another process: it is asked itself, one call after the other,
    /// and is left as the last call left it, with random choices that are [frozen](Self::freeze) if they were to be. The report is the same.
    ///
    /// ```
    /// use std::{cell::Cell, rc::Rc};
    /// use wellposed_core::gradcheck::{Functions, GradientCheck};
    ///
    /// let calls = Rc::new(Cell::new(0));
    /// let counted = |w: &[f64]| {
    ///     calls.set(calls.get() + 1);
    ///     w[0] * w[0]
    /// };
    /// let mut objective = Functions::new(1, counted, |w: &[f64]| vec![2.0 * w[0]]);
    /// let report = GradientCheck::of_mut(&mut objective).run(&[0.3])?;
    /// assert!(report.passed() && calls.get() == report.evaluations, "{report}");
    /// # Ok::<(), wellposed_core::gradcheck::CheckError>(())
    /// ```
    pub fn of_mut(objective: &'a mut dyn Objective<T>) -> Self {
        Self::given(Given::Only(RefCell::new(objective)))
    }

    fn given(objective: Given<'a, T>) -> Self {
        let (limits, expected, only) = (Limits::of::<T>(), Vec::new(), Vec::new());
        GradientCheck { objective, limits, scope: Scope::All, freeze: None, negligible_below: None, expected, only }
    }

    /// The same with another tolerance of the relative error, of a block and of an entry.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.limits = Limits::both(tolerance);
        self
    }

    /// The same over some of the derivatives.
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// The same over this block alone, and over others of which the same is said: while a layer is being written, or mended. The report names those that were left out; they move no parameter, and nothing is known
    /// of them.
    ///
    /// ```
    /// use wellposed_core::gradcheck::{Functions, GradientCheck};
    /// use wellposed_core::objective::Block;
    ///
    /// // b is not written yet.
    /// let loss = |w: &[f64]| (w[0] * w[1] - 1.0) * (w[0] * w[1] - 1.0);
    /// let gradient = |w: &[f64]| vec![2.0 * (w[0] * w[1] - 1.0) * w[1], f64::NAN];
    /// let begun = Functions::new(2, loss, gradient).with_blocks(Block::vectors(&[("a", 1), ("b", 1)]));
    /// let report = GradientCheck::of(&begun).only("a").run(&[0.3, 0.7])?;
    /// assert!(report.passed() && report.left_out == ["b"], "{report}");
    /// assert!(!GradientCheck::of(&begun).run(&[0.3, 0.7])?.passed());
    /// # Ok::<(), wellposed_core::gradcheck::CheckError>(())
    /// ```
    pub fn only(mut self, block: impl Into<String>) -> Self {
        self.only.push(block.into());
        self
    }

    /// The same with the random choices of the objective held fixed ([`Abilities::freeze`](super::Abilities::freeze)): common random numbers on both sides of each quotient.
    pub fn freeze(mut self, seed: u64) -> Self {
        self.freeze = Some(seed);
        self
    }

    /// The same with another floor: a block passes if derivatives times parameters are shown to be smaller than this, in units of the loss, whatever its
    /// gradient. By default only one whose gradient is zero, but for roundings, has a floor: the tolerance times the derivatives times parameters of the largest block, or what noise
    /// leaves.
    pub fn negligible_below(mut self, floor: f64) -> Self {
        self.negligible_below = Some(floor);
        self
    }

    /// The same for a gradient that is not meant to be the derivative in the block `name`, but `times` as much: −λ where a gradient is reversed, 0 where it is stopped. What is
    /// expected to be 0 has to be 0 exactly, and the loss is not asked.
    ///
    /// A gradient that is meant to be that of *another* loss, such as a straight-through estimator, is checked with that loss: [`Against`](crate::objective::Against).
    ///
    /// ```
    /// use wellposed_core::gradcheck::{Functions, GradientCheck};
    /// use wellposed_core::objective::Block;
    ///
    /// // The features learn to fool the judge: their gradient is turned around.
    /// let loss = |w: &[f64]| (w[0] * w[1] - 1.0) * (w[0] * w[1] - 1.0);
    /// let gradient = |w: &[f64]| {
    ///     let error = 2.0 * (w[0] * w[1] - 1.0);
    ///     vec![-0.5 * error * w[1], error * w[0]]
    /// };
    /// let blocks = Block::vectors(&[("features", 1), ("judge", 1)]);
    /// let reversed = Functions::new(2, loss, gradient).with_blocks(blocks);
    /// assert!(GradientCheck::of(&reversed).expects("features", -0.5).run(&[0.3, 0.7])?.passed());
    /// assert!(!GradientCheck::of(&reversed).expects("features", -1.0).run(&[0.3, 0.7])?.passed());
    /// # Ok::<(), wellposed_core::gradcheck::CheckError>(())
    /// ```
    pub fn expects(mut self, name: impl Into<String>, times: f64) -> Self {
        self.expected.push(Expected { part: Part::Block(name.into()), times });
        self
    }

    /// The same for some entries, by their places in the flat vector of parameters.
    pub fn expects_entries(mut self, entries: std::ops::Range<usize>, times: f64) -> Self {
        self.expected.push(Expected { part: Part::Entries(entries), times });
        self
    }
}
