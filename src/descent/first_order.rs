//! How do gradient descent, momentum and Adam step? Each keeps one or two vectors besides the parameters; see [`super`] for the updates.

use super::{Method, Outcome, Run};
use crate::objective::Objective;

/// Runs a first-order method.
pub(super) fn descend(
    objective: &mut dyn Objective,
    start: &[f64],
    method: Method,
    budget: u64,
    mut reached: impl FnMut(&[f64], f64) -> bool,
) -> Run {
    let mut state = State::new(start.len());
    let (mut parameters, mut gradient) = (start.to_vec(), vec![0.0; start.len()]);
    let mut steps = 0;
    let (outcome, loss) = loop {
        let loss = objective.loss_and_gradient(&parameters, &mut gradient);
        if !loss.is_finite() {
            break (Outcome::Diverged, loss);
        }
        if reached(&parameters, loss) {
            break (Outcome::Converged, loss);
        }
        if steps == budget {
            break (Outcome::BudgetSpent, loss);
        }
        if !state.step(method, &mut parameters, &gradient) {
            break (Outcome::Stalled, loss);
        }
        steps += 1;
    };
    Run { outcome, steps, evaluations: steps + 1, loss, parameters }
}

/// What a method remembers from step to step.
struct State {
    /// Momentum's velocity, or Adam's mean gradient.
    first: Vec<f64>,
    /// Adam's mean squared gradient.
    second: Vec<f64>,
    /// β₁ᵗ and β₂ᵗ.
    powers: (f64, f64),
}

impl State {
    fn new(dimension: usize) -> State {
        State { first: vec![0.0; dimension], second: vec![0.0; dimension], powers: (1.0, 1.0) }
    }

    /// Takes a step and says whether it changed anything, the memory included. If not, neither will the next one, because the
    /// gradient is the same again.
    fn step(&mut self, method: Method, parameters: &mut [f64], gradient: &[f64]) -> bool {
        match method {
            Method::GradientDescent { step } => {
                parameters.iter_mut().zip(gradient).fold(false, |changed, (w, g)| set(w, *w - step * g) | changed)
            }
            Method::Momentum { step, momentum } => {
                let mut changed = false;
                for ((w, g), v) in parameters.iter_mut().zip(gradient).zip(&mut self.first) {
                    changed |= set(v, momentum * *v - step * g);
                    changed |= set(w, *w + *v);
                }
                changed
            }
            Method::Adam { step, beta1, beta2, epsilon } => {
                let corrections = (1.0 - self.powers.0, 1.0 - self.powers.1);
                self.powers = (self.powers.0 * beta1, self.powers.1 * beta2);
                let (first, second) = (1.0 - self.powers.0, 1.0 - self.powers.1);
                let mut changed = corrections != (first, second);
                let memory = self.first.iter_mut().zip(&mut self.second);
                for ((w, g), (m, s)) in parameters.iter_mut().zip(gradient).zip(memory) {
                    changed |= set(m, beta1 * *m + (1.0 - beta1) * g);
                    changed |= set(s, beta2 * *s + (1.0 - beta2) * (g * g));
                    changed |= set(w, *w - step * (*m / first) / ((*s / second).sqrt() + epsilon));
                }
                changed
            }
            Method::Newton => unreachable!("Newton's method has its own loop"),
        }
    }
}

/// Sets a value and says whether it changed.
fn set(value: &mut f64, new: f64) -> bool {
    let changed = *value != new;
    *value = new;
    changed
}
