//! Do equal units stay equal to the bit, and does any difference break them?

use super::*;
use crate::chapters::testing::own_settings;
use crate::report::Verdict;
use std::sync::LazyLock;

static PATHS: LazyLock<Vec<Path>> = LazyLock::new(|| paths(&own_settings(module_path!())));

fn of(activation: Activation, start: &str) -> &'static Path {
    PATHS.iter().find(|path| path.activation == activation && path.start.name() == start).expect("a path")
}

#[test]
fn a_constant_start_stays_one_unit_to_the_last_bit() {
    for activation in ACTIVATIONS {
        let path = of(activation, "constant");
        assert!(path.looks.iter().all(|look| (look.distinct_rows, look.rank) == (1, 1)));
        assert!(path.spreads.iter().all(|&spread| spread == 0.0));
        // The same look sees the difference where there is one.
        assert_eq!(of(activation, "random").looks[0].distinct_rows, HIDDEN);
        assert_eq!(of(activation, "constant_1e-12").looks[0].distinct_rows, HIDDEN);
        // The first step moves the last layer alone.
        assert_eq!(of(activation, "constant_dropout").looks[2].distinct_rows, HIDDEN, "dropped units soon differ");
    }
}

#[test]
fn from_zeros_only_the_last_bias_moves_unless_g_of_0_is_not_0() {
    for activation in [Activation::Tanh, Activation::Relu] {
        let looks = &of(activation, "zeros").looks;
        assert!(looks.iter().all(|look| look.moving == "b[3]" || look.moving == "none"), "{looks:?}");
        assert!(looks.iter().all(|look| look.rank == 0));
    }
    let sigmoid = &of(Activation::Sigmoid, "zeros").looks;
    assert_eq!((sigmoid[0].moving.as_str(), sigmoid[0].rank), ("W[3] b[3]", 0));
    assert_eq!((sigmoid[4].moving.as_str(), sigmoid[4].rank), ("all", 1));
}

#[test]
fn perturbations_grow_in_proportion_and_predict_when_the_rows_come_apart() {
    for activation in ACTIVATIONS {
        let (small, large) = (of(activation, "constant_1e-9"), of(activation, "constant_1e-6"));
        // Each of 100 steps rounds 64 weights by u; rows 10⁻⁹ apart feel 100·64·u/10⁻⁹ < 10⁻³ of it.
        for (few, many) in small.spreads.iter().zip(&large.spreads).take(100) {
            assert!((many / few - 1000.0).abs() < 1.0, "{} {few} {many}", activation.name());
        }
        // Spreads grow a thousandfold in about 90 steps; between 0.1 and order 1, where they saturate, lie a factor of 10 and 30 steps.
        if let (Some(step), Some(predicted)) = (large.apart(), large.predicted_apart(&PATHS)) {
            assert!(step.abs_diff(predicted) <= 30, "{} {step} {predicted}", activation.name());
        }
    }
}

#[test]
fn the_verdict_needs_equal_rows() {
    let claim = claims::symmetry(&PATHS);
    assert_eq!(claim.verdict(), Verdict::Confirmed);
    let mut broken = PATHS.clone();
    broken.iter_mut().for_each(|path| path.looks.iter_mut().for_each(|look| look.distinct_rows = HIDDEN));
    let planted = claims::symmetry(&broken);
    let refuted =
        |claim: &crate::report::Claim| claim.sweep.iter().filter(|case| case.verdict() == Verdict::Refuted).count();
    assert!(refuted(&planted) >= refuted(&claim) + 2 * ACTIVATIONS.len());
}
