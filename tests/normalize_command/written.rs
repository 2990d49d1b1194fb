//! Which files are replaced, and which are left alone? A scaler by a scaler, anything else only if that was asked for; and never by a half.

use super::*;

const TABLE: &str = "a,b\n1,2\n3,5\n";

#[test]
fn a_scaler_replaces_a_scaler_and_nothing_else() {
    let folder = folder(&[("a.csv", TABLE), ("mine.txt", "my notes"), ("c.csv", "a,b\n1,2\n3,9\n")]);
    let fit = |words: &str| call(folder.path(), &format!("fit {words}"));
    assert_eq!(fit("--data a.csv --out new/s.json").status, 0);
    let first = fs::read_to_string(folder.path().join("new/s.json")).unwrap();
    assert_eq!(fit("--data c.csv --out new/s.json").status, 0);
    assert_ne!(fs::read_to_string(folder.path().join("new/s.json")).unwrap(), first);
    let said = fit("--data a.csv --out mine.txt");
    assert_eq!((said.status, said.output.as_str()), (2, ""));
    assert_eq!(
        said.fault,
        "wellposed: --out: mine.txt stands there already; --force overwrites it, or name another file\n"
    );
    assert_eq!(fs::read_to_string(folder.path().join("mine.txt")).unwrap(), "my notes");
    assert_eq!(fit("--data a.csv --out mine.txt --force").status, 0);
    assert_eq!(fs::read_to_string(folder.path().join("mine.txt")).unwrap(), first);
    assert_eq!(files(&folder.path().join("new")), ["s.json"]);
}

#[test]
fn a_table_replaces_no_file_unless_that_was_asked_for() {
    let folder = folder(&[("a.csv", TABLE), ("b.csv", TABLE)]);
    done(folder.path(), "fit --data a.csv --out s.json");
    let (printed, _) = done(folder.path(), "apply s.json b.csv");
    for (words, place) in [("--out b.csv", "--out: b.csv"), ("--drift a.csv", "--drift: a.csv")] {
        let said = call(folder.path(), &format!("apply s.json b.csv {words}"));
        assert_eq!((said.status, said.output.as_str()), (2, ""));
        assert!(said.fault.starts_with(&format!("wellposed: {place} stands there already; ")), "{said:?}");
    }
    // Even the table that is read.
    assert_eq!(done(folder.path(), "apply s.json b.csv --out b.csv --force").0, "");
    assert_eq!(fs::read_to_string(folder.path().join("b.csv")).unwrap(), printed);
    for _ in 0..2 {
        done(folder.path(), "apply s.json a.csv --drift d.json");
    }
    assert_eq!(files(folder.path()), ["a.csv", "b.csv", "d.json", "s.json"]);
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_not_replaced() {
    let folder = folder(&[("a.csv", TABLE)]);
    let said = call(folder.path(), "fit --data a.csv --out /dev/null --force");
    assert_eq!(
        (said.status, said.fault.as_str()),
        (2, "wellposed: --out: /dev/null: is a device, not a regular file\n")
    );
    let said = call(folder.path(), "fit --data a.csv --out a.csv/b --force");
    assert!(said.status == 2 && said.fault.starts_with("wellposed: --out: a.csv/b: "), "{said:?}");
}
