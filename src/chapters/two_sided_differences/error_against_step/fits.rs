//! Which power of the step does the error follow, on either side of the bottom, and how far may a fit be off?
//!
//! If each ln e is off its line by δ at most, a slope fitted over points X is off by at most δ·Σ|X − X̄|/Σ(X − X̄)². On the truncation side δ is what the next term of
//! the error and rounding add to the leading term; on the rounding side, where an error is the largest of 16 draws from an unknown distribution below its bound, it is ln 2,
//! and the same for truncation.

use super::{Curve, Point};
use crate::bits;
use crate::difference::Formula;
use crate::statistics::{self, Line};

const CONFIDENCE: f64 = 0.95;
/// The truncation side: rounding is at most this part of the error, and so is the next term.
const CLEAN: f64 = 0.01;
const NEXT: f64 = 0.05;
/// Values of f may be off by so many times u·|f|: no function here takes more operations one after another.
const OPERATIONS: f64 = 8.0;

/// A slope with how far it may be off.
pub(super) struct Fit {
    pub(super) line: Line,
    pub(super) tolerance: f64,
    pub(super) points: usize,
}

/// The side of large steps; none if f^(p+1) = 0, or if too few steps are clean.
pub(super) fn truncation(curve: &Curve) -> Option<Fit> {
    if curve.high_derivative() == 0.0 {
        return None;
    }
    let chosen: Vec<&Point> = curve
        .points
        .iter()
        .filter(|point| point.rounding <= CLEAN * point.truncation && next(curve, point.step) <= NEXT)
        .collect();
    let off = chosen.iter().map(|point| next(curve, point.step) + OPERATIONS * point.rounding / point.truncation);
    let delta = off.fold(0.0, bits::max);
    // Terms after the next, and ln(1 + δ) for δ: half as much again.
    fit(&chosen, 1.5 * delta)
}

/// The next term of the truncation error over the leading one: h·f‴/3f″, h²·f⁽⁵⁾/20f‴, and 30h²·f⁽⁷⁾/252f⁽⁵⁾ for five points.
fn next(curve: &Curve, step: f64) -> f64 {
    let order = curve.formula.order();
    let (further, power) = match curve.formula {
        Formula::Forward | Formula::Backward => (curve.example.derivative(order + 2) / 3.0, step),
        Formula::Central => (curve.example.derivative(order + 3) / 20.0, step * step),
        _ => (curve.example.derivative(order + 3) * 30.0 / 252.0, step * step),
    };
    (further * power / curve.high_derivative()).abs()
}

/// The side of small steps, as long as they are many numbers wide.
pub(super) fn rounding(curve: &Curve) -> Option<Fit> {
    let granular = 1000.0 * curve.precision.unit_roundoff() * bits::max(curve.example.point.abs(), 1.0);
    let chosen: Vec<&Point> = curve
        .points
        .iter()
        .filter(|point| point.truncation <= 0.1 * point.rounding && point.step >= granular)
        .collect();
    fit(&chosen, 2.0 * std::f64::consts::LN_2)
}

fn fit(chosen: &[&Point], delta: f64) -> Option<Fit> {
    let steps: Vec<f64> = chosen.iter().map(|point| point.step).collect();
    let errors: Vec<f64> = chosen.iter().map(|point| point.error).collect();
    let line = statistics::log_log_line(&steps, &errors, CONFIDENCE).ok()?;
    let logarithms: Vec<f64> = steps.iter().map(|&step| bits::ln(step)).collect();
    let center = statistics::mean(&logarithms).ok()?;
    let apart: Vec<f64> = logarithms.iter().map(|x| (x - center).abs()).collect();
    let tolerance = delta * bits::sum(&apart) / bits::dot(&apart, &apart);
    Some(Fit { line, tolerance, points: chosen.len() })
}
