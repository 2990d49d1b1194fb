//! Does each source file open with its question, and do the package's own records agree?

use super::{expect_none, files_below, read};

/// Complains about a file whose first line is no `//!`.
fn unopened(file: &str, text: &str) -> Option<String> {
    (!text.starts_with("//! ")).then(|| format!("{file}:1: opens without `//!` and the question that it answers"))
}

#[test]
fn every_source_file_opens_with_its_question() {
    assert!(unopened("planted.rs", "use std::fs;\n").is_some());
    assert!(unopened("planted.rs", "//! Why?\n").is_none());
    let files = ["src", "tests", "benches"].into_iter().flat_map(|folder| files_below(folder, ".rs"));
    expect_none(files.filter_map(|file| unopened(&file, &read(&file))).collect());
}

#[test]
fn the_lock_file_has_the_version_of_the_package() {
    let entry = format!("name = \"wellposed\"\nversion = \"{}\"\n", env!("CARGO_PKG_VERSION"));
    assert!(read("Cargo.lock").contains(&entry), "Cargo.lock is not the one of this version: run `cargo check`");
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
