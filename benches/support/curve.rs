//! Which function is differentiated? The example of the paper on the complex step (Squire & Trapp 1998).

use wellposed::difference::Scalar;

/// e^x/√(sin³x + cos³x), the example of the paper on the complex step.
pub(crate) fn squire_trapp<S: Scalar>(x: S) -> S {
    x.exp() / (x.sin().powi(3) + x.cos().powi(3)).sqrt()
}
