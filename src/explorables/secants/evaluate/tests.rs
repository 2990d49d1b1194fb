//! Has a typed function the value and the derivative that it must have, in each format?

use super::super::brief::Brief;
use super::super::parser::parse;
use super::*;
use crate::chapters::two_sided_differences::functions::Function;
use crate::chapters::two_sided_differences::smooth::Smooth;
use crate::chapters::two_sided_differences::taylor;
use crate::difference::{Formula, Step, derivative, dual};
use proptest::prelude::*;

fn tree(words: &str) -> Tree {
    parse(words).unwrap_or_else(|message| panic!("{words}: {message}"))
}

fn slope(tree: &Tree, x: f64) -> f64 {
    dual::derivative(|x| tree.value(x), x)
}

#[test]
fn a_typed_cube_has_the_bits_of_the_chapter_s() {
    let typed = tree("θ^3");
    for x in [1.0, 1.01, 0.7, -2.3, 1e-3] {
        assert_eq!(typed.value(x), Function::Cube.value(x));
        let single = x as f32;
        assert_eq!(typed.value(single), Function::Cube.value(single));
    }
    let other = tree("exp(3*ln(θ))");
    assert!(
        [1.01, 0.7, 2.3].into_iter().any(|x: f64| other.value(x) != Function::Cube.value(x)),
        "planted: other products"
    );
}

/// The step of these quotients.
const STEP: f64 = 1e-4;
/// Numbers below are less than 300 and come from a few operations, and so are values of slopes: u·10⁵/ε at most.
const ROUNDING: f64 = 1e-7;

/// How far the two-sided quotient is off, and how far it may be: twice the leading term, and rounding.
fn off(tree: &Tree, x: f64) -> (f64, f64) {
    let quotient = derivative(|x: f64| tree.value(x), x, Formula::Central, Step::Absolute(STEP)).value;
    let third = taylor::derivative(|x| tree.value(x), 3, x);
    ((quotient - slope(tree, x)).abs(), 2.0 * Formula::Central.error(STEP, 0.0, third) + ROUNDING)
}

const SINGLE: [&str; 20] = [
    "exp(θ)",
    "ln(θ)",
    "sin(3*θ)",
    "cos(3*θ)",
    "tan(θ)",
    "tanh(2*θ)",
    "sqrt(θ)",
    "abs(θ - 3)",
    "sigmoid(2*θ)",
    "relu(θ)",
    "expm1(θ)",
    "log1p(θ)",
    "θ^2.5",
    "θ^-2",
    "θ^65/1000000000",
    "θ^θ",
    "2^θ",
    "pi^(e*θ)",
    "1/(1 + θ^2)",
    "-θ^3 + θ*θ",
];

#[test]
fn dual_numbers_series_and_quotients_agree_on_each_function() {
    for words in SINGLE {
        let tree = tree(words);
        for x in [0.5, 0.9, 1.2] {
            let (off, allowed) = off(&tree, x);
            assert!(off <= allowed, "{words} at {x}: {off} of {allowed}");
            let (dual, series) = (slope(&tree, x), taylor::derivative(|x| tree.value(x), 1, x));
            assert!((dual - series).abs() <= 1e-12 * (1.0 + dual.abs()), "{words} at {x}: {dual} and {series}");
        }
    }
    let (off, allowed) = off(&tree("sin(3*θ)"), 0.5);
    let planted = slope(&tree("sin(3*θ)"), 0.5) - bits::cos(1.5);
    assert!(off <= allowed && planted.abs() > allowed, "planted: a slope without the chain rule");
}

#[test]
fn at_a_kink_there_is_no_slope_and_beside_it_there_is() {
    for (words, x, expected) in [
        ("abs(θ)", -2.0, -1.0),
        ("abs(θ)", 2.0, 1.0),
        ("relu(θ)", -2.0, 0.0),
        ("relu(3*θ)", 2.0, 3.0),
        ("abs(θ^2)", 0.0, 0.0),
        ("abs(0) + θ", 1.0, 1.0),
    ] {
        assert_eq!(slope(&tree(words), x), expected, "{words} at {x}");
    }
    assert!(slope(&tree("abs(θ)"), 0.0).is_nan() && slope(&tree("relu(θ)"), 0.0).is_nan());
}

/// Smooth functions whose values are below 300.
fn smooth() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![Just(Tree::Variable), (0.25..2.0_f64).prop_map(Tree::Constant)];
    leaf.prop_recursive(3, 15, 2, |inner| {
        let function = prop::sample::select(vec![Named::Sin, Named::Cos, Named::Tanh, Named::Sigmoid]);
        let operation = prop::sample::select(vec![Operation::Plus, Operation::Minus, Operation::Times]);
        let both = |(left, operation, right)| Tree::Both(Box::new(left), operation, Box::new(right));
        prop_oneof![
            (function, inner.clone()).prop_map(|(function, of)| Tree::Of(function, Box::new(of))),
            (inner.clone(), operation, inner).prop_map(both),
        ]
    })
}

proptest! {
    #[test]
    fn the_slope_is_what_quotients_come_near_to(tree in smooth(), x in -1.0..1.0_f64) {
        let (off, allowed) = off(&tree, x);
        prop_assert!(off <= allowed, "{tree} at {x}: {off} of {allowed}");
    }

    #[test]
    fn any_function_has_values_in_any_numbers(words in "[-0-9.eθ^()+*/]{0,40}|[θx29.^()*+-]{0,40}", x in -10.0..10.0_f64) {
        if let Ok(tree) = parse(&words) {
            let _: (f64, f32) = (tree.value(x), tree.value(x as f32));
            let _: (Brief, f64) = (tree.value(Brief::constant(x)), slope(&tree, x));
            let _ = taylor::derivative(|x| tree.value(x), 5, x);
        }
    }
}
