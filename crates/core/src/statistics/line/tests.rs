//! Does what `line.rs` promises hold?

use super::*;

#[test]
fn by_hand() {
    // In logarithms: X = 0, 1, 2, 3 and Y = 1, 3, 2, 5. X̄ = 1.5, Ȳ = 2.75, ΣXX = 5, ΣXY = 5.5: slope 1.1, intercept 1.1.
    // Residuals −0.1, 0.8, −1.3, 0.6; squares sum to 2.7; s² = 1.35; error √(1.35/5).
    let x: Vec<f64> = [0.0, 1.0, 2.0, 3.0].map(bits::exp).to_vec();
    let y: Vec<f64> = [1.0, 3.0, 2.0, 5.0].map(bits::exp).to_vec();
    let line = log_log_line(&x, &y, 0.95).unwrap();
    // X and Y are off by some 3u·5 after exp and ln; slope and intercept weigh them with at most 1, in a dozen
    // operations: 50u.
    assert!((line.slope - 1.1).abs() < 1e-14 && (line.intercept - 1.1).abs() < 1e-14);
    assert!((line.standard_error - 0.27_f64.sqrt()).abs() < 1e-14);
    assert!((line.standard_error - (0.27_f64 * 2.0 / 3.0).sqrt()).abs() > 1e-14, "n − 1 in place of n − 2 is seen");
    assert!((line.interval.high - (1.1 + 4.302_652_73 * 0.27_f64.sqrt())).abs() < 1e-8);
    assert!((line.slope - 1.1001).abs() > 1e-14, "a slope that is off by 1e-4 is seen");
}

#[test]
fn a_line_is_a_power_law_of_exponentials() {
    let (x, y) = ([0.0, 1.0, 2.0, 3.0], [1.0, 3.0, 2.0, 5.0]);
    let straight = line(&x, &y, 0.95).unwrap();
    // A dozen operations with numbers of size 1 to 3.
    assert!((straight.slope - 1.1).abs() < 4e-15 && (straight.intercept - 1.1).abs() < 4e-15);
    assert!((straight.standard_error - 0.27_f64.sqrt()).abs() < 4e-15);
    assert!((log_log_line(&[1.0, 2.0, 3.0, 4.0], &y, 0.95).unwrap().slope - 1.1).abs() > 0.1, "logarithms are seen");
    assert!(line(&x, &[f64::NAN; 4], 0.95).is_err() && line(&[-1.0; 4], &y, 0.95).is_err());
}

#[test]
fn refuses_what_is_no_line() {
    assert!(log_log_line(&[1.0, 2.0], &[1.0, 2.0], 0.95).is_err());
    let (x, y) = ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0]);
    for error in [line(&x, &y, 0.95), log_log_line(&x, &y, 0.95)].map(Result::unwrap_err) {
        assert!(error.to_string().starts_with("3 values of x but 4 of y; a line"), "{error}");
    }
    // The mean of three times 0.1, and of three times ln 6, is another number.
    for equal in [0.1, 2.0, 6.0] {
        for refused in [line(&[equal; 3], &x, 0.95), log_log_line(&[equal; 3], &x, 0.95)] {
            assert!(refused.unwrap_err().to_string().ends_with("needs at least two different x"), "{equal}");
        }
    }
    assert!([0.1_f64; 3].iter().all(|value| value - mean(&[0.1; 3]).unwrap() != 0.0), "deviations would not tell");
    assert!(line(&[0.1, 0.1, 0.2], &x, 0.95).is_ok());
    let large = [1e200, 2e200, 3e200];
    for refused in [line(&large, &x, 0.95), line(&x, &[1e308, -1e308, 1e308], 0.95)] {
        assert_eq!(refused.unwrap_err(), StatisticsError::Overflow { what: "a line" });
    }
    let bent = [1e200, 3e200, 2e200];
    assert!(line(&x, &bent, 0.95).is_err() && line(&x, &bent.map(|y| y / 1e60), 0.95).is_ok());
    let error = log_log_line(&[1.0, 0.0, 3.0], &[1.0; 3], 0.95).unwrap_err();
    assert_eq!(error.to_string(), "value 2 is 0; a line in logarithms needs positive finite values of x");
}
