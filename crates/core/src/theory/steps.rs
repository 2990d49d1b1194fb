//! How large may a step be, and how many steps does it take, on a quadratic?
//!
//! For J(w) = ½(w−w*)ᵀH(w−w*), H positive definite, gradient descent with step α multiplies the error along each eigenvector by
//! 1 − αλ. Hence the first rows; those of the heavy ball are Polyak's (1964):
//!
//! | quantity | formula |
//! |---|---|
//! | largest stable step | 2/λ_max |
//! | best fixed step | 2/(λ_min + λ_max) |
//! | its rate | (κ−1)/(κ+1) |
//! | heavy ball: step | 4/(√λ_max + √λ_min)² |
//! | heavy ball: momentum | ((√κ−1)/(√κ+1))² |
//! | heavy ball: rate | (√κ−1)/(√κ+1) |
//! | steps to a tolerance ε | ln ε / ln rate |
//!
//! For gradient descent the rate bounds the norm of the error in every step, and is reached where the start has parts along the extreme
//! eigenvectors alone; the loss falls with its square. (Steps by exact line search have the same factor in another norm, that of H:
//! Nocedal & Wright, *Numerical Optimization*, 2nd ed., Theorem 3.3.) For the heavy ball the rate is asymptotic: at its best
//! parameters it has a double root, so its error is k·rateᵏ rather than rateᵏ, and the count is a lower estimate.
//!
//! ```
//! use wellposed_core::theory::steps;
//!
//! assert_eq!(steps::best_step(1.0, 3.0), 0.5);
//! assert_eq!(steps::gradient_descent_rate(3.0), 0.5);
//! assert_eq!(steps::steps_to(0.125, 0.5), 3.0);
//! ```

use crate::bits;

/// The fixed step with the smallest worst-case rate: 2/(λ_min + λ_max).
pub fn best_step(smallest: f64, largest: f64) -> f64 {
    2.0 / (smallest + largest)
}

/// The step beyond which gradient descent diverges: 2/λ_max.
pub fn largest_stable_step(largest: f64) -> f64 {
    2.0 / largest
}

/// By what the error shrinks in a step of gradient descent at [`best_step`]: (κ−1)/(κ+1).
pub fn gradient_descent_rate(condition: f64) -> f64 {
    (condition - 1.0) / (condition + 1.0)
}

/// The step of the heavy ball at its best parameters: 4/(√λ_max + √λ_min)².
pub fn heavy_ball_step(smallest: f64, largest: f64) -> f64 {
    let roots = largest.sqrt() + smallest.sqrt();
    4.0 / (roots * roots)
}

/// The momentum of the heavy ball at its best parameters: the square of [`heavy_ball_rate`].
pub fn heavy_ball_momentum(condition: f64) -> f64 {
    let rate = heavy_ball_rate(condition);
    rate * rate
}

/// By what the error of the heavy ball shrinks in a step, asymptotically: (√κ−1)/(√κ+1).
pub fn heavy_ball_rate(condition: f64) -> f64 {
    gradient_descent_rate(condition.sqrt())
}

/// How many steps at `rate` (between 0 and 1) multiply the error by `tolerance`: ln ε / ln rate, a real number.
///
/// A rate near 1 carries few digits of 1 − rate: from a large κ ask [`gradient_descent_steps`] or [`heavy_ball_steps`] instead.
pub fn steps_to(tolerance: f64, rate: f64) -> f64 {
    bits::ln(tolerance) / bits::ln(rate)
}

/// Steps of gradient descent at its best step that multiply the error by `tolerance`: ln ε / ln(1 − 2/(κ+1)) ≈ (κ/2)·ln(1/ε).
/// For κ = 1 it is 0: any step count suffices, in fact one.
pub fn gradient_descent_steps(condition: f64, tolerance: f64) -> f64 {
    bits::ln(tolerance) / bits::ln_1p(-2.0 / (condition + 1.0))
}

/// Steps of the heavy ball at its best parameters that multiply the error by `tolerance`, ≈ (√κ/2)·ln(1/ε).
pub fn heavy_ball_steps(condition: f64, tolerance: f64) -> f64 {
    gradient_descent_steps(condition.sqrt(), tolerance)
}

#[cfg(test)]
mod tests;
