//! How does Newton's method step where the curvature is singular, indefinite, or a poor guide? Damped: see [`super::Method::Newton`].

use super::{Outcome, Run, cholesky};
use crate::bits::{self, Real};
use crate::objective::Objective;

/// An iterate with its loss and gradient.
struct Iterate {
    parameters: Vec<f64>,
    gradient: Vec<f64>,
    loss: f64,
}

/// Runs Newton's method.
pub(super) fn descend(
    objective: &mut dyn Objective,
    start: &[f64],
    budget: u64,
    mut reached: impl FnMut(&[f64], f64) -> bool,
) -> Run {
    let mut evaluations = 0;
    let mut at = evaluate(objective, start.to_vec(), &mut evaluations);
    let (mut steps, mut damping) = (0, 0.0);
    let outcome = loop {
        if !at.loss.is_finite() {
            break Outcome::Diverged;
        }
        if reached(&at.parameters, at.loss) {
            break Outcome::Converged;
        }
        if steps == budget {
            break Outcome::BudgetSpent;
        }
        match step(objective, &at, &mut damping, &mut evaluations) {
            Some(next) => at = next,
            None => break Outcome::Stalled,
        }
        steps += 1;
    };
    Run { outcome, steps, evaluations, loss: at.loss, parameters: at.parameters }
}

fn evaluate(objective: &mut dyn Objective, parameters: Vec<f64>, evaluations: &mut u64) -> Iterate {
    let mut gradient = vec![0.0; parameters.len()];
    let loss = objective.loss_and_gradient(&parameters, &mut gradient);
    *evaluations += 1;
    Iterate { parameters, gradient, loss }
}

/// The next iterate, and the damping for the one after it; `None` if no damping leads on. `damping` is relative to max diag C.
fn step(objective: &mut dyn Objective, at: &Iterate, damping: &mut f64, evaluations: &mut u64) -> Option<Iterate> {
    let unit_roundoff = <f64 as Real>::UNIT_ROUNDOFF;
    let first_damping = unit_roundoff.sqrt();
    let curvature = objective.curvature(&at.parameters);
    let scale = curvature.diag().iter().fold(f64::MIN_POSITIVE, |scale, entry| scale.max(entry.abs()));
    while *damping <= 1.0 / unit_roundoff {
        let mut change = at.gradient.clone();
        if cholesky::solve(curvature.clone(), *damping * scale, &mut change).is_some() {
            let parameters = at.parameters.iter().zip(&change).map(|(w, change)| w - change).collect();
            let next = evaluate(objective, parameters, evaluations);
            if leads_on(&next, at) {
                *damping = if *damping > first_damping { *damping / 10.0 } else { 0.0 };
                return Some(next);
            }
        }
        *damping = (*damping * 10.0).max(first_damping);
    }
    None
}

/// A lower loss; or, where rounding hides the difference of the losses, the same loss and a smaller gradient.
fn leads_on(next: &Iterate, at: &Iterate) -> bool {
    let square = |iterate: &Iterate| bits::dot(&iterate.gradient, &iterate.gradient);
    next.loss < at.loss || (next.loss == at.loss && square(next) < square(at))
}
