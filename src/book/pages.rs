//! Do the examples on the pages run? Each page is the documentation of an item here, so that `cargo test --doc` runs its Rust blocks.
//!
//! Blocks that include code are fenced `rust,ignore`: the code that they show is compiled and tested where it stands.

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
#[doc = include_str!("../../book/src/timings.md")]
struct Timings;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/claims.md")]
struct Claims;

#[cfg(doctest)]
#[doc = include_str!("../../book/src/errata.md")]
struct Errata;
