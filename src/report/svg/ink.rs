//! Which color does a line get, if the page is to decide? A stand-in for each role while plotters draws; afterwards each stand-in
//! is replaced by `currentColor` or by a variable of the page with a fallback.
//!
//! Predictions get their dashes in the same way, so that a picture reads without color.

use super::canvas::{FINE, FONT_DIVISOR, LABEL, SLANT, TITLE};
use plotters::style::{Color, RGBAColor, RGBColor};

/// The color of each series where the page names none, after Okabe and Ito (2008); gray and brown replace yellow and black, which
/// vanish on one of the backgrounds.
const PALETTE: [&str; 8] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#9c6b4e"];

/// Brighter ones for a dark background.
const DARK_PALETTE: [&str; 8] =
    ["#4aa8e8", "#ff8f4d", "#3fcf9f", "#e39cc6", "#f2b632", "#8fd0f5", "#a9a9a9", "#c99b7d"];

/// The dashes of predictions, in pixels: they tell two predictions apart without color.
const DASHES: [&str; 8] =
    ["60 40", "20 30", "100 30 20 30", "60 20 20 20 20 20", "140 50", "40 20", "100 30 30 30 30 30", "20 60"];

/// What is drawn with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ink {
    /// Titles.
    Text,
    /// Labels.
    Label,
    /// The two lines of a panel.
    Axis,
    /// Lines behind the data.
    Grid,
    /// The line at zero, where zero is not an end.
    Zero,
    /// Contours.
    Contour,
    /// A series.
    Series(usize),
    /// Points of a series of many.
    Crowd(usize),
    /// The prediction of a series.
    Dashed(usize),
}

impl Ink {
    /// The stand-in color: the first byte tells the role, the second the series.
    pub(super) fn stand_in(self) -> RGBAColor {
        let series = |color: usize| (color % PALETTE.len()) as u8;
        match self {
            Ink::Text => RGBColor(1, 0, 0).mix(1.0),
            Ink::Label => RGBColor(1, 0, 0).mix(0.8),
            Ink::Axis => RGBColor(1, 0, 0).mix(0.6),
            Ink::Grid => RGBColor(1, 0, 0).mix(0.12),
            Ink::Zero => RGBColor(1, 0, 0).mix(0.3),
            Ink::Contour => RGBColor(1, 0, 0).mix(0.35),
            Ink::Series(color) => RGBColor(2, series(color), 0).mix(1.0),
            Ink::Crowd(color) => RGBColor(2, series(color), 0).mix(0.6),
            Ink::Dashed(color) => RGBColor(3, series(color), 0).mix(1.0),
        }
    }
}

/// Colors and font for a picture that stands alone; inside a page the root is the page, and the rules match nothing.
pub(super) fn style() -> String {
    let dark: String =
        DARK_PALETTE.iter().enumerate().map(|(color, value)| format!(";--wellposed-{}:{value}", color + 1)).collect();
    format!(
        "<style>svg:root{{color:#1c1e21;font-family:sans-serif}}\
         @media (prefers-color-scheme:dark){{svg:root{{color:#d0d4d9{dark}}}}}</style>"
    )
}

/// Replaces the stand-ins, and drops what plotters writes and no one needs.
pub(super) fn in_page_colors(body: &str) -> String {
    let slant = format!("rotate(-{SLANT}, ");
    let mut text = body
        .replace(" opacity=\"1\"", "")
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" stroke=\"none\" stroke-width=\"1\"", "")
        .replace(" \"/>", "\"/>")
        .replace("rotate(270, ", &slant)
        .replace("\n</text>", "</text>")
        .replace("\"#010000\"", "\"currentColor\"");
    for size in [TITLE, LABEL] {
        let written = size * FINE * FONT_DIVISOR / FONT_DIVISOR;
        text = text.replace(&format!("font-size=\"{written}\""), &format!("font-size=\"{}\"", size * FINE));
    }
    for (color, value) in PALETTE.iter().enumerate() {
        let variable = format!("\"var(--wellposed-{}, {value})\"", color + 1);
        let dashed = format!("{variable} stroke-dasharray=\"{}\"", DASHES[color]);
        text = text.replace(&format!("\"#02{color:02X}00\""), &variable);
        text = text.replace(&format!("\"#03{color:02X}00\""), &dashed);
    }
    text.lines().fold(String::new(), |mut joined, line| {
        joined.push_str(line);
        // The words of a text stand on the line of its tag.
        if !(line.starts_with("<text ") && line.ends_with('>') && !line.ends_with("</text>")) {
            joined.push('\n');
        }
        joined
    })
}
