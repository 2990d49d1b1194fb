//! Which tables are refused, and with which words? All that is wrong is said at once, and beside each refusal stands the table that is taken.

use super::*;

const TRAINING: &str = "name,size,rooms,sold\nA,70,3,no\nB,80,4,yes\nC,90,5,no\n";

fn fitted(test: &str) -> TempDir {
    let folder = folder(&[("a.csv", TRAINING), ("b.csv", test)]);
    done(folder.path(), "fit --data a.csv --target sold --out s.json");
    folder
}

fn lines(test: &str) -> Vec<String> {
    let folder = fitted(test);
    let before = files(folder.path());
    let said = call(folder.path(), "apply s.json b.csv --out c.csv");
    assert_eq!((said.status, said.output.as_str()), (2, ""), "{said:?}");
    assert_eq!(files(folder.path()), before, "nothing half written");
    let printed = call(folder.path(), "apply s.json b.csv");
    assert_eq!(printed, said);
    said.fault.lines().map(str::to_owned).collect()
}

#[test]
fn columns_that_differ_are_named_with_the_remedy() {
    assert_eq!(call(fitted("size,rooms\n1,2\n").path(), "apply s.json b.csv").status, 0);
    assert_eq!(
        lines("size,name\n1,A\n"),
        [
            "wellposed: b.csv: column `rooms`: is a feature of the scaler and is not in this file; add the column, or fit again without it (--drop)"
        ]
    );
    assert_eq!(
        lines("size,rooms,garden\n1,2,3\n"),
        [
            "wellposed: b.csv: column `garden`: is new: the training data had no such column; take it out, or fit again on data that have it"
        ]
    );
    assert_eq!(
        lines("size,rooms,size\n1,2,3\n"),
        ["wellposed: b.csv: column `size`: is the name of 2 columns; give each column a name of its own"]
    );
    let several = lines("size,Rooms,,size\n1,2,3,4\n");
    assert_eq!(several[0], "wellposed: b.csv: 4 things to settle (0 rows read)");
    let subjects = ["  size  ", "  rooms  ", "  Rooms  ", "  column 3  "];
    for subject in subjects {
        assert_eq!(several.iter().filter(|line| line.starts_with(subject)).count(), 1, "{subject}: {several:?}");
    }
}

#[test]
fn cells_that_are_no_numbers_are_said_at_once_with_their_lines() {
    let several = lines("rooms,size,sold\n1,2,x\n\n\"2\n\",five,x\n3,inf,x\n4,1e101,x\n5,six,x\n6,7\n");
    assert_eq!(
        several,
        [
            "wellposed: b.csv: 4 things to settle (5 rows read)",
            "  line 9  2 cells where the header names 3 columns",
            "  size    `five` is not a number (line 4; 2 cells)",
            "            correct the cell, or fit again without the column (--drop)",
            "  size    `inf` is not a finite number (line 6)     fill in a value",
            "  size    `1e101` is out of range (line 7)",
            "            numbers up to 1e100 in size are taken, so that their squares stay finite",
        ]
    );
    let many: String = (0..30).map(|row| format!("x{row},y\n")).collect();
    assert_eq!(lines(&format!("size,rooms\n{many}")).len(), 5, "two lines for each column and not for each cell");
}

#[test]
fn ten_faults_are_shown_and_the_others_counted() {
    let names: Vec<String> = (0..30).map(|number| format!("c{number}")).collect();
    let row = |cell: &str| vec![cell; 30].join(",");
    let (header, training) = (names.join(","), format!("{}\n{}\n{}\n", names.join(","), row("1"), row("2")));
    let folder = folder(&[("a.csv", &training), ("b.csv", &format!("{header}\n{}\n", row("x")))]);
    done(folder.path(), "fit --data a.csv --out s.json");
    let said = call(folder.path(), "apply s.json b.csv").fault;
    assert!(said.starts_with("wellposed: b.csv: 30 things to settle (1 row read)\n"), "{said}");
    assert_eq!((said.lines().count(), said.lines().last()), (12, Some("  and 20 faults more")), "{said}");
}

#[test]
fn a_result_beyond_the_largest_number_is_a_fault_of_its_line() {
    let folder =
        folder(&[("a.csv", "a\n1e-300\n3e-300\n"), ("b.csv", "a\n2e-300\n1e50\n"), ("c.csv", "a\n2e-300\n1e7\n")]);
    done(folder.path(), "fit --data a.csv --out s.json");
    let said = call(folder.path(), "apply s.json b.csv");
    assert_eq!((said.status, said.output.as_str()), (2, ""));
    assert_eq!(
        said.fault,
        "wellposed: b.csv: line 3, column `a`: the result exceeds the largest number; the value is too far from the training data\n"
    );
    assert!(done(folder.path(), "apply s.json c.csv").0.ends_with("e306\n"), "planted: just below it");
}

#[test]
fn training_data_are_refused_with_the_options_of_the_fit() {
    let fit = |text: &str, words: &str| {
        let folder = folder(&[("a.csv", text)]);
        let said = call(folder.path(), format!("fit --data a.csv {words}").trim_end());
        assert_eq!((said.status, said.output.as_str()), (2, ""), "{said:?}");
        said.fault.trim_end().strip_prefix("wellposed: --data: a.csv: ").unwrap_or(&said.fault).to_owned()
    };
    let two = "a,b\n1,2\n3,4\n";
    assert_eq!(fit(two, "--target c"), "no column is called `c`; there are `a`, `b`");
    assert_eq!(fit(two, "--drop c"), "--drop: no column is called `c`; there are `a`, `b`");
    assert_eq!(fit(two, "--target a --drop a"), "--drop: `a` is the target, which can't be left out");
    assert_eq!(fit(two, "--drop 1,2"), "no column is left as a feature: `a` (--drop), `b` (--drop)");
    assert_eq!(fit("a,b\n", ""), "there is no example below the header; at least two are needed");
    assert_eq!(fit("a,b\n1,2\n", ""), "there is only one example; at least two are needed");
    for words in ["", "--target 2", "--target a"] {
        assert!(fit("a,a\n1,2\n3,4\n", words).starts_with("two columns are called `a` in the header"), "{words}");
    }
    assert!(fit("1,2\n3,4\n5,6\n", "").starts_with("the first line holds only numbers (`1` …)"));
    assert_eq!(
        fit("a,b\n1,2\n3,x\n5,6\n", ""),
        "line 3, column `b`: `x` is not a number; correct the cell, or --drop b"
    );
    assert_eq!(
        fit("a,b\n1,2\n3,\n5,6\n", "--missing refuse"),
        "line 3, column `b`: the cell is empty; --missing keep or --missing median"
    );
    assert!(fit("a,,b\n1,2,3\n4,5,6\n", "").starts_with("column 2 of 3 has no name in the header"));
    assert!(fit("a;b\n1,500;2\n3;4\n", "").contains("--decimal , or --thousands ,"));
    assert!(
        fit(two, "--method max")
            .starts_with("wellposed: invalid value 'max' for '--method <METHOD>': a method is one of ")
    );
    assert!(fit(two, "--method robust:0.5,0.5").contains("quantiles are between 0 and 1, the lower one first"));
    assert!(fit(two, "--method min-max:2,1").contains("a range is from 1e-100 to 1e100 wide, the lower end first"));
    assert!(fit(two, "--missing drop-rows").contains("[possible values: keep, refuse, mean, median]"));
}
