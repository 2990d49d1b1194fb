//! Does a difference come from a kink? The pre-activations know, where the objective tells them.
//!
//! Quotients alone don't see every kink: bends on both sides of a point may cancel in the jump of the slope and yet not in the quotient, and noise may hide the jump. The
//! signs of pre-activations show them all. To look at them takes as long as the loss itself, so that this is done only for derivatives which contradict the
//! gradient, the worst first, and only until those that stand are enough for a failure:
//!
//! - If a sign changes within the steps, the derivative is computed again with steps so short that none does.
//! - If a pre-activation is exactly 0 and moves, backpropagation with its g′(0) need not give the derivative even where there is one: relu(x) − relu(−x) is x, and backpropagation
//!   says 0 at 0. Such a derivative decides nothing.

use super::CheckError;
use super::measured::Measured;
use crate::bits;
use crate::bits::Real;
use crate::difference::ladder::Slope;
use crate::objective::Objective;

/// Each step is so many times shorter than the one before.
const RATIO: f64 = 4.0;
/// Steps from the longest that a quotient used down to 4¹⁶ times less.
const STEPS: usize = 16;

/// Looks at the derivatives that lie apart from the gradient by more than their bounds.
///
/// `here` are the pre-activations at the parameters, `moved` writes those with one derivative's parameter moved by a step, `again` computes a derivative from a first step. It ends where the
/// norm of the differences that stand, less their bounds, is above `needed`.
pub(super) fn confirm<T: Real>(
    objective: &mut dyn Objective<T>,
    measured: &mut [Measured],
    needed: f64,
    here: &[T],
    mut moved: impl FnMut(&mut dyn Objective<T>, &Measured, f64, &mut Vec<T>) -> Result<(), CheckError>,
    mut again: impl FnMut(&mut dyn Objective<T>, &Measured, f64) -> Result<Slope, CheckError>,
) -> Result<(), CheckError> {
    let excess = |one: &Measured| (one.numeric() - one.gradient).abs() - one.error();
    let mut suspects: Vec<usize> = (0..measured.len()).filter(|&number| excess(&measured[number]) > 0.0).collect();
    suspects.sort_by(|&a, &b| excess(&measured[b]).total_cmp(&excess(&measured[a])));
    let (mut there, mut standing) = (Vec::new(), 0.0);
    for number in suspects {
        let one = &mut measured[number];
        let longest = one.quotient.reach;
        match clear_step(longest, |step| {
            moved(objective, one, step, &mut there)?;
            Ok(crossing(here, &there))
        })? {
            None => one.on_kink = true,
            Some(step) if step < longest => {
                let evaluations = one.quotient.evaluations;
                one.quotient = again(objective, one, step)?;
                one.quotient.evaluations += evaluations;
                one.quotient.kink_nearby = true;
            }
            Some(_) => {}
        }
        let excess = bits::max(excess(one), 0.0);
        standing += excess * excess;
        if standing.sqrt() > needed {
            break;
        }
    }
    Ok(())
}

/// What happened to the signs on the way from one point to another.
enum Crossing {
    None,
    Sign,
    /// One was 0 at the start and is not any more.
    FromZero,
}

fn crossing<T: Real>(here: &[T], there: &[T]) -> Crossing {
    let mut found = Crossing::None;
    for (&a, &b) in here.iter().zip(there) {
        if a == T::zero() && b != T::zero() {
            return Crossing::FromZero;
        }
        if (a > T::zero()) != (b > T::zero()) {
            found = Crossing::Sign;
        }
    }
    found
}

/// The longest step of the ladder without a sign that changes on either side; none if there is no such step.
fn clear_step(
    longest: f64,
    mut crossing: impl FnMut(f64) -> Result<Crossing, CheckError>,
) -> Result<Option<f64>, CheckError> {
    let mut step = longest;
    for _ in 0..=STEPS {
        match (crossing(step)?, crossing(-step)?) {
            (Crossing::None, Crossing::None) => return Ok(Some(step)),
            (Crossing::FromZero, _) | (_, Crossing::FromZero) => return Ok(None),
            _ => step /= RATIO,
        }
    }
    Ok(None)
}
