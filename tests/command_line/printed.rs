//! Are tables printed for readers and for machines, of the project's data and of your own?

use super::*;

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
    let screen = own(&[]);
    assert!(screen.starts_with("good.csv: 40 rows, 2 features; target sold: 2 classes, 0 (21), 1 (19)\n"), "{screen}");
    assert!(screen.lines().count() <= 25 && screen.lines().all(|line| line.chars().count() <= 100));
    assert!(own(&["--all"]).starts_with(&screen) && own(&["--all"]).len() > 2 * screen.len());
    assert!(own(&["--format", "csv"]).contains("--data good.csv --target sold"));
    let json: serde_json::Value = serde_json::from_str(&own(&["--format", "json", "--all"])).unwrap();
    assert_eq!(json["read"]["rows"], 40);
    assert!(json["advice"]["inputs"]["raw"]["condition_number"].as_f64().is_some_and(|condition| condition > 1.0));
    let askable =
        wellposed::chapters::find(CHAPTER).unwrap().iter().filter(|one| one.experiment.on_data.is_some()).count();
    assert_eq!(json["tables"].as_array().unwrap().len(), askable);
}

#[test]
fn faulty_data_are_answered_with_file_line_and_column() {
    let folder = elsewhere();
    let own = |file: &str, target: &str| fault(folder.path(), &["run", CHAPTER, "--data", file, "--target", target]);
    assert_eq!(
        own("bad.csv", "sold"),
        "--data: bad.csv: line 5, column `size`: `three` is not a number; correct the cell, or --drop size"
    );
    assert_eq!(own("good.csv", "solt"), "--data: good.csv: no column is called `solt`; did you mean `sold`?");
    assert!(own("missing.csv", "sold").starts_with("--data: missing.csv: the file cannot be read: "));
    assert!(own(".", "sold").starts_with("--data: .: the file cannot be read: "));
}

#[test]
fn odd_data_make_no_experiment_stumble() {
    let folder = elsewhere();
    for (name, text) in [
        ("constant", "a,b,y\n1,5,0\n1,6,1\n1,7,0\n"),
        ("wide", "a,b,c,d,e,y\n1,2,3,4,5,0\n2,1,4,3,9,1\n"),
        ("huge", "a,b,y\n1e100,1,0\n-1e100,2,1\n1e99,3,0\n"),
        ("tiny", "a,b,y\n1e-310,1,0\n2e-310,2,1\n3e-310,4,0\n"),
        ("same", "a,b,y\n1,2,1\n1,2,1\n1,2,2\n"),
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
