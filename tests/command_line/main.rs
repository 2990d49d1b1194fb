//! Does the command line keep its word? Exit status 0, 1 or 2; results on standard output; one line on standard error for whatever is
//! wrong, which names the option, file, row or column. Beside each faulty call stands the same call without the fault.

#[path = "../support/calls.rs"]
mod calls;
mod instructions;
mod messy;
mod misspelled;
mod page;
mod printed;
mod program;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use calls::Said;
use tempfile::TempDir;
use wellposed::report::Claim;
use wellposed::report::claims::claims_json;

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

/// Experiments must answer for odd data too: constant columns, fewer examples than features, huge and tiny numbers.
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

    let claim = Claim::new("L09-05", "After x/σ every variance is 1.");
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

    // The verdict stands there for readers; it is the evidence that decides.
    fs::write(folder.join("reports/claims.json"), ledger.replace("undetermined", "confirmed")).unwrap();
    for format in ["text", "json"] {
        let line = fault(folder, &["claims", "--format", format]);
        let said = "reports/claims.json: claim L09-05: the verdict is confirmed, but the evidence says undetermined \
                    (measured nothing, predicted nothing) at line ";
        assert!(line.contains(said) && line.ends_with("; `cargo run --release` writes it again"), "{line}");
    }

    fs::write(folder.join("reports/claims.json"), &ledger[..ledger.len() / 2]).unwrap();
    let line = fault(folder, &["claims"]);
    assert!(line.contains("reports/claims.json: ") && line.contains(" at line "), "{line}");
}

/// The files of this project's reports with their texts, by their names.
fn standing_reports() -> Vec<(String, String)> {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
    let sums = fs::read_to_string(reports.join("SHA256SUMS")).unwrap();
    let names = sums.lines().map(|line| line.split_once("  ").unwrap().1).chain(["SHA256SUMS"]);
    names.map(|name| (name.to_owned(), fs::read_to_string(reports.join(name)).unwrap())).collect()
}

#[test]
fn update_writes_a_part_where_a_full_run_puts_it_and_leaves_the_others() {
    const PART: &str = "two_sided_differences/lecture_example";
    let (project, full_run) = (project(), standing_reports());
    let reports = project.path().join("reports");
    for (name, text) in &full_run {
        fs::create_dir_all(reports.join(name).parent().unwrap()).unwrap();
        fs::write(reports.join(name), text).unwrap();
    }
    assert_eq!(done(project.path(), &["update", PART]), "reports/: nothing changed\n");

    let text = |name: &str| fs::read_to_string(reports.join(name)).unwrap();
    let claims: Vec<Claim> = serde_json::from_str(&text("claims.json")).unwrap();
    let mut outdated = claims.clone();
    outdated.iter_mut().find(|claim| claim.experiment == "cost").unwrap().statement = "Another experiment's.".into();
    let others = claims_json(&outdated);
    let mut gone = Claim::new("L12-99", "Nobody says so any more.");
    (gone.chapter, gone.experiment) = ("two_sided_differences".into(), "lecture_example".into());
    outdated.push(gone);
    fs::write(reports.join("claims.json"), claims_json(&outdated)).unwrap();
    fs::write(reports.join(format!("{PART}.md")), "outdated").unwrap();
    let said = done(&project.path().join("book"), &["update", PART]);
    let changed = [format!("reports/: changed {PART}.md\n"), "reports/: changed claims.json\n".to_owned()];
    assert!(changed.iter().all(|line| said.contains(line)), "{said}");
    assert!(said.contains("  claims.json: claim L12-99, field id: was L12-99, is not there\n"), "{said}");
    assert_eq!(text("claims.json"), others, "another experiment's claim stays as it was");

    // The chapter of that other experiment: now all is what a full run writes, sums and ledger among it.
    let said = done(project.path(), &["update", "two_sided_differences"]);
    assert!(said.starts_with("reports/: changed claims.json\n"), "{said}");
    for (name, written) in full_run {
        assert_eq!(text(&name), written, "{name}");
    }
}

#[test]
fn update_names_what_is_unknown_and_claims_that_are_not_to_be_trusted() {
    let project = project();
    let folder = project.path();
    for (wrong, line) in [
        ("input_normalisation", "no chapter `input_normalisation`; there are input_normalization, "),
        ("input_normalization/x", "no experiment `input_normalization/x`; chapter `input_normalization` has "),
    ] {
        assert!(fault(folder, &["update", wrong]).starts_with(line));
        assert_eq!(fault(folder, &["update", wrong]), fault(folder, &["run", wrong]));
    }
    assert!(fault(folder, &["update"]).contains("<CHAPTER[/EXPERIMENT]>"));
    let place = folder.join("reports/claims.json");
    let ledger = claims_json(&[Claim::new("L09-05", "x")]);
    fs::create_dir(folder.join("reports")).unwrap();
    fs::write(&place, ledger.replace("undetermined", "confirmed")).unwrap();
    let line = fault(folder, &["update", EXPERIMENT]);
    assert!(
        line.contains("claims.json: claim L09-05: the verdict is confirmed, but the evidence says undetermined"),
        "{line}"
    );
    assert_eq!(fs::read_dir(folder.join("reports")).unwrap().count(), 1, "nothing was written");
    fs::write(&place, ledger).unwrap();
    assert!(done(folder, &["update", EXPERIMENT]).contains(&format!("reports/: added {EXPERIMENT}.csv\n")));
}

#[test]
fn outside_of_a_project_its_commands_say_so() {
    let folder = elsewhere();
    for arguments in [vec![], vec!["verify"], vec!["update", EXPERIMENT], vec!["claims"], vec!["book"]] {
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
