//! Does everything stand where it belongs? The house rules as tests: one name in four places, no surplus file, no dead link, no
//! number and no count that was typed, no dependency under another license.
//!
//! The rules read texts and compile nothing of the project: `cargo test -p layout` needs seconds.
//!
//! Each rule is a function from texts to a list of complaints, tried on a planted violation before it is trusted with the project.

mod chapters;
mod circles;
mod claims;
mod counts;
mod links;
mod packages;
mod pairs;
mod places;
mod prose;
mod records;
mod sources;

use std::fs;
use std::path::Path;

/// The root of the project.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A text file by its name from the root.
fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The names of what a folder holds, in order; nothing if there is no such folder.
fn names_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).map(|entries| entries.flatten().collect::<Vec<_>>());
    let names = entries.unwrap_or_default().into_iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// All files below a folder with that ending, by their names from the root.
fn files_below(folder: &str, ending: &str) -> Vec<String> {
    let mut files = Vec::new();
    for name in names_in(folder) {
        let path = format!("{folder}/{name}");
        if root().join(&path).is_dir() {
            files.extend(files_below(&path, ending));
        } else if name.ends_with(ending) {
            files.push(path);
        }
    }
    files
}

/// The pages of the book with their texts, without the summary.
fn pages() -> Vec<(String, String)> {
    let files = files_below("book/src", ".md").into_iter().filter(|file| file != "book/src/SUMMARY.md");
    files.map(|file| (file.clone(), read(&file))).collect()
}

/// What the project says to its readers beside the book, with the texts.
fn notices() -> Vec<(String, String)> {
    let files = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"].into_iter();
    let files = files.chain(["crates/core/README.md", "crates/check/README.md", "crates/check/PROTOCOL.md"]);
    files.map(|file| (file.to_owned(), read(file))).collect()
}

/// Fails with all complaints at once.
fn expect_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}
