//! What does an experiment hand over? Its tables, perhaps a figure of them, and the claims that it decides.
//!
//! Tests ask for single numbers and verdicts by the names that the book uses:
//!
//! ```
//! use wellposed::report::{Band, Claim, Column, Digits, Findings, Measured, Table, Verdict};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "1", Digits::Significant(3))]);
//! table.push(["half".into(), 0.5.into()]);
//! let claim = Claim::new("L00-01", "A half is less than 1.").measured("value", Band::at_most(1.0, ""), Measured::exact(0.5));
//! let findings = Findings { tables: vec![table], figure: None, claims: vec![claim] };
//! assert_eq!(findings.number("half", "value"), 0.5);
//! assert_eq!(findings.verdict("L00-01"), Verdict::Confirmed);
//! ```

use super::{Claim, Figure, Table, Verdict};
use crate::text::{name, suggestion};
use std::collections::BTreeSet;

/// Everything that one experiment found.
#[derive(Clone, Debug)]
#[must_use]
pub struct Findings {
    /// The exact results: one table for each relation. One alone has no name, several have different ones.
    pub tables: Vec<Table>,
    /// A picture of the tables, where a person would rather look.
    pub figure: Option<Figure>,
    /// The claims of the notes that the tables decide.
    pub claims: Vec<Claim>,
}

impl Findings {
    /// The table of that name.
    ///
    /// # Panics
    /// If there is none; the message names one that may have been meant, or those that there are.
    pub fn table(&self, of: &str) -> &Table {
        self.tables.iter().find(|table| table.name() == of).unwrap_or_else(|| {
            let meant = suggestion(of, self.tables.iter().map(Table::name));
            panic!("no table `{}`; {meant}", name(of))
        })
    }

    /// The number or count in a cell of the only table, by the names of its row (`wine/standard`) and its column.
    ///
    /// # Panics
    /// If there are several tables, and as [`Table::number`].
    pub fn number(&self, row: &str, column: &str) -> f64 {
        self.table("").number(row, column)
    }

    /// Each table with its path: `chapter/experiment` for one alone, `chapter/experiment/table` for several.
    ///
    /// # Panics
    /// If there is no table, if two have one name, or if one of several has none: then one file would have to hold two.
    pub fn at(&self, path: &str) -> Vec<(String, &Table)> {
        let names: BTreeSet<&str> = self.tables.iter().map(Table::name).collect();
        assert_eq!(names.len(), self.tables.len(), "two tables of {path} have one name");
        match self.tables.as_slice() {
            [table] if table.name().is_empty() => vec![(path.to_owned(), table)],
            tables => {
                assert!(
                    !names.contains("") && tables.len() > 1,
                    "several tables of {path} have names, one alone has none"
                );
                tables.iter().map(|table| (format!("{path}/{}", table.name()), table)).collect()
            }
        }
    }

    /// The claim of that row of the ledger, `L09-23`.
    ///
    /// # Panics
    /// If there is none; the message names one that may have been meant, or those that there are.
    pub fn claim(&self, id: &str) -> &Claim {
        let found = self.claims.iter().find(|claim| claim.id == id);
        found.unwrap_or_else(|| {
            let meant = suggestion(id, self.claims.iter().map(|claim| claim.id.as_str()));
            panic!("no claim `{}` is decided here; {meant}", name(id))
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
        Findings { tables: vec![table], figure: None, claims: vec![claim("L09-01", 2.0), claim("L10-02", 0.0)] }
    }

    fn said(asks: impl FnOnce(&Findings) + std::panic::UnwindSafe) -> String {
        said_of(findings(), asks)
    }

    fn said_of(findings: Findings, asks: impl FnOnce(&Findings) + std::panic::UnwindSafe) -> String {
        let asks = std::panic::AssertUnwindSafe(|| asks(&findings));
        *std::panic::catch_unwind(asks).unwrap_err().downcast::<String>().unwrap()
    }

    #[test]
    fn numbers_counts_and_verdicts_are_found_by_name() {
        let findings = findings();
        assert_eq!((findings.number("wine", "ratio"), findings.number("wine", "steps")), (0.5, 7.0));
        assert_eq!((findings.verdict("L09-01"), findings.verdict("L10-02")), (Verdict::Confirmed, Verdict::Refuted));
        assert_eq!(findings.claim("L10-02").measured.value, 0.0);
    }

    #[test]
    fn several_tables_have_names_and_paths_of_their_own() {
        let one = || findings().tables.remove(0);
        let several = |names: &[&'static str]| Findings {
            tables: names.iter().map(|&name| one().named(name)).collect(),
            ..findings()
        };
        let paths = |found: &Findings| found.at("a/b").into_iter().map(|(path, _)| path).collect::<Vec<_>>();
        assert_eq!(paths(&findings()), ["a/b"]);
        let two = several(&["steps", "shares"]);
        assert_eq!(paths(&two), ["a/b/steps", "a/b/shares"]);
        assert_eq!(two.table("shares").number("wine", "ratio"), 0.5);
        assert!(said_of(two, |found| _ = found.table("share")).ends_with("did you mean `shares`?"));
        for planted in [&["steps", "steps"][..], &["steps", ""], &["steps"], &[]] {
            let found = several(planted);
            assert!(std::panic::catch_unwind(|| found.at("a/b").len()).is_err(), "{planted:?}");
        }
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
        assert_eq!(claim, "no claim `L09-02` is decided here; did you mean `L09-01`?");
    }
}
