//! Does the bowl get longer by σ alone, and are its numbers those of the reports?

use super::*;
use crate::explorables::testing::{self, agreeing, number, number_if_there};
use proptest::prelude::*;

fn given(values: &[(&str, &str)]) -> State {
    testing::given(&BOWL, values)
}

fn scene(number: usize) -> Shown {
    show(&State::of_scene(&BOWL, number))
}

fn kappa(shown: &Shown) -> f64 {
    number(shown, "condition number")
}

#[test]
fn dividing_by_sigma_alone_makes_a_bowl_longer_and_both_steps_make_it_round() {
    let [scaled, raw, both] = [0, 1, 2].map(scene);
    assert!(kappa(&scaled) > 6.0 * kappa(&raw) && kappa(&both) < 1.0 + 1e-12);
    assert!(scaled.said.contains("makes the bowl longer") && both.said.contains("makes the bowl rounder"));
    assert_eq!([&scaled, &raw, &both].map(agreeing), [5; 3]);
    assert_eq!(both.tables[2].rows().len(), 2, "one step reaches the middle of a round bowl");
    // Planted: what the sentence says of the other set, where dividing helps.
    let far = show(&given(&[("data", FAR_RANGES), ("divide", "1")]));
    assert!(far.said.contains("makes the bowl rounder"), "{}", far.said);
    assert_eq!(agreeing(&far), 5);
}

#[test]
fn another_learning_rate_takes_another_number_of_steps_which_no_report_holds() {
    let state = given(&[("divide", "1"), ("rate", "0.4")]);
    let shown = show(&state);
    assert_eq!(agreeing(&shown), 4);
    let steps = |shown: &Shown| number(shown, "steps to");
    // On the flattest axis −ln|1 − αλ| is nearly αλ: a rate of 0.4 in place of 0.5 takes 5/4 of the steps.
    assert!((steps(&shown) / steps(&scene(0)) - 1.25).abs() < 0.01);
}

#[test]
fn a_step_too_large_leaves_the_picture_and_one_below_the_edge_does_not() {
    let shown = scene(3);
    assert!(
        shown.said.contains("leaves the picture") && number_if_there(&shown, "steps to").is_none(),
        "{}",
        shown.said
    );
    let path = &shown.tables[2];
    let last = path.number(&(path.rows().len() - 1).to_string(), "steepest");
    // The error along the steepest axis grows by 1.1 in each step, and stops at the first point beyond the picture.
    assert!((1.3..1.3 * 1.1).contains(&last.abs()), "{last}");
    let stable = show(&given(&[("data", OWN), ("rate", "0.99")]));
    assert!(!stable.said.contains("leaves") && number_if_there(&stable, "steps to").is_some(), "{}", stable.said);
}

#[test]
fn the_sliders_of_the_own_cloud_are_hidden_beside_a_set_of_a_report() {
    assert_eq!(scene(0).hidden, OF_OWN);
    assert!(scene(4).hidden.is_empty() && scene(4).numbers.iter().all(|number| number.reported.is_none()));
}

#[test]
fn a_bowl_a_million_times_as_long_as_wide_is_counted_at_once() {
    let shown = show(&given(&[("data", OWN), ("ratio", "1e6"), ("mean_1", "0")]));
    assert!((kappa(&shown) / 1e12 - 1.0).abs() < 1e-9, "{}", kappa(&shown));
    // κ·ln 10⁶ = 1.4e13.
    let steps = number(&shown, "steps to");
    assert!((steps / 1.38e13 - 1.0).abs() < 0.05, "{steps}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn standardized_only_the_correlation_is_left(
        mean_1 in -5.0..5.0_f64, mean_2 in -5.0..5.0_f64, ratio in 1.0..1e6_f64, rho in -0.99..0.99_f64,
    ) {
        let words = [mean_1, mean_2, ratio, rho].map(|number| number.to_string());
        let mut values: Vec<(&str, &str)> = OF_OWN.into_iter().zip(words.iter().map(String::as_str)).collect();
        values.extend([("data", OWN), ("subtract", "1"), ("divide", "1")]);
        let kappa = kappa(&show(&given(&values)));
        // Moments of 60 examples are rounded by 60u, means of five deviations cost a digit, and κ ≤ 199 costs two.
        prop_assert!((kappa / ((1.0 + rho.abs()) / (1.0 - rho.abs())) - 1.0).abs() < 1e-10, "{kappa}");
    }
}
