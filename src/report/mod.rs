//! What an experiment hands over, and how it is written down: tables, figures and claims.
//!
//! An experiment returns [`Findings`]: one [`Table`], perhaps a [`Figure`] drawn from the table's columns, and the
//! [`Claim`]s of the lecture notes that the table decides. Nothing here knows any chapter; the writers only turn findings into
//! files, always the same bytes for the same findings.
//!
//! ```
//! use wellposed::report::{Column, Digits, Table};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "1", Digits::Significant(3))]);
//! table.push(["half".into(), 0.5.into()]);
//! assert_eq!(table.rows().len(), 1);
//! ```

mod claim;
pub mod claims;
pub mod compare;
pub mod csv;
mod evidence;
mod figure;
pub mod files;
mod kind;
pub mod number;
pub mod sums;
pub mod svg;
mod table;
pub mod text;

pub use claim::{Case, Claim, Reading};
pub use evidence::{Band, Measured, Verdict};
pub use figure::{Axis, Figure, Mark, Panel, Scale, Series};
pub use kind::Kind;
pub use table::{Cell, Column, Digits, Table};

/// Everything that one experiment found.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The exact results.
    pub table: Table,
    /// A picture of the table, where a person would rather look.
    pub figure: Option<Figure>,
    /// The claims of the notes that the table decides.
    pub claims: Vec<Claim>,
}
