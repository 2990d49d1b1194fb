//! Do controls tell bugs from false alarms, is the right answer the one that is there, and are looks counted?

use super::*;
use crate::explorables::answer;
use crate::explorables::hunt::draw::Drawn;
use crate::gradcheck::Verdict;
use std::collections::BTreeMap;

fn scene(case: &str) -> State {
    let scene = SCENES.iter().position(|scene| scene.values.contains(&("case", case))).unwrap();
    State::of_scene(&HUNT, scene)
}

fn key(cause: cause::Cause) -> &'static str {
    cause::CHOICES[cause as usize].0
}

fn with(mut state: State, values: &[(&str, &str)]) -> State {
    values.iter().for_each(|&(name, value)| state.set(name, value));
    state
}

fn failing(state: &State) -> Vec<String> {
    let (case, setting) = (Case::of(state), Setting::of(state));
    let look = Look::of(case.subject(setting.ridge), &case.parameters(&setting).unwrap(), &setting);
    look.names(Verdict::Fail).into_iter().map(str::to_owned).collect()
}

fn moved(state: &State, button: Option<&str>) -> State {
    let given: BTreeMap<String, String> =
        state.values().iter().map(|(&name, value)| (name.to_owned(), value.clone())).collect();
    let values = answer(&HUNT, &given, button).state;
    State::of(&HUNT, &values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()).0
}

#[test]
fn each_scene_is_answered_and_counts_no_look() {
    for (number, scene) in SCENES.iter().enumerate() {
        let state = State::of_scene(&HUNT, number);
        assert_eq!(moved(&state, None), state, "{}", scene.title);
        assert!(!show(&state).said.is_empty());
    }
}

#[test]
fn held_masks_cure_the_noise_of_masks_and_show_their_bugs() {
    let fresh = scene("masks");
    assert_eq!(failing(&fresh).len(), 6);
    assert!(show(&fresh).said.contains("it is no function"));
    assert!(failing(&with(fresh, &[("masks", "1")])).is_empty());
    let bug = scene("mask");
    assert_eq!(failing(&bug), ["W[1]", "b[1]", "W[2]", "b[2]"]);
    assert_eq!(failing(&with(bug.clone(), &[("masks", "0")])).len(), 6, "noise hides where the bug is");
    let shown = show(&bug);
    assert!(
        shown.said.starts_with("Right, after ") && shown.lines.iter().any(|line| line.starts_with("FAIL")),
        "{shown:?}"
    );
}

#[test]
fn a_shorter_step_tells_a_kink_from_a_bug() {
    for seed in 0..12_u64 {
        let number = seed.to_string();
        let kink = with(scene("kink"), &[("seed", &number)]);
        let seen = failing(&kink);
        assert!(seen.contains(&"b[1]".to_owned()) && seen.iter().all(|name| name.contains("[1]")), "{seed}: {seen:?}");
        assert!(failing(&with(kink.clone(), &[("epsilon", "1e-6")])).is_empty(), "{seed}");
        let lines = show(&kink).lines;
        assert!(lines[1].starts_with("b[1]: apart in 1 of 5 coordinates"), "{seed}: {lines:?}");
    }
}

#[test]
fn a_forgotten_term_is_gone_with_the_term_and_larger_weights_bring_out_a_bug() {
    let ridge = scene("ridge");
    assert_eq!(failing(&ridge), ["W[1]", "W[2]", "W[3]"]);
    assert!(failing(&with(ridge, &[("ridge", "0")])).is_empty());
    let small = scene("small");
    assert!(failing(&small).is_empty());
    assert_eq!(failing(&with(small, &[("weights", "larger"), ("epsilon", "1e-5")])), ["W[1]", "b[1]"]);
}

#[test]
fn unknown_networks_fail_at_larger_weights_where_a_bug_is_and_nowhere_else() {
    let mut causes = Vec::new();
    for seed in 0..48_u64 {
        let drawn = Drawn::of(seed);
        causes.push(key(drawn.cause));
        let number = seed.to_string();
        let unknown = with(scene("masks"), &[("case", "unknown"), ("seed", &number), ("masks", "1")]);
        let larger = with(unknown, &[("weights", "larger"), ("epsilon", "1e-6")]);
        let seen = failing(&larger);
        assert_eq!(seen.is_empty(), drawn.bug.is_none(), "{seed}: {drawn:?} {seen:?}");
        // The rule of the chapter: the topmost layer that fails, and what fails there.
        if drawn.cause.has_layer() {
            let top = seen.last().unwrap();
            assert!(top.contains(&format!("[{}]", drawn.layer)), "{drawn:?} {seen:?}");
        }
    }
    assert!(cause::CHOICES.iter().all(|(key, _)| causes.contains(key)), "{causes:?}");
}

#[test]
fn the_answer_is_right_and_another_is_not() {
    for seed in 0..8_u64 {
        let number = seed.to_string();
        let state = with(scene("masks"), &[("case", "unknown"), ("seed", &number)]);
        let case = Case::of(&state);
        let layer = case.layer.max(1).to_string();
        let named = moved(&with(state.clone(), &[("cause", key(case.cause)), ("layer", &layer)]), Some("name"));
        assert!(show(&named).said.starts_with("Right, after "), "{seed}");
        assert!(show(&named).hidden.contains(&"name"));
        let wrong = if key(case.cause) == "kink" { "masks" } else { "kink" };
        let mut named = with(state, &[("cause", wrong)]);
        for _ in 0..round::NAMINGS {
            assert!(!round::is_over(&named, &case));
            named = moved(&named, Some("name"));
        }
        assert!(show(&named).said.starts_with("That is not it. It is "), "{seed}");
    }
}

#[test]
fn looks_are_counted_where_something_else_is_looked_at() {
    let start = moved(&scene("masks"), Some("new"));
    assert_eq!((start.words("case"), start.words("seed"), round::looks(&start)), ("unknown", "1", 1));
    let same = moved(&with(start.clone(), &[("cause", "bias"), ("epsilon", "1.1e-5")]), None);
    assert_eq!(round::looks(&same), 1, "another answer, and an ε of the same size");
    let other = moved(&with(same, &[("block", "b2")]), None);
    assert_eq!(round::looks(&other), 2);
    assert_eq!(round::looks(&moved(&with(other, &[("weights", "larger"), ("epsilon", "1e-3")]), None)), 3);
}

#[test]
fn damaged_words_start_anew() {
    for words in ["", "x", "1 2", "-1 signal 2", "1 nobody 2", "99999999999999999999 ridge 1", "θ θ θ"] {
        let state = with(scene("mask"), &[("phase", words), ("looks", words), ("seed", words)]);
        assert!(Named::of(&state).is_none() && round::looks(&state) == 1, "{words}");
        assert!(!show(&state).hidden.contains(&"name"));
    }
    let nowhere = with(scene("mask"), &[("case", "nowhere"), ("phase", "")]);
    assert!(Case::of(&nowhere).bug.is_none());
}
