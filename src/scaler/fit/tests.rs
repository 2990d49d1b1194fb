//! Does a file that is longer than what is kept give the same scaler as one that is not? By readings of a file on disk, with a budget for few numbers.

use super::*;
use crate::bits::streams::{self, standard_normal};
use std::fmt::Write as _;

/// A table with a gap, a column of words, one that is constant, and a target.
fn text(rows: usize) -> String {
    let mut stream = streams::stream(1, "scaler", "fit", rows);
    let mut text = "id,a,b,word,c,y\n".to_owned();
    for row in 0..rows {
        let (a, b) = (standard_normal(&mut stream), 1e9 + standard_normal(&mut stream));
        let gap = if row % 7 == 3 { "NA".to_owned() } else { format!("{a:?}") };
        writeln!(text, "{row},{gap},{b:?},w{},14.62,no", row % 3).unwrap();
    }
    text
}

fn wanted(method: &str) -> Fit {
    Fit {
        method: method.parse().unwrap(),
        gaps: Gaps::Median,
        reading: Reading { drop: vec!["id".into()], ..Reading::of("y") },
    }
}

#[test]
fn a_file_larger_than_memory_gives_the_same_scaler() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, text(500)).unwrap();
    for method in ["standard", "robust", "robust:0.05,0.9", "min-max:-1,1"] {
        let fit = |most| fit_within(Table::File(&path), &wanted(method), most).unwrap().scaler;
        let (kept, read_again) = (fit(MOST_KEPT), fit(100));
        assert_eq!(kept, read_again, "{method}");
        let names: Vec<&str> = kept.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert!(!kept.columns[0].constant && kept.columns[2].constant && kept.columns[2].divisor == 1.0);
    }
}

#[test]
fn what_is_read_once_is_kept_within_its_bound() {
    let text = text(100);
    let once = |method: &str, gaps, most| {
        let wanted = Fit { gaps, ..wanted(method) };
        fit_within(Table::Once(Box::new(text.as_bytes()), "pipe"), &wanted, most).map(|fitted| fitted.scaler.rows)
    };
    // Four columns are looked at, the words among them.
    assert_eq!(once("robust", Gaps::Keep, 400).unwrap(), 100);
    let said = "pipe: more than 399 numbers, which is all that is kept for quantiles of what can be read only once; save it as a file";
    assert_eq!(once("robust", Gaps::Keep, 399).unwrap_err().to_string(), said);
    // Means need no memory, medians do.
    assert_eq!(once("standard", Gaps::Mean, 0).unwrap(), 100);
    assert!(once("standard", Gaps::Median, 0).is_err());
}
