//! Setting up an optimization problem, with evidence.
//!
//! Six lectures of a well-known course say how to set up the training of a neural network: normalize the inputs, mind vanishing
//! gradients, choose the variance of the initial weights, check gradients by two-sided differences. This crate turns the notes of
//! those lectures into experiments. Each claim is predicted by theory, measured, and given a verdict that is computed.
//!
//! # The map
//!
//! ```text
//! data ─► normalize, models, descent ─► chapters ─► report ─► book
//!          ▲   numbers and their order: `bits`
//! ```
//!
//! Nothing flows back: an experiment knows no file, the report knows no chapter, the book reads only `reports/` and its pages.
//!
//! | module | answers |
//! |---|---|
//! | [`bits`] | In which order are floating-point numbers combined, so that every machine gets the same bits? |
//! | [`parallel`] | How is independent work spread over threads, so that nobody can tell how many there were? |
//! | [`data`] | Which examples do we learn from? Bundled sets, CSV files, synthetic sets with known statistics. |
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
//! | [`advice`] | Should these inputs be normalized, and how? |
//! | [`scaler`] | How is a table of any length normalized by what was learned from another one, and has it drifted? |
//! | [`theory`] | What should be seen, before anything is measured? |
//! | [`chapters`] | One experiment a file, one table of all of them. |
//! | [`explorables`] | What may a reader of the book move, and what does the library answer? |
//! | [`own_data`] | What is answered about a file of somebody's own, as text, for machines, as a page? |
//! | [`report`] | Tables, figures, claims, and the files that hold them. |
//! | [`book`] | The pages, with every number taken from the reports. |
//! | [`storage`] | How are files read within bounds, and how are several of them replaced as one? |
//! | [`text`] | How does a text that somebody else wrote stay text, wherever it is shown? |
//!
//! # Errors, panics and NaN
//!
//! What depends on data is an error with one line that says what is wrong and what would be right: no examples, lengths that differ
//! between a user's own tables, a value that is not finite, a setting out of its range. Errors count rows, columns and examples from 1, as a
//! reader of the data would; parameters have the index that code has for them, from 0. What depends on the caller's code alone panics, and the
//! function says so: an index that is not there, slices of different lengths, matrices that don't fit. Finite numbers give finite
//! answers, an error, or an infinite or NaN answer where the function says so: arithmetic that overflows ([`bits`], [`objective`],
//! [`difference`]) and formulas outside their range ([`theory`]). A size that no memory has room for ends as any allocation does.

#[doc(inline)]
pub use wellposed_core::{
    activation, bits, curvature, descent, difference, initialize, network, normalize, objective, orthogonal, parallel,
    spectrum, statistics, theory,
};

/// Is this gradient the gradient of this loss? The checker ([`wellposed_core::gradcheck`]), with a catalogue of bugs that it is held against.
pub mod gradcheck {
    #[doc(inline)]
    pub use wellposed_catalogue as catalogue;
    #[doc(inline)]
    pub use wellposed_core::gradcheck::*;
}

pub mod advice;
#[cfg(feature = "book")]
pub mod book;
pub mod chapters;
pub mod data;
pub mod explorables;
#[cfg(feature = "own_data")]
pub mod own_data;
pub mod report;
pub mod scaler;
pub mod storage;
pub mod text;
