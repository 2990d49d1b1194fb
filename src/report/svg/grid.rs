//! How is a grid of cells drawn? A filled rectangle for each cell, and a letter in it where the cell stands for a word.
//!
//! A cell without a value has one diagonal, a value without a place on the color bar has two: neither looks like a color.

use super::canvas::{Anchor, Canvas, Place, text_width};
use super::cells::{Fill, Grid, letters};
use super::ink::{Ink, LEVELS};
use super::panel::Frame;
use crate::bits;
use crate::report::number::for_reading;
use crate::report::{Digits, Mark};

/// The size of a letter: cells that are smaller have none.
const LETTER: Place = (10.0, 13.0);

/// The height of a row in which letters fit.
pub(super) const ROW: f64 = 15.0;

/// From this level on words have more contrast in the color of the page's background than in that of its text.
const DARK: u8 = 60;

/// Draws all cells.
pub(super) fn draw(canvas: &Canvas<'_>, mark: Mark, grid: &Grid, frame: Frame) {
    let size = (frame.width / grid.columns as f64, frame.height / grid.rows as f64);
    // A thin gap between cells, where it does not eat them up.
    let gap = if bits::min(size.0, size.1) >= 8.0 { 0.5 } else { 0.0 };
    for (number, &fill) in grid.fills.iter().enumerate() {
        let (column, row) = ((number % grid.columns) as f64, (number / grid.columns) as f64);
        let (left, bottom) = (frame.left + column * size.0, frame.top + frame.height - row * size.1);
        let from = (left + gap, bottom - size.1 + gap);
        let to = (left + size.0 - gap, bottom - gap);
        draw_cell(canvas, mark, fill, from, to);
    }
}

fn draw_cell(canvas: &Canvas<'_>, mark: Mark, fill: Fill, from: Place, to: Place) {
    match (fill, mark) {
        (Fill::Shade(share), _) => canvas.rectangle(from, to, Ink::Shade(level(share))),
        (Fill::Sized { share, number }, _) => {
            canvas.rectangle(from, to, Ink::Shade(level(share)));
            draw_number(canvas, number, level(share), from, to);
        }
        (Fill::Word(position), Mark::Words { words, .. }) => draw_word(canvas, words, position, from, to),
        _ => {
            canvas.line(&[(from.0, to.1), (to.0, from.1)], Ink::Contour, 0.8);
            if fill == Fill::Unplaceable {
                canvas.line(&[from, to], Ink::Contour, 0.8);
            }
        }
    }
}

/// Two digits after the point, if they fit.
fn draw_number(canvas: &Canvas<'_>, number: f64, level: u8, from: Place, to: Place) {
    let words = for_reading(number, Digits::Fixed(2)).replace('-', "−");
    if to.0 - from.0 >= text_width(&words) + 2.0 && to.1 - from.1 >= LETTER.1 {
        let ink = if level > DARK { Ink::Paper } else { Ink::Letter };
        canvas.text(&words, ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0), Anchor::Middle, ink);
    }
}

/// A cell for a word, in the panel and in the legend.
pub(super) fn draw_word(
    canvas: &Canvas<'_>,
    words: &'static [(&'static str, usize)],
    position: usize,
    from: Place,
    to: Place,
) {
    canvas.rectangle(from, to, Ink::Tint(words[position].1));
    if to.0 - from.0 >= LETTER.0 && to.1 - from.1 >= LETTER.1 {
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        canvas.text(&letters(words)[position].to_string(), middle, Anchor::Middle, Ink::Letter);
    }
}

/// The color for a share of the color bar.
fn level(share: f64) -> u8 {
    (bits::clamp(share, 0.0, 1.0) * f64::from(LEVELS)).round() as u8
}
