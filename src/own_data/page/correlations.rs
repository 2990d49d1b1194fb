//! Which columns tell the same? The correlations of those that are most entangled, as a map in which the color tells their size:
//!
//! ```text
//! r = (1/m)·Σ zᵢ·zⱼ        z = (x − μ)/σ
//! ```

use super::figure::{figure, labels};
use crate::advice::{FeatureSummary, Variation};
use crate::bits;
use crate::data::Dataset;
use crate::parallel;
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};

/// So many columns are drawn: those with the largest correlation to another.
const DRAWN: usize = 20;
/// Products that take some seconds.
const MOST_PRODUCTS: f64 = 4e9;
/// Less than a tenth of the variance of either: r² < 0.1.
const WEAK: f64 = 0.316;

/// The figure; nothing if fewer than two columns vary.
pub(super) fn drawn(set: &Dataset, summaries: &[FeatureSummary]) -> String {
    let varying: Vec<usize> =
        (0..summaries.len()).filter(|&feature| summaries[feature].variation != Variation::Constant).collect();
    if varying.len() < 2 {
        return String::new();
    }
    if (varying.len() * varying.len()) as f64 * set.examples() as f64 > MOST_PRODUCTS {
        return format!("<p>Not computed: too many products of {} columns.</p>\n", varying.len());
    }
    let columns = standardized(set, summaries, &varying);
    let nearest = parallel::cells(0..columns.len(), |place| nearest(&columns, place));
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by(|&one, &other| nearest[other].1.abs().total_cmp(&nearest[one].1.abs()));
    let (one, (other, correlation)) = (order[0], nearest[order[0]]);
    let [one, other] = [one.min(other), one.max(other)].map(|place| &summaries[varying[place]]);
    let mut conclusion = conclusion(&one.name, &other.name, correlation);
    order.truncate(DRAWN);
    order.sort_unstable();
    match varying.len() - order.len() {
        0 => {}
        hidden => conclusion += &format!(" {hidden} columns with smaller correlations are left out."),
    }
    let names = labels(order.iter().map(|&place| summaries[varying[place]].name.as_str()));
    figure(&picture(), &table(&columns, &order, &names), &conclusion)
}

/// (x − μ)/σ of these columns.
fn standardized(set: &Dataset, summaries: &[FeatureSummary], features: &[usize]) -> Vec<Vec<f64>> {
    let one = |&feature: &usize| {
        let FeatureSummary { mean, deviation, .. } = summaries[feature];
        set.features.column(feature).iter().map(|value| (value - mean) / deviation).collect()
    };
    parallel::cells(features, one)
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    bits::clamp(bits::dot(one, other) / one.len() as f64, -1.0, 1.0)
}

/// The other column with the largest correlation.
fn nearest(columns: &[Vec<f64>], place: usize) -> (usize, f64) {
    let others = (0..columns.len()).filter(|&other| other != place);
    let judged = others.map(|other| (other, correlation(&columns[place], &columns[other])));
    judged.fold((place, 0.0), |best: (usize, f64), found| if found.1.abs() > best.1.abs() { found } else { best })
}

fn conclusion(one: &str, other: &str, correlation: f64) -> String {
    let [one, other] = [one, other].map(crate::text::name);
    let told = 100.0 * correlation * correlation;
    let written = format!("{correlation:.2}").replace('-', "−");
    if correlation.abs() < WEAK {
        format!(
            "No two columns tell much of one another: the largest correlation is r = {written}, of {one} and {other}."
        )
    } else {
        format!(
            "{one} and {other} are most entangled: r = {written}, so that either tells {told:.0} % of the variance of the other."
        )
    }
}

fn table(columns: &[Vec<f64>], order: &[usize], names: &[String]) -> Table {
    let number = Column::number("correlation", "1", Digits::Fixed(2));
    let mut table = Table::new("Correlations", 2, vec![Column::text("row"), Column::count("column", "1"), number]);
    for (row, &one) in order.iter().enumerate() {
        for (column, &other) in order.iter().enumerate() {
            let correlation = (one != other).then(|| correlation(&columns[one], &columns[other]));
            let label = format!("{} {}", row + 1, names[row]);
            table.push([label.into(), (column + 1).into(), correlation.map_or(Cell::Empty, Cell::from)]);
        }
    }
    table
}

fn picture() -> Figure {
    let series = Series {
        table: "",
        label: "size of the correlation".into(),
        x: "column",
        y: "row",
        only: Vec::new(),
        mark: Mark::Signed { value: "correlation", range: (0.0, 1.0) },
        color: 0,
    };
    let panel = Panel {
        title: String::new(),
        x: Axis::linear("column, by its number on the left"),
        y: Axis::of_names(""),
        series: vec![series],
        equal: false,
    };
    Figure {
        title: "Correlations of the standardized columns".into(),
        alternative: "A cell for each pair of columns, darker the larger their correlation is, with the number in it where there is room. A \
                      column with itself has none."
            .into(),
        panels: vec![panel],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array1, Array2};

    fn of(columns: usize, value: impl Fn(f64, usize) -> f64) -> String {
        let features = Array2::from_shape_fn((12, columns), |(row, column)| value(row as f64, column));
        let set = Dataset::new("own", features, Array1::zeros(12));
        drawn(&set, &FeatureSummary::of_all(&set))
    }

    #[test]
    fn the_pair_that_tells_most_is_named_and_its_number_stands_in_its_cells() {
        // Rows 0 … 11 and their squares: r = 0.9635 by NumPy's corrcoef; a column that alternates has little to do with either.
        let squares = of(3, |row, column| [row % 2.0, row, -row * row][column]);
        assert!(squares.contains("x2 and x3 are most entangled: r = −0.96, so that either tells 93 %"), "{squares}");
        assert_eq!(squares.matches(">−0.96</text>").count(), 2);
        let apart = of(2, |row, column| if column == 0 { row % 2.0 } else { (row / 2.0).floor() });
        assert!(
            apart.contains("No two columns tell much of one another: the largest correlation is r = 0.00"),
            "{apart}"
        );
    }

    #[test]
    fn of_many_columns_those_that_are_entangled_are_drawn() {
        let many = of(25, |row, column| {
            let other = row * (3.0 + column as f64) + row * row * (1.0 + column as f64 * 7.0);
            if column > 22 { row } else { other % 31.0 }
        });
        assert!(many.contains("x24 and x25 are most entangled: r = 1.00"), "{many}");
        assert!(many.contains("5 columns with smaller correlations are left out."), "{many}");
        assert!(many.contains(" x24</text>") && many.contains(" x25</text>"));
        assert!(!many.contains(">1.00</text>"), "no room for numbers");
    }

    #[test]
    fn one_column_has_no_correlation_and_too_many_are_not_computed() {
        assert_eq!(of(1, |row, _| row), "");
        assert_eq!(of(2, |row, column| if column == 0 { row } else { 3.0 }), "");
        let wide = Dataset::new("wide", Array2::from_shape_fn((2, 50_000), |(i, j)| (i * j) as f64), Array1::zeros(2));
        assert!(drawn(&wide, &FeatureSummary::of_all(&wide)).starts_with("<p>Not computed"));
    }
}
