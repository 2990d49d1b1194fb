//! Where is the bug, and is it one? A reader looks at an unknown network by the controls of a check, and names what is wrong and in which layer.
//!
//! Which blocks fail tells the layer and the formula: topmost of those that fail, and whether W, b or both of it. What is no bug at all is told by moving
//! what is no part of the gradient:
//!
//! | what moves | a bug | a false alarm |
//! |---|---|---|
//! | masks: held fixed | stays | noise of masks that are drawn anew is gone |
//! | ε: shorter | stays | a kink is no longer within ±ε |
//! | weights: larger | stays, or comes out | a kink is elsewhere |
//! | regularization: out of the loss | one that is missing in the gradient is gone | |
//!
//! | file | question |
//! |---|---|
//! | `case` | Which network is looked at, what is wrong with it, and where? |
//! | `draw` | Which unknown network is drawn? |
//! | `cause` | What may be wrong when a check fails? |
//! | `subject` | What is checked? |
//! | `setting` | How does a reader look at a network? |
//! | `look` | What is seen where a reader looks? |
//! | `picture`, `words`, `numbers` | How is it shown, what is said of it, which numbers does a report hold? |
//! | `round` | How far is the hunt? |
//! | `checked` | What does the library's own check say at the end? |

mod case;
mod cause;
mod checked;
mod draw;
mod look;
mod numbers;
mod picture;
mod round;
mod setting;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use super::{Control, Explorable, Number, Scene, Shown, State, Stops};
use crate::chapters::checking_caveats::subjects::TOLERANCE;
use crate::report::{Axis, Figure, Panel, Series};
use case::Case;
use look::Look;
use round::Named;
use setting::Setting;

pub(super) static HUNT: Explorable = Explorable {
    name: "hunt",
    chapter: "checking_caveats",
    title: "Debug a network",
    prediction: "A check fails in every block of a network with dropout: is the gradient wrong?",
    invitation: "Hold the masks fixed, and then take a new network: by its blocks, ε, weights and regularization find out what is wrong, and name it.",
    controls: CONTROLS,
    scenes: SCENES,
    drag: None,
    heavy: true,
    act,
    show,
};

const CONTROLS: &[Control] = &[
    Control::choice("block", "look at block", setting::BLOCKS, "W1"),
    Control::tick("masks", "hold the masks of dropout fixed", "0"),
    Control::number("epsilon", "ε of the quotients", (1e-8, 1e-2), Stops::Decade(2), "1e-7"),
    Control::choice("weights", "weights", setting::WEIGHTS, "start"),
    Control::tick("ridge", "include regularization in the loss", "1"),
    Control::choice("cause", "what is wrong", cause::CHOICES, "nothing"),
    Control::choice("layer", "layer", &[("1", "1"), ("2", "2"), ("3", "3")], "1"),
    Control::button("name", "name it"),
    Control::button("new", "new network"),
    Control::kept("case", "masks"),
    Control::kept("seed", "0"),
    Control::kept("looks", ""),
    Control::kept("phase", ""),
];

const SCENES: &[Scene] = &[
    Scene { title: "masks drawn anew", values: &[("case", "masks")] },
    Scene {
        title: "a bug of a mask",
        values: &[
            ("case", "mask"),
            ("block", "W2"),
            ("masks", "1"),
            ("epsilon", "1e-5"),
            ("cause", "signal"),
            ("layer", "2"),
            ("phase", "1 signal 2"),
        ],
    },
    Scene {
        title: "a kink within ε",
        values: &[("case", "kink"), ("block", "b1"), ("masks", "1"), ("epsilon", "1e-5")],
    },
    Scene {
        title: "regularization forgotten",
        values: &[("case", "ridge"), ("epsilon", "1e-5"), ("cause", "ridge"), ("phase", "1 ridge 1")],
    },
    Scene { title: "small weights hide a bug", values: &[("case", "small"), ("epsilon", "3.16e-4")] },
    Scene { title: "larger weights show it", values: &[("case", "small"), ("epsilon", "1e-5"), ("weights", "larger")] },
];

fn act(state: &mut State, button: Option<&str>) {
    match button {
        Some("name") => round::name(state),
        Some("new") => round::next(state),
        None => round::count(&HUNT, state),
        _ => {}
    }
}

fn show(state: &State) -> Shown {
    let (case, setting) = (Case::of(state), Setting::of(state));
    let Some(parameters) = case.parameters(&setting) else { return nowhere(state, &case) };
    let look = Look::of(case.subject(setting.ridge), &parameters, &setting);
    let block = &look.blocks[setting.block];
    let seen = words::of_look(&look);
    let mut numbers = numbers::of_look(&case, &setting, &look);
    numbers.push(Number::count("looks at this network", round::looks(state)));
    let mut lines = vec![words::of_network(&case, &setting), words::of_block(&look, block)];
    if round::is_over(state, &case) {
        for checked in checked::all(&case, &setting) {
            numbers.extend(numbers::of_check(&case, &checked));
            lines.extend(checked.lines(&case));
        }
    }
    numbers.retain(|number| number.value.number().is_some_and(f64::is_finite));
    Shown {
        figure: picture::figure(&look, block, &seen),
        tables: picture::tables(&look, block),
        said: with_naming(state, &case, seen),
        numbers,
        lines,
        hidden: hidden(state, &case),
    }
}

/// What was named, before what is seen.
fn with_naming(state: &State, case: &Case, seen: String) -> String {
    match Named::of(state) {
        Some(named) => format!("{} {seen}", words::of_naming(case, &named, round::looks(state))),
        None => seen,
    }
}

/// Where training by a wrong gradient has led to numbers that are not finite there is nothing to look at.
fn nowhere(state: &State, case: &Case) -> Shown {
    let panel = Panel {
        title: "relative error by block".into(),
        x: Axis::linear("block").over(0.0, 1.0),
        y: Axis::logarithmic("relative error").over(1e-15, 2.0),
        series: vec![Series::level(TOLERANCE, 7).labeled("tolerance")],
        equal: false,
    };
    let seen = "Training by this gradient leaves the finite numbers: look elsewhere.".to_owned();
    Shown {
        figure: Figure { title: "Where does the check fail?".into(), alternative: seen.clone(), panels: vec![panel] },
        tables: Vec::new(),
        said: with_naming(state, case, seen),
        numbers: vec![Number::count("looks at this network", round::looks(state))],
        lines: Vec::new(),
        hidden: hidden(state, case),
    }
}

/// The controls that would change nothing.
fn hidden(state: &State, case: &Case) -> Vec<&'static str> {
    let needs_layer = cause::Cause::find(state.words("cause")).is_some_and(cause::Cause::has_layer);
    let all = [
        ("masks", case.has_masks()),
        ("ridge", case.has_ridge()),
        ("layer", needs_layer),
        ("name", !round::is_over(state, case)),
    ];
    all.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name).collect()
}
