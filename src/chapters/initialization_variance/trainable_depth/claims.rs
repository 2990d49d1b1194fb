//! What do the shares say of careful starts?

use super::{ACTIVATIONS, Square};
use crate::activation::Activation;
use crate::report::{Band, Case, Claim, Measured};

/// Deep enough that a share of careless starts should fail, if the notes are right.
const DEEP: usize = 10;
/// Depth at which the problem would have to be solved, if it were solved.
const VERY_DEEP: usize = 50;

/// The scheme that the notes recommend for an activation.
pub(super) fn recommended(activation: Activation) -> &'static str {
    if activation == Activation::Relu { "he" } else { "lecun" }
}

fn find<'a>(squares: &'a [Square], activation: Activation, name: &str, depth: usize) -> &'a Square {
    let found = squares.iter().find(|square| {
        square.plan.activation == activation && square.plan.recipe.name == name && square.plan.depth == depth
    });
    found.expect("a square of the heat map")
}

fn case(square: &Square, band: Band) -> Case {
    let interval = square.share_interval();
    let name = format!("{}, {}, depth {}", square.plan.activation.name(), square.plan.recipe.name, square.plan.depth);
    Case::new(name, band, Measured::interval(square.share(), interval.low, interval.high, square.outcomes.len()))
}

fn most() -> Band {
    Band::at_least(0.5, "a start that helps lets most networks arrive: a share of at least ½")
}

fn few(why: &str) -> Band {
    Band::at_most(0.5, format!("{why}: a share of at most ½"))
}

/// L11-01: careful starts help a lot, and do not solve the problem.
pub(super) fn helps_but_does_not_solve(squares: &[Square]) -> Claim {
    let cases = ACTIVATIONS.into_iter().flat_map(|activation| {
        [
            case(find(squares, activation, "small", DEEP), few("what careful starts help against")),
            case(find(squares, activation, "unit", DEEP), few("what careful starts help against")),
            case(find(squares, activation, recommended(activation), DEEP), most()),
            case(
                find(squares, activation, recommended(activation), VERY_DEEP),
                few("not solved means that most very deep networks still fail"),
            ),
        ]
    });
    Claim::new(
        "L11-01",
        "A careful choice of the random initial weights helps a lot, but does not fully solve the problem.",
    )
    .lines(&[132, 140])
    .swept(
        "share of starts that learn digits within 400 steps: careless at depth 10, recommended at 10 and 50",
        cases.collect(),
    )
    .source(
        "Schoenholz et al. 2017: depth up to about 6ξ; Hanin & Rolnick 2018: fluctuations ∝ Σ 1/n_l remain where ξ = ∞",
    )
}

/// L11-03: how bad is it if z is too small or too large?
pub(super) fn neither_too_large_nor_too_small(squares: &[Square]) -> Claim {
    let cases = ACTIVATIONS.into_iter().flat_map(|activation| {
        ["small", "unit"].into_iter().flat_map(move |name| {
            [1, 2, 5, 10].map(|depth| {
                case(
                    find(squares, activation, name, depth),
                    few("if z must not be so small (deviation 0.01) or so large (1), most such starts fail"),
                )
            })
        })
    });
    Claim::new("L11-03", "z must be neither too large nor too small.")
        .lines(&[140])
        .swept(
            "share of starts with deviations of 0.01 and of 1 that learn digits within 400 steps, by depth",
            cases.collect(),
        )
        .source("a convex loss (depth 1) has no bad start; χ per layer away from 1 compounds with depth")
}
