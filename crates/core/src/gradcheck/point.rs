//! Where are derivatives taken, and what is known of the loss there?

use super::CheckError;
use super::place::Place;
use super::repeat::Base;
use crate::objective::Block;

/// Where derivatives are taken.
pub(super) struct Point<'p, T> {
    pub(super) parameters: &'p [T],
    /// What is known of the loss there.
    pub(super) base: &'p Base,
    /// The parts of the parameters.
    pub(super) blocks: &'p [Block],
    /// Whether copies of the objective are asked.
    pub(super) copied: bool,
}

impl<T> Point<'_, T> {
    /// The error of a method that panicked with one parameter moved.
    pub(super) fn panicked(&self, method: &'static str, index: usize, step: f64, message: String) -> CheckError {
        let block = self.blocks.iter().find(|block| block.range.contains(&index));
        let block = block.map_or_else(String::new, |block| block.name.clone());
        CheckError::Panic { method, place: Place::Coordinate { index, block, step }, message }
    }
}
