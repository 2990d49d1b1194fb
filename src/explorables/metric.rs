//! Does one number tell a right gradient from a wrong one? A game of ten rounds: the reader bets on a rule, an ε and a threshold, before the metric is shown.
//!
//! ```text
//! metric ‖g̃ − g‖/(‖g̃‖ + ‖g‖) at ε ≤ threshold: the gradient passes
//! ```
//!
//! Each round has a small network with weights of a size that is told, and a bug of the catalogue or none. After the bet the reader's rule stands beside the library's
//! check and the recipes of the chapter, each with how often it was right so far. The chapter's punch line is the first scene: a bug whose metric is below the
//! threshold; in the second the right gradient of the same network is accused by a stricter one.
//!
//! | file | question |
//! |---|---|
//! | `game` | How far is the game, and how often was each rule right? |
//! | `bet` | Which rule does the reader trust? |
//! | `planted` | Which bug does a scene plant? |
//! | `round` | Which network has a round, and which bug? |
//! | `judged` | What does each rule say of the gradient? |
//! | `picture`, `words`, `lines` | How is it shown, what is said of it, what is printed? |
//! | `numbers` | Which numbers stand beside it, and which of them does a report hold? |

mod bet;
mod game;
mod judged;
mod lines;
mod numbers;
mod picture;
mod planted;
mod round;
#[cfg(test)]
mod tests;
mod words;

use self::bet::{Bet, EPSILONS, THRESHOLDS};
use self::game::{Game, ROUNDS};
use self::judged::Judged;
use self::planted::Planted;
use self::round::Round;
use super::{Control, Explorable, Scene, Shown, State};

const CONTROLS: &[Control] = &[
    Control::choice("epsilon", "ε of the quotients", EPSILONS, "1e-7"),
    Control::choice("threshold", "threshold of the metric", THRESHOLDS, "1e-5"),
    Control::button("check", "check"),
    Control::button("next", "next round"),
    Control::button("new_game", "new game"),
    Control::kept("game", START),
    Control::kept("planted", ""),
];

/// The first round, before the bet and after it.
const START: &str = "3 1 bet 0 0 0 0 0 0 0 0 0";
const CHECKED: &str = "3 1 checked 0 0 0 0 0 0 0 0 0";

const SCENES: &[Scene] = &[
    Scene {
        title: "a bug that passes",
        values: &[("epsilon", "1e-7"), ("threshold", "1e-5"), ("game", CHECKED), ("planted", "0.03 BiasForgotten(1)")],
    },
    Scene {
        title: "a right gradient accused",
        values: &[("epsilon", "1e-7"), ("threshold", "1e-7"), ("game", CHECKED), ("planted", "0.03 none")],
    },
    Scene {
        title: "off by a factor",
        values: &[("epsilon", "1e-5"), ("threshold", "1e-5"), ("game", CHECKED), ("planted", "1 Scaled(1.00001)")],
    },
    Scene { title: "ten rounds", values: &[("game", START)] },
];

/// The figure of gradient checking.
pub(super) static METRIC: Explorable = Explorable {
    name: "metric",
    chapter: "gradient_checking",
    title: "Find the bug by the metric",
    prediction: "The gradient of a whole bias vector is forgotten, and the metric is below 10⁻⁵. Would a stricter threshold tell this gradient from \
                 the right one?",
    invitation: "Press “ten rounds”, bet on an ε and a threshold, and check; after ten rounds compare your rule with the library's.",
    controls: CONTROLS,
    scenes: SCENES,
    drag: None,
    heavy: true,
    act,
    show,
};

fn act(state: &mut State, button: Option<&str>) {
    if button.is_none() {
        return;
    }
    let game = Game::of(state).unwrap_or_else(Game::first);
    let next = match button {
        Some("check") => game.checked(),
        Some("next") if game.is_checked && game.round < ROUNDS => {
            let judged = Judged::of(round(&game, state), Bet::of(state));
            game.clone().and(&judged.verdicts(), judged.is_wrong()).next_round()
        }
        Some("new_game") => game.another(),
        _ => game.clone(),
    };
    if (next.seed, next.round) != (game.seed, game.round) {
        state.set("planted", "");
    }
    state.set("game", next.words());
}

/// The network and the gradient of this round.
fn round(game: &Game, state: &State) -> Round {
    Round::of(game.seed, game.round, Planted::read(state.words("planted")))
}

fn show(state: &State) -> Shown {
    let (read, game) = (Game::of(state), Game::of(state).unwrap_or_else(Game::first));
    let round = round(&game, state);
    let bet = Bet::of(state);
    let mut shown = if game.is_checked { checked(&game, round, bet) } else { before(&game, &round, &bet) };
    let planted = state.words("planted").trim();
    if !planted.is_empty() && Planted::read(planted).is_none() {
        shown.lines.insert(0, planted::EXPECTED.to_owned());
    }
    if read.is_none() {
        shown
            .lines
            .insert(0, "What was kept of a game could not be read: this is the first round of a new one.".to_owned());
    }
    shown
}

/// The round before the check: what a right gradient looks like in another network of this size.
fn before(game: &Game, round: &Round, bet: &Bet) -> Shown {
    let example = Judged::curve_of(&mut Round::example(game.seed, game.round, round.size));
    let (figure, tables) = picture::before(&example, bet);
    Shown {
        figure,
        tables,
        said: words::before(game, round, bet),
        numbers: numbers::before(&example, bet),
        lines: Vec::new(),
        hidden: vec!["next"],
    }
}

fn checked(game: &Game, round: Round, bet: Bet) -> Shown {
    let judged = Judged::of(round, bet);
    let verdicts = judged.verdicts();
    let after = game.clone().and(&verdicts, judged.is_wrong());
    let (figure, tables) = picture::checked(&judged);
    let mut hidden = vec!["epsilon", "threshold", "check"];
    hidden.extend((game.round == ROUNDS).then_some("next"));
    Shown {
        figure,
        tables,
        said: words::checked(&after, &judged),
        numbers: numbers::checked(&judged),
        lines: lines::of(&after, &judged, &verdicts),
        hidden,
    }
}
