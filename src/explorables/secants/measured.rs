//! What do the quotients give, at the step that was chosen and at steps from 1 to 10⁻¹⁶, and what does theory say?
//!
//! ```text
//! error(ε) ≲ C·εᵖ·|f^(p+1)| + A·u|f|/ε,   least at ε* ~ u^(1/(p+1))
//! ```

use super::brief::{Brief, Working};
use super::setting::{Chosen, F32, F64, FORMULAS, Setting};
use crate::bits;
use crate::chapters::two_sided_differences::error_against_step::{Point, around};
use crate::chapters::two_sided_differences::examples::{Example, SEVEN};
use crate::difference::Formula;

/// Steps in a decade, and decades from 1 down.
const EACH: i32 = 6;
const DECADES: i32 = 16;

/// Intervals between the steps around the best one, in a quarter of a decade: a single rounding may happen to be small.
const AROUND: i32 = 15;

/// What the model says of the bottom of the V.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bottom {
    /// ε*.
    pub(super) step: f64,
    /// The error there, predicted.
    pub(super) predicted: f64,
    /// The largest error of some steps around, measured; no number where a quotient is none.
    pub(super) measured: f64,
}

/// The part of a report's curve in which the step lies.
pub(super) struct Window {
    pub(super) example: Example,
    pub(super) point: Point,
}

/// Everything that is measured. Numbers that are none stand for quotients that are none.
pub(super) struct Measured {
    /// θ as the format has it.
    pub(super) point: f64,
    /// f(θ) and f′(θ), in double precision and in dual numbers.
    pub(super) value: f64,
    pub(super) slope: f64,
    /// u of the format, u·|f|, and f^(p+1).
    pub(super) unit_roundoff: f64,
    pub(super) noise: f64,
    pub(super) high: f64,
    /// Whether θ + ε is θ.
    pub(super) lost: bool,
    /// The quotients at the step, in the order of the formulas.
    pub(super) quotients: [f64; 3],
    /// The quotient of the chosen formula, and its error.
    pub(super) quotient: f64,
    pub(super) error: f64,
    /// θ and the points of the formula, with f there as the format has it; the first one lies on the secant.
    pub(super) nodes: Vec<[f64; 2]>,
    /// Steps with their errors.
    pub(super) curve: Vec<[f64; 2]>,
    pub(super) bottom: Option<Bottom>,
    pub(super) window: Option<Window>,
}

impl Measured {
    /// What is measured in the format that was chosen.
    pub(super) fn of(setting: &Setting) -> Self {
        match setting.format {
            F64 => Measured::within::<f64>(setting, around::<f64>),
            F32 => Measured::within::<f32>(setting, around::<f32>),
            _ => Measured::within::<Brief>(setting, |_, _, _| None),
        }
    }

    fn within<W: Working>(setting: &Setting, around: fn(Example, Formula, f64) -> Option<Point>) -> Self {
        let Setting { chosen, step, formula, .. } = setting;
        let (step, formula) = (*step, *formula);
        let x = W::constant(setting.theta);
        let point = x.double();
        let (value, slope) = (chosen.value(point), chosen.slope(point));
        let (noise, high) = (W::unit_roundoff() * value.abs(), chosen.derivative(formula.order() + 1, point));
        let quotient = |formula, step| W::quotient(|x| chosen.value(x), x, formula, step);
        let error = |step| (quotient(formula, step) - slope).abs();
        let steps = (0..=DECADES * EACH).map(|number| bits::powf(10.0, -f64::from(number) / f64::from(EACH)));
        let quotients = FORMULAS.map(|formula| quotient(formula, step));
        // Without one of the two errors there is no best step.
        let has_bottom = noise > 0.0 && noise.is_finite() && high != 0.0 && high.is_finite();
        let bottom = has_bottom.then(|| {
            let best = formula.best_step(noise, high);
            Bottom { step: best, predicted: formula.least_error(noise, high), measured: largest(best, error) }
        });
        Measured {
            point,
            value,
            slope,
            unit_roundoff: W::unit_roundoff(),
            noise,
            high,
            lost: (x + W::constant(step)) - x == W::constant(0.0),
            quotients,
            quotient: quotients[setting.color()],
            error: error(step),
            nodes: nodes(chosen, x, formula, step),
            curve: steps.map(|step| [step, error(step)]).collect(),
            bottom,
            window: window(chosen, point, |example| around(example, formula, step)),
        }
    }

    /// Decimal digits of the quotient that are right, if it has this error: at most those that the format has, and none where f′ is zero.
    pub(super) fn digits(&self, error: f64) -> Option<f64> {
        let is_told = self.slope != 0.0 && self.slope.is_finite() && error.is_finite();
        let all = -bits::log10(self.unit_roundoff);
        is_told.then(|| if error == 0.0 { all } else { bits::clamp(-bits::log10(error / self.slope.abs()), 0.0, all) })
    }
}

/// The largest error of the steps around this one; no number if one of them is none.
fn largest(step: f64, error: impl Fn(f64) -> f64) -> f64 {
    let at = |number: i32| step * bits::powf(10.0, 0.25 * (f64::from(number) / f64::from(AROUND) - 0.5));
    let larger = |one: f64, other: f64| if other > one || other.is_nan() { other } else { one };
    (0..=AROUND).map(|number| error(at(number))).fold(0.0, larger)
}

/// The points of the formula with f there. First comes one that the secant goes through.
fn nodes<W: Working>(chosen: &Chosen, x: W, formula: Formula, step: f64) -> Vec<[f64; 2]> {
    let step = (x + W::constant(step)) - x;
    let points = match formula {
        Formula::Forward => vec![x, x + step],
        Formula::Central => vec![x - step, x, x + step],
        _ => vec![x, x - step, x + step, x - (step + step), x + (step + step)],
    };
    points.into_iter().map(|point| [point.double(), chosen.value(point).double()]).collect()
}

/// The part of a report's curve, if one has this function at this point.
fn window(chosen: &Chosen, point: f64, around: impl Fn(Example) -> Option<Point>) -> Option<Window> {
    let Chosen::Listed(function) = chosen else { return None };
    let example = SEVEN.into_iter().find(|example| example.function == *function && example.point == point)?;
    Some(Window { example, point: around(example)? })
}
