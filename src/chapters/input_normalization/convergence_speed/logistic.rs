//! How many steps does logistic regression take to come within 10⁻⁶ of its smallest loss?
//!
//! J(w) = mean log loss + (ρ/2)‖w‖², bias free, ρ = 10⁻³. Without the ridge there would be no minimum to come near to:
//! the classes of these sets can be separated, so that the loss falls forever as ‖w‖ grows. The ridge weighs features
//! by their size, so raw and normalized inputs are two problems with two minima; each run is held against its own.
//!
//! The Hessian (1/m)ZᵀDZ + ρ, D = diag(p(1 − p)), changes along the way, and is nowhere above L = λₘₐₓ(ZᵀZ)/4m + ρ,
//! since p(1 − p) ≤ 1/4. The step 1/L is the largest that is safe from every start. Near w* the loss then falls by (1 −
//! λₘᵢₙ/L)² a step, which is the prediction: λₘᵢₙ is that of the Hessian at w*, and κ = L/λₘᵢₙ.

use ndarray::{Array1, Array2, s};

use super::super::design::Design;
use super::super::inputs::Inputs;
use super::Technique;
use super::eigenbasis::Eigenbasis;
use super::speed::{ADAM_STEPS, Speed, fewest_steps};
use crate::bits;
use crate::curvature::with_bias;
use crate::data::Dataset;
use crate::descent::{Method, descend};
use crate::objective::{Logistic, Objective};
use crate::theory::steps as theory;

/// Name of the model in the table.
pub(super) const MODEL: &str = "logistic";
/// ρ.
pub(super) const RIDGE: f64 = 1e-3;
/// The part of the loss above its minimum that is left when a run ends.
const TOLERANCE: f64 = 1e-6;
/// Steps that a run may take.
pub(super) const BUDGET: u64 = 20_000;
/// Newton's method converges in about ten; it ends by itself where rounding stops it.
const NEWTON_BUDGET: u64 = 200;

/// A logistic regression with its minimum.
pub(super) struct Problem {
    data: String,
    inputs: Inputs,
    objective: Logistic,
    /// J(w*).
    smallest_loss: f64,
    /// L.
    largest_curvature: f64,
    /// λₘᵢₙ of the Hessian at w*.
    smallest_curvature: f64,
}

impl Problem {
    /// The problem of telling the first class of a set from the others.
    pub(super) fn new(set: &Dataset, inputs: Inputs) -> Self {
        let features = inputs.of(set);
        let labels = set.indicator(0.0);
        let mut objective = Logistic::new(features.view(), labels.view(), RIDGE).expect("a data set is finite");
        let start = vec![0.0; objective.dimension()];
        let run = descend(&mut objective, &start, Method::Newton, NEWTON_BUDGET, |_, _| false);
        let design = with_bias(features.view());
        let steepest = Eigenbasis::of_least_squares(&Design::of(features.view(), &labels)).largest();
        Problem {
            data: set.name.clone(),
            inputs,
            objective,
            smallest_loss: run.loss,
            largest_curvature: steepest / 4.0 + RIDGE,
            smallest_curvature: smallest_curvature(&design, &run.parameters),
        }
    }

    /// Predicts and runs.
    pub(super) fn speed(&self, technique: Technique) -> Speed {
        let kappa = bits::round_significant(self.largest_curvature / self.smallest_curvature, 8);
        let speed = Speed::of(&self.data, MODEL, self.inputs, technique);
        let speed = Speed { condition_number: Some(kappa), budget: BUDGET, ..speed };
        // A loss falls by the square of the rate, and so takes half as many steps as an error.
        match technique {
            Technique::FixedStep | Technique::BestStep => {
                let step = 1.0 / self.largest_curvature;
                let equivalent = 2.0 * kappa - 1.0;
                let predicted = theory::gradient_descent_steps(equivalent, TOLERANCE) / 2.0;
                let rate = theory::gradient_descent_rate(equivalent);
                let speed = Speed { step: Some(step), rate: Some(rate), predicted: Some(predicted), ..speed };
                self.run(speed, Method::GradientDescent { step }, BUDGET)
            }
            Technique::Momentum => {
                let step = theory::heavy_ball_step(self.smallest_curvature, self.largest_curvature);
                let predicted = theory::heavy_ball_steps(kappa, TOLERANCE) / 2.0;
                let rate = theory::heavy_ball_rate(kappa);
                let speed = Speed { step: Some(step), rate: Some(rate), predicted: Some(predicted), ..speed };
                self.run(speed, Method::Momentum { step, momentum: theory::heavy_ball_momentum(kappa) }, BUDGET)
            }
            Technique::Adam => {
                fewest_steps(speed, &ADAM_STEPS, |speed, step, budget| self.run(speed, Method::adam(step), budget))
            }
            Technique::Newton => self.run(speed, Method::Newton, NEWTON_BUDGET),
        }
    }

    fn run(&self, speed: Speed, method: Method, budget: u64) -> Speed {
        let mut objective = self.objective.clone();
        let start = vec![0.0; objective.dimension()];
        let mut wanted = None;
        let run = descend(&mut objective, &start, method, budget, |_, loss| {
            let wanted = *wanted.get_or_insert(self.smallest_loss + TOLERANCE * (loss - self.smallest_loss));
            loss <= wanted
        });
        Speed { budget, ..speed }.ran(&run)
    }
}

/// λₘᵢₙ of (1/m)ZᵀDZ + ρ, from its factor with rows √(p(1 − p)/m)·z and √ρ·e.
fn smallest_curvature(design: &Array2<f64>, parameters: &[f64]) -> f64 {
    let (m, n) = design.dim();
    let mut logits = vec![0.0; m];
    bits::matrix_vector(design.view(), parameters, &mut logits);
    let mut factor = Array2::zeros((m + n - 1, n));
    factor.slice_mut(s![..m, ..]).assign(design);
    for (mut row, logit) in factor.rows_mut().into_iter().zip(&logits) {
        // p(1 − p) with 1 − p = σ(−t), so that it keeps its digits near p = 1.
        row *= (bits::sigmoid(*logit) * bits::sigmoid(-*logit) / m as f64).sqrt();
    }
    factor.slice_mut(s![m.., 1..]).diag_mut().assign(&Array1::from_elem(n - 1, RIDGE.sqrt()));
    Eigenbasis::of_factor(factor.view(), &vec![0.0; m + n - 1]).smallest()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::normalize::Normalizer;
    use crate::objective::Abilities;
    use crate::spectrum;

    #[test]
    fn the_smallest_curvature_is_that_of_the_hessian() {
        let set = data::wine();
        let features = Inputs::Normalized(Normalizer::Standard).of(&set);
        let parameters: Vec<f64> = (0..14).map(|i| f64::from(i % 3) - 1.0).collect();
        let mut objective = Logistic::new(features.view(), set.indicator(0.0).view(), RIDGE).unwrap();
        let eigenvalues = spectrum::symmetric_eigenvalues(objective.curvature(&parameters).unwrap().view()).unwrap();
        let smallest = smallest_curvature(&with_bias(features.view()), &parameters);
        // The product and its eigenvalues err by about m·u·λₘₐₓ.
        let tolerance = 178.0 * f64::EPSILON * eigenvalues[13];
        assert!((smallest - eigenvalues[0]).abs() < tolerance, "{smallest} {eigenvalues}");
        let planted = smallest_curvature(&with_bias(features.view()), &[0.0; 14]);
        assert!((planted - eigenvalues[0]).abs() > tolerance, "another point has another Hessian");
    }

    #[test]
    fn descent_on_normalized_wine_keeps_the_prediction() {
        let problem = Problem::new(&data::wine(), Inputs::Normalized(Normalizer::Standard));
        let speed = problem.speed(Technique::FixedStep);
        // (1 − λₘᵢₙ/L)² is the slowest that the last steps can be; the first ones are faster, since p(1 − p) is larger
        // there.
        assert!(speed.measured.unwrap() as f64 <= speed.predicted.unwrap(), "{speed:?}");
        assert!(problem.speed(Technique::Newton).measured.unwrap() < 15);
    }
}
