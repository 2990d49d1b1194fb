//! Is an experiment's name bound once? No two share a stream, a copy draws other numbers, and nobody types a name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rand::RngExt;

use super::testing::experiment;
use super::{CHAPTERS, Choices, Experiment, Selected, all};
use crate::bits::streams;
use crate::report::Table;

/// The first number of the stream of a cell and replicate that any experiment might have.
fn first_draw(selected: &Selected) -> u64 {
    selected.settings(&Choices::default()).stream("cell", 0).random()
}

/// The paths of experiments whose streams another one has too.
fn sharing(experiments: &[Selected]) -> Vec<String> {
    let mut drawn = BTreeSet::new();
    experiments.iter().filter(|selected| !drawn.insert(first_draw(selected))).map(Selected::path).collect()
}

#[test]
fn no_two_experiments_share_a_stream_and_its_key_is_seed_path_cell_and_replicate() {
    let mut experiments = all();
    assert_eq!(sharing(&experiments), [""; 0]);
    for selected in &experiments {
        let drawn: u64 = streams::stream(Choices::default().seed, &selected.path(), "cell", 0).random();
        assert_eq!(drawn, first_draw(selected));
    }
    // Planted: registered twice.
    experiments.push(experiments[3]);
    assert_eq!(sharing(&experiments), [experiments[3].path()]);
}

#[test]
fn a_copy_under_another_name_draws_other_numbers_and_signs_with_its_own() {
    let original = experiment("chapters::input_normalization::two_steps");
    let renamed = |name| {
        let copied = Experiment { name, question: "", run: original.experiment.run, on_data: None };
        Selected { experiment: Box::leak(Box::new(copied)), ..original }.run(&Choices::default())
    };
    let found = original.run(&Choices::default());
    let rows = |tables: &[Table]| format!("{:?}", tables.iter().map(Table::rows).collect::<Vec<_>>());
    let copy = renamed("copy_of_two_steps");
    assert_ne!(rows(&copy.tables), rows(&found.tables));
    assert!(copy.claims.iter().all(|claim| claim.experiment == "copy_of_two_steps") && !copy.claims.is_empty());
    // Planted: under the same name everything is the same.
    assert_eq!(rows(&renamed(original.experiment.name).tables), rows(&found.tables));
}

#[test]
fn another_experiments_streams_are_drawn_by_name_alone() {
    let [harm, other] =
        ["harm", "win_tie_loss"].map(|name| experiment(&format!("chapters::input_normalization::{name}")));
    let choices = Choices { seed: 7, replicates: Some(3) };
    let borrowed = harm.settings(&choices).of_another(&other.path());
    let own: u64 = other.settings(&choices).stream("wine", 2).random();
    assert_eq!(borrowed.stream("wine", 2).random::<u64>(), own);
    assert_eq!((borrowed.seed(), borrowed.replicates()), (7, Some(3)));
    let unknown = std::panic::catch_unwind(|| harm.settings(&choices).of_another("input_normalization/none"));
    assert!(unknown.is_err(), "planted: no such experiment");
}

/// Whether code, up to its tests, calls or imports what makes a stream of any name.
fn names_streams(code: &str) -> bool {
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let apart = |letter: char| !letter.is_alphanumeric() && letter != '_';
    code.split("streams::").skip(1).any(|after| {
        let names = match after.strip_prefix('{') {
            Some(list) => list.split('}').next(),
            None => after.split(apart).next(),
        };
        names.unwrap_or_default().split(apart).any(|name| ["stream", "numbered_stream"].contains(&name))
    })
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn no_experiment_makes_a_stream_but_by_its_settings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/chapters");
    let mut files: Vec<PathBuf> = CHAPTERS.iter().flat_map(|chapter| sources(&folder.join(chapter.name))).collect();
    files.retain(|path| path.file_name().is_some_and(|name| name != "tests.rs"));
    let wrong: Vec<&PathBuf> = files.iter().filter(|path| names_streams(&fs::read_to_string(path).unwrap())).collect();
    assert!(files.len() > 100 && wrong.is_empty(), "draw by `settings.stream(cell, replicate)`: {wrong:#?}");
    for planted in ["streams::stream(1, \"a/b\", \"c\", 0)", "use crate::bits::streams::{Stream, stream};"] {
        assert!(names_streams(planted), "{planted}");
    }
    assert!(!names_streams("use crate::bits::streams::{Stream, uniform};\nsettings.stream(\"c\", 0)"));
}
