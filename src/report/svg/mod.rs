//! How is a figure drawn? As SVG, from the columns of its table and nothing else.
//!
//! Panels stand side by side, up to three in a row, under one legend, or each under its own where one would be ambiguous. A column of words
//! makes an axis with a place for each word. Text and axes take the color of the page, series its variables `--wellposed-1` to
//! `--wellposed-8`; shapes and dashes differ too. `<title>` and `<desc>` say what a reader who can't see it should know, and how many values
//! could not be drawn: infinities, and what has no logarithm on a logarithmic axis. Lines are cut at the axes, and a line has
//! a gap where a value can't be drawn.
//!
//! ```
//! use wellposed::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table, svg};
//!
//! let number = |name| Column::number(name, "1", Digits::Significant(3));
//! let mut table = Table::new("Squares", 1, vec![number("x"), number("y")]);
//! for x in 0..4 {
//!     table.push([f64::from(x).into(), f64::from(x * x).into()]);
//! }
//! let series = Series { label: "x²".into(), x: "x", y: "y", only: vec![], mark: Mark::LinePoints, color: 0 };
//! let panel = Panel { title: "".into(), x: Axis::linear("x"), y: Axis::linear("y"), series: vec![series], equal: false };
//! let figure = Figure { title: "Squares".into(), alternative: "A parabola.".into(), panels: vec![panel] };
//! assert!(svg::render(&figure, &table).unwrap().contains("<desc id="));
//! ```

mod canvas;
mod clip;
mod data;
mod ink;
mod layout;
mod legend;
mod panel;
mod scale;

use super::{Figure, Mark, Table, sums};
use canvas::picture;
use data::Placed;
use layout::Layout;

/// Why a figure can't be drawn.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum FigureError {
    /// A series names a column that the table does not have.
    #[error("the table has no column `{0}`")]
    NoColumn(&'static str),
    /// A series takes rows that the table does not have.
    #[error("the table has no row with {0}")]
    NoRows(String),
    /// An axis gets both words and numbers.
    #[error("the axis `{axis}` gets numbers and the word `{word}`; a column must hold one kind")]
    Mixed {
        /// The label of the axis.
        axis: String,
        /// The first of the words.
        word: String,
    },
    /// The range of an axis is empty, infinite, or has no logarithm on a logarithmic axis.
    #[error("an axis can't reach from {0} to {1}")]
    Range(f64, f64),
}

/// The figure as SVG.
///
/// # Errors
/// If a series does not fit the table, or an axis has an impossible range.
pub fn render(figure: &Figure, table: &Table) -> Result<String, FigureError> {
    let mut placed = figure.panels.iter().map(|panel| Placed::read(panel, table)).collect::<Result<Vec<_>, _>>()?;
    let layout = Layout::of(figure, &mut placed);
    let drawn: Vec<_> = placed.iter().map(Placed::drawn).collect();
    let undrawable: usize = drawn.iter().flatten().map(|drawn| drawn.undrawable).sum();

    let mut beyond = 0;
    let mut body = String::new();
    // The picture is drawn before its description is known; the head goes between opening tag and drawing.
    let id = format!("figure-{}", &sums::digest(format!("{}\n{}", figure.title, figure.alternative).as_bytes())[..8]);
    let opening =
        format!("width=\"100%\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" stroke-linejoin=\"round\"");
    body += &picture(layout.size, &opening, |canvas| beyond = layout.draw(canvas, &placed, &drawn));
    let title = format!("<title id=\"{id}-title\">{}</title>", escaped(&figure.title));
    let left_out = left_out(undrawable, beyond);
    let desc = format!("<desc id=\"{id}-desc\">{}{left_out}</desc>", escaped(&figure.alternative));
    Ok(body.replacen('\n', &format!("\n{title}\n{desc}\n"), 1))
}

/// Whether lines of several series stand together in a panel, so that marks must tell them apart.
fn has_several_lines(figure: &Figure) -> bool {
    figure.panels.iter().any(|panel| panel.series.iter().filter(|series| series.mark == Mark::Line).count() > 1)
}

/// What is missing in the picture, for its description.
fn left_out(undrawable: usize, beyond: usize) -> String {
    let counted = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    };
    let parts: Vec<String> = [
        counted(undrawable, "value").map(|words| words + " that no axis can show (infinite, or without a logarithm)"),
        counted(beyond, "point").map(|words| words + " beyond the axes"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { String::new() } else { format!(" Left out: {}.", parts.join("; ")) }
}

/// Words as XML holds them, in one line.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests;
