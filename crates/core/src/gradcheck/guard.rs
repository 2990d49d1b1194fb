//! What if the loss panics? Where panics unwind, the check ends with an error: which method was asked, for which parameters, and with what message it panicked.
//!
//! The panic hook is left alone, so that a program prints of a panic what it always prints, a backtrace if it wants one. Under `panic = "abort"` nothing can be
//! caught, and the program ends. An objective that has panicked
//! is not asked again, but for one of which only a copy was asked: there steps turn to the other side, and a derivative that is found all the same is judged.
//!
//! ```
//! use wellposed_core::gradcheck::{CheckError, Functions, GradientCheck, Place};
//!
//! // A root that asserts its domain, and one that has no other side.
//! let root = |w: &[f64]| {
//!     assert!(w[1] >= 0.0, "no root of {}", w[1]);
//!     w[0] + w[1].sqrt()
//! };
//! let objective = Functions::new(2, root, |w: &[f64]| vec![1.0, 0.5 / w[1].sqrt()]);
//! assert!(GradientCheck::of(&objective).run(&[3.0, 1.0])?.passed());
//! assert!(GradientCheck::of(&objective).run(&[3.0, 1e-6])?.passed(), "steps turn inward");
//!
//! let point = |w: &[f64]| {
//!     assert!(w[0] == 2.0, "nothing beside 2");
//!     4.0
//! };
//! let objective = Functions::new(1, point, |w: &[f64]| vec![2.0 * w[0]]);
//! let Err(CheckError::Panic { place, message, .. }) = GradientCheck::of(&objective).run(&[2.0]) else { panic!() };
//! assert!(matches!(place, Place::Coordinate { index: 0, .. }) && message == "nothing beside 2");
//! # Ok::<(), CheckError>(())
//! ```

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::CheckError;
use super::place::Place;
use crate::parallel;
use crate::text::{shortened, visible};

/// Messages of panics have at most so many characters.
const LONGEST: usize = 160;

/// What calls of an objective return, or the message if it panics.
pub(super) fn caught<R>(call: impl FnOnce() -> R) -> Result<R, String> {
    // What the call may have left half done belongs to the objective, which is not asked again.
    catch_unwind(AssertUnwindSafe(call)).map_err(|payload| text(payload.as_ref()))
}

/// What a method returns at the parameters themselves, or an error if it panics.
pub(super) fn at_parameters<R>(method: &'static str, call: impl FnOnce() -> R) -> Result<R, CheckError> {
    caught(call).map_err(|message| CheckError::Panic { method, place: Place::Parameters, message })
}

/// The message of a panic in one line in which every character can be seen, shortened in its middle where it is long.
fn text(payload: &(dyn Any + Send)) -> String {
    let message = (payload.downcast_ref::<&str>().copied())
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a payload that is no text");
    shortened(&visible(&message.split_whitespace().collect::<Vec<&str>>().join(" ")), LONGEST)
}

/// Runs `run` for the numbers from 0 in parallel. Of several errors that of the first number is returned, whatever the threads do; numbers after one
/// that has failed are passed over as soon as that is known. So many numbers that follow one another share a state.
pub(super) fn in_order<S, R: Send>(
    count: usize,
    together: usize,
    run: impl Fn(&mut Option<S>, usize) -> Result<R, CheckError> + Sync,
) -> Result<Vec<R>, CheckError> {
    let failed = AtomicUsize::new(usize::MAX);
    let run = |state: &mut Option<S>, number: usize| {
        if number > failed.load(Ordering::Relaxed) {
            return None;
        }
        let result = run(state, number);
        if result.is_err() {
            failed.fetch_min(number, Ordering::Relaxed);
        }
        Some(result)
    };
    let results = parallel::cells((0..count).step_by(together), |first| {
        let mut state = None;
        (first..count.min(first + together)).map_while(|number| run(&mut state, number)).collect::<Vec<_>>()
    });
    // Whatever was passed over comes after an error.
    results.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
