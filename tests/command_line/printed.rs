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
    assert!(screen.starts_with("good.csv: 40 rows, 2 features; target sold: 2 classes, 0 (22), 1 (18)\n"), "{screen}");
    assert!(screen.lines().count() <= 25 && screen.lines().all(|line| line.chars().count() <= 100));
    assert!(own(&["--all"]).starts_with(&screen) && own(&["--all"]).len() > 2 * screen.len());
    let [plain, commented] = [&[][..], &["--comment"]].map(|more| own(&[&["--format", "csv"], more].concat()));
    assert!(commented.contains("--data good.csv --target sold") && commented.ends_with(&plain));
    assert!(plain.starts_with("topic,advice,because,value,limit\n") && !plain.contains('#'));
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

/// A file as people have them: text, dates, missing cells, a constant column, and a target of words.
fn messy() -> String {
    let cities = ["Oslo", "Rome", "Bern"];
    let rows = (0..60).map(|row| {
        let income = if row % 20 == 3 { "NA".to_owned() } else { format!("{}", 30_000 + 137 * ((row * 29) % 60)) };
        let churn = if row == 7 { "Yes" } else { ["yes", "no"][row * 7 % 11 % 2] };
        format!("{},2024-03-{:02},{income},7,\"note {row}, nice\",{churn}\n", cities[row * 5 % 7 % 3], 1 + row % 28)
    });
    format!("city,joined,income,flat,notes,churn\n{}", rows.collect::<String>())
}

#[test]
fn a_messy_file_is_answered_in_the_second_run_of_which_the_first_says_all() {
    let folder = elsewhere();
    fs::write(folder.path().join("messy.csv"), messy()).unwrap();
    let ask = |more: &[&str]| {
        call(folder.path(), &[&["run", CHAPTER, "--data", "messy.csv", "--target", "churn"], more].concat())
    };
    let first = ask(&[]);
    assert_eq!((first.status, first.output.as_str()), (2, ""));
    let options = ["--missing median", "--fold-case", "--categorical city", "--dates joined", "--categorical notes"];
    assert!(options.iter().all(|option| first.fault.contains(option)), "{}", first.fault);
    assert!(
        first.fault.starts_with("wellposed: --data: messy.csv: 2 things to settle (60 rows read)\n"),
        "{}",
        first.fault
    );
    assert!(first.fault.lines().all(|line| line.chars().count() <= 100), "{}", first.fault);
    let second = ["--missing", "median", "--fold-case", "--categorical", "city", "--dates", "joined"];
    let screen = ask(&second).done();
    for line in [
        "messy.csv: 60 rows, 5 features; target churn: 2 classes, ",
        "  as they are ",
        "  standardized ",
        "  flat  constant",
        "  city    2 columns of 0 and 1; 0 in all of them is ",
        "  joined  days since 1970-01-01",
        "  income  3 missing cells: the median of these rows, ",
        "  notes  text, another in every row (--categorical notes)",
    ] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
    assert!(screen.lines().count() <= 25 && screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
    // One of the two alone is not enough.
    assert!(ask(&second[2..]).faulty_lines()[0].contains("messy.csv: "));
}

#[test]
fn json_has_numbers_and_nulls_and_csv_one_table() {
    let folder = elsewhere();
    fs::write(folder.path().join("tiny.csv"), "a,b,y\n1e-200,1,0\n2e-200,5,1\n4e-200,2,3\n3e-200,4,4\n").unwrap();
    let own =
        |more: &[&str]| call(folder.path(), &[&["run", CHAPTER, "--data", "tiny.csv", "--target", "y"], more].concat());
    let json: serde_json::Value = serde_json::from_str(&own(&["--format", "json", "--all"]).done()).unwrap();
    assert_eq!(json["advice"]["inputs"]["raw"]["at_least"], true);
    assert_eq!(json["advice"]["inputs"]["standardized"]["at_least"], false);
    let tables = json["tables"].as_array().unwrap();
    let numeric = |table: &serde_json::Value| {
        let columns = table["columns"].as_array().unwrap().iter().filter(|column| column["unit"] != "");
        columns.map(|column| column["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let cells = tables.iter().flat_map(|table| {
        let names = numeric(table);
        let rows = table["rows"].as_array().unwrap().iter();
        rows.flat_map(move |row| names.clone().into_iter().map(move |name| row[name].clone())).collect::<Vec<_>>()
    });
    let cells: Vec<serde_json::Value> = cells.collect();
    assert!(cells.iter().any(serde_json::Value::is_null) && cells.iter().any(serde_json::Value::is_number));
    assert!(cells.iter().all(|cell| cell.is_null() || cell.is_number()), "{cells:?}");
    // The same condition number in every table.
    let conditions = |path: &str, inputs: &str| {
        let table = tables.iter().find(|table| table["path"].as_str().unwrap().ends_with(path)).unwrap();
        let rows = table["rows"].as_array().unwrap().iter().filter(|row| row["inputs"] == inputs);
        rows.map(|row| row["condition_number"].clone()).collect::<Vec<_>>()
    };
    for (inputs, name) in [("raw", "raw"), ("center", "centered"), ("standard", "standardized")] {
        let known = &json["advice"]["inputs"][name]["condition_number"];
        let all = [conditions("conditioning", inputs), conditions("convergence_speed", inputs)].concat();
        assert!(all.len() == 4 && all.iter().all(|condition| condition == known), "{inputs}: {all:?} {known}");
    }
    let csv = own(&["--format", "csv", "--comment"]).done();
    let rows: Vec<&str> = csv.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(
        rows[0] == "topic,advice,because,value,limit" && rows.len() > 1 && csv.matches("(do not edit)").count() == 1
    );
    assert!(own(&["--format", "csv", "--all"]).faulty().starts_with("--format csv: a file of CSV holds one table"));
}

#[test]
fn out_does_not_overwrite_what_somebody_else_wrote() {
    let folder = elsewhere();
    let place = folder.path().join("out/input_normalization/harm.csv");
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, "my own table\n").unwrap();
    let own = |more: &[&str]| {
        call(
            folder.path(),
            &[&["run", CHAPTER, "--data", "good.csv", "--target", "sold", "--out", "out"], more].concat(),
        )
    };
    let line = own(&[]).faulty();
    assert_eq!(
        line,
        "--out: out/input_normalization/harm.csv was not written by this program; --force overwrites it, or name another folder"
    );
    assert_eq!(fs::read_to_string(&place).unwrap(), "my own table\n");
    assert!(!folder.path().join("out/SHA256SUMS").exists());
    own(&["--force"]).done();
    let table = fs::read_to_string(&place).unwrap();
    assert!(table.starts_with("position,feature,"), "no comment stands before the header");
    // What it wrote it knows again, by its list of sums, until somebody changes it.
    own(&[]).done();
    fs::write(&place, table.replacen("size", "sizes", 1)).unwrap();
    assert!(own(&[]).faulty().starts_with("--out: out/input_normalization/harm.csv was not written"));
    fs::write(&place, table).unwrap();
    own(&["--comment"]).done();
    assert!(fs::read_to_string(&place).unwrap().contains("do not edit"));
    own(&[]).done();
}
