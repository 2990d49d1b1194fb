//! Which layers of a deep network starve? The size of the gradient layer by layer, as theory has it and in one network.
//!
//! ```text
//! W[l] = c·I, J = ½(ŷ − y)²   ─► ‖∂J/∂W[l]‖ = c^(L−2)·|ŷ − y|: the same in every hidden layer, while a[l] = cˡ
//! W[l] random, x = (1, …, 1)  ─► root mean square of ∂J/∂W[l] for dz[L] = 1: slope in l of its logarithm ½[ln(v_l/v_{l−1}) − ln χ_l]
//! ```
//!
//! The notes' network is that of `vanishing_gradients/scaled_identity`; the theory of random ones that of `vanishing_gradients/gradient_by_layer`, for an
//! example with mean square 1 and one output. With a factor per layer below 1 the notes' gradients vanish in all layers alike. Early layers starve where
//! the signal shrinks on its way back and not on its way forward.

mod picture;
mod profile;
mod setting;
#[cfg(test)]
mod tests;
mod words;

use self::profile::Profile;
use self::setting::{ACTIVATIONS, IDENTITY, RANDOM, Setting};
use super::{Control, Explorable, Scene, Shown, State, Stops};

/// Where the slider of c stops: at the notes' factors, and around 1.
const FACTORS: &[f64] = &[
    0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0, 1.01, 1.02, 1.05, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6,
    1.8, 2.0,
];
/// Where that of the weights' scale stops.
const SCALES: &[f64] = &[
    0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0, 5.0,
    6.0, 8.0, 10.0,
];

/// Of the notes' network, and of random ones.
const OF_IDENTITY: [&str; 2] = ["c", "depth"];
const OF_RANDOM: [&str; 5] = ["activation", "scale", "width", "layers", "another"];

const CONTROLS: &[Control] = &[
    Control::choice(
        "weights",
        "weights",
        &[(IDENTITY, "c·I, the notes' example"), (RANDOM, "random, of variance σ_w²/n")],
        IDENTITY,
    ),
    Control::number("c", "factor c", (0.25, 2.0), Stops::These(FACTORS), "0.5"),
    Control::number("depth", "number of layers L", (3.0, 150.0), Stops::Whole, "20"),
    Control::choice("activation", "activation g", &ACTIVATIONS, "sigmoid"),
    Control::number("scale", "scale of the weights σ_w (LeCun: 1, He: 1.41)", (0.1, 10.0), Stops::These(SCALES), "1"),
    Control::number("width", "width n", (2.0, 32.0), Stops::Whole, "16"),
    Control::number("layers", "number of layers L", (5.0, 30.0), Stops::Whole, "20"),
    Control::button("another", "draw another network"),
    Control::kept("drawn", "0"),
];

const SCENES: &[Scene] = &[
    Scene { title: "the notes: W = 0.5·I", values: &[("c", "0.5")] },
    Scene { title: "the notes: W = 1.5·I", values: &[("c", "1.5")] },
    Scene { title: "0.5·I with the notes' 150 layers", values: &[("c", "0.5"), ("depth", "150")] },
    Scene { title: "sigmoid, LeCun's weights", values: &[("weights", RANDOM), ("activation", "sigmoid")] },
    Scene {
        title: "tanh, weights 4 times LeCun's",
        values: &[("weights", RANDOM), ("activation", "tanh"), ("scale", "4"), ("width", "32")],
    },
    Scene {
        title: "ReLU, weights half of He's",
        values: &[("weights", RANDOM), ("activation", "relu"), ("scale", "0.7"), ("width", "32")],
    },
    Scene {
        title: "no activation, as in the report",
        values: &[("weights", RANDOM), ("activation", "identity"), ("width", "16")],
    },
];

/// The figure of vanishing and exploding gradients.
pub(super) static LAYERS: Explorable = Explorable {
    name: "layers",
    chapter: "vanishing_gradients",
    title: "Which layers starve?",
    prediction: "In the notes' network of 20 layers each of them but the last multiplies by 0.5. Is the gradient of the first layer far smaller than \
                 that of the last hidden one, the same, or far larger?",
    invitation: "Compare the first layer with the last hidden one, at the left; then choose random weights.",
    controls: CONTROLS,
    scenes: SCENES,
    drag: None,
    heavy: false,
    act,
    show,
};

fn act(state: &mut State, button: Option<&str>) {
    if button == Some("another") {
        let drawn = setting::drawn(state);
        state.set("drawn", drawn.wrapping_add(1).to_string());
    }
}

fn show(state: &State) -> Shown {
    let setting = Setting::of(state);
    let profile = Profile::of(&setting);
    Shown {
        figure: picture::figure(&setting, &profile),
        tables: picture::tables(&profile),
        said: words::said(&setting, &profile),
        numbers: words::numbers(&setting, &profile),
        lines: words::lines(&profile),
        hidden: match setting {
            Setting::Identity { .. } => OF_RANDOM.into(),
            Setting::Random(_) => OF_IDENTITY.into(),
        },
    }
}
