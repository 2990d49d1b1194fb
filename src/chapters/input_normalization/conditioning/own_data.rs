//! How long is the bowl of somebody's own data? A row for each kind of inputs; where its numbers are beyond what can be computed it is
//! empty, and a note says which column or matrix is to blame.

use super::super::inputs::{self, Inputs};
use super::{columns, note, row, try_condition};
use crate::data::Dataset;
use crate::report::{Cell, Table};

/// κ and the largest stable step, before and after each normalizer.
pub fn on_data(dataset: &Dataset) -> Table {
    let answers = inputs::for_each(dataset, |inputs| (inputs, try_condition(dataset, inputs)));
    let mut table = columns();
    for (inputs, answer) in &answers {
        table.push(answer.as_ref().map_or_else(|_| empty_row(dataset, *inputs), row));
    }
    note(&mut table);
    for (inputs, answer) in &answers {
        if let Err(reason) = answer {
            table.note(inputs::not_computed(*inputs, reason));
        }
    }
    table
}

fn empty_row(set: &Dataset, inputs: Inputs) -> [Cell; 10] {
    let mut row = [const { Cell::Empty }; 10];
    row[0] = set.name.as_str().into();
    row[1] = inputs.name().into();
    row[2] = set.feature_count().into();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_for_own_data_has_a_row_for_each_kind_of_inputs() {
        assert_eq!(on_data(&crate::data::wine()).rows().len(), Inputs::all().len());
    }
}
