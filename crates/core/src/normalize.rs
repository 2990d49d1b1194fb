//! How are features shifted and scaled, without looking at the test set?
//!
//! ```text
//! Normalizer ── fit(training) ──► Fitted ── transform(any) ──► normalized
//! (what to do)                    (shift μ, scale σ, m)        z = (x − μ)/σ
//! ```
//!
//! A [`Normalizer`] only says what to do; it has no numbers and cannot transform. A [`Fitted`] has the numbers of one training
//! set and cannot be fitted again, so that statistics of a test set have no way in:
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::normalize::Normalizer;
//!
//! let (training, test) = (array![[1.0, 200.0], [3.0, 600.0]], array![[2.0, 800.0]]);
//! let fitted = Normalizer::Standard.fit(training.view())?;
//! assert_eq!(fitted.transform(training.view())?, array![[-1.0, -1.0], [1.0, 1.0]]);
//! assert_eq!(fitted.transform(test.view())?, array![[0.0, 2.0]]);
//! # Ok::<(), wellposed_core::normalize::NormalizeError>(())
//! ```
//!
//! Transforming without fitting does not compile:
//!
//! ```compile_fail,E0599
//! use ndarray::array;
//! use wellposed_core::normalize::Normalizer;
//!
//! let normalized = Normalizer::Standard.transform(array![[2.0, 800.0]].view());
//! ```

mod constant;
mod deviation;
mod diagonal;
mod error;
mod fit;
mod fitted;
mod fitting;
mod fold;
mod map;
pub mod moments;
mod normalizer;
mod rows;
#[cfg(feature = "serde")]
mod stored;
pub mod variance;
mod whitening;

pub use constant::{ConstantFeatures, NEAR_CONSTANT};
pub use deviation::mean_and_deviation;
pub use error::{Column, NormalizeError};
pub use fitted::Fitted;
pub use fitting::Fitting;
pub use normalizer::Normalizer;
