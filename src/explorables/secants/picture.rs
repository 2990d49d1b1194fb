//! What does a reader see? The function near θ with its tangent and the secant; and the error over all steps, a V, with the step of the moment in it.

use super::measured::Measured;
use super::setting::{Setting, words};
use crate::bits;
use crate::report::{Axis, Column, Figure, Mark, Panel, Series, Table};

/// How far the left panel reaches to both sides of θ.
const REACH: f64 = 1.25;
/// Points of the function there.
const SAMPLES: u32 = 120;
/// Values and errors beyond this, or below its inverse, have no place on an axis.
const LARGEST: f64 = 1e60;
/// The steps of the right panel.
const STEPS: (f64, f64) = (1e-16, 1.0);

/// The colors of what does not depend on the formula, whose own color the secant, its errors and truncation have.
const FUNCTION: usize = 7;
const TANGENT: usize = 5;
const ROUNDING: usize = 6;
/// That of the step of the moment.
const HERE: usize = 3;

/// A row: its number and its cells.
type Row = (usize, Vec<Option<f64>>);

fn table(name: &'static str, title: &str, columns: &[&'static str], rows: Vec<Vec<Option<f64>>>) -> Table {
    let number = |(place, name): (usize, &&'static str)| {
        Column::significant(name, 4).from(move |row: &Row| row.1[place].filter(|number| number.abs() <= LARGEST))
    };
    let mut typed = vec![Column::count("row", "1").from(|row: &Row| row.0).key()];
    typed.extend(columns.iter().enumerate().map(number));
    Table::of(title, typed, rows.into_iter().enumerate().collect::<Vec<Row>>()).named(name)
}

/// The left panel: its curve, and how far it reaches up and down from f(θ).
struct Hill {
    curve: Vec<[f64; 2]>,
    center: f64,
    height: f64,
}

impl Hill {
    /// As far as f goes within the panel, but not much farther than its slope, where it has a pole.
    fn of(setting: &Setting, measured: &Measured) -> Self {
        let at = |number: u32| measured.point + REACH * (2.0 * f64::from(number) / f64::from(SAMPLES) - 1.0);
        let curve: Vec<[f64; 2]> = (0..=SAMPLES).map(|number| [at(number), setting.chosen.value(at(number))]).collect();
        let center = if measured.value.abs() <= LARGEST { measured.value } else { 0.0 };
        let largest =
            |heights: &mut dyn Iterator<Item = f64>| heights.filter(|height| *height <= LARGEST).fold(0.0, bits::max);
        let away = |[_, y]: &[f64; 2]| (y - center).abs();
        let half = curve.iter().filter(|[x, _]| (x - measured.point).abs() <= 0.5 * REACH).map(away);
        let near = bits::max(largest(&mut half.into_iter()), largest(&mut [measured.slope.abs() * REACH].into_iter()));
        let all = bits::min(largest(&mut curve.iter().map(away)), 3.0 * near);
        let height = 1.05 * bits::max(all, bits::max(1e-6 * center.abs(), 1e-12));
        Hill { curve, center, height: if all == 0.0 { bits::max(height, 1.0) } else { height } }
    }

    /// Whether two lines of these slopes can be told apart in the panel.
    fn look_alike(&self, one: f64, other: f64) -> bool {
        (one - other).abs() * REACH < 0.01 * self.height
    }
}

/// The picture, its tables, and whether the secant can't be told from the tangent in it.
pub(super) struct Drawn {
    pub(super) figure: Figure,
    pub(super) tables: Vec<Table>,
    pub(super) alike: bool,
}

/// The picture of what was measured.
pub(super) fn drawn(setting: &Setting, measured: &Measured) -> Drawn {
    let hill = Hill::of(setting, measured);
    let (mut tables, mut left) = (Vec::new(), Vec::new());
    let mut add = |series: &mut Vec<Series>, table: Table, drawn: Vec<Series>| {
        tables.push(table);
        series.extend(drawn);
    };
    let color = setting.color();
    let curve = hill.curve.iter().map(|[x, y]| vec![Some(*x), Some(*y)]).collect();
    let line = |name, color, mark, label: &str| vec![Series::of(name, ("theta", "f"), mark, color).labeled(label)];
    add(
        &mut left,
        table("function", "The function", &["theta", "f"], curve),
        line("function", FUNCTION, Mark::Line, "f"),
    );
    // Ends beyond the panel, so that no mark stands there.
    let through = |[x, y]: [f64; 2], slope: f64| {
        let end = |x1: f64| vec![Some(x1), Some(y + slope * (x1 - x))];
        [-2.0, 2.0].map(|side| end(measured.point + side * REACH)).into()
    };
    let is_line = |slope: f64| slope.is_finite() && slope.abs() <= 1e6 * hill.height;
    if is_line(measured.slope) {
        let rows = through([measured.point, measured.value], measured.slope);
        add(
            &mut left,
            table("tangent", "The tangent", &["theta", "f"], rows),
            line("tangent", TANGENT, Mark::Dashed, "tangent"),
        );
    }
    if is_line(measured.quotient) {
        let rows = through(measured.nodes[0], measured.quotient);
        add(
            &mut left,
            table("secant", "The secant", &["theta", "f"], rows),
            line("secant", color, Mark::Line, "secant"),
        );
        let rows = measured.nodes.iter().map(|node| node.map(Some).into()).collect();
        add(
            &mut left,
            table("points", "The points", &["theta", "f"], rows),
            line("points", color, Mark::Points, points(setting)),
        );
    }
    let (right, errors) = valley(setting, measured);
    tables.extend(errors);
    let alike = hill.look_alike(measured.slope, measured.quotient);
    let ends = (hill.center - hill.height, hill.center + hill.height);
    let left = Panel { series: left, ..hillside(setting, measured.point, ends) };
    Drawn { figure: figure(setting, vec![left, right]), tables, alike }
}

/// What the points of the quotient are.
fn points(setting: &Setting) -> &'static str {
    ["θ, θ + ε", "θ, θ ± ε", "θ, θ ± ε, θ ± 2ε"][setting.color()]
}

fn hillside(setting: &Setting, point: f64, (low, high): (f64, f64)) -> Panel {
    Panel {
        title: format!("{} near θ", setting.chosen.words()),
        x: Axis::linear("θ").over(point - REACH, point + REACH),
        y: Axis::linear("f(θ)").over(low, high),
        series: Vec::new(),
        equal: false,
    }
}

/// The lowest and the highest error of the panel, in pairs of decades: from what one rounding of f′ can hide to the largest error of all.
fn ends(measured: &Measured) -> (f64, f64) {
    let decades = |number: f64| bits::log10(bits::clamp(number, 1.0 / LARGEST, LARGEST));
    let size =
        [measured.slope, measured.value, 1.0].into_iter().map(f64::abs).find(|size| *size > 0.0 && *size <= LARGEST);
    let low = 2.0 * (decades(measured.unit_roundoff * size.unwrap_or(1.0)) / 2.0).floor();
    let largest = measured.curve.iter().map(|row| row[1]).filter(|error| error.is_finite()).fold(0.0, bits::max);
    let high = bits::max(2.0 * (decades(largest) / 2.0).ceil(), low + 4.0);
    (bits::powf(10.0, low), bits::powf(10.0, high))
}

/// The right panel with its tables.
fn valley(setting: &Setting, measured: &Measured) -> (Panel, Vec<Table>) {
    let (low, high) = ends(measured);
    let formula = setting.formula;
    let row = |[step, error]: &[f64; 2]| {
        let is_none = *error == 0.0;
        let drawn = Some(*error).filter(|error| error.is_finite() && !is_none);
        vec![Some(*step), drawn, is_none.then_some(low)]
    };
    let model = |error: f64| Some(error).filter(|error| *error >= 1.0 / LARGEST && error.is_finite());
    let lines = |[step, _]: &[f64; 2]| {
        vec![
            Some(*step),
            model(formula.error(*step, 0.0, measured.high)),
            model(formula.error(*step, measured.noise, 0.0)),
        ]
    };
    let errors = measured.curve.iter().map(row).collect();
    let shown =
        if measured.error.is_finite() { vec![[setting.step, bits::max(measured.error, low)]] } else { Vec::new() };
    let tables = vec![
        table("errors", "Errors over steps", &["step", "error", "none"], errors),
        table(
            "model",
            "What theory says",
            &["step", "truncation", "rounding"],
            measured.curve.iter().map(lines).collect(),
        ),
        table(
            "upright",
            "The step",
            &["step", "error"],
            [low, high].map(|end| vec![Some(setting.step), Some(end)]).into(),
        ),
        table("here", "The step", &["step", "error"], shown.iter().map(|row| row.map(Some).into()).collect()),
    ];
    let color = setting.color();
    let of = |name, y, mark, color| Series::of(name, ("step", y), mark, color);
    let mut series =
        vec![of("errors", "error", Mark::Points, color).labeled("error"), of("upright", "error", Mark::Contour, HERE)];
    if measured.high.is_finite() && measured.high != 0.0 {
        series.push(of("model", "truncation", Mark::Dashed, color).labeled("truncation"));
    }
    if measured.noise.is_finite() && measured.noise > 0.0 {
        series.push(of("model", "rounding", Mark::Dashed, ROUNDING).labeled("rounding"));
    }
    if measured.curve.iter().any(|row| row[1] == 0.0) {
        series.push(of("errors", "none", Mark::Points, ROUNDING).labeled("no error (at the edge)"));
    }
    if !shown.is_empty() {
        series.push(of("here", "error", Mark::Points, HERE).labeled("this ε"));
    }
    (Panel { series, ..steps(setting, (low, high)) }, tables)
}

fn steps(setting: &Setting, (low, high): (f64, f64)) -> Panel {
    Panel {
        title: format!("{} quotient in {}", words(setting.formula), setting.format),
        x: Axis::logarithmic("step ε").over(STEPS.0, STEPS.1),
        y: Axis::logarithmic("error |quotient − f′(θ)|").over(low, high),
        series: Vec::new(),
        equal: false,
    }
}

fn figure(setting: &Setting, panels: Vec<Panel>) -> Figure {
    Figure {
        title: format!("A difference quotient of {} and its error over the step", setting.chosen.words()),
        alternative: "Left: the function near θ with its tangent (dashed) and the secant through the points of the quotient. Right, on logarithmic \
                      axes: the error of the quotient at each step from 10⁻¹⁶ to 1, which falls towards smaller steps along the dashed line of \
                      truncation, and rises again along that of rounding; a mark shows the step of the moment."
            .into(),
        panels,
    }
}

/// Axes with nothing between them, where there is nothing to draw.
pub(super) fn empty() -> Figure {
    let panel = |x: Axis, y: Axis| Panel { title: String::new(), x, y, series: Vec::new(), equal: false };
    Figure {
        title: "A difference quotient and its error over the step".into(),
        alternative: "Two panels without a curve: there is no function yet.".into(),
        panels: vec![
            panel(Axis::linear("θ").over(-REACH, REACH), Axis::linear("f(θ)").over(-1.0, 1.0)),
            panel(
                Axis::logarithmic("step ε").over(STEPS.0, STEPS.1),
                Axis::logarithmic("error |quotient − f′(θ)|").over(STEPS.0, STEPS.1),
            ),
        ],
    }
}
