//! Is a smaller step a better one? The chapter's punch line: only down to the square root (one-sided) or the cube root (two-sided) of the rounding unit.
//!
//! ```text
//! function, typed or listed ─► values in f64, f32 or bf16 ─► quotient at ε, and at all steps ─► |quotient − f′|, f′ by dual numbers
//! ```

mod brief;
mod evaluate;
mod expression;
mod measured;
mod parser;
mod picture;
mod setting;
#[cfg(test)]
mod tests;
mod words;

use self::measured::Measured;
use self::setting::{BF16, CONTROLS, F32, Setting, is_typed};
use super::{Drag, Explorable, Scene, Shown, State, no_act};
use crate::chapters::two_sided_differences::functions::Function;

const EXPONENTIAL: (&str, &str) = ("function", Function::Exponential.name());

const SCENES: &[Scene] = &[
    Scene { title: "too small a step", values: &[EXPONENTIAL, ("step", "1e-12")] },
    Scene { title: "the notes' example", values: &[("function", Function::Cube.name()), ("step", "0.01")] },
    Scene { title: "the bottom of the V", values: &[EXPONENTIAL, ("step", "4.216965034285822e-6")] },
    Scene {
        title: "the bottom, one-sided",
        values: &[EXPONENTIAL, ("step", "1.333521432163324e-8"), ("quotient", "forward")],
    },
    Scene { title: "single precision", values: &[EXPONENTIAL, ("step", "0.004216965034285822"), ("format", F32)] },
    Scene { title: "bf16", values: &[EXPONENTIAL, ("step", "0.25"), ("format", BF16)] },
    Scene {
        title: "your own function",
        values: &[("function", "typed"), ("formula", "sin(3*θ) + θ^2"), ("theta", "0.5"), ("step", "0.1")],
    },
    Scene {
        title: "a kink",
        values: &[("function", "typed"), ("formula", "abs(θ)"), ("theta", "0"), ("step", "0.001")],
    },
];

/// The figure of two-sided differences.
pub(super) static SECANTS: Explorable = Explorable {
    name: "secants",
    chapter: "two_sided_differences",
    title: "The V",
    prediction: "A derivative is what is left as ε goes to 0. Has a two-sided quotient more right digits with ε = 10⁻¹² than with ε = 10⁻⁵?",
    invitation: "Drag along the V to move the step ε, and see where the error is least; then choose one side, or single precision.",
    controls: CONTROLS,
    scenes: SCENES,
    drag: Some(Drag { panel: 2, horizontal: Some("step"), vertical: None }),
    heavy: false,
    act: no_act,
    show,
};

fn show(state: &State) -> Shown {
    let hidden = if is_typed(state) { Vec::new() } else { vec!["formula"] };
    let setting = match Setting::of(state) {
        Ok(setting) => setting,
        Err(message) => {
            let (figure, said) = (picture::empty(), words::unread(&message));
            return Shown { figure, tables: Vec::new(), said, numbers: Vec::new(), lines: Vec::new(), hidden };
        }
    };
    let measured = Measured::of(&setting);
    let drawn = picture::drawn(&setting, &measured);
    Shown {
        figure: drawn.figure,
        tables: drawn.tables,
        said: words::said(&setting, &measured),
        numbers: words::numbers(&setting, &measured),
        lines: words::lines(state, &setting, &measured, drawn.alike),
        hidden,
    }
}
