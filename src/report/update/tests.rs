//! A part that is written alone stands where a full run puts it, in whatever order the parts come.

use super::super::files::{render, write_all};
use super::super::{Band, Column, Digits, Findings, Measured, Table};
use super::*;
use std::collections::BTreeMap;
use std::fs;

/// A suite: path of the experiment, its number, and the rows of the ledger that it decides.
type Suite = [(&'static str, f64, &'static [&'static str])];

const SUITE: &Suite = &[
    ("first/one", 1.0, &["L09-03", "L09-01"]),
    ("first/two", 2.0, &["L09-02"]),
    ("second/three", 3.0, &["L10-01", "L09-04"]),
];

fn findings((path, value, ids): (&str, f64, &[&str])) -> Findings {
    let mut table =
        Table::new(path, 1, vec![Column::text("name"), Column::number("value", "1", Digits::Significant(3))]);
    table.push(["x".into(), value.into()]);
    let (chapter, experiment) = path.split_once('/').unwrap();
    let claim = |id: &&str| {
        let mut claim = Claim::new(*id, "A statement.").measured("x", Band::at_most(2.0, ""), Measured::exact(value));
        (claim.chapter, claim.experiment) = (chapter.to_owned(), experiment.to_owned());
        claim
    };
    Findings { tables: vec![table], figure: None, claims: ids.iter().map(claim).collect() }
}

fn files_and_claims(suite: &Suite, name: &str) -> (Vec<(PathBuf, String)>, Vec<Claim>) {
    let (mut files, mut claims) = (Vec::new(), Vec::new());
    for &one in suite.iter().filter(|(path, ..)| path.starts_with(name)) {
        let findings = findings(one);
        files.extend(render(one.0, &findings));
        claims.extend(findings.claims);
    }
    (files, claims)
}

fn full(reports: &Path, suite: &Suite) {
    let (mut files, claims) = files_and_claims(suite, "");
    files.push(render_dictionary(&files));
    files.extend(render_claims(&claims));
    write_all(reports, &files).unwrap();
}

fn update(reports: &Path, suite: &Suite, name: &str) -> io::Result<Vec<Change>> {
    let (files, claims) = files_and_claims(suite, name);
    write_part(reports, &files, &claims, &Scope::named(name))
}

/// Every file below the folder with its text.
fn contents(reports: &Path) -> BTreeMap<PathBuf, String> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![reports.to_owned()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(reports).unwrap().to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn of_full_run(suite: &Suite) -> BTreeMap<PathBuf, String> {
    let folder = tempfile::tempdir().unwrap();
    full(folder.path(), suite);
    contents(folder.path())
}

#[test]
fn parts_in_any_order_give_the_bytes_of_a_full_run() {
    let orders: [&[&str]; 3] =
        [&["first/one", "first/two", "second/three"], &["second", "first/two", "first/one"], &["first", "second"]];
    for order in orders {
        let folder = tempfile::tempdir().unwrap();
        for name in order {
            assert_ne!(contents(folder.path()), of_full_run(SUITE), "{order:?}");
            update(folder.path(), SUITE, name).unwrap();
        }
        assert_eq!(contents(folder.path()), of_full_run(SUITE), "{order:?}");
        assert_eq!(update(folder.path(), SUITE, order[0]).unwrap(), [], "nothing changes twice");
    }
}

#[test]
fn an_outdated_claim_vanishes_and_those_of_others_stay_to_the_byte() {
    let old: &Suite = &[("first/one", 9.0, &["L09-03", "L09-07"]), ("first/two", 8.0, &["L09-02"]), SUITE[2]];
    let expected: &Suite = &[SUITE[0], old[1], SUITE[2]];
    let folder = tempfile::tempdir().unwrap();
    full(folder.path(), old);
    fs::write(folder.path().join("first/mine.txt"), "mine").unwrap();
    let changed = update(folder.path(), SUITE, "first/one").unwrap();
    let named: Vec<String> = changed.iter().map(ToString::to_string).collect();
    assert_eq!(
        named,
        ["first/one.md", "first/one.csv", "claims.json", "claims.md"].map(|file| format!("changed {file}"))
    );
    let mut found = contents(folder.path());
    assert_eq!(found.remove(Path::new("first/mine.txt")).as_deref(), Some("mine"));
    assert_eq!(found, of_full_run(expected));
    // Planted: the other experiment of the chapter was outdated too, and only the update of the chapter renews it.
    assert_ne!(found, of_full_run(SUITE));
    update(folder.path(), SUITE, "first").unwrap();
    fs::remove_file(folder.path().join("first/mine.txt")).unwrap();
    assert_eq!(contents(folder.path()), of_full_run(SUITE));
}

#[test]
fn a_row_of_the_ledger_moves_with_the_experiment_that_decides_it_and_what_nothing_makes_goes_with_its_chapter() {
    let old: &Suite = &[("first/former", 1.0, &["L09-03", "L09-01"]), SUITE[1], SUITE[2]];
    let folder = tempfile::tempdir().unwrap();
    full(folder.path(), old);
    update(folder.path(), SUITE, "first/one").unwrap();
    let ledger = fs::read_to_string(folder.path().join("claims.json")).unwrap();
    assert!(!ledger.contains("former") && folder.path().join("first/former.md").is_file());
    let changed = update(folder.path(), SUITE, "first").unwrap();
    let named: Vec<String> = changed.iter().map(ToString::to_string).collect();
    assert_eq!(named, ["changed datapackage.json", "removed first/former.csv", "removed first/former.md"]);
    assert_eq!(contents(folder.path()), of_full_run(SUITE));
}

#[test]
fn claims_that_stand_and_can_not_be_trusted_are_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    full(folder.path(), SUITE);
    let place = folder.path().join("claims.json");
    let ledger = fs::read_to_string(&place).unwrap();
    fs::write(&place, ledger.replacen("refuted", "confirmed", 1)).unwrap();
    let before = contents(folder.path());
    let error = update(folder.path(), SUITE, "first/one").unwrap_err().to_string();
    assert!(
        error.contains("claims.json: claim L09-04: the verdict is confirmed, but the evidence says refuted"),
        "{error}"
    );
    assert!(error.ends_with("; `cargo run --release` writes it again"), "{error}");
    assert_eq!(contents(folder.path()), before);
    fs::write(&place, ledger).unwrap();
    update(folder.path(), SUITE, "first/one").unwrap();
}

#[test]
fn the_ledger_of_this_project_is_judged_again_and_written_to_the_same_bytes() {
    let ledger = include_str!("../../../reports/claims.json");
    let claims: Vec<Claim> = serde_json::from_str(ledger).unwrap();
    assert!(claims.len() > 100);
    assert_eq!(super::super::claims::claims_json(&claims), ledger);
}
