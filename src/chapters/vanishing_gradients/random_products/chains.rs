//! Long products of matrices, applied forward to a signal and backward to a gradient.

use ndarray::Array2;

use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::initialize;
use crate::orthogonal;
use crate::parallel;
use crate::statistics;
use crate::theory::products;

/// How many matrices: the depth of which the notes speak.
pub(super) const DEPTH: usize = 150;

/// How the matrices of a chain come about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Weights {
    /// c times the identity.
    Identity(f64),
    /// Independent N(0, σ²/n) entries, with this σ.
    Gaussian(f64),
    /// The same law, but only W x is drawn: N(0, σ²‖x‖²/n) for each entry, which is exact for one x.
    GaussianByVectors(f64),
    /// Uniform over the orthogonal matrices.
    Orthogonal,
}

impl Weights {
    pub(super) fn name(self) -> String {
        match self {
            Weights::Identity(c) => format!("{c} I"),
            Weights::Gaussian(deviation) => format!("gaussian {deviation}"),
            Weights::GaussianByVectors(deviation) => format!("gaussian {deviation} by vectors"),
            Weights::Orthogonal => "orthogonal".to_owned(),
        }
    }

    pub(super) fn words(self) -> String {
        match self {
            Weights::Identity(c) => format!("{c}·I"),
            Weights::Gaussian(deviation) => format!("Gaussian, σ = {deviation}"),
            Weights::GaussianByVectors(deviation) => format!("Gaussian, σ = {deviation}, by vectors"),
            Weights::Orthogonal => self.name(),
        }
    }

    /// The growth of ln‖·‖ per matrix that theory predicts.
    pub(super) fn rate(self, width: usize) -> f64 {
        match self {
            Weights::Identity(c) => bits::ln(c),
            Weights::Gaussian(deviation) | Weights::GaussianByVectors(deviation) => {
                products::lyapunov(width, deviation * deviation, 1)
            }
            Weights::Orthogonal => 0.0,
        }
    }

    /// The variance of ln‖·‖ per matrix.
    pub(super) fn variance(self, width: usize) -> f64 {
        match self {
            Weights::Gaussian(_) | Weights::GaussianByVectors(_) => products::variance_per_layer(width, 1),
            Weights::Identity(_) | Weights::Orthogonal => 0.0,
        }
    }

    /// One matrix.
    pub(super) fn draw(self, width: usize, stream: &mut streams::Stream) -> Array2<f64> {
        match self {
            Weights::Identity(c) => Array2::eye(width) * c,
            Weights::Gaussian(deviation) | Weights::GaussianByVectors(deviation) => {
                let scale = deviation / (width as f64).sqrt();
                streams::standard_normal_matrix(stream, width, width) * scale
            }
            Weights::Orthogonal => initialize::orthogonal(width, width, stream),
        }
    }
}

/// The paths of ln‖·‖ of many chains.
pub(super) struct Chains {
    pub(super) weights: Weights,
    pub(super) width: usize,
    /// ln(‖W\[l]⋯W\[1]x‖/‖x‖) for l = 0 … [`DEPTH`], for each seed.
    pub(super) forward: Vec<Vec<f64>>,
    /// ln(‖W[L−k+1]ᵀ⋯W\[L]ᵀv‖/‖v‖) for k = 0 … [`DEPTH`]: what the gradient is multiplied by on the way through k
    /// layers; empty where no matrices are drawn.
    pub(super) backward: Vec<Vec<f64>>,
}

impl Chains {
    /// Draws `seeds` chains of [`DEPTH`] matrices; every stream has the name and width of the weights as its cell.
    pub(super) fn draw(settings: &Settings, weights: Weights, width: usize, seeds: usize) -> Chains {
        let cell = format!("{}/{width}", weights.name());
        let paths: Vec<(Vec<f64>, Vec<f64>)> = parallel::cells(0..seeds, |replicate| {
            let mut stream = settings.stream(&cell, replicate);
            match weights {
                Weights::GaussianByVectors(deviation) => (by_vectors(deviation, width, &mut stream), Vec::new()),
                _ => by_matrices(weights, width, &mut stream),
            }
        });
        let (forward, backward): (Vec<_>, Vec<_>) = paths.into_iter().unzip();
        Chains { weights, width, forward, backward: backward.into_iter().filter(|path| !path.is_empty()).collect() }
    }

    /// What theory predicts for the mean over the chains of ln‖·‖/L, as (rate, its standard error).
    pub(super) fn rate(&self) -> (f64, f64) {
        let terms = (DEPTH * self.forward.len()) as f64;
        (self.weights.rate(self.width), (self.weights.variance(self.width) / terms).sqrt())
    }
}

/// ln‖·‖ per matrix of each path: its end over its length.
pub(super) fn rates(paths: &[Vec<f64>]) -> Vec<f64> {
    paths.iter().map(|path| path[DEPTH] / DEPTH as f64).collect()
}

/// What single matrices add to ln‖·‖, over all paths.
pub(super) fn increments(paths: &[Vec<f64>]) -> Vec<f64> {
    paths.iter().flat_map(|path| path.windows(2).map(|pair| pair[1] - pair[0])).collect()
}

/// The slope of the least-squares line through each path.
///
/// For a random walk of L steps of variance s² its variance is (6/5)s²/L to leading order.
pub(super) fn slopes(paths: &[Vec<f64>]) -> Vec<f64> {
    let depths: Vec<f64> = (0..=DEPTH).map(|depth| depth as f64).collect();
    paths.iter().map(|path| statistics::line(&depths, path, 0.95).expect("many finite points").slope).collect()
}

fn by_matrices(weights: Weights, width: usize, stream: &mut streams::Stream) -> (Vec<f64>, Vec<f64>) {
    let matrices: Vec<Array2<f64>> = (0..DEPTH).map(|_| weights.draw(width, stream)).collect();
    let forward = path(matrices.iter().map(|matrix| matrix.view()), width);
    let backward = path(matrices.iter().rev().map(|matrix| matrix.t()), width);
    (forward, backward)
}

/// ln‖·‖ along a chain that starts at (1, …, 1)/√n. Within 150 matrices nothing here over- or underflows, so the
/// vectors are the ones of the network and are not rescaled.
fn path<'a>(matrices: impl Iterator<Item = ndarray::ArrayView2<'a, f64>>, width: usize) -> Vec<f64> {
    let mut vector = vec![1.0 / (width as f64).sqrt(); width];
    let mut next = vector.clone();
    let mut path = vec![0.0];
    for matrix in matrices {
        bits::matrix_vector(matrix, &vector, &mut next);
        std::mem::swap(&mut vector, &mut next);
        path.push(0.5 * bits::ln(bits::dot(&vector, &vector)));
    }
    path
}

fn by_vectors(deviation: f64, width: usize, stream: &mut streams::Stream) -> Vec<f64> {
    let mut logarithm = 0.0;
    let mut path = vec![0.0];
    for _ in 0..DEPTH {
        let entries: Vec<f64> = (0..width).map(|_| streams::standard_normal(stream)).collect();
        logarithm += 0.5 * bits::ln(deviation * deviation * bits::dot(&entries, &entries) / width as f64);
        path.push(logarithm);
    }
    path
}

/// The mean of ln R_kk over all matrices and seeds, k = 1 … n, in W\[l]Q[l−1] = Q\[l]R\[l]: the growth rates of the
/// product's singular values, known to full precision however far the values are apart (Benettin et al. 1980,
/// *Meccanica* 15). Returned as all the terms, by k.
pub(super) fn exponents(settings: &Settings, weights: Weights, width: usize, seeds: usize) -> Vec<Vec<f64>> {
    let cell = format!("exponents/{}/{width}", weights.name());
    let chains: Vec<Vec<Vec<f64>>> = parallel::cells(0..seeds, |replicate| {
        let mut stream = settings.stream(&cell, replicate);
        let mut frame = Array2::eye(width);
        let layers = (0..DEPTH).map(|_| {
            let weights = weights.draw(width, &mut stream);
            let (q, r) = orthogonal::qr(bits::product(weights.view(), frame.view()).view());
            frame = q;
            r.diag().iter().map(|&entry| bits::ln(entry)).collect()
        });
        layers.collect()
    });
    (0..width).map(|k| chains.iter().flatten().map(|layer| layer[k]).collect()).collect()
}
