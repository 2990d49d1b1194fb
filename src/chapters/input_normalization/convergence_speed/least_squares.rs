//! How many steps does least squares take? Predicted by κ, counted in the eigenbasis, and taken.
//!
//! All runs start at w = 0 and end when ‖w − w*‖ ≤ 10⁻⁶·‖w*‖. They are run with the origin moved to the minimum, on
//! J(e) = ½eᵀHe from e = −w*: every method here does the same after such a move, and what rounding adds to a step is
//! then a few u of the error that is left. In the coordinates of the data it is a few u of ‖w*‖, which H⁻¹ blows up to
//! κu‖w*‖: at κ = 10⁶ the descent would end at another point, 10⁻⁹ of ‖w*‖ away or more, and its steps could not be
//! held against an exact count.
//!
//! **How near are a run and a count?** (1/m)ZᵀZ is rounded; with rounding errors as good as independent (Higham & Mary
//! 2019) that moves λₘᵢₙ by about √m·u·λₘₐₓ, and a count of k steps by k·√m·u·κ. The rounding of the steps themselves
//! is a walk of k steps of √n·u in the logarithm of the error, which moves the crossing by (κ/2)·√(kn)·u. For k ≤ 10⁷
//! and κ ≤ 10⁶ both are below 0.1. So the two counts differ by one where the crossing falls that near to a whole step,
//! and otherwise not at all.

use ndarray::{Array2, Axis};

use super::super::design::Design;
use super::super::inputs::Inputs;
use super::Technique;
use super::counted::{Counted, HEAVY_BALL_LIMIT, TOLERANCE};
use super::speed::{ADAM_STEPS, Speed, fewest_steps};
use crate::bits;
use crate::data::Dataset;
use crate::descent::{Method, Run, descend};
use crate::objective::{Abilities, LeastSquares};

/// Gradient descent and momentum are run where the eigenbasis counts no more steps than this.
pub(super) const BUDGET: u64 = 700_000;
/// On a quadratic Newton's method needs one step; more are for rounding.
const NEWTON_BUDGET: u64 = 10;
/// Adam gets this many steps with each step size.
const ADAM_BUDGET: u64 = 20_000;

/// A least-squares problem seen from its minimum.
pub(super) struct Problem {
    pub(super) counted: Counted,
    /// H, without the rows and columns of features that are zero in all examples.
    hessian: Array2<f64>,
    /// −w*.
    start: Vec<f64>,
}

impl Problem {
    /// The problem of predicting the target of a set of our own from these inputs.
    pub(super) fn new(set: &Dataset, inputs: Inputs) -> Self {
        let mut design = Design::of(inputs.of(set).view(), &set.target);
        let counted = Counted::of_design(set, inputs, &mut design);
        let minimum = counted.basis.minimum();
        let hessian = design.objective().curvature(&minimum).expect("least squares has a Hessian");
        // A constant feature leaves a column of zeros, or of rounding errors after whitening: 10⁻⁸ of the longest
        // column or less. No feature is really that small beside another. Nothing moves along it, but Newton would
        // divide rounding by rounding.
        let zero = f64::EPSILON * hessian.diag().iter().fold(0.0_f64, |largest, entry| bits::max(largest, *entry));
        let moving: Vec<usize> = (0..minimum.len()).filter(|&i| hessian[(i, i)] > zero).collect();
        Problem {
            hessian: hessian.select(Axis(0), &moving).select(Axis(1), &moving),
            start: moving.iter().map(|&i| -libm::ldexp(minimum[i], counted.exponent)).collect(),
            counted,
        }
    }

    /// Predicts, counts and, where `BUDGET` allows, runs.
    pub(super) fn speed(&self, technique: Technique) -> Speed {
        let speed = self.counted.counted(technique, HEAVY_BALL_LIMIT);
        match technique {
            Technique::Adam => {
                let start = Speed { budget: ADAM_BUDGET, ..speed };
                fewest_steps(start, &ADAM_STEPS, |speed, step, budget| self.run(speed, Method::adam(step), budget))
            }
            Technique::Newton => self.run(speed, Method::Newton, NEWTON_BUDGET),
            _ if speed.eigenbasis.is_some_and(|steps| steps <= BUDGET) => {
                let (method, _) = self.counted.first_order(technique).expect("counted methods have a step");
                // An agreement is only seen if the run may also be the longer one.
                self.run(speed, method, BUDGET + BUDGET / 100)
            }
            _ => Speed { outcome: "counted".into(), ..speed },
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
