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
//! use wellposed_core::activation::Activation;
//!
//! let value = Activation::Tanh.value(0.5_f64);
//! assert_eq!(Activation::Tanh.derivative(0.5, value), 1.0 - value * value);
//! assert_eq!(Activation::Relu.value(-3.0), 0.0);
//! ```

#[cfg(test)]
mod tests;

use crate::bits::{self, Real, elementwise};
use crate::statistics::{normal_density, normal_distribution};

/// α of SELU: with λ it makes mean 0 and variance 1 a stable fixed point (Klambauer et al. 2017, eq. 14).
const SELU_ALPHA: f64 = 1.673_263_242_354_377_3;
/// λ of SELU.
const SELU_LAMBDA: f64 = 1.050_700_987_355_480_5;

/// The function that a unit applies to its input.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Activation {
    /// z.
    Identity,
    /// max(0, z).
    Relu,
    /// z for z > 0, else a fraction of it.
    LeakyRelu {
        /// The fraction, 0.01 in the paper.
        #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
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
            Activation::Gelu => T::from_f64(gelu(z.to_f64())),
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
            Activation::Gelu => T::from_f64(gelu_slope(z.to_f64())),
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
        self.replace(values);
    }

    /// g of each number, in place.
    fn replace<T: Real>(self, values: &mut [T]) {
        match self {
            Activation::Identity => {}
            Activation::Tanh => elementwise::tanh(values),
            Activation::Sigmoid => elementwise::sigmoid(values),
            _ => values.iter_mut().for_each(|value| *value = self.value(*value)),
        }
    }

    /// Replaces each change of an input in `changes` by that of the value, where `values` holds g(z).
    ///
    /// A small change of tanh is taken from the addition theorem and keeps its relative precision; else it is a difference of two values.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn change<T: Real>(self, z: &[T], values: &[T], changes: &mut [T]) {
        assert!(z.len() == changes.len() && values.len() == changes.len(), "one input and one value for each change");
        if self == Activation::Tanh && elementwise::tanh_changes(values, changes) {
            return;
        }
        changes.iter_mut().zip(z).for_each(|(change, &z)| *change += z);
        self.replace(changes);
        changes.iter_mut().zip(values).for_each(|(change, &value)| *change -= value);
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

/// zΦ(z); its limit 0 at −∞, where the product has no value.
fn gelu(z: f64) -> f64 {
    if z == f64::NEG_INFINITY { 0.0 } else { z * normal_distribution(z) }
}

/// Φ(z) + zφ(z); its limits 0 and 1 at ∓∞.
fn gelu_slope(z: f64) -> f64 {
    if z.is_infinite() { normal_distribution(z) } else { normal_distribution(z) + z * normal_density(z) }
}

#[inline(always)]
fn multiply<T: Real>(z: &[T], values: &[T], delta: &mut [T], derivative: impl Fn(T, T) -> T) {
    for ((delta, &z), &value) in delta.iter_mut().zip(z).zip(values) {
        *delta *= derivative(z, value);
    }
}
