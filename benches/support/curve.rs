//! Which function is differentiated? The example of Martins, Sturdza & Alonso 2003 (*ACM TOMS* 29(3)) on the complex step.

use wellposed::difference::Scalar;

/// e^x/√(sin³x + cos³x).
pub(crate) fn martins<S: Scalar>(x: S) -> S {
    x.exp() / (x.sin().powi(3) + x.cos().powi(3)).sqrt()
}
