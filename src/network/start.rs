//! Where does training start? From weights that an initializer draws, and for LSUV from what the examples make of them.

use super::pass::{Mode, Pass};
use super::{Kind, Network};
use crate::bits::streams::Stream;
use crate::bits::{self, Real};
use crate::initialize::{Initializer, Scheme};

impl<T: Real> Network<T> {
    /// Initial parameters: weights from `initializer`, biases and shifts 0, gains 1.
    ///
    /// For [`Scheme::Lsuv`] each layer in turn is scaled so that its pre-activations have mean square `gain²` over the examples; a
    /// normalized layer does that by itself and is left alone.
    ///
    /// # Panics
    /// If [`Initializer::validate`] refuses the initializer.
    pub fn initial(&self, initializer: &Initializer, stream: &mut Stream) -> Vec<T> {
        let mut parameters = vec![T::zero(); self.plan.layout.dimension()];
        for block in self.plan.layout.blocks() {
            let numbers = &mut parameters[block.range.clone()];
            match block.kind {
                Kind::Weights => initializer.fill(numbers, block.shape.1, block.shape.0, stream),
                Kind::Gain => numbers.fill(T::one()),
                Kind::Bias | Kind::Shift => {}
            }
        }
        if initializer.scheme == Scheme::Lsuv {
            self.scale_layers(&mut parameters, T::from_f64(initializer.gain));
        }
        parameters
    }

    /// Layer-sequential unit variance (Mishkin & Matas 2016): z[l] is linear in W[l], so one scaling of each layer is enough.
    fn scale_layers(&self, parameters: &mut [T], gain: T) {
        let (rows, mode) = (self.examples(), Mode::Predict { own_statistics: true });
        let mut pass = Pass::new(&self.plan.architecture, rows);
        for layer in 1..=self.plan.architecture.depth() {
            pass.forward_layer(&self.plan, parameters, self.inputs.view(), mode, layer);
            if self.plan.layout.second(layer).kind == Kind::Gain {
                continue;
            }
            let z = pass.layer(layer).z(rows);
            let z = z.as_slice().expect("a layer lies by rows");
            let root_mean_square = (bits::dot(z, z) / T::from_f64(z.len() as f64)).sqrt();
            if root_mean_square > T::zero() && root_mean_square.is_finite() {
                let weights = &mut parameters[self.plan.layout.weights(layer).range.clone()];
                weights.iter_mut().for_each(|weight| *weight *= gain / root_mean_square);
                pass.forward_layer(&self.plan, parameters, self.inputs.view(), mode, layer);
            }
        }
    }
}
