//! What is a function to differentiate? One formula for every kind of numbers, and its derivatives of any order come with it, anywhere.
//!
//! Orders up to five are those of nested dual numbers, higher ones those of a Taylor series ([`super::taylor`]): no step, no truncation. Two ways, because k nested
//! dual numbers are 2ᵏ parts, each compiled, and a series of k terms is k.
//!
//! ```text
//! impl Smooth for Spiral {
//!     fn value<S: Scalar>(&self, x: S) -> S { x * x.sin() }
//! }
//! Spiral.derivative(7, 0.25)
//! ```
//!
//! An experiment that needs another function gives it this trait, or adds it to [`Function`](super::functions::Function): what other experiments differentiate
//! stands in lists of their own.

use super::taylor;
use crate::difference::{Scalar, dual};

/// A smooth function of one variable.
pub(crate) trait Smooth {
    /// f in any kind of numbers.
    fn value<S: Scalar>(&self, x: S) -> S;

    /// f^(order)(x); f itself is of order 0.
    ///
    /// # Panics
    /// For orders above [`taylor::HIGHEST`].
    fn derivative(&self, order: usize, x: f64) -> f64 {
        match order {
            0 => self.value(x),
            1 => dual::derivative(|x| self.value(x), x),
            2 => dual::derivative(|x| dual::derivative(|x| self.value(x), x), x),
            3 => third(self, x),
            4 => dual::derivative(|x| third(self, x), x),
            5 => dual::derivative(|x| dual::derivative(|x| third(self, x), x), x),
            _ => taylor::derivative(|x| self.value(x), order, x),
        }
    }
}

/// f‴ in any kind of numbers.
fn third<S: Scalar>(function: &(impl Smooth + ?Sized), x: S) -> S {
    dual::derivative(|x| dual::derivative(|x| dual::derivative(|x| function.value(x), x), x), x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits;

    /// A function of no list: x³·sin 2x.
    struct Own;

    impl Smooth for Own {
        fn value<S: Scalar>(&self, x: S) -> S {
            x.powi(3) * (x * S::constant(2.0)).sin()
        }
    }

    /// Leibniz: Σ C(n, k)·(x³)^(k)·(sin 2x)^(n−k) with (sin 2x)^(j) = 2ʲ·sin(2x + jπ/2).
    fn by_hand(order: usize, x: f64) -> f64 {
        let cube = [x * x * x, 3.0 * x * x, 6.0 * x, 6.0];
        let sine = |j: usize| {
            let (s, c) = (bits::sin(2.0 * x), bits::cos(2.0 * x));
            bits::powi(2.0, j as i32) * [s, c, -s, -c][j % 4]
        };
        let choose = |k: usize| (0..k).fold(1.0, |product, i| product * (order - i) as f64 / (i + 1) as f64);
        (0..=order.min(3)).map(|k| choose(k) * cube[k] * sine(order - k)).sum()
    }

    #[test]
    fn a_function_of_no_list_has_derivatives_of_any_order_anywhere() {
        for x in [-3.0, 0.25, 1.75] {
            for order in 0..=12 {
                let (found, exact) = (Own.derivative(order, x), by_hand(order, x));
                // The terms are up to 220·6·2⁹ in size, and each of about 100 products is off by u.
                let tolerance =
                    100.0 * f64::EPSILON * (27.0 + bits::powi(2.0, order as i32) * bits::powi(order as f64, 3));
                assert!((found - exact).abs() <= tolerance, "{order} at {x}: {found} and {exact}");
                assert!((by_hand(order + 1, x) - exact).abs() > tolerance, "{order} at {x}: planted, the next order");
            }
        }
    }
}
