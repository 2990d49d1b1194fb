//! Which color does a line get, if the page is to decide? A stand-in for each role while plotters draws; afterwards each stand-in
//! is replaced by `currentColor` or by a variable of the page with a fallback.
//!
//! Predictions get their dashes in the same way, so that a picture reads without color.

use super::sizes::{FINE, FONT_DIVISOR, LABEL, SLANT, TITLE};
use plotters::style::{Color, RGBAColor, RGBColor};

/// The color of each series where the page names none, after Okabe and Ito (2008); gray and brown replace yellow and black, which
/// vanish on one of the backgrounds.
const PALETTE: [&str; 8] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#9c6b4e"];

/// Brighter ones for a dark background.
const DARK_PALETTE: [&str; 8] =
    ["#4aa8e8", "#ff8f4d", "#3fcf9f", "#e39cc6", "#f2b632", "#8fd0f5", "#a9a9a9", "#c99b7d"];

/// The ends and the middle of the colors that stand for numbers: from near the background to far from it, so that lightness alone tells the
/// order. The theme of the book names the same colors.
const RAMP: [&str; 3] = ["#f1e3ae", "#3c9a97", "#22316b"];

/// The same for a dark background.
const DARK_RAMP: [&str; 3] = ["#2c3557", "#2f918c", "#f8e58c"];

/// The variables of the page for the colors of numbers.
const RAMP_VARIABLES: [&str; 3] = ["--wellposed-low", "--wellposed-middle", "--wellposed-high"];

/// The color under a line that crosses cells.
const PAPER: &str = "var(--bg, #ffffff)";

/// The stand-ins of [`Ink::Paper`] and, as far as they are alike, of [`Ink::Shade`].
const PAPERS: &str = "\"#040000\"";
const SHADES: &str = "\"#05";

/// Colors for numbers are counted from 0 to this.
pub(super) const LEVELS: u8 = 100;

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
    /// The background of the page.
    Paper,
    /// A cell for a number, from 0 to [`LEVELS`].
    Shade(u8),
    /// A cell for a word: pale enough for a letter in it.
    Tint(usize),
    /// The letter in a cell.
    Letter,
}

impl Ink {
    /// The stand-in color: the first byte tells the role, the second the series or the level.
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
            Ink::Paper => RGBColor(4, 0, 0).mix(1.0),
            Ink::Shade(level) => RGBColor(5, level, 0).mix(1.0),
            Ink::Tint(color) => RGBColor(2, series(color), 0).mix(0.45),
            Ink::Letter => RGBColor(1, 0, 0).mix(1.0),
        }
    }
}

/// Colors and font for a picture that stands alone; inside a page the root is the page, and the rules match nothing.
/// The colors of cells are named only for a picture that has some.
pub(super) fn style(body: &str) -> String {
    let mut dark: String =
        DARK_PALETTE.iter().enumerate().map(|(color, value)| format!(";--wellposed-{}:{value}", color + 1)).collect();
    if body.contains(SHADES) {
        dark.extend(RAMP_VARIABLES.iter().zip(DARK_RAMP).map(|(name, value)| format!(";{name}:{value}")));
    }
    if body.contains(PAPERS) {
        dark += ";--bg:#1c1e21";
    }
    format!(
        "<style>svg:root{{color:#1c1e21;font-family:sans-serif}}\
         @media (prefers-color-scheme:dark){{svg:root{{color:#d0d4d9{dark}}}}}</style>"
    )
}

/// Whether these are the rules of a picture that [`style`] made: for cells or none, for edges or none.
#[cfg(feature = "book")]
pub(crate) fn is_own_style(rules: &str) -> bool {
    let element = format!("<style>{rules}</style>");
    ["", SHADES, PAPERS, &[SHADES, PAPERS].concat()].iter().any(|body| style(body) == element)
}

/// Replaces the stand-ins, and drops what plotters writes and no one needs.
pub(super) fn in_page_colors(body: &str) -> String {
    let slant = format!("=\"rotate(-{SLANT}, ");
    let mut text = body
        .replace(" opacity=\"1\"", "")
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" stroke=\"none\" stroke-width=\"1\"", "")
        .replace(" \"/>", "\"/>")
        .replace("=\"rotate(270, ", &slant)
        .replace("\n</text>", "</text>")
        .replace("\"#010000\"", "\"currentColor\"")
        .replace(PAPERS, &format!("\"{PAPER}\""));
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
    if text.contains(SHADES) {
        for level in 0..=LEVELS {
            text = text.replace(&format!("\"#05{level:02X}00\""), &format!("\"{}\"", shade(level)));
        }
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

/// The color of a level: a mixture of the two nearest of low, middle and high, even steps to the eye.
fn shade(level: u8) -> String {
    let middle = LEVELS / 2;
    let (from, share) = if level <= middle { (0, level) } else { (1, level - middle) };
    let color = |stop: usize| format!("var({}, {})", RAMP_VARIABLES[stop], RAMP[stop]);
    let percent = 100 * u32::from(share) / u32::from(middle);
    match percent {
        0 => color(from),
        100 => color(from + 1),
        _ => format!("color-mix(in oklab, {}, {} {percent}%)", color(from), color(from + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits;

    /// Relative luminance of `#rrggbb` (WCAG 2.2).
    fn luminance(color: &str) -> f64 {
        let channel = |at: usize| {
            let share = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        bits::max(one, other) / bits::min(one, other)
    }

    #[test]
    fn larger_numbers_stand_out_more_from_either_background() {
        for (ramp, background) in [(RAMP, "#ffffff"), (DARK_RAMP, "#141617")] {
            let [low, middle, high] = ramp.map(|color| contrast(color, background));
            assert!(low > 1.2, "the low end is no background: {low}");
            assert!(middle > 1.9 * low && high > 1.9 * middle, "{low} {middle} {high}");
        }
        let planted = [RAMP[0], RAMP[2], RAMP[1]].map(|color| contrast(color, "#ffffff"));
        assert!(planted[2] < planted[1], "another order is caught");
    }

    #[test]
    fn the_theme_of_the_book_names_the_same_colors() {
        let theme = include_str!("../../../book/theme/wellposed.css");
        for ramp in [RAMP, DARK_RAMP] {
            for (name, value) in RAMP_VARIABLES.iter().zip(ramp) {
                assert!(theme.contains(&format!("{name}: {value};")), "{name}: {value}");
            }
        }
    }

    #[test]
    fn levels_are_mixed_from_their_neighbors() {
        assert_eq!(shade(0), "var(--wellposed-low, #f1e3ae)");
        assert_eq!(shade(50), "var(--wellposed-middle, #3c9a97)");
        assert_eq!(shade(100), "var(--wellposed-high, #22316b)");
        assert_eq!(
            shade(60),
            "color-mix(in oklab, var(--wellposed-middle, #3c9a97), var(--wellposed-high, #22316b) 20%)"
        );
    }
}
