//! Should somebody's own inputs be normalized, and how? The recommendation of [`Study::advice`], a row for each finding.

use crate::advice::{Advice, Reason, Study};
use crate::report::{Column, Digits, Table};

/// The recommendation as a table.
pub fn on_data(study: &Study) -> Table {
    findings_of(&study.advice())
}

/// A row for each finding.
pub fn findings_of(advice: &Advice) -> Table {
    let columns = vec![
        Column::text("topic").from(|row: &Reason| row.topic).key(),
        Column::text("advice").from(|row: &Reason| row.advice.clone()),
        Column::text("because").from(|row: &Reason| row.because.clone()),
        Column::number("value", "1", Digits::Significant(4)).from(|row: &Reason| row.value),
        Column::number("limit", "1", Digits::Significant(3)).from(|row: &Reason| row.limit),
    ];
    let title = format!("What to do with the inputs of {}", advice.data);
    let mut table = Table::of(title, columns, &advice.reasons).noted(
        "Steps are predicted for gradient descent on least squares with a bias, at its best fixed step, to 10⁻⁶ of the first \
         error. The data can't say whether a model minds: trees don't, least squares without a penalty predicts the same, \
         and nearest neighbors and penalties change what they say.",
    );
    table.explain_infinities();
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::advise;

    #[test]
    fn every_bundled_set_has_an_answer_with_the_recommendation_first() {
        for set in crate::data::bundled() {
            let (table, advice) = (on_data(&Study::of(&set)), advise(&set));
            assert_eq!(table.rows().len(), advice.reasons.len());
            assert_eq!(table.rows()[0][1], advice.reasons[0].advice.as_str().into());
            assert!(table.row("normalization").is_some() && table.row("no such topic").is_none());
        }
    }
}
