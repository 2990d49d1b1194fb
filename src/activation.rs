//! Which function does a unit apply to its input, and what is its derivative? Both stand side by side.
//!
//! | activation | g(z) | g′(z) | source |
//! |---|---|---|---|
//! | identity | z | 1 | |
//! | ReLU | max(0, z) | 1 for z > 0, else 0 | Nair & Hinton 2010 |
//! | leaky ReLU | z for z > 0, else sz | 1 for z > 0, else s | Maas, Hannun & Ng 2013 |
//! | tanh | tanh z | 1 − g² | |
//! | sigmoid | 1/(1 + e⁻ᶻ) | g(1 − g) | |
//! | GELU | zΦ(z) | Φ(z) + zφ(z) | Hendrycks & Gimpel 2016; the exact form |
//! | SELU | λz for z > 0, else λα(eᶻ − 1) | λ for z > 0, else g + λα | Klambauer et al. 2017 |
//!
//! The derivatives of tanh and sigmoid are taken from the value, as usual. Their error is a few u, absolute: where a unit saturates, from |z| = 19
//! on for tanh and z = 37 for sigmoid (9 and 17 in single precision), they are 0.
//!
//! Φ and φ are the normal distribution and its density. At the kink of ReLU, leaky ReLU and SELU the derivative is the one from the
//! left, as in the usual frameworks.
//!
//! ```
//! use wellposed::activation::Activation;
//!
//! let value = Activation::Tanh.value(0.5_f64);
//! assert_eq!(Activation::Tanh.derivative(0.5, value), 1.0 - value * value);
//! assert_eq!(Activation::Relu.value(-3.0), 0.0);
//! ```

use serde::{Deserialize, Serialize};

use crate::bits::{self, Real, elementwise};
use crate::statistics::normal_distribution;

/// α of SELU: with λ it makes mean 0 and variance 1 a stable fixed point (Klambauer et al. 2017, eq. 14).
const SELU_ALPHA: f64 = 1.673_263_242_354_377_3;
/// λ of SELU.
const SELU_LAMBDA: f64 = 1.050_700_987_355_480_5;

/// The function that a unit applies to its input.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activation {
    /// z.
    Identity,
    /// max(0, z).
    Relu,
    /// z for z > 0, else a fraction of it.
    LeakyRelu {
        /// The fraction, 0.01 in the paper.
        slope: f64,
    },
    /// The hyperbolic tangent.
    Tanh,
    /// The logistic function.
    Sigmoid,
    /// z times the normal distribution function.
    Gelu,
    /// The scaled exponential linear unit.
    Selu,
}

impl Activation {
    /// One of each, the leaky ReLU with the slope of its paper.
    pub const ALL: [Activation; 7] = [
        Activation::Identity,
        Activation::Relu,
        Activation::LeakyRelu { slope: 0.01 },
        Activation::Tanh,
        Activation::Sigmoid,
        Activation::Gelu,
        Activation::Selu,
    ];

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Activation::Identity => "identity",
            Activation::Relu => "relu",
            Activation::LeakyRelu { .. } => "leaky_relu",
            Activation::Tanh => "tanh",
            Activation::Sigmoid => "sigmoid",
            Activation::Gelu => "gelu",
            Activation::Selu => "selu",
        }
    }

    /// Whether the derivative jumps at 0.
    pub const fn has_kink(self) -> bool {
        matches!(self, Activation::Relu | Activation::LeakyRelu { .. } | Activation::Selu)
    }

    /// g(z).
    #[inline(always)]
    pub fn value<T: Real>(self, z: T) -> T {
        let zero = T::zero();
        match self {
            Activation::Identity => z,
            // Not max(): a NaN must stay one.
            Activation::Relu => {
                if z <= zero {
                    zero
                } else {
                    z
                }
            }
            Activation::LeakyRelu { slope } => {
                if z <= zero {
                    T::from_f64(slope) * z
                } else {
                    z
                }
            }
            Activation::Tanh => z.tanh(),
            Activation::Sigmoid => z.sigmoid(),
            Activation::Gelu => T::from_f64(z.to_f64() * normal_distribution(z.to_f64())),
            Activation::Selu if z <= zero => T::from_f64(SELU_LAMBDA * SELU_ALPHA * bits::exp_m1(z.to_f64())),
            Activation::Selu => T::from_f64(SELU_LAMBDA) * z,
        }
    }

    /// g′(z), where `value` is g(z).
    #[inline(always)]
    pub fn derivative<T: Real>(self, z: T, value: T) -> T {
        let (zero, one) = (T::zero(), T::one());
        match self {
            Activation::Identity => one,
            Activation::Relu => {
                if z <= zero {
                    zero
                } else {
                    one
                }
            }
            Activation::LeakyRelu { slope } => {
                if z <= zero {
                    T::from_f64(slope)
                } else {
                    one
                }
            }
            Activation::Tanh => one - value * value,
            Activation::Sigmoid => value * (one - value),
            Activation::Gelu => T::from_f64(normal_distribution(z.to_f64()) + z.to_f64() * normal_density(z.to_f64())),
            Activation::Selu if z <= zero => value + T::from_f64(SELU_LAMBDA * SELU_ALPHA),
            Activation::Selu => T::from_f64(SELU_LAMBDA),
        }
    }

    /// Writes g(z) of each element of `z` to `values`.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn apply<T: Real>(self, z: &[T], values: &mut [T]) {
        values.copy_from_slice(z);
        match self {
            Activation::Identity => {}
            Activation::Tanh => elementwise::tanh(values),
            Activation::Sigmoid => elementwise::sigmoid(values),
            _ => values.iter_mut().for_each(|value| *value = self.value(*value)),
        }
    }

    /// Multiplies each element of `delta` by g′(z), where `values` holds g(z).
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn multiply_derivative<T: Real>(self, z: &[T], values: &[T], delta: &mut [T]) {
        assert!(z.len() == delta.len() && values.len() == delta.len(), "one input and one value for each element");
        // The choice is made once and not for each element, so that a loop can be widened.
        match self {
            Activation::Identity => {}
            Activation::Relu => multiply(z, values, delta, |z, value| Activation::Relu.derivative(z, value)),
            Activation::Tanh => multiply(z, values, delta, |z, value| Activation::Tanh.derivative(z, value)),
            Activation::Sigmoid => multiply(z, values, delta, |z, value| Activation::Sigmoid.derivative(z, value)),
            _ => multiply(z, values, delta, |z, value| self.derivative(z, value)),
        }
    }
}

#[inline(always)]
fn multiply<T: Real>(z: &[T], values: &[T], delta: &mut [T], derivative: impl Fn(T, T) -> T) {
    for ((delta, &z), &value) in delta.iter_mut().zip(z).zip(values) {
        *delta *= derivative(z, value);
    }
}

/// φ(z).
fn normal_density(z: f64) -> f64 {
    bits::exp(-0.5 * z * z) * (0.5 * std::f64::consts::FRAC_1_SQRT_2 * std::f64::consts::FRAC_2_SQRT_PI)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The symmetric difference quotient errs by h²|g‴|/6 + u|g|/h (Higham 2002, §1.14): with h = 1e-5 below 1e-10 for |g‴| < 3.
    const TOLERANCE: f64 = 1e-10;

    fn quotient(activation: Activation, z: f64) -> f64 {
        let h = 1e-5;
        (activation.value(z + h) - activation.value(z - h)) / (2.0 * h)
    }

    #[test]
    fn each_derivative_is_the_limit_of_difference_quotients() {
        for activation in Activation::ALL {
            for z in [-4.0, -1.5, -0.3, 0.2, 0.9, 3.0] {
                let derivative = activation.derivative(z, activation.value(z));
                assert!((derivative - quotient(activation, z)).abs() < TOLERANCE, "{} at {z}", activation.name());
            }
        }
        // A planted error: the derivative of tanh as 1 − g.
        assert!((1.0 - Activation::Tanh.value(0.9) - quotient(Activation::Tanh, 0.9)).abs() > 0.1);
    }

    #[test]
    fn slices_have_the_bits_of_single_values() {
        let z = [-30.0, -2.0, -1e-9, 0.0, 0.5, 1.0, 800.0, f64::INFINITY, f64::NAN];
        for activation in Activation::ALL {
            let mut values = [0.0; 9];
            activation.apply(&z, &mut values);
            let mut delta = [2.0; 9];
            activation.multiply_derivative(&z, &values, &mut delta);
            for ((&z, value), delta) in z.iter().zip(values).zip(delta) {
                let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
                assert!(same(value, activation.value(z)), "{} of {z}", activation.name());
                assert!(
                    same(delta, 2.0 * activation.derivative(z, value)),
                    "derivative of {} at {z}",
                    activation.name()
                );
            }
            assert!(values[8].is_nan(), "{} hides a NaN", activation.name());
        }
    }

    #[test]
    fn kinks_take_the_derivative_from_the_left() {
        assert_eq!(Activation::Relu.derivative(0.0, 0.0), 0.0);
        assert_eq!(Activation::LeakyRelu { slope: 0.01 }.derivative(0.0, 0.0), 0.01);
        assert_eq!(Activation::Selu.derivative(0.0, 0.0), SELU_LAMBDA * SELU_ALPHA);
    }
}
