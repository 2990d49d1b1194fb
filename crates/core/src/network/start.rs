//! Where does training start? From weights that an initializer draws, and for LSUV from what the examples make of them.
//!
//! **Layer-sequential unit variance** (Mishkin & Matas 2016): from the first layer to the last, W\[l] ← W\[l]·γ/√q with q
//! = mean of z\[l]² over units and examples, so that this mean becomes γ². Two things differ from the paper. It makes
//! the *variance* of a layer's output 1, that is q less the square of the mean, by steps until it is within a
//! tolerance; here it is the mean square, the quantity q of the [length map](crate::theory::length_map), and one step
//! is exact, since z\[l] is linear in W\[l] as long as biases are 0. And the gain γ is 1 there.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::activation::Activation;
//! use wellposed_core::bits::streams::stream;
//! use wellposed_core::initialize::{Initializer, Scheme};
//! use wellposed_core::network::{Architecture, Loss, Network, Targets};
//!
//! let architecture = Architecture::new(&[1, 3, 2], Activation::Relu, Loss::CrossEntropy);
//! let network = Network::<f64>::new(architecture, array![[2.0], [5.0]].view(), &Targets::Classes(vec![0, 1]))?;
//! let initializer = Initializer::new(Scheme::Lsuv).gain(1.5);
//! let start = network.initial(&initializer, &mut stream(1, "example", "lsuv", 0));
//! let z = &network.trace(&start).pre_activations[1];
//! let mean_square = z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64;
//! assert!((mean_square - 2.25).abs() < 1e-14);
//! # Ok::<(), wellposed_core::network::NetworkError>(())
//! ```

use super::pass::Pass;
use super::plan::Mode;
use super::{Kind, Network};
use crate::bits::streams::Stream;
use crate::bits::{self, Real};
use crate::initialize::{Initializer, Scheme};

impl<T: Real> Network<T> {
    /// Initial parameters: weights from `initializer`, biases and shifts 0, gains 1.
    ///
    /// For [`Scheme::Lsuv`] each layer in turn is scaled so that its pre-activations have mean square `gain²` over the
    /// examples (not variance 1, as in the paper); a normalized layer does that by itself and is left alone, and so is
    /// one whose pre-activations are all 0.
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
                Kind::Bias | Kind::Shift | Kind::Other => {}
            }
        }
        if initializer.scheme == Scheme::Lsuv {
            self.scale_layers(&mut parameters, T::from_f64(initializer.gain));
        }
        parameters
    }

    /// Makes the mean of z\[l]² `gain²`, layer by layer: z\[l] is linear in W\[l], so one scaling of each is enough.
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
