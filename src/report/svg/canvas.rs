//! How does a drawing become text? Each shape is one line of SVG, with coordinates in tenths of a unit.
//!
//! A coordinate is rounded to a whole number of tenths and written as such, so every machine writes the same digits and none writes −0.
//!
//! ```text
//! canvas.line(&[(0.0, 1.25), (10.0, -0.01)], Ink::Axis, 1.0)
//! <polyline points="0,1.3 10,0" stroke="currentColor" stroke-opacity="0.6"/>
//! ```

use super::ink::Ink;
use super::words::{LABEL, TITLE};
use crate::text::html;
use std::fmt::Write;

/// A place on a piece of the picture, in units; y grows downward.
pub(super) type Place = (f64, f64);

/// Where a text stands about its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    /// To the right of it, on its line.
    Left,
    /// To both sides of it, below.
    Below,
    /// To all sides of it.
    Middle,
    /// To the left of it, centered on its line.
    Right,
    /// To the left of it, rising toward it.
    Slanted,
}

/// The steepness of slanted labels, in degrees.
pub(super) const SLANT: f64 = 35.0;

/// A drawing in progress: elements, each on its line.
#[derive(Default)]
pub(super) struct Canvas(String);

impl Canvas {
    /// The elements that were drawn.
    pub(super) fn into_elements(self) -> String {
        self.0
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        writeln!(self.0, "{element}").expect("a string takes every text");
    }

    /// A line through these places.
    pub(super) fn line(&mut self, places: &[Place], ink: Ink, width: f64) {
        let mut written: Vec<String> = places.iter().map(|&place| pair(place)).collect();
        written.dedup();
        let width = if width == 1.0 { String::new() } else { format!(" stroke-width=\"{}\"", coordinate(width)) };
        self.put(format_args!("<polyline points=\"{}\" {}{width}/>", written.join(" "), ink.stroke()));
    }

    /// The mark of a series: its shape follows its color.
    pub(super) fn mark(&mut self, center: Place, radius: f64, color: usize, ink: Ink) {
        let outline = SHAPES[color % SHAPES.len()];
        if outline.is_empty() {
            let [x, y, radius] = [center.0, center.1, radius].map(coordinate);
            return self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {}/>", ink.fill()));
        }
        let corner = |&(x, y): &Place| pair((center.0 + x * radius, center.1 + y * radius));
        let corners: Vec<String> = outline.iter().map(corner).collect();
        self.put(format_args!("<polygon points=\"{}\" {}/>", corners.join(" "), ink.fill()));
    }

    /// A filled rectangle between its upper left and its lower right corner.
    pub(super) fn rectangle(&mut self, from: Place, to: Place, ink: Ink) {
        // The size is that of the rounded corners, so that neighbors meet.
        let [x, y, width, height] =
            [tenths(from.0), tenths(from.1), tenths(to.0) - tenths(from.0), tenths(to.1) - tenths(from.1)].map(decimal);
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        self.put(format_args!("<rect {place} {}/>", ink.fill()));
    }

    /// Words in one line.
    pub(super) fn text(&mut self, words: &str, place: Place, anchor: Anchor, ink: Ink) {
        if words.is_empty() {
            return;
        }
        let title = ink == Ink::Text;
        let size = if title { TITLE } else { LABEL };
        // From the middle and from the top of small letters to the line on which they stand.
        let down = if matches!(anchor, Anchor::Below) { 0.8 } else { 0.35 };
        let [x, y] = [place.0, place.1 + down * size].map(coordinate);
        let side = match anchor {
            Anchor::Left => "",
            Anchor::Below | Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::Right | Anchor::Slanted => " text-anchor=\"end\"",
        };
        let turned = match anchor {
            Anchor::Slanted => format!(" transform=\"rotate(-{SLANT}, {x}, {y})\""),
            _ => String::new(),
        };
        let font = if title { format!(" font-size=\"{size}\" font-weight=\"bold\"") } else { String::new() };
        let shape = format!("x=\"{x}\" y=\"{y}\"{side}{turned}{font}");
        self.put(format_args!("<text {shape} {}>{}</text>", ink.fill(), html(words)));
    }
}

fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}

/// So many tenths as a decimal.
fn decimal(tenths: i64) -> String {
    let (sign, size) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    let whole = size / 10;
    if size % 10 == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", size % 10) }
}

/// A number of units, rounded to tenths.
pub(super) fn coordinate(value: f64) -> String {
    decimal(tenths(value))
}

fn pair((x, y): Place) -> String {
    format!("{},{}", coordinate(x), coordinate(y))
}

/// The outlines of the marks for a radius of 1: circle (no corners), square, triangle, diamond, turned triangle, cross, hexagon, plus.
const SHAPES: [&[Place]; 8] = [
    &[],
    &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    &[(0.0, -1.25), (1.15, 0.8), (-1.15, 0.8)],
    &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
    &[(0.0, 1.25), (1.15, -0.8), (-1.15, -0.8)],
    &[
        (-0.7, -1.2),
        (0.0, -0.5),
        (0.7, -1.2),
        (1.2, -0.7),
        (0.5, 0.0),
        (1.2, 0.7),
        (0.7, 1.2),
        (0.0, 0.5),
        (-0.7, 1.2),
        (-1.2, 0.7),
        (-0.5, 0.0),
        (-1.2, -0.7),
    ],
    &[(-0.6, -1.04), (0.6, -1.04), (1.2, 0.0), (0.6, 1.04), (-0.6, 1.04), (-1.2, 0.0)],
    &[
        (-0.4, -1.3),
        (0.4, -1.3),
        (0.4, -0.4),
        (1.3, -0.4),
        (1.3, 0.4),
        (0.4, 0.4),
        (0.4, 1.3),
        (-0.4, 1.3),
        (-0.4, 0.4),
        (-1.3, 0.4),
        (-1.3, -0.4),
        (-0.4, -0.4),
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shape_is_a_line_of_svg() {
        let mut canvas = Canvas::default();
        canvas.line(&[(0.0, 1.25), (0.01, 1.25), (10.0, -0.01)], Ink::Axis, 1.8);
        canvas.mark((5.0, 6.0), 3.6, 0, Ink::Series(0));
        canvas.mark((5.0, 6.0), 10.0, 1, Ink::Paper);
        canvas.rectangle((0.0, 0.0), (7.34, 2.0), Ink::Shade(0));
        canvas.text("a < b", (1.0, 2.0), Anchor::Right, Ink::Label);
        canvas.text("", (1.0, 2.0), Anchor::Right, Ink::Label);
        let expected = "<polyline points=\"0,1.3 10,0\" stroke=\"currentColor\" stroke-opacity=\"0.6\" stroke-width=\"1.8\"/>\n\
             <circle cx=\"5\" cy=\"6\" r=\"3.6\" fill=\"var(--wellposed-1, #0072b2)\"/>\n\
             <polygon points=\"-4,-3 14,-3 14,15 -4,15\" fill=\"var(--bg, #ffffff)\"/>\n\
             <rect x=\"0\" y=\"0\" width=\"7.3\" height=\"2\" fill=\"var(--wellposed-low, #f1e3ae)\"/>\n\
             <text x=\"1\" y=\"6.2\" text-anchor=\"end\" fill=\"currentColor\" fill-opacity=\"0.8\">a &lt; b</text>\n";
        assert_eq!(canvas.into_elements(), expected);
    }

    #[test]
    fn coordinates_are_whole_tenths_without_a_negative_zero() {
        assert_eq!(
            [0.0, -0.0, -0.04, 0.05, -0.05, -12.0, 1.25, 99.96].map(coordinate),
            ["0", "0", "0", "0.1", "-0.1", "-12", "1.3", "100"]
        );
        // Planted: the usual way of writing has one.
        assert_eq!(format!("{:.1}", -0.04), "-0.0");
    }
}
