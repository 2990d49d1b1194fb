//! How is a figure drawn? As SVG, from the columns of its experiment's tables and nothing else.
//!
//! Panels stand side by side, up to three in a row, under one legend, or each under its own where one would be ambiguous. A column of words
//! makes an axis with a place for each word. Text and axes take the color of the page, series its variables `--wellposed-1` to
//! `--wellposed-8`; shapes and dashes differ too. `<title>` and `<desc>` say what a reader who can't see it should know, and how many values
//! could not be drawn: infinities, and what has no logarithm on a logarithmic axis. Lines are cut at the axes, and a line has
//! a gap where a value can't be drawn.
//!
//! A grid of cells ([`Mark::Heat`](super::Mark::Heat), [`Mark::Signed`](super::Mark::Signed), [`Mark::Words`](super::Mark::Words)) has a place for each value of both its columns. Numbers become colors between the
//! variables `--wellposed-low` and `--wellposed-high`, under a color bar; words get colors and letters. A cell without a value has a
//! diagonal, one whose value has no place on the color bar has two.
//!
//! ```
//! use wellposed::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table, svg};
//!
//! let number = |name| Column::number(name, "1", Digits::Significant(3));
//! let mut table = Table::new("Squares", 1, vec![number("x"), number("y")]);
//! for x in 0..4 {
//!     table.push([f64::from(x).into(), f64::from(x * x).into()]);
//! }
//! let series = Series { table: "", label: "x²".into(), x: "x", y: "y", only: vec![], mark: Mark::LinePoints, color: 0 };
//! let panel = Panel { title: "".into(), x: Axis::linear("x"), y: Axis::linear("y"), series: vec![series], equal: false };
//! let figure = Figure { title: "Squares".into(), alternative: "A parabola.".into(), panels: vec![panel] };
//! assert!(svg::render(&figure, &[table]).unwrap().contains("<desc id="));
//! ```

mod bar;
mod canvas;
mod cells;
mod clip;
mod data;
mod error;
mod grid;
mod ink;
mod layout;
mod legend;
mod panel;
mod scale;
mod signed;
mod sizes;
mod ticks;
mod value;

use super::{Figure, Table, sums};
use crate::text::html;
use bar::Bar;
use canvas::picture;
use cells::{Fill, Grid};
use data::Placed;
pub use error::FigureError;
#[cfg(feature = "book")]
pub(crate) use ink::is_own_style;
use layout::Layout;

/// The figure as SVG.
///
/// # Errors
/// If a series does not fit the tables, or an axis has an impossible range.
pub fn render(figure: &Figure, tables: &[Table]) -> Result<String, FigureError> {
    let mut placed = figure.panels.iter().map(|panel| Placed::read(panel, tables)).collect::<Result<Vec<_>, _>>()?;
    let bars = Bar::all(&placed)?;
    let layout = Layout::of(figure, &mut placed, &bars);
    let drawn: Vec<_> = placed.iter().map(Placed::drawn).collect();
    let grids: Vec<Option<Grid>> = placed.iter().map(|placed| grid_of(placed, &bars)).collect();

    let mut beyond = 0;
    let mut body = String::new();
    // The picture is drawn before its description is known; the head goes between opening tag and drawing.
    let id = format!("figure-{}", &sums::digest(format!("{}\n{}", figure.title, figure.alternative).as_bytes())[..8]);
    let opening =
        format!("width=\"100%\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" stroke-linejoin=\"round\"");
    body += &picture(layout.size, &opening, |canvas| beyond = layout.draw(canvas, &placed, &drawn, &grids));
    let title = format!("<title id=\"{id}-title\">{}</title>", html(&figure.title));
    let lines: usize = drawn.iter().flatten().map(|drawn| drawn.undrawable).sum();
    let cells = |such: fn(&Fill) -> bool| grids.iter().flatten().map(|grid| grid.count(such)).sum::<usize>();
    let misplaced: usize = grids.iter().flatten().map(|grid| grid.misplaced).sum();
    let left_out = left_out(&[
        (lines + misplaced, "value", " that no axis can show (infinite, or without a logarithm)"),
        (beyond, "point", " beyond the axes"),
        (cells(|fill| *fill == Fill::Unplaceable), "cell", " whose number has no color (two diagonals)"),
        (cells(|fill| *fill == Fill::Nothing), "cell", " without a value (one diagonal)"),
        (cells(is_beyond), "cell", " beyond an end of the color bar, drawn in its last color"),
    ]);
    let desc = format!("<desc id=\"{id}-desc\">{}{left_out}</desc>", html(&figure.alternative));
    Ok(body.replacen('\n', &format!("\n{title}\n{desc}\n"), 1))
}

/// The cells of a panel with their colors, if it has any.
fn grid_of(placed: &Placed<'_>, bars: &[Bar<'_>]) -> Option<Grid> {
    let cells = placed.cells.as_ref()?;
    let bar = bars.iter().find(|bar| bar.label == cells.series.label).map(|bar| &bar.scaled);
    Some(cells.grid(&placed.x, &placed.y, bar))
}

/// A billionth beyond the ends is rounding.
fn is_beyond(fill: &Fill) -> bool {
    matches!(fill, Fill::Shade(share) | Fill::Sized { share, .. } if !(-1e-9..=1.0 + 1e-9).contains(share))
}

/// What is missing in the picture, for its description.
fn left_out(counts: &[(usize, &str, &str)]) -> String {
    let counted = counts.iter().filter(|(count, ..)| *count > 0).map(|(count, what, why)| {
        let plural = if *count == 1 { "" } else { "s" };
        format!("{count} {what}{plural}{why}")
    });
    let parts: Vec<String> = counted.collect();
    if parts.is_empty() { String::new() } else { format!(" Left out: {}.", parts.join("; ")) }
}

#[cfg(test)]
mod tests;
