//! Is the effect of tuning measured on starts that did not choose, and does the multiplier do what it must?

use super::*;
use crate::bits;
use crate::chapters::testing::own_settings;
use crate::report::Verdict;

fn sweep(addition: Addition, activation: Activation, depth: usize, steps: [Option<u64>; 5]) -> Sweep {
    let trained = |steps: Option<u64>| Trained { steps, loss: steps.map_or(2.0, |_| 0.1) };
    Sweep {
        data: "digits".into(),
        addition,
        activation,
        depth,
        step: 0.1,
        outcomes: steps.map(|steps| vec![trained(steps); SEEDS]).to_vec(),
    }
}

/// All tasks with the same steps, by depth.
fn tasks(steps: impl Fn(Addition, usize) -> [Option<u64>; 5]) -> Vec<Sweep> {
    let problems = problems(3, &DEPTHS);
    problems.iter().map(|p| sweep(p.addition, p.activation, p.depth, steps(p.addition, p.depth))).collect()
}

#[test]
fn effects_by_hand() {
    let plain = |steps| sweep(Addition::Plain, Activation::Relu, 5, steps);
    let best = plain([Some(40), Some(20), Some(30), None, None]);
    assert_eq!(best.effects(), vec![1.5; SEEDS]);
    assert_eq!(plain([None, None, None, Some(50), None]).effect(), Some(4.0), "the budget of 200 steps over 50");
    assert_eq!(plain([None; 5]).effect(), None, "nothing is known");
    assert_eq!(plain([None, None, Some(10), Some(10), None]).best(|_| true), DEFAULT, "a draw");
}

#[test]
fn luck_of_the_starts_that_choose_does_not_count() {
    // Each multiplier is lucky on one start of one half and slow on the others; only choosing and judging by the same start gains.
    let mut sweep = sweep(Addition::Plain, Activation::Relu, 5, [Some(50); 5]);
    sweep.outcomes[0][0].steps = Some(10);
    sweep.outcomes[1][1].steps = Some(10);
    assert_eq!(sweep.effect(), Some(1.0));
    assert!(sweep.effects().iter().all(|&effect| effect == 1.0));
    assert_ne!(sweep.best(|_| true), DEFAULT, "a choice by all starts would have been fooled");
}

#[test]
fn verdicts_follow_the_effects() {
    let moderate = tasks(|_, _| [Some(90), Some(20), Some(30), None, None]);
    for claim in [
        claims::only_a_starting_point(&moderate),
        claims::moderate_effect(&moderate),
        claims::often_considerable(&moderate),
    ] {
        assert_eq!(claim.verdict(), Verdict::Confirmed, "{}", claim.id);
    }
    let nothing = tasks(|_, _| [Some(30); 5]);
    for claim in [claims::only_a_starting_point(&nothing), claims::often_considerable(&nothing)] {
        assert_eq!(claim.verdict(), Verdict::Refuted, "{}", claim.id);
    }
    // That something happens sometimes no sample refutes.
    assert_eq!(claims::moderate_effect(&nothing).verdict(), Verdict::Undetermined);
    // A factor of 4.5 is more than moderate.
    let decisive = tasks(|_, _| [Some(90), Some(20), Some(90), None, None]);
    assert_eq!(claims::moderate_effect(&decisive).verdict(), Verdict::Undetermined);
    assert_eq!(claims::often_considerable(&decisive).verdict(), Verdict::Confirmed);
    // Some tasks are enough for a moderate effect sometimes, and not for often.
    let some = tasks(|_, depth| if depth == 2 { [Some(90), Some(20), Some(30), None, None] } else { [Some(30); 5] });
    assert_eq!(claims::moderate_effect(&some).verdict(), Verdict::Confirmed);
    assert_eq!(claims::often_considerable(&some).verdict(), Verdict::Refuted);
}

#[test]
fn batch_normalization_undoes_the_multiplier_and_plain_layers_do_not() {
    let task = Task::new(&data::wine(), 64, &mut own_settings(module_path!()).stream("test", 0));
    let last_hidden = |addition, multiplier: f64| {
        let network: Network = task.network(3, WIDTH, Activation::Relu, addition);
        let start = network.initial(
            &initializer(Activation::Relu, multiplier),
            &mut own_settings(module_path!()).stream("weights", 0),
        );
        network.trace(&start).activations[2].clone()
    };
    let change = |addition| {
        let (one, four) = (last_hidden(addition, 1.0), last_hidden(addition, 4.0));
        one.iter().zip(&four).fold(0.0, |worst: f64, (a, b)| bits::max(worst, (a - b).abs()))
    };
    // What is left is the 10⁻⁵ under the root, relative to variances of size 1, and what large ẑ make of it.
    assert!(change(Addition::BatchNormalization) < 1e-3);
    assert!(change(Addition::Plain) > 1.0);
}

#[test]
fn an_open_claim_says_how_many_tasks_would_decide_it() {
    let scattered = tasks(|_, depth| match depth {
        2 | 5 | 20 => [Some(60), Some(40), Some(60), None, None],
        _ => [Some(60); 5],
    });
    let claim = claims::only_a_starting_point(&scattered);
    let plain = &claim.sweep[0];
    // 9 of 15 tasks with ln 1.5, 6 with 0: variance 0.24·ln²1.5·15/14; (1.96/ln(1.05/1.01))² of that is 107.65.
    assert_eq!(plain.measured.note, "such tasks needed to tell a gain of 5 %: 108");
    let equal = claims::only_a_starting_point(&tasks(|_, _| [Some(30); 5]));
    assert_eq!(equal.sweep[0].measured.note, "such tasks needed to tell a gain of 5 %: 1");
    let none = claims::only_a_starting_point(&tasks(|_, _| [None; 5]));
    assert_eq!(none.sweep[0].measured.note, "tasks in which a start arrived: 0, too few");
}
