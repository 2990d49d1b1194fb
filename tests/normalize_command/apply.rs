//! What is written, and what stays as it was? Numbers as in memory to the last bit; every other cell as it stands in the file.

use super::*;
use wellposed::normalize::Fitted;

/// The same scaler in memory.
fn in_memory(scaler: &Scaler) -> Fitted {
    let of =
        |number: fn(&wellposed::scaler::ScaledColumn) -> f64| scaler.columns.iter().map(number).collect::<Vec<f64>>();
    let fitted = serde_json::json!({
        "normalizer": scaler.method.normalizer(),
        "examples": scaler.rows,
        "constant_features": [],
        "shift": of(|column| column.center),
        "map": {"scale": of(|column| column.divisor)},
        "offset": scaler.offset,
    });
    serde_json::from_value(fitted).unwrap()
}

#[test]
fn the_numbers_are_those_of_a_normalizer_in_memory_to_the_last_bit() {
    let folder = folder(&[("wine.csv", &wine())]);
    let set = wellposed::data::wine();
    for method in ["standard", "scale", "min-max:-1,2", "robust"] {
        done(folder.path(), &format!("fit --data wine.csv --target class --method {method} --out s.json"));
        let (text, _) = done(folder.path(), "apply s.json wine.csv");
        let expected = in_memory(&scaler(folder.path(), "s.json")).transform(set.features.view()).unwrap();
        let mut lines = text.lines();
        assert_eq!(lines.next(), wine().lines().next().map(|line| line.replace('"', "")).as_deref());
        for ((line, expected), class) in lines.by_ref().zip(expected.rows()).zip(&set.target) {
            let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
            assert_eq!(cells[..13], expected.to_vec());
            assert_eq!(cells[13], *class);
        }
        assert_eq!(lines.next(), None);
    }
}

const TRAINING: &str = "name,size,rooms,sold\nA,70,3,no\nB,80,,yes\nC,90,5,no\n";

#[test]
fn columns_stand_in_any_order_and_the_target_may_be_missing() {
    let folder = folder(&[
        ("a.csv", TRAINING),
        ("b.csv", "rooms,name,size\n5,\"one, \"\"two\"\"\nthree\",80\nNA, padded ,90\n"),
        ("c.csv", "size|rooms|sold\r\n80|4|perhaps\r\n"),
        ("d.csv", "\"\",size,rooms\n1,80,4\n2,80,4\n"),
        ("e.csv", "\"size\",\"rooms\"\n\"r1\",80,4\n"),
    ]);
    done(folder.path(), "fit --data a.csv --target sold --method min-max --out s.json");
    let apply = |file: &str| done(folder.path(), &format!("apply s.json {file}")).0;
    assert_eq!(apply("b.csv"), "rooms,name,size\n1.0,\"one, \"\"two\"\"\nthree\",0.5\n, padded ,1.0\n");
    assert_eq!(apply("c.csv"), "size|rooms|sold\n0.5|0.5|perhaps\n");
    assert_eq!(apply("d.csv"), ",size,rooms\n1,0.5,0.5\n2,0.5,0.5\n", "an index");
    assert_eq!(apply("e.csv"), "size,rooms\nr1,0.5,0.5\n", "names of rows below no name, as R writes them");
    let piped = given(folder.path(), "apply s.json -", b"size,rooms\n70,5\n");
    assert_eq!((piped.status, piped.output.as_str()), (0, "size,rooms\n0.0,1.0\n"));
}

#[test]
fn missing_cells_stay_missing_or_are_filled_from_training() {
    let folder = folder(&[("a.csv", TRAINING), ("b.csv", "size,rooms\n,1000\n100,?\n")]);
    let applied = |missing: &str| {
        done(folder.path(), &format!("fit --data a.csv --drop name --target sold --missing {missing} --out s.json"));
        done(folder.path(), "apply s.json b.csv")
    };
    let (kept, notes) = applied("keep");
    assert!(kept.starts_with("size,rooms\n,996.0\n") && kept.ends_with(",\n"), "{kept}");
    assert!(!notes.contains("filled"));
    // The mean of the training rows becomes 0, whatever the new rows hold.
    for missing in ["mean", "median"] {
        let (filled, notes) = applied(missing);
        assert!(filled.starts_with("size,rooms\n0.0,996.0\n") && filled.ends_with(",0.0\n"), "{filled}");
        assert!(notes.contains("2 missing cells filled"), "{notes}");
    }
}

#[test]
fn signs_are_those_of_the_file_and_what_was_said_at_the_fit_is_remembered() {
    let folder = folder(&[
        ("a.csv", "size\tpaid\n1.000,5\t1\n3.000,5\t2\n"),
        ("b.csv", "size\tpaid\n2.000,5\t1,5\n2.500,5\t1\n"),
        ("c.csv", "size paid\n70 1\n90 3\n"),
        ("d.csv", "size   paid\nNA     2\n80     2\n"),
    ]);
    done(folder.path(), "fit --data a.csv --decimal , --thousands . --out s.json");
    assert_eq!(done(folder.path(), "apply s.json b.csv").0, "size\tpaid\n0,0\t0,0\n0,5\t-1,0\n");
    let points = call(folder.path(), "apply s.json b.csv --decimal . --thousands ,");
    assert_eq!(points.status, 2, "planted: other signs are no numbers");
    done(folder.path(), "fit --data c.csv --delimiter space --out s.json");
    assert_eq!(done(folder.path(), "apply s.json d.csv").0, "size paid\nNA 0.0\n0.0 0.0\n");
}

#[test]
fn hostile_names_and_cells_pass_as_they_are() {
    let hostile = "\"a,\"\"b\"\"\u{1b}[2J\",정수,\u{202e}x,\"two\nlines\"";
    let folder = folder(&[
        ("a.csv", &format!("{hostile}\n1,2,3,<b>\n3,4,4,$(rm)\n")),
        ("b.csv", &format!("{hostile}\n2,3,3.5,\u{1b}[31m\n")),
    ]);
    let said = call(folder.path(), "fit --data a.csv --method min-max --out s.json");
    assert!(said.status == 0 && !said.fault.contains('\u{1b}') && !said.fault.contains('\u{202e}'), "{said:?}");
    let said = call(folder.path(), "apply s.json b.csv");
    assert_eq!(said.output, format!("{hostile}\n0.5,0.5,0.5,\u{1b}[31m\n"));
    assert!(!said.fault.contains('\u{1b}'), "{said:?}");
}
