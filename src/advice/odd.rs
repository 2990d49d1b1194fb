//! What is odd about which column? A line for each: what it follows from, which value stands alone, what it seems to be.
//!
//! ```
//! use ndarray::{Array1, array};
//! use wellposed::advice::advise;
//! use wellposed::data::Dataset;
//!
//! let celsius = [-3.0, 0.5, 12.0, 30.25, 18.0];
//! let features = ndarray::Array2::from_shape_fn((5, 2), |(i, j)| if j == 0 { celsius[i] } else { 1.8 * celsius[i] + 32.0 });
//! let odd = &advise(&Dataset::new("weather", features, Array1::zeros(5))).odd[0];
//! assert_eq!((odd.subject.as_str(), odd.what.as_str()), ("x2", "is 1.8·x1 + 32: the same in other units; drop one of the two"));
//! ```

use ndarray::{ArrayView1, ArrayView2};

use super::dependence::{Relation, relations};
use super::kind::kind;
use super::{FAR_OUT, FeatureSummary, Variation};
use crate::bits;
use crate::data::{AllRows, Dataset, short, thousands};
use crate::text::name as shown;

/// What is odd about a column, or several.
#[derive(Clone, Debug, PartialEq)]
pub struct Odd {
    /// Their names.
    pub subject: String,
    /// What is odd, and what to do.
    pub what: String,
}

/// How many names a subject has.
const NAMES: usize = 3;

/// All that is odd, what matters most first; of what follows from what only the triangle of [1, X] tells.
pub(super) fn odd(
    dataset: &Dataset,
    summaries: &[FeatureSummary],
    triangle: Option<ArrayView2<f64>>,
    all_rows: Option<&AllRows>,
) -> Vec<Odd> {
    let rows = dataset.examples();
    if rows < 2 {
        return Vec::new();
    }
    let is_indicator = |feature: usize| dataset.features.column(feature).iter().all(|&x| x == 0.0 || x == 1.0);
    let relations = triangle.map_or_else(Vec::new, |triangle| relations(triangle, rows, summaries, is_indicator));
    let relations = relations.iter().map(|relation| related(summaries, relation));
    let each = summaries.iter().zip(dataset.features.columns());
    let lone = each.clone().enumerate().filter_map(|(feature, (summary, column))| {
        far_out(summary, || farthest(summary, column, all_rows, feature), rows)
    });
    let rows_of_file = all_rows.and_then(|all| all.features.first()).map_or(rows, |all| all.rows);
    let kinds: Vec<Option<String>> = each.map(|(summary, column)| kind(summary, column, rows_of_file)).collect();
    let named = summaries.iter().zip(&kinds);
    let seem =
        named.clone().filter_map(|(summary, kind)| Some(Odd { subject: shown(&summary.name), what: kind.clone()? }));
    let others: Vec<&FeatureSummary> =
        named.clone().filter(|(_, kind)| kind.is_none()).map(|(summary, _)| summary).collect();
    let steady = [
        (
            FeatureSummary::is_equal as fn(&FeatureSummary) -> bool,
            "constant: nothing to divide by, and nothing that the bias does not say; drop it",
        ),
        (rounding, "varies by no more than the rounding of its values: nothing can be learned from it in these digits"),
        (
            noisy,
            "varies in less than half of its digits: what σ divides may be noise; subtract the offset before rounding",
        ),
    ];
    let steady = steady.into_iter().filter_map(|(which, what)| together(&others, which, what));
    relations.chain(lone).chain(seem).chain(steady).collect()
}

fn rounding(summary: &FeatureSummary) -> bool {
    summary.variation == Variation::Constant && !summary.is_equal()
}

fn noisy(summary: &FeatureSummary) -> bool {
    summary.variation == Variation::NearlyConstant
}

/// One line for all columns of a kind.
fn together(summaries: &[&FeatureSummary], which: fn(&FeatureSummary) -> bool, what: &str) -> Option<Odd> {
    let names: Vec<String> =
        summaries.iter().filter(|summary| which(summary)).map(|summary| shown(&summary.name)).collect();
    (!names.is_empty()).then(|| Odd { subject: few(&names), what: what.to_owned() })
}

fn few(names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    names[..names.len().min(NAMES)].join(", ") + &more
}

/// A value that sets μ and σ by itself.
fn far_out(summary: &FeatureSummary, farthest: impl Fn() -> (f64, usize), rows: usize) -> Option<Odd> {
    let reach = summary.reach.filter(|&reach| reach > FAR_OUT);
    if reach.is_none() && summary.alone.is_none() {
        return None;
    }
    let (value, row) = farthest();
    let place = format!("{} (row {})", short(value), thousands(row + 1));
    let what = match (reach, summary.alone) {
        (Some(reach), _) => {
            let reach = short(bits::round_significant(reach, 3));
            format!("{place} is {reach} quartile ranges out and sets σ alone: a limit, or a logarithm?")
        }
        (None, others) => {
            let [rest, all] = [rows - others.unwrap_or(0), rows].map(thousands);
            format!("{place} stands alone: {rest} of {all} values are {}", short(summary.median))
        }
    };
    Some(Odd { subject: shown(&summary.name), what })
}

/// The value that is farthest from the median, the first of them, with its row.
fn farthest(
    summary: &FeatureSummary,
    column: ArrayView1<f64>,
    all_rows: Option<&AllRows>,
    feature: usize,
) -> (f64, usize) {
    let away = |value: f64| (value - summary.median).abs();
    let ends = all_rows.and_then(|all| all.features.get(feature)).map(|all| [all.minimum, all.maximum]);
    if let Some([least, largest]) = ends.filter(|ends| ends.iter().any(|(_, row)| *row > 0)) {
        return if away(least.0) > away(largest.0) { least } else { largest };
    }
    let row = (0..column.len()).fold(0, |far, row| if away(column[row]) > away(column[far]) { row } else { far });
    (column[row], all_rows.map_or(row, |all| all.numbers[row]))
}

fn related(summaries: &[FeatureSummary], relation: &Relation) -> Odd {
    let name = |feature: usize| shown(&summaries[feature].name);
    match relation {
        Relation::Copy { feature, of, factor, offset } => {
            let (other, same) = (name(*of), *factor == 1.0 && *offset == 0.0);
            let what = match same {
                true => format!("is a copy of {other}: drop one of the two"),
                false => {
                    format!("is {}: the same in other units; drop one of the two", terms(&[(*factor, other)], *offset))
                }
            };
            Odd { subject: name(*feature), what }
        }
        Relation::OneOf { features } => {
            let names: Vec<String> = features.iter().map(|&feature| name(feature)).collect();
            let what = "one of them is 1 in every row, so that one follows from the others: drop it";
            Odd { subject: few(&names), what: what.to_owned() }
        }
        Relation::Combination { feature, of, offset } => {
            let named: Vec<(f64, String)> = of.iter().map(|&(factor, feature)| (factor, name(feature))).collect();
            let what = match named.len() {
                0..=4 => format!("is {}: drop one of the {}", terms(&named, *offset), named.len() + 1),
                many => format!("follows exactly from {many} others ({}, …): drop one of them", named[0].1),
            };
            Odd { subject: name(*feature), what }
        }
        Relation::Close { features: [one, other], correlation } => {
            let apart = bits::max(1.0 - correlation * correlation, 0.0).sqrt();
            let apart = short(bits::round_significant(100.0 * apart, 2));
            let what =
                format!("follow from each other to {apart} % (r = {}): ridge, or drop one", places(*correlation));
            Odd { subject: format!("{}, {}", name(*one), name(*other)), what }
        }
    }
}

/// `1.8·C + 32`.
fn terms(of: &[(f64, String)], offset: f64) -> String {
    let mut text = String::new();
    for (place, (factor, name)) in of.iter().enumerate() {
        let sign = match (place, *factor < 0.0) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        };
        let size = factor.abs();
        let times = if size == 1.0 { String::new() } else { format!("{}·", short(size)) };
        text += &format!("{sign}{times}{name}");
    }
    match offset {
        0.0 => text,
        offset if offset < 0.0 => format!("{text} − {}", short(-offset)),
        offset => format!("{text} + {}", short(offset)),
    }
}

/// A correlation, which is told from 1 by its last digits.
fn places(correlation: f64) -> String {
    if correlation.abs() < 0.999 { format!("{correlation:.2}") } else { format!("{correlation:.6}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::advise;
    use ndarray::{Array1, Array2};

    fn lines(columns: &[(&str, &[f64])]) -> Vec<String> {
        let features =
            Array2::from_shape_fn((columns[0].1.len(), columns.len()), |(row, column)| columns[column].1[row]);
        let mut set = Dataset::new("own", features, Array1::zeros(columns[0].1.len()));
        set.feature_names = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        advise(&set).odd.iter().map(|odd| format!("{}: {}", odd.subject, odd.what)).collect()
    }

    #[test]
    fn a_value_that_stands_alone_is_named_with_its_row() {
        let alone = lines(&[("a", &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 9000.0])]);
        assert_eq!(alone, ["a: 9000 (row 8) stands alone: 7 of 8 values are 0"]);
        // Quartiles 2.5 and 6: (200 − 6)/3.5.
        let far = lines(&[("a", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 200.0, 2.5])]);
        assert_eq!(far, ["a: 200 (row 8) is 55.4 quartile ranges out and sets σ alone: a limit, or a logarithm?"]);
        // One value in ten that differs, or a few that differ alike, are no outliers.
        let with = |value: f64, each: usize| {
            (0..60).map(|row| if row % each == 0 { value + row as f64 } else { 0.0 }).collect::<Vec<f64>>()
        };
        assert_eq!(lines(&[("a", &with(9000.0, 10))]), [""; 0]);
        assert_eq!(lines(&[("a", &with(9000.0, 30))]), [""; 0]);
        assert_eq!(lines(&[("a", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.5])]), [""; 0]);
    }

    #[test]
    fn constant_and_nearly_constant_columns_are_told_apart() {
        let near: Vec<f64> = (0..4000).map(|row| if row % 2000 == 0 { 1.0 + f64::EPSILON } else { 1.0 }).collect();
        assert!(lines(&[("a", &[7.0; 4])])[0].starts_with("a: constant"));
        let said = lines(&[("a", &near)]);
        assert!(said.iter().any(|line| line.contains("rounding of its values")), "{said:?}");
        assert!(!said.iter().any(|line| line.contains("constant: nothing")), "{said:?}");
        assert!(lines(&[("a", &[1.0, 1.0 + 1e-9, 1.0 - 1e-9, 1.0 + 2e-9])])[0].contains("half of its digits"));
    }
}
