//! What could normalization do to *these* features? A row for each, with what would be amplified, squeezed or filled.

use crate::advice::{FeatureSummary, Study};
use crate::report::{Column, Table};

/// For somebody's own data: extremes, center, spread, outliers and zeros of each feature.
pub fn on_data(study: &Study) -> Table {
    type Row<'s> = (usize, &'s FeatureSummary);
    let columns = vec![
        Column::count("position", "1").from(|row: &Row| row.0 + 1).key(),
        Column::text("feature").from(|row: &Row| row.1.name.clone()).key(),
        Column::significant("minimum", 4).from(|row: &Row| row.1.minimum),
        Column::significant("mean", 4).from(|row: &Row| row.1.mean),
        Column::significant("median", 4).from(|row: &Row| row.1.median),
        Column::significant("maximum", 4).from(|row: &Row| row.1.maximum),
        Column::significant("deviation", 4).from(|row: &Row| row.1.deviation),
        Column::text("remark").from(|row: &Row| row.1.remark()),
        Column::count("outliers", "1").from(|row: &Row| row.1.outliers),
        Column::significant("largest_z", 4).from(|row: &Row| row.1.largest_z),
        Column::significant("reach", 4).from(|row: &Row| row.1.reach),
        Column::significant("share_of_zeros", 4).from(|row: &Row| row.1.zeros),
        Column::significant("middle_half", 4).from(|row: &Row| row.1.middle_half()),
    ];
    let title = format!("The features of {} as normalization sees them", study.set().name);
    let mut table = Table::of(title, columns, study.summaries().iter().enumerate()).noted(
        "Outliers: values more than 1.5 interquartile ranges beyond the quartiles; reach: the largest distance from the nearer \
         quartile in interquartile ranges; both empty where the quartiles coincide. Share of zeros: what centering takes from \
         a sparse matrix. Middle half: the share of 0 … 1 that the middle half of the values fills after min–max scaling.",
    );
    table.explain_infinities();
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Dataset;
    use crate::report::Cell;
    use ndarray::{Array1, array};

    #[test]
    fn by_hand() {
        let features = array![[0.0, 7.0], [0.0, 7.0], [1.0, 7.0], [3.0, 7.0], [96.0, 7.0]];
        let mut set = Dataset::new("two", features, Array1::zeros(5));
        set.feature_names = vec!["same".into(), "same".into()];
        let table = on_data(&Study::of(&set));
        // Quartiles 0 and 3: (96 − 3)/3 = 31; the middle half fills 3/96.
        assert_eq!(table.cell("1/same", "reach"), Some(&Cell::Number(31.0)));
        assert_eq!(table.cell("1/same", "outliers"), Some(&Cell::Integer(1)));
        assert_eq!(table.cell("1/same", "share_of_zeros"), Some(&Cell::Number(0.4)));
        assert_eq!(table.cell("1/same", "middle_half"), Some(&Cell::Number(0.03125)));
        assert_eq!(table.cell("2/same", "remark"), Some(&Cell::Text("constant".into())));
        assert_eq!(table.cell("2/same", "largest_z"), Some(&Cell::Empty));
    }

    #[test]
    fn one_example_and_none_are_fine() {
        let one = Dataset::new("one", array![[3.0]], Array1::zeros(1));
        assert_eq!(on_data(&Study::of(&one)).cell("1/x1", "remark"), Some(&Cell::Text("constant".into())));
        let none = Dataset::new("none", ndarray::Array2::zeros((0, 2)), Array1::zeros(0));
        assert!(on_data(&Study::of(&none)).rows().is_empty());
    }
}
