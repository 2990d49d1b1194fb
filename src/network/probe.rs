//! What is the loss if one parameter is another? Computed from what is known at the parameters themselves, and not from the start.
//!
//! A weight of layer l, from unit j to unit i, moves one pre-activation of each example:
//!
//! ```text
//! z[l]ᵢ + Δ·a[l−1]ⱼ,   Δa = g(·) − a[l]ᵢ,   z[l+1] + W[l+1]·ᵢ Δa,   and from there on as always
//! ```
//!
//! So the layers before l are not computed again, layer l costs one unit and layer l + 1 a multiple of one column. With two layers a change costs
//! m·n[2] operations in place of m·(n[0]n[1] + n[1]n[2]), and a check of all parameters falls by about n[0]n[1]/n[2]: for 784-128-10 four orders of magnitude.
//! The result is that of the whole pass up to rounding.
//!
//! A layer that is normalized lets every unit see every other, and mini-batches are drawn anew: for these there is no such way.

use ndarray::ArrayView2;

use super::evaluate::ridge_factor;
use super::pass::{Mode, Pass, Plan, matrix};
use super::{Kind, Network, Targets};
use crate::bits::{self, Panels, Real, product_with};
use crate::objective::Probe;

/// What a layer knows at the parameters. Columns lie one after the other: one unit, all examples.
#[derive(Clone, Debug)]
struct Known<T> {
    /// a[l−1], n[l−1] columns.
    inputs: Vec<T>,
    /// z[l], n[l] columns.
    z: Vec<T>,
    /// z[l] again, one example after the other.
    z_rows: Vec<T>,
    /// a[l] one example after the other; of the last layer nothing.
    output_rows: Vec<T>,
    /// The masks, one example after the other, where there are some.
    mask_rows: Option<Vec<T>>,
    /// W[l], one column after the other.
    weights: Vec<T>,
}

/// A network at some parameters, of which one is moved.
#[derive(Clone, Debug)]
pub(super) struct NetworkProbe<T: Real> {
    plan: Plan,
    parameters: Vec<T>,
    targets: Targets<T>,
    examples: usize,
    /// (λ/2m)Σ‖W‖² without anything moved.
    penalty: T,
    known: Vec<Known<T>>,
    /// z, then a, of each layer with the moved parameter, one example after the other.
    moved: Vec<(Vec<T>, Vec<T>)>,
    /// Of one unit: the new z, the new a, the change of a.
    column: [Vec<T>; 2],
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
                z_rows: rows(now.z(m)),
                output_rows: if layer < depth { rows(now.output(m)) } else { Vec::new() },
                mask_rows: now.mask(m).map(rows),
                weights: rows(plan.layout.weights(layer).of(parameters).t()),
            }
        })
        .collect();
    let zeros = |count: usize| vec![T::zero(); count];
    let widths = plan.architecture.widths();
    Some(NetworkProbe {
        parameters: parameters.to_vec(),
        targets: network.targets.clone(),
        examples: m,
        penalty: network.add_ridge(parameters, None),
        moved: (1..=depth).map(|layer| (zeros(m * widths[layer]), zeros(m * widths[layer]))).collect(),
        column: [zeros(m), zeros(m)],
        losses: zeros(m),
        delta: zeros(m * widths[depth]),
        panels: Panels::new(),
        plan: plan.clone(),
        known,
    })
}

impl<T: Real> Probe<T> for NetworkProbe<T> {
    fn loss_with(&mut self, index: usize, value: T) -> T {
        let block = self.plan.layout.block_of(index);
        let (layer, kind) = (block.layer, block.kind);
        let offset = index - block.range.start;
        let (unit, input) = (offset / block.shape.1, offset % block.shape.1);
        let change = value - self.parameters[index];
        self.move_unit(layer, unit, (kind == Kind::Weights).then_some(input), change);
        let depth = self.plan.architecture.depth();
        if layer == depth {
            self.replace_last(unit);
        } else {
            self.update_above(layer, unit);
            (layer + 2..=depth).for_each(|above| self.forward(above));
        }
        self.loss() + self.penalty_change(kind, index, value)
    }
}

impl<T: Real> NetworkProbe<T> {
    /// The new z[l] of one unit.
    fn move_unit(&mut self, layer: usize, unit: usize, input: Option<usize>, change: T) {
        let (known, m) = (&self.known[layer - 1], self.examples);
        let z = &known.z[unit * m..(unit + 1) * m];
        let new = &mut self.column[0];
        match input {
            Some(input) => {
                let inputs = &known.inputs[input * m..(input + 1) * m];
                new.iter_mut().zip(z).zip(inputs).for_each(|((new, &z), &a)| *new = z + change * a);
            }
            None => new.iter_mut().zip(z).for_each(|(new, &z)| *new = z + change),
        }
    }

    /// The logits with the new z[L] of one unit.
    fn replace_last(&mut self, unit: usize) {
        let depth = self.plan.architecture.depth();
        let width = self.plan.architecture.widths()[depth];
        let logits = &mut self.moved[depth - 1].0;
        logits.copy_from_slice(&self.known[depth - 1].z_rows);
        logits.chunks_exact_mut(width).zip(&self.column[0]).for_each(|(row, &z)| row[unit] = z);
    }

    /// a[l] with the new value of one unit, and z[l+1] and a[l+1] that follow.
    fn update_above(&mut self, layer: usize, unit: usize) {
        let (width, above) = (self.plan.architecture.widths()[layer], self.plan.architecture.widths()[layer + 1]);
        let [z, value] = &mut self.column;
        self.plan.architecture.activation.apply(z, value);
        let known = &self.known[layer - 1];
        let adds_input = self.plan.architecture.adds_input(layer);
        for (example, value) in value.iter_mut().enumerate() {
            if let Some(mask) = &known.mask_rows {
                *value *= mask[example * width + unit];
            }
            if adds_input {
                *value += known.inputs[unit * self.examples + example];
            }
        }
        // The residual connection of the layer above reads a[l] itself.
        if self.plan.architecture.adds_input(layer + 1) {
            let output = &mut self.moved[layer - 1].1;
            output.copy_from_slice(&known.output_rows);
            output.chunks_exact_mut(width).zip(value.iter()).for_each(|(row, &value)| row[unit] = value);
        }
        let weights = &self.known[layer].weights[unit * above..(unit + 1) * above];
        let old = known.output_rows.chunks_exact(width).map(|row| row[unit]);
        let z_rows = self.known[layer].z_rows.chunks_exact(above);
        let new_rows = self.moved[layer].0.chunks_exact_mut(above);
        for (((new, z), &value), old) in new_rows.zip(z_rows).zip(value.iter()).zip(old) {
            let change = value - old;
            new.iter_mut().zip(z).zip(weights).for_each(|((new, &z), &weight)| *new = z + change * weight);
        }
        if layer + 1 < self.plan.architecture.depth() {
            self.activate(layer + 1);
        }
    }

    /// a[l] from z[l], both with the moved parameter.
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

    /// z[l] and a[l] from a[l−1], all with the moved parameter.
    fn forward(&mut self, layer: usize) {
        let widths = self.plan.architecture.widths();
        let (below, width) = (widths[layer - 1], widths[layer]);
        let (before, rest) = self.moved.split_at_mut(layer - 1);
        let (z, previous) = (&mut rest[0].0, &before[layer - 2].1);
        let weights = self.plan.layout.weights(layer).of(&self.parameters);
        let out = ndarray::ArrayViewMut2::from_shape((self.examples, width), z).expect("a row for each example");
        product_with(&mut self.panels, matrix(previous, self.examples, below), weights.t(), out);
        let bias = &self.parameters[self.plan.layout.second(layer).range.clone()];
        z.chunks_exact_mut(width).for_each(|row| row.iter_mut().zip(bias).for_each(|(z, &b)| *z += b));
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
