//! Setting up an optimization problem: the tools, each usable alone.
//!
//! The first of them answers *is this gradient the gradient of this loss?* in anybody's test suite:
//!
//! ```
//! use wellposed_core::gradcheck::{Functions, GradientCheck};
//!
//! let loss = |w: &[f64]| w[0] * w[0] + w[0] * w[1];
//! let gradient = |w: &[f64]| vec![2.0 * w[0] + w[1], w[0]];
//! let report = GradientCheck::of(&Functions::new(2, loss, gradient)).run(&[0.3, -0.7])?;
//! assert!(report.passed(), "{report}");
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```
//!
//! # The map
//!
//! | module | answers |
//! |---|---|
//! | [`bits`] | In which order are floating-point numbers combined, so that every machine gets the same bits? |
//! | [`parallel`] | How is independent work spread over threads, so that nobody can tell how many there were? |
//! | [`normalize`] | How are features shifted and scaled, without looking at the test set? |
//! | [`spectrum`] | Which eigenvalues and singular values does a matrix have? |
//! | [`orthogonal`] | How is a matrix split into an orthogonal and a triangular one, to the same bits everywhere? |
//! | [`statistics`] | How sure is a median, a slope, a share? |
//! | [`activation`] | Which function does a unit apply to its input? |
//! | [`initialize`] | Which numbers do the weights of a layer start from? |
//! | [`network`] | What does a deep network compute, and what is its gradient? |
//! | [`objective`] | What is minimized? Least squares, logistic regression, a network. |
//! | [`descent`] | How is it minimized, and why did it stop? |
//! | [`difference`] | What is the derivative of a function that can only be evaluated, and how wrong is the answer? |
//! | [`gradcheck`] | Is this gradient the gradient of this loss? |
//! | [`curvature`] | How elongated is the bowl of least squares? |
//! | [`theory`] | What should be seen, before anything is measured? |
//! | [`text`] | How does a text that somebody else wrote stay one line that can be read? |
//!
//! # Features
//!
//! All are off by default: the checker alone brings some 40 packages with it.
//!
//! | feature | adds |
//! |---|---|
//! | `faer` | [`spectrum::Backend`] by faer, for large matrices |
//! | `lapack` | the same by the system's OpenBLAS (ndarray-linalg) |
//! | `rayon` | threads; the results have the same bits with and without |
//! | `serde` | reports, settings and fitted normalizers can be stored |
//!
//! # Errors, panics and NaN
//!
//! What depends on data is an error with one line that says what is wrong and what would be right: no examples, lengths that differ
//! between a user's own tables, a value that is not finite, a setting out of its range. Errors count rows, columns and examples from 1,
//! as a reader of the data would; parameters have the index that code has for them, from 0. What depends on the caller's code alone panics,
//! and the function says so: an index that is not there, slices of different lengths, matrices that don't fit. Finite numbers give finite
//! answers, an error, or an infinite or NaN answer where the function says so: arithmetic that overflows ([`bits`], [`objective`],
//! [`difference`]) and formulas outside their range ([`theory`]). A size that no memory has room for ends as any allocation does.

// What returns a changed copy of itself has changed nothing else: whoever drops it has made a mistake.
#![warn(clippy::return_self_not_must_use)]

pub mod activation;
pub mod bits;
pub mod curvature;
pub mod descent;
pub mod difference;
pub mod gradcheck;
pub mod initialize;
pub mod network;
pub mod normalize;
pub mod objective;
pub mod orthogonal;
pub mod parallel;
pub mod spectrum;
pub mod statistics;
pub mod text;
pub mod theory;

// The example of the package's first page is run with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
