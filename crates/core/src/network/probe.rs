//! What is the loss if one parameter is another? Computed from what is known at the parameters themselves, and not from the start.
//!
//! A weight of layer l, from unit j to unit i, moves one pre-activation of each example:
//!
//! ```text
//! z[l]ᵢ + Δ·a[l−1]ⱼ,   d = g(z[l]ᵢ + Δ·a[l−1]ⱼ) − g(z[l]ᵢ),   z[l+1] + d·W[l+1]·ᵢ,   and from there on as always
//! ```
//!
//! So the layers before l are not computed again, layer l costs one unit and layer l + 1 a multiple of one column. In the last two layers the loss is a [`Series`] in d,
//! and a change costs m activations and polynomials in place of m·(n\[0]n\[1] + n\[1]n\[2]) products. The result is that of the whole pass up to rounding.
//!
//! A layer that is normalized lets every unit see every other, and mini-batches are drawn anew: for these there is no such way.

mod series;

use ndarray::ArrayView2;

use self::series::Series;
use super::pass::Pass;
use super::plan::{Mode, Plan, matrix};
use super::ridge::ridge_factor;
use super::{Kind, Network, Targets};
use crate::bits::{self, Panels, Real, product_with};
use crate::objective::Probe;

/// What a layer knows at the parameters. Columns lie one after the other: one unit, all examples.
#[derive(Clone, Debug)]
struct Known<T> {
    /// a[l−1], n[l−1] columns.
    inputs: Vec<T>,
    /// z\[l], n\[l] columns.
    z: Vec<T>,
    /// g(z\[l]), likewise; of the last layer nothing.
    values: Vec<T>,
    /// z\[l] again, one example after the other.
    z_rows: Vec<T>,
    /// a\[l] one example after the other; of the last layer nothing.
    output_rows: Vec<T>,
    /// The masks, one example after the other, where there are some.
    mask_rows: Option<Vec<T>>,
    /// W\[l], one column after the other.
    weights: Vec<T>,
}

/// A network at some parameters, of which one is moved.
#[derive(Clone, Debug)]
pub(super) struct NetworkProbe<T: Real> {
    plan: Plan,
    parameters: Vec<T>,
    targets: Targets<T>,
    examples: usize,
    /// The mean loss without anything moved.
    mean: T,
    /// ∂L/∂z\[L] of each example, likewise.
    slopes: Vec<T>,
    /// (λ/2m)Σ‖W‖², likewise.
    penalty: T,
    known: Vec<Known<T>>,
    /// The loss along the line on which the logits move.
    series: Series<T>,
    /// The layer and the unit whose line that is.
    line: Option<(usize, usize)>,
    /// z, then a, of each layer with the moved parameter, one example after the other.
    moved: Vec<(Vec<T>, Vec<T>)>,
    /// The change of z, and then of a, of the unit with the moved parameter.
    change: Vec<T>,
    losses: Vec<T>,
    delta: Vec<T>,
    panels: Panels<T>,
}

/// The probe, where there is a way.
pub(super) fn probe<T: Real>(network: &Network<T>, parameters: &[T]) -> Option<NetworkProbe<T>> {
    let plan = &network.plan;
    if plan.architecture.normalization.is_some() || network.batches.is_some() {
        return None;
    }
    let (depth, m) = (plan.architecture.depth(), network.examples());
    let mut pass = Pass::new(&plan.architecture, m);
    pass.forward(plan, parameters, network.inputs.view(), Mode::Train { evaluation: network.evaluation, first: 0 });
    let rows = |view: ArrayView2<T>| -> Vec<T> { view.iter().copied().collect() };
    let known: Vec<Known<T>> = (1..=depth)
        .map(|layer| {
            let inputs = if layer == 1 { network.inputs.view() } else { pass.layer(layer - 1).output(m) };
            let now = pass.layer(layer);
            Known {
                inputs: rows(inputs.t()),
                z: rows(now.z(m).t()),
                values: if layer < depth { rows(now.value(m).t()) } else { Vec::new() },
                z_rows: rows(now.z(m)),
                output_rows: if layer < depth { rows(now.output(m)) } else { Vec::new() },
                mask_rows: now.mask(m).map(rows),
                weights: rows(plan.layout.weights(layer).of(parameters).t()),
            }
        })
        .collect();
    let zeros = |count: usize| vec![T::zero(); count];
    let widths = plan.architecture.widths();
    let mut probe = NetworkProbe {
        parameters: parameters.to_vec(),
        targets: network.targets.clone(),
        examples: m,
        mean: T::zero(),
        slopes: zeros(m * widths[depth]),
        penalty: network.add_ridge(parameters, None),
        series: Series::new(m),
        line: None,
        moved: (1..=depth).map(|layer| (zeros(m * widths[layer]), zeros(m * widths[layer]))).collect(),
        change: zeros(m),
        losses: zeros(m),
        delta: zeros(m * widths[depth]),
        panels: Panels::new(),
        plan: plan.clone(),
        known,
    };
    probe.moved[depth - 1].0.copy_from_slice(&probe.known[depth - 1].z_rows);
    probe.mean = probe.loss();
    // The loss divides its slopes by the number of examples.
    let all = T::from_f64(m as f64);
    probe.slopes.iter_mut().zip(&probe.delta).for_each(|(slope, &delta)| *slope = delta * all);
    Some(probe)
}

impl<T: Real> Probe<T> for NetworkProbe<T> {
    fn loss_with(&mut self, index: usize, value: T) -> T {
        let block = self.plan.layout.block_of(index);
        let (layer, kind) = (block.layer, block.kind);
        let offset = index - block.range.start;
        let (unit, input) = (offset / block.shape.1, offset % block.shape.1);
        self.move_unit(layer, unit, (kind == Kind::Weights).then_some(input), value - self.parameters[index]);
        let mean = match self.mean_by_series(layer, unit) {
            Some(mean) => mean,
            None => self.mean_anew(layer, unit),
        };
        mean + self.penalty_change(kind, index, value)
    }
}

impl<T: Real> NetworkProbe<T> {
    /// The change of z\[l] of one unit, or of a\[l] if the layer is hidden.
    fn move_unit(&mut self, layer: usize, unit: usize, input: Option<usize>, by: T) {
        let (known, m) = (&self.known[layer - 1], self.examples);
        match input {
            Some(input) => {
                let inputs = &known.inputs[input * m..(input + 1) * m];
                self.change.iter_mut().zip(inputs).for_each(|(change, &a)| *change = by * a);
            }
            None => self.change.fill(by),
        }
        let architecture = &self.plan.architecture;
        if layer == architecture.depth() {
            return;
        }
        let (unit_columns, width) = (unit * m..(unit + 1) * m, architecture.widths()[layer]);
        let (z, values) = (&known.z[unit_columns.clone()], &known.values[unit_columns]);
        architecture.activation.change(z, values, &mut self.change);
        // What a residual connection adds does not change.
        if let Some(mask) = &known.mask_rows {
            let mask = mask.iter().skip(unit).step_by(width);
            self.change.iter_mut().zip(mask).for_each(|(change, &mask)| *change *= mask);
        }
    }

    /// The mean loss, if the unit belongs to one of the last two layers and changes little.
    fn mean_by_series(&mut self, layer: usize, unit: usize) -> Option<T> {
        let depth = self.plan.architecture.depth();
        if layer + 1 < depth {
            return None;
        }
        if self.line != Some((layer, unit)) {
            let width = self.plan.architecture.widths()[depth];
            let itself: Vec<T>;
            let weights = if layer == depth {
                itself = (0..width).map(|other| if other == unit { T::one() } else { T::zero() }).collect();
                &itself
            } else {
                &self.known[depth - 1].weights[unit * width..(unit + 1) * width]
            };
            self.series.follow(self.plan.architecture.loss, &self.slopes, weights);
            self.line = Some((layer, unit));
        }
        Some(self.mean + self.series.change(&self.change)?)
    }

    /// The mean loss by the layers above the unit.
    fn mean_anew(&mut self, layer: usize, unit: usize) -> T {
        let depth = self.plan.architecture.depth();
        if layer == depth {
            self.replace_last(unit);
        } else {
            self.update_above(layer, unit);
            (layer + 2..=depth).for_each(|above| self.forward(above));
        }
        self.loss()
    }

    /// The logits with the change of one.
    fn replace_last(&mut self, unit: usize) {
        let depth = self.plan.architecture.depth();
        let width = self.plan.architecture.widths()[depth];
        let logits = &mut self.moved[depth - 1].0;
        logits.copy_from_slice(&self.known[depth - 1].z_rows);
        logits.chunks_exact_mut(width).zip(&self.change).for_each(|(row, &change)| row[unit] += change);
    }

    /// z[l+1] and a[l+1] that follow from the change of a\[l] in one unit.
    fn update_above(&mut self, layer: usize, unit: usize) {
        let (width, above) = (self.plan.architecture.widths()[layer], self.plan.architecture.widths()[layer + 1]);
        // The residual connection of the layer above reads a[l] itself.
        if self.plan.architecture.adds_input(layer + 1) {
            let output = &mut self.moved[layer - 1].1;
            output.copy_from_slice(&self.known[layer - 1].output_rows);
            output.chunks_exact_mut(width).zip(&self.change).for_each(|(row, &change)| row[unit] += change);
        }
        let weights = &self.known[layer].weights[unit * above..(unit + 1) * above];
        let z_rows = self.known[layer].z_rows.chunks_exact(above);
        let new_rows = self.moved[layer].0.chunks_exact_mut(above);
        for ((new, z), &change) in new_rows.zip(z_rows).zip(&self.change) {
            new.iter_mut().zip(z).zip(weights).for_each(|((new, &z), &weight)| *new = z + change * weight);
        }
        if layer + 1 < self.plan.architecture.depth() {
            self.activate(layer + 1);
        }
    }

    /// a\[l] from z\[l], both with the moved parameter.
    fn activate(&mut self, layer: usize) {
        let (before, rest) = self.moved.split_at_mut(layer - 1);
        let (z, output) = &mut rest[0];
        self.plan.architecture.activation.apply(z, output);
        if let Some(mask) = &self.known[layer - 1].mask_rows {
            output.iter_mut().zip(mask).for_each(|(output, &mask)| *output *= mask);
        }
        if let (true, Some((_, previous))) = (self.plan.architecture.adds_input(layer), before.last()) {
            output.iter_mut().zip(previous).for_each(|(output, &input)| *output += input);
        }
    }

    /// z\[l] and a\[l] from a[l−1], all with the moved parameter.
    fn forward(&mut self, layer: usize) {
        let widths = self.plan.architecture.widths();
        let (below, width) = (widths[layer - 1], widths[layer]);
        let (before, rest) = self.moved.split_at_mut(layer - 1);
        let (z, previous) = (&mut rest[0].0, &before[layer - 2].1);
        let weights = self.plan.layout.weights(layer).of(&self.parameters);
        let out = ndarray::ArrayViewMut2::from_shape((self.examples, width), z).expect("a row for each example");
        product_with(&mut self.panels, matrix(previous, self.examples, below), weights.t(), out);
        bits::add_row(z, &self.parameters[self.plan.layout.second(layer).range.clone()]);
        if layer < self.plan.architecture.depth() {
            self.activate(layer);
        }
    }

    /// The mean loss of the moved logits.
    fn loss(&mut self) -> T {
        let depth = self.plan.architecture.depth();
        let (logits, width) = (&self.moved[depth - 1].0, self.plan.architecture.widths()[depth]);
        let (targets, m) = (self.targets.rows(0..self.examples), T::from_f64(self.examples as f64));
        self.plan.architecture.loss.evaluate(logits, width, targets, m, &mut self.losses, &mut self.delta);
        bits::sum(&self.losses) / m
    }

    /// The ridge with the moved weight.
    fn penalty_change(&self, kind: Kind, index: usize, value: T) -> T {
        if kind != Kind::Weights {
            return self.penalty;
        }
        let before = self.parameters[index];
        let half = ridge_factor::<T>(&self.plan.architecture, self.examples) / T::from_f64(2.0);
        self.penalty + half * (value * value - before * before)
    }
}
