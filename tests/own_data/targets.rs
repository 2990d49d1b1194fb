//! What is read as a target, and what is refused with the remedy? Beside each target that is taken stands a neighbor that must not be.

use wellposed::data::{DataError, OwnData, Reading, Task, parse_table};

/// A file with these targets beside a feature that varies.
fn read(targets: &[&str], reading: &Reading) -> Result<OwnData, DataError> {
    let rows = targets.iter().enumerate().map(|(row, target)| format!("{},\"{target}\"\n", row * row));
    let text = format!("size,price\n{}", rows.collect::<String>());
    parse_table(text.as_bytes(), "houses.csv", reading)
}

fn usual() -> Reading {
    Reading::of("price")
}

fn taken(targets: &[&str], reading: &Reading) -> String {
    read(targets, reading).unwrap_or_else(|error| panic!("{targets:?}: {error}")).read.target.line()
}

fn refused(targets: &[&str], reading: &Reading) -> String {
    let error = read(targets, reading).map(|own| own.read.target.line()).unwrap_err().to_string();
    error.strip_prefix("houses.csv: ").expect("the file is named").to_owned()
}

#[test]
fn what_was_read_is_said() {
    assert_eq!(taken(&["25", "346", "25.5"], &usual()), "price: regression, 3 different values, 25 to 346");
    assert_eq!(taken(&["no", "yes", "no"], &usual()), "price: 2 classes, no = 0 (2), yes = 1 (1)");
    assert_eq!(taken(&["0", "1", "1", "0"], &usual()), "price: 2 classes, 0 (2), 1 (2)");
    // A number for each row is a value, though it counts from 0.
    assert_eq!(taken(&["0", "2", "1", "3"], &usual()), "price: regression, 4 different values, 0 to 3");
}

#[test]
fn somebody_may_say_what_it_is() {
    let classes = Reading { task: Some(Task::Classes), ..usual() };
    assert_eq!(taken(&["10", "2", "2", "10.0"], &classes), "price: 2 classes, 2 = 0 (2), 10 = 1 (2)");
    let own = read(&["10", "2", "2", "10.0"], &classes).unwrap();
    assert_eq!(own.set.target.to_vec(), [1.0, 0.0, 0.0, 1.0]);
    let regression = Reading { task: Some(Task::Regression), ..usual() };
    assert_eq!(taken(&["0", "1", "1", "0"], &regression), "price: regression, 2 different values, 0 to 1");
    assert!(refused(&["no", "yes", "no"], &regression).contains("`no` is not a number, as --task regression wants"));
}

#[test]
fn numbers_in_another_spelling_are_no_classes() {
    for (targets, remedy) in [
        (["3,5", "4,25", "3,5"], "--decimal ,"),
        (["35,851", "1,234", "35,851"], "--decimal , or --thousands ,"),
        (["35,851", "1,234,000", "7,000"], "--thousands ,"),
        (["$358.51", "$2.00", "$358.51"], "take the sign out, or --task classes makes a class of each"),
        (["12 %", "7 %", "12 %"], "take the sign out, or --task classes makes a class of each"),
        (["2024-01-02", "2024-01-03", "2024-01-02"], "--dates price, or --task classes"),
    ] {
        let said = refused(&targets, &usual());
        assert!(said.ends_with(&format!("(and 2 more cells); {remedy}")), "{said}");
        assert!(read(&targets, &Reading { task: Some(Task::Classes), ..usual() }).is_ok(), "{targets:?}");
    }
    let comma = Reading { decimal: Some(','), ..usual() };
    assert_eq!(read(&["3,5", "4,25", "3,5"], &comma).unwrap().set.target.to_vec(), [3.5, 4.25, 3.5]);
    let thousands = Reading { thousands: Some(','), ..usual() };
    assert_eq!(read(&["35,851", "1,234", "7"], &thousands).unwrap().set.target.to_vec(), [35_851.0, 1234.0, 7.0]);
    // 2024-01-02 is day 19724 (365·54 + 13 leap days, and the second day of the year).
    let dates = Reading { dates: vec!["price".into()], ..usual() };
    assert_eq!(read(&["2024-01-02", "2024-01-03"], &dates).unwrap().set.target.to_vec(), [19_724.0, 19_725.0]);
    assert!(refused(&["2024-01-02", "soon"], &dates).contains("`soon` is not a date"));
}

#[test]
fn markers_of_missing_cells_are_no_classes_and_blame_their_own_line() {
    for marker in ["NA", "?", "", "null", "None", "#N/A", "N/A", "-", "."] {
        for targets in [[marker, "1", "2"], ["1", marker, "2"], [marker, "low", "high"]] {
            let line = if targets[0] == marker { "line 2, " } else { "line 3, " };
            let said = refused(&targets, &usual());
            assert!(said.starts_with(line) && said.ends_with("; --missing drop-rows"), "{marker}: {said}");
        }
    }
    let drop = Reading { missing: wellposed::data::Missing::DropRows, ..usual() };
    let own = read(&["NA", "1", "2", "4"], &drop).unwrap();
    assert_eq!((own.set.target.to_vec(), own.read.dropped_rows), (vec![1.0, 2.0, 4.0], 1));
    assert!(refused(&["NA", "1"], &drop).contains("only one example without a missing cell (1 row left out)"));
}

#[test]
fn capitals_and_a_class_for_every_row_are_asked_about() {
    let said = refused(&["yes", "no", "Yes"], &usual());
    assert!(said.contains("`yes` (1) and `Yes` (1) differ by capitals alone; --fold-case"), "{said}");
    let fold = Reading { fold_case: true, ..usual() };
    assert_eq!(taken(&["yes", "no", "Yes"], &fold), "price: 2 classes, yes = 0 (2), no = 1 (1)");
    let names: Vec<String> = (0..12).map(|row| format!("house {row}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let said = refused(&names, &usual());
    assert!(said.starts_with("column `price`: 12 different words in 12 rows are no classes"), "{said}");
    assert!(taken(&names, &Reading { task: Some(Task::Classes), ..usual() }).starts_with("price: 12 classes"));
    let halves = [&names[..6], &names[..6]].concat();
    assert!(taken(&halves, &usual()).starts_with("price: 6 classes"));
}

#[test]
fn a_target_that_does_not_vary_is_refused() {
    let said = "column `price`: the target is 7 in every row: it does not vary; --target names another column";
    assert_eq!(refused(&["7", "7.0", "7"], &usual()), said);
    // In as many digits as a line has room for, whatever its size.
    for (cell, shown) in [("5e-324", "5e-324"), ("1.7e99", "1.7e99"), ("-0.1234567890123", "-0.123457")] {
        assert!(
            refused(&[cell, cell, cell], &usual()).contains(&format!("the target is {shown} in every row")),
            "{cell}"
        );
    }
    assert!(refused(&["yes", "yes"], &usual()).contains("the target is `yes` in every row"));
    assert!(read(&["7", "7.0000001", "7"], &usual()).is_ok());
}
