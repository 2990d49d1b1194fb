//! What does the notes' recipe say of right gradients? Metrics over steps, with the prediction of the error model.

use super::super::examples::{EXAMPLES, draw, gradient, small};
use super::super::recipes::central;
use super::{CONFIDENCE, EXPONENTS, SEEDS, epsilon};
use crate::activation::Activation;
use crate::bits::{self, Real};
use crate::chapters::Settings;
use crate::chapters::precision::Precision;
use crate::gradcheck::metric;
use crate::objective::Objective;
use crate::parallel;
use crate::report::Measured;
use crate::statistics;

/// The step of the second differences of the gradient.
const H: f64 = 1e-3;

/// All networks with one activation in one precision.
pub(super) struct Sweep {
    pub(super) activation: Activation,
    pub(super) precision: Precision,
    /// Of each seed: for each ε the metric and its prediction.
    pub(super) samples: Vec<Vec<(f64, f64)>>,
}

impl Sweep {
    /// The metrics at ε = 10^−exponent.
    pub(super) fn metrics(&self, exponent: i32) -> Vec<f64> {
        self.column(exponent).map(|(metric, _)| metric).collect()
    }

    /// The median prediction; where a kink is near, the model says nothing.
    pub(super) fn predicted(&self, exponent: i32) -> Option<f64> {
        let predictions: Vec<f64> = self.column(exponent).map(|(_, predicted)| predicted).collect();
        if self.activation.has_kink() { None } else { statistics::median(&predictions).ok() }
    }

    fn column(&self, exponent: i32) -> impl Iterator<Item = (f64, f64)> {
        let position = (exponent - EXPONENTS.start()) as usize;
        self.samples.iter().map(move |sample| sample[position])
    }

    /// The median metric with its interval.
    pub(super) fn median(&self, exponent: i32) -> Measured {
        let metrics = self.metrics(exponent);
        let interval = statistics::median_interval(&metrics, CONFIDENCE).ok();
        Measured::estimated(statistics::median(&metrics).unwrap_or(f64::NAN), interval, metrics.len())
    }

    /// How many right gradients lie above a threshold.
    pub(super) fn above(&self, exponent: i32, threshold: f64) -> usize {
        self.metrics(exponent).iter().filter(|metric| **metric > threshold).count()
    }
}

pub(super) fn all(settings: &Settings) -> Vec<Sweep> {
    let seeds = settings.replicates_or(SEEDS);
    let mut sweeps: Vec<Sweep> = Precision::ALL
        .into_iter()
        .flat_map(|precision| Activation::ALL.map(|activation| Sweep { activation, precision, samples: Vec::new() }))
        .collect();
    let mut samples: Vec<Vec<(f64, f64)>> = parallel::cells(0..sweeps.len() * seeds, |index| {
        let sweep = &sweeps[index / seeds];
        match sweep.precision {
            Precision::F64 => sample::<f64>(settings, sweep.activation, index % seeds),
            Precision::F32 => sample::<f32>(settings, sweep.activation, index % seeds),
        }
    });
    for sweep in sweeps.iter_mut().rev() {
        sweep.samples = samples.split_off(samples.len() - seeds);
    }
    sweeps
}

fn sample<T: Real>(settings: &Settings, activation: Activation, replicate: usize) -> Vec<(f64, f64)> {
    let numbers = || settings.stream(activation.name(), replicate);
    let (mut network, parameters) = draw::<T>(small(activation), EXAMPLES, 1.0, &mut numbers());
    let under_test = gradient(&mut network, &parameters);
    let model = Model::of::<T>(settings, activation, replicate);
    EXPONENTS
        .map(|exponent| {
            let numeric = central(&mut network, &parameters, epsilon(exponent));
            (metric(&numeric, &under_test), model.metric(epsilon(exponent)))
        })
        .collect()
}

/// What the error model needs to know of a network.
pub(super) struct Model {
    /// ∂³J/∂θᵢ³.
    pub(super) third: Vec<f64>,
    loss: f64,
    unit: f64,
    /// ‖g‖ and ‖θ ∘ g‖.
    norm: f64,
    moved: f64,
}

impl Model {
    /// Computed in double precision, for the precision T.
    pub(super) fn of<T: Real>(settings: &Settings, activation: Activation, replicate: usize) -> Self {
        let mut numbers = settings.stream(activation.name(), replicate);
        let (mut network, parameters) = draw::<f64>(small(activation), EXAMPLES, 1.0, &mut numbers);
        let here = gradient(&mut network, &parameters);
        let mut moved = parameters.clone();
        let mut third = Vec::with_capacity(parameters.len());
        for index in 0..parameters.len() {
            let mut beside = |step: f64| {
                moved[index] = parameters[index] + step;
                let entry = gradient(&mut network, &moved)[index];
                moved[index] = parameters[index];
                entry
            };
            third.push((beside(H) - 2.0 * here[index] + beside(-H)) / (H * H));
        }
        let products: Vec<f64> = parameters.iter().zip(&here).map(|(theta, g)| theta * g).collect();
        Model {
            third,
            loss: network.loss(&parameters),
            unit: T::UNIT_ROUNDOFF.to_f64(),
            norm: bits::norm(&here),
            moved: bits::norm(&products),
        }
    }

    // ANCHOR: model
    /// The metric of a right gradient.
    pub(super) fn metric(&self, epsilon: f64) -> f64 {
        let truncation = epsilon * epsilon * bits::norm(&self.third) / 6.0;
        let rounding = (self.third.len() as f64).sqrt() * self.unit * self.loss.abs() / epsilon;
        let moving = self.unit * self.moved / epsilon;
        let error = bits::norm(&[truncation, rounding, moving]);
        error / (self.norm + bits::norm(&[self.norm, error]))
    }
    // ANCHOR_END: model
}
