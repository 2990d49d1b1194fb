//! What is the second derivative of a function that can only be evaluated, and the Hessian, and how wrong is each entry? The slope of another function at 0.
//!
//! f(x + t) + f(x − t) is even in t, and so a smooth function of s = t²:
//!
//! ```text
//! φ(s) = f(x + √s) + f(x − √s) = 2f(x) + f″(x)·s + f⁗(x)·s²/12 + …
//! ```
//!
//! f″(x) is the slope of φ at s = 0 to the right, and the [`ladder`] finds it, with its bound. What rounding x on the way to f costs is u|x·f′| a value, and of the order of f′ rather than of φ′: so the first
//! derivative is looked for before. Of f with two different second derivatives on both sides, such as x|x|, φ sees the mean.
//!
//! A mixed derivative is a difference of two along diagonals, ∂²f/∂xᵢ∂xⱼ = (D²₊ − D²₋)/4 for directions eᵢ ± eⱼ, scaled by the sizes of the coordinates.
//!
//! ```
//! use wellposed_core::bits;
//! use wellposed_core::difference::{Bound, adaptive_hessian, adaptive_second_derivative};
//!
//! let found = adaptive_second_derivative(bits::sin, 1.0);
//! let Bound::Known(bound) = found.bound else { panic!("sin is smooth") };
//! assert!((found.estimate.value + bits::sin(1.0)).abs() <= bound && bound < 1e-7);
//!
//! let hessian = adaptive_hessian(|x: &[f64]| x[0] * x[0] * x[1], &[2.0, 3.0]);
//! for (found, exact) in hessian.iter().flatten().zip([6.0, 4.0, 4.0, 0.0]) {
//!     let Bound::Known(bound) = found.bound else { panic!("a polynomial") };
//!     assert!((found.estimate.value - exact).abs() <= bound && bound < 1e-7);
//! }
//! ```

use super::adaptive::{AdaptiveDerivative, Bound};
use super::ladder::{self, Point, Search, Slope, Status};
use crate::bits;

/// The relative error that suffices: rounding leaves second derivatives so many digits, as a rule.
const RELATIVE: f64 = 1e-8;
/// The first step, in parts of the longest that the first derivative was made from.
const FARTHER: f64 = 4.0;
/// Roundings of x on the way to a value.
const OWN: f64 = 4.0;

/// f″(x), and a bound of its error.
pub fn adaptive_second_derivative(mut f: impl FnMut(f64) -> f64, x: f64) -> AdaptiveDerivative {
    let center = f(x);
    let mut at = |step: f64| {
        let there = x + step;
        Point { offset: there - x, value: f(there) }
    };
    AdaptiveDerivative::of(bend(&mut at, center, &Search::at(x)), 1)
}

/// ∂²f/∂xᵢ∂xⱼ with its bound, row by row; the matrix is symmetric, and each pair is looked for once. f(x) is counted with the first entry.
pub fn adaptive_hessian(mut f: impl FnMut(&[f64]) -> f64, x: &[f64]) -> Vec<Vec<AdaptiveDerivative>> {
    let center = f(x);
    let sizes: Vec<f64> = x.iter().map(|x| bits::max(x.abs(), 1.0)).collect();
    let mut moved = x.to_vec();
    // Along Σ vₖ·eₖ, with |vₖ| the size of xₖ: in units of these sizes all numbers are about 1.
    let mut along = |v: &[(usize, f64)]| {
        let position = v.iter().map(|&(index, v)| (x[index] / v).abs()).fold(0.0, bits::max);
        let mut at = |step: f64| {
            v.iter().for_each(|&(index, v)| moved[index] = x[index] + step * v);
            // One coordinate alone is moved by what it is moved as stored.
            let offset = if let [(index, v)] = v { (moved[*index] - x[*index]) / v } else { step };
            let value = f(&moved);
            v.iter().for_each(|&(index, _)| moved[index] = x[index]);
            Point { offset, value }
        };
        bend(&mut at, center, &Search { position, ..Search::at(1.0) })
    };
    let mut rows: Vec<Vec<AdaptiveDerivative>> = Vec::with_capacity(x.len());
    for i in 0..x.len() {
        let mut row: Vec<AdaptiveDerivative> = rows.iter().map(|above| above[i]).collect();
        row.push(scaled(along(&[(i, sizes[i])]), sizes[i] * sizes[i], usize::from(i == 0)));
        for j in i + 1..x.len() {
            let [sum, difference] = [1.0, -1.0].map(|sign| along(&[(i, sizes[i]), (j, sign * sizes[j])]));
            row.push(scaled(half_of(sum, difference), 2.0 * sizes[i] * sizes[j], 0));
        }
        rows.push(row);
    }
    rows
}

/// f″ along a line.
fn bend(at: &mut impl FnMut(f64) -> Point, center: f64, search: &Search) -> Slope {
    let first = ladder::slope(&mut *at, center, search);
    if first.status != Status::Bounded {
        return first;
    }
    // f is smooth as far as the steps of its slope reached.
    let length = bits::min(search.first, FARTHER * first.reach);
    let noise = search.noise + OWN * search.unit * first.value.abs() * (search.position + length);
    let even = |square: f64| {
        let step = square.sqrt();
        let [left, right] = [at(-step), at(step)];
        let (l, r) = (-left.offset, right.offset);
        // Exact for parabolas whatever r and l are.
        let value = 2.0 * (center + (l * (right.value - center) + r * (left.value - center)) / (l + r));
        Point { offset: l * r, value }
    };
    let squares = Search {
        first: length * length,
        inside: (0.0, bits::powi(bits::min(search.inside.0, search.inside.1), 2)),
        position: search.position * search.position,
        noise: 2.0 * noise,
        relative: bits::max(search.relative, RELATIVE),
        ..*search
    };
    let second = ladder::slope(even, 2.0 * center, &squares);
    let step = second.step.sqrt();
    // What is a wall or a kink to φ, whose left side is never asked, is none of f.
    Slope {
        step,
        one_sided: (second.value, second.value),
        evaluations: first.evaluations + 2 * second.evaluations,
        ..second
    }
}

/// Half of the difference of two, whose errors add up.
fn half_of(sum: Slope, difference: Slope) -> Slope {
    let evaluations = sum.evaluations + difference.evaluations;
    if let Some(unknown) = [sum, difference].into_iter().find(|one| one.status != Status::Bounded) {
        return Slope { evaluations, ..unknown };
    }
    Slope {
        value: 0.5 * (sum.value - difference.value),
        truncation: 0.5 * (sum.truncation + difference.truncation),
        rounding: 0.5 * (sum.rounding + difference.rounding) + sum.value.abs() * f64::EPSILON,
        step: bits::min(sum.step, difference.step),
        evaluations,
        ..sum
    }
}

/// In the units of the coordinates.
fn scaled(found: Slope, units: f64, more: usize) -> AdaptiveDerivative {
    let mut found = AdaptiveDerivative::of(found, more);
    found.estimate.value /= units;
    if let Bound::Known(bound) = &mut found.bound {
        *bound = *bound / units + f64::EPSILON * found.estimate.value.abs();
    }
    found
}

#[cfg(test)]
mod tests;
