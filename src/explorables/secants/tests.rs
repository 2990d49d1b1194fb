//! Is the V where theory has it, and are the numbers those of the reports?

use super::*;
use crate::explorables::testing::{self, agreeing, number};

fn given(values: &[(&str, &str)]) -> Shown {
    show(&testing::given(&SECANTS, values))
}

fn scene(title: &str) -> Shown {
    let number = SCENES.iter().position(|scene| scene.title == title).unwrap();
    show(&State::of_scene(&SECANTS, number))
}

fn typed(formula: &str, theta: &str, step: &str) -> Shown {
    given(&[("function", "typed"), ("formula", formula), ("theta", theta), ("step", step)])
}

fn digits(shown: &Shown) -> f64 {
    number(shown, "decimal digits")
}

#[test]
fn a_smaller_step_is_better_only_down_to_the_cube_root_of_the_rounding_unit() {
    let [small, good] = ["1e-12", "1e-5"].map(|step| given(&[("step", step)]));
    assert!(digits(&small) < digits(&good) - 3.0, "{} and {}", digits(&small), digits(&good));
    assert!(small.said.contains("too small") && small.said.contains("cube root"), "{}", small.said);
    assert!(good.said.contains("bottom of the V"), "{}", good.said);
    let coarse = given(&[("step", "0.01")]);
    assert!(
        coarse.said.contains("a smaller step is better, down to"),
        "planted: on the other side it is: {}",
        coarse.said
    );
    // One side turns at a smaller step, and higher up.
    let [one, two] = ["the bottom, one-sided", "the bottom of the V"].map(scene);
    assert!(number(&one, "best step") < number(&two, "best step") / 100.0 && digits(&one) < digits(&two) - 2.0);
    assert!(one.said.contains("square root"), "{}", one.said);
}

#[test]
fn where_a_scene_is_a_row_of_a_report_its_numbers_are_the_same() {
    let counts: Vec<usize> =
        (0..SCENES.len()).map(|number| agreeing(&show(&State::of_scene(&SECANTS, number)))).collect();
    assert_eq!(counts, [3, 4, 3, 3, 3, 0, 0, 0]);
    // Any step of the curves is in a row of the report; at another point, in bf16, or beyond the curve nothing is.
    assert_eq!(agreeing(&given(&[("step", "3e-7"), ("function", "sine"), ("quotient", "five_point")])), 3);
    for values in [&[("theta", "1.1")][..], &[("format", "bf16"), ("step", "0.25")], &[("step", "1")]] {
        assert_eq!(agreeing(&given(values)), 0, "{values:?}");
    }
}

#[test]
fn the_notes_numbers_are_there() {
    let notes = scene("the notes' example");
    assert!(
        notes.said.contains("one side gives 3.0301 and two sides give 3.0001; the derivative is 3."),
        "{}",
        notes.said
    );
    let single = given(&[("function", "cube"), ("step", "0.01"), ("format", "f32")]);
    assert_eq!(agreeing(&single), 0, "planted: in other numbers it is another example");
    let typed = typed("θ^3", "1", "0.01");
    assert_eq!(number(&typed, "two-sided"), number(&notes, "two-sided"));
    assert_eq!(typed.lines[0], "f(θ) = θ^3");
}

#[test]
fn fewer_bits_want_a_larger_step_and_lose_a_small_one() {
    let [double, single, brief] = ["the bottom of the V", "single precision", "bf16"].map(scene);
    let [double, single, brief] = [&double, &single, &brief].map(|shown| number(shown, "best step"));
    assert!(double < single / 100.0 && single < brief / 10.0, "{double} {single} {brief}");
    let lost = given(&[("format", "bf16"), ("step", "0.001")]);
    assert!(lost.said.contains("is lost"), "{}", lost.said);
    assert!(
        given(&[("format", "bf16"), ("theta", "1.1"), ("step", "0.25")]).lines[0].starts_with("θ = 1.1015625 in bf16")
    );
}

#[test]
fn where_there_is_no_quotient_or_no_derivative_a_sentence_says_so() {
    assert!(
        scene("a kink").said.contains("no finite derivative at θ = 0. The two-sided quotient gives 0 all the same")
    );
    let beyond = given(&[("function", "logarithm"), ("theta", "-1")]);
    assert!(beyond.said.contains("no finite value at θ = -1"), "{}", beyond.said);
    let reaching = given(&[("function", "reciprocal"), ("theta", "0.5"), ("step", "0.5")]);
    assert!(reaching.said.contains("reaches to where f has no finite value"), "{}", reaching.said);
    let near = given(&[("function", "reciprocal"), ("theta", "0.5"), ("step", "0.4")]);
    assert!(near.said.contains("one side gives"), "planted: a step that does not reach there: {}", near.said);
    let unread = typed("sin 3", "1", "0.1");
    assert_eq!(unread.said, "This is no function of θ yet: after `sin` a parenthesis is expected, at letter 5.");
    for formula in
        ["0", "1e300*θ", "exp(exp(exp(θ)))", "θ*1e-300", "1/(θ-1)", "θ^0.5", "tan(pi/2)", "1e308*θ^9", "-1e-320"]
    {
        for (theta, step) in [("1", "1"), ("0", "1e-16"), ("-10", "0.1"), ("10", "1e-8")] {
            for number in typed(formula, theta, step).numbers {
                assert!(number.value.number().is_some_and(f64::is_finite), "{formula} at {theta}: {number:?}");
            }
        }
    }
}

#[test]
fn the_reader_s_function_has_a_field_only_if_it_is_chosen() {
    assert_eq!(given(&[]).hidden, ["formula"]);
    assert!(scene("your own function").hidden.is_empty());
}
