//! `verify` reads regular files of a report's length, names the first differences and counts the others.

use super::*;

/// A project whose reports are those of one experiment.
fn reported() -> (TempDir, std::path::PathBuf) {
    let project = project();
    done(project.path(), &["run", EXPERIMENT, "--out", "reports"]);
    done(project.path(), &["verify", EXPERIMENT]);
    let table = project.path().join("reports").join(EXPERIMENT).with_extension("csv");
    (project, table)
}

/// The output of a `verify` that must say no.
fn refused(folder: &Path, name: &str) -> String {
    let said = call(folder, &["verify", name]);
    assert_eq!((said.status, said.fault.as_str()), (1, ""), "{said:?}");
    said.output
}

#[test]
fn what_is_no_report_is_named_and_not_read() {
    let (project, table) = reported();
    let honest = fs::read(&table).unwrap();
    for (kind, words) in [
        (Kind::Pipe, "is a pipe, not a regular file"),
        (Kind::Link("/dev/zero"), "is a device, not a regular file"),
        (Kind::Huge, "has more than 8388608 bytes, the most that are read"),
        (Kind::Folder, "is a folder, not a regular file"),
    ] {
        replace(&table, kind);
        let output = refused(project.path(), EXPERIMENT);
        assert!(output.starts_with(&format!("{EXPERIMENT}.csv: {words}\n")), "{output}");
    }
    fs::remove_dir(&table).unwrap();
    // A link to the same bytes is honest.
    fs::write(project.path().join("elsewhere.csv"), honest).unwrap();
    symlink(project.path().join("elsewhere.csv"), &table).unwrap();
    done(project.path(), &["verify", EXPERIMENT]);
}

#[test]
fn hostile_sums_and_claims_are_named_and_not_read() {
    let (project, _) = reported();
    let reports = project.path().join("reports");
    for kind in [Kind::Pipe, Kind::Link("/dev/zero"), Kind::Huge] {
        replace(&reports.join("SHA256SUMS"), kind);
        assert!(refused(project.path(), EXPERIMENT).starts_with("SHA256SUMS: "));
        replace(&reports.join("claims.json"), kind);
        let line = fault(project.path(), &["claims"]);
        assert!(line.contains("reports/claims.json cannot be read: "), "{line}");
    }
    fs::remove_file(reports.join("claims.json")).unwrap();
    fs::write(reports.join("claims.json"), "[".repeat(100_000)).unwrap();
    assert!(fault(project.path(), &["claims"]).contains("reports/claims.json: "));
    fs::write(reports.join("claims.json"), "[]").unwrap();
    done(project.path(), &["claims"]);
}

#[test]
fn of_many_differences_the_first_are_named_and_all_are_counted() {
    let (project, table) = reported();
    let text = fs::read_to_string(&table).unwrap();
    let row = text.lines().last().unwrap();
    let more: String = (0..40_000).map(|number| format!("{number}{row}\n")).collect();
    fs::write(&table, format!("{text}{more}")).unwrap();
    let output = refused(project.path(), EXPERIMENT);
    assert!(output.lines().count() < 50 && output.len() < 10_000, "{}", output.len());
    let counted = output.lines().last().unwrap().strip_suffix(" differences from reports/").unwrap();
    assert!(counted.parse::<usize>().unwrap() >= 40_000, "{counted}");
    // One difference more is named as before, and its sum.
    fs::write(&table, format!("{text}0{row}\n")).unwrap();
    assert_eq!(refused(project.path(), EXPERIMENT).lines().count(), 3);
}

#[test]
fn a_file_that_no_experiment_wrote_is_noticed_in_its_chapter() {
    let project = project();
    let reports = project.path().join("reports");
    done(project.path(), &["run", CHAPTER, "--out", "reports"]);
    done(project.path(), &["verify", CHAPTER]);
    fs::create_dir(reports.join("another_chapter")).unwrap();
    fs::write(reports.join("another_chapter/notes.txt"), "").unwrap();
    done(project.path(), &["verify", CHAPTER]);
    fs::write(reports.join(CHAPTER).join("notes.txt"), "").unwrap();
    replace(&reports.join(CHAPTER).join("pipe.csv"), Kind::Pipe);
    let surplus = ["notes.txt", "pipe.csv"].map(|name| format!("{CHAPTER}/{name}: surplus, nothing makes it\n"));
    assert_eq!(refused(project.path(), CHAPTER), surplus.concat() + "2 differences from reports/\n");
    done(project.path(), &["verify", EXPERIMENT]);
}
