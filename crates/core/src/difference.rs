//! What is the derivative of a function that can only be evaluated, and how wrong is the answer?
//!
//! | file | answers |
//! |---|---|
//! | [`formula`](Formula) | Which difference quotient, with which step, and how wrong will it be? |
//! | [`step`](Step) | How far does a difference quotient reach? |
//! | [`derivative`](derivative()) | What does a quotient say of the derivative of a function of one variable? |
//! | [`gradient`](gradient()) | … of the gradient, the slope along a direction, the Jacobian? |
//! | [`ridders`](ridders()) | How far can extrapolation carry central quotients? |
//! | [`noise`] | How noisy is the function? |
//! | [`ladder`] | What is the derivative along a line, and how wrong can the answer be? |
//! | [`adaptive_derivative`](adaptive_derivative()) | The same for a function of one variable. |
//! | [`bounded`](adaptive_gradient()) | … for gradient, slope along a direction, Jacobian? |
//! | [`second`](adaptive_second_derivative()) | … for the second derivative and the Hessian? |
//! | [`sparse`](sparse_jacobian()) | How few evaluations does a sparse Jacobian take? |
//! | [`stencil`](weights()) | With which weights do values on any grid give a derivative? |
//! | [`scalar`](Scalar) | What does a formula need of a number, so that it can be evaluated in other numbers too? |
//! | [`dual`] | What is a derivative without truncation error? |
//! | [`complex_step`](complex_step()) | Which quotient has no subtraction? |
//!
//! ```
//! use wellposed_core::difference::{Bound, Formula, Step, adaptive_derivative, derivative, dual};
//! use wellposed_core::bits;
//!
//! let exact = bits::exp(1.0);
//! let forward = derivative(bits::exp, 1.0, Formula::Forward, Step::Default);
//! let central = derivative(bits::exp, 1.0, Formula::Central, Step::Default);
//! assert!((central.value - exact).abs() < (forward.value - exact).abs() / 100.0);
//! assert!(matches!(adaptive_derivative(bits::exp, 1.0).bound, Bound::Known(bound) if bound < 1e-11));
//! ```
//!
//! Noise and rounding are told apart from truncation throughout: u is the unit roundoff, η a bound on the error of a value of f, C·h^p·|f^(p+1)| the
//! truncation error of a formula of order p.
//!
//! A function that panics is not caught: its panic passes through, and leaves nothing behind, since all that is kept between two evaluations is local. (A
//! [check of a gradient](crate::gradcheck) does catch it, and says where.)

mod adaptive;
mod bounded;
mod complex_step;
mod derivative;
pub mod dual;
mod formula;
mod gradient;
pub mod ladder;
pub mod noise;
mod richardson;
mod ridders;
mod scalar;
mod second;
mod sparse;
mod stencil;
mod step;
#[cfg(test)]
mod tests;

pub use adaptive::{AdaptiveDerivative, Bound, adaptive_derivative, adaptive_derivative_with};
pub use bounded::{adaptive_gradient, adaptive_gradient_with, adaptive_jacobian, adaptive_slope_along};
pub use complex_step::{Complex, complex_step};
pub use derivative::{Estimate, derivative};
pub use dual::Dual;
pub use formula::Formula;
pub use gradient::{Gradient, directional_derivative, gradient, jacobian};
pub use ridders::{Extrapolated, ridders};
pub use scalar::Scalar;
pub use second::{adaptive_hessian, adaptive_second_derivative};
pub use sparse::{column_groups, sparse_jacobian};
pub use stencil::weights;
pub use step::{Step, realized};
