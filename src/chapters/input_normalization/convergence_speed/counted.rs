//! How many steps does least squares take, if none of them is run? Predicted by κ, and counted along the axes of the bowl ([`Eigenbasis`]): all that is
//! needed are the axes, whatever the number of examples.

use ndarray::Array1;

use super::super::design::Design;
use super::super::inputs::{Inputs, MOST_FEATURES, too_many};
use super::Technique;
use super::eigenbasis::Eigenbasis;
use super::speed::Speed;
use crate::advice::Study;
use crate::bits;
use crate::data::Dataset;
use crate::descent::Method;
use crate::descent::eigenbasis::{Measure, Modes};
use crate::theory::steps as theory;

/// Name of the model in the table.
pub(super) const MODEL: &str = "least_squares";
/// The part of the error that is left when a run ends.
pub(crate) const TOLERANCE: f64 = 1e-6;
/// Stepping the modes costs n operations a step instead of n².
pub(super) const HEAVY_BALL_LIMIT: u64 = 20_000_000;

/// A least-squares problem along the axes of its bowl.
pub(crate) struct Counted {
    data: String,
    inputs: Inputs,
    pub(crate) basis: Eigenbasis,
    modes: Modes,
    /// The target is divided by this power of two: steps do not depend on its unit, but squares of its values may vanish.
    pub(super) exponent: i32,
}

/// The power of two that brings the largest value into [1/2, 1), which changes no digit.
fn exponent(values: &Array1<f64>) -> i32 {
    libm::frexp(values.iter().fold(0.0, |largest: f64, value| bits::max(largest, value.abs()))).1
}

impl Counted {
    /// The problem of predicting the target of somebody's set from these inputs, or why it is beyond what can be computed.
    pub(super) fn of_study(study: &Study, inputs: Inputs) -> Result<Self, String> {
        let features = study.set().feature_count();
        if features > MOST_FEATURES {
            return Err(too_many(features));
        }
        let mut design = Design::of_inputs(study, inputs)?;
        Ok(Counted::of_design(study.set(), inputs, &mut design))
    }

    /// The same of a design, whose target is divided by the power of two.
    pub(crate) fn of_design(set: &Dataset, inputs: Inputs, design: &mut Design) -> Self {
        let exponent = exponent(&set.target);
        design.target.mapv_inplace(|value| libm::ldexp(value, -exponent));
        let basis = Eigenbasis::of_least_squares(design);
        let error: Vec<f64> = basis.coefficients.iter().map(|coefficient| -coefficient).collect();
        let modes = Modes::new(&basis.eigenvalues, &error);
        Counted { data: set.name.clone(), inputs, basis, modes, exponent }
    }

    /// Steps of gradient descent with this learning rate until the error of the parameters is small enough; `None` if it never is.
    pub(crate) fn steps(&self, step: f64) -> Option<u64> {
        self.modes.gradient_descent_steps(step, TOLERANCE, Measure::Error)
    }

    /// Predicts, and counts in the eigenbasis; the heavy ball up to `limit` steps.
    pub(super) fn counted(&self, technique: Technique, limit: u64) -> Speed {
        let kappa = self.condition_number();
        let at_least_one = |steps: f64| Some(bits::max(steps, 1.0));
        let speed = Speed::of(&self.data, MODEL, self.inputs, technique);
        let speed = Speed { condition_number: Some(kappa), ..speed };
        let Some((method, equivalent)) = self.first_order(technique) else {
            return match technique {
                Technique::Newton => Speed { rate: Some(0.0), predicted: Some(1.0), ..speed },
                _ => speed,
            };
        };
        match method {
            Method::GradientDescent { step } => Speed {
                step: Some(step),
                rate: Some(theory::gradient_descent_rate(equivalent)),
                predicted: at_least_one(theory::gradient_descent_steps(equivalent, TOLERANCE)),
                eigenbasis: self.steps(step),
                loss_steps: self.modes.gradient_descent_steps(step, TOLERANCE, Measure::LossGap),
                ..speed
            },
            Method::Momentum { step, momentum } => Speed {
                step: Some(step),
                rate: Some(theory::heavy_ball_rate(kappa)),
                predicted: at_least_one(theory::heavy_ball_steps(kappa, TOLERANCE)),
                eigenbasis: self.modes.heavy_ball_steps(step, momentum, TOLERANCE, Measure::Error, limit),
                ..speed
            },
            _ => speed,
        }
    }

    /// κ, to the digits that hold even after whitening, which leaves eigenvalues within 10⁻⁹ of each other but not the
    /// same.
    fn condition_number(&self) -> f64 {
        bits::round_significant(self.basis.condition_number(), 8)
    }

    /// The method with its parameters, and the κ at which (κ − 1)/(κ + 1) is its rate.
    pub(super) fn first_order(&self, technique: Technique) -> Option<(Method, f64)> {
        let (smallest, largest) = (self.basis.smallest(), self.basis.largest());
        let kappa = self.condition_number();
        // Its roots coincide at the best parameters, and a relative error δ of β parts them by √δ: all digits are
        // needed.
        let momentum = theory::heavy_ball_momentum(self.basis.condition_number());
        match technique {
            // 1 − αλₘᵢₙ = 1 − 1/κ = (κ' − 1)/(κ' + 1) for κ' = 2κ − 1.
            Technique::FixedStep => Some((Method::GradientDescent { step: 1.0 / largest }, 2.0 * kappa - 1.0)),
            Technique::BestStep => {
                Some((Method::GradientDescent { step: theory::best_step(smallest, largest) }, kappa))
            }
            Technique::Momentum => {
                let step = theory::heavy_ball_step(smallest, largest);
                Some((Method::Momentum { step, momentum }, kappa))
            }
            Technique::Adam | Technique::Newton => None,
        }
    }
}
