//! What is said of data that have moved since training? The column that was shifted is named, with how far, and no other.

use super::*;
use wellposed::bits::streams::{self, standard_normal};

/// Columns a to e of normal numbers; `shift` is added to c.
fn table(draw: usize, rows: usize, shift: f64) -> String {
    let mut stream = streams::stream(1, "scaler", "drifted", draw);
    let mut text = "a,b,c,d,e\n".to_owned();
    for _ in 0..rows {
        let mut row: Vec<f64> = (0..5).map(|_| 10.0 + standard_normal(&mut stream)).collect();
        row[2] += shift;
        text += &(row.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(",") + "\n");
    }
    text
}

#[test]
fn a_shifted_column_of_200_rows_is_named_and_no_other() {
    let folder = folder(&[
        ("a.csv", &table(0, 500, 0.0)),
        ("same.csv", &table(1, 200, 0.0)),
        ("moved.csv", &table(1, 200, 1.0)),
    ]);
    done(folder.path(), "fit --data a.csv --out s.json");
    let (_, same) = done(folder.path(), "apply s.json same.csv");
    assert!(
        same.contains("Drift: no mean of 5 columns has moved (Welch's test, level 0.01 for all columns together)\n"),
        "{same}"
    );
    let (_, moved) = done(folder.path(), "apply s.json moved.csv --drift d.json");
    assert!(moved.contains("Drift: 1 of 5 means has moved ("), "{moved}");
    let lines: Vec<&str> = moved.lines().filter(|line| line.starts_with("wellposed:   ")).collect();
    assert!(
        lines.len() == 1 && lines[0].starts_with("wellposed:   c: mean ") && lines[0].ends_with(" training deviations"),
        "{moved}"
    );

    let drift: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("d.json")).unwrap()).unwrap();
    let of_c = &drift["columns"][2];
    let deviations = of_c["deviations"].as_f64().unwrap();
    assert!((0.8..1.2).contains(&deviations), "{deviations}");
    assert_eq!(
        (drift["rows"].as_u64(), of_c["moved"].as_bool(), of_c["name"].as_str()),
        (Some(200), Some(true), Some("c"))
    );
    let others = [0, 1, 3, 4].map(|place| drift["columns"][place]["moved"].as_bool());
    assert_eq!(others, [Some(false); 4]);
}

#[test]
fn values_outside_and_missing_cells_are_counted() {
    let gaps = |count: usize| -> String {
        (0..40).map(|row| if row < count { ",1\n".into() } else { format!("{row},1\n") }).collect()
    };
    let folder =
        folder(&[("a.csv", &format!("a,b\n{}", gaps(2))), ("b.csv", &format!("a,b\n{}90,1\n-1,1\n", gaps(25)))]);
    done(folder.path(), "fit --data a.csv --out s.json");
    let (_, notes) = done(folder.path(), "apply s.json b.csv");
    assert!(notes.contains("wellposed: Outside of the training range: a (2 of 17)\n"), "{notes}");
    assert!(notes.contains("wellposed: Drift of missing cells: a (2 of 40 in training, 25 of 42 here)\n"), "{notes}");
    let (_, notes) = done(folder.path(), "apply s.json a.csv");
    assert!(!notes.contains("Outside") && !notes.contains("missing"), "planted: the training data themselves: {notes}");
}

#[test]
fn what_can_not_be_compared_is_not_judged() {
    let folder = folder(&[("a.csv", "a\n1\n2\n"), ("b.csv", "a\n900\n"), ("empty.csv", "a\n")]);
    done(folder.path(), "fit --data a.csv --out s.json");
    for (file, rows) in [("b.csv", "1 row"), ("empty.csv", "0 rows")] {
        let (_, notes) = done(folder.path(), &format!("apply s.json {file}"));
        assert!(
            notes.starts_with(&format!("wellposed: {file}: {rows} and 1 column normalized (standard)\n")),
            "{notes}"
        );
        assert!(notes.contains("Drift: no mean could be compared"), "{notes}");
    }
}
