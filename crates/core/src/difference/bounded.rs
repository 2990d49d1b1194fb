//! What is the gradient, the slope along a direction, the Jacobian of a function that can only be evaluated, and how wrong is each entry? One search along a line for each, each with its bound.
//!
//! ```
//! use wellposed_core::bits;
//! use wellposed_core::difference::{Bound, adaptive_gradient};
//!
//! let f = |x: &[f64]| x[0] * x[0] * x[1] + bits::exp(x[1]);
//! let found = adaptive_gradient(f, &[1.5, -0.5]);
//! let Bound::Known(bound) = found[1].bound else { panic!("it is smooth") };
//! assert!((found[1].estimate.value - 2.25 - bits::exp(-0.5)).abs() <= bound && bound < 1e-11);
//! ```

use super::adaptive::AdaptiveDerivative;
use super::ladder::{self, Point, Search};
use crate::bits;

/// ∂f/∂xᵢ with its bound, for each i; f(x) is computed once, and counted with the first.
pub fn adaptive_gradient(f: impl FnMut(&[f64]) -> f64, x: &[f64]) -> Vec<AdaptiveDerivative> {
    adaptive_gradient_with(f, x, |index| Search::at(x[index]))
}

/// The same with a search of its own for each coordinate: a domain, a first step, tolerances, a limit of evaluations, the precision of f.
///
/// ```
/// use wellposed_core::difference::ladder::Search;
/// use wellposed_core::difference::{Bound, adaptive_gradient_with};
///
/// // x₀ must not become negative, and f is never asked there.
/// let f = |x: &[f64]| if x[0] < 0.0 { panic!("outside") } else { x[0].sqrt() * x[1] };
/// let x = [1e-4, 3.0];
/// let found = adaptive_gradient_with(f, &x, |index| {
///     let inside = if index == 0 { (x[0], f64::INFINITY) } else { (f64::INFINITY, f64::INFINITY) };
///     Search { inside, ..Search::at(x[index]) }
/// });
/// assert!(matches!(found[0].bound, Bound::Known(bound) if (found[0].estimate.value - 150.0).abs() <= bound));
/// ```
pub fn adaptive_gradient_with(
    mut f: impl FnMut(&[f64]) -> f64,
    x: &[f64],
    search: impl Fn(usize) -> Search,
) -> Vec<AdaptiveDerivative> {
    let (center, mut point) = (f(x), x.to_vec());
    let mut entry = |index: usize| {
        let at = |step: f64| {
            point[index] = x[index] + step;
            let there = Point { offset: point[index] - x[index], value: f(&point) };
            point[index] = x[index];
            there
        };
        AdaptiveDerivative::of(ladder::slope(at, center, &search(index)), usize::from(index == 0))
    };
    (0..x.len()).map(&mut entry).collect()
}

/// The derivative of f(x + t·v) by t at t = 0, with its bound. No coordinate moves farther than a search along itself would begin with.
///
/// # Panics
/// If x and v have different lengths.
pub fn adaptive_slope_along(mut f: impl FnMut(&[f64]) -> f64, x: &[f64], v: &[f64]) -> AdaptiveDerivative {
    assert_eq!(x.len(), v.len(), "a direction has as many numbers as a point");
    let center = f(x);
    let moving = || x.iter().zip(v).filter(|(_, v)| **v != 0.0);
    let first = moving().map(|(x, v)| Search::at(*x).first / v.abs()).reduce(bits::min);
    // Points are rounded to u|xᵢ|, which is as much as u|xᵢ/vᵢ| along the line.
    let position = moving().map(|(x, v)| (x / v).abs()).fold(0.0, bits::max);
    let mut moved = x.to_vec();
    let at = |step: f64| {
        moved.iter_mut().zip(x.iter().zip(v)).for_each(|(moved, (x, v))| *moved = x + step * v);
        Point { offset: if moved == x { 0.0 } else { step }, value: f(&moved) }
    };
    let search = Search { position, first: first.unwrap_or(1.0), ..Search::at(0.0) };
    AdaptiveDerivative::of(ladder::slope(at, center, &search), 1)
}

/// ∂fᵢ/∂xⱼ with its bound, row by row; each entry is a search of its own, so that a point may be asked for once for each row.
///
/// # Panics
/// If f returns different numbers of values.
pub fn adaptive_jacobian(mut f: impl FnMut(&[f64]) -> Vec<f64>, x: &[f64]) -> Vec<Vec<AdaptiveDerivative>> {
    let rows = f(x).len();
    let mut row = |row: usize| {
        let one = |x: &[f64]| {
            let values = f(x);
            assert_eq!(values.len(), rows, "a function has as many values everywhere");
            values[row]
        };
        adaptive_gradient(one, x)
    };
    (0..rows).map(&mut row).collect()
}

#[cfg(test)]
mod tests;
