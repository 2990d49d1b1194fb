//! How do gradient descent, momentum and Adam step? Each keeps one or two vectors besides the parameters; see [`super`] for the updates.

use super::method::Method;
use super::run::{Outcome, Run};
use crate::bits::{self, Real};
use crate::objective::{Abilities, Objective};

/// Runs a first-order method.
pub(super) fn descend<T: Real>(
    objective: &mut dyn Objective<T>,
    start: &[T],
    method: Method,
    budget: u64,
    reached: &mut dyn FnMut(&[T], T) -> bool,
) -> Run<T> {
    let mut state = State::new(start.len());
    let (mut parameters, mut gradient) = (start.to_vec(), vec![T::zero(); start.len()]);
    let mut steps = 0;
    let (outcome, loss) = loop {
        let loss = objective.loss_and_gradient(&parameters, &mut gradient);
        if !(loss.is_finite() && bits::all_finite(&gradient)) {
            break (Outcome::Diverged { layer: objective.abilities().broken_layer(&gradient) }, loss);
        }
        if reached(&parameters, loss) {
            break (Outcome::Converged, loss);
        }
        if steps == budget {
            break (Outcome::BudgetSpent, loss);
        }
        if !state.step(method, &mut parameters, &gradient) && objective.abilities().repeats() {
            break (Outcome::Stalled, loss);
        }
        steps += 1;
    };
    Run { outcome, steps, evaluations: steps + 1, loss, parameters }
}

/// What a method remembers from step to step.
struct State<T> {
    /// Momentum's velocity, or Adam's mean gradient.
    first: Vec<T>,
    /// Adam's mean squared gradient.
    second: Vec<T>,
    /// β₁ᵗ and β₂ᵗ.
    powers: (f64, f64),
}

impl<T: Real> State<T> {
    fn new(dimension: usize) -> Self {
        let zeros = || vec![T::zero(); dimension];
        State { first: zeros(), second: zeros(), powers: (1.0, 1.0) }
    }

    /// Takes a step and says whether it changed anything, the memory included. If not, neither will the next one, because the
    /// gradient is the same again.
    fn step(&mut self, method: Method, parameters: &mut [T], gradient: &[T]) -> bool {
        let real = T::from_f64;
        match method {
            Method::GradientDescent { step } => bits::add_multiple(parameters, -real(step), gradient),
            Method::Momentum { step, momentum } => {
                let (step, momentum) = (real(step), real(momentum));
                let mut changed = false;
                for ((w, &g), v) in parameters.iter_mut().zip(gradient).zip(&mut self.first) {
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
                let (step, epsilon, first, second) = (real(step), real(epsilon), real(first), real(second));
                let [keep1, take1, keep2, take2] = [beta1, 1.0 - beta1, beta2, 1.0 - beta2].map(real);
                let memory = self.first.iter_mut().zip(&mut self.second);
                for ((w, &g), (m, s)) in parameters.iter_mut().zip(gradient).zip(memory) {
                    changed |= set(m, keep1 * *m + take1 * g);
                    changed |= set(s, keep2 * *s + take2 * (g * g));
                    changed |= set(w, *w - step * (*m / first) / ((*s / second).sqrt() + epsilon));
                }
                changed
            }
            Method::Newton => unreachable!("Newton's method has its own loop"),
        }
    }
}

/// Sets a value and says whether it changed.
fn set<T: PartialEq>(value: &mut T, new: T) -> bool {
    let changed = *value != new;
    *value = new;
    changed
}
