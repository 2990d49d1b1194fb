//! How many steps does least squares take? Predicted by κ, counted in the eigenbasis, and taken.
//!
//! All runs start at w = 0 and end when ‖w − w*‖ ≤ 10⁻⁶·‖w*‖. They are run with the origin moved to the minimum, on
//! J(e) = ½eᵀHe from e = −w*: every method here does the same after such a move, and what rounding adds to a step is
//! then a few u of the error that is left. In the coordinates of the data it is a few u of ‖w*‖, which H⁻¹ blows up to
//! κu‖w*‖: at κ = 10⁶ the descent would end at another point, 10⁻⁹ of ‖w*‖ away or more, and its steps could not be
//! held against an exact count.
//!
//! **How near are a run and a count?** (1/m)ZᵀZ is rounded; with rounding errors as good as independent (Higham & Mary
//! 2019) that moves λmin by about √m·u·λmax, and a count of k steps by k·√m·u·κ. The rounding of the steps themselves
//! is a walk of k steps of √n·u in the logarithm of the error, which moves the crossing by (κ/2)·√(kn)·u. For k ≤ 10⁷
//! and κ ≤ 10⁶ both are below 0.1. So the two counts differ by one where the crossing falls that near to a whole step,
//! and otherwise not at all.

use ndarray::{Array1, Array2, Axis};

use super::super::inputs::{Inputs, MOST_FEATURES, too_many};
use super::Technique;
use super::eigenbasis::Eigenbasis;
use super::speed::{ADAM_STEPS, Speed, fewest_steps};
use crate::bits;
use crate::data::Dataset;
use crate::descent::eigenbasis::{Measure, Modes};
use crate::descent::{Method, Run, descend};
use crate::objective::{Abilities, LeastSquares};
use crate::theory::steps as theory;

/// Name of the model in the table.
pub(super) const MODEL: &str = "least_squares";
/// The part of the error that is left when a run ends.
pub(super) const TOLERANCE: f64 = 1e-6;
/// Gradient descent and momentum are run where the eigenbasis counts no more steps than this.
pub(super) const BUDGET: u64 = 700_000;
/// On a quadratic Newton's method needs one step; more are for rounding.
const NEWTON_BUDGET: u64 = 10;
/// Stepping the modes costs n operations a step instead of n².
pub(super) const HEAVY_BALL_LIMIT: u64 = 20_000_000;
/// Adam gets this many steps with each step size.
const ADAM_BUDGET: u64 = 20_000;

/// A least-squares problem seen from its minimum.
pub(super) struct Problem {
    data: String,
    inputs: Inputs,
    basis: Eigenbasis,
    modes: Modes,
    /// H, without the rows and columns of features that are zero in all examples.
    hessian: Array2<f64>,
    /// −w*.
    start: Vec<f64>,
}

/// The power of two that brings the largest value into [1/2, 1), which changes no digit.
fn exponent(values: &Array1<f64>) -> i32 {
    libm::frexp(values.iter().fold(0.0, |largest: f64, value| bits::max(largest, value.abs()))).1
}

impl Problem {
    /// The problem of predicting the target of a set of our own from these inputs.
    pub(super) fn new(set: &Dataset, inputs: Inputs) -> Self {
        Problem::try_new(set, inputs).expect("the project's own data can be computed with")
    }

    /// The problem of predicting the target of a set from these inputs, or why it is beyond what can be computed.
    pub(super) fn try_new(set: &Dataset, inputs: Inputs) -> Result<Self, String> {
        if set.feature_count() > MOST_FEATURES {
            return Err(too_many(set.feature_count()));
        }
        let features = inputs.try_of(set)?;
        // Steps do not depend on the unit of the target, but squares of its values may vanish.
        let exponent = exponent(&set.target);
        let target = set.target.mapv(|value| libm::ldexp(value, -exponent));
        let basis = Eigenbasis::of_least_squares(features.view(), target.view());
        let error: Vec<f64> = basis.coefficients.iter().map(|coefficient| -coefficient).collect();
        let modes = Modes::new(&basis.eigenvalues, &error);
        let mut objective = LeastSquares::new(features.view(), target.view()).expect("a data set is finite");
        let minimum = basis.minimum();
        let hessian = objective.curvature(&minimum).expect("least squares has a Hessian");
        // A constant feature leaves a column of zeros, or of rounding errors after whitening: 10⁻⁸ of the longest
        // column or less. No feature is really that small beside another. Nothing moves along it, but Newton would
        // divide rounding by rounding.
        let zero = f64::EPSILON * hessian.diag().iter().fold(0.0_f64, |largest, entry| bits::max(largest, *entry));
        let moving: Vec<usize> = (0..minimum.len()).filter(|&i| hessian[(i, i)] > zero).collect();
        Ok(Problem {
            data: set.name.clone(),
            inputs,
            modes,
            hessian: hessian.select(Axis(0), &moving).select(Axis(1), &moving),
            start: moving.iter().map(|&i| -libm::ldexp(minimum[i], exponent)).collect(),
            basis,
        })
    }

    /// Predicts, counts and, where `BUDGET` allows, runs.
    pub(super) fn speed(&self, technique: Technique) -> Speed {
        let speed = self.counted(technique, HEAVY_BALL_LIMIT);
        match technique {
            Technique::Adam => {
                let start = Speed { budget: ADAM_BUDGET, ..speed };
                fewest_steps(start, &ADAM_STEPS, |speed, step, budget| self.run(speed, Method::adam(step), budget))
            }
            Technique::Newton => self.run(speed, Method::Newton, NEWTON_BUDGET),
            _ if speed.eigenbasis.is_some_and(|steps| steps <= BUDGET) => {
                let (method, _) = self.first_order(technique).expect("counted methods have a step");
                // An agreement is only seen if the run may also be the longer one.
                self.run(speed, method, BUDGET + BUDGET / 100)
            }
            _ => Speed { outcome: "counted".into(), ..speed },
        }
    }

    /// Predicts, and counts in the eigenbasis; the heavy ball up to `limit` steps.
    pub(super) fn counted(&self, technique: Technique, limit: u64) -> Speed {
        let kappa = self.condition_number();
        let at_least_one = |steps: f64| Some(bits::max(steps, 1.0));
        let speed = Speed {
            data: self.data.clone(),
            model: MODEL,
            inputs: self.inputs.name(),
            method: technique.name(),
            condition_number: Some(kappa),
            ..Speed::default()
        };
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
                eigenbasis: self.modes.gradient_descent_steps(step, TOLERANCE, Measure::Error),
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
    fn first_order(&self, technique: Technique) -> Option<(Method, f64)> {
        let (smallest, largest) = (self.basis.smallest(), self.basis.largest());
        let kappa = self.condition_number();
        // Its roots coincide at the best parameters, and a relative error δ of β parts them by √δ: all digits are
        // needed.
        let momentum = theory::heavy_ball_momentum(self.basis.condition_number());
        match technique {
            // 1 − αλmin = 1 − 1/κ = (κ' − 1)/(κ' + 1) for κ' = 2κ − 1.
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

    /// Runs until the error is small enough; the loss gets there on the way.
    fn run(&self, speed: Speed, method: Method, budget: u64) -> Speed {
        let (run, loss_steps) = self.descend(method, budget);
        Speed { budget, loss_steps: speed.loss_steps.or(loss_steps), ..speed }.ran(&run)
    }

    /// The run, and the first step at which the loss is within the tolerance.
    fn descend(&self, method: Method, budget: u64) -> (Run, Option<u64>) {
        let zeros = vec![0.0; self.start.len()];
        let mut objective =
            LeastSquares::from_moments(self.hessian.view(), &zeros, 0.0).expect("the Hessian is square");
        let wanted = TOLERANCE * TOLERANCE * bits::dot(&self.start, &self.start);
        let (mut seen, mut wanted_loss, mut loss_steps) = (0, 0.0, None);
        let run = descend(&mut objective, &self.start, method, budget, |error, loss| {
            if seen == 0 {
                wanted_loss = TOLERANCE * loss;
            }
            if loss_steps.is_none() && loss <= wanted_loss {
                loss_steps = Some(seen);
            }
            seen += 1;
            bits::dot(error, error) <= wanted
        });
        (run, loss_steps)
    }
}
