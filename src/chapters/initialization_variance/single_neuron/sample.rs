//! What is a unit fed with, and do numbers that were drawn have the variance and the law that they should have?

use super::CONFIDENCE;
use crate::bits::{self, streams};
use crate::initialize::Law;
use crate::statistics;

/// What a unit is fed with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inputs {
    /// Mean 0, deviation 1.
    Normalized,
    /// The same, moved to mean 3.
    Shifted,
    /// max(0, ·) of normal numbers, scaled to mean square ½.
    Rectified,
}

impl Inputs {
    pub(super) fn name(self) -> &'static str {
        match self {
            Inputs::Normalized => "normalized",
            Inputs::Shifted => "mean_3",
            Inputs::Rectified => "relu_outputs",
        }
    }

    /// The words of a name.
    pub(super) fn words(name: &str) -> &'static str {
        match name {
            "mean_3" => "mean 3",
            "relu_outputs" => "behind a ReLU",
            _ => "normalized",
        }
    }

    pub(super) fn mean_square(self) -> f64 {
        match self {
            Inputs::Normalized => 1.0,
            Inputs::Shifted => 10.0,
            Inputs::Rectified => 0.5,
        }
    }

    pub(super) fn draw(self, n: usize, stream: &mut streams::Stream) -> Vec<f64> {
        let mut x = vec![0.0; n];
        streams::standard_normals(stream, &mut x);
        if self == Inputs::Rectified {
            // All are negative now and then, for small n: such inputs cannot be scaled.
            while x.iter().all(|&x| x <= 0.0) {
                streams::standard_normals(stream, &mut x);
            }
            x.iter_mut().for_each(|x| *x = bits::max(*x, 0.0));
            scale_to(&mut x, self.mean_square());
        } else {
            let mean = bits::sum(&x) / n as f64;
            x.iter_mut().for_each(|x| *x -= mean);
            scale_to(&mut x, 1.0);
            let shift = if self == Inputs::Shifted { 3.0 } else { 0.0 };
            x.iter_mut().for_each(|x| *x += shift);
        }
        x
    }
}

fn scale_to(x: &mut [f64], mean_square: f64) {
    let factor = (mean_square * x.len() as f64 / bits::dot(x, x)).sqrt();
    x.iter_mut().for_each(|x| *x *= factor);
}

/// Numbers that should have a known law with mean 0.
pub(super) struct Sample {
    /// `z`, or `w` for weights.
    pub(super) what: &'static str,
    pub(super) weights: String,
    pub(super) inputs: &'static str,
    pub(super) n: usize,
    pub(super) law: Law,
    /// The predicted variance.
    pub(super) predicted: f64,
    pub(super) values: Vec<f64>,
}

impl Sample {
    /// The mean square: the variance around the known mean 0.
    pub(super) fn variance(&self) -> f64 {
        bits::dot(&self.values, &self.values) / self.values.len() as f64
    }

    pub(super) fn mean(&self) -> f64 {
        bits::sum(&self.values) / self.values.len() as f64
    }

    pub(super) fn interval(&self) -> Option<statistics::Interval> {
        match self.law {
            Law::Normal => statistics::normal_variance_interval(&self.values, 0.0, CONFIDENCE).ok(),
            _ => statistics::variance_interval(&self.values, CONFIDENCE).ok(),
        }
    }

    /// Kolmogorov's distance from the predicted law.
    pub(super) fn distance(&self) -> f64 {
        let deviation = self.predicted.sqrt();
        statistics::kolmogorov_distance(&self.values, |value| self.law.distribution(value / deviation))
            .expect("weights and z are numbers")
    }

    pub(super) fn largest_distance(&self, confidence: f64) -> f64 {
        statistics::kolmogorov_limit(self.values.len(), confidence).expect("a confidence, and values")
    }
}
