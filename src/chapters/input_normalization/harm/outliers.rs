//! What is left of the other values when one of them is M times as large?
//!
//! A hundred values are spread evenly over 0 … 1, one is M. After scaling, the spread of the hundred is 1/M (min–max), 1/σ
//! (standard) or one over the interquartile range (robust), which does not depend on M. The table holds one over that spread: the
//! number of times that the other values would fit into the unit.

use ndarray::Array2;

use super::super::words::named;
use super::ratio;
use crate::normalize::Normalizer;
use crate::report::{Column, Table};

/// What it is called, and what it is.
pub(super) type Recipe = (&'static str, Normalizer);

pub(super) const RECIPES: [Recipe; 3] =
    [("min–max", Normalizer::MinMax), ("standard", Normalizer::Standard), ("robust", Normalizer::Robust)];
const VALUES: usize = 100;
const SIZES: [i32; 6] = [1, 2, 3, 4, 5, 6];

/// One over the spread of the hundred, alone and beside the outlier.
struct Squeezed {
    recipe: &'static str,
    size: f64,
    before: f64,
    after: f64,
    predicted: f64,
}

impl Squeezed {
    fn of((recipe, normalizer): Recipe, exponent: i32) -> Self {
        let size = crate::bits::powi(10.0, exponent);
        let [before, after] = [None, Some(size)].map(|outlier| inverse_spread(normalizer, outlier));
        Squeezed { recipe, size, before, after, predicted: predicted(normalizer, size) }
    }
}

pub(super) fn table() -> Table {
    let columns = vec![
        Column::text("recipe").titled("scaling").from(|row: &Squeezed| named(row.recipe)).key(),
        Column::significant("size", 4).titled("M").from(|row: &Squeezed| row.size).key(),
        Column::significant("before", 4).titled("alone").from(|row: &Squeezed| row.before),
        Column::significant("after", 4).titled("beside M").from(|row: &Squeezed| row.after),
        Column::significant("ratio", 4).titled("beside M / alone").from(|row: &Squeezed| ratio(row.before, row.after)),
        Column::significant("predicted", 4).titled("beside M, predicted").from(|row: &Squeezed| row.predicted),
    ];
    let rows = RECIPES.into_iter().flat_map(|recipe| SIZES.map(|exponent| Squeezed::of(recipe, exponent)));
    Table::of("One over the spread of a hundred values, alone and beside one outlier of size M", columns, rows)
        .named("outliers")
}

/// One over the spread of the evenly spread values after scaling, alone or beside an outlier.
fn inverse_spread(normalizer: Normalizer, outlier: Option<f64>) -> f64 {
    let values = (0..VALUES).map(|i| i as f64 / (VALUES - 1) as f64).chain(outlier).collect::<Vec<f64>>();
    let column = Array2::from_shape_vec((values.len(), 1), values).expect("one column");
    let scaled = normalizer.fit(column.view()).and_then(|fitted| fitted.transform(column.view())).expect("finite");
    let others = scaled.column(0);
    1.0 / (others[VALUES - 1] - others[0])
}

/// M for min–max; σ by the variance of a mixture of k values of variance (k + 1)/(12(k − 1)) and mean ½ with one value M; for
/// quartiles, 101 values of which the outlier is the last: places 25 and 75.
fn predicted(normalizer: Normalizer, size: f64) -> f64 {
    let k = VALUES as f64;
    match normalizer {
        Normalizer::MinMax => size,
        Normalizer::Robust => 0.5 * k / (k - 1.0),
        _ => {
            let all = k + 1.0;
            let within = (k + 1.0) / (12.0 * (k - 1.0));
            (k / all * within + k / (all * all) * (size - 0.5) * (size - 0.5)).sqrt()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_outlier_by_hand() {
        assert_eq!(inverse_spread(Normalizer::MinMax, None), 1.0);
        // Places 24.75 and 74.25 of 0/99 … 99/99: half of the range.
        assert!((inverse_spread(Normalizer::Robust, None) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn one_outlier_sets_the_scale_of_min_max_and_not_of_quartiles() {
        let growth = |normalizer| inverse_spread(normalizer, Some(1e6)) / inverse_spread(normalizer, Some(10.0));
        assert!((growth(Normalizer::MinMax) / 1e5 - 1.0).abs() < 1e-9);
        assert!((growth(Normalizer::Robust) - 1.0).abs() < 1e-13);
    }
}
