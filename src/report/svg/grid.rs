//! How is a grid of cells drawn? A filled rectangle for each cell, and in it a letter where it stands for a word, its number where it is free.
//!
//! A cell without a value has one diagonal, a value without a place on the color bar has two: neither looks like a color.

use super::canvas::{Anchor, Canvas, Place};
use super::cells::{Fill, Grid, letters};
use super::ink::{Ink, LEVELS};
use super::panel::Frame;
use super::words::{set_number, text_width};
use crate::bits;
use crate::report::number::{for_reading, shortened};
use crate::report::{Digits, Mark};

/// The size of a letter: cells that are smaller have none.
const LETTER: Place = (10.0, 13.0);

/// The height of a row in which letters fit.
pub(super) const ROW: f64 = 15.0;

/// Draws all cells. Numbers stand in those that are not taken by marks, if there is room for all of them.
pub(super) fn draw(canvas: &mut Canvas, mark: Mark, grid: &Grid, frame: Frame, marks: &[Place]) {
    let size = (frame.width / grid.columns as f64, frame.height / grid.rows as f64);
    // A thin gap between cells, where it does not eat them up.
    let gap = if bits::min(size.0, size.1) >= 8.0 { 0.5 } else { 0.0 };
    let digits = digits(mark, grid, (size.0 - 2.0 * gap, size.1 - 2.0 * gap));
    let share = |place: f64, count: usize| (place * count as f64).floor();
    let taken: Vec<Place> = marks.iter().map(|&(x, y)| (share(x, grid.columns), share(y, grid.rows))).collect();
    for (number, &fill) in grid.fills.iter().enumerate() {
        let (column, row) = ((number % grid.columns) as f64, (number / grid.columns) as f64);
        let (left, bottom) = (frame.left + column * size.0, frame.top + frame.height - row * size.1);
        let from = (left + gap, bottom - size.1 + gap);
        let to = (left + size.0 - gap, bottom - gap);
        draw_cell(canvas, mark, fill, from, to);
        if let (Fill::Number { share, number }, Some(digits)) = (fill, digits)
            && !taken.contains(&(column, row))
        {
            canvas.text(&written(number, digits), middle(from, to), Anchor::Middle, Ink::OnShade(level(share)));
        }
    }
}

fn draw_cell(canvas: &mut Canvas, mark: Mark, fill: Fill, from: Place, to: Place) {
    match (fill, mark) {
        (Fill::Number { share, .. }, _) => canvas.rectangle(from, to, Ink::Shade(level(share))),
        (Fill::Word(position), Mark::Words { words, .. }) => draw_word(canvas, words, position, from, to),
        _ => draw_empty(canvas, fill, from, to),
    }
}

/// A cell without a color, in the panel and above it.
pub(super) fn draw_empty(canvas: &mut Canvas, fill: Fill, from: Place, to: Place) {
    canvas.line(&[(from.0, to.1), (to.0, from.1)], Ink::Contour, 0.8);
    if fill == Fill::Unplaceable {
        canvas.line(&[from, to], Ink::Contour, 0.8);
    }
}

/// A cell for a word, in the panel and in the legend.
pub(super) fn draw_word(
    canvas: &mut Canvas,
    words: &'static [(&'static str, usize)],
    position: usize,
    from: Place,
    to: Place,
) {
    canvas.rectangle(from, to, Ink::Tint(words[position].1));
    if to.0 - from.0 >= LETTER.0 && to.1 - from.1 >= LETTER.1 {
        canvas.text(&letters(words)[position].to_string(), middle(from, to), Anchor::Middle, Ink::Letter);
    }
}

/// With how many digits all numbers fit in cells of this size, if they do.
fn digits(mark: Mark, grid: &Grid, size: Place) -> Option<Digits> {
    let ways = match mark {
        Mark::Signed { .. } => [Digits::Fixed(2), Digits::Fixed(1)],
        _ => [Digits::Significant(2), Digits::Significant(1)],
    };
    let fits = |digits: &Digits| {
        grid.fills.iter().all(|fill| match fill {
            Fill::Number { number, .. } => text_width(&written(*number, *digits)) + 2.0 <= size.0,
            _ => true,
        })
    };
    ways.into_iter().find(fits).filter(|_| size.1 >= LETTER.1)
}

fn written(number: f64, digits: Digits) -> String {
    let text = for_reading(number, digits);
    set_number(&if matches!(digits, Digits::Fixed(_)) { text } else { shortened(text) })
}

fn middle(from: Place, to: Place) -> Place {
    ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0)
}

/// The color for a share of the color bar.
fn level(share: f64) -> u8 {
    (bits::clamp(share, 0.0, 1.0) * f64::from(LEVELS)).round() as u8
}
