//! What does one feature look like, as far as normalization cares?
//!
//! Extremes, center and spread by moments and by quartiles, and what goes wrong with each normalizer: nothing to divide by, one
//! value that sets the scale, zeros that centering would fill.
//!
//! ```
//! use ndarray::{Array1, array};
//! use wellposed::advice::{FeatureSummary, Variation};
//! use wellposed::data::Dataset;
//!
//! let set = Dataset::new("two", array![[0.0, 7.0], [1.0, 7.0], [2.0, 7.0], [3.0, 7.0], [99.0, 7.0]], Array1::zeros(5));
//! let [wide, constant] = &FeatureSummary::of_all(&set)[..] else { unreachable!() };
//! assert_eq!((wide.median, wide.outliers, wide.reach), (2.0, Some(1), Some(48.0))); // quartiles 1 and 3: (99 − 3)/2
//! assert_eq!(constant.variation, Variation::Constant);
//! ```

use ndarray::{ArrayView2, Axis};

use super::{FAR_OUT, HALF_THE_DIGITS};
use crate::bits;
use crate::data::{Dataset, OfAllRows};
use crate::normalize::moments::Moments;
use crate::normalize::{NEAR_CONSTANT, mean_and_deviation};
use crate::parallel;
use crate::statistics::{quantile_in_place, quantiles_in_place};

/// Tukey's fences: 1.5 interquartile ranges beyond the quartiles.
const FENCE: f64 = 1.5;
/// So many columns are copied together, since a row of them is a line of the cache; and no more values than that.
const LINE: usize = 8;
const MOST_TOGETHER: usize = 1 << 22;
/// One value in so many is rare.
const RARE: usize = 20;

/// Whether a feature varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variation {
    /// It does.
    Varies,
    /// Its deviation is below half of the digits of its values: what varies may be noise.
    NearlyConstant,
    /// All values are the same up to rounding.
    Constant,
}

impl Variation {
    /// In a table: nothing for a feature that varies.
    pub fn words(self) -> &'static str {
        match self {
            Variation::Varies => "",
            Variation::NearlyConstant => "nearly constant",
            Variation::Constant => "constant",
        }
    }
}

/// One feature of a data set; all numbers but shares and counts in the feature's own unit.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureSummary {
    /// Its name.
    pub name: String,
    /// The smallest value.
    pub minimum: f64,
    /// The mean.
    pub mean: f64,
    /// The median.
    pub median: f64,
    /// The largest value.
    pub maximum: f64,
    /// The population standard deviation, √((1/m)Σ(x − μ)²).
    pub deviation: f64,
    /// The first quartile (definition 7 of Hyndman & Fan).
    pub first_quartile: f64,
    /// Third quartile − first quartile.
    pub interquartile_range: f64,
    /// Whether it varies.
    pub variation: Variation,
    /// The largest |x − μ|/σ; `None` for a constant feature.
    pub largest_z: Option<f64>,
    /// How many values lie more than 1.5 interquartile ranges beyond the quartiles; `None` if the quartiles coincide.
    pub outliers: Option<usize>,
    /// The largest distance from the nearer quartile in interquartile ranges, ∞ beyond the largest number; `None` if the quartiles
    /// coincide.
    pub reach: Option<f64>,
    /// Where the quartiles coincide: how many values differ from the median, if these are so few, or one of them so far away, that they stand
    /// alone.
    pub alone: Option<usize>,
    /// The share of values that are 0: what centering takes from a sparse matrix.
    pub zeros: f64,
}

impl FeatureSummary {
    /// Every feature, in order; none if there are no examples.
    pub fn of_all(dataset: &Dataset) -> Vec<FeatureSummary> {
        if dataset.features.nrows() == 0 {
            return Vec::new();
        }
        let (means, deviations) = means_and_deviations(dataset.features.view());
        let together = (MOST_TOGETHER / dataset.examples()).clamp(1, LINE);
        let summarize = |(first, columns): (usize, ArrayView2<f64>)| {
            let named = columns_of(columns).into_iter().zip(first * together..);
            let one = |(values, feature): (Vec<f64>, usize)| {
                let name = dataset.feature_names[feature].clone();
                FeatureSummary::of(name, values, means[feature], deviations[feature])
            };
            named.map(one).collect::<Vec<_>>()
        };
        let groups = dataset.features.axis_chunks_iter(Axis(1), together).enumerate();
        parallel::cells(groups, summarize).into_iter().flatten().collect()
    }

    /// The same feature with what all rows of a file say, of which these are a sample: quartiles and what is counted from them stay.
    pub(super) fn in_all(&self, all: &OfAllRows) -> FeatureSummary {
        let (minimum, maximum) = (all.minimum.0, all.maximum.0);
        let size = bits::max(minimum.abs(), maximum.abs());
        // Squares of deviations below 10⁻¹³⁵ lose digits.
        let deviation = if all.deviation < 1e-135 { self.deviation } else { all.deviation };
        let variation = variation(deviation, all.mean, size);
        let (range, varies) = (self.interquartile_range, variation != Variation::Constant);
        FeatureSummary {
            name: self.name.clone(),
            minimum,
            maximum,
            mean: all.mean,
            deviation,
            zeros: all.zeros,
            variation,
            largest_z: varies.then(|| bits::max(maximum - all.mean, all.mean - minimum) / deviation),
            reach: self
                .reach
                .map(|_| bits::max(self.first_quartile - minimum, maximum - self.third_quartile()) / range),
            ..self.clone()
        }
    }

    fn third_quartile(&self) -> f64 {
        self.first_quartile + self.interquartile_range
    }

    fn of(name: String, mut values: Vec<f64>, mean: f64, deviation: f64) -> FeatureSummary {
        let count = values.len() as f64;
        let zeros = values.iter().filter(|x| **x == 0.0).count() as f64 / count;
        // No table shows the sign of a zero.
        let [minimum, first, median, third, maximum] =
            quantiles_in_place(&mut values, [0.0, 0.25, 0.5, 0.75, 1.0]).map(|quantile| quantile + 0.0);
        let variation = variation(deviation, mean, bits::max(minimum.abs(), maximum.abs()));
        let range = third - first;
        let beyond = |x: f64| bits::max(bits::max(first - x, x - third), 0.0);
        let varies = variation != Variation::Constant;
        FeatureSummary {
            name,
            minimum,
            mean: mean + 0.0,
            median,
            maximum,
            deviation,
            interquartile_range: range,
            first_quartile: first,
            variation,
            largest_z: varies.then(|| bits::max(maximum - mean, mean - minimum) / deviation),
            outliers: (range > 0.0).then(|| values.iter().filter(|x| beyond(**x) > FENCE * range).count()),
            reach: (range > 0.0).then(|| bits::max(beyond(minimum), beyond(maximum)) / range),
            alone: if range == 0.0 { alone(&values, median) } else { None },
            zeros,
        }
    }

    /// Whether all values are the same.
    pub fn is_equal(&self) -> bool {
        self.minimum == self.maximum
    }

    /// In a table: nothing for a feature that varies. One of which only the last digits vary is not called constant.
    pub fn remark(&self) -> &'static str {
        match self.variation {
            Variation::Constant if !self.is_equal() => "varies by rounding alone",
            variation => variation.words(),
        }
    }

    /// σ against the largest value in size; 0 where all values are 0.
    pub fn relative_deviation(&self) -> f64 {
        let size = bits::max(self.minimum.abs(), self.maximum.abs());
        if size == 0.0 { 0.0 } else { self.deviation / size }
    }

    /// The share of the range that the middle half of the values fills: what min–max scaling leaves of it. `None` if the feature
    /// is constant.
    pub fn middle_half(&self) -> Option<f64> {
        (self.variation != Variation::Constant).then(|| self.interquartile_range / (self.maximum - self.minimum))
    }
}

/// Each column by itself.
fn columns_of(columns: ArrayView2<f64>) -> Vec<Vec<f64>> {
    let (rows, width) = columns.dim();
    let mut all = vec![vec![0.0; rows]; width];
    for (number, row) in columns.rows().into_iter().enumerate() {
        all.iter_mut().zip(row).for_each(|(column, &value)| column[number] = value);
    }
    all
}

/// How many values differ from the median, if only one does, or if at most one in [`RARE`] does and one of them is [`FAR_OUT`] times as far away as
/// the others are as a rule.
fn alone(values: &[f64], median: f64) -> Option<usize> {
    let mut away: Vec<f64> = values.iter().map(|value| (value - median).abs()).filter(|&away| away > 0.0).collect();
    let (count, farthest) = (away.len(), away.iter().copied().fold(0.0, bits::max));
    let mut far = || RARE * count <= values.len() && farthest > FAR_OUT * quantile_in_place(&mut away, 0.5);
    (count == 1 || (count > 1 && far())).then_some(count)
}

/// Of each column; a value that is not finite makes those of its column not finite.
fn means_and_deviations(features: ArrayView2<f64>) -> (Vec<f64>, Vec<f64>) {
    mean_and_deviation(features).unwrap_or_else(|_| {
        let moments = Moments::of(features);
        (moments.mean().to_vec(), moments.variance().into_iter().map(f64::sqrt).collect())
    })
}

fn variation(deviation: f64, mean: f64, size: f64) -> Variation {
    if deviation <= NEAR_CONSTANT * mean.abs() {
        Variation::Constant
    } else if deviation <= HALF_THE_DIGITS * size {
        Variation::NearlyConstant
    } else {
        Variation::Varies
    }
}
