//! Which numbers do the weights of a layer start from?
//!
//! An [`Initializer`] is a [`Scheme`], a [`Law`], a [`Fan`] and a gain γ, all plain values. For a layer with `n_in` inputs and `n_out`
//! units, and n either of the two (`n_in` unless said otherwise), each weight has mean 0 and this variance:
//!
//! | scheme | variance | source |
//! |---|---|---|
//! | `zeros` | 0 | every weight is 0 |
//! | `constant=c` | 0 | every weight is c, whatever the gain |
//! | `deviation=σ` | γ²σ² | a number chosen by hand |
//! | `lecun` | γ²/n | LeCun, Bottou, Orr & Müller 1998, *Efficient BackProp*, eq. 16 |
//! | `he` | 2γ²/n | He, Zhang, Ren & Sun 2015, eq. 10 with n = n_in, eq. 14 with n = n_out |
//! | `glorot` | 2γ²/(n_in + n_out) | Glorot & Bengio 2010, eq. 12; as a uniform law eq. 16 |
//! | `orthogonal` | γ²/max(n_in, n_out) | Saxe, McClelland & Ganguli 2013: WᵀW or WWᵀ is γ²I |
//! | `lsuv` | γ²/max(n_in, n_out) | after Mishkin & Matas 2016: orthogonal, then rescaled by its pre-activations |
//!
//! What each derivation takes for granted, beside independent weights of mean 0 and no biases: LeCun et al. inputs that are uncorrelated
//! and of variance 1, and a sigmoid that keeps that; Glorot & Bengio units in their linear range (slope 1), and 2/(n_in + n_out) as a
//! compromise between n_in·Var = 1 and n_out·Var = 1; He et al. ReLU and weights of a symmetric law, and for n_out derivatives that
//! are independent of the weights; Saxe et al. linear networks.
//!
//! The rescaling of LSUV needs data and the layers before; it is no matter of one layer's shape. [`Initializer::fill`] gives its
//! orthogonal start, and [`Network::initial`](crate::network::Network::initial) makes the mean square of each layer's
//! pre-activations γ². The paper makes their variance 1: it subtracts the mean, and has no gain.
//!
//! ```
//! use wellposed_core::bits::streams::stream;
//! use wellposed_core::initialize::{Initializer, Law, Scheme};
//!
//! let initializer = Initializer::new(Scheme::He).law(Law::Uniform);
//! assert_eq!(initializer, "he-uniform".parse()?);
//! assert_eq!(initializer.variance(100, 50), 0.02);
//!
//! let mut weights = vec![0.0; 50 * 100];
//! initializer.fill(&mut weights, 100, 50, &mut stream(42, "example", "layer 1", 0));
//! assert!(weights.iter().all(|weight: &f64| weight.abs() <= (3.0_f64 * 0.02).sqrt()));
//! # Ok::<(), wellposed_core::initialize::InitializerError>(())
//! ```

mod error;
mod gain;
mod law;
mod names;
mod orthogonal;
#[cfg(test)]
mod tests;

pub use error::InitializerError;
pub use gain::{asserted_gain, derived_gain};
pub use law::Law;
pub use orthogonal::orthogonal;

use crate::bits;
use crate::bits::Real;
use crate::bits::streams::Stream;

/// How large the weights are, and whether they are drawn one by one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Scheme {
    /// Every weight is 0.
    Zeros,
    /// Every weight is this number.
    Constant(f64),
    /// A deviation that does not depend on the shape of the layer.
    FixedDeviation(f64),
    /// Variance 1/n.
    LeCun,
    /// Variance 2/n.
    He,
    /// Variance 2/(n_in + n_out).
    Glorot,
    /// A random matrix with orthonormal rows or columns, whichever are fewer; no direction is preferred.
    Orthogonal,
    /// Orthogonal; a network rescales each layer so that its pre-activations have mean square γ² (the paper: variance
    /// 1).
    Lsuv,
}

/// Which number of connections is the n of [`Scheme::LeCun`] and [`Scheme::He`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fan {
    /// The inputs of a unit: it keeps the scale of activations.
    In,
    /// The units that an input goes to: it keeps the scale of gradients.
    Out,
}

/// A way to draw the weights of a layer. As text, and in JSON, it is its [name](Initializer::name).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
#[must_use = "each method returns the changed initializer"]
#[non_exhaustive]
pub struct Initializer {
    /// How large the weights are.
    pub scheme: Scheme,
    /// Which law they follow; without effect where they are not drawn one by one.
    pub law: Law,
    /// Which number of connections counts, in the schemes that choose one.
    pub fan: Fan,
    /// The gain γ: the deviation is multiplied by it.
    pub gain: f64,
}

impl Initializer {
    /// The scheme with the normal law, fan-in and gain 1.
    pub const fn new(scheme: Scheme) -> Self {
        Initializer { scheme, law: Law::Normal, fan: Fan::In, gain: 1.0 }
    }

    /// The same with another law.
    pub const fn law(self, law: Law) -> Self {
        Initializer { law, ..self }
    }

    /// The same for another number of connections.
    pub const fn fan(self, fan: Fan) -> Self {
        Initializer { fan, ..self }
    }

    /// The same with another gain.
    pub const fn gain(self, gain: f64) -> Self {
        Initializer { gain, ..self }
    }

    /// Whether the weights are drawn one by one, so that the law counts.
    pub(crate) const fn is_independent(&self) -> bool {
        matches!(self.scheme, Scheme::FixedDeviation(_) | Scheme::LeCun | Scheme::He | Scheme::Glorot)
    }

    /// Whether its numbers can be used.
    ///
    /// # Errors
    /// A gain or deviation that is negative, infinite or NaN; a constant that is infinite or NaN.
    pub fn validate(&self) -> Result<(), InitializerError> {
        let not_negative = |what, value: f64| {
            let fine = value >= 0.0 && value.is_finite();
            if fine {
                Ok(())
            } else {
                Err(InitializerError::Value { what, value, needed: "a finite number of 0 or more" })
            }
        };
        not_negative("gain", self.gain)?;
        match self.scheme {
            Scheme::FixedDeviation(deviation) => not_negative("deviation", deviation),
            Scheme::Constant(value) if !value.is_finite() => {
                Err(InitializerError::Value { what: "constant", value, needed: "a finite number" })
            }
            _ => Ok(()),
        }
    }

    /// The variance of each weight of a layer with `fan_in` inputs and `fan_out` units.
    ///
    /// # Panics
    /// If there are no inputs or no units.
    pub fn variance(&self, fan_in: usize, fan_out: usize) -> f64 {
        let gain = self.gain * self.gain;
        match self.scheme {
            Scheme::Zeros | Scheme::Constant(_) => 0.0,
            Scheme::FixedDeviation(deviation) => gain * deviation * deviation,
            _ => gain * self.unscaled_variance(fan_in, fan_out),
        }
    }

    /// Writes weights of shape (`fan_out`, `fan_in`), row by row. Weights in `f32` are those in `f64`, rounded.
    ///
    /// Where the weights are drawn one by one, nothing is allocated.
    ///
    /// # Panics
    /// If there are no inputs or no units, if `weights` has not `fan_out`·`fan_in` elements, or if [`validate`](Self::validate)
    /// refuses the initializer.
    pub fn fill<T: Real>(&self, weights: &mut [T], fan_in: usize, fan_out: usize, stream: &mut Stream) {
        require_connections(fan_in, fan_out);
        let needed = fan_in.checked_mul(fan_out);
        assert_eq!(Some(weights.len()), needed, "weights of a layer with {fan_in} inputs and {fan_out} units");
        if let Err(error) = self.validate() {
            panic!("initial weights: {error}");
        }
        match self.scheme {
            Scheme::Zeros => weights.fill(T::zero()),
            Scheme::Constant(value) => weights.fill(T::from_f64(value)),
            Scheme::Orthogonal | Scheme::Lsuv => {
                let matrix = orthogonal(fan_out, fan_in, stream);
                for (weight, element) in weights.iter_mut().zip(&matrix) {
                    *weight = T::from_f64(self.gain * element);
                }
            }
            Scheme::FixedDeviation(deviation) => self.law.fill(weights, self.gain * deviation, stream),
            Scheme::LeCun | Scheme::He | Scheme::Glorot => {
                let deviation = self.gain * self.unscaled_variance(fan_in, fan_out).sqrt();
                self.law.fill(weights, deviation, stream);
            }
        }
    }

    /// The variance at gain 1 of a scheme that takes it from the shape; 0 for the others.
    fn unscaled_variance(&self, fan_in: usize, fan_out: usize) -> f64 {
        require_connections(fan_in, fan_out);
        let (inputs, units) = (fan_in as f64, fan_out as f64);
        let connections = match self.fan {
            Fan::In => inputs,
            Fan::Out => units,
        };
        // ANCHOR: variance
        match self.scheme {
            Scheme::Zeros | Scheme::Constant(_) | Scheme::FixedDeviation(_) => 0.0,
            Scheme::LeCun => 1.0 / connections,
            Scheme::He => 2.0 / connections,
            Scheme::Glorot => 2.0 / (inputs + units),
            Scheme::Orthogonal | Scheme::Lsuv => 1.0 / bits::max(inputs, units),
        }
        // ANCHOR_END: variance
    }
}

fn require_connections(fan_in: usize, fan_out: usize) {
    assert!(fan_in > 0 && fan_out > 0, "a layer with {fan_in} inputs and {fan_out} units has no weights");
}
