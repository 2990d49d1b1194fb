//! Are the numbers of the notes right, and their reason? (L12-02, 04 … 09)

use super::{POINT, SMALL_STEP, STEP, U, as_printed, cube, lopsided, slope, width};
use crate::difference::{Formula, dual};
use crate::report::{Band, Case, Claim, Measured, Reading};
use crate::statistics;

const CONFIDENCE: f64 = 0.95;

pub(super) fn claims() -> Vec<Claim> {
    vec![points(), both_triangles(), two_epsilon(), parentheses(), exact_slope(), one_sided(), errors()]
}

/// L12-02: 1.01 and 0.99.
fn points() -> Claim {
    let case = |name: &str, decimal: f64, point: f64| {
        let band =
            Band::around(decimal, 3.0 * U, "the decimal number, ± the rounding of ε, of the sum and of itself: u each");
        Case::new(name, band, Measured::exact(point))
    };
    Claim::new("L12-02", "With f(θ) = θ³, θ = 1 and ε = 0.01 the two points are 1.01 and 0.99.")
        .definition()
        .lines(&[161])
        .figure("1.01, 0.99")
        .swept("θ ± ε in f64", vec![case("right", 1.01, POINT + STEP), case("left", 0.99, POINT - STEP)])
        .source("definition; neither 0.01 nor 1.01 nor 0.99 is a binary number")
}

/// The power of ε with which an error falls, over ε = 2⁻³ … 2⁻⁸.
fn order(quotient: impl Fn(f64) -> f64) -> Measured {
    let steps: Vec<f64> = (3..=8).map(|k| libm::ldexp(1.0, -k)).collect();
    let errors: Vec<f64> = steps.iter().map(|&step| (quotient(step) - 3.0).abs()).collect();
    match statistics::log_log_line(&steps, &errors, CONFIDENCE) {
        Ok(line) => Measured::interval(line.slope, line.interval.low, line.interval.high, steps.len()),
        Err(error) => Measured::nothing(error.to_string()),
    }
}

/// L12-04: that both triangles are in it is not the reason.
fn both_triangles() -> Claim {
    let band = || {
        Band::at_least(
            1.5,
            "better in kind than one triangle, whose error falls with the power 1: nearer to 2, the next power there is",
        )
    };
    Claim::new("L12-04", "The large triangle gives a better slope because it takes both small triangles into account.")
        .lines(&[161])
        .swept(
            "power of ε with which the error of the slope of θ³ at 1 falls (log-log fit, ε = 2⁻³ … 2⁻⁸)",
            vec![
                Case::new("both triangles, θ ± ε", band(), order(|step| slope(Formula::Central, step))),
                Case::new("both triangles, θ + ε and θ − ε/2", band(), order(|step| lopsided(0.5, step))),
            ],
        )
        .source("(f(θ+ε) − f(θ−rε))/(1+r)ε = f′ + (1−r)·εf″/2 + …: the even term cancels only for equal sides, r = 1")
}

/// L12-05: the width is 2ε, to rounding.
fn two_epsilon() -> Claim {
    let case = |step: f64| {
        let allowed = (2.0 + 2.0 * step) * U / (2.0 * step) + 2.0 * U;
        let band =
            Band::at_most(allowed, "two sums near 1 are rounded, by u(1 + ε) and u at most, against a width of 2ε");
        Case::new(format!("ε = {step:e}"), band, Measured::exact((width(step) - 1.0).abs()))
    };
    Claim::new("L12-05", "The height of the large triangle is f(θ + ε) − f(θ − ε) and its width is 2ε.")
        .definition()
        .lines(&[161])
        .figure("2ε")
        .swept("|((θ + ε) − (θ − ε))/2ε − 1| at θ = 1, as stored in f64", vec![case(STEP), case(SMALL_STEP)])
        .source("definition; at ε = 1e-7 the realized width differs from 2ε by 2.9e-11 of it, and the quotient with it")
}

/// What rounding may do to a quotient of θ³ near 1 by a width of at least `width`: each value has two products and an argument that is itself rounded,
/// 5u·1.031; the difference and the quotient add 2u of 3.1.
fn rounding(width: f64) -> f64 {
    2.0 * 5.0 * U * cube(1.01) / width + 2.0 * 3.1 * U
}

/// L12-06: the missing parentheses.
fn parentheses() -> Claim {
    let quantity = "value of the expression";
    let band = || Band::around(3.0001, rounding(2.0 * STEP), "3 + ε², ± the rounding of two cubes and a quotient");
    Claim::new("L12-06", "((1.01)³ − (0.99)³)/2·0.01 = 3.0001.")
        .lines(&[161])
        .figure("3.0001")
        .slip(
            Reading::new(
                "((1.01)³ − (0.99)³)/2·0.01, from left to right",
                quantity,
                band(),
                Measured::exact(as_printed(STEP)),
            ),
            Reading::new(
                "((1.01)³ − (0.99)³)/(2·0.01)",
                quantity,
                band(),
                Measured::exact(slope(Formula::Central, STEP)),
            ),
        )
        .source("the width is 2ε, as line 161 says itself; written in a line, the denominator needs parentheses")
}

/// L12-07: g(θ) = 3θ².
fn exact_slope() -> Claim {
    Claim::new("L12-07", "g(θ) = 3θ² is 3 at θ = 1.")
        .definition()
        .lines(&[161])
        .figure("3")
        .measured(
            "derivative of θ·θ·θ at 1 by dual numbers",
            Band::around(3.0, 0.0, "small integers are exact"),
            Measured::exact(dual::derivative(|x| x * x * x, POINT)),
        )
        .source("d(θ³)/dθ = 3θ²; g is an activation elsewhere in the notes")
}

/// L12-08: 3.0301.
fn one_sided() -> Claim {
    let band = Band::around(3.0301, rounding(STEP), "3 + 3ε + ε², ± the rounding of two cubes and a quotient");
    Claim::new("L12-08", "The one-sided difference gives 3.0301.")
        .definition()
        .lines(&[161])
        .figure("3.0301")
        .measured("((1 + ε)³ − 1)/ε at ε = 0.01", band, Measured::exact(slope(Formula::Forward, STEP)))
        .source("(1 + ε)³ = 1 + 3ε + 3ε² + ε³")
}

/// L12-09: 0.03 and 0.0001.
fn errors() -> Claim {
    let case = |name: &str, formula: Formula, printed: f64, half: f64| {
        let band = Band::around(printed, half, "the printed number, ± half a unit of its last digit");
        Case::new(name, band, Measured::exact(slope(formula, STEP) - 3.0))
    };
    Claim::new("L12-09", "The one-sided error is 0.03, more than the two-sided 0.0001.")
        .definition()
        .lines(&[161])
        .figure("0.03, 0.0001")
        .swept(
            "quotient − 3 at ε = 0.01",
            vec![
                case("one-sided", Formula::Forward, 0.03, 0.005),
                case("two-sided", Formula::Central, 0.0001, 0.00005),
            ],
        )
        .source("3ε + ε² = 0.0301 and ε² = 0.0001: a ratio of 301")
}
