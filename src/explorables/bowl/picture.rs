//! What does the bowl look like? The examples as the model sees them; and, over the steepest and the flattest axis, contours and the path of descent.

use super::super::control::told;
use super::problem::Problem;
use crate::bits;
use crate::chapters::input_normalization::convergence_speed::counted::TOLERANCE;
use crate::chapters::input_normalization::descent_path::{CONTOURS, level_sets};
use crate::chapters::input_normalization::inputs::Inputs;
use crate::normalize::Normalizer;
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table, Typed};

/// Steps in the picture.
const STEPS: usize = 200;
/// The picture of the bowl reaches from −FRAME to FRAME; the start is at distance 1 from the minimum.
const FRAME: f64 = 1.3;

/// Errors along both axes, and whether they end beyond the picture.
pub(super) struct Path {
    pub(super) errors: Vec<[f64; 2]>,
    pub(super) leaves: bool,
}

impl Path {
    /// Until the minimum is as near as the count of steps asks for, or the path leaves the picture, or there are points enough.
    fn of(problem: &Problem) -> Self {
        let factors = problem.eigenvalues().map(|eigenvalue| 1.0 - problem.step * eigenvalue);
        let mut errors = vec![problem.start()];
        let is_out = |error: [f64; 2]| error.iter().any(|part| part.abs() > FRAME);
        loop {
            let error = errors[errors.len() - 1];
            if errors.len() > STEPS || is_out(error) || bits::norm(&error) <= TOLERANCE {
                return Path { leaves: is_out(error), errors };
            }
            errors.push([0, 1].map(|i| factors[i] * error[i]));
        }
    }

    pub(super) fn steps(&self) -> usize {
        self.errors.len() - 1
    }
}

/// The path, and the tables of the picture.
pub(super) fn drawn(problem: &Problem) -> (Path, Vec<Table>) {
    let path = Path::of(problem);
    let tables = vec![examples(problem), mean(problem), steps(&path), contours(problem)];
    (path, tables)
}

/// Two numbers beside the number of their row.
type Row = (usize, [f64; 2]);

fn pair([x, y]: [&'static str; 2]) -> [Typed<'static, Row>; 2] {
    let column = |name| Column::number(name, "1", Digits::Significant(4));
    [column(x).from(|row: &Row| row.1[0]), column(y).from(|row: &Row| row.1[1])]
}

fn table(
    title: &str,
    name: &'static str,
    key: &'static str,
    columns: [&'static str; 2],
    points: Vec<[f64; 2]>,
) -> Table {
    let [x, y] = pair(columns);
    let columns = vec![Column::count(key, "1").from(|row: &Row| row.0).key(), x, y];
    Table::of(title, columns, points.into_iter().enumerate()).named(name)
}

/// The examples, each point once.
fn examples(problem: &Problem) -> Table {
    table("The examples as the model sees them", "examples", "example", ["x1", "x2"], points(problem))
}

fn points(problem: &Problem) -> Vec<[f64; 2]> {
    let pictured = problem.pictured();
    let mut points: Vec<[f64; 2]> =
        problem.features.rows().into_iter().map(|row| pictured.map(|column| row[column])).collect();
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points.dedup();
    points
}

/// A line from zero to the mean.
fn mean(problem: &Problem) -> Table {
    let examples = problem.features.nrows() as f64;
    let mean = problem.pictured().map(|column| bits::sum(&problem.features.column(column).to_vec()) / examples);
    table("From zero to the mean", "mean", "end", ["x1", "x2"], vec![[0.0; 2], mean])
}

fn steps(path: &Path) -> Table {
    table("Where is gradient descent after each step?", "steps", "step", ["steepest", "flattest"], path.errors.clone())
}

fn contours(problem: &Problem) -> Table {
    /// A contour, the number of a point, and the point.
    type Row = (usize, usize, [f64; 2]);
    let eigenvalues = problem.eigenvalues();
    let highest: f64 = eigenvalues.iter().zip(problem.start()).map(|(eigenvalue, e)| 0.5 * eigenvalue * e * e).sum();
    let error = |name| Column::number(name, "1", Digits::Significant(4));
    let columns = vec![
        Column::count("contour", "1").from(|row: &Row| row.0).key(),
        Column::count("point", "1").from(|row: &Row| row.1).key(),
        error("steepest").from(|row: &Row| row.2[0]),
        error("flattest").from(|row: &Row| row.2[1]),
    ];
    let rows = level_sets(eigenvalues, highest)
        .enumerate()
        .flat_map(|(contour, points)| points.enumerate().map(move |(point, error)| (contour, point, error)));
    Table::of("Points on contours of the cost", columns, rows).named("contours")
}

pub(super) fn figure(problem: &Problem, path: &Path) -> Figure {
    let kappa = problem.condition_number();
    let shape = match kappa.sqrt() {
        ratio if ratio < 1.005 => "a round bowl".to_owned(),
        ratio => format!("a bowl {} times as long as wide", told(ratio, 3)),
    };
    let way = match problem.steps {
        _ if path.leaves => "leaves the picture",
        Some(_) => "runs toward the minimum",
        None => "does not reach the minimum",
    };
    let [first, second] = axes(problem);
    let alternative = format!(
        "Left: the examples, {first} and {second}, with a line from zero to their mean. Right: contours of the cost, {shape}, and \
         the path of gradient descent, which {way} ({} steps are drawn).",
        path.steps()
    );
    Figure { title: "The examples and their bowl".into(), alternative, panels: vec![cloud(problem), bowl(shape)] }
}

/// What stands at the axes of the examples.
fn axes(problem: &Problem) -> [String; 2] {
    problem.pictured().map(|column| {
        let j = ["₁", "₂", "₃"][column];
        match problem.inputs {
            Inputs::Normalized(Normalizer::Center) => format!("x{j} − μ{j}"),
            Inputs::Normalized(Normalizer::Scale) => format!("x{j}/σ{j}"),
            Inputs::Normalized(_) => format!("(x{j} − μ{j})/σ{j}"),
            Inputs::Raw => format!("x{j}"),
        }
    })
}

fn cloud(problem: &Problem) -> Panel {
    let end = reach(points(problem).into_iter().flatten());
    let [x, y] = axes(problem).map(|label| Axis::linear(label).over(-end, end));
    let color = problem.inputs.color();
    let series = vec![
        Series::of("examples", ("x1", "x2"), Mark::Points, color).labeled("examples"),
        Series::of("mean", ("x1", "x2"), Mark::Dashed, color).labeled("from zero to the mean"),
    ];
    Panel { title: "the examples".into(), x, y, series, equal: true }
}

/// The first of 1, 1.5, 2, 3, 5, 7, 10, … beyond all of these: so the axes stay while little moves.
fn reach(values: impl Iterator<Item = f64>) -> f64 {
    let largest = values.fold(f64::MIN_POSITIVE, |largest, value| bits::max(largest, value.abs()));
    let decade = bits::powi(10.0, bits::log10(largest).floor() as i32);
    let ends = [1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0].map(|end| end * decade);
    ends.into_iter().find(|end| 1.02 * largest < *end).unwrap_or(20.0 * decade)
}

fn bowl(title: String) -> Panel {
    let along = ("steepest", "flattest");
    let contour = |index: usize| Series::of("contours", along, Mark::Contour, 0).only("contour", index.to_string());
    let descent = Series::of("steps", along, Mark::LinePoints, 1).labeled("gradient descent");
    let axis = |which: &str| Axis::linear(format!("error along the {which} axis")).over(-FRAME, FRAME);
    Panel {
        title,
        x: axis("steepest"),
        y: axis("flattest"),
        series: (0..CONTOURS).map(contour).chain([descent]).collect(),
        equal: true,
    }
}
