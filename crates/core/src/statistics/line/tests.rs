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
    assert!([0.1_f64; 3].iter().all(|value| value - bits::sum(&[0.1; 3]) / 3.0 != 0.0), "deviations would not tell");
    assert!(line(&[0.1, 0.1, 0.2], &x, 0.95).is_ok());
    for refused in [line(&x, &[1e308, -1e308, 1e308], 0.95), line(&x.map(|x| x / 1e200), &x.map(|x| x * 1e200), 0.95)] {
        assert_eq!(refused.unwrap_err(), StatisticsError::Overflow { what: "a line" });
    }
    assert!(line(&x, &[1e200, 3e200, 2e200], 0.95).is_ok(), "squares that overflow are no reason");
    let error = line(&x, &[1.0, f64::NAN, 2.0], 0.95).unwrap_err();
    assert_eq!(error.to_string(), "value 2 is NaN; a line needs finite values of y");
    let error = log_log_line(&[1.0, 0.0, 3.0], &[1.0; 3], 0.95).unwrap_err();
    assert_eq!(error.to_string(), "value 2 is 0; a line in logarithms needs positive finite values of x");
}

#[test]
fn correlation_and_chance_by_hand() {
    // As above, with ΣYY = 8.75: r = 5.5/√(5·8.75), the intercept's error √(1.35·(1/4 + 1.5²/5)), t = 1.1/√0.27; two degrees: P(|T| > t) = 1 − t/√(2 + t²).
    let line_of = |y: &[f64]| line(&[0.0, 1.0, 2.0, 3.0], y, 0.95).unwrap();
    let found = line_of(&[1.0, 3.0, 2.0, 5.0]);
    let t = 1.1 / 0.27_f64.sqrt();
    let exact = [5.5 / 43.75_f64.sqrt(), (1.35 * 0.7_f64).sqrt(), 1.0 - t / (2.0 + t * t).sqrt()];
    let apart = |found: Line| {
        let numbers = [found.correlation, found.intercept_error, found.p_value];
        numbers.iter().zip(exact).map(|(found, exact)| (found - exact).abs()).fold(0.0, bits::max)
    };
    assert!(apart(found) < 4e-15, "{found:?}");
    assert!(apart(Line { p_value: 0.5 * found.p_value, ..found }) > 4e-15, "one tail is seen");
    assert!(apart(Line { correlation: bits::powi(found.correlation, 2), ..found }) > 4e-15, "r² is seen");
    assert!(apart(Line { intercept_error: (1.35 * 0.25_f64).sqrt(), ..found }) > 4e-15, "the error of Ȳ alone is seen");
    let down = line_of(&[-1.0, -3.0, -2.0, -5.0]);
    assert_eq!((down.correlation, down.p_value), (-found.correlation, found.p_value));
    let (flat, straight) = (line_of(&[0.1; 4]), line_of(&[1.0, 3.0, 5.0, 7.0]));
    assert_eq!((flat.correlation, flat.p_value, flat.intercept), (0.0, 1.0, 0.1));
    assert_eq!((straight.correlation, straight.p_value, straight.intercept_error), (1.0, 0.0, 0.0));
}

#[test]
fn chance_and_interval_agree_and_far_tails_have_digits() {
    for (size, degrees) in [(0.1, 38), (1.0, 38), (4.0, 38), (0.5, 998)] {
        let n = degrees + 2;
        let x: Vec<f64> = (0..n).map(|index| index as f64 / n as f64).collect();
        let y: Vec<f64> = x.iter().enumerate().map(|(index, x)| size * x + [1.0, -1.0][index % 2]).collect();
        let line = line(&x, &y, 0.95).unwrap();
        // At the quantile of 1 − p/2 the interval ends at 0: the quantile's own error is u/p of the probability.
        let quantile = student_quantile(1.0 - 0.5 * line.p_value, degrees).unwrap();
        let t = line.slope.abs() / line.standard_error;
        assert!((quantile / t - 1.0).abs() < 1e-10, "{size}: {quantile} {t}");
        assert_eq!(line.p_value < 0.05, line.interval.low > 0.0 || line.interval.high < 0.0);
    }
    // One degree: P(|T| > t) = (2/π)·atan(1/t). Planted: 1 − P(|T| ≤ t), which has no digit left.
    let (tails, exact) = (student_tails(1e17, 1), std::f64::consts::FRAC_2_PI * 1e-17);
    assert!((tails / exact - 1.0).abs() < 8.0 * f64::EPSILON, "{tails:e}");
    assert!(1.0 - std::f64::consts::FRAC_2_PI * libm::atan2(1e17, 1.0) < 0.5 * exact);
    assert_eq!((student_tails(f64::INFINITY, 3), student_tails(0.0, 3)), (0.0, 1.0));
}
