//! How long is the bowl, if the reader chooses examples and what is done to them? The chapter's punch line: dividing by σ *alone* can make it longer.
//!
//! ```text
//! examples ─► [x − μ], [x/σ] ─► Z = [1, X] ─► λ, κ, steps along the axes of the bowl ─► picture of its steepest and its flattest axis
//! ```
//!
//! With the bias at its best value the means would drop out: of uncorrelated features of equal deviation the loss over two weights has circles for
//! contours, wherever the examples lie. What makes the bowl long is that a mean ties the weights to the bias. So the picture is not drawn over two weights, but over the
//! two axes of the whole bowl whose ratio κ is, and an ellipse in it is √κ times as long as wide.

mod picture;
mod problem;
#[cfg(test)]
mod tests;
mod words;

use self::problem::{OWN, Problem};
use super::{Control, Drag, Explorable, Scene, Shown, State, Stops, no_act};
use crate::chapters::input_normalization::inputs::{FAR_RANGES, SIMILAR_RANGES};

/// What is set for the reader's own examples alone.
const OF_OWN: [&str; 4] = ["mean_1", "mean_2", "ratio", "correlation"];

const CONTROLS: &[Control] = &[
    Control::choice(
        "data",
        "examples",
        &[(SIMILAR_RANGES, "0–1, −1–1 and 1–2"), (FAR_RANGES, "1–1000 and 0–1"), (OWN, "your own cloud")],
        SIMILAR_RANGES,
    ),
    Control::tick("subtract", "subtract μ", "0"),
    Control::tick("divide", "divide by σ", "0"),
    Control::number("mean_1", "mean of x₁ in its deviations, μ₁/σ₁", (-5.0, 5.0), Stops::Equal(100), "0"),
    Control::number("mean_2", "mean of x₂ in its deviations, μ₂/σ₂", (-5.0, 5.0), Stops::Equal(100), "0"),
    Control::number("ratio", "ratio of the deviations σ₁/σ₂", (1.0, 1e6), Stops::Decade(10), "4"),
    Control::number("correlation", "correlation ρ", (-0.99, 0.99), Stops::Equal(198), "0"),
    Control::number("rate", "learning rate α in units of 2/λₘₐₓ", (0.05, 1.2), Stops::Equal(115), "0.5"),
];

const SCENES: &[Scene] = &[
    Scene { title: "divided by σ alone", values: &[("data", SIMILAR_RANGES), ("divide", "1")] },
    Scene { title: "as they are", values: &[("data", SIMILAR_RANGES)] },
    Scene { title: "both steps", values: &[("data", SIMILAR_RANGES), ("subtract", "1"), ("divide", "1")] },
    Scene { title: "a step too large", values: &[("data", OWN), ("rate", "1.05")] },
    Scene {
        title: "your own cloud",
        values: &[
            ("data", OWN),
            ("mean_1", "1"),
            ("mean_2", "2"),
            ("ratio", "4"),
            ("correlation", "0.5"),
            ("rate", "0.95"),
        ],
    },
];

/// The figure of input normalization.
pub(super) static BOWL: Explorable = Explorable {
    name: "bowl",
    chapter: "input_normalization",
    title: "Your bowl",
    prediction: "Three features have the ranges 0–1, −1–1 and 1–2. If each is divided by its σ, and no mean is subtracted, does \
                 the bowl get rounder or longer?",
    invitation: "Untick “divide by σ”, then tick “subtract μ”, and watch κ; with your own cloud, drag it away from zero.",
    controls: CONTROLS,
    scenes: SCENES,
    drag: Some(Drag { panel: 1, horizontal: Some("mean_1"), vertical: Some("mean_2") }),
    heavy: false,
    act: no_act,
    show,
};

fn show(state: &State) -> Shown {
    let problem = Problem::of(state);
    let (path, tables) = picture::drawn(&problem);
    Shown {
        figure: picture::figure(&problem, &path),
        tables,
        said: words::said(&problem, &path),
        numbers: words::numbers(&problem),
        lines: words::lines(&problem),
        hidden: if problem.is_own() { Vec::new() } else { OF_OWN.to_vec() },
    }
}
