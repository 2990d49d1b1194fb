//! Files come whole or not at all, and a run leaves nothing behind.

use super::super::{Column, Table};
use super::*;
use std::fs;

const MARK: &str = "<!-- made by a test · do not edit -->\n";

fn file(path: &str, text: &str) -> (PathBuf, String) {
    (PathBuf::from(path), format!("{MARK}{text}\n"))
}

fn names(reports: &Path) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![reports.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                names.push(sums::unix_path(path.strip_prefix(reports).unwrap()));
            }
        }
    }
    names.sort();
    names
}

#[test]
fn a_run_writes_its_files_and_their_sums_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let changes = write_all(folder.path(), &[file("a/one.md", "1"), file("claims.json", "[]")]).unwrap();
    assert!(changes.iter().all(|change| change.kind == ChangeKind::Added));
    assert_eq!(names(folder.path()), ["SHA256SUMS", "a/one.md", "claims.json"]);
    assert_eq!(write_all(folder.path(), &[file("a/one.md", "1"), file("claims.json", "[]")]).unwrap(), []);
}

#[test]
fn what_changed_is_named() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &[file("a/one.md", "1")]).unwrap();
    let changes = write_all(folder.path(), &[file("a/one.md", "2")]).unwrap();
    assert_eq!(changes[0].to_string(), "changed a/one.md");
    assert_eq!(changes[0].differences.first()[0].to_string(), "a/one.md: line 2: was 1, is 2");
    assert_eq!(fs::read_to_string(folder.path().join("a/one.md")).unwrap(), format!("{MARK}2\n"));
}

#[test]
fn a_whole_run_removes_what_nothing_makes_and_spares_what_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let all = [file("a/one.md", "1"), file("a/one.svg", "1"), file("a/two.csv", "2"), file("claims.json", "[]")];
    write_all(folder.path(), &all).unwrap();
    fs::write(folder.path().join("a/own.md"), "my own remarks").unwrap();
    fs::create_dir(folder.path().join("timings")).unwrap();
    fs::write(folder.path().join("timings/a.md"), format!("{MARK}1 s")).unwrap();

    let partial = write_all(folder.path(), &all[..1]).unwrap();
    assert_eq!(partial.iter().map(ToString::to_string).collect::<Vec<_>>(), ["removed a/one.svg"]);
    let whole = write_all(folder.path(), &[file("a/one.md", "1"), file("claims.json", "[]")]).unwrap();
    assert_eq!(whole.iter().map(ToString::to_string).collect::<Vec<_>>(), ["removed a/two.csv"]);
    assert_eq!(names(folder.path()), ["SHA256SUMS", "a/one.md", "a/own.md", "claims.json", "timings/a.md"]);
}

#[test]
fn a_file_that_can_not_be_written_leaves_every_old_report() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &[file("a/one.md", "old")]).unwrap();
    let before = names(folder.path());
    // A file stands where the second report needs a folder.
    let error = write_all(folder.path(), &[file("a/one.md", "new"), file("a/one.md/two.md", "new")]).unwrap_err();
    assert!(error.to_string().contains("two.md"), "{error}");
    assert_eq!(names(folder.path()), before);
    assert_eq!(fs::read_to_string(folder.path().join("a/one.md")).unwrap(), format!("{MARK}old\n"));
}

#[test]
fn the_sums_are_those_of_the_files_that_were_written_and_other_runs_keep_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let listed = || {
        let sums = fs::read_to_string(folder.path().join(sums::NAME)).unwrap();
        sums::parse(&sums).into_keys().collect::<Vec<_>>()
    };
    write_all(folder.path(), &[file("a/one.md", "1"), file("a/one.svg", "1")]).unwrap();
    fs::write(folder.path().join("a/own.md"), "my own remarks").unwrap();
    write_all(folder.path(), &[file("a/two.md", "2")]).unwrap();
    assert_eq!(listed(), ["a/one.md", "a/one.svg", "a/two.md"]);
    write_all(folder.path(), &[file("a/one.md", "1")]).unwrap();
    assert_eq!(listed(), ["a/one.md", "a/two.md"]);
    write_all(folder.path(), &[file("a/two.md", "2"), file("claims.json", "[]")]).unwrap();
    assert_eq!(listed(), ["a/two.md", "claims.json"]);
}

#[test]
fn a_list_of_sums_of_other_files_is_left_and_said_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join(sums::NAME);
    let foreign = format!("{}  photo.jpg\n", sums::digest(b"photo"));
    for text in [foreign.as_bytes(), b"\xff\n"] {
        fs::write(&place, text).unwrap();
        let error = write_all(folder.path(), &[file("a/one.md", "1")]).unwrap_err().to_string();
        assert!(error.contains("SHA256SUMS: line 1 is not of this program"), "{error}");
        assert_eq!((fs::read(&place).unwrap().as_slice(), names(folder.path())), (text, vec![sums::NAME.to_owned()]));
    }
    fs::write(&place, "").unwrap();
    write_all(folder.path(), &[file("a/one.md", "1")]).unwrap();
}

#[test]
fn what_stands_in_the_place_of_a_report_and_is_no_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("a/two.md")).unwrap();
    let error = write_all(folder.path(), &[file("a/one.md", "1"), file("a/two.md", "2")]).unwrap_err().to_string();
    assert!(error.ends_with("a/two.md: is a folder, not a regular file"), "{error}");
    assert_eq!(names(folder.path()), Vec::<String>::new());
    // A file that is too long for a report is one all the same, and is replaced.
    fs::File::create(folder.path().join("a/one.md")).unwrap().set_len(LONGEST + 1).unwrap();
    let changes = write_all(folder.path(), &[file("a/one.md", "1")]).unwrap();
    assert_eq!(changes[0].to_string(), "changed a/one.md");
}

#[test]
fn every_rendered_file_bears_the_mark() {
    let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::count("value", "1")]);
    table.push(["half".into(), 1_u64.into()]);
    let figure =
        Some(crate::report::Figure { title: "Powers".into(), alternative: "Nothing.".into(), panels: Vec::new() });
    let rendered = render("chapter/powers", &Findings { tables: vec![table], figure, claims: Vec::new() });
    assert_eq!(rendered.len(), 3);
    for (path, text) in &rendered {
        let mark = |line: &str| line.contains("run chapter/powers") && line.contains("do not edit");
        assert!(text.lines().take(3).any(mark), "{path:?}");
    }
    assert!(!rendered[2].1.contains("<!--"), "XML has no comments with two dashes inside");
}
