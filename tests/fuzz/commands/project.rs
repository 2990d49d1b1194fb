//! A project whose reports, ledger, pages and settings were damaged: what `verify`, `claims` and `book` make of it.

use super::edits::{Edit, edit};
use super::{call, copy, manners};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

/// What stands in a file beside the project and must not come into any page.
const SECRET: &str = "the-words-of-the-secret-file";
const EXPERIMENT: &str = "two_sided_differences/lecture_example";
const FILES: [&str; 10] = [
    "book/src/references.bib",
    "reports/two_sided_differences/lecture_example.csv",
    "reports/two_sided_differences/lecture_example.md",
    "reports/two_sided_differences/cost.svg",
    "reports/two_sided_differences/cost/methods.csv",
    "reports/two_sided_differences/cost/methods.md",
    "reports/claims.json",
    "book/src/page.md",
    "book/src/SUMMARY.md",
    "book/book.toml",
];
const WORK: &str = "@misc{ng2017, author = {Ng, Andrew}, title = {Lectures}, year = {2017}, url = {https://a.b/c}}\n";
const PAGE: &str = "# A page\n\nText with $\\sqrt{x}$ and\n\n{{table two_sided_differences/lecture_example columns quantity, measured rows one_sided*; two_sided*; no_*}}\n\n\
    {{figure two_sided_differences/cost panels 1}}\nSo {{cite ng2017}}.\n{{/figure}}\n\n{{references}}\n\n{{table two_sided_differences/cost/methods}}\n\n{{ledger}}\n\n```rust,ignore\n{{#include ../../code.rs:part}}\n```\n\n> a `code` [link](page.md)\n";

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The project as it should be, made once.
static PROJECT: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let place = folder.path().join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    };
    write("secret.txt", SECRET);
    write("code.rs", "// ANCHOR: part\nfn f() {}\n// ANCHOR_END: part\n");
    write(
        "book/book.toml",
        "[book]\ntitle = \"x\"\nlanguage = \"en\"\n[build]\nbuild-dir = \"../target/book\"\ncreate-missing = false\n",
    );
    write("book/src/SUMMARY.md", "# Summary\n\n- [A page](page.md)\n- [Reports](reports.md)\n");
    write("book/src/reports.md", "# Reports\n\n{{reports}}\n");
    write("book/src/references.bib", WORK);
    write("book/src/page.md", PAGE);
    for experiment in [EXPERIMENT, "two_sided_differences/cost"] {
        manners(&call(folder.path(), &words(&["run", experiment, "--out", "reports"]), &[])).unwrap();
    }
    let found = wellposed::chapters::find(EXPERIMENT).unwrap()[0].run(&wellposed::chapters::Choices::default());
    write("reports/claims.json", &wellposed::report::claims::claims_json(&found.claims));
    for command in [&["verify", EXPERIMENT][..], &["claims"], &["book"]] {
        assert_eq!(manners(&call(folder.path(), &words(command), &[])).map(|said| said.0), Ok(0), "{command:?}");
    }
    fs::remove_dir_all(folder.path().join("target")).unwrap();
    folder
});

/// What happens to one file of the project.
#[derive(Clone, Debug)]
enum Damage {
    Edited(Vec<Edit>),
    Missing,
    Folder,
    Link(&'static str),
}

fn damage() -> impl Strategy<Value = Damage> {
    let links = vec!["/dev/zero", "/dev/null", "/nowhere", "../secret.txt", "."];
    prop_oneof![
        12 => vec(edit(), 1..4).prop_map(Damage::Edited),
        1 => Just(Damage::Missing),
        1 => Just(Damage::Folder),
        1 => select(links).prop_map(Damage::Link),
    ]
}

fn harm(place: &Path, damage: &Damage) {
    let mut bytes = fs::read(place).unwrap();
    fs::remove_file(place).unwrap();
    match damage {
        Damage::Edited(edits) => {
            edits.iter().for_each(|edit| edit.apply(&mut bytes));
            fs::write(place, bytes).unwrap();
        }
        Damage::Missing => {}
        Damage::Folder => fs::create_dir(place).unwrap(),
        Damage::Link(to) => std::os::unix::fs::symlink(to, place).unwrap(),
    }
}

/// Whether any file below `folder` holds the secret.
fn leaks(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let holds = |bytes: Vec<u8>| bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        if entry.path().is_dir() { leaks(&entry.path()) } else { fs::read(entry.path()).is_ok_and(holds) }
    })
}

#[test]
fn any_project() {
    let commands =
        vec![&["verify", EXPERIMENT][..], &["claims"], &["claims", "--format", "json"], &["book"], &["book"]];
    let cases = (select(FILES.to_vec()), damage(), select(commands));
    super::check(150, 3, &cases, |(file, damage, command)| {
        let folder = tempfile::tempdir().unwrap();
        copy(PROJECT.path(), folder.path());
        harm(&folder.path().join(file), &damage);
        manners(&call(folder.path(), &words(command), &[]))?;
        // A link to the secret is somebody's own will; only what a file says must not open another.
        if !matches!(damage, Damage::Link(_)) && leaks(&folder.path().join("target")) {
            return Err("the book holds the secret".to_owned());
        }
        Ok(())
    });
}
