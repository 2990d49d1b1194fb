//! What is the loss of a network with dropout? Its mean over all masks, computed by going through all of them.
//!
//! With n hidden units, each kept with probability p,
//!
//! ```text
//! E[J] = Σ_S p^|S|·(1 − p)^(n−|S|)·J_S + ridge      over the 2ⁿ sets S of units that are kept
//! ```
//!
//! In training every example has masks of its own. But J is a mean over examples, and so is its expectation: the mean over the masks of one example does
//! not depend on those of another, and one mask for all examples at a time is enough. E\[J] is a function of the parameters like any other. It has a gradient, the mean
//! of the gradients that backpropagation computes for each mask, and this can be checked.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::activation::Activation;
//! use wellposed_core::network::{Architecture, Loss, Network, Targets};
//!
//! // ŷ = w₂·mask·w₁x with w₁ = w₂ = x = 1 and y = 0: J is ½(1/p)² with probability p, and else 0. The mean is 1/2p.
//! let architecture = Architecture::new(&[1, 1, 1], Activation::Identity, Loss::SquaredError).dropout(0.8, 1);
//! let network = Network::<f64>::new(architecture, array![[1.0]].view(), &Targets::column(&[0.0]))?;
//! let mut gradient = [0.0; 4];
//! let loss = network.expected_loss_and_gradient(&[1.0, 0.0, 1.0, 0.0], &mut gradient)?;
//! assert!((loss - 0.625).abs() < 1e-15);
//! # Ok::<(), wellposed_core::network::NetworkError>(())
//! ```

use super::pass::Pass;
use super::plan::Mode;
use super::{Network, NetworkError};
use crate::bits::{self, Real};
use crate::objective::{Abilities, Block, Objective};

/// So many hidden units are the most: 65536 masks.
const MOST: usize = 16;

impl<T: Real> Network<T> {
    /// The mean of the loss over all masks of dropout, over all examples (whatever mini-batches were asked for), and its gradient.
    ///
    /// # Errors
    /// With dropout and more than 16 hidden units, or with dropout and batch normalization.
    ///
    /// # Panics
    /// If a slice has another length than the layout.
    pub fn expected_loss_and_gradient(&self, parameters: &[T], gradient: &mut [T]) -> Result<T, NetworkError> {
        assert_eq!(gradient.len(), self.plan.layout.dimension(), "length of the gradient of the network");
        self.expectation(parameters, Some(gradient))
    }

    /// The mean of the loss alone.
    ///
    /// # Errors
    /// As [`expected_loss_and_gradient`](Self::expected_loss_and_gradient).
    ///
    /// # Panics
    /// If `parameters` has another length than the layout.
    pub fn expected_loss(&self, parameters: &[T]) -> Result<T, NetworkError> {
        self.expectation(parameters, None)
    }

    fn expectation(&self, parameters: &[T], mut gradient: Option<&mut [T]>) -> Result<T, NetworkError> {
        self.check_parameters(parameters);
        let rows = self.examples();
        let mut pass = Pass::new(&self.plan.architecture, rows);
        let (mut losses, mut means) = (vec![T::zero(); rows], Vec::new());
        let mut part = vec![T::zero(); parameters.len()];
        if let Some(gradient) = gradient.as_deref_mut() {
            gradient.fill(T::zero());
        }
        for (kept, probability) in self.subsets()? {
            pass.forward(&self.plan, parameters, self.inputs.view(), Mode::Subset { kept });
            let examples = T::from_f64(rows as f64);
            pass.take_loss(&self.plan, self.targets.rows(0..rows), examples, &mut losses);
            means.push(probability * bits::sum(&losses) / examples);
            if let Some(gradient) = gradient.as_deref_mut() {
                part.fill(T::zero());
                pass.backward(&self.plan, parameters, self.inputs.view(), &mut part);
                gradient.iter_mut().zip(&part).for_each(|(sum, &part)| *sum += probability * part);
            }
        }
        Ok(bits::sum(&means) + self.add_ridge(parameters, gradient))
    }

    /// Every set of kept units, as bits, with its probability; one set if nothing is ever dropped.
    fn subsets(&self) -> Result<Vec<(u32, T)>, NetworkError> {
        let architecture = &self.plan.architecture;
        let keep = architecture.dropout.map_or(1.0, |dropout| dropout.keep);
        if keep == 1.0 {
            return Ok(vec![(u32::MAX, T::one())]);
        }
        if architecture.sees_all_examples() {
            return Err(NetworkError::SharedMasks);
        }
        let units: usize = architecture.widths[1..architecture.depth()].iter().sum();
        if units > MOST {
            return Err(NetworkError::HiddenUnits { units, most: MOST });
        }
        let probability = |kept: u32| {
            let factors = (0..units).map(|unit| if kept >> unit & 1 == 1 { keep } else { 1.0 - keep });
            T::from_f64(factors.product())
        };
        Ok((0..1 << units).map(|kept| (kept, probability(kept))).collect())
    }
}

/// A network whose loss is the mean over all masks of dropout: an objective that draws nothing.
#[derive(Clone, Debug)]
pub struct Expected<T: Real = f64> {
    network: Network<T>,
}

impl<T: Real> Expected<T> {
    /// The mean over the masks of this network.
    ///
    /// # Errors
    /// As [`Network::expected_loss_and_gradient`].
    pub fn new(network: Network<T>) -> Result<Self, NetworkError> {
        network.subsets()?;
        Ok(Expected { network })
    }
}

impl<T: Real> Objective<T> for Expected<T> {
    fn dimension(&self) -> usize {
        self.network.plan.layout.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        let loss = self.network.expected_loss_and_gradient(parameters, gradient);
        loss.expect("a network that was accepted has few enough masks")
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        self.network.expected_loss(parameters).expect("a network that was accepted has few enough masks")
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }
}

/// Those of the network itself belong to another loss.
impl<T: Real> Abilities<T> for Expected<T> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    fn blocks(&mut self) -> Vec<Block> {
        self.network.plan.layout.blocks().to_vec()
    }
}
