//! What is known about one cell of the sweep: a data set, a model, its inputs and a method?

use super::super::inputs::Inputs;
use super::Technique;
use crate::descent::{Outcome, Run};
use crate::report::Measured;

/// One row of the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Speed {
    pub(super) data: String,
    pub(super) model: &'static str,
    pub(super) inputs: &'static str,
    pub(super) method: &'static str,
    /// κ, where the model has one.
    pub(super) condition_number: Option<f64>,
    /// The step that was used.
    pub(super) step: Option<f64>,
    /// By what the error shrinks in each step, where theory says so.
    pub(super) rate: Option<f64>,
    /// How many steps theory allows at most (for momentum: in the long run).
    pub(super) predicted: Option<f64>,
    /// Steps counted in the eigenbasis.
    pub(super) eigenbasis: Option<u64>,
    /// Steps that were taken.
    pub(super) measured: Option<u64>,
    /// The fewest steps over several starts.
    pub(super) fewest: Option<u64>,
    /// The most steps over several starts, if all arrived.
    pub(super) most: Option<u64>,
    /// Steps until the loss is as near to its minimum; counted, or else taken.
    pub(super) loss_steps: Option<u64>,
    /// How many steps a run was allowed.
    pub(super) budget: u64,
    /// Why the run ended.
    pub(super) outcome: String,
}

impl Speed {
    /// Nothing known yet of a technique on these inputs.
    pub(super) fn of(data: &str, model: &'static str, inputs: Inputs, technique: Technique) -> Self {
        let (data, inputs, method) = (data.to_owned(), inputs.name(), technique.name());
        Speed { data, model, inputs, method, ..Speed::default() }
    }

    /// Steps that were taken, or else counted.
    pub(super) fn steps(&self) -> Option<u64> {
        self.measured.or(self.eigenbasis)
    }

    /// Notes a run.
    pub(super) fn ran(mut self, run: &Run) -> Self {
        self.outcome = run.outcome.name().into();
        self.measured = (run.outcome == Outcome::Converged).then_some(run.steps);
        self
    }
}

/// The row of the same data, model and method with other inputs.
pub(super) fn with_inputs<'a>(speeds: &'a [Speed], speed: &Speed, inputs: &str) -> Option<&'a Speed> {
    let names = |speed: &'a Speed| (&speed.data, speed.model, speed.method);
    let wanted = (&speed.data, speed.model, speed.method);
    speeds.iter().find(|other| names(other) == wanted && other.inputs == inputs)
}

/// Adam's step sizes. None is 1, because Adam's first step changes every parameter by exactly its step size: where the
/// minimum is at (0, 1, 1), as in the notes' examples after standardization, that would be a lucky hit.
pub(super) const ADAM_STEPS: [f64; 3] = [0.03, 0.3, 3.0];

/// The best of several step sizes: the run with the fewest steps. None is run longer than the best before it.
pub(super) fn fewest_steps(start: Speed, steps: &[f64], run: impl Fn(Speed, f64, u64) -> Speed) -> Speed {
    let mut best = Speed { outcome: Outcome::BudgetSpent.name().into(), ..start.clone() };
    for &step in steps {
        let limit = best.measured.unwrap_or(start.budget);
        let candidate = run(Speed { step: Some(step), ..start.clone() }, step, limit);
        if candidate.measured.is_some_and(|steps| best.measured.is_none_or(|fewest| steps < fewest)) {
            best = Speed { budget: start.budget, ..candidate };
        }
    }
    best
}

/// How many times as many steps the first takes as the second. A run that spent its budget gives one end of the
/// interval only, and the other is infinite or 0.
pub(super) fn ratio(slow: &Speed, fast: &Speed) -> Measured {
    match (slow.steps(), fast.steps()) {
        (Some(slow), Some(fast)) => Measured::exact(slow as f64 / fast as f64),
        (None, Some(fast)) => {
            let least = slow.budget as f64 / fast as f64;
            let note = format!("at least: the first was not there after {} steps", slow.budget);
            Measured::interval(least, least, f64::INFINITY, 1).noted(note)
        }
        (Some(slow), None) => {
            let most = slow as f64 / fast.budget as f64;
            let note = format!("at most: the second was not there after {} steps", fast.budget);
            Measured::interval(most, 0.0, most, 1).noted(note)
        }
        (None, None) => {
            let note = format!("neither was there after {} and {} steps", slow.budget, fast.budget);
            Measured::interval(f64::NAN, 0.0, f64::INFINITY, 1).noted(note)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(measured: Option<u64>) -> Speed {
        Speed { measured, budget: 1000, ..Speed::default() }
    }

    #[test]
    fn a_spent_budget_gives_one_end_of_the_ratio() {
        assert_eq!(ratio(&took(Some(30)), &took(Some(10))), Measured::exact(3.0));
        let at_least = Measured::interval(100.0, 100.0, f64::INFINITY, 1);
        let note = "at least: the first was not there after 1000 steps";
        assert_eq!(ratio(&took(None), &took(Some(10))), at_least.noted(note));
        let at_most = Measured::interval(0.01, 0.0, 0.01, 1);
        assert_eq!(
            ratio(&took(Some(10)), &took(None)),
            at_most.noted("at most: the second was not there after 1000 steps")
        );
        let nothing = ratio(&took(None), &took(None));
        assert!(nothing.value.is_nan() && nothing.low == 0.0 && nothing.high == f64::INFINITY);
        assert_eq!(nothing.note, "neither was there after 1000 and 1000 steps");
    }

    #[test]
    fn the_best_step_size_is_the_one_with_the_fewest_steps() {
        let run = |speed: Speed, step: f64, budget: u64| {
            let needed = (100.0 / step) as u64;
            Speed { measured: (step < 8.0 && needed <= budget).then_some(needed), budget, ..speed }
        };
        let best = fewest_steps(took(None), &[0.01, 1.0, 4.0, 2.0, 9.0], run);
        assert_eq!((best.measured, best.step, best.budget), (Some(25), Some(4.0), 1000));
        assert_eq!(fewest_steps(took(None), &[0.01], run).outcome, "budget spent");
    }

    #[test]
    fn steps_that_were_taken_come_before_steps_that_were_counted() {
        assert_eq!(Speed { eigenbasis: Some(7), ..took(Some(8)) }.steps(), Some(8));
        assert_eq!(Speed { eigenbasis: Some(7), ..took(None) }.steps(), Some(7));
    }
}
