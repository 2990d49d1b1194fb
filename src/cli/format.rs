//! How does `run` print a table?

use clap::ValueEnum;

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns with rounded numbers, for reading
    Text,
    /// Every digit, with a header and a line of units
    Csv,
    /// Every digit, with the claims
    Json,
    /// One page with figures, for data of your own
    Html,
}
