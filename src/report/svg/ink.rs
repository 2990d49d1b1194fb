//! Which color does a shape get, if the page is to decide? `currentColor`, or a variable of the page with a color for where the page names none.
//!
//! Predictions have dashes of their own, so that a picture reads without color. A number in a cell has the color that stands out from the
//! cell: `--wellposed-on-low` up to the middle of the colors for numbers, `--wellposed-on-high` beyond it. The middle is as far from black as
//! from white, so that either has a contrast of 4.5 at least (WCAG 2.2).

/// The color of each series where the page names none, after Okabe and Ito (2008); gray and brown replace yellow and black, which
/// vanish on one of the backgrounds.
const PALETTE: [&str; 8] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#9c6b4e"];

/// Brighter ones for a dark background.
const DARK_PALETTE: [&str; 8] =
    ["#4aa8e8", "#ff8f4d", "#3fcf9f", "#e39cc6", "#f2b632", "#8fd0f5", "#a9a9a9", "#c99b7d"];

/// The ends and the middle of the colors that stand for numbers: from near the background to far from it, so that lightness alone tells the
/// order; then the colors of numbers up to the middle and beyond it, and that of the background. The theme of the book names the first five too.
const RAMP: [&str; 6] = ["#f1e3ae", "#2c827f", "#22316b", "#010101", "#ffffff", "#ffffff"];

/// The same for a dark background.
const DARK_RAMP: [&str; 6] = ["#2c3557", "#2c827f", "#f8e58c", "#ffffff", "#010101", "#1c1e21"];

/// The variables of the page for these.
const RAMP_VARIABLES: [&str; 6] =
    ["--wellposed-low", "--wellposed-middle", "--wellposed-high", "--wellposed-on-low", "--wellposed-on-high", "--bg"];

/// Colors for numbers are counted from 0 to this.
pub(super) const LEVELS: u8 = 100;

/// The dashes of predictions, in units: they tell two predictions apart without color.
const DASHES: [&str; 8] = ["6 4", "2 3", "10 3 2 3", "6 2 2 2 2 2", "14 5", "4 2", "10 3 3 3 3 3", "2 6"];

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
    /// The number in such a cell.
    OnShade(u8),
    /// A cell for a word: pale enough for a letter in it.
    Tint(usize),
    /// The letter in a cell.
    Letter,
}

impl Ink {
    /// The attributes of a filled shape.
    pub(super) fn fill(self) -> String {
        self.attributes("fill")
    }

    /// The attributes of a line.
    pub(super) fn stroke(self) -> String {
        let dashes = match self {
            Ink::Dashed(color) => format!(" stroke-dasharray=\"{}\"", DASHES[color % DASHES.len()]),
            _ => String::new(),
        };
        self.attributes("stroke") + &dashes
    }

    fn attributes(self, property: &str) -> String {
        let series = |color: usize| {
            let color = color % PALETTE.len();
            format!("var(--wellposed-{}, {})", color + 1, PALETTE[color])
        };
        let (color, opacity) = match self {
            Ink::Text | Ink::Letter => ("currentColor".into(), ""),
            Ink::Label => ("currentColor".into(), "0.8"),
            Ink::Axis => ("currentColor".into(), "0.6"),
            Ink::Grid => ("currentColor".into(), "0.12"),
            Ink::Zero => ("currentColor".into(), "0.3"),
            Ink::Contour => ("currentColor".into(), "0.35"),
            Ink::Series(color) | Ink::Dashed(color) => (series(color), ""),
            Ink::Crowd(color) => (series(color), "0.6"),
            Ink::Tint(color) => (series(color), "0.45"),
            Ink::Paper => (named(5), ""),
            Ink::Shade(level) => (shade(level), ""),
            Ink::OnShade(level) => (named(if level <= LEVELS / 2 { 3 } else { 4 }), ""),
        };
        match opacity {
            "" => format!("{property}=\"{color}\""),
            _ => format!("{property}=\"{color}\" {property}-opacity=\"{opacity}\""),
        }
    }
}

/// Colors and font for a picture that stands alone. Inside a page the root is the page, and the rules would match nothing.
pub(crate) fn style() -> String {
    let series = DARK_PALETTE.iter().enumerate().map(|(color, value)| format!(";--wellposed-{}:{value}", color + 1));
    let ramp = RAMP_VARIABLES.iter().zip(DARK_RAMP).map(|(name, value)| format!(";{name}:{value}"));
    let dark: String = series.chain(ramp).collect();
    format!(
        "svg:root{{color:#1c1e21;color-scheme:light dark;font-family:sans-serif}}\
         @media (prefers-color-scheme:dark){{svg:root{{color:#d0d4d9{dark}}}}}"
    )
}

fn named(variable: usize) -> String {
    format!("var({}, {})", RAMP_VARIABLES[variable], RAMP[variable])
}

/// The color of a level: a mixture of the two nearest of low, middle and high, even steps to the eye.
fn shade(level: u8) -> String {
    let middle = LEVELS / 2;
    let (from, share) = if level <= middle { (0, level) } else { (1, level - middle) };
    let percent = 100 * u32::from(share) / u32::from(middle);
    match percent {
        0 => named(from),
        100 => named(from + 1),
        _ => format!("color-mix(in oklab, {}, {} {percent}%)", named(from), named(from + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits;

    const BOOK: &str = include_str!("../../../book/theme/wellposed.css");
    const PAGE: &str = include_str!("../../own_data/page/page.css");

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

    /// The values of these variables in a sheet of styles: for a light page and for a dark one.
    fn named_in(sheet: &str) -> [[String; 5]; 2] {
        let values = |name: &str| -> Vec<String> {
            sheet.split(&format!("{name}: ")).skip(1).map(|rest| rest.split(';').next().unwrap().to_owned()).collect()
        };
        let all: [Vec<String>; 5] = std::array::from_fn(|number| values(RAMP_VARIABLES[number]));
        [0, 1].map(|theme| all.each_ref().map(|values| values[theme].clone()))
    }

    #[test]
    fn larger_numbers_stand_out_more_from_either_background() {
        for (ramp, background) in [(RAMP, "#ffffff"), (DARK_RAMP, "#141617")] {
            let [low, middle, high, ..] = ramp.map(|color| contrast(color, background));
            assert!(low > 1.2, "the low end is no background: {low}");
            assert!(middle > 1.9 * low && high > 1.9 * middle, "{low} {middle} {high}");
        }
        let planted = [RAMP[0], RAMP[2], RAMP[1]].map(|color| contrast(color, "#ffffff"));
        assert!(planted[2] < planted[1], "another order is caught");
    }

    #[test]
    fn numbers_stand_out_from_their_cells_in_every_theme() {
        // Between the ends and the middle lightness is between theirs, so the three tell for all.
        let least = |[low, middle, high, on_low, on_high]: [&str; 5]| {
            [contrast(low, on_low), contrast(middle, on_low), contrast(middle, on_high), contrast(high, on_high)]
                .into_iter()
                .fold(f64::INFINITY, bits::min)
        };
        let alone = [RAMP, DARK_RAMP].map(|ramp| [ramp[0], ramp[1], ramp[2], ramp[3], ramp[4]]);
        let sheets = [named_in(BOOK), named_in(PAGE)];
        let named = sheets.iter().flatten().map(|ramp| ramp.each_ref().map(String::as_str));
        for ramp in alone.into_iter().chain(named) {
            assert!(least(ramp) >= 4.5, "{}: {ramp:?}", least(ramp));
        }
        let planted = ["#f1e3ae", "#3c9a97", "#22316b", "#010101", "#ffffff"];
        assert!(least(planted) < 4.5, "a lighter middle is caught");
    }

    #[test]
    fn the_theme_of_the_book_names_the_same_colors() {
        for (named, ramp) in named_in(BOOK).iter().zip([RAMP, DARK_RAMP]) {
            assert_eq!(named[..], ramp[..5]);
        }
    }

    #[test]
    fn levels_are_mixed_from_their_neighbors() {
        assert_eq!(shade(0), "var(--wellposed-low, #f1e3ae)");
        assert_eq!(shade(50), "var(--wellposed-middle, #2c827f)");
        assert_eq!(shade(100), "var(--wellposed-high, #22316b)");
        assert_eq!(
            shade(60),
            "color-mix(in oklab, var(--wellposed-middle, #2c827f), var(--wellposed-high, #22316b) 20%)"
        );
    }

    #[test]
    fn predictions_differ_by_their_dashes_too() {
        assert_eq!(Ink::Dashed(9).stroke(), "stroke=\"var(--wellposed-2, #d55e00)\" stroke-dasharray=\"2 3\"");
        assert_eq!(Ink::Crowd(0).fill(), "fill=\"var(--wellposed-1, #0072b2)\" fill-opacity=\"0.6\"");
        assert!((1..8).all(|color| !DASHES[..color].contains(&DASHES[color])));
    }
}
