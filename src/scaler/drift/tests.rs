//! Is a shifted column named, and how often is one named that is not? With seeded draws, against the level.

use super::*;
use crate::bits::streams::{self, Stream, standard_normal};

const COLUMNS: usize = 5;

fn training(values: &[f64]) -> Training {
    let mut column = Column::default();
    values.iter().for_each(|&value| column.add(value));
    Training {
        examples: column.count,
        missing: 0,
        mean: column.mean(),
        deviation: column.deviation(),
        mean_interval: None,
        minimum: column.minimum,
        maximum: column.maximum,
    }
}

fn column(values: &[f64]) -> ScaledColumn {
    ScaledColumn {
        name: "a".into(),
        center: 0.0,
        divisor: 1.0,
        constant: false,
        fill: None,
        training: Some(training(values)),
    }
}

fn seen(column: &ScaledColumn, values: &[f64]) -> Observed {
    let mut seen = Observed::default();
    values.iter().for_each(|&value| seen.take(value, column.training.as_ref()));
    seen
}

fn judge(before: &[f64], after: &[f64]) -> ColumnDrift {
    let column = column(before);
    let seen = seen(&column, after);
    drift(&[column], &[seen], LEVEL).columns.remove(0)
}

fn normal(stream: &mut Stream, count: usize) -> Vec<f64> {
    (0..count).map(|_| standard_normal(stream)).collect()
}

/// Five columns of 300 training rows and 60 new ones with another deviation, a thousand times. At level α a table is named with a probability between that of five independent tests, 1 − (1 − α/5)⁵, and α.
/// So many of a thousand are binomial: at α = 0.1 99.9 % of the counts lie within 3.3·√(1000·0.1·0.9) = 31 of 96 to 100.
#[test]
fn false_alarms_are_as_rare_as_the_level_says() {
    let alarms = |level: f64, shift: f64| {
        let one = |number| {
            let mut stream = streams::stream(1, "scaler", "drift", number);
            let columns: Vec<ScaledColumn> = (0..COLUMNS).map(|_| column(&normal(&mut stream, 300))).collect();
            let new = |column: &ScaledColumn| {
                let values: Vec<f64> = normal(&mut stream, 60).iter().map(|value| 2.0 * value + shift).collect();
                seen(column, &values)
            };
            let seen: Vec<Observed> = columns.iter().map(new).collect();
            drift(&columns, &seen, level).columns.iter().any(|column| column.moved)
        };
        (0..1000).filter(|&number| one(number)).count()
    };
    let (wide, usual) = (alarms(0.1, 0.0), alarms(LEVEL, 0.0));
    println!("false alarms of 1000 tables: {wide} at level 0.1, {usual} at level {LEVEL}");
    assert!((65..=131).contains(&wide), "{wide} of 1000 at level 0.1");
    // Of 1000·0.00996 to 10 expected, 99.9 % of the counts lie between 2 and 22.
    assert!((2..=22).contains(&usual), "{usual} of 1000 at level {LEVEL}");
    assert!(alarms(LEVEL, 0.4) > 22, "planted: a shift is no false alarm");
}

/// Welch's t and degrees by hand: variances 1 of 3 values and 4 of 3 values, so errors 1/√3 and 2/√3, t = 3/√(5/3), ν = (5/3)²/((1/9 + 16/9)/2) = 50/17.
#[test]
fn the_statistic_is_that_of_the_formula() {
    let (t, degrees) = judge(&[-1.0, 0.0, 1.0], &[1.0, 3.0, 5.0]).welch.unwrap();
    assert!((t - 3.0 / (5.0_f64 / 3.0).sqrt()).abs() < 1e-14 && (degrees - 50.0 / 17.0).abs() < 1e-14, "{t} {degrees}");
    // In units in which squares overflow or vanish.
    for unit in [1e-300, 1e100] {
        let scaled = |values: [f64; 3]| values.map(|value| value * unit);
        let (same, _) = judge(&scaled([-1.0, 0.0, 1.0]), &scaled([1.0, 3.0, 5.0])).welch.unwrap();
        assert!((same / t - 1.0).abs() < 1e-14, "{unit:e}");
    }
}

#[test]
fn a_column_that_did_not_vary_moves_when_it_is_another_number_and_not_by_rounding() {
    assert!(!judge(&[14.62; 50], &[14.62; 20]).moved);
    assert!(!judge(&[14.62; 50], &[14.62_f64.next_up(); 20]).moved, "rounding");
    assert!(judge(&[14.62; 50], &[14.63; 20]).moved);
    assert!(judge(&[14.62; 50], &[14.62, 14.63, 14.64, 14.62].repeat(10)).moved);
    assert_eq!(judge(&[1.0, 2.0], &[9.0]).welch, None, "one value has no error");
    assert_eq!(judge(&[1.0], &[9.0, 8.0]).welch, None);
}

#[test]
fn what_lies_outside_and_what_is_missing_is_counted() {
    let found = judge(&[1.0, 2.0, 3.0], &[0.0, 1.0, 3.0, 4.0, 5.0, f64::NAN]);
    assert_eq!((found.examples, found.missing, found.outside), (5, 1, 3));
    assert!(!found.missing_changed);
    let gaps = [vec![1.0; 10], vec![f64::NAN; 10]].concat();
    assert!(judge(&[1.0; 100], &gaps).missing_changed);
    assert!(!judge(&[1.0; 100], &[1.0; 20]).missing_changed, "planted: none is missing");
}

/// A limit is at least that of the normal law, and one of more degrees than are counted less than a thousandth above the true one.
#[test]
fn limits_of_many_degrees_are_hardly_larger() {
    let mut students = Students::default();
    for tails in [0.05, 1e-2, 1e-6] {
        let [few, many, normal] =
            [students.quantile(tails, 30.0), students.quantile(tails, 1e9), -normal_quantile(tails / 2.0).unwrap()];
        assert!(few > many && many > normal && many < 1.001 * normal, "{few} {many} {normal}");
    }
}
