//! How does the error of a difference quotient depend on the step, the formula and the precision? V-shaped curves with a predicted bottom.
//!
//! A formula of order p has a truncation error C·h^p·|f^(p+1)| and a rounding error of about A·η/h with η = u·|f| ([`Formula`]). In logarithms these
//! are two straight lines, of slopes p and −1, and the least error is where they cross:
//!
//! | formula | slopes | best step | least error |
//! |---|---|---|---|
//! | forward | 1, −1 | 2√(η/\|f″\|) ~ u^½ | 2√(η·\|f″\|) ~ u^½ |
//! | central | 2, −1 | (3η/\|f‴\|)^⅓ ~ u^⅓ | ½·9^⅓·η^⅔·\|f‴\|^⅓ ~ u^⅔ |
//! | five-point | 4, −1 | ~ u^⅕ | ~ u^⅘ |
//!
//! Rounding errors jump about, so the error at a step is the largest over 16 steps that fill its part of the axis, a quarter of a decade. The exact f″, f‴ and f⁽⁵⁾
//! come from nested dual numbers.

mod claims;
mod fits;
mod presentation;

use super::examples::{Example, SEVEN};
use super::smooth::Smooth;
use crate::bits::{self, Real};
use crate::chapters::Settings;
use crate::chapters::precision::Precision;
use crate::difference::{Formula, Step, derivative};
use crate::parallel;
use crate::report::Findings;

/// The formulas whose curves are drawn.
const FORMULAS: [Formula; 3] = [Formula::Forward, Formula::Central, Formula::FivePoint];
/// Parts of a decade, and steps in each part.
const PARTS: i32 = 4;
const STEPS: i32 = 16;
/// The largest step is 10^−½.
const LARGEST: f64 = -0.5;

/// Decades from the largest step to the smallest: to about 10u.
fn decades(precision: Precision) -> i32 {
    match precision {
        Precision::F32 => 6,
        Precision::F64 => 14,
    }
}

/// The error at a step.
pub(crate) struct Point {
    /// The middle of its part of the axis.
    pub(crate) step: f64,
    /// The largest error of 16 steps around it.
    pub(crate) error: f64,
    /// What the model says: truncation and rounding.
    truncation: f64,
    rounding: f64,
}

/// The errors of one formula for one function in one precision, from the largest step down.
struct Curve {
    example: Example,
    formula: Formula,
    precision: Precision,
    points: Vec<Point>,
}

impl Curve {
    fn measure(example: Example, formula: Formula, precision: Precision) -> Self {
        let mut curve = Curve { example, formula, precision, points: Vec::new() };
        curve.points = (0..decades(precision) * PARTS).map(|part| curve.point(part)).collect();
        curve
    }

    /// The point of a part of the axis, counted from the largest step down.
    fn point(&self, part: i32) -> Point {
        let (example, formula) = (self.example, self.formula);
        let error = match self.precision {
            Precision::F32 => error::<f32>,
            Precision::F64 => error::<f64>,
        };
        let at = |step: f64| bits::powf(10.0, LARGEST - (f64::from(part) + step) / f64::from(PARTS));
        let errors = (0..STEPS).map(|step| error(example, formula, at(f64::from(step) / f64::from(STEPS))));
        let (step, error) = (at(0.5), errors.fold(0.0, bits::max));
        let truncation = formula.error(step, 0.0, self.high_derivative());
        let rounding = formula.error(step, self.noise(), 0.0);
        Point { step, error, truncation, rounding }
    }

    /// f^(p+1), to which the truncation error is in proportion.
    fn high_derivative(&self) -> f64 {
        self.example.derivative(self.formula.order() + 1)
    }

    /// u·|f|.
    fn noise(&self) -> f64 {
        self.example.noise(self.precision.unit_roundoff())
    }

    /// The point with the least error.
    fn best(&self) -> &Point {
        self.points.iter().min_by(|a, b| a.error.total_cmp(&b.error)).expect("a curve has points")
    }

    /// The point nearest to a step.
    fn near(&self, step: f64) -> &Point {
        let distance = |point: &&Point| (bits::ln(point.step / step)).abs();
        self.points.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).expect("a curve has points")
    }

    fn predicted_step(&self) -> f64 {
        self.formula.best_step(self.noise(), self.high_derivative())
    }

    fn predicted_error(&self) -> f64 {
        self.formula.least_error(self.noise(), self.high_derivative())
    }
}

/// |quotient − f′| at one step.
fn error<T: Real>(example: Example, formula: Formula, step: f64) -> f64 {
    let point = T::from_f64(example.point);
    let found = derivative(|x: T| example.function.value(x), point, formula, Step::Absolute(step));
    (found.value.to_f64() - example.derivative(1)).abs()
}

/// The point of the part of the axis in which a step lies, if the curve of that kind of numbers reaches there.
pub(crate) fn around<T: Real>(example: Example, formula: Formula, step: f64) -> Option<Point> {
    let curve = Curve { example, formula, precision: Precision::of::<T>(), points: Vec::new() };
    let part = ((LARGEST - bits::log10(step)) * f64::from(PARTS)).floor() as i32;
    (0..decades(curve.precision) * PARTS).contains(&part).then(|| curve.point(part))
}

fn curves() -> Vec<Curve> {
    let cells = Precision::ALL
        .into_iter()
        .flat_map(|precision| FORMULAS.map(|formula| (formula, precision)))
        .flat_map(|(formula, precision)| SEVEN.map(|example| (example, formula, precision)));
    parallel::cells(cells, |(example, formula, precision)| Curve::measure(example, formula, precision))
}

/// Runs the experiment.
pub fn run(_: &Settings) -> Findings {
    let curves = curves();
    Findings {
        tables: vec![presentation::optima(&curves), presentation::points(&curves)],
        figure: Some(presentation::figure()),
        claims: claims::claims(&curves),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Verdict;

    #[test]
    fn curves_have_the_predicted_bottom_and_slopes() {
        for curve in curves() {
            let name = (curve.example.name(), curve.formula.name(), curve.precision.name());
            let (best, predicted) = (curve.best(), curve.predicted_step());
            if curve.high_derivative() != 0.0 {
                // η = u|f| is the rounding of one operation; with up to eight of them h* moves by 8^½ at most, and the window is a quarter of a decade wide.
                assert!(
                    best.step < 6.0 * predicted && best.step > predicted / 6.0,
                    "{name:?}: {} {predicted}",
                    best.step
                );
                let least = curve.predicted_error();
                assert!(best.error < 10.0 * least && best.error > least / 10.0, "{name:?}: {} {least}", best.error);
            }
            if let Some(fit) = fits::truncation(&curve) {
                let planted = fit.line.slope - if curve.formula == Formula::Forward { 2.0 } else { 1.0 };
                let order = curve.formula.order() as f64;
                assert!(
                    (fit.line.slope - order).abs() <= fit.tolerance,
                    "{name:?}: {:?} ± {}",
                    fit.line,
                    fit.tolerance
                );
                assert!(planted.abs() > fit.tolerance, "{name:?}: the slope of the other formula is told apart");
            }
            let fit = fits::rounding(&curve);
            // In f32 the best one-sided step is less than two decades from the unit in the last place.
            assert!(fit.is_some() || curve.precision == Precision::F32, "{name:?}: no rounding side");
            if let Some(fit) = fit {
                assert!((fit.line.slope + 1.0).abs() <= fit.tolerance, "{name:?}: {:?} ± {}", fit.line, fit.tolerance);
            }
        }
    }

    #[test]
    fn verdicts() {
        let claims = claims::claims(&curves());
        let verdict = |id: &str| claims.iter().find(|claim| claim.id == id).expect("a claim").verdict();
        for id in ["L12-10", "L12-11", "L12-16"] {
            assert_eq!(verdict(id), Verdict::Confirmed, "{id}");
        }
        for id in ["L12-12", "L12-14"] {
            assert_eq!(verdict(id), Verdict::Conditional, "{id}");
        }
    }
}
