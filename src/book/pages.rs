//! Do the examples on the pages run, and does each directive, formula and include resolve? Each page is the documentation of an item here, so that `cargo test --doc` runs its Rust blocks.
//!
//! Blocks that include code are fenced `rust,ignore`: the code that they show is compiled and tested where it stands.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/introduction.md")]
struct Introduction;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/reading_and_reproducing.md")]
struct ReadingAndReproducing;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/methodology.md")]
struct Methodology;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/input_normalization.md")]
struct InputNormalization;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/vanishing_gradients.md")]
struct VanishingGradients;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/initialization_variance.md")]
struct InitializationVariance;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/two_sided_differences.md")]
struct TwoSidedDifferences;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/gradient_checking.md")]
struct GradientChecking;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/checking_caveats.md")]
struct CheckingCaveats;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/other_checkers.md")]
struct OtherCheckers;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/timings.md")]
struct Timings;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/claims.md")]
struct Claims;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/errata.md")]
struct Errata;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/notation.md")]
struct Notation;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/guide.md")]
struct Guide;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/references.md")]
struct References;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/reports.md")]
struct Reports;

#[cfg(test)]
mod tests {
    use mdbook_driver::MDBook;
    use mdbook_preprocessor::PreprocessorContext;
    use std::path::Path;

    /// The pages of the project, with a line more on the first of them.
    fn preprocessed(more: &str) -> Result<(), String> {
        let mut book = MDBook::load(Path::new(env!("CARGO_MANIFEST_DIR")).join("book")).expect("the book loads");
        let mut first = Some(more);
        book.book.for_each_chapter_mut(|chapter| chapter.content.push_str(first.take().unwrap_or_default()));
        let context = PreprocessorContext::new(book.root.clone(), book.config.clone(), "html".to_owned());
        let input = serde_json::to_vec(&(context, &book.book)).expect("a book is JSON");
        crate::book::preprocess(input.as_slice(), Vec::new()).map_err(|error| error.to_string())
    }

    #[test]
    fn every_directive_formula_and_include_resolves() {
        for planted in ["\n{{claim L00-01}}\n", "\n$\\frac{$\n", "\n{{#include gone.rs}}\n"] {
            assert!(preprocessed(planted).is_err(), "{planted}");
        }
        assert_eq!(preprocessed(""), Ok(()));
    }
}
