//! How is a figure drawn? As SVG, from the columns of its experiment's tables and nothing else.
//!
//! A picture consists of pieces: panels, and keys, which are entries of the legend and color bars. In the file they stand beside each other,
//! up to three panels in a row; a page lets them flow. What several panels hold is named above them, what one holds in that one. A column of words
//! makes an axis with a place for each word; where they are too long to stand below it, the panel is turned. Text and axes take the color of the
//! page, series its variables `--wellposed-1` to `--wellposed-8`; shapes and dashes differ too. `<title>` and `<desc>` say what a reader who can't
//! see it should know, and how many values could not be drawn: infinities, and what has no logarithm on a logarithmic axis. Lines are cut at
//! the axes, and a line has a gap where a value can't be drawn.
//!
//! A grid of cells ([`Mark::Heat`](super::Mark::Heat), [`Mark::Signed`](super::Mark::Signed), [`Mark::Words`](super::Mark::Words)) has a place for
//! each value of both its columns. Numbers become colors between the variables `--wellposed-low` and `--wellposed-high`, under a color bar, and
//! stand in their cells if there is room; words get colors and letters. A cell without a value has a diagonal, one whose value has no place on the
//! color bar has two.
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
mod labels;
mod layout;
mod legend;
mod panel;
mod piece;
mod scale;
mod signed;
mod ticks;
mod value;
mod words;

use super::{Figure, Table};
use bar::Bar;
use canvas::{Anchor, Canvas};
use cells::{Fill, Grid};
use data::Placed;
pub use error::FigureError;
use ink::Ink;
#[cfg(feature = "book")]
pub(crate) use ink::style;
use layout::Layout;
use legend::Entry;
#[cfg(feature = "book")]
pub(crate) use piece::flow;
use piece::{Picture, Piece};
use words::text_width;

/// The figure as SVG.
///
/// # Errors
/// If a series does not fit the tables, or an axis has an impossible range.
pub fn render(figure: &Figure, tables: &[Table]) -> Result<String, FigureError> {
    Ok(picture(figure, tables)?.file())
}

/// The figure in pieces, which [`Picture::file`] sets into one SVG and [`Picture::flow`] into a page.
pub(crate) fn picture(figure: &Figure, tables: &[Table]) -> Result<Picture, FigureError> {
    let columns = layout::columns(figure.panels.len());
    let read = |panel| Placed::read(panel, tables, layout::axis_width(columns));
    let mut placed = figure.panels.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let bars = Bar::all(&placed)?;
    let mut keys: Vec<Piece> = bars.iter().map(Bar::piece).collect();
    let grids: Vec<Option<Grid>> = placed.iter().map(|placed| grid_of(placed, &bars)).collect();
    drop(bars);
    let (shared, own) = legend::legends(&figure.panels, layout::panel_width(columns));
    let layout = Layout::of(figure, &mut placed, own);
    let drawn: Vec<_> = layout.drawn();
    let (panels, beyond): (Vec<Piece>, Vec<usize>) = drawn
        .iter()
        .zip(&grids)
        .enumerate()
        .map(|(number, (drawn, grid))| layout.panel(number, drawn, grid.as_ref()))
        .unzip();
    keys.splice(0..0, shared.iter().map(|entry| key_of_entry(entry, layout.marked_lines())));
    keys.extend(keys_of_cells(&grids));
    let undrawable = drawn.iter().flatten().map(|drawn| drawn.undrawable).sum();
    let description = figure.alternative.clone() + &left_out(&grids, undrawable, beyond.iter().sum());
    Ok(Picture { title: figure.title.clone(), description, keys, panels, columns })
}

fn key_of_entry(entry: &Entry, marked_lines: bool) -> Piece {
    let mut canvas = Canvas::default();
    entry.draw(&mut canvas, (0.0, 0.0), marked_lines);
    Piece::key(entry.size(), canvas)
}

/// What cells without a color mean, if there are some.
fn keys_of_cells(grids: &[Option<Grid>]) -> Vec<Piece> {
    let kinds = [(Fill::Nothing, "no value"), (Fill::Unplaceable, "not on the scale")];
    let there = kinds.into_iter().filter(|(kind, _)| count(grids, |fill| fill == kind) > 0);
    let key = |(kind, words): (Fill, &str)| {
        let mut canvas = Canvas::default();
        grid::draw_empty(&mut canvas, kind, (0.0, 2.0), (15.0, 17.0));
        canvas.text(words, (21.0, legend::ROW / 2.0), Anchor::Left, Ink::Label);
        Piece::key((21.0 + text_width(words), legend::ROW), canvas)
    };
    there.map(key).collect()
}

fn count(grids: &[Option<Grid>], such: impl Fn(&Fill) -> bool) -> usize {
    grids.iter().flatten().map(|grid| grid.count(&such)).sum()
}

/// The cells of a panel with their colors, if it has any.
fn grid_of(placed: &Placed<'_>, bars: &[Bar<'_>]) -> Option<Grid> {
    let cells = placed.cells.as_ref()?;
    let bar = bars.iter().find(|bar| bar.label == cells.series.label).map(|bar| &bar.scaled);
    Some(cells.grid(&placed.x, &placed.y, bar))
}

/// A billionth beyond the ends is rounding.
fn is_beyond(fill: &Fill) -> bool {
    matches!(fill, Fill::Number { share, .. } if !(-1e-9..=1.0 + 1e-9).contains(share))
}

/// What is missing in the picture, for its description: rows that can't be drawn, and points beyond the axes.
fn left_out(grids: &[Option<Grid>], undrawable: usize, beyond: usize) -> String {
    let misplaced: usize = grids.iter().flatten().map(|grid| grid.misplaced).sum();
    let counts = [
        (undrawable + misplaced, "value", " that no axis can show (infinite, or without a logarithm)"),
        (beyond, "point", " beyond the axes"),
        (count(grids, |fill| *fill == Fill::Unplaceable), "cell", " whose number has no color (two diagonals)"),
        (count(grids, |fill| *fill == Fill::Nothing), "cell", " without a value (one diagonal)"),
        (count(grids, is_beyond), "cell", " beyond an end of the color bar, drawn in its last color"),
    ];
    let counted = counts.iter().filter(|(count, ..)| *count > 0).map(|(count, what, why)| {
        let plural = if *count == 1 { "" } else { "s" };
        format!("{count} {what}{plural}{why}")
    });
    let parts: Vec<String> = counted.collect();
    if parts.is_empty() { String::new() } else { format!(" Left out: {}.", parts.join("; ")) }
}

#[cfg(test)]
mod tests;
