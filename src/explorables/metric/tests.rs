//! Does one threshold miss a bug and accuse the right gradient, does the library do neither, and are rounds counted?

use super::*;
use crate::explorables::answer;
use crate::explorables::testing::agreeing;
use crate::gradcheck::Verdict;
use proptest::prelude::*;

fn given(values: &[(&str, &str)]) -> State {
    let values = values.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
    State::of(&METRIC, &values.collect()).0
}

fn scene(number: usize) -> State {
    State::of_scene(&METRIC, number)
}

fn judged(state: &State) -> Judged {
    let game = Game::of(state).unwrap();
    Judged::of(round(&game, state), Bet::of(state))
}

fn pressed(mut state: State, button: &str) -> State {
    act(&mut state, Some(button));
    state
}

#[test]
fn a_threshold_misses_a_bug_and_a_stricter_one_accuses_the_right_gradient_of_the_same_network() {
    let [passing, accused] = [0, 1].map(|number| judged(&scene(number)));
    assert_eq!(passing.round.parameters, accused.round.parameters);
    assert!(
        passing.metric > 1e-6 && passing.metric < 1e-5 && accused.metric > 1e-7,
        "{}, {}",
        passing.metric,
        accused.metric
    );
    assert!(passing.round.error() == 1.0 && accused.round.error() < 1e-12);
    assert_eq!((passing.checker(), passing.names(Verdict::Fail)), (Verdict::Fail, vec!["b[1]"]));
    assert_ne!(accused.checker(), Verdict::Fail);
    let [missed, alarm] = [0, 1].map(|number| show(&scene(number)));
    assert!(missed.said.contains("your rule lets a bug pass. The library fails b[1]"), "{}", missed.said);
    assert!(alarm.said.contains("your rule accuses a right gradient"), "{}", alarm.said);
    assert_eq!((agreeing(&missed), agreeing(&alarm)), (3, 0));
    // Planted: the stricter threshold finds the bug, as it would accuse the right gradient.
    let mut strict = scene(0);
    strict.set("threshold", "1e-7");
    assert!(show(&strict).said.contains("your rule is right, there is a bug"));
}

#[test]
fn a_factor_near_one_has_the_metric_of_the_report() {
    let (state, shown) = (scene(2), show(&scene(2)));
    assert_eq!(agreeing(&shown), 2);
    let exact = shown.numbers.iter().find(|number| number.reported.is_some()).unwrap().value.number().unwrap();
    // Quotients at ε = 1e-5 are rounded by some 1e-11 of the gradient.
    assert!((judged(&state).metric - exact).abs() < 1e-9, "{exact}");
    assert_eq!(judged(&state).checker(), Verdict::Fail);
}

#[test]
fn ten_rounds_are_counted_and_the_library_is_never_wrong() {
    for seed in 1..=3 {
        let game = START.replacen('3', &seed.to_string(), 1);
        let mut state = given(&[("game", game.as_str()), ("epsilon", "1e-9"), ("threshold", "1e-7")]);
        for number in 1..=ROUNDS {
            let before = show(&state);
            assert!(
                before.hidden == ["next"] && before.said.starts_with(&format!("Round {number} of 10")),
                "{}",
                before.said
            );
            state = pressed(state, "check");
            assert!(show(&state).hidden.contains(&"epsilon"));
            let checked = state.clone();
            state = pressed(state, "next");
            assert_eq!(state == checked, number == ROUNDS, "the last round has no next one");
        }
        let shown = show(&state);
        assert!(
            shown.hidden.contains(&"next") && shown.said.contains("In 10 rounds your rule was right"),
            "{}",
            shown.said
        );
        let judged = judged(&state);
        let game = Game::of(&state).unwrap().and(&judged.verdicts(), judged.is_wrong());
        assert_eq!(game.right[1] + game.open, ROUNDS, "seed {seed}: {game:?}");
        assert!(game.right[0] < ROUNDS, "rounding at ε = 1e-9 hides bugs or accuses right gradients: {game:?}");
    }
}

#[test]
fn another_game_has_another_seed_and_drops_what_was_planted() {
    let state = pressed(scene(0), "new_game");
    assert_eq!((state.words("game"), state.words("planted")), ("4 1 bet 0 0 0 0 0 0 0 0 0", ""));
    assert_eq!(pressed(scene(0), "next").words("planted"), "");
    assert_eq!(pressed(scene(3), "next"), scene(3), "no round is left before its check");
    assert_eq!(Game::first().words(), START);
    assert_eq!(Game::first().checked().words(), CHECKED);
}

#[test]
fn damaged_words_start_a_new_game_and_say_so() {
    for words in
        ["", "3 11 bet 0 0 0 0 0 0 0 0 0", "3 1 bet 1 0 0 0 0 0 0 0 0", "3 2 bet 0 1 0 0 0 0 0 0 1", "x", "3 1 bet 0"]
    {
        let answered = answer(&METRIC, &[("game".to_owned(), words.to_owned())].into(), None);
        assert!(answered.lines[0].contains("could not be read") && answered.said.starts_with("Round 1"), "{words}");
    }
    for words in ["0.1", "9 none", "NaN none", "0.1 LossOfEverything", "0.1 MaskForgotten(1)"] {
        assert_eq!(Planted::read(words), None, "{words}");
        assert_eq!(show(&given(&[("planted", words)])).lines, [planted::EXPECTED]);
    }
    assert!(Planted::read("0.1 LayersExchanged(2, 3)").is_some());
}

proptest! {
    #[test]
    fn what_is_kept_is_read_back(seed in any::<u64>(), round in 1..=ROUNDS, is_checked in any::<bool>(), all in 0..ROUNDS) {
        let right = [all.min(round - 1); game::RULES];
        let game = Game { seed, round, is_checked, right, open: round - 1 - right[1] };
        prop_assert_eq!(Game::read(&game.words()), Some(game));
    }
}
