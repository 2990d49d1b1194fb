//! What do the shares say of careful starts?

use super::{ACTIVATIONS, Plan, Square};
use crate::activation::Activation;
use crate::chapters::activations;
use crate::report::{Band, Case, Claim, Measured};

/// Deep enough that a share of careless starts should fail, if the notes are right.
const DEEP: usize = 10;
/// Depth at which the problem would have to be solved, if it were solved.
const VERY_DEEP: usize = 50;
/// Deviations that nobody would choose who knows the formulas.
const CARELESS: [&str; 2] = ["small", "unit"];

/// The scheme that the notes recommend for an activation.
pub(super) fn recommended(activation: Activation) -> &'static str {
    if activation == Activation::Relu { "he" } else { "lecun" }
}

/// Whether L11-01 asks on which side of ½ the share of such networks lies.
pub(super) fn is_compared(plan: Plan) -> bool {
    let recommended = plan.recipe.name == recommended(plan.activation);
    match plan.depth {
        DEEP => recommended || CARELESS.contains(&plan.recipe.name),
        VERY_DEEP => recommended,
        _ => false,
    }
}

fn find<'a>(squares: &'a [Square], activation: Activation, name: &str, depth: usize) -> &'a Square {
    let found = squares.iter().find(|square| {
        square.plan.activation == activation && square.plan.recipe.name == name && square.plan.depth == depth
    });
    found.expect("a square of the heat map")
}

fn case(square: &Square, band: Band) -> Case {
    let interval = square.share_interval();
    let Plan { activation, recipe, depth } = square.plan;
    let name = format!("{}, {}, depth {depth}", activations::words(activation), recipe.words);
    Case::new(name, band, Measured::interval(square.share(), interval.low, interval.high, square.outcomes.len()))
}

fn most() -> Band {
    Band::at_least(0.5, "a start that helps lets most networks arrive: a share of at least ½")
}

fn few(why: &str) -> Band {
    Band::at_most(0.5, format!("{why}: a share of at most ½"))
}

/// L11-01: careful starts certainly help, and do not fully solve the problem.
pub(super) fn helps_but_does_not_solve(squares: &[Square]) -> Claim {
    let cases = ACTIVATIONS.into_iter().flat_map(|activation| {
        let careless = |name| case(find(squares, activation, name, DEEP), few("what careful starts help against"));
        let [small, unit] = CARELESS.map(careless);
        [
            small,
            unit,
            case(find(squares, activation, recommended(activation), DEEP), most()),
            case(
                find(squares, activation, recommended(activation), VERY_DEEP),
                few("not solved read as: most networks of 50 layers still fail within these steps"),
            ),
        ]
    });
    Claim::new(
        "L11-01",
        "A more careful choice of the random initial weights certainly helps, but does not fully solve the problem.",
    )
    .lines(&[132, 140])
    .swept(
        "share of starts that learn digits within 400 steps, 32 units a layer: careless at depth 10, recommended at 10 and 50",
        cases.collect(),
    )
    .source(
        "Schoenholz et al. 2017: depth up to about 6ξ, for wide tanh networks; Hanin & Rolnick 2018: fluctuations ∝ Σ 1/n_l remain where ξ = ∞",
    )
}

/// L11-03: how bad is it if z is too small or too large?
pub(super) fn neither_too_large_nor_too_small(squares: &[Square]) -> Claim {
    let cases = ACTIVATIONS.into_iter().flat_map(|activation| {
        CARELESS.into_iter().flat_map(move |name| {
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
        .source("a convex loss (depth 1) has no bad start; χ₁ per layer away from 1 compounds with depth")
}
