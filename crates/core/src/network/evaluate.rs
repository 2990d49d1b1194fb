//! In which order are examples added up? In their own, in lanes of blocks that run in parallel.
//!
//! Examples go through all layers in blocks of 64. At most eight *lanes* take consecutive blocks each; a lane adds the gradients of its examples in
//! their order, and the lanes' gradients are added in order. Lanes run in parallel; the order depends on the number of
//! examples alone, so the bits do not depend on the number of threads. Batch normalization looks at all examples at once: one lane, one
//! block.

use super::Network;
use super::batches::Batches;
use super::lane::Lane;
use super::plan::BLOCK;
use crate::bits::{self, Real};
use crate::objective::{Abilities, Objective};
use crate::parallel;

/// At most so many parts of the examples are computed in parallel.
pub(super) const LANES: usize = 8;

impl<T: Real> Network<T> {
    /// The room for evaluations of so many examples. It is taken at the first evaluation, so that a network that is only copied or
    /// asked for a start takes none.
    fn make_room(&mut self, examples: usize) {
        let plan = &self.plan;
        let block = if plan.architecture.sees_all_examples() { examples } else { BLOCK };
        let blocks = examples.div_ceil(block);
        let lanes = blocks.min(LANES);
        self.lanes = (0..lanes)
            .map(|lane| {
                let examples = lane * blocks / lanes * block..((lane + 1) * blocks / lanes * block).min(examples);
                Lane::new(plan, examples, block)
            })
            .collect();
        self.losses = vec![T::zero(); examples];
    }

    /// The loss, and the gradient where there is room for it.
    pub(super) fn evaluate(&mut self, parameters: &[T], mut gradient: Option<&mut [T]>) -> T {
        self.check_parameters(parameters);
        if self.lanes.is_empty() {
            self.make_room(self.batches.as_ref().map_or(self.examples(), Batches::size));
        }
        let (inputs, targets) = match &mut self.batches {
            Some(batches) => batches.next(&self.inputs, &self.targets),
            None => (&self.inputs, &self.targets),
        };
        let (plan, evaluation, backward) = (&self.plan, self.evaluation, gradient.is_some());
        let run = |lane: &mut Lane<T>| lane.run(plan, parameters, inputs, targets, evaluation, backward);
        match self.lanes.as_mut_slice() {
            [lane] => run(lane),
            lanes => parallel::in_place(lanes, run),
        }
        if !self.frozen {
            self.evaluation += 1;
        }
        for lane in &self.lanes {
            self.losses[lane.examples.clone()].copy_from_slice(&lane.losses);
        }
        let loss = bits::sum(&self.losses) / T::from_f64(self.losses.len() as f64);
        if let Some(gradient) = gradient.as_deref_mut() {
            gradient.copy_from_slice(&self.lanes[0].gradient);
            for lane in &self.lanes[1..] {
                gradient.iter_mut().zip(&lane.gradient).for_each(|(sum, &part)| *sum += part);
            }
        }
        loss + self.add_ridge(parameters, gradient)
    }
}

impl<T: Real> Objective<T> for Network<T> {
    fn dimension(&self) -> usize {
        self.plan.layout.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        assert_eq!(gradient.len(), self.dimension(), "length of the gradient of the network");
        self.evaluate(parameters, Some(gradient))
    }

    /// Like [`loss_and_gradient`](Objective::loss_and_gradient), this takes the next mini-batch and the next masks where there are some: to
    /// watch a run, look at a network of its own on the same examples.
    fn loss(&mut self, parameters: &[T]) -> T {
        self.evaluate(parameters, None)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }
}
