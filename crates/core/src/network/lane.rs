//! How does one lane run through its examples? Block after block, in their order, see `evaluate.rs`.

use std::ops::Range;

use ndarray::{Array2, s};

use super::Targets;
use super::pass::Pass;
use super::plan::{Mode, Plan};
use crate::bits::Real;

/// Consecutive blocks of examples, with the room to compute them.
#[derive(Clone, Debug)]
pub(super) struct Lane<T> {
    pub(super) examples: Range<usize>,
    block: usize,
    pass: Pass<T>,
    pub(super) gradient: Vec<T>,
    pub(super) losses: Vec<T>,
    /// The first layer with a number that is not finite, if there is one.
    pub(super) broken: Option<usize>,
}

impl<T: Real> Lane<T> {
    /// The room for these examples, `block` at a time.
    pub(super) fn new(plan: &Plan, examples: Range<usize>, block: usize) -> Self {
        Lane {
            block,
            pass: Pass::new(&plan.architecture, block.min(examples.len())),
            gradient: vec![T::zero(); plan.layout.dimension()],
            losses: vec![T::zero(); examples.len()],
            broken: None,
            examples,
        }
    }

    /// The losses of the examples, and the gradient where it is asked for.
    pub(super) fn run(
        &mut self,
        plan: &Plan,
        parameters: &[T],
        inputs: &Array2<T>,
        targets: &Targets<T>,
        evaluation: u64,
        backward: bool,
    ) {
        let total = T::from_f64(inputs.nrows() as f64);
        if backward {
            self.gradient.fill(T::zero());
        }
        self.broken = None;
        for first in self.examples.clone().step_by(self.block) {
            let end = (first + self.block).min(self.examples.end);
            let inputs = inputs.slice(s![first..end, ..]);
            let losses = &mut self.losses[first - self.examples.start..end - self.examples.start];
            self.pass.forward(plan, parameters, inputs, Mode::Train { evaluation, first });
            self.pass.take_loss(plan, targets.rows(first..end), total, losses);
            if losses.iter().any(|loss| !loss.is_finite()) {
                self.broken = [self.broken, self.pass.first_broken_layer(end - first)].into_iter().flatten().min();
            }
            if backward {
                self.pass.backward(plan, parameters, inputs, &mut self.gradient);
            }
        }
    }
}
