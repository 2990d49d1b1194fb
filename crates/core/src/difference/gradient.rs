//! What is the gradient of a function of many numbers, its slope along a direction, its Jacobian? One difference quotient for each.
//!
//! With n numbers a one-sided gradient takes n + 1 evaluations, since f(x) serves all quotients, and a two-sided one takes 2n.
//!
//! ```
//! use wellposed_core::difference::{Formula, Step, gradient, directional_derivative};
//!
//! let mut f = |x: &[f64]| x[0] * x[0] + 3.0 * x[0] * x[1];
//! let forward = gradient(&mut f, &[1.0, 2.0], Formula::Forward, Step::Default);
//! let central = gradient(&mut f, &[1.0, 2.0], Formula::Central, Step::Default);
//! assert_eq!((forward.evaluations, central.evaluations), (3, 4));
//! assert!((central.values[0] - 8.0).abs() < 1e-9 && (central.values[1] - 3.0).abs() < 1e-9);
//! assert!((directional_derivative(f, &[1.0, 2.0], &[1.0, -1.0], Formula::Central, Step::Default).value - 5.0).abs() < 1e-9);
//! ```

use super::derivative::{Estimate, around, nodes};
use super::{Formula, Step, realized};
use crate::bits::{self, Real};
use ndarray::{Array1, Array2};

/// A gradient, with the steps and the work that it took.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gradient<T> {
    /// ∂f/∂xᵢ.
    pub values: Vec<T>,
    /// The realized step of each coordinate.
    pub steps: Vec<T>,
    /// How often f was evaluated.
    pub evaluations: usize,
}

/// The gradient of f at x, coordinate by coordinate.
pub fn gradient<T: Real>(mut f: impl FnMut(&[T]) -> T, x: &[T], formula: Formula, step: Step) -> Gradient<T> {
    let mut point = x.to_vec();
    let center = (formula.pairs() == 0).then(|| f(&point));
    let mut found = Gradient { values: Vec::new(), steps: Vec::new(), evaluations: usize::from(center.is_some()) };
    for (index, &coordinate) in x.iter().enumerate() {
        let along = |moved: T| {
            point[index] = moved;
            f(&point)
        };
        let estimate = around(along, coordinate, center, formula, step);
        point[index] = coordinate;
        found.values.push(estimate.value);
        found.steps.push(estimate.step);
        found.evaluations += estimate.evaluations;
    }
    found
}

/// The derivative of f(x + t·v) by t at t = 0. The rule for the step is applied to each coordinate that moves, and none moves by more than its own step.
///
/// The width of each quotient is that of the points as they are stored, projected on v. Along a v of zeros nothing moves: the slope is 0, and f is not asked.
///
/// # Panics
/// If x and v have different lengths.
pub fn directional_derivative<T: Real>(
    mut f: impl FnMut(&[T]) -> T,
    x: &[T],
    v: &[T],
    formula: Formula,
    step: Step,
) -> Estimate<T> {
    assert_eq!(x.len(), v.len(), "a direction has as many numbers as a point");
    if v.iter().all(|&entry| entry == T::zero()) {
        return Estimate { value: T::zero(), step: T::zero(), evaluations: 0 };
    }
    // A power of two that makes v near 1, exactly: squares of its entries neither overflow nor vanish.
    let unit = T::from_f64(bits::unit_of(v));
    let v: Vec<T> = v.iter().map(|&entry| entry / unit).collect();
    let steps = x.iter().zip(&v).filter(|(_, v)| **v != T::zero()).map(|(&x, &v)| step.at(formula, x) / v.abs());
    let shortest = steps.reduce(|least, step| if step < least { step } else { least }).unwrap_or_else(T::zero);
    let step = realized(T::zero(), shortest);
    let moved = |t: T| x.iter().zip(&v).map(|(&x, &v)| x + t * v).collect::<Vec<T>>();
    let (mut value, mut evaluations) = (T::zero(), 0);
    for mut node in nodes(formula, T::zero(), step) {
        let (right, left) = (moved(node.right), moved(node.left));
        let apart: Vec<T> = right.iter().zip(&left).map(|(&right, &left)| right - left).collect();
        node.width = bits::dot(&apart, &v) / bits::dot(&v, &v);
        value += node.term(f(&right), f(&left));
        evaluations += 2;
    }
    Estimate { value: value * unit, step: step / unit, evaluations }
}

/// The Jacobian of a function with many values: row i, column j holds ∂fᵢ/∂xⱼ. Also how often f was evaluated.
///
/// # Panics
/// If f returns different numbers of values.
pub fn jacobian<T: Real>(
    mut f: impl FnMut(&[T]) -> Vec<T>,
    x: &[T],
    formula: Formula,
    step: Step,
) -> (Array2<T>, usize) {
    let center = Array1::from(f(x));
    let mut evaluations = 1;
    let mut point = x.to_vec();
    let mut jacobian = Array2::zeros((center.len(), x.len()));
    for (index, &coordinate) in x.iter().enumerate() {
        let mut at = |moved: T| {
            if moved == coordinate {
                return center.clone();
            }
            point[index] = moved;
            evaluations += 1;
            Array1::from(f(&point))
        };
        for node in nodes(formula, coordinate, realized(coordinate, step.at(formula, coordinate))) {
            let (right, left) = (at(node.right), at(node.left));
            for side in [&right, &left] {
                assert_eq!(side.len(), center.len(), "a function has as many values everywhere");
            }
            let column = jacobian.column_mut(index);
            column.into_iter().zip(right.iter().zip(&left)).for_each(|(entry, (&right, &left))| {
                *entry += node.term(right, left);
            });
        }
        point[index] = coordinate;
    }
    (jacobian, evaluations)
}

#[cfg(test)]
mod tests;
