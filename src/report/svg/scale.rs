//! Where on an axis does a value lie? All positions are shares of the axis, 0 at its low end.
//!
//! Logarithms come from `libm`, so that every machine draws the same picture.

use super::error::FigureError;
use super::signed;
use super::ticks::{linear_ticks, powers};
use super::words::{set, set_number};
use crate::bits;
use crate::report::number::{for_reading, shortened};
use crate::report::{Axis, Digits, Scale};

/// A marked value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// Its position, 0 to 1.
    pub(super) at: f64,
    /// What is written there.
    pub(super) label: String,
}

/// An axis with its range settled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scaled {
    kind: Kind,
    /// The ends, as powers of ten on a logarithmic axis.
    pub(super) low: f64,
    pub(super) high: f64,
    /// Words are names, written as they are.
    names: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Linear,
    Logarithmic,
    /// Both signs, sizes by their logarithms down to 10 to this power.
    Signed(i32),
    /// One place for each word, at 0, 1, 2, …
    Words(Vec<String>),
    /// One place for each of these increasing numbers, at 0, 1, 2, …; other numbers lie between them, by their logarithm if so asked.
    Steps {
        numbers: Vec<f64>,
        logarithmic: bool,
    },
}

/// Free space at either end of a range that is taken from the data, as a share of the range.
const PADDING: f64 = 0.05;

impl Scaled {
    /// The axis over its own range, or over these values with some space around them.
    pub(super) fn over(axis: &Axis, values: impl Iterator<Item = f64>) -> Result<Self, FigureError> {
        let kind = match axis.scale {
            Scale::Linear => Kind::Linear,
            Scale::Logarithmic => Kind::Logarithmic,
            Scale::SignedLogarithmic { smallest } => Kind::Signed(smallest),
        };
        let mut scaled = Scaled { kind, low: f64::INFINITY, high: f64::NEG_INFINITY, names: false };
        if let Some((low, high)) = axis.range {
            let ends = (scaled.inner(low), scaled.inner(high));
            let (Some(inner_low), Some(inner_high)) = ends else { return Err(FigureError::Range(low, high)) };
            (scaled.low, scaled.high) = (inner_low, inner_high);
            return if inner_low < inner_high { Ok(scaled) } else { Err(FigureError::Range(low, high)) };
        }
        for value in values.filter_map(|value| scaled.inner(value)).collect::<Vec<_>>() {
            (scaled.low, scaled.high) = (bits::min(scaled.low, value), bits::max(scaled.high, value));
        }
        if scaled.low > scaled.high {
            (scaled.low, scaled.high) = (0.0, 1.0);
        }
        // A single value stands in the middle of one unit, or of one decade.
        let span = if scaled.high > scaled.low { PADDING * (scaled.high - scaled.low) } else { 0.5 };
        (scaled.low, scaled.high) = (scaled.low - span, scaled.high + span);
        Ok(scaled)
    }

    /// An axis with one place for each word.
    pub(super) fn words(words: Vec<String>, names: bool) -> Self {
        let high = words.len() as f64 - 0.5;
        Scaled { kind: Kind::Words(words), low: -0.5, high, names }
    }

    /// An axis with one place for each of these numbers.
    pub(super) fn steps(axis: &Axis, mut numbers: Vec<f64>) -> Result<Self, FigureError> {
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        let logarithmic = axis.scale == Scale::Logarithmic;
        if let (Some(&first), Some(&last)) = (numbers.first(), numbers.last())
            && logarithmic
            && first <= 0.0
        {
            return Err(FigureError::Range(first, last));
        }
        let high = numbers.len().max(1) as f64 - 0.5;
        Ok(Scaled { kind: Kind::Steps { numbers, logarithmic }, low: -0.5, high, names: false })
    }

    /// The same axis with the first word at the high end: words are read downward.
    pub(super) fn read_downward(mut self) -> Self {
        if let Kind::Words(words) = &mut self.kind {
            words.reverse();
        }
        self
    }

    /// Whether the axis has places for words.
    pub(super) fn has_words(&self) -> bool {
        matches!(self.kind, Kind::Words(_))
    }

    /// How many places the axis has for words or steps.
    pub(super) fn places(&self) -> Option<usize> {
        match &self.kind {
            Kind::Words(words) => Some(words.len()),
            Kind::Steps { numbers, .. } => Some(numbers.len()),
            _ => None,
        }
    }

    /// The value or its power of ten; nothing for what has no place on the axis.
    fn inner(&self, value: f64) -> Option<f64> {
        match &self.kind {
            Kind::Steps { numbers, logarithmic } => between_steps(numbers, *logarithmic, value),
            Kind::Logarithmic => (value > 0.0 && value.is_finite()).then(|| libm::log10(value)),
            Kind::Signed(smallest) => value.is_finite().then(|| signed::inner(value, *smallest)),
            _ => value.is_finite().then_some(value),
        }
    }

    /// The position of a value, 0 to 1 inside the axis.
    pub(super) fn position(&self, value: f64) -> Option<f64> {
        self.inner(value).map(|inner| self.share(inner))
    }

    /// The position of a word.
    pub(super) fn position_of_word(&self, word: &str) -> Option<f64> {
        let Kind::Words(words) = &self.kind else { return None };
        words.iter().position(|known| known == word).map(|place| self.share(place as f64))
    }

    fn share(&self, inner: f64) -> f64 {
        (inner - self.low) / (self.high - self.low)
    }

    /// The length of the range.
    pub(super) fn span(&self) -> f64 {
        self.high - self.low
    }

    /// Widens the range about its middle.
    pub(super) fn widen_to(&mut self, span: f64) {
        let middle = self.low + (self.high - self.low) / 2.0;
        (self.low, self.high) = (middle - span / 2.0, middle + span / 2.0);
    }

    /// At most about so many marked values.
    pub(super) fn ticks(&self, most: usize) -> Vec<Tick> {
        match &self.kind {
            Kind::Words(words) => {
                let label = |word: &String| if self.names { word.clone() } else { set(&word.replace('_', " ")) };
                let tick = |(place, word)| Tick { at: self.share(place as f64), label: label(word) };
                words.iter().enumerate().map(tick).collect()
            }
            Kind::Steps { numbers, .. } => {
                let stride = numbers.len().div_ceil(most.max(1)).max(1);
                let labels = written(numbers);
                let places = (0..numbers.len()).step_by(stride);
                places.map(|place| Tick { at: self.share(place as f64), label: labels[place].clone() }).collect()
            }
            Kind::Linear => self.inside(linear_ticks(self.low, self.high, most)),
            Kind::Logarithmic => self.logarithmic_ticks(most),
            Kind::Signed(smallest) => self.inside(signed::ticks(self.low, self.high, *smallest, most)),
        }
    }

    fn logarithmic_ticks(&self, most: usize) -> Vec<Tick> {
        if let Some(ticks) = powers(self.low, self.high, most) {
            return self.inside(ticks);
        }
        // Too short for powers of ten: equal steps of the values themselves.
        let ticks = linear_ticks(libm::exp10(self.low), libm::exp10(self.high), most);
        self.inside(ticks.into_iter().map(|(value, label)| (libm::log10(value), label)).collect())
    }

    /// The ticks that lie on the axis; a billionth beyond its ends is rounding.
    fn inside(&self, ticks: Vec<(f64, String)>) -> Vec<Tick> {
        let ticks = ticks.into_iter().map(|(inner, label)| Tick { at: self.share(inner), label });
        ticks.filter(|tick| (-1e-9..=1.0 + 1e-9).contains(&tick.at)).collect()
    }
}

/// Numbers as labels: all with a power of ten if one of them needs it.
fn written(numbers: &[f64]) -> Vec<String> {
    let four = |number: f64| shortened(for_reading(number, Digits::Significant(4)));
    let raised = numbers.iter().any(|&number| four(number).contains('e'));
    let label = |number: &f64| match four(*number) {
        label if raised && *number != 0.0 && !label.contains('e') => format!("{:e}", label.parse().unwrap_or(*number)),
        label => label,
    };
    numbers.iter().map(|number| set_number(&label(number))).collect()
}

/// Where a number lies among the steps: 1.5 is halfway between the second and the third.
fn between_steps(numbers: &[f64], logarithmic: bool, value: f64) -> Option<f64> {
    let measure = |number: f64| if logarithmic { libm::log10(number) } else { number };
    if !value.is_finite() || (logarithmic && value <= 0.0) {
        return None;
    }
    if numbers.len() < 2 {
        return (numbers.first() == Some(&value)).then_some(0.0);
    }
    if let Some(place) = numbers.iter().position(|&number| number == value) {
        return Some(place as f64);
    }
    let next = numbers.partition_point(|&number| number < value).clamp(1, numbers.len() - 1);
    let (from, to) = (measure(numbers[next - 1]), measure(numbers[next]));
    Some((next - 1) as f64 + (measure(value) - from) / (to - from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: Axis, most: usize) -> Vec<String> {
        let scaled = Scaled::over(&axis, std::iter::empty()).unwrap();
        scaled.ticks(most).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(labels(Axis::linear("").over(-4.0, 10.0), 8), ["−4", "−2", "0", "2", "4", "6", "8", "10"]);
        assert_eq!(
            labels(Axis::linear("").over(0.0, 0.3), 4),
            ["0.0", "0.1", "0.2", "0.3"].map(|label| if label == "0.0" { "0" } else { label })
        );
        assert_eq!(labels(Axis::linear("").over(0.0, 4e6), 3), ["0", "2·10⁶", "4·10⁶"]);
        assert_eq!(labels(Axis::linear("").over(-2.0e-7, 2.0e-7), 4), ["−2·10⁻⁷", "−10⁻⁷", "0", "10⁻⁷", "2·10⁻⁷"]);
    }

    #[test]
    fn logarithmic_axes_mark_powers_of_ten_and_short_ones_round_values() {
        assert_eq!(labels(Axis::logarithmic("").over(1e-17, 1e3), 6), ["10⁻¹⁶", "10⁻¹²", "10⁻⁸", "10⁻⁴", "10⁰"]);
        assert_eq!(labels(Axis::logarithmic("").over(1.0, 4.0), 4), ["1", "2", "3", "4"]);
    }

    #[test]
    fn steps_have_equal_places_and_other_numbers_lie_between_them() {
        let depths = |axis: Axis| Scaled::steps(&axis, vec![100.0, 1.0, 10.0, 10.0]).unwrap();
        let axis = depths(Axis::logarithmic(""));
        assert_eq!(axis.ticks(9).into_iter().map(|tick| tick.label).collect::<Vec<_>>(), ["1", "10", "100"]);
        assert_eq!(axis.ticks(2).len(), 2);
        assert_eq!(written(&[0.0, 1e-10, 0.00025, 1.0]), ["0", "10⁻¹⁰", "2.5·10⁻⁴", "10⁰"]);
        let places = [1.0, 10.0, 100.0].map(|depth| axis.position(depth).unwrap());
        assert_eq!(places, [0.5 / 3.0, 1.5 / 3.0, 2.5 / 3.0]);
        assert!((axis.position(libm::sqrt(10.0)).unwrap() - 1.0 / 3.0).abs() < 1e-15, "halfway in the logarithm");
        assert!(axis.position(1000.0).unwrap() > 1.0 && axis.position(0.0).is_none());
        assert_eq!(depths(Axis::linear("")).position(5.5), Some(1.0 / 3.0), "halfway in the number");
        let one = Scaled::steps(&Axis::linear(""), vec![3.0]).unwrap();
        assert_eq!((one.position(3.0), one.position(4.0)), (Some(0.5), None));
        assert_eq!(Scaled::steps(&Axis::logarithmic(""), vec![0.0, 1.0]), Err(FigureError::Range(0.0, 1.0)));
    }

    #[test]
    fn positions_are_shares_of_the_axis() {
        let decades = Scaled::over(&Axis::logarithmic("").over(1.0, 100.0), std::iter::empty()).unwrap();
        assert_eq!(decades.position(10.0), Some(0.5));
        assert_eq!(decades.position(0.0), None);
        assert_eq!(decades.position(f64::INFINITY), None);
        let taken = Scaled::over(&Axis::linear(""), [1.0, f64::NAN, 3.0].into_iter()).unwrap();
        assert_eq!((taken.low, taken.high), (0.9, 3.1));
        let words = Scaled::words(vec!["a_b".into(), "c".into()], false);
        assert_eq!(words.ticks(1)[0], Tick { at: 0.25, label: "a b".into() });
        assert_eq!(Scaled::words(vec!["a_b".into()], true).ticks(1)[0].label, "a_b");
    }

    #[test]
    fn a_range_that_has_no_place_on_the_axis_is_refused() {
        for axis in [
            Axis::logarithmic("").over(0.0, 1.0),
            Axis::linear("").over(1.0, 1.0),
            Axis::linear("").over(0.0, f64::NAN),
        ] {
            assert!(matches!(Scaled::over(&axis, std::iter::empty()), Err(FigureError::Range(..))));
        }
    }
}
