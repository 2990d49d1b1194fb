//! How does Newton's method step where the curvature is singular, indefinite, or a poor guide? Damped: see [`super::Method::Newton`].

use super::cholesky;
use super::run::{Outcome, Run};
use crate::bits::{self, Real};
use crate::objective::{Abilities, Objective};

/// An iterate with its loss and gradient.
struct Iterate<T> {
    parameters: Vec<T>,
    gradient: Vec<T>,
    loss: T,
}

/// Runs Newton's method.
pub(super) fn descend<T: Real>(
    objective: &mut dyn Objective<T>,
    start: &[T],
    budget: u64,
    reached: &mut dyn FnMut(&[T], T) -> bool,
) -> Run<T> {
    let mut evaluations = 0;
    let mut at = evaluate(objective, start.to_vec(), &mut evaluations);
    let (mut steps, mut damping) = (0, 0.0);
    let outcome = loop {
        if !(at.loss.is_finite() && bits::all_finite(&at.gradient)) {
            break Outcome::Diverged { layer: objective.abilities().broken_layer(&at.gradient) };
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

fn evaluate<T: Real>(objective: &mut dyn Objective<T>, parameters: Vec<T>, evaluations: &mut u64) -> Iterate<T> {
    let mut gradient = vec![T::zero(); parameters.len()];
    let loss = objective.loss_and_gradient(&parameters, &mut gradient);
    *evaluations += 1;
    Iterate { parameters, gradient, loss }
}

/// The next iterate, and the damping for the one after it; `None` if no damping leads on. `damping` is relative to max diag C.
///
/// The equations are solved in f64 whatever the precision of the objective.
fn step<T: Real>(
    objective: &mut dyn Objective<T>,
    at: &Iterate<T>,
    damping: &mut f64,
    evaluations: &mut u64,
) -> Option<Iterate<T>> {
    let unit_roundoff = <f64 as Real>::UNIT_ROUNDOFF;
    let first_damping = unit_roundoff.sqrt();
    let curvature = objective.abilities().curvature(&at.parameters);
    let curvature = curvature.expect("Newton's method needs an objective with a curvature");
    let scale = curvature.diag().iter().fold(f64::MIN_POSITIVE, |scale, entry| bits::max(scale, entry.abs()));
    while *damping <= 1.0 / unit_roundoff {
        let mut change: Vec<f64> = at.gradient.iter().map(|entry| entry.to_f64()).collect();
        if cholesky::solve(curvature.clone(), *damping * scale, &mut change).is_some() {
            let parameters =
                at.parameters.iter().zip(&change).map(|(w, change)| T::from_f64(w.to_f64() - change)).collect();
            let next = evaluate(objective, parameters, evaluations);
            if leads_on(&next, at) {
                *damping = if *damping > first_damping { *damping / 10.0 } else { 0.0 };
                return Some(next);
            }
        }
        *damping = bits::max(*damping * 10.0, first_damping);
    }
    None
}

/// A lower loss; or, where rounding hides the difference of the losses, the same loss and a smaller gradient.
fn leads_on<T: Real>(next: &Iterate<T>, at: &Iterate<T>) -> bool {
    let square = |iterate: &Iterate<T>| bits::dot(&iterate.gradient, &iterate.gradient);
    next.loss < at.loss || (next.loss == at.loss && square(next) < square(at))
}
