//! What does an experiment hand over? A table, perhaps a figure of it, and the claims that it decides.
//!
//! Tests ask for single numbers and verdicts by the names that the book uses:
//!
//! ```
//! use wellposed::report::{Band, Claim, Column, Digits, Findings, Measured, Table, Verdict};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "1", Digits::Significant(3))]);
//! table.push(["half".into(), 0.5.into()]);
//! let claim = Claim::new("L00-01", "A half is less than 1.").measured("value", Band::at_most(1.0, ""), Measured::exact(0.5));
//! let findings = Findings { table, figure: None, claims: vec![claim] };
//! assert_eq!(findings.number("half", "value"), 0.5);
//! assert_eq!(findings.verdict("L00-01"), Verdict::Confirmed);
//! ```

use super::{Claim, Figure, Table, Verdict};
use crate::text::{name, suggestion};

/// Everything that one experiment found.
#[derive(Clone, Debug)]
#[must_use]
pub struct Findings {
    /// The exact results.
    pub table: Table,
    /// A picture of the table, where a person would rather look.
    pub figure: Option<Figure>,
    /// The claims of the notes that the table decides.
    pub claims: Vec<Claim>,
}

impl Findings {
    /// The number or count in a cell, by the names of its row (`wine/standard`) and its column.
    ///
    /// # Panics
    /// As [`Table::number`].
    pub fn number(&self, row: &str, column: &str) -> f64 {
        self.table.number(row, column)
    }

    /// The claim of that row of the ledger, `L09-23`.
    ///
    /// # Panics
    /// If there is none; the message names one that may have been meant, or those that there are.
    pub fn claim(&self, id: &str) -> &Claim {
        let found = self.claims.iter().find(|claim| claim.id == id);
        found.unwrap_or_else(|| {
            let meant = suggestion(id, self.claims.iter().map(|claim| claim.id.as_str()));
            panic!("no claim `{}` is decided by `{}`; {meant}", name(id), self.table.title())
        })
    }

    /// The verdict on the claim of that row of the ledger.
    ///
    /// # Panics
    /// As [`Findings::claim`].
    pub fn verdict(&self, id: &str) -> Verdict {
        self.claim(id).verdict()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Band, Cell, Column, Digits, Measured};
    use super::*;

    fn findings() -> Findings {
        let columns = vec![
            Column::text("set"),
            Column::number("ratio", "1", Digits::Fixed(1)),
            Column::count("steps", "step"),
            Column::text("outcome"),
        ];
        let mut table = Table::new("Steps", 1, columns);
        table.push(["wine".into(), 0.5.into(), 7_u64.into(), "converged".into()]);
        table.push(["digits".into(), Cell::Empty, 0_u64.into(), "diverged".into()]);
        let claim = |id, value| Claim::new(id, "").measured("", Band::at_least(1.0, ""), Measured::exact(value));
        Findings { table, figure: None, claims: vec![claim("L09-01", 2.0), claim("L10-02", 0.0)] }
    }

    fn said(asks: impl FnOnce(&Findings) + std::panic::UnwindSafe) -> String {
        let payload = std::panic::catch_unwind(|| asks(&findings())).unwrap_err();
        *payload.downcast::<String>().unwrap()
    }

    #[test]
    fn numbers_counts_and_verdicts_are_found_by_name() {
        let findings = findings();
        assert_eq!((findings.number("wine", "ratio"), findings.number("wine", "steps")), (0.5, 7.0));
        assert_eq!((findings.verdict("L09-01"), findings.verdict("L10-02")), (Verdict::Confirmed, Verdict::Refuted));
        assert_eq!(findings.claim("L10-02").measured.value, 0.0);
    }

    #[test]
    fn what_is_not_there_is_named_with_what_is() {
        let number = |row: &'static str, column: &'static str| said(move |findings| _ = findings.number(row, column));
        assert_eq!(number("wne", "ratio"), "no row `wne` in `Steps`; did you mean `wine`?");
        assert_eq!(number("banknotes", "ratio"), "no row `banknotes` in `Steps`; there are `wine`, `digits`");
        assert_eq!(number("wine", "loss"), "no column `loss` in `Steps`; there are `set`, `ratio`, `steps`, `outcome`");
        assert_eq!(number("digits", "ratio"), "row `digits`, column `ratio` of `Steps` holds no number: Empty");
        assert_eq!(
            number("wine", "outcome"),
            "row `wine`, column `outcome` of `Steps` holds no number: Text(\"converged\")"
        );
        let claim = said(|findings| _ = findings.verdict("L09-02"));
        assert_eq!(claim, "no claim `L09-02` is decided by `Steps`; did you mean `L09-01`?");
    }
}
