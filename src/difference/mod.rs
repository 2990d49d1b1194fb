//! What is the derivative of a function that can only be evaluated, and how wrong is the answer?
//!
//! | file | answers |
//! |---|---|
//! | [`formula`] | Which difference quotient, with which step, and how wrong will it be? |
//! | [`step`] | How far does a difference quotient reach? |
//! | [`noise`] | How noisy is the function? |
//! | [`ladder`] | What is the derivative, and how wrong can the answer be? For functions along a line. |

pub mod formula;
pub mod ladder;
pub mod noise;
mod richardson;
pub mod step;

pub use formula::Formula;
pub use step::{Step, realized};
