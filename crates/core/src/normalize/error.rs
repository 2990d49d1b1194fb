//! What can be wrong with the data that are to be normalized, and where?
//!
//! Rows and columns are counted from 1, as a reader of the file would count its examples and features.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::normalize::Normalizer;
//!
//! let error = Normalizer::Standard.fit(array![[1.0, 2.0], [3.0, f64::NAN]].view()).unwrap_err();
//! let error = error.with_column_names(&["alcohol", "hue"]);
//! assert_eq!(error.to_string(), "row 2, column 2 (hue): NaN is not a finite number; replace it or leave the row out");
//! ```

use std::fmt;

use crate::bits::readable;

/// A column of the data, counted from 1, with its name where the caller gave one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Position, counted from 1.
    pub number: usize,
    /// Name, if known ([`NormalizeError::with_column_names`]).
    pub name: Option<String>,
}

impl Column {
    /// The column at this index, which is counted from 0.
    pub(super) fn at(index: usize) -> Self {
        Column { number: index + 1, name: None }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(formatter, "column {} ({name})", self.number),
            None => write!(formatter, "column {}", self.number),
        }
    }
}

/// Why data could not be normalized.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NormalizeError {
    /// The training data have no rows or no columns.
    #[error("the training data have {rows} rows and {columns} columns; at least one of each is needed")]
    Empty {
        /// Number of rows.
        rows: usize,
        /// Number of columns.
        columns: usize,
    },
    /// A value is NaN or infinite.
    #[error("row {row}, {column}: {value} is not a finite number; replace it or leave the row out")]
    NonFinite {
        /// Row, counted from 1.
        row: usize,
        /// Column.
        column: Column,
        /// The value.
        value: f64,
    },
    /// A feature does not vary, and the policy is [`ConstantFeatures::Error`](super::ConstantFeatures::Error).
    #[error(
        "{column}: every value is {} up to rounding, so there is no spread to divide by; leave the column out, or use \
         ConstantFeatures::CenterOnly",
        readable(.value)
    )]
    Constant {
        /// Column.
        column: Column,
        /// Its mean (for [`Robust`](super::Normalizer::Robust) its median, for [`MinMax`](super::Normalizer::MinMax) its minimum).
        value: f64,
    },
    /// The data do not vary in some direction, and the policy is [`ConstantFeatures::Error`](super::ConstantFeatures::Error).
    #[error(
        "the data vary in {varying} of {columns} directions only, so they cannot be whitened; leave out columns that follow \
         from others, or use ConstantFeatures::CenterOnly"
    )]
    ConstantDirection {
        /// Directions in which the data vary.
        varying: usize,
        /// Number of columns.
        columns: usize,
    },
    /// The spread of a column exceeds the largest number.
    #[error(
        "{column}: the spread of its values exceeds the largest number (1.8e308); divide the column by a constant first"
    )]
    SpreadOverflow {
        /// Column.
        column: Column,
    },
    /// A column of which nothing can be learned.
    #[error("{column}: {reason}")]
    Unusable {
        /// Column.
        column: Column,
        /// Why, and what to do.
        reason: &'static str,
    },
    /// A setting that makes no sense, or is not one of this normalizer.
    #[error("a normalizer can't be fitted like this: {needed}")]
    Setting {
        /// What would be right.
        needed: &'static str,
    },
    /// A value is so far from the training data that the result exceeds the largest number.
    #[error("row {row}, {column}: the result exceeds the largest number; the value is too far from the training data")]
    Overflow {
        /// Row, counted from 1.
        row: usize,
        /// Column.
        column: Column,
    },
    /// The matrix has another number of columns than the training data.
    #[error("{found} columns, but the training data had {expected}")]
    WrongColumns {
        /// Columns of the training data.
        expected: usize,
        /// Columns found.
        found: usize,
    },
    /// The bias of a layer does not have one entry for each row of its weights.
    #[error("a bias of length {found} for a layer of {expected} outputs")]
    WrongBias {
        /// Rows of the weights.
        expected: usize,
        /// Length of the bias.
        found: usize,
    },
    /// An entry of the folded layer exceeds the largest number, or the layer's own entries are not finite.
    #[error("output {output} of the folded layer has an entry that is not finite; look at its weights and bias")]
    FoldedNotFinite {
        /// Row of the weights, counted from 1.
        output: usize,
    },
    /// The covariance has no eigenvalues that could be found.
    #[error(transparent)]
    Spectrum(#[from] crate::spectrum::SpectrumError),
    /// A stored normalizer does not hang together.
    #[error("not a fitted normalizer: {reason}")]
    Stored {
        /// What is wrong.
        reason: &'static str,
    },
}

impl NormalizeError {
    /// The same error with the column's name in its message; `names` are the names of all columns, in order.
    #[must_use]
    pub fn with_column_names(mut self, names: &[impl AsRef<str>]) -> Self {
        if let Some(column) = self.column() {
            column.name = names.get(column.number - 1).map(|name| name.as_ref().to_owned());
        }
        self
    }

    /// The same error of a column that was fitted alone, at its index.
    pub(super) fn in_column(mut self, index: usize) -> Self {
        if let Some(column) = self.column() {
            *column = Column::at(index);
        }
        self
    }

    fn column(&mut self) -> Option<&mut Column> {
        use NormalizeError::{Constant, NonFinite, Overflow, SpreadOverflow, Unusable};
        match self {
            NonFinite { column, .. }
            | Constant { column, .. }
            | SpreadOverflow { column }
            | Unusable { column, .. }
            | Overflow { column, .. } => Some(column),
            _ => None,
        }
    }
}
