//! Is this gradient the gradient of this loss? A check that says pass, fail or undecidable, and why.
//!
//! ```
//! use wellposed_core::gradcheck::{Functions, GradientCheck, Verdict};
//!
//! // J(w) = ln(1 + e^(w₀ + 2w₁)); the gradient is σ(·)·(1, 2).
//! let loss = |w: &[f64]| (w[0] + 2.0 * w[1]).exp().ln_1p();
//! let gradient = |w: &[f64]| {
//!     let share = 1.0 / (1.0 + (-w[0] - 2.0 * w[1]).exp());
//!     vec![share, 2.0 * share]
//! };
//! let objective = Functions::new(2, loss, gradient);
//! let report = GradientCheck::of(&objective).run(&[0.3, -0.7])?;
//! assert!(report.passed(), "{report}");
//!
//! // The same with the factor 2 forgotten.
//! let wrong = Functions::new(2, loss, |w: &[f64]| vec![1.0 / (1.0 + (-w[0] - 2.0 * w[1]).exp()); 2]);
//! assert_eq!(GradientCheck::of(&wrong).run(&[0.3, -0.7])?.verdict, Verdict::Fail);
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```
//!
//! **What is decided.** The gradient g under test is compared, block by block, with numeric derivatives g̃ that come with an estimated bound of their
//! error (see `agreement.rs` for those that confirm g, and [`ladder`](crate::difference::ladder) for the others). With ‖e‖ for the norm of these bounds, the notes' metric
//!
//! ```text
//! m = ‖g̃ − g‖ / (‖g̃‖ + ‖g‖)   lies within about   r = ‖e‖ / (‖g̃‖ + ‖g‖)
//! ```
//!
//! of what an exact derivative would give (`judge.rs` has the interval). The whole interval below the tolerance: pass. The whole interval above: fail. Each entry is judged by the same
//! interval on its own, so that none hides behind larger ones. Otherwise the precision of the loss decides nothing, and the report says what would. So, as far as the bounds hold, a pass
//! is not luck and a failure is not noise; they are estimates on the safe side, not proofs.
//!
//! **For which losses.** (1) Beside the parameters, along each of them, the loss is smooth over some length that is many roundings of the parameter, or has a kink, a wall or a side without values
//! there; at lengths between the shortest step and the parameter itself it hides nothing that neither the value there nor a confirming step shows. (2) Its values are off by no more than four roundings of
//! themselves and of the parameter on the way to them, or by what a few values close together show. For such losses a right gradient does not fail and a wrong one does not pass, but for accidents: the
//! constants by which limits are trusted ([`ladder`](crate::difference::ladder)) are chosen, not derived, and held against other random functions than those that they were chosen on
//! (`tests/slopes.rs`, by `WELLPOSED_SEED`): of a third of a million checks in double precision none was wrong, in single precision about one in a quarter of a million. A gradient that is refuted by one
//! of two searches alone, or only at scales at which its own size says that the loss is another function, is left undecided (`doubt.rs`).
//!
//! Besides, the gradient's code has to keep its contract: whatever its buffer held and whatever was asked before, the gradient is the same (`contract.rs`).
//!
//! **What a pass leaves open** stands in the report: entries too small for the loss to resolve, of which a bound is known; blocks that lie below a floor (`floor.rs`); kinks, where any
//! slope between those of both sides passes; along directions, the probability that one wrong entry was missed (`along.rs`).
//!
//! | file | answers |
//! |---|---|
//! | `check.rs`, `run.rs` | What is checked, and in which order? |
//! | `subject.rs` | Whom does it ask? |
//! | `guard.rs`, `place.rs` | What if the loss panics, and where was it asked? |
//! | `scope.rs` | Which parameters? |
//! | `blocks.rs` | Do its blocks hold them all? |
//! | `repeat.rs` | Is the loss a function, and how noisy is it? |
//! | `measure.rs`, `measured.rs`, `point.rs` | What are the numeric derivatives? |
//! | `mover.rs` | What is the loss with one parameter moved? |
//! | `agreement.rs` | Does one quotient confirm the gradient? |
//! | [`ladder`](crate::difference::ladder) | How wrong can one of them be? |
//! | `doubt.rs` | Is what contradicts the gradient found twice, and at the gradient's own scale? |
//! | `kinks.rs`, `subgradient.rs` | Does a difference come from a kink, and is the gradient a subgradient there? |
//! | `limits.rs`, `floor.rs` | How wrong may a gradient be, and below what does it not matter? |
//! | `judge.rs`, `found.rs`, `along.rs` | What do they say of a block, by entries or along directions? |
//! | `accounts.rs` | What do the blocks say together? |
//! | `contract.rs`, `fault.rs` | Does the gradient's code keep its contract? |
//! | `expected.rs` | What if it is deliberately not the derivative? |
//! | `jacobian.rs` | Is a matrix, or a product with it, the Jacobian of a function? |
//! | `assert.rs` | How is a gradient checked in a test suite? |
//! | `report.rs`, `display.rs`, `table.rs`, `wrap.rs` | What does the user see? |
//! | `diagnosis.rs`, `cause.rs`, `factor.rs` | Where is the bug, and what may it be? |
//! | `advice.rs`, `advise.rs` | What would decide an undecidable check? |
//! | `survey.rs` | Does the gradient hold at other parameters too? |

mod accounts;
mod advice;
mod advise;
mod agreement;
mod along;
mod assert;
mod blocks;
mod cause;
mod check;
mod contract;
mod diagnosis;
mod display;
mod doubt;
mod error;
mod expected;
mod factor;
mod fault;
mod floor;
mod found;
mod guard;
mod jacobian;
mod judge;
mod kinks;
mod limits;
mod measure;
mod measured;
mod mover;
mod place;
mod point;
mod repeat;
mod report;
mod run;
mod scope;
mod subgradient;
mod subject;
mod survey;
mod table;
#[cfg(test)]
mod tests;
mod wrap;

pub use crate::objective::{Abilities, Block, Functions, Kind, Objective, Probe};
pub use advice::Advice;
pub use assert::{assert_gradient, assert_gradient_of, check_gradient, check_gradient_of};
pub use cause::{Cause, Certainty, Diagnosis};
pub use check::GradientCheck;
pub use error::CheckError;
pub use factor::Origin;
pub use fault::{Breach, Fault};
pub use jacobian::{Claim, Cotangent, Cotangents, Disagreement, JacobianCheck, JacobianReport, Row};
pub use judge::{Band, Verdict, metric};
pub use place::Place;
pub use report::{BlockReport, Coordinate, Report};
pub use scope::{Scope, miss_probability};
pub use subgradient::Beyond;
pub use survey::{Stage, Survey, SurveyReport};
