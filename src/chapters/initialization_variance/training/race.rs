//! Which step size suits a kind of network? The winner of a race between those of a grid, from starts that do not count.
//!
//! In the heat every step size runs briefly from one start. The two that are ahead run the final, longer and from a few
//! starts, that one among them. Ahead is who arrives more often, then who needs fewer steps, then who has the lower loss
//! (medians).

use super::Trained;
use crate::parallel;
use crate::statistics;

/// How many step sizes run the final.
const FINALISTS: usize = 2;

/// A grid of step sizes, and how long they run.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Race {
    pub(in super::super) steps: &'static [f64],
    /// Steps of training in the heat.
    pub(in super::super) heat: u64,
    /// Steps of training in the final.
    pub(in super::super) last: u64,
    /// Starts in the final.
    pub(in super::super) pilots: usize,
}

impl Race {
    /// The step size for each plan; `train` takes a plan, a step size, a budget and the number of a start.
    pub(in super::super) fn winners<P: Copy + Send + Sync>(
        &self,
        plans: &[P],
        train: impl Fn(P, f64, u64, usize) -> Trained + Sync,
    ) -> Vec<f64> {
        let every = plans.iter().flat_map(|&plan| self.steps.iter().map(move |&step| (plan, step)));
        let heat = parallel::cells(every, |(plan, step)| train(plan, step, self.heat, 0));
        let finalists: Vec<(P, f64)> = plans
            .iter()
            .zip(heat.chunks(self.steps.len()))
            .flat_map(|(&plan, outcomes)| {
                let first = ranked(outcomes, 1).into_iter().take(FINALISTS);
                first.map(move |index| (plan, self.steps[index]))
            })
            .collect();
        let every = finalists.iter().flat_map(|&runner| (0..self.pilots).map(move |pilot| (runner, pilot)));
        let finals = parallel::cells(every, |((plan, step), pilot)| train(plan, step, self.last, pilot));
        let each = FINALISTS.min(self.steps.len());
        let races = finalists.chunks(each).zip(finals.chunks(each * self.pilots));
        races.map(|(finalists, outcomes)| finalists[ranked(outcomes, self.pilots)[0]].1).collect()
    }
}

/// The runners, each with so many outcomes, from the best to the worst; equals stay in order.
fn ranked(outcomes: &[Trained], each: usize) -> Vec<usize> {
    let scores: Vec<(usize, f64, f64)> = outcomes.chunks(each).map(score).collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[a].partial_cmp(&scores[b]).expect("no score is NaN"));
    order
}

/// How many did not arrive, the median of the steps and that of the losses: less is better.
fn score(outcomes: &[Trained]) -> (usize, f64, f64) {
    let median = |values: Vec<f64>| statistics::median(&values).expect("at least one outcome");
    let steps: Vec<f64> = outcomes.iter().map(Trained::steps_or_never).collect();
    let lost = steps.iter().filter(|steps| steps.is_infinite()).count();
    (lost, median(steps), median(outcomes.iter().map(|outcome| outcome.loss).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrived(steps: u64) -> Trained {
        Trained { steps: Some(steps), loss: 0.5 }
    }

    fn lost(loss: f64) -> Trained {
        Trained { steps: None, loss }
    }

    #[test]
    fn arrivals_come_before_steps_and_steps_before_losses() {
        assert_eq!(ranked(&[lost(f64::INFINITY), arrived(30), arrived(20), lost(0.1)], 1), [2, 1, 3, 0]);
        // Two slow arrivals beat a fast one.
        assert_eq!(ranked(&[arrived(5), lost(2.0), arrived(90), arrived(80)], 2), [1, 0]);
        assert_eq!(ranked(&[lost(2.0), lost(2.0)], 1), [0, 1]);
    }

    #[test]
    fn a_lucky_heat_does_not_win_the_final() {
        // The largest step is fastest from the first start and fails from all others; the smallest is too slow.
        let race = Race { steps: &[0.1, 1.0, 10.0], heat: 20, last: 100, pilots: 3 };
        let train = |plan: f64, step: f64, budget: u64, pilot: usize| {
            let needed = (50.0 / step / plan) as u64;
            let fails = needed > budget || (step == 10.0 && pilot > 0);
            if fails { lost(needed as f64) } else { arrived(needed) }
        };
        assert_eq!(race.winners(&[1.0, 1.5, 100.0], train), [1.0, 1.0, 1.0]);
        assert_eq!(race.winners(&[0.01], train), [10.0], "nobody arrives but once");
    }
}
