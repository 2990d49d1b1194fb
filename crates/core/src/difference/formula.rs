//! Which difference quotient, with which step, and how wrong will it be? Six formulas with their error model.
//!
//! A formula of order p with step h has a truncation error of C·h^p·|f^(p+1)| to leading order, and a rounding error of at most A·η/h if each value of f is off
//! by η or less. The sum is least at
//!
//! ```text
//! h* = (A·η/(p·C·|f^(p+1)|))^(1/(p+1)),   where it is   (p + 1)·C·h*^p·|f^(p+1)|
//! ```
//!
//! | formula | points | p | C | A |
//! |---|---|---|---|---|
//! | forward, backward | x, x ± h | 1 | 1/2 | 2 |
//! | central | x ± h | 2 | 1/6 | 1 |
//! | five-point | x ± h, x ± 2h | 4 | 1/30 | 3/2 |
//! | seven-point | … x ± 3h | 6 | 1/140 | 11/6 |
//! | nine-point | … x ± 4h | 8 | 1/630 | 25/12 |
//!
//! A symmetric formula of n pairs is a combination Σ cⱼ·D(jh) of central quotients, cⱼ = 2(−1)^(j+1)(n!)²/((n−j)!(n+j)!). It has C = (n!)²/(2n+1)! and
//! A = Σ|cⱼ|/j, which is the harmonic number 1 + ½ + … + 1/n (Fornberg 1988, *Mathematics of Computation* 51, for the coefficients; Nocedal & Wright
//! 2006, §8.1, for the forward and the central step).
//!
//! ```
//! use wellposed_core::difference::Formula;
//!
//! // θ³ at 1, with values that are rounded to f64: f″ = f‴ = 6.
//! let u = f64::EPSILON / 2.0;
//! assert!((Formula::Forward.best_step(u, 6.0) - 8.6e-9).abs() < 1e-10);
//! assert!((Formula::Central.best_step(u, 6.0) - 3.8e-6).abs() < 1e-7);
//! assert!(Formula::Central.least_error(u, 6.0) < Formula::Forward.least_error(u, 6.0) / 500.0);
//! ```

use crate::bits::{self, Real};

/// A difference quotient for the first derivative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Formula {
    /// (f(x+h) − f(x))/h.
    Forward,
    /// (f(x) − f(x−h))/h.
    Backward,
    /// (f(x+h) − f(x−h))/2h, the two-sided difference.
    Central,
    /// Two central quotients: (8f(x+h) − 8f(x−h) − f(x+2h) + f(x−2h))/12h.
    FivePoint,
    /// Three central quotients.
    SevenPoint,
    /// Four central quotients.
    NinePoint,
}

impl Formula {
    /// All of them.
    pub const ALL: [Formula; 6] = [
        Formula::Forward,
        Formula::Backward,
        Formula::Central,
        Formula::FivePoint,
        Formula::SevenPoint,
        Formula::NinePoint,
    ];

    /// A word for tables.
    pub fn name(self) -> &'static str {
        match self {
            Formula::Forward => "forward",
            Formula::Backward => "backward",
            Formula::Central => "central",
            Formula::FivePoint => "five_point",
            Formula::SevenPoint => "seven_point",
            Formula::NinePoint => "nine_point",
        }
    }

    /// Pairs of points x ± jh; none for the one-sided formulas.
    pub fn pairs(self) -> usize {
        match self {
            Formula::Forward | Formula::Backward => 0,
            Formula::Central => 1,
            Formula::FivePoint => 2,
            Formula::SevenPoint => 3,
            Formula::NinePoint => 4,
        }
    }

    /// The power p of h in the truncation error. Polynomials of degree p and less are differentiated exactly.
    pub fn order(self) -> usize {
        (2 * self.pairs()).max(1)
    }

    /// Evaluations of f for one derivative.
    pub fn evaluations(self) -> usize {
        (2 * self.pairs()).max(2)
    }

    /// The weight cⱼ of the central quotient with step jh, for j = 1, …, `pairs()`; exact up to one rounding.
    ///
    /// # Panics
    /// If there is no such quotient.
    pub fn weight(self, j: usize) -> f64 {
        let n = self.pairs();
        assert!(
            (1..=n).contains(&j),
            "the {} formula has {n} central quotients, from 1 on, and no quotient {j}",
            self.name()
        );
        let sign = if j % 2 == 1 { 2.0 } else { -2.0 };
        sign * factorial(n) * factorial(n) / (factorial(n - j) * factorial(n + j))
    }

    /// C: the truncation error is C·h^p·|f^(p+1)| to leading order.
    pub fn truncation(self) -> f64 {
        match self.pairs() {
            0 => 0.5,
            n => factorial(n) * factorial(n) / factorial(2 * n + 1),
        }
    }

    /// A: the rounding error is at most A·η/h if each value of f is off by η at most.
    pub fn rounding(self) -> f64 {
        match self.pairs() {
            0 => 2.0,
            n => (1..=n).map(|j| 1.0 / j as f64).fold(0.0, |sum, term| sum + term),
        }
    }

    /// The error that the model allows at step h > 0: C·h^p·|f^(p+1)| + A·η/h.
    pub fn error(self, step: f64, noise: f64, high_derivative: f64) -> f64 {
        self.truncation() * power(step, self.order()) * high_derivative.abs() + self.rounding() * noise / step
    }

    // ANCHOR: best
    /// The step with the least error, for values of f that are off by `noise` ≥ 0 at most and for f^(p+1) = `high_derivative`.
    ///
    /// Infinite where f^(p+1) is zero (no step is too large), zero where only the noise is.
    pub fn best_step(self, noise: f64, high_derivative: f64) -> f64 {
        let p = self.order();
        if high_derivative == 0.0 {
            return f64::INFINITY;
        }
        let quotient = self.rounding() * noise / (p as f64 * self.truncation() * high_derivative.abs());
        bits::powf(quotient, 1.0 / (p + 1) as f64)
    }

    /// The error at [`best_step`](Formula::best_step): (p + 1)·C·h^p·|f^(p+1)|. Zero where f^(p+1) is.
    pub fn least_error(self, noise: f64, high_derivative: f64) -> f64 {
        if high_derivative == 0.0 {
            return 0.0;
        }
        let p = self.order();
        let step = self.best_step(noise, high_derivative);
        (p + 1) as f64 * self.truncation() * power(step, p) * high_derivative.abs()
    }
    // ANCHOR_END: best

    /// The best step where f and f^(p+1) are 1 and values are rounded to `T`: 2√u forward, (3u)^⅓ central.
    pub fn default_step<T: Real>(self) -> f64 {
        self.best_step(T::UNIT_ROUNDOFF.to_f64(), 1.0)
    }
}

/// hᵖ by repeated products: p is at most 8.
fn power(step: f64, p: usize) -> f64 {
    (0..p).fold(1.0, |product, _| product * step)
}

/// n!, exact up to 9! and beyond.
fn factorial(n: usize) -> f64 {
    (1..=n).fold(1.0, |product, factor| product * factor as f64)
}

#[cfg(test)]
mod tests;
