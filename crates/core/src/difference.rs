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
//! | [`adaptive_derivative`](adaptive_derivative()) | The same for a function of which nothing is known. |
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
mod step;
#[cfg(test)]
mod tests;

pub use adaptive::{AdaptiveDerivative, Bound, Reason, adaptive_derivative};
pub use complex_step::{Complex, complex_step};
pub use derivative::{Estimate, derivative};
pub use dual::Dual;
pub use formula::Formula;
pub use gradient::{Gradient, directional_derivative, gradient, jacobian};
pub use ridders::{Extrapolated, ridders};
pub use scalar::Scalar;
pub use step::{Step, realized};
