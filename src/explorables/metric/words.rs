//! What is said of a round? Before the check what is to be bet on; after it whether the reader's rule and the library's verdict were right.

use super::bet::Bet;
use super::game::{Game, ROUNDS};
use super::judged::Judged;
use super::round::Round;
use crate::explorables::control::told;
use crate::gradcheck::Verdict;

pub(super) fn before(game: &Game, round: &Round, bet: &Bet) -> String {
    format!(
        "Round {} of {ROUNDS}: a network with weights of size {}, and perhaps a bug in its gradient. You trust the metric at ε = {} up to {}; drawn is that of a right gradient \
         in another network of this size.",
        game.round, round.size, bet.words[0], bet.words[1]
    )
}

pub(super) fn checked(after: &Game, judged: &Judged) -> String {
    let (bet, passes) = (judged.bet, judged.passes());
    let side = if passes { "not above" } else { "above" };
    let yours = match (passes, judged.is_wrong()) {
        (true, true) => "your rule lets a bug pass",
        (true, false) => "your rule is right, there is no bug",
        (false, true) => "your rule is right, there is a bug",
        (false, false) => "your rule accuses a right gradient",
    };
    let mut said = format!(
        "At ε = {} the metric is {}, {side} {}: {yours}. {}",
        bet.words[0],
        told(judged.metric, 3),
        bet.words[1],
        library(judged)
    );
    if after.round == ROUNDS {
        said.push_str(&format!(
            " In {ROUNDS} rounds your rule was right {} times, the library {} times; {} times it could not tell.",
            after.right[0], after.right[1], after.open
        ));
    }
    said
}

fn library(judged: &Judged) -> String {
    let (what, names) = match judged.checker() {
        Verdict::Pass => ("The library passes every block", Vec::new()),
        Verdict::Fail => ("The library fails", judged.names(Verdict::Fail)),
        Verdict::Undecidable => ("The library can't tell", judged.names(Verdict::Undecidable)),
    };
    let bug = judged.bug().map_or_else(String::new, |bug| format!("; the bug: {}", bug.words()));
    match names.as_slice() {
        [] => format!("{what}{bug}."),
        names if judged.checker() == Verdict::Fail => format!("{what} {}{bug}.", names.join(", ")),
        names => format!("{what} of {}{bug}.", names.join(", ")),
    }
}
