//! Do weights, orders and errors of the formulas come out as by hand?

use super::*;
use proptest::prelude::*;

#[test]
fn constants_are_those_of_the_textbooks() {
    let constants = |formula: Formula| (formula.order(), 1.0 / formula.truncation(), formula.evaluations());
    let all: Vec<(usize, f64, usize)> = Formula::ALL.map(constants).to_vec();
    assert_eq!(all, [(1, 2.0, 2), (1, 2.0, 2), (2, 6.0, 2), (4, 30.0, 4), (6, 140.0, 6), (8, 630.0, 8)]);
    let weights = |formula: Formula| (1..=formula.pairs()).map(|j| formula.weight(j)).collect::<Vec<f64>>();
    assert_eq!(weights(Formula::FivePoint), [4.0 / 3.0, -1.0 / 3.0]);
    assert_eq!(weights(Formula::SevenPoint), [1.5, -0.6, 0.1]);
    assert_eq!(weights(Formula::NinePoint), [8.0 / 5.0, -4.0 / 5.0, 8.0 / 35.0, -1.0 / 35.0]);
}

#[test]
fn weights_cancel_the_powers_that_they_should() {
    for formula in Formula::ALL.into_iter().filter(|formula| formula.pairs() > 0) {
        let n = formula.pairs();
        let moment = |power: i32| (1..=n).map(|j| formula.weight(j) * crate::bits::powi(j as f64, power)).sum::<f64>();
        assert!((moment(0) - 1.0).abs() < 1e-15);
        (1..n as i32).for_each(|k| assert!(moment(2 * k).abs() < 1e-12, "{formula:?} {k}"));
        // The first that is left: Σ cⱼ·j^(2n)/(2n+1)! = ± C.
        let left = moment(formula.order() as i32) / factorial(formula.order() + 1);
        assert!((left.abs() / formula.truncation() - 1.0).abs() < 1e-12);
        let rounding: f64 = (1..=n).map(|j| formula.weight(j).abs() / j as f64).sum();
        assert!((rounding - formula.rounding()).abs() < 1e-14, "A is a harmonic number");
    }
}

#[test]
fn closed_forms_of_step_and_error() {
    let (noise, slope) = (1e-10, 3.0);
    let near = |value: f64, closed: f64| assert!((value / closed - 1.0).abs() < 1e-14, "{value} {closed}");
    near(Formula::Forward.best_step(noise, slope), 2.0 * (noise / slope).sqrt());
    near(Formula::Forward.least_error(noise, slope), 2.0 * (noise * slope).sqrt());
    near(Formula::Central.best_step(noise, slope), libm::cbrt(3.0 * noise / slope));
    let least = 0.5 * libm::cbrt(9.0) * libm::cbrt(noise * noise) * libm::cbrt(slope);
    near(Formula::Central.least_error(noise, slope), least);
    assert_eq!(Formula::Central.best_step(noise, 0.0), f64::INFINITY);
    assert_eq!((Formula::Central.least_error(noise, 0.0), Formula::Central.best_step(0.0, 1.0)), (0.0, 0.0));
}

proptest! {
    #[test]
    fn no_step_is_better_than_the_best(exponent in -16.0..-2.0_f64, high in 1e-3..1e3_f64, factor in 0.01..100.0_f64) {
        let noise = bits::powf(10.0, exponent);
        for formula in Formula::ALL {
            let (best, least) = (formula.best_step(noise, high), formula.least_error(noise, high));
            prop_assert!((formula.error(best, noise, high) / least - 1.0).abs() < 1e-12);
            prop_assert!(formula.error(best * factor, noise, high) >= least * (1.0 - 1e-12));
        }
    }
}
