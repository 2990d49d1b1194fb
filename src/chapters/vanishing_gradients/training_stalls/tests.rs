//! Is the scalar recursion the network, and does the law of the plateau hold?

use super::chain::Chain;
use super::map::{self, Zone, cell, curvature_at_start, fatal_step};
use super::plateau::{self, Halving, steps_to_halve, time};
use super::*;
use crate::bits;
use crate::descent::{Method, Outcome, descend};
use crate::objective::Objective;
use crate::report::Verdict;

#[test]
fn matrices_and_the_recursion_of_one_number_take_the_same_steps() {
    for (depth, c, step) in [(2, 0.9, 0.01), (6, 0.7, 0.01), (12, 0.8, 0.002), (20, 1.0, 0.001)] {
        let mut chain = Chain::<f64>::new(depth);
        let start = chain.start(c);
        let half = 0.5 * chain.loss_and_gradient(&start, &mut vec![0.0; 4 * depth]);
        let run = descend(&mut chain, &start, Method::GradientDescent { step }, 10_000, |_, loss| loss <= half);
        // Rounding may move the loss across the half in one step.
        let counted = steps_to_halve(depth, c, step, 10_000).unwrap();
        assert!(
            run.steps.abs_diff(counted) <= 1 && run.outcome == Outcome::Converged,
            "{depth}: {} {counted}",
            run.steps
        );
        assert!(
            steps_to_halve(2 * depth, c, step, 10_000).is_none_or(|steps| steps.abs_diff(counted) > 1),
            "another depth is seen"
        );
    }
}

#[test]
fn gradient_of_the_lecture_is_the_same_in_all_layers() {
    let mut chain = Chain::<f64>::new(20);
    let mut gradient = vec![0.0; 80];
    let loss = chain.loss_and_gradient(&chain.start(0.5), &mut gradient);
    // ŷ = 2⁻²⁰, and every entry is 2⁻¹⁹(ŷ − 2), exactly.
    let output = crate::bits::powi(0.5, 20);
    assert_eq!(loss, (output - 2.0) * (output - 2.0));
    assert!(gradient.iter().all(|&entry| entry == crate::bits::powi(0.5, 19) * (output - 2.0)));
}

#[test]
fn time_of_the_flow_by_hand() {
    // L = 2: dw/dt = 2w(2 − w²): t = ¼[ln(w²/(2 − w²))]/… with y = w²: dy/dt = 4y(2 − y), t = ⅛ ln[y/(2 − y)].
    let logit = |w: f64| 0.125 * bits::ln(w * w / (2.0 - w * w));
    assert!((time(2, 0.5, 1.1) - (logit(1.1) - logit(0.5))).abs() < 1e-14);
    // L = 4, by Simpson's rule.
    let f = |w: f64| 1.0 / (2.0 * crate::bits::powi(w, 3) * (2.0 - crate::bits::powi(w, 4)));
    let h = 0.5 / 2000.0;
    let simpson: f64 = (0..1000)
        .map(|i| 0.5 + 2.0 * f64::from(i) * h)
        .map(|w| h / 3.0 * (f(w) + 4.0 * f(w + h) + f(w + 2.0 * h)))
        .sum();
    assert!((time(4, 0.5, 1.0) / simpson - 1.0).abs() < 1e-9);
}

#[test]
fn steps_are_those_of_the_flow() {
    let halving = |depth, c, step| Halving {
        depth,
        c,
        step,
        over_depth: false,
        steps: steps_to_halve(depth, c, step, 2_000_000),
    };
    for halving in [halving(10, 0.7, 1e-3), halving(12, 0.5, 1e-3), halving(50, 0.9, 1e-4), halving(100, 1.0, 1e-6)] {
        let difference = halving.steps.unwrap() as f64 - halving.predicted();
        // Whole steps add less than one; what is of second order in α is a small part of the correction.
        let margin = 0.02 * halving.correction().abs() + 0.01;
        assert!(difference > -margin && difference < 1.0 + margin, "{}: {difference}", halving.depth);
        assert!(halving.correction().abs() > 0.02, "and the correction matters");
    }
}

#[test]
fn curvature_is_the_second_derivative_along_all_layers() {
    // J(c + h/√L·1, all layers alike) = ((c + h/√L)^L − 2)².
    for (depth, c) in [(10, 1.1), (5, 0.8), (10, 1.0)] {
        let loss = |h: f64| crate::bits::powi(plateau::power(c + h / (depth as f64).sqrt(), depth) - TARGET, 2);
        // Fourth-order difference would be exact to h²; rounding is u·J/h².
        let h = 1e-4;
        let difference = (loss(h) - 2.0 * loss(0.0) + loss(-h)) / (h * h);
        // The diagonal ∂²J/∂w_l² has no (P − s) term, the mixed ones have: along 1 that is what the formula says.
        assert!((difference / curvature_at_start(depth, c) - 1.0).abs() < 1e-4, "{difference}");
    }
}

#[test]
fn below_two_over_lambda_the_loss_falls_with_every_step_and_above_it_may_fall_too() {
    let (depth, c) = (50, 1.1);
    let valley = bits::powf(TARGET, 1.0 / 50.0);
    // From the valley up to the start the curvature only grows.
    let curvatures: Vec<f64> =
        (0..=100).map(|i| curvature_at_start(depth, valley + (c - valley) * f64::from(i) / 100.0)).collect();
    assert!(curvatures.windows(2).all(|pair| pair[0] < pair[1]));
    let loss = |w: f64| (plateau::power(w, depth) - TARGET) * (plateau::power(w, depth) - TARGET);
    let next = |w: f64, step: f64| w + 2.0 * step * plateau::power(w, depth - 1) * (TARGET - plateau::power(w, depth));
    let safe = map::stable_step(depth, c);
    assert_eq!(safe, 2.0 / curvature_at_start(depth, c));
    let mut w = c;
    for _ in 0..1000 {
        let after = next(w, 0.999 * safe);
        assert!(loss(after) < loss(w));
        w = after;
    }
    // The curvature falls on the way, so that 2/λ is no sharp limit: a step of that size still comes nearer, and one
    // that is ten times as long goes too far.
    assert!(next(c, safe) - valley < 0.75 * (c - valley));
    assert!((next(c, 10.0 * safe) - valley).abs() > c - valley);
}

#[test]
fn steps_above_the_fatal_one_diverge_and_stable_ones_do_not() {
    let fatal = fatal_step(10, 1.2).unwrap();
    assert!(matches!(cell::<f64>(10, 1.2, 1.01 * fatal, 1000).outcome, Outcome::Diverged { layer: Some(_) }));
    assert_eq!(fatal_step(10, 1.0), None);
    let cells = map::cells();
    let diverged = |zone: Zone| {
        let inside: Vec<bool> =
            cells.iter().filter(|cell| cell.zone() == Some(zone)).map(map::Cell::diverged).collect();
        (inside.iter().filter(|diverged| **diverged).count(), inside.len())
    };
    let (lost, all) = diverged(Zone::Fatal);
    assert!(lost == all && all > 20, "{lost} of {all}");
    let (lost, all) = diverged(Zone::Stable);
    assert!(lost == 0 && all > 5, "{lost} of {all}");
    let stalled = |cell: &&map::Cell| cell.outcome == Outcome::Stalled;
    assert!(
        cells
            .iter()
            .filter(stalled)
            // … or a step that overshoots and happens to throw w next to 0.
            .all(|cell| (cell.depth == 150 && cell.c == 0.5) || cell.step > map::stable_step(cell.depth, cell.c))
    );
    assert!(cells.iter().any(|cell| stalled(&cell)), "in single precision a step from c = 0.5 is 0");
}

#[test]
fn vanishing_takes_exponentially_long_and_explosion_ends_soon() {
    let halvings = plateau::halvings();
    let claim = claims::exponential_time(&halvings);
    assert_eq!(claim.verdict(), Verdict::Confirmed, "{:?}", claim.sweep);
    // Were time to grow with the gradient's own c^(−2(L−1)), the slope would be twice as steep.
    assert!(claim.sweep.iter().all(|case| case.predicted.high.unwrap() < 1.9 * case.measured.value));
    let verdicts: Vec<Verdict> = claims::long_training().sweep.iter().map(|case| case.verdict()).collect();
    assert_eq!(verdicts, [Verdict::Confirmed, Verdict::Refuted, Verdict::Confirmed]);
}
