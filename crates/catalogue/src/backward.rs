//! What is the gradient, written out from the formulas, with one bug in it? A backward pass for reading, over all examples at once.

use ndarray::{Array2, Axis, Zip, s};

use super::Bug;
use wellposed_core::activation::Activation;
use wellposed_core::bits::{self, Real};
use wellposed_core::network::{Network, Trace};
use wellposed_core::objective::Kind;

/// The step whose update comes too early in [`Bug::PropagationUpdatedWeights`].
const EARLY_STEP: f64 = 0.1;

/// Refuses normalized layers and residual connections, which this backward pass does not know.
pub(super) fn require_plain<T: Real>(network: &Network<T>) {
    let (depth, blocks) = (network.architecture().depth(), network.layout().blocks());
    let plain =
        blocks.len() == 2 * depth && blocks.iter().all(|block| matches!(block.kind, Kind::Weights | Kind::Bias));
    let residual = (1..=depth).any(|layer| network.architecture().adds_input(layer));
    assert!(plain && !residual, "mutants are made of plain dense layers");
}

/// Writes the gradient.
pub(super) fn gradient<T: Real>(network: &Network<T>, parameters: &[T], bug: Option<Bug>, gradient: &mut [T]) {
    of_trace(network, &network.trace(parameters), parameters, bug, gradient);
}

/// Writes the gradient of what a forward pass has left, with the weights that are given.
pub(super) fn of_trace<T: Real>(
    network: &Network<T>,
    trace: &Trace<T>,
    parameters: &[T],
    bug: Option<Bug>,
    gradient: &mut [T],
) {
    let depth = network.architecture().depth();
    let mut delta = loss_derivative(trace, bug);
    for layer in (1..=depth).rev() {
        let weights = network.layout().weights(layer);
        let mut by_weights = weight_gradient(trace, &delta, layer, bug);
        add_ridge(network, parameters, layer, bug, &mut by_weights);
        if bug == Some(Bug::WeightsByColumns(layer)) {
            let flat: Vec<T> = by_weights.t().iter().copied().collect();
            by_weights = Array2::from_shape_vec(weights.shape, flat).expect("as many entries");
        }
        weights.of_mut(gradient).assign(&by_weights);
        let mut by_bias = bias_gradient(trace, &delta, layer, bug);
        let bias = &network.layout().blocks()[2 * layer - 1];
        if bug == Some(Bug::RidgeOnBiases) {
            let ridge = ridge::<T>(network);
            by_bias.iter_mut().zip(&parameters[bias.range.clone()]).for_each(|(g, &b)| *g += ridge * b);
        }
        gradient[bias.range.clone()].copy_from_slice(&by_bias);
        if layer > 1 {
            delta = propagate(network, trace, parameters, gradient, &delta, layer - 1, bug);
        }
    }
    spoil_whole(network, bug, gradient);
}

/// ∂J/∂z\[L]. The right one is that of the trace: it comes from the loss, which is tested on its own.
fn loss_derivative<T: Real>(trace: &Trace<T>, bug: Option<Bug>) -> Array2<T> {
    let last = trace.deltas.last().expect("a network has a layer");
    let (examples, mut delta) = (last.nrows(), last.clone());
    let count = T::from_f64(examples as f64);
    match bug {
        Some(Bug::LossSign) => delta.mapv_inplace(|d| -d),
        Some(Bug::LossSum) => delta.mapv_inplace(|d| d * count),
        Some(Bug::LossMeanTwice) => delta.mapv_inplace(|d| d / count),
        // p = D·m + y, and p_k > 0 where y is not.
        Some(Bug::LossWithoutTargets) => delta.mapv_inplace(|d| if d < T::zero() { d + T::one() / count } else { d }),
        Some(Bug::LossShiftedTargets) => {
            let targets = last.mapv(|d| if d < T::zero() { T::one() / count } else { T::zero() });
            for (example, mut row) in delta.rows_mut().into_iter().enumerate() {
                row += &targets.row(example);
                row -= &targets.row((example + 1) % examples);
            }
        }
        Some(Bug::LossWithoutLastExample) => delta.row_mut(examples - 1).fill(T::zero()),
        _ => {}
    }
    delta
}

fn weight_gradient<T: Real>(trace: &Trace<T>, delta: &Array2<T>, layer: usize, bug: Option<Bug>) -> Array2<T> {
    let examples = delta.nrows();
    let mut inputs = trace.activations[layer - 1].clone();
    match bug {
        Some(Bug::WeightsOfPreActivations(l)) if l == layer && layer > 1 => {
            inputs = trace.pre_activations[layer - 2].clone()
        }
        Some(Bug::WeightsOfOwnActivations(l)) if l == layer => inputs = trace.activations[layer].clone(),
        Some(Bug::WeightsWithoutLastExample(l)) if l == layer => inputs.row_mut(examples - 1).fill(T::zero()),
        Some(Bug::WeightsWithoutMask(l)) if l == layer => inputs = trace.pre_activations[layer - 2].mapv(|z| z.tanh()),
        _ => {}
    }
    let mut gradient = bits::product(delta.t(), inputs.view());
    match bug {
        Some(Bug::WeightsForgotten(l)) if l == layer => gradient.fill(T::zero()),
        Some(Bug::WeightsSign(l)) if l == layer => gradient.mapv_inplace(|g| -g),
        Some(Bug::WeightsDoubled(l)) if l == layer => gradient.mapv_inplace(|g| g + g),
        Some(Bug::WeightsOneEntry(l)) if l == layer => gradient[[0, 0]] *= T::from_f64(1.1),
        _ => {}
    }
    gradient
}

fn bias_gradient<T: Real>(trace: &Trace<T>, delta: &Array2<T>, layer: usize, bug: Option<Bug>) -> Vec<T> {
    let examples = delta.nrows();
    let sum =
        |delta: &Array2<T>| -> Vec<T> { delta.axis_iter(Axis(1)).map(|unit| bits::sum(&unit.to_vec())).collect() };
    match bug {
        Some(Bug::BiasForgotten(l)) if l == layer => vec![T::zero(); delta.ncols()],
        Some(Bug::BiasMean(l)) if l == layer => {
            sum(delta).into_iter().map(|g| g / T::from_f64(examples as f64)).collect()
        }
        Some(Bug::BiasOfFirstExample(l)) if l == layer => delta.row(0).to_vec(),
        Some(Bug::BiasWithoutLastExample(l)) if l == layer => sum(&delta.slice(s![..examples - 1, ..]).to_owned()),
        Some(Bug::BiasSign(l)) if l == layer => sum(delta).into_iter().map(|g| -g).collect(),
        Some(Bug::BiasOfMagnitudes(l)) if l == layer => sum(&delta.mapv(|d| d.abs())),
        Some(Bug::BiasBeforeActivation(l)) if l == layer => {
            let z = &trace.pre_activations[layer - 1];
            let before = Zip::from(delta).and(z).map_collect(|&d, &z| {
                let a = z.tanh();
                d / (T::one() - a * a)
            });
            sum(&before)
        }
        _ => sum(delta),
    }
}

/// λ/m.
fn ridge<T: Real>(network: &Network<T>) -> T {
    T::from_f64(network.architecture().lambda() / network.examples() as f64)
}

fn add_ridge<T: Real>(
    network: &Network<T>,
    parameters: &[T],
    layer: usize,
    bug: Option<Bug>,
    gradient: &mut Array2<T>,
) {
    let factor = match bug {
        Some(Bug::RidgeForgotten) => 0.0,
        Some(Bug::RidgeForgottenIn(l)) if l == layer => 0.0,
        Some(Bug::RidgeDoubled) => 2.0,
        Some(Bug::RidgeHalved) => 0.5,
        Some(Bug::RidgeSign) => -1.0,
        Some(Bug::RidgeNotDivided) => network.examples() as f64,
        _ => 1.0,
    };
    let ridge = T::from_f64(factor) * ridge::<T>(network);
    gradient.zip_mut_with(&network.layout().weights(layer).of(parameters), |g, &w| *g += ridge * w);
}

/// D\[l] from D[l+1].
fn propagate<T: Real>(
    network: &Network<T>,
    trace: &Trace<T>,
    parameters: &[T],
    gradient: &[T],
    above: &Array2<T>,
    layer: usize,
    bug: Option<Bug>,
) -> Array2<T> {
    let mut weights = network.layout().weights(layer + 1).of(parameters).to_owned();
    let mut above = above.clone();
    match bug {
        Some(Bug::PropagationTransposed(l)) if l == layer => weights = weights.t().to_owned(),
        Some(Bug::PropagationOtherWeights(l)) if l == layer => {
            weights = network.layout().weights(layer).of(parameters).to_owned()
        }
        Some(Bug::PropagationUpdatedWeights(l)) if l == layer => {
            let step = T::from_f64(EARLY_STEP);
            weights.zip_mut_with(&network.layout().weights(layer + 1).of(gradient), |w, &g| *w -= step * g);
        }
        Some(Bug::PropagationHalved(l)) if l == layer => weights.mapv_inplace(|w| w / T::from_f64(2.0)),
        Some(Bug::PropagationWithoutLastUnit(l)) if l == layer => {
            let last = above.ncols() - 1;
            above.column_mut(last).fill(T::zero());
        }
        _ => {}
    }
    let mut delta = bits::product(above.view(), weights.view());
    if let Some(mask) = trace.masks.get(layer - 1) {
        delta *= &mask_with(mask, layer, bug);
    }
    delta * derivative(network.architecture().activation(), trace, layer, bug)
}

fn mask_with<T: Real>(mask: &Array2<T>, layer: usize, bug: Option<Bug>) -> Array2<T> {
    match bug {
        Some(Bug::MaskForgotten(l)) if l == layer => mask.mapv(|_| T::one()),
        Some(Bug::MaskNotScaled(l)) if l == layer => mask.mapv(|m| if m > T::zero() { T::one() } else { T::zero() }),
        Some(Bug::MaskOfNextExample(l)) if l == layer => from_row(mask, 1),
        _ => mask.clone(),
    }
}

/// The rows from this one on, and then those before it.
pub(super) fn from_row<T: Real>(matrix: &Array2<T>, first: usize) -> Array2<T> {
    let rows = matrix.nrows();
    Array2::from_shape_fn(matrix.dim(), |(row, column)| matrix[[(row + first) % rows, column]])
}

fn derivative<T: Real>(activation: Activation, trace: &Trace<T>, layer: usize, bug: Option<Bug>) -> Array2<T> {
    let one = T::one();
    trace.pre_activations[layer - 1].mapv(|z| {
        let a = activation.value(z);
        let right = activation.derivative(z, a);
        match bug {
            Some(Bug::DerivativeOne(l)) if l == layer => one,
            Some(Bug::DerivativeNotSquared(l)) if l == layer => one - a,
            Some(Bug::DerivativeOfPreActivation(l)) if l == layer => one - z * z,
            Some(Bug::DerivativeTwice(l)) if l == layer => right * right,
            _ => right,
        }
    })
}

fn spoil_whole<T: Real>(network: &Network<T>, bug: Option<Bug>, gradient: &mut [T]) {
    match bug {
        Some(Bug::LayersExchanged(one, other)) => {
            let blocks = network.layout().blocks();
            for offset in [2, 1] {
                let (a, b) = (blocks[2 * one - offset].range.clone(), blocks[2 * other - offset].range.clone());
                a.zip(b).for_each(|(a, b)| gradient.swap(a, b));
            }
        }
        Some(Bug::Scaled(factor)) => gradient.iter_mut().for_each(|g| *g *= T::from_f64(factor)),
        Some(Bug::SinglePrecision) => gradient.iter_mut().for_each(|g| *g = T::from_f64(f64::from(g.to_f64() as f32))),
        _ => {}
    }
}
