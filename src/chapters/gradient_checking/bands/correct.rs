//! How often does the checker accuse a right gradient? Random right networks of every activation, up to 20 layers deep, weights from tiny to large.
//!
//! Widths from 2 to 6, 2 to 12 examples, with or without a ridge and residual connections, cross-entropy; weights and biases scaled by 10ˣ, x uniform from −3
//! to ½ (a factor of 3). Each network is checked in double precision, and every third in single precision too.

use super::super::examples::draw;
use crate::activation::Activation;
use crate::bits::streams::{bernoulli, uniform};
use crate::bits::{self, Real};
use crate::chapters::Settings;
use crate::chapters::precision::Precision;
use crate::gradcheck::{GradientCheck, Verdict};
use crate::network::{Architecture, Loss};
use crate::parallel;

/// Networks of each activation.
const NETWORKS: usize = 60;
/// Every so many of them are checked in single precision too.
const SINGLE: usize = 3;

/// The verdicts on the networks of one activation in one precision.
pub(super) struct Correct {
    pub(super) activation: Activation,
    pub(super) precision: Precision,
    pub(super) verdicts: Vec<Verdict>,
}

impl Correct {
    pub(super) fn count(&self, wanted: Verdict) -> usize {
        self.verdicts.iter().filter(|verdict| **verdict == wanted).count()
    }
}

pub(super) fn all(settings: &Settings) -> Vec<Correct> {
    let networks = settings.replicates_or(NETWORKS);
    let mut all = Vec::new();
    for activation in Activation::ALL {
        let double: Vec<Verdict> = parallel::cells(0..networks, |number| verdict::<f64>(settings, activation, number));
        let single: Vec<Verdict> = parallel::cells(0..networks.div_ceil(SINGLE), |number| {
            verdict::<f32>(settings, activation, number * SINGLE)
        });
        all.push(Correct { activation, precision: Precision::F64, verdicts: double });
        all.push(Correct { activation, precision: Precision::F32, verdicts: single });
    }
    all
}

fn verdict<T: Real>(settings: &Settings, activation: Activation, number: usize) -> Verdict {
    let mut numbers = settings.stream(&format!("correct/{}", activation.name()), number);
    let mut below = |count: usize| (uniform(&mut numbers, 0.0, 1.0) * count as f64) as usize;
    let depth = 1 + below(20);
    let mut widths: Vec<usize> = (0..=depth).map(|_| 2 + below(5)).collect();
    if below(2) == 1 {
        // Equal widths, so that residual connections have a place.
        widths = vec![widths[0]; depth + 1];
    }
    let examples = 2 + below(11);
    let mut architecture = Architecture::new(&widths, activation, Loss::CrossEntropy);
    if bernoulli(&mut numbers, 0.5) {
        architecture = architecture.ridge(0.1);
    }
    if bernoulli(&mut numbers, 0.3) {
        architecture = architecture.residual();
    }
    let scale = bits::powf(10.0, uniform(&mut numbers, -3.0, bits::log10(3.0)));
    let (network, parameters) = draw::<T>(architecture, examples, scale, &mut numbers);
    GradientCheck::of(&network).run(&parameters).map_or(Verdict::Undecidable, |report| report.verdict)
}
