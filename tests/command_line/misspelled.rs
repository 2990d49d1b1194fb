//! Is a word that no command knows answered in one line, with what would be right?

use super::*;

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
            "invalid value 'xml' for '--format <FORMAT>' [possible values: text, csv, json, html]",
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
