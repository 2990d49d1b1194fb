//! How long is the bowl of somebody's own data? A row for each kind of inputs; where its numbers are beyond what can be computed it is
//! empty, and a note says which column or matrix is to blame. Condition numbers are those of the recommendation.

use super::super::design::Design;
use super::super::inputs::{self, AT_LEAST, Inputs};
use super::{columns, condition_of, note, row};
use crate::advice::{Bound, Study};
use crate::data::Dataset;
use crate::report::{Cell, Table};

/// κ and the largest stable step, before and after each normalizer.
pub fn on_data(study: &Study) -> Table {
    let (known, dataset) = (inputs::condition_numbers(study), study.set());
    let answers = inputs::for_each(dataset, |inputs| {
        let design = Design::of_inputs(study, inputs);
        (inputs, design.and_then(|design| condition_of(dataset, inputs, &design)))
    });
    let mut table = columns();
    for (inputs, answer) in &answers {
        let cells = answer.as_ref().map_or_else(|_| empty_row(dataset, *inputs), row);
        table.push(if answer.is_ok() { with_bound(cells, known(*inputs)) } else { cells });
    }
    note(&mut table);
    let bounds: Vec<&str> = answers
        .iter()
        .filter(|(inputs, _)| known(*inputs).is_some_and(|bound| bound.at_least))
        .map(|(inputs, _)| inputs.name())
        .collect();
    if !bounds.is_empty() {
        table.note(format!("{}: the condition number is at least this one. {AT_LEAST}", bounds.join(", ")));
    }
    for (inputs, answer) in &answers {
        if let Err(reason) = answer {
            table.note(inputs::not_computed(*inputs, reason));
        }
    }
    table
}

/// The condition number and its root as the recommendation has them. Where it is a bound, the smallest eigenvalue is not known.
fn with_bound(mut row: [Cell; 10], bound: Option<Bound>) -> [Cell; 10] {
    let [condition, ratio, smallest] = [4, 5, 7];
    if let Some(bound) = bound {
        row[condition] = bound.value.into();
        row[ratio] = bound.value.sqrt().into();
        if bound.at_least {
            row[smallest] = Cell::Empty;
        }
    }
    row
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
        assert_eq!(on_data(&Study::of(&crate::data::wine())).rows().len(), Inputs::all().len());
    }

    #[test]
    fn a_direction_that_rounding_hides_makes_a_bound_and_one_that_is_there_a_number() {
        let with = |unit: f64| {
            let features = ndarray::array![[1.0 * unit, 1.0], [2.0 * unit, 5.0], [4.0 * unit, 2.0], [3.0 * unit, 4.0]];
            on_data(&Study::of(&Dataset::new("own", features, ndarray::array![1.0, 9.0, 3.0, 9.0])))
        };
        let says = |table: &Table| {
            table.notes().iter().any(|note| note.contains("raw, center: the condition number is at least"))
        };
        let (tiny, huge) = (with(1e-200), with(1e17));
        assert!(says(&tiny) && tiny.number("own/raw", "condition_number") > 1e300);
        assert!(!says(&huge));
        // By 120 digits of Python's mpmath: eigenvalues of ZᵀZ.
        let exact = 6.507_707_843_600_988e35;
        assert!((huge.number("own/raw", "condition_number") / exact - 1.0).abs() < 1e-13);
    }
}
