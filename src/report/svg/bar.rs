//! Which color stands for which number? A bar with marked values above the panels, shared by all grids of its name.

use super::canvas::{Anchor, Canvas};
use super::data::Placed;
use super::error::FigureError;
use super::ink::{Ink, LEVELS};
use super::piece::Piece;
use super::scale::{Scaled, Tick};
use super::words::{LINE, set, text_width};
use crate::bits;
use crate::report::{Axis, Mark, Scale};

/// The height that a bar takes, with its name and its marked values.
const HEIGHT: f64 = 52.0;

const LENGTH: f64 = 260.0;
const THICKNESS: f64 = 12.0;

/// A name, and the range of numbers over which the colors are spread.
pub(super) struct Bar<'a> {
    pub(super) label: &'a str,
    pub(super) scaled: Scaled,
    asked: (Scale, Option<(f64, f64)>),
}

impl<'a> Bar<'a> {
    /// The bars of a figure; grids of one name must agree on scale and range.
    pub(super) fn all(placed: &[Placed<'a>]) -> Result<Vec<Bar<'a>>, FigureError> {
        let mut bars: Vec<Bar<'_>> = Vec::new();
        for cells in placed.iter().filter_map(|placed| placed.cells.as_ref()) {
            let (scale, range) = match cells.series.mark {
                Mark::Heat { scale, range, .. } => (scale, range),
                Mark::Signed { range, .. } => (Scale::Linear, Some(range)),
                _ => continue,
            };
            let (label, asked) = (cells.series.label.as_str(), (scale, range));
            match bars.iter().find(|bar| bar.label == label) {
                Some(bar) if bar.asked == asked => {}
                Some(_) => return Err(FigureError::TwoScales(label.to_owned())),
                None => {
                    let same = placed.iter().filter_map(|placed| placed.cells.as_ref());
                    let numbers = same.filter(|cells| cells.series.label == label).flat_map(|cells| cells.numbers());
                    bars.push(Bar { label, scaled: spread(scale, range, numbers)?, asked });
                }
            }
        }
        Ok(bars)
    }

    /// The piece of the picture with name, colors and marked values.
    pub(super) fn piece(&self) -> Piece {
        let (mut canvas, label, ticks) = (Canvas::default(), set(self.label), self.scaled.ticks(5));
        canvas.text(&label, (0.0, LINE / 2.0), Anchor::Left, Ink::Label);
        // Half of the first label stands to the left of its tick, half of the last one to the right.
        let beyond = |tick: &Tick, at: f64| bits::max(text_width(&tick.label) / 2.0 - at * LENGTH, 0.0);
        let left = ticks.first().map_or(0.0, |tick| beyond(tick, tick.at));
        let right = ticks.last().map_or(0.0, |tick| beyond(tick, 1.0 - tick.at));
        let top = LINE + 2.0;
        let step = LENGTH / f64::from(LEVELS + 1);
        for level in 0..=LEVELS {
            let from = left + step * f64::from(level);
            // Each reaches under the next, so that no background shines through between them.
            let to = bits::min(from + 2.0 * step, left + LENGTH);
            canvas.rectangle((from, top), (to, top + THICKNESS), Ink::Shade(level));
        }
        for tick in ticks {
            let (x, bottom) = (left + tick.at * LENGTH, top + THICKNESS);
            canvas.line(&[(x, bottom), (x, bottom + 3.0)], Ink::Axis, 1.0);
            canvas.text(&tick.label, (x, bottom + 5.0), Anchor::Below, Ink::Label);
        }
        Piece::key((bits::max(left + LENGTH + right, text_width(&label)), HEIGHT), canvas)
    }
}

/// Exactly over the numbers, or over the range that was asked for; a single number stands in the middle of one unit or of one decade.
fn spread(scale: Scale, range: Option<(f64, f64)>, numbers: impl Iterator<Item = f64>) -> Result<Scaled, FigureError> {
    let logarithmic = scale == Scale::Logarithmic;
    let axis = if logarithmic { Axis::logarithmic("") } else { Axis::linear("") };
    let placeable = numbers.filter(|number| number.is_finite() && !(logarithmic && *number <= 0.0));
    let (low, high) = placeable.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
        (bits::min(low, number), bits::max(high, number))
    });
    let (low, high) = match range {
        Some(range) => range,
        None if low < high => (low, high),
        None if low == high && logarithmic => (low / 10.0_f64.sqrt(), low * 10.0_f64.sqrt()),
        None if low == high => (low - 0.5, low + 0.5),
        None if logarithmic => (1.0, 10.0),
        None => (0.0, 1.0),
    };
    Scaled::over(&axis.over(low, high), std::iter::empty())
}
