//! What is drawn in a panel? Grid, axes and labels first, then contours, lines and points over each other.

use super::canvas::{Anchor, Canvas, Place};
use super::clip::pieces;
use super::data::{Drawn, Placed};
use super::ink::Ink;
use super::labels::{GAP, Labels, horizontal_ticks, vertical_label, vertical_ticks};
use super::legend::{RADIUS, THICK, THIN, beside_level};
use super::scale::Tick;
use super::words::{LINE, wrap};
use crate::report::Mark;

/// The part of a panel between the axes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Frame {
    fn place(&self, (x, y): Place) -> Place {
        (self.left + x * self.width, self.top + (1.0 - y) * self.height)
    }
}

/// Grid, axes and the labels of the ticks.
pub(super) fn draw_axes(canvas: &mut Canvas, placed: &Placed<'_>, frame: Frame) {
    let (x_ticks, y_ticks) = (horizontal_ticks(&placed.x, frame.width), vertical_ticks(&placed.y, frame.height));
    let line = |canvas: &mut Canvas, from, to, ink| canvas.line(&[frame.place(from), frame.place(to)], ink, 1.0);
    // Close to the end of an axis, a line at zero would look like a second axis.
    let ink = |tick: &Tick| if tick.label == "0" && (0.06..0.94).contains(&tick.at) { Ink::Zero } else { Ink::Grid };
    // Cells fill what lines would divide.
    let divided = placed.cells.is_none();
    for tick in x_ticks.iter().filter(|_| divided && !placed.x.has_words()) {
        line(canvas, (tick.at, 0.0), (tick.at, 1.0), ink(tick));
    }
    for tick in &y_ticks {
        if divided {
            line(canvas, (0.0, tick.at), (1.0, tick.at), ink(tick));
        }
        let (x, y) = frame.place((0.0, tick.at));
        // Where the frame has been placed beside them, they are broken as they were.
        let lines = vertical_label(&placed.y, tick, frame.left - GAP + 0.1);
        let first = y - (lines.len() - 1) as f64 / 2.0 * LINE;
        for (number, words) in lines.iter().enumerate() {
            canvas.text(words, (x - GAP, first + number as f64 * LINE), Anchor::Right, Ink::Label);
        }
    }
    line(canvas, (0.0, 0.0), (1.0, 0.0), Ink::Axis);
    line(canvas, (0.0, 0.0), (0.0, 1.0), Ink::Axis);
    draw_horizontal_labels(canvas, placed, &x_ticks, frame);
}

fn draw_horizontal_labels(canvas: &mut Canvas, placed: &Placed<'_>, ticks: &[Tick], frame: Frame) {
    let labels = Labels::of(&placed.x, ticks, frame.width);
    for tick in ticks {
        let (x, y) = frame.place((tick.at, 0.0));
        match &labels {
            Labels::Slanted { .. } => canvas.text(&tick.label, (x + 4.0, y + GAP + 3.0), Anchor::Slanted, Ink::Label),
            Labels::Straight { width, .. } => {
                let lines = if placed.x.has_words() { wrap(&tick.label, *width) } else { vec![tick.label.clone()] };
                for (number, words) in lines.iter().enumerate() {
                    canvas.text(words, (x, y + GAP + number as f64 * LINE), Anchor::Below, Ink::Label);
                }
            }
        }
    }
    let (center, bottom) = frame.place((0.5, 0.0));
    let below = bottom + GAP + labels.height() + 4.0;
    for (number, words) in wrap(&placed.labels[0], frame.width).iter().enumerate() {
        canvas.text(words, (center, below + number as f64 * LINE), Anchor::Below, Ink::Label);
    }
}

/// How series are drawn in a panel.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Lines have marks that tell them apart.
    pub(super) marked_lines: bool,
    /// Lines and marks have an edge in the color of the page, so that they can be seen on any cell.
    pub(super) edged: bool,
}

/// All series, contours first and points last; tells how many points lie beyond the axes.
pub(super) fn draw_series(canvas: &mut Canvas, drawn: &[Drawn<'_>], frame: Frame, style: Style) -> usize {
    let layer = |mark| match mark {
        Mark::Contour => 0,
        Mark::Line | Mark::Span { .. } => 1,
        Mark::Dashed | Mark::Level(_) => 2,
        Mark::LinePoints => 3,
        // Grids of cells are drawn before.
        Mark::Points | Mark::Heat { .. } | Mark::Signed { .. } | Mark::Words { .. } => 4,
    };
    let mut ordered: Vec<&Drawn<'_>> = drawn.iter().collect();
    ordered.sort_by_key(|drawn| layer(drawn.series.mark));
    ordered.into_iter().map(|drawn| draw_one(canvas, drawn, frame, style)).sum()
}

/// How much wider the edge is than what it surrounds.
const EDGE: f64 = 1.3;

fn draw_one(canvas: &mut Canvas, drawn: &Drawn<'_>, frame: Frame, style: Style) -> usize {
    let (mark, color) = (drawn.series.mark, drawn.series.color);
    let (ink, width) = match mark {
        Mark::Contour => (Ink::Contour, 0.9),
        Mark::Dashed => (Ink::Dashed(color), THICK),
        Mark::Level(_) => (Ink::Dashed(color), THIN),
        Mark::Span { thickness, .. } => (Ink::Crowd(color), thickness),
        _ => (Ink::Series(color), THICK),
    };
    if mark != Mark::Points {
        for piece in pieces(&drawn.places) {
            let places: Vec<Place> = piece.into_iter().map(|place| frame.place(place)).collect();
            if style.edged {
                canvas.line(&places, Ink::Paper, width + 2.0 * EDGE);
            }
            canvas.line(&places, ink, width);
        }
    }
    match mark {
        Mark::Points | Mark::LinePoints => draw_points(canvas, drawn, frame, style.edged),
        Mark::Line if style.marked_lines => draw_some_points(canvas, drawn, frame),
        Mark::Level(_) => name_level(canvas, drawn, frame),
        _ => 0,
    }
}

/// A mark at each row; tells how many lie beyond the axes.
fn draw_points(canvas: &mut Canvas, drawn: &Drawn<'_>, frame: Frame, edged: bool) -> usize {
    let color = drawn.series.color;
    let (radius, ink) = match (drawn.series.mark, drawn.places.len()) {
        (Mark::LinePoints, 41..) => (2.2, Ink::Series(color)),
        (Mark::LinePoints, _) | (_, ..=60) => (RADIUS, Ink::Series(color)),
        (_, 61..=150) => (2.8, Ink::Crowd(color)),
        _ => (2.2, Ink::Crowd(color)),
    };
    let inside = drawn.inside();
    for &place in &inside {
        if edged {
            canvas.mark(frame.place(place), radius + EDGE, color, Ink::Paper);
        }
        canvas.mark(frame.place(place), radius, color, ink);
    }
    drawn.places.iter().flatten().count() - inside.len()
}

/// A few marks along a line; those of another color stand elsewhere.
fn draw_some_points(canvas: &mut Canvas, drawn: &Drawn<'_>, frame: Frame) -> usize {
    const MARKS: usize = 5;
    let color = drawn.series.color;
    let visible = drawn.inside();
    let stride = visible.len().div_ceil(MARKS).max(1);
    let first = (color * stride / 3) % stride;
    for &place in visible.iter().skip(first).step_by(stride) {
        canvas.mark(frame.place(place), RADIUS, color, Ink::Series(color));
    }
    0
}

/// A short name of a level: to the right of its line, or at the upper end where the panel is turned.
fn name_level(canvas: &mut Canvas, drawn: &Drawn<'_>, frame: Frame) -> usize {
    if let (Some(label), &[_, end]) = (beside_level(drawn.series), drawn.inside().as_slice()) {
        let (x, y) = frame.place(end);
        let place = if end.0 == 1.0 { (x + 5.0, y) } else { (x + 5.0, y + LINE / 2.0) };
        canvas.text(&label, place, Anchor::Left, Ink::Label);
    }
    0
}
