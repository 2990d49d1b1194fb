//! Can every message be read? One line of at most 300 characters, in which long names lose their middle and nothing is left that a terminal
//! would obey, whatever the names are made of. Beside it stands the same call with a short name, which is shown whole.

// Only faults are looked at here.
#[allow(dead_code)]
mod program;

use program::fault;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use wellposed::text::{MESSAGE, name, visible};

/// A project with a page, a file of data, and a ledger with one claim.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| {
        let place = folder.path().join(file);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    };
    write("book/book.toml", "[book]\ntitle = \"x\"\n");
    write("book/src/SUMMARY.md", "# Summary\n\n- [Page](page.md)\n");
    write("data.csv", "size,price\n1,2\n2,3\n4,4\n");
    write(
        "reports/a/b.csv",
        "# A\n# by\n# keys,1\n# words,set,steps\n# unit,,1\n# digits,exact,exact\nset,steps\nwine,1\n",
    );
    write("reports/claims.json", &serde_json::to_string(&[wellposed::report::Claim::new("L00-01", "x")]).unwrap());
    folder
}

/// The same fault with a short name and with names that are long, hostile, or both.
fn names() -> Vec<String> {
    let long = |letter: &str| format!("a{}z", letter.repeat(3000));
    vec![
        "nonesuch".to_owned(),
        long("b"),
        long("é"),
        long("\u{1b}[2J"),
        "one\ntwo".to_owned(),
        format!("\u{202e}{}", long("정")),
    ]
}

/// Calls the program with each name and holds the line to the rules; `call` puts the name where it belongs.
fn every_line_is_short(what: &str, mut call: impl FnMut(&str) -> String) {
    for wrong in names() {
        let line = format!("wellposed: {}", call(&wrong));
        let length = line.chars().count();
        assert!(length <= MESSAGE, "{what}: {length} characters: {line}");
        assert_eq!(visible(&line), line, "{what}");
        if wrong == "nonesuch" {
            assert!(line.contains("nonesuch"), "{what}: {line}");
        }
    }
}

#[test]
fn words_of_the_command_line() {
    let project = project();
    let folder = project.path();
    let experiment = "input_normalization/conditioning";
    let data = |column: &str, file: &str| fault(folder, &["run", experiment, "--data", file, "--target", column]);
    every_line_is_short("a subcommand", |wrong| fault(folder, &[wrong]));
    every_line_is_short("an option", |wrong| fault(folder, &["list", &format!("--{wrong}")]));
    every_line_is_short("an argument", |wrong| fault(folder, &["list", wrong]));
    every_line_is_short("a chapter", |wrong| fault(folder, &["run", wrong]));
    every_line_is_short("an experiment", |wrong| fault(folder, &["run", &format!("input_normalization/{wrong}")]));
    every_line_is_short("a chapter to verify", |wrong| fault(folder, &["verify", wrong]));
    every_line_is_short("a chapter to update", |wrong| fault(folder, &["update", wrong]));
    every_line_is_short("a seed", |wrong| fault(folder, &["run", experiment, "--seed", wrong]));
    every_line_is_short("replicates", |wrong| fault(folder, &["run", experiment, "--replicates", wrong]));
    every_line_is_short("a format", |wrong| fault(folder, &["run", experiment, "--format", wrong]));
    every_line_is_short("a file of data", |wrong| data("price", wrong));
    every_line_is_short("a target", |wrong| data(wrong, "data.csv"));
    let fit = |option: &str, wrong: &str| fault(folder, &["normalize", "fit", "--data", "data.csv", option, wrong]);
    every_line_is_short("a scaler", |wrong| fault(folder, &["normalize", "apply", wrong, "data.csv"]));
    every_line_is_short("a method", |wrong| fit("--method", wrong));
    every_line_is_short("a column to drop", |wrong| fit("--drop", wrong));
    every_line_is_short("a place for a scaler", |wrong| fit("--out", &format!("data.csv/{wrong}")));
    every_line_is_short("a folder", |wrong| {
        fault(
            folder,
            &["run", experiment, "--data", "data.csv", "--target", "price", "--out", &format!("data.csv/{wrong}")],
        )
    });
}

#[test]
fn words_of_a_page() {
    let project = project();
    let page = |text: String| {
        fs::write(project.path().join("book/src/page.md"), text).unwrap();
        fault(project.path(), &["book"])
    };
    // A line break would end the directive.
    let in_line = |wrong: &str| wrong.replace('\n', " ");
    for (what, before, after) in [
        ("a directive", "{{", " x}}"),
        ("a table", "{{table a/", "}}"),
        ("a figure", "{{figure a/", "}}\nWords.\n{{/figure}}"),
        ("a row", "{{value a/b ", " steps}}"),
        ("a column", "{{value a/b wine ", "}}"),
        ("a claim", "{{claim ", "}}"),
        ("an include", "{{#include ", "}}"),
        ("an unknown include", "{{#", " x}}"),
        ("a directive in a sentence", "See {{claim ", "}}"),
        ("a directive that stays open", "{{claim ", ""),
        ("a formula", "$\\", "$"),
    ] {
        every_line_is_short(what, |wrong| page(format!("{before}{}{after}\n", in_line(wrong))));
    }
}

/// Files of data and claims: what stands in them is shown in the middle of a message.
#[test]
fn words_of_a_file() {
    let project = project();
    let folder = project.path();
    let write = |file: &str, text: &str| fs::write(folder.join(file), text).unwrap();
    every_line_is_short("a cell", |wrong| {
        write("data.csv", &format!("size,price\n1,2\n\"{wrong}\",3\n4,4\n"));
        fault(folder, &["run", "input_normalization/conditioning", "--data", "data.csv", "--target", "price"])
    });
    every_line_is_short("a verdict", |wrong| {
        let claims = serde_json::to_string(&[wellposed::report::Claim::new("L00-01", "x")]).unwrap();
        let wrong = serde_json::to_string(wrong).unwrap();
        write("reports/claims.json", &claims.replace("\"undetermined\"", &wrong));
        fault(folder, &["claims"])
    });
    let apply = |names: &str, method: &str, columns: &str| {
        let columns = serde_json::json!([{"name": columns, "center": 0, "divisor": 1}]);
        let scaler = serde_json::json!({
            "format": "wellposed scaler", "version": 1, "method": {"name": method}, "columns": columns
        });
        write("scaler.json", &scaler.to_string());
        write("data.csv", &format!("{names}\n1\n"));
        fault(folder, &["normalize", "apply", "scaler.json", "data.csv"])
    };
    every_line_is_short("a method of a scaler", |wrong| apply("size", wrong, "size"));
    every_line_is_short("a column of a scaler", |wrong| apply("\"\"", "center", wrong));
    every_line_is_short("a new column", |wrong| apply(&format!("size,\"{wrong}\""), "center", "size"));
    let deep = format!("{0}/{0}", "d".repeat(200));
    every_line_is_short("a folder without a project", |wrong| {
        let here = tempfile::tempdir().unwrap();
        let wrong: String = wrong.chars().filter(|letter| letter.is_alphanumeric()).take(50).collect();
        let place = here.path().join(&deep).join(wrong);
        fs::create_dir_all(&place).unwrap();
        fault(&place, &["claims"])
    });
}

/// Another name is suggested where a slip of the pen explains it, and nowhere else.
#[test]
fn only_near_names_are_suggested() {
    let project = project();
    let page = |text: &str| {
        fs::write(project.path().join("book/src/page.md"), text).unwrap();
        fault(project.path(), &["book"])
    };
    assert!(page("{{value a/b wien steps}}").ends_with("no row `wien` in reports/a/b.csv; did you mean `wine`?"));
    assert!(page("{{value a/b houses steps}}").ends_with("no row `houses` in reports/a/b.csv; there are `wine`"));
    assert!(page("{{value a/b wine stesp}}").ends_with("no column `stesp` in reports/a/b.csv; did you mean `steps`?"));
    assert!(
        page("{{value a/b wine weight}}").ends_with("no column `weight` in reports/a/b.csv; there are `set`, `steps`")
    );
    assert!(page("{{claim L00-10}}").ends_with("no claim `L00-10` in reports/claims.json; did you mean `L00-01`?"));
    assert!(page("{{claim x}}").ends_with("no claim `x` in reports/claims.json; there are `L00-01`"));
    let folder: &Path = project.path();
    assert!(fault(folder, &["lits"]).contains("'list'"));
    assert_eq!(fault(folder, &["lipstick"]), "unrecognized subcommand 'lipstick'");
    assert!(fault(folder, &["run", "x", "--sed", "1"]).ends_with("'--seed'"));
    assert_eq!(
        fault(folder, &["run", "x", &format!("--{}", "q".repeat(60))]),
        format!("unexpected argument '{}' found", name(&format!("--{}", "q".repeat(60))))
    );
}
