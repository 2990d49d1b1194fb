//! Do the claims come out as they must, and would another norm, another order and another formula be noticed?

use super::*;
use crate::chapters::testing::own_findings;
use crate::report::{Cell, Verdict};

fn findings() -> Findings {
    own_findings(module_path!())
}

#[test]
fn claims_come_out_as_definitions_say() {
    let findings = findings();
    for id in ["L13-02", "L13-03", "L13-04", "L13-05", "L13-07", "L13-09"] {
        assert_eq!(findings.verdict(id), Verdict::Confirmed, "{id}: {:?}", findings.claim(id).measured);
    }
    for id in ["L13-10", "L13-23"] {
        assert_eq!(findings.verdict(id), Verdict::Refuted, "{id}");
        assert_eq!(findings.claim(id).corrected.as_ref().unwrap().verdict(), Verdict::Confirmed, "{id}");
    }
    assert_eq!(findings.verdict("L13-11"), Verdict::Conditional);
    assert_eq!(findings.claims.len(), 9);
    assert!(crate::report::svg::render(&figure(), &findings.tables).is_ok());
}

#[test]
fn the_metric_by_hand() {
    // ‖(3, 4)‖ = 5, ‖(4, 6)‖ = √52, ‖(1, 2)‖ = √5.
    assert_eq!(plain(&[4.0, 6.0], &[1.0, 2.0]), 5.0 / (52.0_f64.sqrt() + 5.0_f64.sqrt()));
    assert_eq!(squared(&[4.0, 6.0], &[1.0, 2.0]), 25.0 / 57.0);
    assert_eq!((response(2.0), response(0.0), response(-3.0)), (1.0 / 3.0, 1.0, 1.0));
    assert!(plain(&[0.0], &[0.0]).is_nan());
    assert_eq!(squared(&[1.0], &[-1.0]), 2.0, "a squared metric is not bounded by 1");
}

#[test]
fn rows_lie_on_their_predictions() {
    for table in &findings().tables {
        let number = |row: &[Cell], name: &str| row[table.column(name).unwrap()].number().unwrap();
        for row in table.rows() {
            // Rounding of a few hundred u; a metric of 1e-8 keeps seven digits.
            for (found, predicted) in [("metric", "predicted"), ("squared", "squared_predicted")] {
                assert!((number(row, found) - number(row, predicted)).abs() < 1e-13, "{row:?}");
            }
        }
    }
    assert!((response(1.00001) - 5e-6).abs() < 1e-10);
}

#[test]
fn an_orthogonal_error_is_orthogonal() {
    let vector = [1.0, 2.0, -0.5, 3.0, 7.0];
    let error = differences(&turned(&vector, 0.1), &vector);
    assert!(bits::dot(&error, &vector).abs() < 1e-14 && (bits::norm(&error) / bits::norm(&vector) - 0.1).abs() < 1e-14);
}
