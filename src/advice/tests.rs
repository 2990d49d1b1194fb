//! Small sets whose recommendation is known by hand.

use super::*;
use crate::bits::streams::{self, standard_normal};
use ndarray::{Array1, Array2, array};

fn set(features: Array2<f64>) -> Dataset {
    let examples = features.nrows();
    Dataset::new("set", features, Array1::zeros(examples))
}

fn normal(examples: usize, features: usize, of: impl Fn(usize, f64) -> f64) -> Dataset {
    let mut stream = streams::stream(1, "advice", "rules", examples * 100 + features);
    set(Array2::from_shape_fn((examples, features), |(_, feature)| of(feature, standard_normal(&mut stream))))
}

fn topic<'a>(advice: &'a Advice, topic: &str) -> Option<&'a Reason> {
    advice.reasons.iter().find(|reason| reason.topic == topic)
}

#[test]
fn the_mildest_sufficient_normalization_is_chosen() {
    // Independent features: κ ≈ 1 at variance 1 and mean 0; a mean of 20 costs 20²; a ratio of 100 costs 100².
    assert_eq!(advise(&normal(500, 2, |_, z| z)).action, Action::Nothing);
    assert_eq!(advise(&normal(500, 2, |_, z| 20.0 + z)).action, Action::Center);
    assert_eq!(advise(&normal(500, 2, |feature, z| [1.0, 100.0][feature] * z)).action, Action::Standardize);
}

#[test]
fn one_far_value_is_named_and_quartiles_are_not_preferred_where_they_cost_steps() {
    let planted = |value: f64| {
        let mut set = normal(500, 2, |feature, z| [1.0, 100.0][feature] * z);
        set.features[[7, 1]] = value;
        advise(&set)
    };
    // 2000 is 15 interquartile ranges (135) out: the variance grows by 15²/500 = 0.45 of their square; 10⁵ is 740 out, and its 740²/500 ≈ 1100
    // would be λmax. No scale by quartiles betters deviations of 1 here, so these are chosen, and the value is named.
    for value in [2000.0, 1e5] {
        let advice = planted(value);
        let prospects = advice.prospects.unwrap();
        assert!(prospects.robust.value > prospects.standardized.value);
        assert_eq!(advice.action, Action::Standardize);
        assert!(topic(&advice, "outliers").unwrap().advice.contains("x2"));
    }
    assert!(topic(&advise(&normal(500, 2, |_, z| 3.0 * z)), "outliers").is_none());
}

#[test]
fn a_value_alone_is_an_outlier_though_the_quartiles_coincide() {
    let planted =
        |value: f64| advise(&set(Array2::from_shape_fn((40, 1), |(row, _)| if row == 7 { value } else { 3.0 })));
    assert!(topic(&planted(9000.0), "outliers").unwrap().because.contains("where the quartiles coincide"));
    assert!(topic(&planted(3.0), "outliers").is_none());
}

/// In one unit: σ against the largest value, and √u.
#[test]
fn what_is_nearly_constant_is_held_against_its_limit_in_one_unit() {
    for unit in [1e-200, 1.0, 1e90] {
        let advice = advise(&normal(100, 1, |_, z| unit * (1.0 + 1e-9 * z)));
        let reason = topic(&advice, "nearly constant features").unwrap();
        let (value, limit) = (reason.value.unwrap(), reason.limit.unwrap());
        assert!(value < limit && (0.5e-9..2e-9).contains(&value), "{reason:?}");
    }
    assert!(topic(&advise(&normal(100, 1, |_, z| 1.0 + 1e-6 * z)), "nearly constant features").is_none());
}

#[test]
fn what_takes_too_long_is_said_beforehand_and_advised_all_the_same() {
    assert!(Prospects::seconds(20_000, 20_000) > MOST_SECONDS && Prospects::seconds(200_000, 42) < 2.0);
    assert!(Prospects::bytes(1000, 100_000) > MOST_BYTES && Prospects::bytes(200, 3000) < MOST_BYTES);
    let wide =
        Dataset::new("wide", Array2::from_shape_fn((300, 80_000), |(i, j)| (i * j % 7) as f64), Array1::zeros(300));
    let advice = advise(&wide);
    let said =
        "condition numbers of 300 × 80,000 values take about 3 GB of memory: not computed; --only takes fewer columns";
    assert_eq!((advice.prospects, advice.without_prospects.as_str()), (None, said));
    assert!(!advice.reasons.is_empty());
    let judged = |spread: f64| {
        let set = normal(10, 3, |feature, z| if feature == 1 { spread * z } else { z });
        rules::judge(&set, &FeatureSummary::of_all(&set), None)
    };
    assert_eq!(judged(1000.0).0, Action::Standardize);
    assert!(judged(1000.0).1[0].because.starts_with("without condition numbers: deviations differ by a factor of "));
    // Three deviations of ten draws each are within a factor of 2 here.
    assert_eq!(judged(1.0).0, Action::Nothing);
}

#[test]
fn constant_features_are_named_and_do_not_spoil_the_rest() {
    let advice = advise(&normal(100, 3, |feature, z| if feature == 1 { 14.62 } else { z }));
    assert_eq!(advice.action, Action::Nothing);
    let reason = topic(&advice, "constant features").unwrap();
    assert_eq!((reason.advice.as_str(), reason.value), ("drop x2", Some(1.0)));
    assert_eq!(advice.prospects.unwrap().varying, 2);
}

#[test]
fn nearly_constant_features_are_named() {
    let advice = advise(&normal(100, 2, |feature, z| if feature == 1 { 1.0 + 1e-9 * z } else { z }));
    assert!(topic(&advice, "nearly constant features").unwrap().advice.contains("x2"));
}

#[test]
fn too_little_to_go_on_is_said() {
    let one = advise(&set(array![[3.0, 4.0]]));
    assert_eq!((one.action, one.reasons.len()), (Action::MoreExamples, 1));
    assert_eq!(advise(&set(Array2::zeros((0, 2)))).action, Action::MoreExamples);
    let flat = advise(&set(array![[3.0, 4.0], [3.0, 4.0]]));
    assert_eq!(flat.action, Action::NothingToLearn);
    assert!(topic(&flat, "constant features").unwrap().advice.contains("x1, x2"));
}

#[test]
fn more_features_than_examples_call_for_a_penalty() {
    let advice = advise(&normal(5, 12, |_, z| z));
    assert_eq!(advice.prospects.unwrap().varying, 4);
    assert!(topic(&advice, "correlations").unwrap().advice.contains("ridge"));
    assert!(topic(&advise(&normal(500, 12, |_, z| z)), "correlations").is_none());
}

#[test]
fn near_copies_call_for_more_than_scaling() {
    let base = normal(300, 2, |_, z| z);
    let copy =
        Array2::from_shape_fn((300, 2), |(i, j)| base.features[[i, 0]] + 0.01 * j as f64 * base.features[[i, 1]]);
    // ρ = 1/√(1 + 10⁻⁴): κ = (1 + ρ)/(1 − ρ) ≈ 4·10⁴, which is 2.8·10⁵ steps.
    let advice = advise(&set(copy));
    assert!(topic(&advice, "correlations").unwrap().advice.starts_with("whiten"));
}

#[test]
fn zeros_are_counted() {
    let sparse = set(Array2::from_shape_fn((90, 2), |(i, j)| if i % 3 == j { 1.0 + (i % 7) as f64 } else { 0.0 }));
    let reason = topic(&advise(&sparse), "zeros").cloned().unwrap();
    assert_eq!(reason.value, Some(2.0 / 3.0));
    assert!(topic(&advise(&normal(90, 2, |_, z| z)), "zeros").is_none());
}

#[test]
fn values_near_the_largest_number_give_a_recommendation_all_the_same() {
    let advice = advise(&set(array![[1e300, 1.0], [-1e300, 2.0], [5e299, 4.0]]));
    assert!(matches!(advice.action, Action::Standardize | Action::Robust), "{advice}");
    let widest = advise(&set(array![[f64::MAX, 1.0], [f64::MIN, 2.0], [0.0, 4.0]]));
    assert!(!widest.to_string().is_empty());
}

#[test]
fn a_single_feature_and_bundled_sets_have_an_answer() {
    assert_eq!(advise(&set(array![[-1.0], [0.0], [2.0]])).action, Action::Nothing);
    assert_eq!(advise(&crate::data::wine()).action, Action::Standardize);
    assert!(topic(&advise(&crate::data::digits()), "constant features").is_some());
}
