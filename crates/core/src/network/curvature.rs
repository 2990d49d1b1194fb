//! Which positive matrix stands for the Hessian of a network? The generalized Gauss–Newton matrix (Schraudolph 2002).
//!
//! ```text
//! G = (1/m) Σ Jᵀ H J + (λ/m) on the weights
//! ```
//!
//! where J is the Jacobian of an example's logits by the parameters and H the Hessian of its loss by the logits, positive
//! semidefinite. It is the Hessian of the loss with the network linearized in its parameters. H = RᵀR, so each row of R, sent backward as if it were
//! ∂J/∂z\[L], is a row of a matrix whose Gram matrix is G:
//!
//! | loss | rows of R |
//! |---|---|
//! | cross-entropy, H = diag(p) − ppᵀ | √pₖ(eₖ − p), since Σ pₖ(eₖ − p)(eₖ − p)ᵀ = H |
//! | logistic, H = p(1−p) | √(p(1−p)) |
//! | squared error, H = I | eₖ |

use ndarray::{Array2, ArrayViewMut1, Axis, s};

use super::loss::shifted_exponentials;
use super::pass::Pass;
use super::plan::Mode;
use super::{Kind, Loss, Network};
use crate::bits::{self, Real};

/// G, of n × n parameters; none with batch normalization, where an example has no loss of its own, nor with dropout or mini-batches, where
/// J is not one function. Takes room for a matrix of (examples · units of the last layer) × n numbers.
pub(super) fn gauss_newton<T: Real>(network: &Network<T>, parameters: &[T]) -> Option<Array2<f64>> {
    network.check_parameters(parameters);
    let plan = &network.plan;
    if plan.architecture.dropout.is_some() || plan.architecture.sees_all_examples() || network.batches.is_some() {
        return None;
    }
    let (depth, examples) = (plan.architecture.depth(), network.examples());
    let width = plan.architecture.widths()[depth];
    let mut rows = Array2::<f64>::zeros((examples * width, parameters.len()));
    let mut pass = Pass::new(&plan.architecture, 1);
    let mut gradient = vec![T::zero(); parameters.len()];
    for (inputs, mut rows) in network.inputs.axis_chunks_iter(Axis(0), 1).zip(rows.axis_chunks_iter_mut(Axis(0), width))
    {
        pass.forward(plan, parameters, inputs, Mode::Predict { own_statistics: true });
        let logits = pass.layer(depth).z(1).row(0).mapv(Real::to_f64).to_vec();
        for (k, row) in rows.rows_mut().into_iter().enumerate() {
            let delta = root_row(plan.architecture.loss, &logits, k, examples as f64);
            pass.last_delta().iter_mut().zip(delta).for_each(|(slot, entry)| *slot = T::from_f64(entry));
            gradient.fill(T::zero());
            pass.backward(plan, parameters, inputs, &mut gradient);
            copy(&gradient, row);
        }
    }
    let mut curvature = bits::product(rows.t(), rows.view());
    let ridge = plan.architecture.ridge / examples as f64;
    for block in plan.layout.blocks().iter().filter(|block| block.kind == Kind::Weights) {
        curvature.diag_mut().slice_mut(s![block.range.clone()]).iter_mut().for_each(|entry| *entry += ridge);
    }
    Some(curvature)
}

fn copy<T: Real>(from: &[T], mut to: ArrayViewMut1<f64>) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = from.to_f64());
}

/// Row k of R/√m.
fn root_row(loss: Loss, logits: &[f64], k: usize, examples: f64) -> Vec<f64> {
    match loss {
        Loss::Logistic => vec![(bits::sigmoid(logits[0]) * bits::sigmoid(-logits[0]) / examples).sqrt()],
        Loss::SquaredError => (0..logits.len()).map(|j| if j == k { (1.0 / examples).sqrt() } else { 0.0 }).collect(),
        Loss::CrossEntropy => {
            let mut powers = logits.to_vec();
            shifted_exponentials(&mut powers);
            let total = bits::sum(&powers);
            let root = (powers[k] / total / examples).sqrt();
            (0..logits.len()).map(|j| root * (f64::from(u8::from(j == k)) - powers[j] / total)).collect()
        }
    }
}
