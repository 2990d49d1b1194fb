//! What can be wrong with an initializer, and what would be right?

use crate::bits::readable;

/// The words that `names.rs` reads.
const KNOWN: &str = "zeros, constant=NUMBER, deviation=NUMBER, lecun, he, glorot, orthogonal and lsuv; \
    with _normal, _uniform or _truncated, _fan_out and _gain=NUMBER behind, as in he_uniform_gain=0.5";

/// Why an initializer was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InitializerError {
    /// A word that names nothing.
    #[error("no initializer `{name}`; there are {}", KNOWN)]
    Unknown {
        /// What was asked for.
        name: String,
    },
    /// The name that the literature uses for two variances.
    #[error("`{name}` means two things: say `glorot` for the variance 2/(n_in + n_out), `lecun` for 1/n")]
    Ambiguous {
        /// What was asked for.
        name: String,
    },
    /// A part that is named twice.
    #[error("`{name}` names the {part} twice; leave one of them out")]
    Repeated {
        /// What was asked for.
        name: String,
        /// `law`, `fan` or `gain`.
        part: &'static str,
    },
    /// A part that the scheme takes no notice of.
    #[error("`{name}` names a {part}, which has no effect on this scheme; leave it out")]
    NoEffect {
        /// What was asked for.
        name: String,
        /// `law`, `fan` or `gain`.
        part: &'static str,
    },
    /// A number that cannot be used.
    #[error("the {what} of initial weights is {}; it must be {needed}", readable(.value))]
    Value {
        /// Which number.
        what: &'static str,
        /// The number.
        value: f64,
        /// What would be right.
        needed: &'static str,
    },
}
