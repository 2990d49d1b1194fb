//! Does each source file open with its question, and end before it is too long to be read at once?

use super::{expect_none, files_below, read};

/// The folders that hold source files.
const FOLDERS: [&str; 5] = ["src", "crates", "tests", "benches", "examples"];
/// So many lines has a file at most.
const LONGEST: usize = 300;

/// The source files of all packages with their texts.
fn sources() -> Vec<(String, String)> {
    let files = FOLDERS.into_iter().flat_map(|folder| files_below(folder, ".rs"));
    files.map(|file| (file.clone(), read(&file))).collect()
}

/// Complains about a file whose first line is no `//!`.
fn unopened(file: &str, text: &str) -> Option<String> {
    (!text.starts_with("//! ")).then(|| format!("{file}:1: opens without `//!` and the question that it answers"))
}

#[test]
fn every_source_file_opens_with_its_question() {
    assert!(unopened("planted.rs", "use std::fs;\n").is_some());
    assert!(unopened("planted.rs", "//! Why?\n").is_none());
    expect_none(sources().iter().filter_map(|(file, text)| unopened(file, text)).collect());
}

/// Complains about a file that holds more than one concept, to judge by its length.
fn too_long(file: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > LONGEST)
        .then(|| format!("{file}: has {lines} lines, more than {LONGEST}; give each concept a file of its own"))
}

#[test]
fn no_source_file_is_too_long() {
    assert!(too_long("planted.rs", &"\n".repeat(LONGEST + 1)).is_some());
    assert!(too_long("planted.rs", &"\n".repeat(LONGEST)).is_none());
    expect_none(sources().iter().filter_map(|(file, text)| too_long(file, text)).collect());
}

#[test]
fn no_program_of_the_package_is_a_bench_by_accident() {
    let manifest = read("Cargo.toml");
    for section in ["[lib]", "[[bin]]"] {
        let body = manifest.split_once(section).map(|(_, body)| body.split("\n[").next().unwrap_or_default());
        let kept_out = body.is_some_and(|body| body.contains("bench = false"));
        assert!(kept_out, "{section} needs `bench = false`, or `cargo bench -- OPTION` fails");
    }
}
