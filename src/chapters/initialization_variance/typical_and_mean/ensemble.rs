//! Many networks of one kind, and what they show at one depth.

use super::{CONFIDENCE, SEEDS};
use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::initialize::{Initializer, Scheme};
use crate::parallel;
use crate::statistics::{self, Interval};
use crate::theory::depth_law::{self, LogLength, Network};

const DEPTHS: [usize; 7] = [5, 10, 20, 50, 80, 110, 150];

/// Weights of variance 1: the variance of a formula is multiplied into the lengths.
const WEIGHTS: Initializer = Initializer::new(Scheme::FixedDeviation(1.0));

/// What is drawn: which networks, of which width, how deep, and whether by whole matrices.
#[derive(Clone, Copy)]
pub(crate) struct Ensemble {
    pub(crate) name: &'static str,
    pub(crate) network: Network,
    pub(crate) width: usize,
    pub(crate) depth: usize,
    pub(crate) by_matrices: bool,
}

pub(super) const ENSEMBLES: [Ensemble; 5] = [
    Ensemble { name: "he_relu", network: Network::HeRelu, width: 20, depth: 150, by_matrices: false },
    Ensemble { name: "he_relu", network: Network::HeRelu, width: 100, depth: 150, by_matrices: false },
    Ensemble { name: "he_relu", network: Network::HeRelu, width: 400, depth: 150, by_matrices: false },
    Ensemble { name: "he_relu_by_matrices", network: Network::HeRelu, width: 20, depth: 50, by_matrices: true },
    Ensemble { name: "linear", network: Network::Linear, width: 100, depth: 150, by_matrices: false },
];

impl Ensemble {
    /// The cell of its random streams.
    pub(crate) fn cell(&self) -> String {
        format!("{}/{}", self.name, self.width)
    }

    /// What its networks show after so many layers; each trace is ln v_l, l = 1 …, of one of them.
    pub(crate) fn row(&self, traces: &[Vec<f64>], depth: usize) -> Row {
        Row {
            name: self.name,
            network: self.network,
            width: self.width,
            depth,
            ensemble_depth: self.depth,
            logarithms: traces.iter().map(|trace| trace[depth - 1]).collect(),
        }
    }
}

/// The key of the row that tells of an ensemble of this name.
pub(crate) fn key(name: &str, width: usize, depth: usize) -> Option<String> {
    let is_row = |ensemble: &Ensemble| ensemble.name == name && ensemble.width == width && depth <= ensemble.depth;
    let found = DEPTHS.contains(&depth) && ENSEMBLES.iter().any(is_row);
    found.then(|| format!("{name}/{width}/{depth}"))
}

/// What many networks show at one depth.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) network: Network,
    pub(crate) width: usize,
    pub(crate) depth: usize,
    /// How deep the networks of its ensemble are.
    pub(crate) ensemble_depth: usize,
    /// ln v of each network, −∞ where the signal died.
    pub(crate) logarithms: Vec<f64>,
}

impl Row {
    pub(super) fn words(&self) -> &'static str {
        match self.name {
            "he_relu" => "ReLU, 2/n",
            "he_relu_by_matrices" => "ReLU, 2/n, by matrices",
            name => name,
        }
    }

    /// Of ln v over the networks whose signal lives.
    pub(super) fn variance(&self) -> f64 {
        let deviation = statistics::standard_deviation(&self.alive()).unwrap_or(f64::NAN);
        deviation * deviation
    }

    pub(super) fn alive(&self) -> Vec<f64> {
        self.logarithms.iter().copied().filter(|logarithm| logarithm.is_finite()).collect()
    }

    pub(super) fn widths(&self) -> Vec<usize> {
        vec![self.width; self.depth]
    }

    pub(super) fn first_order(&self) -> LogLength {
        depth_law::large_width(self.network, &self.widths())
    }

    pub(super) fn exact(&self) -> LogLength {
        depth_law::exact(self.network, &self.widths())
    }

    /// Kolmogorov's distance from the normal law of the given moments; NaN, as all moments, if no network lives.
    pub(super) fn distance(&self, law: &LogLength) -> f64 {
        let normal = |x: f64| statistics::normal_distribution((x - law.mean) / law.variance.sqrt());
        statistics::kolmogorov_distance(&self.alive(), normal).unwrap_or(f64::NAN)
    }

    /// What the distance from the first-order law may be: chance, and to first order the shift of the mean (times the density's
    /// maximum 1/√(2π)), the change of the scale (times max|xφ(x)| = φ(1)) and the skewness.
    pub(super) fn largest_distance(&self) -> f64 {
        let (law, exact) = (self.first_order(), self.exact());
        let peak = 1.0 / (2.0 * std::f64::consts::PI).sqrt();
        let shift = (exact.mean - law.mean).abs() / law.variance.sqrt() * peak;
        let scale = 0.5 * (exact.variance / law.variance - 1.0).abs() * peak * bits::exp(-0.5);
        let chance = statistics::kolmogorov_limit(self.alive().len(), CONFIDENCE).unwrap_or(f64::NAN);
        chance + shift + scale + exact.distance_from_normal()
    }

    /// The quantile of v over all networks, dead ones included.
    pub(crate) fn quantile(&self, probability: f64) -> f64 {
        bits::exp(statistics::quantile(&self.logarithms, probability).expect("logarithms without NaN"))
    }

    /// The mean of v over all networks.
    pub(crate) fn mean_length(&self) -> f64 {
        let lengths: Vec<f64> = self.logarithms.iter().map(|&logarithm| bits::exp(logarithm)).collect();
        bits::sum(&lengths) / lengths.len() as f64
    }

    /// The distribution-free interval of the median of v.
    pub(super) fn median_interval(&self) -> Option<Interval> {
        let interval = statistics::median_interval(&self.logarithms, CONFIDENCE).ok()?;
        Some(Interval { low: bits::exp(interval.low), high: bits::exp(interval.high), ..interval })
    }

    /// How many networks are expected to have died.
    pub(super) fn deaths(&self) -> Option<f64> {
        Some(self.logarithms.len() as f64 * depth_law::death_probability(self.network, &self.widths()))
    }
}

/// Draws the networks of an ensemble and reads them at each depth.
pub(super) fn rows(settings: &Settings, ensemble: &Ensemble) -> Vec<Row> {
    let cell = ensemble.cell();
    let traces: Vec<Vec<f64>> = parallel::cells(0..settings.replicates_or(SEEDS), |replicate| {
        let mut stream = settings.stream(&cell, replicate);
        if ensemble.by_matrices {
            by_matrices(ensemble, &WEIGHTS, &mut stream)
        } else {
            by_lengths(ensemble, &mut stream)
        }
    });
    DEPTHS.iter().filter(|depth| **depth <= ensemble.depth).map(|&depth| ensemble.row(&traces, depth)).collect()
}

/// ln v_l for l = 1 … depth, with n normal numbers per layer: the shortcut.
pub(crate) fn by_lengths(ensemble: &Ensemble, stream: &mut streams::Stream) -> Vec<f64> {
    let mut units = vec![0.0; ensemble.width];
    let mut logarithm = 0.0;
    let layers = (0..ensemble.depth).map(|_| {
        streams::standard_normals(stream, &mut units);
        logarithm += bits::ln(factor(ensemble.network, &units));
        logarithm
    });
    layers.collect()
}

/// ln v_l for l = 1 … depth, with every weight drawn, by an initializer whose weights have variance 1.
pub(crate) fn by_matrices(ensemble: &Ensemble, weights: &Initializer, stream: &mut streams::Stream) -> Vec<f64> {
    let n = ensemble.width;
    // A direction with ‖a‖² = n; the logarithm of the length is kept apart, so that nothing underflows.
    let (mut signal, mut matrix) = (vec![1.0; n], vec![0.0; n * n]);
    let mut logarithm = 0.0;
    let layers = (0..ensemble.depth).map(|_| {
        weights.fill(&mut matrix, n, n, stream);
        let scale = (n as f64).sqrt();
        let units: Vec<f64> = matrix.chunks_exact(n).map(|row| bits::dot(row, &signal) / scale).collect();
        let factor = factor(ensemble.network, &units);
        logarithm += bits::ln(factor);
        let length = (factor / weight_variance(ensemble.network)).sqrt();
        signal = units.iter().map(|&unit| activation(ensemble.network, unit) / length).collect();
        logarithm
    });
    layers.collect()
}

/// v_l/v_{l−1} from the pre-activations over √(σ_w² v_{l−1}).
pub(super) fn factor(network: Network, units: &[f64]) -> f64 {
    let squares: Vec<f64> = units.iter().map(|&unit| activation(network, unit) * activation(network, unit)).collect();
    weight_variance(network) * bits::sum(&squares) / units.len() as f64
}

fn activation(network: Network, z: f64) -> f64 {
    match network {
        Network::Linear => z,
        Network::HeRelu => bits::max(z, 0.0),
    }
}

/// n times the variance of a weight with which the mean of v stays 1.
pub(crate) fn weight_variance(network: Network) -> f64 {
    match network {
        Network::Linear => 1.0,
        Network::HeRelu => 2.0,
    }
}
