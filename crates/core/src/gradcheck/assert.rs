//! How is a gradient checked in a test suite? In one call, which panics unless the gradient is right, with a message whose first line says what is wrong.
//!
//! ```
//! use wellposed_core::gradcheck::assert_gradient;
//!
//! let loss = |w: &[f64]| (w[0] * w[1]).sin() + w[0];
//! // Returned, as a vector or an array …
//! assert_gradient(loss, |w: &[f64]| vec![(w[0] * w[1]).cos() * w[1] + 1.0, (w[0] * w[1]).cos() * w[0]], &[0.3, 0.7]);
//! // … or written.
//! assert_gradient(
//!     loss,
//!     |w: &[f64], gradient: &mut [f64]| {
//!         gradient[0] = (w[0] * w[1]).cos() * w[1] + 1.0;
//!         gradient[1] = (w[0] * w[1]).cos() * w[0];
//!     },
//!     &[0.3, 0.7],
//! );
//! ```
//!
//! ```should_panic
//! # use wellposed_core::gradcheck::assert_gradient;
//! // FAIL  θ[0]: gradient 0.3000000000, numeric 0.6000000000 ± 7e-11
//! assert_gradient(|w: &[f64]| w[0] * w[0], |w: &[f64]| vec![w[0]], &[0.3]);
//! ```
//!
//! The functions may keep what they like from call to call and need be neither `Clone` nor `Sync`: they are called one after the other. What is random is seeded, and the report is the same
//! at each run. An undecidable check panics too: a test that shows nothing is no test. For settings, samples and directions there is [`GradientCheck`].

use super::{CheckError, GradientCheck, Report};
use crate::bits::Real;
use crate::objective::{Functions, Gradient, Parameters, Structured};

/// The report on the gradient of a loss at parameters that are numbers in a row.
///
/// # Errors
/// As [`GradientCheck::run`].
pub fn check_gradient<T: Real, Form>(
    loss: impl FnMut(&[T]) -> T,
    gradient: impl Gradient<T, Form>,
    at: &[T],
) -> Result<Report, CheckError> {
    GradientCheck::of_mut(&mut Functions::with(at.len(), loss, gradient)).run(at)
}

/// The same of parameters that are matrices, vectors, or lists and dictionaries of these: see [`Parameters`].
///
/// # Errors
/// As [`GradientCheck::run`].
pub fn check_gradient_of<T: Real, P: Parameters<T> + Clone, R: Parameters<T>>(
    loss: impl FnMut(&P) -> T,
    gradient: impl FnMut(&P) -> R,
    at: &P,
) -> Result<Report, CheckError> {
    let mut objective = Structured::new(at.clone(), loss, gradient);
    let flat = objective.flat();
    GradientCheck::of_mut(&mut objective).run(&flat)
}

/// Panics unless the gradient is right, with the report.
///
/// # Panics
/// If the check does not pass.
#[track_caller]
pub fn assert_gradient<T: Real, Form>(loss: impl FnMut(&[T]) -> T, gradient: impl Gradient<T, Form>, at: &[T]) {
    require(check_gradient(loss, gradient, at));
}

/// The same of parameters that are matrices, vectors, or lists and dictionaries of these.
///
/// ```
/// use ndarray::{array, Array1, Array2};
/// use wellposed_core::gradcheck::assert_gradient_of;
///
/// // The mean square of W·x + b for two outputs, as ndarray has it.
/// let (x, at) = (array![0.5, -1.0, 2.0], (array![[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], array![0.7, 0.8]));
/// let output = |(w, b): &(Array2<f64>, Array1<f64>)| (w * &x).sum_axis(ndarray::Axis(1)) + b;
/// let loss = |layer: &(Array2<f64>, Array1<f64>)| output(layer).mapv(|z| z * z).sum() / 2.0;
/// let gradient = |layer: &(Array2<f64>, Array1<f64>)| {
///     let error = output(layer);
///     (Array2::from_shape_fn((2, 3), |(row, column)| error[row] * x[column]), error)
/// };
/// assert_gradient_of(loss, gradient, &at);
/// ```
///
/// # Panics
/// If the check does not pass.
#[track_caller]
pub fn assert_gradient_of<T: Real, P: Parameters<T> + Clone, R: Parameters<T>>(
    loss: impl FnMut(&P) -> T,
    gradient: impl FnMut(&P) -> R,
    at: &P,
) {
    require(check_gradient_of(loss, gradient, at));
}

#[track_caller]
fn require(report: Result<Report, CheckError>) {
    match report {
        Ok(report) if report.passed() => {}
        Ok(report) => panic!("{report}"),
        Err(error) => panic!("the gradient could not be checked: {error}"),
    }
}
