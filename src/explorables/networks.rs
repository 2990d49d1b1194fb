//! Does the one network that you draw behave like the mean over all of them? Real networks are drawn, and each shows how long its signal is
//! behind the last layer.
//!
//! ```text
//! n, L, g, law, σ_w² ─► networks, each with its own weights ─► v_L = ‖a[L]‖²/n from v_0 = 1 ─► dots beside the mean and the typical value
//! ```
//!
//! The formula for the variance keeps the *mean* of v_L. Nearly every deep and narrow network falls below it, and what keeps the mean is the rarest
//! of networks: so rare that a thousand draws may have none of them.

mod drawn;
mod picture;
mod predicted;
mod setting;
#[cfg(test)]
mod tests;
mod words;

use self::drawn::Drawn;
use self::setting::{LARGEST, MIDDLE, SMALLEST, Setting};
use super::{Control, Explorable, Scene, Shown, State, Stops};

const CONTROLS: &[Control] = &[
    Control::number("width", "width n", (4.0, 100.0), Stops::Whole, "20"),
    Control::number("depth", "depth L", (1.0, 150.0), Stops::Whole, "50"),
    Control::choice(
        "networks",
        "networks to draw",
        &[("1", "1"), ("10", "10"), ("100", "100"), ("1000", "1000")],
        "100",
    ),
    Control::button("others", "draw others"),
    Control::number("variance", "n times the variance of a weight, σ_w²", (0.5, 4.0), Stops::Equal(70), "2"),
    Control::choice("activation", "activation g", &[("relu", "ReLU"), ("identity", "none")], "relu"),
    Control::choice(
        "law",
        "law of the weights",
        &[
            ("normal", "normal"),
            ("uniform", "uniform"),
            ("truncated", "normal, cut at two deviations"),
            ("orthogonal", "orthogonal matrices"),
        ],
        "normal",
    ),
    Control::choice(
        "drawn",
        "what is drawn",
        &[("weights", "every weight"), ("lengths", "lengths alone (the same law, n numbers a layer)")],
        "weights",
    ),
    Control::choice(
        "followed",
        "network to follow",
        &[
            (LARGEST, "the one with the largest v_L"),
            (MIDDLE, "the middle one"),
            (SMALLEST, "the one with the smallest v_L"),
        ],
        LARGEST,
    ),
    Control::kept("draws", "0"),
];

const SCENES: &[Scene] = &[
    Scene { title: "100 networks, 50 layers of 20 units", values: &[] },
    Scene { title: "a thousand of 5 layers, as in the report", values: &[("depth", "5"), ("networks", "1000")] },
    Scene { title: "a thousand of 80 layers", values: &[("depth", "80"), ("networks", "1000"), ("drawn", "lengths")] },
    Scene {
        title: "five times as wide",
        values: &[("width", "100"), ("depth", "20"), ("networks", "1000"), ("drawn", "lengths")],
    },
    Scene { title: "a variance that saves the typical network", values: &[("variance", "2.3")] },
    Scene { title: "uniform weights", values: &[("law", "uniform")] },
    Scene {
        title: "orthogonal, no activation",
        values: &[("law", "orthogonal"), ("activation", "identity"), ("variance", "1"), ("networks", "10")],
    },
];

/// The figure of the variance of initial weights.
pub(super) static NETWORKS: Explorable = Explorable {
    name: "networks",
    chapter: "initialization_variance",
    title: "One network or the mean?",
    prediction: "Over all ReLU networks with weights of variance 2/n the mean of v_L is that of the input, 1. You draw one of 50 layers \
                 of 20 units: is its v_L near 1, near a tenth, or near a thousandth?",
    invitation: "Draw others a few times and watch the mean of those drawn jump; then make the networks wider, or less deep.",
    controls: CONTROLS,
    scenes: SCENES,
    drag: None,
    heavy: true,
    act,
    show,
};

fn act(state: &mut State, button: Option<&str>) {
    if button == Some("others") {
        let draws = setting::draws(state);
        state.set("draws", draws.wrapping_add(1).to_string());
    }
}

fn show(state: &State) -> Shown {
    let setting = Setting::of(state);
    let drawn = Drawn::of(&setting);
    Shown {
        figure: picture::figure(&setting, &drawn),
        tables: picture::tables(&setting, &drawn),
        said: words::said(&setting, &drawn),
        numbers: words::numbers(&setting, &drawn),
        lines: words::lines(&setting, &drawn),
        hidden: if setting.is_normal() { Vec::new() } else { vec!["drawn"] },
    }
}
