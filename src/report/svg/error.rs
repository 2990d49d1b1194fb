//! Why can't a figure be drawn? It does not fit its table, or would show only a part of it.

/// Why a figure can't be drawn.
#[derive(Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FigureError {
    /// A series names a table that the experiment does not have.
    #[error("there is no table `{0}`")]
    NoTable(&'static str),
    /// A series names a column that the table does not have.
    #[error("the table has no column `{0}`")]
    NoColumn(&'static str),
    /// A series takes rows that the table does not have.
    #[error("the table has no row with {0}")]
    NoRows(String),
    /// An axis gets both words and numbers.
    #[error("the axis `{axis}` gets numbers and the word `{word}`; a column must hold one kind")]
    Mixed {
        /// The label of the axis.
        axis: String,
        /// The first of the words.
        word: String,
    },
    /// The range of an axis is empty, infinite, or has no logarithm on a logarithmic axis.
    #[error("an axis can't reach from {0} to {1}")]
    Range(f64, f64),
    /// Two rows fill the same cell of a grid.
    #[error("two rows fill the cell at {0} and {1}; take one of them by `only`")]
    CellTwice(String, String),
    /// A cell holds a word that the grid does not list.
    #[error("the column `{1}` holds `{0}`, which is not in the list of words")]
    UnknownWord(String, &'static str),
    /// A panel has two grids of cells.
    #[error("the panel `{0}` has two grids of cells; one would hide the other")]
    TwoGrids(String),
    /// Grids that share a color bar have different scales or ranges.
    #[error("the grids named `{0}` share a color bar, but not its scale and range")]
    TwoScales(String),
}
