//! Do nearly all networks fall below the mean that the formula keeps, and are they the networks of the report?

use super::setting::MOST_WEIGHTS;
use super::*;
use crate::bits;
use crate::explorables::answer;
use crate::explorables::testing::{self, agreeing, number};
use proptest::prelude::*;

fn given(values: &[(&str, &str)]) -> State {
    testing::given(&NETWORKS, values)
}

#[test]
fn nearly_all_networks_fall_below_the_mean_that_the_formula_keeps() {
    let shown = show(&State::of_scene(&NETWORKS, 0));
    assert_eq!(number(&shown, "mean of v_L over all"), 1.0);
    assert!(number(&shown, "below the mean") >= 90.0 && number(&shown, "below a tenth") >= 75.0, "{}", shown.said);
    assert!(number(&shown, "median") < 0.01 && number(&shown, "made by the largest") > 10.0, "{}", shown.said);
    assert_eq!((agreeing(&shown), shown.tables[0].rows().len()), (3, 100));
    // Planted: one layer of a hundred units, where the mean is no lie.
    let wide = show(&given(&[("width", "100"), ("depth", "1")]));
    assert!(number(&wide, "below a tenth") == 0.0 && number(&wide, "median") > 0.8, "{}", wide.said);
}

#[test]
fn the_thousand_networks_of_the_report_are_drawn_by_weights_and_by_lengths() {
    for (scene, matrices) in [(1, true), (2, false), (3, false)] {
        let shown = show(&State::of_scene(&NETWORKS, scene));
        assert_eq!(agreeing(&shown), 5, "{}", shown.said);
        assert_eq!(number(&shown, "networks drawn"), 1000.0);
        assert_eq!(shown.lines.iter().any(|line| line.starts_with("Lengths alone")), !matrices);
    }
    // Planted: other networks have another mean, which no report holds.
    let mut state = State::of_scene(&NETWORKS, 2);
    let mean = |state: &State| number(&show(state), "mean of v_L over those drawn");
    let first = mean(&state);
    act(&mut state, Some("depth"));
    assert_eq!(mean(&state), first, "no button of that name");
    act(&mut state, Some("others"));
    let others = show(&state);
    assert_ne!(number(&others, "mean of v_L over those drawn"), first);
    assert_eq!((agreeing(&others), state.words("draws")), (3, "1"));
}

#[test]
fn a_variance_that_saves_the_typical_network_makes_the_mean_explode() {
    let shown = show(&State::of_scene(&NETWORKS, 4));
    // (2.3/2)^50 = 1084, and e^(−5·50/40) times that is near 2.
    assert!((number(&shown, "mean of v_L over all") / 1083.66 - 1.0).abs() < 1e-4, "{}", shown.said);
    assert!((1.0..4.0).contains(&number(&shown, "typical")) && agreeing(&shown) == 0, "{}", shown.said);
}

#[test]
fn other_laws_have_the_same_mean_and_orthogonal_matrices_lose_nothing() {
    let [normal, uniform] = [0, 5].map(|scene| show(&State::of_scene(&NETWORKS, scene)));
    for label in ["mean of v_L over all", "typical"] {
        assert_eq!(number(&normal, label), number(&uniform, label));
    }
    assert!(number(&uniform, "below the mean") >= 90.0 && agreeing(&uniform) == 0, "{}", uniform.said);
    assert_eq!((normal.hidden.len(), uniform.hidden), (0, vec!["drawn"]));
    let orthogonal = show(&State::of_scene(&NETWORKS, 6));
    assert!((number(&orthogonal, "median") - 1.0).abs() < 1e-12 && number(&orthogonal, "below the mean") == 0.0);
    // Planted: with ReLU half of a direction is cut away by chance, 3/(n + 2) in place of 5/n.
    let cut = show(&given(&[("law", "orthogonal"), ("networks", "10"), ("width", "8")]));
    assert!((number(&cut, "typical") / bits::exp(-7.5) - 1.0).abs() < 1e-12 && number(&cut, "median") < 0.1);
}

#[test]
fn fewer_networks_are_drawn_where_they_are_large_and_a_line_says_so() {
    let shown = show(&given(&[("width", "100"), ("depth", "150"), ("networks", "1000")]));
    assert_eq!(number(&shown, "networks drawn"), (MOST_WEIGHTS / 1_500_000) as f64);
    assert!(shown.lines[0].starts_with("1 in place of 1000"), "{:?}", shown.lines);
    assert_eq!(agreeing(&shown), 3, "the theory of the report's row");
    let narrowed = show(&given(&[("law", "orthogonal"), ("width", "100"), ("depth", "1"), ("networks", "1")]));
    assert!(narrowed.lines[0].contains("width 32") && narrowed.said.starts_with("The network drawn"));
}

#[test]
fn networks_of_four_units_die_and_the_picture_is_drawn_without_them() {
    let values = [("width", "4"), ("depth", "150"), ("variance", "0.5"), ("draws", "no number")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let answered = answer(&NETWORKS, &values, Some("others"));
    // 1 − (1 − 1/16)^150 = 0.99994.
    assert!(answered.lines.iter().any(|line| line.contains("have died")), "{:?}", answered.lines);
    assert!(!answered.picture.contains("NaN") && answered.state["draws"] == "1");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn another_variance_multiplies_every_network_by_its_power(variance in 0.5..4.0_f64, depth in 1..40_usize) {
        let [variance_words, depth_words] = [variance.to_string(), depth.to_string()];
        let values = [("depth", depth_words.as_str()), ("networks", "10"), ("width", "8")];
        let median = |variance: &str| {
            number(&show(&given(&[values.as_slice(), &[("variance", variance)]].concat())), "median")
        };
        let factor = bits::powf(variance / 2.0, depth as f64);
        let [he, other] = [median("2"), median(&variance_words)];
        // Both are e to a sum of 40 logarithms below 100: 100·40 roundings.
        prop_assert!((other / he / factor - 1.0).abs() < 1e-12 || he == 0.0, "{other} {he}");
    }
}
