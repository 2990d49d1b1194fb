//! How do integer coordinates become smooth curves? plotters draws on ten times as many pixels as the picture has units.

use super::ink::{Ink, in_page_colors, style};
use super::sizes::{FINE, FONT_DIVISOR, LABEL, TITLE};
use crate::text::visible;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// A place on the picture, in units; y grows downward.
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

/// A drawing in progress.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

impl<'a> Canvas<'a> {
    fn put<'e, E>(&self, element: &'e E)
    where
        &'e E: plotters::element::PointCollection<'e, (i32, i32)>,
        E: plotters::element::Drawable<SVGBackend<'a>>,
    {
        self.area.draw(element).expect("drawing to memory does not fail");
    }

    /// A line through these places.
    pub(super) fn line(&self, places: &[Place], ink: Ink, width: f64) {
        let mut pixels: Vec<(i32, i32)> = places.iter().map(|&place| pixel(place)).collect();
        pixels.dedup();
        self.put(&PathElement::new(pixels, ink.stand_in().stroke_width((width * FINE) as u32)));
    }

    /// The mark of a series: its shape follows its color.
    pub(super) fn mark(&self, center: Place, radius: f64, color: usize, ink: Ink) {
        let style = ink.stand_in().filled();
        let outline = SHAPES[color % SHAPES.len()];
        if outline.is_empty() {
            return self.put(&Circle::new(pixel(center), (radius * FINE) as u32, style));
        }
        let corner = |&(x, y): &Place| pixel((center.0 + x * radius, center.1 + y * radius));
        self.put(&Polygon::new(outline.iter().map(corner).collect::<Vec<_>>(), style));
    }

    /// A filled rectangle between two opposite corners.
    pub(super) fn rectangle(&self, from: Place, to: Place, ink: Ink) {
        self.put(&Rectangle::new([pixel(from), pixel(to)], ink.stand_in().filled()));
    }

    /// Words in one line.
    pub(super) fn text(&self, words: &str, place: Place, anchor: Anchor, ink: Ink) {
        let (horizontal, vertical) = match anchor {
            Anchor::Left => (HPos::Left, VPos::Center),
            Anchor::Below => (HPos::Center, VPos::Top),
            Anchor::Middle => (HPos::Center, VPos::Center),
            Anchor::Right | Anchor::Slanted => (HPos::Right, VPos::Center),
        };
        let (size, weight) = if ink == Ink::Text { (TITLE, FontStyle::Bold) } else { (LABEL, FontStyle::Normal) };
        let mut font = FontDesc::new(FontFamily::SansSerif, size * FINE * FONT_DIVISOR, weight);
        if matches!(anchor, Anchor::Slanted) {
            font = font.transform(FontTransform::Rotate270);
        }
        let color = ink.stand_in();
        let style = TextStyle::from(font).color(&color).pos(Pos::new(horizontal, vertical));
        self.put(&Text::new(visible(words), pixel(place), style));
    }
}

fn pixel((x, y): Place) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
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

/// About how wide a text of labels is in units; fonts differ, so some space must stay free.
pub(super) fn text_width(words: &str) -> f64 {
    let share = |character: char| match character {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | '|' | ' ' | '(' | ')' | '·' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.88,
        '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁻' => 0.4,
        character if character.is_uppercase() => 0.7,
        _ => 0.57,
    };
    words.chars().map(share).sum::<f64>() * LABEL
}

/// Draws a picture of this size and puts it into the colors of the page.
pub(super) fn picture((width, height): Place, opening: &str, draw: impl FnOnce(&Canvas<'_>)) -> String {
    let mut drawn = String::new();
    {
        let size = ((width * FINE) as u32, (height * FINE) as u32);
        let canvas = Canvas { area: SVGBackend::with_string(&mut drawn, size).into_drawing_area() };
        draw(&canvas);
        canvas.area.present().expect("drawing to memory does not fail");
    }
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    let view = format!("viewBox=\"0 0 {} {}\"", width * FINE, height * FINE);
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {view} {opening}>\n{}\n{}", style(body), in_page_colors(body))
}
