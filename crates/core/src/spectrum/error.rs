//! Why is there no spectrum? Each message says what was wrong, where, and what would be right.

/// Why a decomposition was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SpectrumError {
    /// The matrix has no rows or no columns.
    #[error("a matrix of {rows} rows and {columns} columns has no spectrum; both must be at least 1")]
    Empty {
        /// Its rows.
        rows: usize,
        /// Its columns.
        columns: usize,
    },
    /// Eigenvalues were asked of a matrix that is not square.
    #[error("eigenvalues need a square matrix, not {rows} rows and {columns} columns")]
    NotSquare {
        /// Its rows.
        rows: usize,
        /// Its columns.
        columns: usize,
    },
    /// A symmetric matrix was promised.
    #[error("the matrix is not symmetric: the entry in row {row}, column {column} and its mirror image differ")]
    NotSymmetric {
        /// Row of the entry, from 1.
        row: usize,
        /// Column of the entry, from 1.
        column: usize,
    },
    /// An entry is NaN or infinite.
    #[error("row {row}, column {column} of the matrix is {value}; every entry must be finite")]
    NotFinite {
        /// Row, from 1.
        row: usize,
        /// Column, from 1.
        column: usize,
        /// What stands there.
        value: f64,
    },
    /// The iteration did not converge, or left the range of numbers.
    #[error("the {decomposition} of the matrix was not found; scale the matrix so that its entries are near 1")]
    NotFound {
        /// What was asked for.
        decomposition: &'static str,
    },
    /// The condition number of a zero matrix is undefined.
    #[error("all singular values are zero; a zero matrix has no condition number")]
    ZeroMatrix,
}
