//! What an experiment hands over, and how it is written down: tables, figures and claims.
//!
//! An experiment returns [`Findings`]: a [`Table`] for each relation, perhaps a [`Figure`] drawn from their columns, and the
//! [`Claim`]s of the lecture notes that they decide. Nothing here knows any chapter; the writers only turn findings into
//! files, always the same bytes for the same findings.
//!
//! ```
//! use wellposed::report::{Column, Digits, Table};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "1", Digits::Significant(3))]);
//! table.push(["half".into(), 0.5.into()]);
//! assert_eq!(table.rows().len(), 1);
//! ```

mod band;
mod case;
mod cell;
mod claim;
pub mod claims;
mod column;
pub mod compare;
pub mod csv;
pub mod dictionary;
mod figure;
pub mod files;
mod findings;
pub mod html;
mod kind;
mod measured;
pub mod number;
mod number_or_null;
mod reading;
mod standing;
mod stored;
pub mod sums;
pub mod svg;
mod table;
pub mod text;
mod typed;
pub mod update;
mod verdict;

pub use band::Band;
pub use case::Case;
pub use cell::Cell;
pub use claim::Claim;
pub use column::{Column, Digits};
pub use figure::{Axis, Figure, Mark, Panel, Scale, Series};
pub use findings::Findings;
pub use kind::Kind;
pub use measured::Measured;
pub use reading::Reading;
pub use table::Table;
pub use typed::Typed;
pub use verdict::Verdict;
