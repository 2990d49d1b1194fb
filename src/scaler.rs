//! How is a table of any length normalized by what was learned from another one, and has it drifted from that?
//!
//! ```text
//! training table ── fit ──► Scaler ── to_json ──► scaler.json ── from_json ──► Scaler ── apply ──► test table, normalized, and its drift
//! ```
//!
//! Both tables are read row by row, so that memory does not grow with them; the statistics are exact sums, rounded once (`exact.rs`), so that the
//! same rows in whatever order give the same bits. What a file says is computed with numbers up to 10¹⁰⁰ in size, as everywhere in [`data`](crate::data).
//!
//! # The file
//!
//! A scaler is one JSON object. Every number has the digits that read back to the same bits.
//!
//! | field | holds |
//! |---|---|
//! | `format`, `version` | `"wellposed scaler"` and 1; needed |
//! | `method` | `{"name": …}`: `standard`, `center`, `scale`, `max_abs`, `min_max` with `low` and `high`, `robust` with the probabilities `lower` and `upper` |
//! | `offset` | what is added in the end: the `low` of min-max, otherwise 0 |
//! | `rows` | the number of training rows |
//! | `target` | the name of the column to be predicted, or null |
//! | `left_out` | columns that are neither features nor the target: `name` and `why` |
//! | `reading` | what was said of the file at the fit, or null: `decimal`, `thousands`, `delimiter`, `encoding` |
//! | `columns` | the features, each with the fields below; needed, and so are the first three |
//! | … `name`, `center`, `divisor` | `z = (x − center)/divisor + offset` |
//! | … `constant` | whether the divisor is 1 because the column does not vary |
//! | … `fill` | what stands in for a missing cell before it is normalized, or null: it stays missing |
//! | … `training` | `examples` with a value and `missing` ones; `mean`, population `deviation`, `minimum`, `maximum` of the values; `mean_interval`, Student's interval of the mean at 95 %, or null of a single value. Null: nothing is known, and no drift is judged |
//!
//! Python reads it, and writes one that this program takes, in nine lines:
//!
//! ```python
//! import json, csv
//! scaler = json.load(open("scaler.json"))
//! rows = list(csv.DictReader(open("test.csv")))
//! for row in rows:
//!     for c in scaler["columns"]:
//!         row[c["name"]] = (float(row[c["name"]]) - c["center"]) / c["divisor"] + scaler["offset"]
//! columns = [{"name": "size", "center": 70.0, "divisor": 12.5}]
//! mine = {"format": "wellposed scaler", "version": 1, "method": {"name": "standard"}, "columns": columns}
//! json.dump(mine, open("mine.json", "w"))
//! ```
//!
//! # Example
//!
//! ```
//! use wellposed::data::{Reading, Table};
//! use wellposed::scaler::{Fit, Scaler, apply, fit};
//!
//! let table = |text: &'static str| Table::Once(Box::new(text.as_bytes()), "houses.csv");
//! let wanted = Fit { reading: Reading::of("sold"), ..Fit::default() };
//! let fitted = fit(table("size,sold\n70,no\n80,yes\n90,no\n"), &wanted)?;
//! let scaler = Scaler::from_json(&fitted.scaler.to_json())?;
//! assert_eq!((scaler.columns[0].center, scaler.columns[0].divisor), (80.0, (200.0_f64 / 3.0).sqrt()));
//!
//! let mut normalized = Vec::new();
//! let applied = apply(&scaler, table("sold,size\nyes,80\n"), &Reading::default(), &mut normalized)?;
//! assert_eq!(String::from_utf8(normalized)?, "sold,size\nyes,0.0\n");
//! assert_eq!(applied.rows, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod apply;
mod drift;
mod exact;
mod fit;
mod json;
mod match_columns;
mod method;
mod missing;
mod natural;
mod notes;
mod quantiles;
mod seen;
mod wide;

pub use apply::{Applied, ApplyError, apply};
pub use drift::{ColumnDrift, Drift, LEVEL};
pub use fit::{Fit, Fitted, Gaps, fit};
pub use json::{ScalerError, is_scaler};
pub use method::Method;
pub use notes::is_drift;

use serde::Serialize;

use crate::data::{Encoding, Reading};

/// What was learned from a training table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scaler {
    pub(self) format: &'static str,
    pub(self) version: u64,
    /// What is done to each column.
    pub method: Method,
    /// What is added in the end.
    pub offset: f64,
    /// The number of training rows.
    pub rows: u64,
    /// The column that is to be predicted, if one was named.
    pub target: Option<String>,
    /// Columns that are neither features nor the target.
    pub left_out: Vec<PassedOver>,
    /// What was said of the file.
    pub reading: Manner,
    /// The features.
    pub columns: Vec<ScaledColumn>,
}

/// One feature.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScaledColumn {
    /// Its name.
    pub name: String,
    /// What is subtracted.
    pub center: f64,
    /// By what it is divided then.
    pub divisor: f64,
    /// Whether the divisor is 1 because the column does not vary.
    pub constant: bool,
    /// What stands in for a missing cell.
    pub fill: Option<f64>,
    /// What is known of the training values.
    pub training: Option<Training>,
}

/// What is known of the training values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Training {
    /// Cells with a value.
    pub examples: u64,
    /// Cells without one.
    pub missing: u64,
    /// The mean of the values.
    pub mean: f64,
    /// Their population standard deviation.
    pub deviation: f64,
    /// The interval of the mean at 95 %; none of a single value.
    pub mean_interval: Option<[f64; 2]>,
    /// The smallest value.
    pub minimum: f64,
    /// The largest value.
    pub maximum: f64,
}

/// A column that passes unchanged.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PassedOver {
    /// Its name; empty if it has none.
    pub name: String,
    /// Why it is no feature.
    pub why: String,
}

/// What was said of how a file is written; what was not is seen from the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Manner {
    /// The decimal sign.
    pub decimal: Option<char>,
    /// The sign between groups of three digits.
    pub thousands: Option<char>,
    /// The sign between cells.
    pub delimiter: Option<char>,
    /// How bytes are letters, as a word of [`Encoding::WORDS`].
    pub encoding: Option<String>,
}

impl Manner {
    fn of(reading: &Reading) -> Self {
        let word = |encoding| Encoding::WORDS.into_iter().find(|(_, known)| *known == encoding);
        let encoding = reading.encoding.and_then(word).map(|(word, _)| word.to_owned());
        let Reading { decimal, thousands, delimiter, .. } = *reading;
        Manner { decimal, thousands, delimiter, encoding }
    }

    /// How a table is to be read: as `said`, and otherwise as here.
    fn reading(&self, said: &Reading) -> Reading {
        let known = |word: &String| Encoding::WORDS.into_iter().find(|(known, _)| known == word);
        Reading {
            decimal: said.decimal.or(self.decimal),
            thousands: said.thousands.or(self.thousands),
            delimiter: said.delimiter.or(self.delimiter),
            encoding: said.encoding.or(self.encoding.as_ref().and_then(known).map(|(_, encoding)| encoding)),
            ..Reading::default()
        }
    }
}
