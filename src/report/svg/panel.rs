//! What is drawn in a panel? Grid, axes and labels first, then contours, lines and points over each other.

use super::canvas::{Anchor, Canvas, Place, text_width};
use super::clip::pieces;
use super::data::{Drawn, Placed};
use super::ink::Ink;
use super::scale::{Scaled, Tick};
use super::sizes::{LABEL, SLANT};
use crate::bits;
use crate::report::Mark;

/// The width of the line of a series.
pub(super) const LINE: f64 = 1.8;

/// The width of a line that is given and not measured.
pub(super) const THIN: f64 = 1.0;

/// The height of a line of labels.
pub(super) const LABEL_LINE: f64 = 15.0;

/// Free space between an axis and its labels.
pub(super) const GAP: f64 = 7.0;

/// The part of the picture between the axes.
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

/// How the labels below the horizontal axis stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Labels {
    /// In so many lines of so wide places.
    Straight { lines: usize, width: f64 },
    /// Slanted, reaching so far down.
    Slanted { height: f64 },
}

impl Labels {
    /// Straight where every word fits in its place, else slanted.
    pub(super) fn of(axis: &Scaled, ticks: &[Tick], width: f64) -> Self {
        if !axis.has_words() {
            return Labels::Straight { lines: 1, width };
        }
        let place = width / ticks.len() as f64 - 6.0;
        let wrapped: Vec<Vec<String>> = ticks.iter().map(|tick| wrap(&tick.label, place)).collect();
        let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        if lines <= 3 && wrapped.iter().flatten().all(|line| text_width(line) <= place) {
            return Labels::Straight { lines, width: place };
        }
        let longest = ticks.iter().map(|tick| text_width(&tick.label)).fold(0.0, bits::max);
        // sin and cos of the slant.
        Labels::Slanted { height: longest * libm::sin(SLANT.to_radians()) + LABEL * libm::cos(SLANT.to_radians()) }
    }

    pub(super) fn height(&self) -> f64 {
        match self {
            Labels::Straight { lines, .. } => *lines as f64 * LABEL_LINE,
            Labels::Slanted { height } => *height,
        }
    }
}

/// The words in lines of at most this width, as far as they can be broken.
pub(super) fn wrap(words: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}")) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// As many marked values as have space beside each other.
pub(super) fn horizontal_ticks(axis: &Scaled, width: f64) -> Vec<Tick> {
    let fits = |ticks: &Vec<Tick>| {
        let widest = ticks.iter().map(|tick| text_width(&tick.label)).fold(0.0, bits::max);
        (widest + 14.0) * ticks.len() as f64 <= width * 1.15
    };
    // Of steps, as many as fit: each belongs to its own cells.
    let most = axis.places().unwrap_or((width / 45.0) as usize);
    (2..=most.max(2)).rev().map(|most| axis.ticks(most)).find(fits).unwrap_or_else(|| axis.ticks(2))
}

/// As many marked values as have space above each other.
pub(super) fn vertical_ticks(axis: &Scaled, height: f64) -> Vec<Tick> {
    let least = if axis.places().is_some() { LABEL_LINE } else { 38.0 };
    axis.ticks(((height / least) as usize).max(2))
}

/// Grid, axes and the labels of the ticks; those of the vertical axis only where `vertical_labels` says so.
pub(super) fn draw_axes(canvas: &Canvas<'_>, placed: &Placed<'_>, frame: Frame, vertical_labels: bool) {
    let (x_ticks, y_ticks) = (horizontal_ticks(&placed.x, frame.width), vertical_ticks(&placed.y, frame.height));
    let line = |from, to, ink| canvas.line(&[frame.place(from), frame.place(to)], ink, 1.0);
    // Close to the end of an axis, a line at zero would look like a second axis.
    let ink = |tick: &Tick| if tick.label == "0" && (0.06..0.94).contains(&tick.at) { Ink::Zero } else { Ink::Grid };
    // Cells fill what lines would divide.
    let lines = placed.cells.is_none();
    for tick in x_ticks.iter().filter(|_| lines && !placed.x.has_words()) {
        line((tick.at, 0.0), (tick.at, 1.0), ink(tick));
    }
    for tick in &y_ticks {
        if lines {
            line((0.0, tick.at), (1.0, tick.at), ink(tick));
        }
        if vertical_labels {
            let (x, y) = frame.place((0.0, tick.at));
            canvas.text(&tick.label, (x - GAP, y), Anchor::Right, Ink::Label);
        }
    }
    line((0.0, 0.0), (1.0, 0.0), Ink::Axis);
    line((0.0, 0.0), (0.0, 1.0), Ink::Axis);
    draw_horizontal_labels(canvas, placed, &x_ticks, frame);
}

fn draw_horizontal_labels(canvas: &Canvas<'_>, placed: &Placed<'_>, ticks: &[Tick], frame: Frame) {
    let labels = Labels::of(&placed.x, ticks, frame.width);
    for tick in ticks {
        let (x, y) = frame.place((tick.at, 0.0));
        match &labels {
            Labels::Slanted { .. } => canvas.text(&tick.label, (x + 4.0, y + GAP + 3.0), Anchor::Slanted, Ink::Label),
            Labels::Straight { width, .. } => {
                for (number, words) in wrap(&tick.label, *width).iter().enumerate() {
                    let y = y + GAP + number as f64 * LABEL_LINE;
                    canvas.text(words, (x, y), Anchor::Below, Ink::Label);
                }
            }
        }
    }
    let (center, bottom) = frame.place((0.5, 0.0));
    let below = bottom + GAP + labels.height() + 4.0;
    canvas.text(&placed.panel.x.label, (center, below), Anchor::Below, Ink::Label);
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
pub(super) fn draw_series(canvas: &Canvas<'_>, drawn: &[Drawn<'_>], frame: Frame, style: Style) -> usize {
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

fn draw_one(canvas: &Canvas<'_>, drawn: &Drawn<'_>, frame: Frame, style: Style) -> usize {
    let (mark, color) = (drawn.series.mark, drawn.series.color);
    let (ink, width) = match mark {
        Mark::Contour => (Ink::Contour, 0.9),
        Mark::Dashed => (Ink::Dashed(color), LINE),
        Mark::Level(_) => (Ink::Dashed(color), THIN),
        Mark::Span { thickness, .. } => (Ink::Crowd(color), thickness),
        _ => (Ink::Series(color), LINE),
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
        Mark::Line if style.marked_lines => {
            draw_some_points(canvas, drawn, frame);
            0
        }
        _ => 0,
    }
}

/// A mark at each row; tells how many lie beyond the axes.
fn draw_points(canvas: &Canvas<'_>, drawn: &Drawn<'_>, frame: Frame, edged: bool) -> usize {
    let color = drawn.series.color;
    let (radius, ink) = match (drawn.series.mark, drawn.places.len()) {
        (Mark::LinePoints, 41..) => (2.2, Ink::Series(color)),
        (Mark::LinePoints, _) | (_, ..=60) => (3.6, Ink::Series(color)),
        (_, 61..=150) => (2.8, Ink::Crowd(color)),
        _ => (2.2, Ink::Crowd(color)),
    };
    let (inside, beyond): (Vec<Place>, Vec<Place>) =
        drawn.places.iter().flatten().copied().partition(|&place| is_inside(place));
    for place in inside {
        if edged {
            canvas.mark(frame.place(place), radius + EDGE, color, Ink::Paper);
        }
        canvas.mark(frame.place(place), radius, color, ink);
    }
    beyond.len()
}

/// A few marks along a line; those of another color stand elsewhere.
fn draw_some_points(canvas: &Canvas<'_>, drawn: &Drawn<'_>, frame: Frame) {
    const MARKS: usize = 5;
    let color = drawn.series.color;
    let visible: Vec<Place> = drawn.places.iter().flatten().copied().filter(|&place| is_inside(place)).collect();
    let stride = visible.len().div_ceil(MARKS).max(1);
    let first = (color * stride / 3) % stride;
    for &place in visible.iter().skip(first).step_by(stride) {
        canvas.mark(frame.place(place), 3.6, color, Ink::Series(color));
    }
}

/// On the axes counts as inside; a billionth beyond them is rounding.
fn is_inside((x, y): Place) -> bool {
    let range = -1e-9..=1.0 + 1e-9;
    range.contains(&x) && range.contains(&y)
}
