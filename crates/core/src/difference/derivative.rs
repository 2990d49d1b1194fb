//! What does a difference quotient say of the derivative of a function of one variable?
//!
//! Each pair of points is divided by its own width, as the numbers are stored, so a step that the format does not have makes no error.
//!
//! ```
//! use wellposed_core::difference::{Formula, Step, derivative};
//!
//! let cube = |x: f64| x * x * x;
//! let one_sided = derivative(cube, 1.0, Formula::Forward, Step::Absolute(0.01));
//! let two_sided = derivative(cube, 1.0, Formula::Central, Step::Absolute(0.01));
//! assert!((one_sided.value - 3.0301).abs() < 1e-13 && (two_sided.value - 3.0001).abs() < 1e-13);
//! assert_eq!(two_sided.evaluations, 2);
//! ```

use super::{Formula, Step, realized};
use crate::bits::Real;

/// A derivative, with the step and the work that it took.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "a derivative changes nothing where it is computed"]
#[non_exhaustive]
pub struct Estimate<T> {
    /// The quotient; NaN if the step vanishes beside x, and infinite or NaN where points or values of f leave the range of numbers.
    pub value: T,
    /// The realized step.
    pub step: T,
    /// How often f was evaluated.
    pub evaluations: usize,
}

/// Two points and what the quotient over them counts: the derivative is the sum of weight·(f(right) − f(left))/width.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<T> {
    pub(super) right: T,
    pub(super) left: T,
    pub(super) width: T,
    pub(super) weight: T,
}

impl<T: Real> Node<T> {
    /// The quotient's part of the derivative.
    pub(super) fn term(&self, right: T, left: T) -> T {
        self.weight * ((right - left) / self.width)
    }
}

// ANCHOR: nodes
/// The nodes of a formula at x with a realized step. One-sided formulas have x itself as one of the points.
pub(super) fn nodes<T: Real>(formula: Formula, x: T, step: T) -> Vec<Node<T>> {
    let node = |right: T, left: T, weight: f64| Node { right, left, width: right - left, weight: T::from_f64(weight) };
    match formula {
        Formula::Forward => vec![node(x + step, x, 1.0)],
        Formula::Backward => vec![node(x, x - step, 1.0)],
        _ => (1..=formula.pairs())
            .map(|j| {
                let reach = T::from_f64(j as f64) * step;
                node(x + reach, x - reach, formula.weight(j))
            })
            .collect(),
    }
}
// ANCHOR_END: nodes

/// f′(x) by a formula and a rule for the step.
pub fn derivative<T: Real>(f: impl FnMut(T) -> T, x: T, formula: Formula, step: Step) -> Estimate<T> {
    around(f, x, None, formula, step)
}

/// The same where f(x) may be known.
pub(super) fn around<T: Real>(
    mut f: impl FnMut(T) -> T,
    x: T,
    center: Option<T>,
    formula: Formula,
    step: Step,
) -> Estimate<T> {
    let step = realized(x, step.at(formula, x));
    let mut evaluations = 0;
    let mut at = |point: T| match center {
        Some(center) if point == x => center,
        _ => {
            evaluations += 1;
            f(point)
        }
    };
    let value = nodes(formula, x, step).iter().fold(T::zero(), |sum, node| {
        let (right, left) = (at(node.right), at(node.left));
        sum + node.term(right, left)
    });
    Estimate { value, step, evaluations }
}
