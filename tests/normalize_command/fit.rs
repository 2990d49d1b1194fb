//! Which numbers are learned, of which columns? Those of the same normalizer in memory, within its error; the same bytes whatever the shape of the file is.

use super::*;
use wellposed::normalize::Fitting;
use wellposed::scaler::Method;

/// The fitting in memory.
fn in_memory(method: Method) -> Fitting<'static> {
    let fitting = Fitting::of(method.normalizer());
    match method {
        Method::MinMax { low, high } => fitting.range(low, high),
        Method::Robust { lower, upper } => fitting.quantiles(lower, upper),
        _ => fitting,
    }
}

/// Statistics in memory are within their bounds of the exact ones that a scaler has. Of 178 rows, one leaf: a mean within u·(max|x| + 179·R), a deviation within a share
/// of (188/2 + 1)u (`normalize::moments`). Quantiles have three roundings of at most max|x| each, their distance seven; extremes none, and their quotient two.
#[test]
fn every_method_learns_what_it_learns_in_memory() {
    let folder = folder(&[("wine.csv", &wine())]);
    let set = wellposed::data::wine();
    let u = f64::EPSILON / 2.0;
    for words in ["standard", "center", "scale", "min-max", "min-max:-1,2", "max-abs", "robust", "robust:0.1,0.95"] {
        done(folder.path(), &format!("fit --data wine.csv --target class --method {words} --out s.json"));
        let scaler = scaler(folder.path(), "s.json");
        let method: Method = words.parse().unwrap();
        assert_eq!((scaler.method, scaler.rows, scaler.columns.len()), (method, 178, 13));
        let fitted = in_memory(method).fit(set.features.view()).unwrap();
        assert_eq!(fitted.offset(), scaler.offset);
        for (place, column) in scaler.columns.iter().enumerate() {
            let training = column.training.unwrap();
            let size = wellposed::bits::max(training.maximum.abs(), training.minimum.abs());
            let (of_center, of_divisor) = match method {
                Method::Robust { .. } => (3.0 * u * size, 7.0 * u * size),
                Method::MinMax { .. } | Method::MaxAbs => (0.0, 2.0 * u * column.divisor),
                _ => (u * (size + 179.0 * (training.maximum - training.minimum)), 95.0 * u * column.divisor),
            };
            let name = &column.name;
            assert!((fitted.shift()[place] - column.center).abs() <= of_center, "{words}: center of {name}");
            assert!(
                (fitted.scale().unwrap()[place] - column.divisor).abs() <= of_divisor,
                "{words}: divisor of {name}"
            );
            assert_eq!(*name, set.feature_names[place]);
        }
    }
    // Planted: another method, or another row, is outside of these bounds.
    done(folder.path(), "fit --data wine.csv --target class --out s.json --method robust");
    let robust = scaler(folder.path(), "s.json").columns[0].clone();
    assert!((robust.center - robust.training.unwrap().mean).abs() > 1e-3);
}

#[test]
fn the_same_rows_give_the_same_bytes_in_any_order_and_from_anywhere() {
    let text = wine();
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let folder = folder(&[("wine.csv", &text), ("backward.csv", &lines.join("\r\n"))]);
    let packed = folder.path().join("wine.csv.gz");
    let mut packer = flate2::write::GzEncoder::new(fs::File::create(&packed).unwrap(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap();
    for method in ["standard", "robust"] {
        let words = |file: &str| format!("fit --data {file} --target class --method {method}");
        let (plain, notes) = done(folder.path(), &words("wine.csv"));
        assert!(plain.starts_with("{\n  \"format\": \"wellposed scaler\",\n  \"version\": 1,\n"), "{plain}");
        assert!(notes.starts_with("wellposed: wine.csv: "), "{notes}");
        for file in ["backward.csv", "wine.csv.gz"] {
            assert_eq!(done(folder.path(), &words(file)).0, plain, "{file}");
        }
        let piped = given(folder.path(), &words("-"), text.as_bytes());
        assert_eq!(piped.output, plain);
        let one_less = given(folder.path(), &words("-"), lines[..178].join("\n").as_bytes());
        assert_ne!(one_less.output, plain, "planted: a row less");
    }
}

const MESSY: &str = "id;größe;city;rooms;same;note;sold\n\
    1;70,5;Bonn;3;14,62;;yes\n\
    2;80,5;Köln;;14,62;;no\n\
    3;90,5;Bonn;5;14,62;;yes\n";

#[test]
fn columns_are_features_unless_something_speaks_against_it() {
    let folder = folder(&[("m.csv", MESSY)]);
    let (json, notes) = done(folder.path(), "fit --data m.csv --target sold --drop id");
    let scaler = Scaler::from_json(&json).unwrap();
    let names: Vec<&str> = scaler.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["größe", "rooms", "same"]);
    assert_eq!((scaler.columns[0].center, scaler.columns[1].center), (80.5, 4.0));
    assert_eq!((scaler.columns[2].center, scaler.columns[2].divisor, scaler.columns[2].constant), (14.62, 1.0, true));
    let rooms = scaler.columns[1].training.unwrap();
    assert_eq!((rooms.examples, rooms.missing, scaler.columns[1].fill), (2, 1, None));
    let left_out: Vec<(&str, &str)> = scaler.left_out.iter().map(|left| (&*left.name, &*left.why)).collect();
    assert_eq!(left_out, [("id", "--drop"), ("city", "text, 2 words"), ("note", "no value in any row")]);
    assert_eq!(
        notes,
        "wellposed: m.csv: standard learned of 3 rows and 3 columns; target sold\n\
         wellposed: Constant, so not divided: same\n\
         wellposed: Missing cells: rooms (1 of 3)\n\
         wellposed: Left out: id (--drop), city (text, 2 words), note (no value in any row)\n"
    );
    let (json, _) = done(folder.path(), "fit --data m.csv --only rooms,2 --missing median");
    let scaler = Scaler::from_json(&json).unwrap();
    assert_eq!((scaler.columns.len(), scaler.target, scaler.columns[1].fill), (2, None, Some(4.0)));
}

/// t = 12.706 for one degree of freedom, σ/√(m − 1) = 1 of 1 and 3.
#[test]
fn the_interval_of_a_mean_is_students() {
    let folder = folder(&[("a.csv", "a,b\n1,5\n3,\n")]);
    let (json, _) = done(folder.path(), "fit --data a.csv");
    let scaler = Scaler::from_json(&json).unwrap();
    let [low, high] = scaler.columns[0].training.unwrap().mean_interval.unwrap();
    let (t, center) = (12.706_204_736_174_7, 2.0);
    assert!((high - center - t).abs() < 1e-11 && (center - low - t).abs() < 1e-11, "{low} {high}");
    assert_eq!(scaler.columns[1].training.unwrap().mean_interval, None, "a single value has none");
}
