//! How is a layer normalized, and what is the derivative? ẑ = (z − μ)/√(σ² + ε), over the units of an example or the examples of a batch.
//!
//! Backward, with d = ∂J/∂ẑ and means over the same n numbers as μ and σ² (Ioffe & Szegedy 2015, §3; the sums there collapse to this):
//!
//! ```text
//! ∂J/∂z = (d − mean(d) − ẑ·mean(d ∘ ẑ))/√(σ² + ε)
//! ```

use crate::bits::{self, Real};
use crate::network::Normalization;

/// ε, in the variance.
const EPSILON: f64 = 1e-5;

/// What the forward pass of a normalized layer leaves for the backward pass.
#[derive(Clone, Debug)]
pub(super) struct Normalized<T> {
    /// ẑ, by rows.
    values: Vec<T>,
    /// μ: of each unit (batch) or each example (layer).
    means: Vec<T>,
    /// 1/√(σ² + ε), likewise.
    scales: Vec<T>,
    /// Workspace of the backward pass, one number for each unit.
    sums: [Vec<T>; 2],
}

impl<T: Real> Normalized<T> {
    pub(super) fn new(rows: usize, width: usize) -> Self {
        let zeros = |length| vec![T::zero(); length];
        let each = rows.max(width);
        let sums = [zeros(width), zeros(width)];
        Normalized { values: zeros(rows * width), means: zeros(each), scales: zeros(each), sums }
    }

    /// Turns z (by rows of `width`) into γ ∘ ẑ + β. `own_statistics` takes μ and σ² of a batch from z, or else those of the last
    /// call are used again; an example's own are always its own.
    pub(super) fn forward(
        &mut self,
        kind: Normalization,
        z: &mut [T],
        width: usize,
        [gain, shift]: [&[T]; 2],
        own_statistics: bool,
    ) {
        match kind {
            Normalization::Layer => self.moments_of_rows(z, width),
            Normalization::Batch if own_statistics => self.moments_of_columns(z, width),
            Normalization::Batch => {}
        }
        for (example, (row, values)) in z.chunks_exact_mut(width).zip(self.values.chunks_exact_mut(width)).enumerate() {
            for unit in 0..width {
                let index = if kind == Normalization::Layer { example } else { unit };
                values[unit] = (row[unit] - self.means[index]) * self.scales[index];
                row[unit] = gain[unit] * values[unit] + shift[unit];
            }
        }
    }

    fn moments_of_rows(&mut self, z: &[T], width: usize) {
        let n = T::from_f64(width as f64);
        let moments = self.means.iter_mut().zip(&mut self.scales).zip(self.values.chunks_exact_mut(width));
        for (row, ((mean, scale), centered)) in z.chunks_exact(width).zip(moments) {
            *mean = bits::sum(row) / n;
            centered.iter_mut().zip(row).for_each(|(centered, &z)| *centered = z - *mean);
            *scale = inverse_root(bits::dot(centered, centered) / n);
        }
    }

    fn moments_of_columns(&mut self, z: &[T], width: usize) {
        let n = T::from_f64((z.len() / width) as f64);
        let (means, scales) = (&mut self.means[..width], &mut self.scales[..width]);
        means.fill(T::zero());
        for row in z.chunks_exact(width) {
            means.iter_mut().zip(row).for_each(|(mean, &z)| *mean += z);
        }
        means.iter_mut().for_each(|mean| *mean /= n);
        scales.fill(T::zero());
        for row in z.chunks_exact(width) {
            for ((scale, &mean), &z) in scales.iter_mut().zip(&*means).zip(row) {
                *scale += (z - mean) * (z - mean);
            }
        }
        scales.iter_mut().for_each(|scale| *scale = inverse_root(*scale / n));
    }

    /// Turns ∂J/∂(γ ∘ ẑ + β) into ∂J/∂z, and adds ∂J/∂γ and ∂J/∂β.
    pub(super) fn backward(
        &mut self,
        kind: Normalization,
        delta: &mut [T],
        width: usize,
        gain: &[T],
        [gain_gradient, shift_gradient]: [&mut [T]; 2],
    ) {
        for (delta, values) in delta.chunks_exact_mut(width).zip(self.values.chunks_exact(width)) {
            for unit in 0..width {
                gain_gradient[unit] += delta[unit] * values[unit];
                shift_gradient[unit] += delta[unit];
                delta[unit] *= gain[unit];
            }
        }
        match kind {
            Normalization::Layer => self.backward_by_rows(delta, width),
            Normalization::Batch => self.backward_by_columns(delta, width),
        }
    }

    fn backward_by_rows(&self, delta: &mut [T], width: usize) {
        let n = T::from_f64(width as f64);
        for ((delta, values), &scale) in
            delta.chunks_exact_mut(width).zip(self.values.chunks_exact(width)).zip(&self.scales)
        {
            let (mean, slope) = (bits::sum(delta) / n, bits::dot(delta, values) / n);
            delta.iter_mut().zip(values).for_each(|(delta, &value)| *delta = (*delta - mean - value * slope) * scale);
        }
    }

    fn backward_by_columns(&mut self, delta: &mut [T], width: usize) {
        let n = T::from_f64((delta.len() / width) as f64);
        let [means, slopes] = &mut self.sums;
        means.fill(T::zero());
        slopes.fill(T::zero());
        for (delta, values) in delta.chunks_exact(width).zip(self.values.chunks_exact(width)) {
            for unit in 0..width {
                means[unit] += delta[unit];
                slopes[unit] += delta[unit] * values[unit];
            }
        }
        for (delta, values) in delta.chunks_exact_mut(width).zip(self.values.chunks_exact(width)) {
            for unit in 0..width {
                let (mean, slope) = (means[unit] / n, slopes[unit] / n);
                delta[unit] = (delta[unit] - mean - values[unit] * slope) * self.scales[unit];
            }
        }
    }
}

fn inverse_root<T: Real>(variance: T) -> T {
    T::one() / (variance + T::from_f64(EPSILON)).sqrt()
}
