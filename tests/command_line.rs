//! Does the command line keep its word? Exit status 0, 1 or 2; results on standard output; one line on standard error for whatever is
//! wrong, which names the option, file, row or column. Beside each faulty call stands the same call without the fault.

#[path = "support/calls.rs"]
mod calls;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use calls::Said;
use tempfile::TempDir;

/// A chapter, and an experiment of it that answers for other data too.
const CHAPTER: &str = "input_normalization";
const EXPERIMENT: &str = "input_normalization/conditioning";

/// The command in a folder, as if it were called from a shell and not by cargo.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wellposed"));
    command.args(arguments).current_dir(folder).env_remove("CARGO_MANIFEST_DIR").stdin(Stdio::null());
    command
}

fn call(folder: &Path, arguments: &[&str]) -> Said {
    command(folder, arguments).output().expect("the command starts").into()
}

/// The results of a call that must succeed without a word on standard error.
fn done(folder: &Path, arguments: &[&str]) -> String {
    call(folder, arguments).done()
}

/// The one line of a call that must fail with status 2 and print nothing else.
fn fault(folder: &Path, arguments: &[&str]) -> String {
    call(folder, arguments).faulty()
}

/// A folder with two small tables of data in it, and nothing of the project.
fn elsewhere() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> =
        (0..40).map(|row| format!("{row},{},{}", (row * 7) % 11, u8::from((row * 5) % 13 > 6))).collect();
    let good = format!("size,rooms,sold\n{}\n", rows.join("\n"));
    fs::write(folder.path().join("good.csv"), &good).unwrap();
    fs::write(folder.path().join("bad.csv"), good.replacen("\n3,", "\nthree,", 1)).unwrap();
    folder
}

/// A project without pages, as far as the commands look for one.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("book/src")).unwrap();
    fs::write(folder.path().join("book/book.toml"), "[book]\ntitle = \"x\"\n").unwrap();
    folder
}

#[test]
fn list_names_every_chapter_and_experiment_on_a_line_of_its_own() {
    let folder = elsewhere();
    let output = done(folder.path(), &["list"]);
    let named = |name: &str| output.lines().filter(|line| line.split(' ').next() == Some(name)).count();
    for experiment in wellposed::chapters::all() {
        assert_eq!(named(&experiment.path()), 1);
    }
    for chapter in wellposed::chapters::CHAPTERS {
        assert_eq!(named(chapter.name), 1);
    }
    assert_eq!(named("input_normalization/no_such_thing"), 0);
}

#[test]
fn help_and_version_are_no_faults() {
    let folder = elsewhere();
    assert!(done(folder.path(), &["--help"]).contains("Usage: wellposed"));
    assert!(done(folder.path(), &["run", "--help"]).contains("--replicates <N>"));
    assert!(done(folder.path(), &["--version"]).starts_with("wellposed "));
    assert!(!done(folder.path(), &["--help"]).contains("preprocess"), "only mdBook calls it");
}

#[test]
fn a_misspelled_call_is_answered_in_one_line_that_names_the_word() {
    let folder = elsewhere();
    let folder = folder.path();
    for (faulty, mended, line) in [
        (vec!["lists"], vec!["list"], "unrecognized subcommand 'lists'; tip: "),
        (vec!["list", "--all"], vec!["list"], "unexpected argument '--all' found"),
        (
            vec!["run"],
            vec!["run", EXPERIMENT],
            "the following required arguments were not provided: <CHAPTER[/EXPERIMENT]>",
        ),
        (
            vec!["run", EXPERIMENT, "--seed", "many"],
            vec!["run", EXPERIMENT, "--seed", "1"],
            "invalid value 'many' for '--seed <N>': a seed is a whole number from 0 to 18446744073709551615",
        ),
        (
            vec!["run", EXPERIMENT, "--seed", "-1"],
            vec!["run", EXPERIMENT, "--seed", "1"],
            "invalid value '-1' for '--seed <N>': a seed is a whole number from 0 to 18446744073709551615",
        ),
        (
            vec!["run", EXPERIMENT, "--replicates", "0"],
            vec!["run", EXPERIMENT, "--replicates", "2"],
            "invalid value '0' for '--replicates <N>': the number of replicates is a whole number from 1 to 1000000",
        ),
        (
            vec!["run", EXPERIMENT, "--format", "xml"],
            vec!["run", EXPERIMENT, "--format", "json"],
            "invalid value 'xml' for '--format <FORMAT>' [possible values: text, csv, json]",
        ),
        (
            vec!["run", EXPERIMENT, "--data", "good.csv"],
            vec!["run", EXPERIMENT, "--data", "good.csv", "--target", "sold"],
            "the following required arguments were not provided: --target <COLUMN>",
        ),
        (
            vec!["run", EXPERIMENT, "--target", "sold"],
            vec!["run", EXPERIMENT, "--data", "good.csv", "--target", "sold"],
            "the following required arguments were not provided: --data <FILE>",
        ),
        (
            vec!["run", EXPERIMENT, "--data", "good.csv", "--target", "sold", "--seed", "1"],
            vec!["run", EXPERIMENT, "--data", "good.csv", "--target", "sold"],
            "the argument '--data <FILE>' cannot be used with '--seed <N>'",
        ),
    ] {
        done(folder, &mended);
        let said = fault(folder, &faulty);
        assert!(said.starts_with(line), "{said}");
    }
}

#[test]
fn an_unknown_chapter_or_experiment_is_answered_with_those_that_there_are() {
    let folder = elsewhere();
    let line = fault(folder.path(), &["run", "input_normalisation"]);
    assert!(line.starts_with("no chapter `input_normalisation`; there are input_normalization"), "{line}");
    let line = fault(folder.path(), &["run", "input_normalization/conditionning"]);
    assert!(line.starts_with("no experiment `input_normalization/conditionning`; chapter"), "{line}");
    assert!(line.contains("conditioning"));
    assert!(fault(folder.path(), &["run", "two\nlines"]).starts_with(r"no chapter `two\nlines`"));
}

#[test]
fn a_table_is_printed_for_reading_and_for_machines() {
    let folder = elsewhere();
    let text = done(folder.path(), &["run", EXPERIMENT]);
    let csv = done(folder.path(), &["run", EXPERIMENT, "--format", "csv"]);
    let json = done(folder.path(), &["run", EXPERIMENT, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let tables = json.as_array().expect("an array of tables");
    assert_eq!(tables.len(), 1);
    assert_eq!(tables[0]["path"], EXPERIMENT);
    let title = tables[0]["title"].as_str().unwrap();
    assert!(text.contains(title) && csv.contains(title));
    assert!(tables[0]["columns"].is_array() && tables[0]["claims"].is_array());
    let rows = csv.lines().filter(|line| !line.starts_with('#')).count() - 1;
    assert_eq!(tables[0]["rows"].as_array().unwrap().len(), rows);
    assert!(csv.contains(&format!("run {EXPERIMENT} ")) && !csv.contains("--seed"));
    let seeded = done(folder.path(), &["run", EXPERIMENT, "--seed", "5", "--format", "csv"]);
    assert!(seeded.contains(&format!("run {EXPERIMENT} --seed 5")));
}

#[test]
fn the_same_call_prints_the_same_bytes() {
    let folder = elsewhere();
    let twice = [(); 2].map(|()| done(folder.path(), &["run", EXPERIMENT, "--format", "csv"]));
    assert_eq!(twice[0], twice[1]);
}

#[test]
fn your_own_data_answer_in_every_format() {
    let folder = elsewhere();
    let own = |more: &[&str]| {
        done(folder.path(), &[&["run", CHAPTER, "--data", "good.csv", "--target", "sold"], more].concat())
    };
    assert!(!own(&[]).is_empty());
    assert!(own(&["--format", "csv"]).contains("--data good.csv --target sold"));
    let json: serde_json::Value = serde_json::from_str(&own(&["--format", "json"])).unwrap();
    let askable =
        wellposed::chapters::find(CHAPTER).unwrap().iter().filter(|one| one.experiment.on_data.is_some()).count();
    assert_eq!(json.as_array().unwrap().len(), askable);
}

#[test]
fn faulty_data_are_answered_with_file_line_and_column() {
    let folder = elsewhere();
    let own = |file: &str, target: &str| fault(folder.path(), &["run", CHAPTER, "--data", file, "--target", target]);
    assert_eq!(own("bad.csv", "sold"), "--data: bad.csv: line 5, column `size`: `three` is not a number");
    assert_eq!(own("good.csv", "solt"), "--data: good.csv: no column is called `solt`; did you mean `sold`?");
    assert!(own("missing.csv", "sold").starts_with("--data: missing.csv: the file cannot be read: "));
    assert!(own(".", "sold").starts_with("--data: .: the file cannot be read: "));
}

/// Experiments must answer for odd data too: constant columns, fewer examples than features, huge and tiny numbers.
#[test]
fn odd_data_make_no_experiment_stumble() {
    let folder = elsewhere();
    for (name, text) in [
        ("constant", "a,b,y\n1,5,0\n1,6,1\n1,7,0\n"),
        ("wide", "a,b,c,d,e,y\n1,2,3,4,5,0\n2,1,4,3,9,1\n"),
        ("huge", "a,b,y\n1e100,1,0\n-1e100,2,1\n1e99,3,0\n"),
        ("tiny", "a,b,y\n1e-310,1,0\n2e-310,2,1\n3e-310,4,0\n"),
        ("same", "a,b,y\n1,2,1\n1,2,1\n1,2,1\n"),
        ("twins", "a,b,y\n1,1,0.5\n2,2,0.25\n3,3,0.125\n"),
        ("one", "a,y\n1,0\n2,1\n4,0\n"),
    ] {
        let file = format!("{name}.csv");
        fs::write(folder.path().join(&file), text).unwrap();
        assert!(!done(folder.path(), &["run", CHAPTER, "--data", &file, "--target", "y"]).is_empty());
    }
}

#[test]
fn data_for_an_experiment_that_takes_none_are_refused() {
    let folder = elsewhere();
    let deaf = wellposed::chapters::all().into_iter().find(|one| one.experiment.on_data.is_none());
    let deaf = deaf.expect("not every experiment takes data").path();
    let line = fault(folder.path(), &["run", &deaf, "--data", "good.csv", "--target", "sold"]);
    assert!(line.starts_with(&format!("--data: `{deaf}` has no experiment on data of your own; there are ")), "{line}");
    assert!(line.contains(EXPERIMENT));
}

#[test]
fn out_writes_the_reports_there_and_nowhere_else() {
    let folder = elsewhere();
    done(folder.path(), &["run", EXPERIMENT, "--out", "new/folder"]);
    let csv = folder.path().join(format!("new/folder/{EXPERIMENT}.csv"));
    assert!(csv.is_file() && csv.with_extension("md").is_file());
    assert!(!fs::read_to_string(&csv).unwrap().contains("--seed"));
    done(folder.path(), &["run", EXPERIMENT, "--seed", "5", "--out", "new/folder"]);
    assert!(fs::read_to_string(&csv).unwrap().contains(&format!("run {EXPERIMENT} --seed 5 ")));
    assert!(!folder.path().join("reports").exists());
    let line = fault(folder.path(), &["run", EXPERIMENT, "--out", "good.csv/folder"]);
    assert!(line.starts_with("--out: ") && line.contains("good.csv/folder"), "{line}");
}

#[test]
fn verify_says_yes_to_what_it_would_write_and_names_what_differs() {
    let project = project();
    let folder = project.path();
    let inside = folder.join("book/src");
    done(folder, &["run", EXPERIMENT, "--out", "reports"]);
    assert!(done(&inside, &["verify", EXPERIMENT]).starts_with("the same to the byte: "));

    let csv = folder.join(format!("reports/{EXPERIMENT}.csv"));
    let text = fs::read_to_string(&csv).unwrap();
    let last = text.rfind(|letter: char| letter.is_ascii_digit()).unwrap();
    let other = if text.as_bytes()[last] == b'1' { "2" } else { "1" };
    fs::write(&csv, [&text[..last], other, &text[last + 1..]].concat()).unwrap();
    let said = call(&inside, &["verify", EXPERIMENT]);
    assert_eq!((said.status, said.fault.as_str()), (1, ""), "{said:?}");
    assert!(said.output.contains(&format!("{EXPERIMENT}.csv")), "{said:?}");
    assert!(said.output.ends_with(" from reports/\n"), "{said:?}");

    fs::remove_file(&csv).unwrap();
    assert_eq!(call(&inside, &["verify", EXPERIMENT]).status, 1);
}

#[test]
fn claims_are_those_of_the_ledger() {
    let project = project();
    let folder = project.path();
    let line = fault(folder, &["claims"]);
    assert!(line.contains("reports/claims.json cannot be read: ") && line.ends_with("`cargo run --release` writes it"));

    let claim = wellposed::report::Claim::new("L09-05", "After x/σ every variance is 1.");
    let ledger = serde_json::to_string_pretty(&[claim]).unwrap();
    fs::create_dir(folder.join("reports")).unwrap();
    fs::write(folder.join("reports/claims.json"), &ledger).unwrap();
    let text = done(folder, &["claims"]);
    assert!(text.contains("L09-05  undetermined              After x/σ every variance is 1.\n"), "{text}");
    let tally = "1 fact tested (0 confirmed, 0 refuted, 0 conditional, 1 undetermined), 0 definitions, 0 transcriptions, \
                 0 from literature; 1 claim in all";
    assert!(text.ends_with(&format!("\n{tally}\n")), "{text}");
    assert_eq!(done(folder, &["claims", "--format", "json"]), ledger);
    assert_eq!(
        fault(folder, &["claims", "--format", "csv"]),
        "invalid value 'csv' for '--format <FORMAT>' [possible values: text, json]"
    );

    // Claims of an earlier version say no kind, and which of them are facts can't be guessed.
    let old = ledger.replace(",\n    \"kind\": \"fact\"", "");
    assert_ne!(old, ledger);
    fs::write(folder.join("reports/claims.json"), old).unwrap();
    let line = fault(folder, &["claims"]);
    assert!(line.contains("reports/claims.json: missing field `kind` at line "), "{line}");
    assert!(line.ends_with("; `cargo run --release` writes it again"), "{line}");

    fs::write(folder.join("reports/claims.json"), &ledger[..ledger.len() / 2]).unwrap();
    let line = fault(folder, &["claims"]);
    assert!(line.contains("reports/claims.json: ") && line.contains(" at line "), "{line}");
}

#[test]
fn outside_of_a_project_its_commands_say_so() {
    let folder = elsewhere();
    for arguments in [vec![], vec!["verify"], vec!["claims"], vec!["book"]] {
        let line = fault(folder.path(), &arguments);
        assert!(line.starts_with("no project here: ") && line.contains("book/book.toml"), "{line}");
    }
}

#[test]
fn cargo_says_where_the_project_is() {
    let (project, folder) = (project(), elsewhere());
    let output = command(folder.path(), &["claims"]).env("CARGO_MANIFEST_DIR", project.path()).output().unwrap();
    let line = Said::from(output).fault;
    let ledger = project.path().join("reports/claims.json");
    assert!(line.starts_with(&format!("wellposed: {} cannot be read", ledger.display())), "{line}");
    // A package that is no such project does not count.
    let output = command(folder.path(), &["claims"]).env("CARGO_MANIFEST_DIR", folder.path()).output().unwrap();
    assert!(Said::from(output).fault.starts_with("wellposed: no project here"));
}

#[test]
fn mdbook_gets_pages_for_html_only() {
    let folder = elsewhere();
    assert_eq!(done(folder.path(), &["preprocess", "supports", "html"]), "");
    let said = call(folder.path(), &["preprocess", "supports", "markdown"]);
    assert_eq!((said.status, said.output.as_str(), said.fault.as_str()), (1, "", ""));
    assert!(fault(folder.path(), &["preprocess"]).contains("standard input"), "nothing was written to it");
}

/// `wellposed list | head -1`: whoever reads only the first lines has what they want.
#[test]
fn a_closed_pipe_is_no_fault() {
    let folder = elsewhere();
    for arguments in [vec!["list"], vec!["--help"], vec!["run", EXPERIMENT]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = command(folder.path(), &arguments).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let said = Said::from(child.wait_with_output().unwrap());
        assert_eq!((said.status, said.fault.as_str()), (0, ""), "{arguments:?}");
    }
}

/// A full disk is one.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_fault() {
    let folder = elsewhere();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let said = Said::from(command(folder.path(), &["list"]).stdout(full).stderr(Stdio::piped()).output().unwrap());
    assert_eq!(said.status, 2);
    assert!(said.fault.starts_with("wellposed: standard output: ") && said.fault.lines().count() == 1, "{said:?}");
}
