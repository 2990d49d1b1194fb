//! What can be wrong with an initializer, and what would be right?

/// Why an initializer was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum InitializerError {
    /// A word that names nothing.
    #[error("no initializer `{name}`; there are {}", super::names::KNOWN)]
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
    /// A number that cannot be used.
    #[error("the {what} of initial weights is {value}; it must be {needed}")]
    Value {
        /// Which number.
        what: &'static str,
        /// The number.
        value: f64,
        /// What would be right.
        needed: &'static str,
    },
}
