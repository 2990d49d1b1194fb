//! What would decide a check that is undecidable? Advice that can be followed, one line each, whatever language the loss is written in.
//!
//! In Rust random choices are held fixed by `GradientCheck::freeze`, larger weights are those of a `GradientCheck::survey`, and `Scope` says which entries are compared or along how many directions.

use std::fmt;

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Advice {
    /// The loss is another function at each call.
    Freeze {
        /// By how much two calls differ.
        #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
        spread: f64,
    },
    /// The check ran in single precision.
    DoublePrecision,
    /// The derivatives of a block lie below what the loss can show.
    Enlarge {
        /// The block.
        block: String,
        /// The root mean square of its derivatives.
        #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
        derivative: f64,
        /// What rounding may make of one.
        #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
        floor: f64,
    },
    /// Rounding decides in a block whose derivatives are not small.
    LessNoise {
        /// The block.
        block: String,
        /// η.
        #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
        noise: f64,
    },
    /// The loss bends so much that no step is short enough.
    Bends {
        /// The block.
        block: String,
    },
    /// Units lie exactly on their kinks.
    OnKinks {
        /// The block.
        block: String,
        /// How many of its parameters move such a unit and contradict the gradient.
        parameters: usize,
    },
    /// A gradient is so close to the tolerance that the bounds reach across.
    Tolerance {
        /// The block.
        block: String,
        /// What would be decided.
        #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
        resolved: f64,
    },
    /// More directions would decide.
    Directions {
        /// The block.
        block: String,
        /// So many would suffice.
        suffice: u32,
    },
    /// A pass along directions is a screen.
    Screen {
        /// One entry that is off by a hundredth of its size is missed with at most this probability.
        #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
        missed: f64,
        /// Errors of a block's gradient above this size, relative to its norm with the scales of the directions, are noticed but for one in a million.
        #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
        noticed: f64,
    },
    /// A pass of a sample is a screen.
    Sample {
        /// How many parameters were compared.
        compared: usize,
        /// Of how many.
        parameters: usize,
    },
}

impl fmt::Display for Advice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Advice::Freeze { spread } => write!(
                formatter,
                "the loss differs from call to call, by {spread:.1e}: hold its random choices fixed (the same seed in every call), or turn dropout \
                 off; nothing else was computed"
            ),
            Advice::DoublePrecision => {
                write!(
                    formatter,
                    "in single precision the loss shows few digits of a derivative: run the check with f64"
                )
            }
            Advice::Enlarge { block, derivative, floor } => write!(
                formatter,
                "{block}: its derivatives, about {derivative:.1e}, lie below what the loss can show of them, {floor:.1e}: check at larger weights and biases, \
                 or with a loss that depends on them more"
            ),
            Advice::LessNoise { block, noise } => write!(
                formatter,
                "{block}: values of the loss are off by up to {noise:.1e}: compute them more precisely (add up in f64, tighten inner iterations)"
            ),
            Advice::Bends { block } => write!(
                formatter,
                "{block}: the loss bends within every step that its precision allows: check at other parameters, or in higher precision"
            ),
            Advice::OnKinks { block, parameters } => write!(
                formatter,
                "{block}: {parameters} of its derivatives move a unit whose pre-activation is exactly 0, where backpropagation need not give a derivative: check at other \
                 parameters (add small random numbers to weights and biases)"
            ),
            Advice::Tolerance { block, resolved } => write!(
                formatter,
                "{block}: the tolerance is finer than what the loss can show here; a tolerance of {resolved:.0e} would be decided"
            ),
            Advice::Directions { block, suffice } => {
                write!(formatter, "{block}: {suffice} directions would suffice")
            }
            Advice::Screen { missed, noticed } => write!(
                formatter,
                "directions are a screen: one entry off by 1 % of its size is missed with probability {missed:.0e}, a block off by \
                 {noticed:.0e} of its norm in one check of a million; a check of all entries looks at each"
            ),
            Advice::Sample { compared, parameters } => write!(
                formatter,
                "a sample is a screen: {compared} of {parameters} parameters were compared; check all of them to be sure"
            ),
        }
    }
}
