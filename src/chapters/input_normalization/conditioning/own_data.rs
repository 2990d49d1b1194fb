//! How long is the bowl of somebody's own data? A row for each kind of inputs; where its numbers are beyond what can be computed it is
//! empty, and a note says which column or matrix is to blame. Condition numbers are those of the recommendation.

use super::super::design::Design;
use super::super::inputs::{self, AT_LEAST, Inputs};
use super::{Conditioned, Row, condition_of, table};
use crate::advice::{Bound, Study};
use crate::report::Table;

/// κ and the largest stable step, before and after each normalizer.
pub fn on_data(study: &Study) -> Table {
    let (known, dataset) = (inputs::condition_numbers(study), study.set());
    let answers = inputs::for_each(dataset, |inputs| {
        let design = Design::of_inputs(study, inputs);
        (inputs, design.and_then(|design| condition_of(dataset, inputs, &design)))
    });
    let row = |(inputs, answer): &(Inputs, Result<Conditioned, String>)| match answer {
        Ok(cell) => with_bound(Row::of(cell), known(*inputs)),
        Err(_) => Row { data: dataset.name.clone(), inputs: *inputs, features: dataset.feature_count(), found: None },
    };
    let mut table = table(&answers.iter().map(row).collect::<Vec<Row>>(), |name| name.into());
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

/// The condition number as the recommendation has it. Where it is a bound, the smallest eigenvalue is not known.
fn with_bound(mut row: Row, bound: Option<Bound>) -> Row {
    if let (Some(found), Some(bound)) = (&mut row.found, bound) {
        found.condition_number = bound.value;
        found.smallest = found.smallest.filter(|_| !bound.at_least);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Dataset;

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
