//! Which examples do we learn from? Three small real sets that the project carries, CSV files of your own, and synthetic sets
//! whose statistics are known exactly.
//!
//! Everywhere a row is an example and a column is a feature: `features` has shape (m, n), x⁽ⁱ⁾ is row i.
//!
//! ```
//! let wine = wellposed::data::wine();
//! assert_eq!((wine.examples(), wine.feature_count(), wine.class_count()), (178, 13, Some(3)));
//! assert_eq!(wine.indicator(0.0).sum(), 59.0); // 59 wines are of the first class
//! ```

mod account;
mod assembly;
mod bounded;
mod bundled;
mod cell;
mod column;
mod csv;
mod date;
mod dialect;
mod encoding;
mod fault;
mod feature;
mod header;
mod kept;
mod lines;
pub(crate) mod numbers;
mod part;
mod plain;
mod reading;
pub(crate) mod records;
mod refusal;
pub(crate) mod roles;
mod source;
pub mod synthetic;
mod target;
mod whole;
mod words;

pub(crate) use account::short;
pub use account::{Account, Changed, LeftOut, Manner, Sample, TargetRead, counted, thousands};
pub use bundled::{breast_cancer, bundled, digits, wine};
pub use csv::{OwnData, parse_csv, parse_table, read_csv, read_table};
pub use dialect::Dialect;
pub use encoding::Encoding;
pub(crate) use fault::LARGEST;
pub use fault::{ColumnFault, Fault};
pub use reading::{Missing, OnText, Reading, Task};
pub use records::Table;
pub use refusal::DataError;
pub use whole::{AllRows, OfAllRows};

use ndarray::{Array1, Array2, Axis};

use crate::bits::streams::{self, Stream};

/// Examples with a target.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// What it is called in tables.
    pub name: String,
    /// The names of the n features.
    pub feature_names: Vec<String>,
    /// Shape (m, n): an example in each row.
    pub features: Array2<f64>,
    /// The name of the target.
    pub target_name: String,
    /// m values: the number of the class for a classification set, the value for a regression set.
    pub target: Array1<f64>,
}

impl Dataset {
    /// A set whose features are called x1, x2, … and whose target is called y.
    ///
    /// # Panics
    /// If there are not as many targets as examples.
    pub fn new(name: impl Into<String>, features: Array2<f64>, target: Array1<f64>) -> Self {
        assert_eq!(features.nrows(), target.len(), "one target for each example");
        let feature_names = (1..=features.ncols()).map(|number| format!("x{number}")).collect();
        Dataset { name: name.into(), feature_names, features, target_name: "y".to_owned(), target }
    }

    /// m, the number of examples.
    pub fn examples(&self) -> usize {
        self.features.nrows()
    }

    /// n, the number of features.
    pub fn feature_count(&self) -> usize {
        self.features.ncols()
    }

    /// The number of classes k if the target's values are the numbers 0, 1, …, k − 1 and each of them occurs; `None` for a
    /// regression set.
    pub fn class_count(&self) -> Option<usize> {
        let mut values = self.target.to_vec();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let numbered = values.iter().enumerate().all(|(number, &value)| value == number as f64);
        numbered.then_some(values.len())
    }

    /// 1 for each example whose target is `class`, 0 for every other: the labels of "this class or not".
    pub fn indicator(&self, class: f64) -> Array1<f64> {
        self.target.mapv(|value| f64::from(u8::from(value == class)))
    }

    /// The examples of these rows, in this order.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn select(&self, rows: &[usize]) -> Self {
        let examples = self.examples();
        if let Some(row) = rows.iter().find(|&&row| row >= examples) {
            panic!(
                "no row {} in a set of {examples} examples (index {row}); indices are counted from 0",
                row.saturating_add(1)
            );
        }
        Dataset {
            features: self.features.select(Axis(0), rows),
            target: self.target.select(Axis(0), rows),
            ..self.clone_names()
        }
    }

    /// Training and test set: a random `share` of the examples (rounded, at least one and not all) and the rest.
    ///
    /// # Panics
    /// If there are fewer than two examples.
    pub fn split(&self, stream: &mut Stream, share: f64) -> (Self, Self) {
        let examples = self.examples();
        assert!(examples >= 2, "a split needs two examples");
        let training = ((examples as f64 * share).round() as usize).clamp(1, examples - 1);
        let order = streams::permutation(stream, examples);
        (self.select(&order[..training]), self.select(&order[training..]))
    }

    /// The same names without the examples.
    fn clone_names(&self) -> Self {
        Dataset {
            name: self.name.clone(),
            feature_names: self.feature_names.clone(),
            features: Array2::zeros((0, self.feature_count())),
            target_name: self.target_name.clone(),
            target: Array1::zeros(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn four() -> Dataset {
        Dataset::new("four", array![[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [4.0, 40.0]], array![0.0, 2.0, 1.0, 0.0])
    }

    #[test]
    fn classes_are_counted_only_where_they_are_numbered_without_a_gap() {
        assert_eq!(four().class_count(), Some(3));
        assert_eq!(Dataset { target: array![0.0, 2.0, 2.0, 0.0], ..four() }.class_count(), None);
        assert_eq!(Dataset { target: array![0.0, 1.0, 0.5, 0.0], ..four() }.class_count(), None);
    }

    #[test]
    fn an_indicator_marks_one_class() {
        assert_eq!(four().indicator(0.0), array![1.0, 0.0, 0.0, 1.0]);
        assert_eq!(four().indicator(3.0), Array1::<f64>::zeros(4));
    }

    #[test]
    fn a_selection_keeps_rows_and_targets_together() {
        let two = four().select(&[2, 0]);
        assert_eq!(two.features, array![[3.0, 30.0], [1.0, 10.0]]);
        assert_eq!(two.target, array![1.0, 0.0]);
    }

    #[test]
    fn a_split_deals_every_example_to_one_side() {
        let mut stream = streams::stream(1, "data", "split", 0);
        let whole = Dataset::new("hundred", Array2::from_shape_fn((100, 1), |(row, _)| row as f64), Array1::zeros(100));
        let (training, test) = whole.split(&mut stream, 0.7);
        assert_eq!((training.examples(), test.examples()), (70, 30));
        let mut rows: Vec<f64> = training.features.iter().chain(&test.features).copied().collect();
        assert!(!rows.is_sorted(), "the order is random");
        rows.sort_by(f64::total_cmp);
        assert!(rows.iter().enumerate().all(|(row, &value)| value == row as f64));
    }

    #[test]
    fn a_split_leaves_no_side_empty() {
        let mut stream = streams::stream(1, "data", "split", 1);
        let sizes = [0.0, 1.0].map(|share| four().split(&mut stream, share).0.examples());
        assert_eq!(sizes, [1, 3]);
    }
}
