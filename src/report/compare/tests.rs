//! A changed digit in any kind of file is found and named.

use super::super::files::{render, render_claims, write_all};
use super::super::{Axis, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use super::*;
use std::fs;

fn findings() -> Findings {
    let columns = vec![
        Column::text("data_set"),
        Column::text("normalizer"),
        Column::number("condition_number", "1", Digits::Significant(4)),
        Column::count("steps", "step"),
    ];
    let mut table = Table::new("How long is the bowl?", 2, columns);
    table.push(["wine".into(), "raw".into(), 1234.5.into(), 10_u64.into()]);
    table.push(["wine".into(), "standard".into(), 45.25.into(), 4_u64.into()]);
    table.push(["digits".into(), "a|b".into(), f64::INFINITY.into(), 7_u64.into()]);
    table.note("A remark.");
    let series = Series {
        table: "",
        label: String::new(),
        x: "steps",
        y: "condition_number",
        only: Vec::new(),
        mark: Mark::Points,
        color: 0,
    };
    let panel = Panel {
        title: "Bowl".into(),
        x: Axis::linear("steps"),
        y: Axis::linear("κ"),
        series: vec![series],
        equal: false,
    };
    let figure = Figure { title: "Bowl".into(), alternative: "Two points.".into(), panels: vec![panel] };
    Findings { tables: vec![table], figure: Some(figure), claims: Vec::new() }
}

fn whole_run() -> Vec<(PathBuf, String)> {
    let mut files = render("input_normalization/conditioning", &findings());
    files.extend(render_claims(&super::super::claims::examples::claims()));
    files
}

/// What is found after a text in a file was changed by hand.
fn planted(path: &str, from: &str, to: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &whole_run()).unwrap();
    let place = folder.path().join(path);
    let text = fs::read_to_string(&place).unwrap();
    assert!(text.contains(from), "`{from}` is not in {text}");
    fs::write(&place, text.replacen(from, to, 1)).unwrap();
    named(&compare(folder.path(), &whole_run(), &Scope::Everything).unwrap())
}

fn named(differences: &Differences) -> Vec<String> {
    differences.first().iter().map(ToString::to_string).collect()
}

#[test]
fn reports_that_stand_as_written_do_not_differ() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &whole_run()).unwrap();
    let chapter = Scope::Folders(vec!["input_normalization".into()]);
    for (files, scope) in [(5, Scope::Everything), (3, chapter), (3, Scope::Experiments)] {
        assert_eq!(compare(folder.path(), &whole_run()[..files], &scope).unwrap().count(), 0, "{scope:?}");
    }
}

#[test]
fn a_cell_of_a_csv_is_named_and_so_is_its_sum() {
    let found = planted("input_normalization/conditioning.csv", "1234.5", "1234.6");
    assert_eq!(
        found[0],
        "input_normalization/conditioning.csv: row wine/raw, column condition_number: was 1234.6, is 1234.5"
    );
    assert!(found[1].starts_with("SHA256SUMS: sum of input_normalization/conditioning.csv: was "), "{}", found[1]);
    assert_eq!(found.len(), 2);
}

#[test]
fn a_cell_of_a_page_is_named() {
    let page = "input_normalization/conditioning.md";
    assert_eq!(
        planted(page, "45.25", "45.26")[0],
        format!("{page}: row wine/standard, column condition number: was 45.26, is 45.25")
    );
    assert_eq!(planted(page, "∞", "7")[0], format!("{page}: row digits/a|b, column condition number: was 7, is ∞"));
    assert_eq!(planted(page, "A remark.", "A remark!")[0], format!("{page}: line 11: was A remark!, is A remark."));
    assert_eq!(
        planted("claims.md", "|     2 |         1", "|     3 |         1")[0],
        "claims.md: row input_normalization, column facts: was 3, is 2"
    );
}

#[test]
fn rows_comments_and_spaces_count_too() {
    let table = "input_normalization/conditioning.csv";
    assert_eq!(
        planted(table, "wine,raw,1234.5,10\n", "")[0],
        format!("{table}: row wine/raw: was not there, is wine,raw,1234.5,10")
    );
    assert_eq!(
        planted(table, "# unit,,,1,step", "# unit,,,1,s")[0],
        format!("{table}: line 5: was unit,,,1,s, is unit,,,1,step")
    );
    assert_eq!(
        planted(table, "wine,raw", "\"wine\",raw")[0],
        format!("{table}: line 9: was \"wine\",raw,1234.5,10, is wine,raw,1234.5,10")
    );
    assert_eq!(
        planted(table, "# keys,2\n", "")[0],
        format!("{table}: line 3: was # words,data set,normalizer,condition number,steps, is # keys,2")
    );
}

#[test]
fn a_field_of_a_claim_is_named() {
    assert_eq!(
        planted("claims.json", "0.25", "0.5")[0],
        "claims.json: claim L09-02, field measured.value: was 0.5, is 0.25"
    );
    assert_eq!(
        planted("claims.json", "\"name\": \"digits\"", "\"name\": \"letters\"")[0],
        "claims.json: claim L09-01, field sweep.2.name: was letters, is digits",
        "the second of two cases"
    );
    let kind = "claims.json: claim L10-03, field kind: was";
    assert_eq!(
        planted("claims.json", "\"kind\": \"definition\"", "\"kind\": \"fact\"")[0],
        format!("{kind} fact, is definition")
    );
    assert_eq!(
        planted("claims.json", ",\n    \"kind\": \"definition\"", "")[0],
        format!("{kind} not there, is definition")
    );
    let found = planted("claims.json", "L09-02", "L09-03");
    assert_eq!(found[0], "claims.json: claim L09-02, field id: was not there, is L09-02");
    assert_eq!(found[1], "claims.json: claim L09-03, field id: was L09-03, is not there");
}

#[test]
fn a_line_of_a_picture_is_named() {
    let found = planted("input_normalization/conditioning.svg", "circle cx=\"", "circle cx=\"1");
    assert!(found[0].starts_with("input_normalization/conditioning.svg: line "), "{}", found[0]);
    assert!(found[0].contains("was <circle cx="), "{}", found[0]);
}

#[test]
fn a_sum_that_does_not_match_is_named() {
    let found = planted("SHA256SUMS", "  claims.md", "  claims.mb");
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("SHA256SUMS: sum of claims.mb: was ") && found[0].ends_with("is not there"));
    assert!(found[1].starts_with("SHA256SUMS: sum of claims.md: was not there"));
    assert!(planted("SHA256SUMS", "\n", "\n\n")[0].starts_with("SHA256SUMS: line 2"));
}

#[test]
fn missing_and_surplus_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &whole_run()).unwrap();
    fs::rename(
        folder.path().join("input_normalization/conditioning.csv"),
        folder.path().join("input_normalization/old.csv"),
    )
    .unwrap();
    let found = named(&compare(folder.path(), &whole_run(), &Scope::Everything).unwrap());
    assert_eq!(found[0], "input_normalization/conditioning.csv: missing");
    assert_eq!(found[1], "input_normalization/old.csv: surplus, nothing makes it");
    let nowhere = compare(Path::new("no such folder"), &whole_run(), &Scope::Everything).unwrap();
    assert_eq!(nowhere.count(), whole_run().len() + 1);
}

#[test]
fn a_file_that_nothing_makes_is_noticed_in_the_folder_of_a_chapter_and_elsewhere_is_not() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &whole_run()).unwrap();
    let surplus = |scope: &Scope| named(&compare(folder.path(), &whole_run()[..3], scope).unwrap());
    let chapter = Scope::Folders(vec!["input_normalization".into()]);
    for path in ["other_chapter/x.md", "input_normalization/notes.txt", "input_normalization/deep/x.md"] {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), "mine").unwrap();
    }
    let expected =
        ["deep/x.md", "notes.txt"].map(|name| format!("input_normalization/{name}: surplus, nothing makes it"));
    assert_eq!(surplus(&chapter), expected);
    assert_eq!(surplus(&Scope::Experiments), Vec::<String>::new());
    fs::remove_file(folder.path().join("input_normalization/conditioning.svg")).unwrap();
    fs::write(folder.path().join("input_normalization/.hidden"), "mine").unwrap();
    assert_eq!(surplus(&chapter).len(), expected.len() + 2, "missing, and its sum");
}

#[cfg(unix)]
#[test]
fn a_folder_of_reports_behind_a_link_is_entered_and_another_link_is_surplus() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    symlink(elsewhere.path(), folder.path().join("input_normalization")).unwrap();
    write_all(folder.path(), &whole_run()).unwrap();
    let surplus = || named(&compare(folder.path(), &whole_run(), &Scope::Everything).unwrap());
    assert_eq!(surplus(), Vec::<String>::new());
    symlink(folder.path(), elsewhere.path().join("circle")).unwrap();
    assert_eq!(surplus(), ["input_normalization/circle: surplus, nothing makes it"]);
}

#[test]
fn what_is_no_report_is_said_and_not_read() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &whole_run()).unwrap();
    let page = "input_normalization/conditioning.md";
    fs::File::options().write(true).open(folder.path().join(page)).unwrap().set_len(LONGEST + 1).unwrap();
    fs::remove_file(folder.path().join("claims.json")).unwrap();
    fs::create_dir(folder.path().join("claims.json")).unwrap();
    let found = named(&compare(folder.path(), &whole_run(), &Scope::Everything).unwrap());
    assert_eq!(found[0], format!("{page}: has more than {LONGEST} bytes, the most that are read"));
    assert_eq!(found[1], "claims.json: is a folder, not a regular file");
}

/// Names in names, tables in tables, as long and as many as a file of that length holds.
#[test]
fn hostile_files_of_full_length_are_compared_within_bounds() {
    let is = |path: &str| whole_run().into_iter().find(|(own, _)| own == Path::new(path)).unwrap().1;
    let half = (LONGEST / 2) as usize;
    let numbers = vec!["1"; half / 2].join(",");
    for (path, was) in [
        ("claims.json", format!(r#"[{{"id":"x","{}":[{numbers}]}}]"#, "k".repeat(half))),
        ("claims.md", "|a|\n|-|\n|b|\n\n".repeat(half / 13)),
        ("claims.md", format!("{}\n|-|\n{}", "|".repeat(half), "|a|\n".repeat(half / 4))),
        ("input_normalization/conditioning.md", format!("|{}|\n|-|\n{}", "a".repeat(half), "|b|\n".repeat(half / 4))),
        (
            "input_normalization/conditioning.csv",
            is("input_normalization/conditioning.csv") + &"a,b,1,2\n".repeat(half / 8),
        ),
        ("input_normalization/conditioning.svg", "\n".repeat(half)),
    ] {
        let found = between(Path::new(path), &was, &is(path));
        assert!(found.count() > 0 && found.first().len() <= NAMED, "{path}: {}", found.count());
    }
}
