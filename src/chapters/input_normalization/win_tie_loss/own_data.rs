//! Should somebody's own inputs be normalized, and how? The recommendation of [`Study::advice`], a row for each finding.

use crate::advice::{Advice, Study};
use crate::report::{Column, Digits, Table};

/// The recommendation as a table.
pub fn on_data(study: &Study) -> Table {
    findings_of(&study.advice())
}

/// A row for each finding.
pub fn findings_of(advice: &Advice) -> Table {
    let mut table = Table::new(
        format!("What to do with the inputs of {}", advice.data),
        1,
        vec![
            Column::text("topic"),
            Column::text("advice"),
            Column::text("because"),
            Column::number("value", "1", Digits::Significant(4)),
            Column::number("limit", "1", Digits::Significant(3)),
        ],
    );
    for reason in &advice.reasons {
        table.push([
            reason.topic.into(),
            reason.advice.as_str().into(),
            reason.because.as_str().into(),
            reason.value.into(),
            reason.limit.into(),
        ]);
    }
    table.note(
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
