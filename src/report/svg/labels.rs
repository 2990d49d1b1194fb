//! Which values does an axis mark, and how do its labels stand? As many as have space, each clear of its neighbors.

use super::canvas::SLANT;
use super::scale::{Scaled, Tick};
use super::words::{LABEL, LINE, text_width, wrap};
use crate::bits;

/// Free space between an axis and its labels.
pub(super) const GAP: f64 = 7.0;

/// So far a label below a horizontal axis may reach beyond either end of it.
pub(super) const SIDE: f64 = 16.0;

/// Free space between two labels beside each other.
const BETWEEN: f64 = 9.0;
/// The same between words, which are broken into lines.
const BETWEEN_WORDS: f64 = 4.0;

/// How the labels below the horizontal axis stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Labels {
    /// In so many lines of so wide places.
    Straight { lines: usize, width: f64 },
    /// Slanted, reaching so far down and to the left.
    Slanted { height: f64, left: f64 },
}

impl Labels {
    /// Straight where every word fits in its place, else slanted.
    pub(super) fn of(axis: &Scaled, ticks: &[Tick], width: f64) -> Self {
        if !axis.has_words() {
            return Labels::Straight { lines: 1, width };
        }
        let place = width / ticks.len() as f64 - BETWEEN_WORDS;
        let wrapped: Vec<Vec<String>> = ticks.iter().map(|tick| wrap(&tick.label, place)).collect();
        let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        if lines <= 3 && wrapped.iter().flatten().all(|line| text_width(line) <= place) {
            return Labels::Straight { lines, width: place };
        }
        let (sin, cos) = (libm::sin(SLANT.to_radians()), libm::cos(SLANT.to_radians()));
        let longest = ticks.iter().map(|tick| text_width(&tick.label)).fold(0.0, bits::max);
        // The upper corner of the first letter reaches furthest.
        let reach = |tick: &Tick| text_width(&tick.label) * cos + LABEL * sin - tick.at * width;
        let left = ticks.iter().map(reach).fold(0.0, bits::max);
        Labels::Slanted { height: longest * sin + LABEL * cos, left }
    }

    /// How far they reach down.
    pub(super) fn height(&self) -> f64 {
        match self {
            Labels::Straight { lines, .. } => *lines as f64 * LINE,
            Labels::Slanted { height, .. } => *height,
        }
    }

    /// How far they reach to the left of the axis.
    pub(super) fn left(&self) -> f64 {
        if let Labels::Slanted { left, .. } = self { *left } else { 0.0 }
    }
}

/// As many marked values as have space beside each other.
pub(super) fn horizontal_ticks(axis: &Scaled, width: f64) -> Vec<Tick> {
    if axis.has_words() {
        return axis.ticks(usize::MAX);
    }
    let half = |tick: &Tick| text_width(&tick.label) / 2.0;
    let fits = |tick: &Tick| half(tick) <= SIDE + bits::min(tick.at, 1.0 - tick.at) * width;
    let apart = |pair: &[Tick]| (pair[1].at - pair[0].at) * width >= half(&pair[0]) + half(&pair[1]) + BETWEEN;
    // Of steps, as many as fit: each belongs to its own cells.
    let most = axis.places().unwrap_or(((width / 45.0) as usize).min(7)).max(2);
    let fitting = (2..=most).rev().map(|most| axis.ticks(most).into_iter().filter(fits).collect::<Vec<_>>());
    fitting.into_iter().find(|ticks| ticks.windows(2).all(apart)).unwrap_or_else(|| axis.ticks(1))
}

/// As many marked values as have space above each other.
pub(super) fn vertical_ticks(axis: &Scaled, height: f64) -> Vec<Tick> {
    let least = if axis.places().is_some() { LINE } else { 38.0 };
    axis.ticks(((height / least) as usize).max(2))
}

/// The lines of a label beside a vertical axis; words are broken where they would be wider than this.
pub(super) fn vertical_label(axis: &Scaled, tick: &Tick, widest: f64) -> Vec<String> {
    if axis.has_words() { wrap(&tick.label, widest) } else { vec![tick.label.clone()] }
}

/// How wide the labels beside a vertical axis are, and in how many lines the longest stands.
pub(super) fn vertical_size(axis: &Scaled, height: f64, widest: f64) -> (f64, usize) {
    let ticks = vertical_ticks(axis, height);
    let labels: Vec<Vec<String>> = ticks.iter().map(|tick| vertical_label(axis, tick, widest)).collect();
    let width = labels.iter().flatten().map(|line| text_width(line)).fold(0.0, bits::max);
    (width, labels.iter().map(Vec::len).max().unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Axis;

    #[test]
    fn labels_are_clear_of_their_neighbors() {
        for (axis, width) in [
            (Axis::logarithmic("").over(1e-12, 1.0), 120.0),
            (Axis::linear("").over(0.0, 1e-5), 200.0),
            (Axis::linear("").over(0.0, 1e4), 200.0),
        ] {
            let axis = Scaled::over(&axis, std::iter::empty()).unwrap();
            let close = |ticks: &[Tick]| {
                let ends = |tick: &Tick, sign: f64| tick.at * width + sign * text_width(&tick.label) / 2.0;
                ticks.windows(2).any(|pair| ends(&pair[0], 1.0) + BETWEEN > ends(&pair[1], -1.0) + 1e-9)
            };
            let ticks = horizontal_ticks(&axis, width);
            assert!(ticks.len() >= 2 && !close(&ticks), "{ticks:?}");
            assert!(close(&axis.ticks(12)), "planted: too many");
        }
    }

    #[test]
    fn words_that_do_not_fit_are_slanted() {
        let of = |words: &[&str]| {
            let axis = Scaled::words(words.iter().map(|&word| word.to_owned()).collect(), false);
            Labels::of(&axis, &horizontal_ticks(&axis, 200.0), 200.0)
        };
        assert_eq!(of(&["raw", "min_max", "whiten_pca"]), Labels::Straight { lines: 2, width: 200.0 / 3.0 - 4.0 });
        let Labels::Slanted { left, height } = of(&["an_unbreakablywordedlabelofmanyletters", "b", "c", "d"]) else {
            panic!()
        };
        assert!(left > 100.0 && height > 100.0, "{left} {height}");
    }
}
