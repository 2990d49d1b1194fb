//! What does somebody want of a file? Which column is the target, which columns are features and as what, and how cells are written.
//!
//! Everything but the target has a value that suits most files. Columns are called by their names, or by their numbers from 1 where
//! no column has that name.
//!
//! ```
//! use wellposed::data::{Missing, Reading};
//!
//! let reading = Reading { missing: Missing::Median, ..Reading::of("price") };
//! assert_eq!((reading.target.as_str(), reading.decimal), ("price", None));
//! ```

use super::Encoding;

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The column that is to be predicted.
    pub target: String,
    /// Whether the target is a value or a class; decided by its cells if it is left out.
    pub task: Option<Task>,
    /// Columns that are no features.
    pub drop: Vec<String>,
    /// If it is not empty: the columns that are features, and no others.
    pub only: Vec<String>,
    /// Columns of words, each of which becomes a column of zeros and ones.
    pub categorical: Vec<String>,
    /// Columns of dates, which become days since 1970-01-01.
    pub dates: Vec<String>,
    /// What to do with the other columns of words and dates.
    pub text: OnText,
    /// What to do with missing cells.
    pub missing: Missing,
    /// The decimal sign, `.` or `,`; seen from the file if it is left out.
    pub decimal: Option<char>,
    /// The sign between groups of three digits.
    pub thousands: Option<char>,
    /// The sign between cells; seen from the file if it is left out.
    pub delimiter: Option<char>,
    /// How the bytes are letters; seen from the file if it is left out.
    pub encoding: Option<Encoding>,
    /// Whether labels that differ by capitals alone are the same class.
    pub fold_case: bool,
}

impl Reading {
    /// The usual way, with this target.
    pub fn of(target: impl Into<String>) -> Self {
        Reading { target: target.into(), ..Reading::default() }
    }
}

/// What is to be predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// A value.
    Regression,
    /// One of several classes.
    Classes,
}

impl Task {
    /// The words for them.
    pub const WORDS: [(&'static str, Task); 2] = [("regression", Task::Regression), ("classes", Task::Classes)];
}

/// What happens to a column of words that nobody asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnText {
    /// It is no feature, and the account says so.
    #[default]
    LeaveOut,
    /// The file is refused.
    Refuse,
}

impl OnText {
    /// The words for them.
    pub const WORDS: [(&'static str, OnText); 2] = [("leave-out", OnText::LeaveOut), ("refuse", OnText::Refuse)];
}

/// What happens to cells without a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// The file is refused.
    #[default]
    Refuse,
    /// Rows with a missing cell are left out.
    DropRows,
    /// Numbers become the mean of their column, words a word of their own; rows without a target are left out.
    Mean,
    /// The same with the median.
    Median,
}

impl Missing {
    /// The words for them.
    pub const WORDS: [(&'static str, Missing); 4] = [
        ("refuse", Missing::Refuse),
        ("drop-rows", Missing::DropRows),
        ("mean", Missing::Mean),
        ("median", Missing::Median),
    ];
}
