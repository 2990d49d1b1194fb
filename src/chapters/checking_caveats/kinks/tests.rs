//! Are kinks counted where they are, and are right gradients acquitted and wrong ones not?

use super::*;
use crate::chapters::testing::few_settings;
use crate::gradcheck::Verdict;
use crate::network::Targets;
use ndarray::array;

fn settings() -> Settings {
    few_settings(module_path!(), 12)
}

#[test]
fn kinks_by_hand() {
    // z = w + b at w = 10⁻⁴ and b = 0: both parameters of the unit have a kink at that distance, those of the last layer none.
    let architecture = Architecture::new(&[1, 1, 1], Activation::Relu, Loss::SquaredError);
    let mut network = Network::new(architecture, array![[1.0]].view(), &Targets::column(&[0.0])).unwrap();
    let parameters = [1e-4, 0.0, 1.0, 0.0];
    assert_eq!(shares::within(&mut network, &parameters, &[0.5e-4, 2e-4]), [0, 2]);
    assert_eq!(shares::within(&mut network, &[1.0, 0.0, 1.0, 0.0], &[0.5e-4, 2e-4]), [0, 0]);
}

#[test]
fn the_share_is_in_proportion_to_epsilon() {
    let found = shares::all(&settings(), 40);
    let growth = shares::growth(&found);
    // Crossings come in clusters, one unit and all parameters that move it: a count of some units is good to a third, over two decades.
    let largest = found[EPSILONS.len() - 1].value();
    assert!((growth.value - 1.0).abs() < 0.5, "{growth:?} {largest}");
    assert!(largest < 0.2 && found[0].with_kink == 0, "{largest}");
}

#[test]
fn the_recipe_suspects_right_gradients_and_the_check_does_not() {
    let alarms = alarms::all(&settings(), 12);
    let last = EPSILONS.len() - 1;
    assert!(alarms[last].above(1e-3) > 6, "ReLU at ε = 10⁻²: {:?}", alarms[last].metrics);
    assert_eq!(alarms[EPSILONS.len() + last].above(1e-3), 0, "tanh has no kink");
    let checks = alarms::checks(&settings(), 12);
    let of = |name: &str| checks.iter().find(|checks| checks.name == name).unwrap();
    for name in ["ReLU", "tanh"] {
        assert_eq!(of(name).count(Verdict::Pass), 12, "{name}");
    }
    // On a kink backpropagation need not give a derivative: there nothing is decided.
    assert!(of("zero example").count(Verdict::Pass) > 6);
    for name in ["zero example", "whole numbers"] {
        assert_eq!(of(name).count(Verdict::Fail), 0, "{name}");
    }
    // Steps that confirm a gradient are so short that hardly any meets a bend; those of a ladder are not.
    assert!(of("planted").kinks > of("ReLU").kinks && of("tanh").kinks == 0);
    assert_eq!(of("planted").count(Verdict::Fail), 12, "wrong gradients are found between kinks too");
    let tables = [shares::table(&shares::all(&settings(), 2)), alarms::table(&alarms)];
    assert!(crate::report::svg::render(&figure(), &tables).is_ok());
}
