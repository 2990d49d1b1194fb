//! What does a stretch of a file hold? Its rows, column by column, and the lines that are no rows; stretch is added to stretch in the order of the
//! file, whoever has read it.

use super::column::Column;
use super::{Dialect, Fault};

/// So many lines with a wrong number of cells are kept.
pub(super) const MOST_RAGGED: usize = 1 << 10;

/// The rows of a stretch.
pub(super) struct Part {
    pub(super) columns: Vec<Column>,
    /// How many rows it has.
    pub(super) count: usize,
    /// Lines with a wrong number of cells.
    pub(super) ragged: Vec<Fault>,
}

impl Part {
    /// None yet, of columns like these.
    pub(super) fn like(columns: &[Column]) -> Self {
        Part { columns: columns.iter().map(Column::like).collect(), count: 0, ragged: Vec::new() }
    }

    /// Takes the cells of a line.
    pub(super) fn take<'a>(&mut self, line: u64, cells: impl Iterator<Item = &'a str>, dialect: &Dialect) {
        self.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.take(line, cell, dialect));
        self.count += 1;
    }

    /// Takes a line that is no row.
    pub(super) fn refuse(&mut self, fault: Fault) {
        if self.ragged.len() < MOST_RAGGED {
            self.ragged.push(fault);
        }
    }
}
