//! Is the two-sided difference of second order, is smaller better, and is it worth twice the work? (L12-10, 11, 12, 14, 16)

use super::super::examples::{Example, SEVEN};
use super::super::functions::Function;
use super::{Curve, error, fits};
use crate::bits;
use crate::chapters::precision::Precision;
use crate::difference::Formula;
use crate::report::{Band, Case, Claim, Measured};

/// The step of the notes, and that of the next lecture.
const STEP: f64 = 0.01;
const SMALL_STEP: f64 = 1e-7;

pub(super) fn claims(curves: &[Curve]) -> Vec<Claim> {
    vec![very_close(), orders(curves), smaller(curves), much_more_accurate(curves), higher_orders(curves)]
}

fn find(curves: &[Curve], function: Function, formula: Formula, precision: Precision) -> &Curve {
    let wanted =
        |curve: &&Curve| curve.example.function == function && curve.formula == formula && curve.precision == precision;
    curves.iter().find(wanted).expect("all curves were measured")
}

/// L12-10: as close as ε²|f‴|/6.
fn very_close() -> Claim {
    let case = |example: Example| {
        let leading = STEP * STEP * example.derivative(3).abs() / 6.0;
        let next = (STEP * STEP * example.derivative(5) / (20.0 * example.derivative(3))).abs();
        // Eight roundings of u in each value, and u in the derivative that is compared.
        let rounding = (8.0 * example.noise(f64::EPSILON / 2.0) / STEP + 8.0 * f64::EPSILON) / leading;
        let from = "ε²|f‴|/6 to leading order, ± one and a half times the next term, ε²f⁽⁵⁾/20f‴, and rounding";
        let band = Band::around(1.0, 1.5 * next + rounding, from);
        let measured = error::<f64>(example, Formula::Central, STEP);
        Case::new(example.name(), band, Measured::exact(measured / leading))
    };
    Claim::new("L12-10", "The two-sided difference is very close to g(θ), which gives confidence that g is right.")
        .lines(&[161])
        .swept("|quotient − f′| / (ε²|f‴|/6) at ε = 0.01", SEVEN.map(case).to_vec())
        .source("Taylor: (f(θ+ε) − f(θ−ε))/2ε = f′ + ε²f‴/6 + ε⁴f⁽⁵⁾/120 + …; what close means must be known before it gives confidence")
}

/// L12-11: O(ε) and O(ε²).
fn orders(curves: &[Curve]) -> Claim {
    let cases = [Formula::Forward, Formula::Central].into_iter().flat_map(|formula| {
        SEVEN.into_iter().filter_map(move |example| {
            let fit = fits::truncation(find(curves, example.function, formula, Precision::F64))?;
            let from = format!(
                "order {} of {} steps, ± what the next term of the error and rounding may add",
                formula.order(),
                fit.points
            );
            let band = Band::around(formula.order() as f64, fit.tolerance, from);
            let measured = Measured { replicates: fit.points, ..Measured::exact(fit.line.slope) };
            Some(Case::new(format!("{} {}", formula.name(), example.name()), band, measured))
        })
    });
    Claim::new("L12-11", "The error is O(ε²) for two-sided and O(ε) for one-sided differences.")
        .swept("slope of ln error over ln ε where truncation dominates (f64)", cases.collect())
        .source("Taylor's theorem; the lecture's optional part, which the notes leave out")
}

/// L12-12: only down to the best step.
fn smaller(curves: &[Curve]) -> Claim {
    let cases = Precision::ALL.into_iter().flat_map(|precision| {
        [Formula::Forward, Formula::Central].into_iter().flat_map(move |formula| {
            let curve = find(curves, Function::Cube, formula, precision);
            let best = curve.predicted_step();
            [(100.0 * best, best), (best, best / 100.0)].map(|(from, to)| {
                let ratio = curve.near(to).error / curve.near(from).error;
                let name = format!("{} {}, ε from {from:.0e} to {to:.0e}", precision.name(), formula.name());
                Case::new(
                    name,
                    Band::at_most(1.0, "smaller is better: the error does not grow"),
                    Measured::exact(ratio),
                )
            })
        })
    });
    Claim::new("L12-12", "The smaller ε is, the better the approximation (which the notes do not say, but a reader may think).")
        .swept("error at the smaller ε over error at the larger, θ³ at 1.1", cases.collect())
        .source("truncation falls with ε and rounding grows as u|f|/ε: least at 2√(u|f|/|f″|) one-sided and (3u|f|/|f‴|)^⅓ two-sided, if the f^(p+1) of the bound is the one at θ (Nocedal & Wright 2006, §8.1)")
}

/// L12-14: worth twice the work.
fn much_more_accurate(curves: &[Curve]) -> Claim {
    let at_best = |precision: Precision| {
        let least = |formula| find(curves, Function::Cube, formula, precision).best().error;
        least(Formula::Forward) / least(Formula::Central)
    };
    let at_small = |precision: Precision| {
        let curve = |formula| find(curves, Function::Cube, formula, precision);
        let near = |formula| curve(formula).near(SMALL_STEP);
        let there = |formula| error::<f32>(curve(formula).example, formula, SMALL_STEP);
        // In f32 the smallest step measured is larger than 1e-7; take the step itself.
        match precision {
            Precision::F64 => near(Formula::Forward).error / near(Formula::Central).error,
            Precision::F32 => there(Formula::Forward) / there(Formula::Central),
        }
    };
    let case = |name: &str, ratio: f64| {
        let band = Band::at_least(10.0, "much more accurate: a decimal digit for twice the work");
        Case::new(name, band, Measured::exact(ratio))
    };
    Claim::new("L12-14", "Two-sided differences are worth their cost because they are much more accurate.")
        .lines(&[161])
        .swept(
            "error of the one-sided over error of the two-sided difference, θ³ at 1.1",
            vec![
                case("f64, each at its best step", at_best(Precision::F64)),
                case("f32, each at its best step", at_best(Precision::F32)),
                case("f64, ε = 1e-7 (the next lecture's)", at_small(Precision::F64)),
                case("f32, ε = 1e-7", at_small(Precision::F32)),
            ],
        )
        .source("least errors 2√(ηf″) and ½·9^⅓·η^⅔·f‴^⅓; in f32 a step of 1e-7 is one or two numbers wide, and rounding decides both")
}

/// L12-16: with order p the least error is ~ u^(p/(p+1)).
fn higher_orders(curves: &[Curve]) -> Claim {
    let octaves = bits::ln(Precision::F64.unit_roundoff() / Precision::F32.unit_roundoff());
    let cases = super::FORMULAS.into_iter().flat_map(|formula| {
        [Function::Exponential, Function::Sine, Function::Tanh].map(|function| {
            let least = |precision| find(curves, function, formula, precision).best().error;
            let p = formula.order() as f64;
            let from = "p/(p + 1), ± a factor of 4 in the ratio of two least errors: how many roundings there are, and which steps were tried";
            let band = Band::around(p / (p + 1.0), bits::ln(4.0) / octaves.abs(), from);
            let exponent = bits::ln(least(Precision::F64) / least(Precision::F32)) / octaves;
            Case::new(format!("{} {}", formula.name(), function.name()), band, Measured::exact(exponent))
        })
    });
    Claim::new("L12-16", "Formulas of higher order reach smaller errors, at larger steps: u^(p/(p+1)).")
        .swept("exponent of u in the least error, from f32 to f64", cases.collect())
        .source("minimum of C·h^p·|f^(p+1)| + A·η/h; order 4 has h* ~ u^(1/5) and an error of u^(4/5)")
}
