//! What should be seen, before anything is measured?
//!
//! Each prediction is a function with its formula and its source, so that an experiment can put it beside the measurement.
//!
//! | file | predicts |
//! |---|---|
//! | [`steps`] | step sizes, contraction rates and step counts on a quadratic |
//! | [`conditioning`] | condition numbers of Hessians, from the statistics of the features |
//! | [`formats`] | at which depth cᵏ overflows, turns subnormal, sticks or reaches zero in f64, f32, bf16, f16 |
//! | [`normalization`] | what normalizing a test set with its own statistics costs, and how many digits a variance keeps |
//! | [`quadrature`] | means over a normal variable |
//! | [`length_map`] | lengths of signals and gradients in wide random networks, layer by layer |
//! | [`correlation_map`] | how alike two inputs become there |
//! | [`batch_norm`] | how fast gradients explode in batch-normalized networks |
//! | [`polygamma`] | cumulants of logarithms of χ² variables |
//! | [`products`] | growth rates and singular values of products of matrices |
//! | [`depth_law`] | how far one network of finite width strays from the mean |
//! | [`finite_width`] | the same for any activation, to first order |
//!
//! Throughout, u is the unit roundoff (2⁻⁵³ in double, 2⁻²⁴ in single precision), κ a condition number, H a Hessian with
//! eigenvalues between λ_min and λ_max.
//!
//! A formula has a range for which it is made, which its words say: positive eigenvalues, κ ≥ 1, probabilities between 0 and 1. Outside it, and beyond the
//! largest number, it returns what arithmetic makes of it, often NaN; it panics only where it says so.
//!
//! ```
//! use wellposed_core::theory::{conditioning, steps};
//!
//! // Features on 1…1000 and 0…1, centered: κ = 999², and gradient descent at its best step needs millions of steps.
//! let condition = conditioning::of_range_ratio(999.0);
//! assert_eq!(condition, 998_001.0);
//! assert_eq!(steps::gradient_descent_steps(condition, 1e-6).round(), 6_893_947.0);
//! assert_eq!(steps::heavy_ball_steps(condition, 1e-6).round(), 6_901.0);
//! ```

pub mod batch_norm;
pub mod conditioning;
pub mod correlation_map;
pub mod depth_law;
pub mod finite_width;
pub mod formats;
pub mod length_map;
pub mod normalization;
pub mod polygamma;
pub mod products;
pub mod quadrature;
pub mod steps;
