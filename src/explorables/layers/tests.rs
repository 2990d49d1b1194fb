//! Do all layers of the notes' network starve alike, and do early ones with sigmoid? Are the reports' numbers shown?

use super::*;
use crate::explorables::testing::{agreeing, given};

fn random<'a>(values: &[(&'a str, &'a str)]) -> Shown {
    let all: Vec<(&str, &str)> = [("weights", RANDOM)].into_iter().chain(values.iter().copied()).collect();
    show(&given(&LAYERS, &all))
}

fn scene(number: usize) -> Shown {
    show(&State::of_scene(&LAYERS, number))
}

/// The gradients of W\[1] and W\[L−1].
fn ends(shown: &Shown, column: &str) -> [f64; 2] {
    let gradients = &shown.tables[0];
    [1, gradients.rows().len() - 1].map(|layer| gradients.number(&layer.to_string(), column))
}

fn ratio(shown: &Shown, column: &str) -> f64 {
    let [first, last] = ends(shown, column);
    first / last
}

#[test]
fn in_the_notes_network_all_hidden_layers_have_one_gradient_and_it_is_the_reports() {
    for (number, depth) in [(0, 20), (1, 20), (2, 150)] {
        let shown = scene(number);
        assert!(
            (ratio(&shown, "found") - 1.0).abs() < 1e-13 && shown.said.contains("layers are alike"),
            "{}",
            shown.said
        );
        assert_eq!((agreeing(&shown), shown.tables[0].rows().len()), (4, depth));
        let activations = &shown.tables[1];
        assert_ne!(activations.number("0", "found"), activations.number("19", "found"), "planted: these do change");
    }
    let other = show(&given(&LAYERS, &[("c", "0.51")]));
    assert_eq!(agreeing(&other), 0, "no report has this factor");
}

#[test]
fn with_sigmoid_early_layers_starve_and_with_relu_all_are_alike() {
    let sigmoid = scene(3);
    // A factor of 4 and a little more for each of the 17 layers from W[19] to W[2].
    assert!(ratio(&sigmoid, "predicted") < quarters(17) && ratio(&sigmoid, "found") < 1e-8, "{}", sigmoid.said);
    assert!(sigmoid.said.contains("early layers starve"), "{}", sigmoid.said);
    let tanh = scene(4);
    assert!(ratio(&tanh, "predicted") > 10.0 && ratio(&tanh, "found") > 1.0, "{}", tanh.said);
    assert!(tanh.said.contains("early layers have the larger gradients"), "{}", tanh.said);
    for scale in ["0.1", "0.7", "2"] {
        let relu = random(&[("activation", "relu"), ("scale", scale), ("width", "32")]);
        assert!(
            (ratio(&relu, "predicted") - 1.0).abs() < 1e-9 && relu.said.contains("layers are alike"),
            "{}",
            relu.said
        );
    }
}

/// 4 to the minus so many.
fn quarters(layers: i32) -> f64 {
    crate::bits::powi(0.25, layers)
}

#[test]
fn without_activation_the_mean_of_the_logarithm_is_the_reports() {
    assert_eq!(agreeing(&scene(6)), 1);
    for (scale, width, rows) in [("1", "2", 1), ("0.5", "16", 1), ("1.5", "16", 1), ("0.5", "8", 0), ("1", "5", 0)] {
        let shown = random(&[("activation", "identity"), ("scale", scale), ("width", width)]);
        assert_eq!(agreeing(&shown), rows, "{scale} {width}");
    }
}

#[test]
fn another_network_is_another_and_theory_stays() {
    let mut state = given(&LAYERS, &[("weights", RANDOM)]);
    let before = show(&state);
    act(&mut state, Some("another"));
    let after = show(&state);
    assert_eq!(state.words("drawn"), "1");
    assert_ne!(ends(&before, "found"), ends(&after, "found"));
    assert_eq!(ends(&before, "predicted"), ends(&after, "predicted"));
    act(&mut state, Some("weights"));
    assert_eq!(state.words("drawn"), "1", "another button draws nothing");
    state.set("drawn", "18446744073709551615");
    act(&mut state, Some("another"));
    assert_eq!(state.words("drawn"), "0");
}

#[test]
fn a_network_is_drawn_layer_by_layer_so_that_a_deeper_one_begins_alike() {
    let [short, long] = ["10", "11"].map(|layers| random(&[("layers", layers)]));
    let activation = |shown: &Shown, layer: &str| shown.tables[1].number(layer, "found");
    assert_eq!(activation(&short, "9"), activation(&long, "9"));
    assert_ne!(activation(&short, "9"), activation(&long, "10"));
}

#[test]
fn what_makes_no_sense_is_hidden_and_zero_gradients_are_said() {
    assert_eq!((scene(0).hidden, scene(3).hidden), (OF_RANDOM.to_vec(), OF_IDENTITY.to_vec()));
    let still = show(&given(&LAYERS, &[("c", "1")]));
    assert!(
        still.said.contains("every gradient is 0") && still.lines.iter().all(|line| line.contains("below in 20 of 20"))
    );
    // In some network of two ReLU units both are off.
    let dead =
        (0..40).map(|drawn: u64| random(&[("activation", "relu"), ("width", "2"), ("drawn", &drawn.to_string())]));
    let dead: Vec<Shown> = dead.filter(|shown| shown.said.contains("gradients are 0")).collect();
    assert!(
        !dead.is_empty()
            && dead.iter().all(|shown| shown.numbers.iter().all(|number| number.value.number() != Some(0.0)))
    );
}

#[test]
fn formats_end_where_gradients_leave_them() {
    let lines = scene(3).lines;
    assert!(lines[0].starts_with("f16 ") && lines[0].contains("counted back first in W["), "{lines:?}");
    assert!(lines[2].starts_with("f32 ") && lines[2].contains("below in no layer"), "{lines:?}");
    // 0.5¹⁴⁸ is below 2⁻¹²⁶, and so is each gradient; the output's too.
    assert!(scene(2).lines[2].contains("below in 150 of 150"), "{:?}", scene(2).lines);
    assert!(show(&given(&LAYERS, &[("c", "1.5"), ("depth", "150")])).lines[2].contains("above in 150"));
}
