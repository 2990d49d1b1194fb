//! Are wrong gradients of every kind failed, right ones passed, and each named as what it is? Every case that passes stands beside one that must not.

mod causes;
mod contract;
mod entries;
mod expected;
mod forms;
mod hostile;
mod jacobians;
mod negligible;
mod random;
mod rounded;

use wellposed_core::gradcheck::{Functions, GradientCheck, Report, Scope};
use wellposed_core::objective::Block;

/// The report on two functions, with blocks of these lengths.
fn report(
    lengths: &[(&str, usize)],
    loss: impl Fn(&[f64]) -> f64 + Clone + Sync,
    gradient: impl Fn(&[f64]) -> Vec<f64> + Clone + Sync,
    at: &[f64],
    scope: Scope,
) -> Report {
    let objective = Functions::new(at.len(), loss, gradient).with_blocks(Block::vectors(lengths));
    GradientCheck::of(&objective).scope(scope).run(at).unwrap()
}
