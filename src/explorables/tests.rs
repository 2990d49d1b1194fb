//! Do all figures hold what the frame promises: any words are taken, nothing breaks, and nothing is drawn that is no number?

use super::*;
use crate::chapters::CHAPTERS;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn given(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    values.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn each_chapter_has_one_figure_with_questions_scenes_and_names_of_its_own() {
    let chapters: Vec<&str> = EXPLORABLES.iter().map(|figure| figure.chapter).collect();
    assert_eq!(chapters, CHAPTERS.iter().map(|chapter| chapter.name).collect::<Vec<_>>());
    for figure in EXPLORABLES {
        let names: BTreeSet<&str> = figure.controls.iter().map(|control| control.name).collect();
        assert_eq!(names.len(), figure.controls.len(), "{}", figure.name);
        assert!(!figure.scenes.is_empty() && figure.prediction.ends_with('?') && figure.invitation.ends_with('.'));
        for scene in figure.scenes {
            assert!(scene.values.iter().all(|(name, _)| names.contains(name)), "{}: {}", figure.name, scene.title);
            let (_, notes) = State::of(figure, &given(scene.values));
            assert!(notes.is_empty(), "{}, {}: {notes:?}", figure.name, scene.title);
        }
        for dragged in figure.drag.iter().flat_map(|drag| [drag.horizontal, drag.vertical]).flatten() {
            assert!(names.contains(dragged), "{}", figure.name);
        }
    }
}

#[test]
fn first_values_and_stops_are_values() {
    for control in EXPLORABLES.iter().flat_map(|figure| figure.controls) {
        assert_eq!(control.read(control.first), (control.first.to_owned(), None), "{}", control.name);
        if let Input::Number { least, most, stops } = control.input {
            let stops = stops.values(least, most);
            assert!(stops.is_sorted() && (2..=400).contains(&stops.len()), "{}", control.name);
            for stop in stops {
                assert_eq!(control.read(&as_typed(stop)), (as_typed(stop), None), "{}", control.name);
            }
        }
    }
}

#[test]
fn what_is_no_value_becomes_the_nearest_with_a_note() {
    let control = Control::number("ratio", "ratio σ₁/σ₂", (0.1, 100.0), Stops::Decade(10), "4");
    for (words, value) in
        [("1e308", "100"), ("-1", "0.1"), ("0", "0.1"), ("", "4"), ("abc", "4"), ("NaN", "4"), ("inf", "100")]
    {
        let (read, note) = control.read(words);
        assert_eq!(read, value, "{words}");
        assert!(note.is_some_and(|note| note.starts_with("ratio σ₁/σ₂: ") && note.ends_with("is taken.")), "{words}");
    }
    assert_eq!(control.read(" 12.5 "), ("12.5".to_owned(), None));
    let whole = Control::number("depth", "depth", (1.0, 50.0), Stops::Whole, "5");
    assert_eq!(whole.read("7.4"), ("7".to_owned(), None));
    let choice = Control::choice("law", "law", &[("a", "A"), ("b", "B")], "a");
    assert_eq!(choice.read("b").0, "b");
    assert_eq!(choice.read("c").1.unwrap(), "law: “c” is not one of A, B; a is taken.");
}

/// An element of a picture with a coordinate that is no number.
fn has_no_number(picture: &str) -> bool {
    picture.contains("NaN") || picture.contains("\"inf") || picture.contains("\"-inf") || picture.contains(",inf")
}

#[test]
fn each_scene_and_each_end_of_each_control_is_answered() {
    for figure in EXPLORABLES.into_iter().filter(|figure| !figure.heavy) {
        for scene in figure.scenes {
            for control in figure.controls {
                let values: Vec<String> = match control.input {
                    Input::Number { least, most, .. } => vec![as_typed(least), as_typed(most)],
                    Input::Choice(choices) => choices.iter().map(|(key, _)| (*key).to_owned()).collect(),
                    Input::Tick => vec!["0".to_owned(), "1".to_owned()],
                    Input::Words | Input::Kept => {
                        ["", "0", "-1", "1e308", "x", "θ(((", "9 9 9"].map(str::to_owned).into()
                    }
                    Input::Button => Vec::new(),
                };
                let button = matches!(control.input, Input::Button).then_some(control.name);
                for value in values.into_iter().chain(button.map(str::to_owned)) {
                    let mut values = given(scene.values);
                    values.insert(control.name.to_owned(), value.clone());
                    let answered = answer(figure, &values, button);
                    let what = format!("{}, {}: {} = {value}", figure.name, scene.title, control.name);
                    assert!(!answered.said.is_empty() && !has_no_number(&answered.picture), "{what}");
                    // What it answers with is what it would take.
                    let state = answered.state.iter().map(|(&name, value)| (name.to_owned(), value.clone())).collect();
                    assert!(State::of(figure, &state).1.is_empty(), "{what}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_words_for_any_controls_are_answered(
        figure in 0..EXPLORABLES.len(),
        words in prop::collection::vec("[-0-9.e]{0,6}|[a-zθ^()+*/ ]{0,12}|\\PC{0,8}", 12),
        button in 0..12_usize,
    ) {
        let figure = EXPLORABLES[figure];
        let values = figure.controls.iter().zip(&words).map(|(control, words)| (control.name.to_owned(), words.clone())).collect();
        let button = figure.controls.get(button).map(|control| control.name);
        let answered = answer(figure, &values, button);
        prop_assert!(!answered.said.is_empty() && !has_no_number(&answered.picture));
    }
}
