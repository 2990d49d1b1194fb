//! In which order are floating-point numbers combined, so that every machine gets the same bits?
//!
//! IEEE 754 fixes `+ − × ÷ √` and the fused multiply-add to the last bit and nothing else. Two things then change a result from machine to machine: the
//! *order* of a sum (and whether a product and a sum are fused), and the functions that IEEE 754 leaves to a library. This module
//! decides both, once, for the whole crate:
//!
//! | what | order or formula | where |
//! |---|---|---|
//! | matrix product, matrix times vector | `k = 0, 1, …`, fused: one rounding for each term | [`product()`], [`matrix_vector`] |
//! | sum | sixteen lanes, then a binary tree | [`sum`] |
//! | dot product | the same, fused within the lanes | [`dot`] |
//! | `exp`, `ln`, `tanh`, `sigmoid` | polynomials, fused, without branches | [`elementwise`] |
//! | `y + factor·x` | fused | [`add_multiple`] |
//! | polynomials | Horner's rule, fused: one rounding for each term | [`polynomials`] |
//! | the larger and the smaller of two numbers | by comparison, −0 < +0 | [`max`], [`min`], [`clamp`] |
//! | `a·b + c`, rounded once | one instruction, or software | [`fused()`] |
//! | whole powers | repeated squaring, from the lowest binary digit of the exponent up | [`powi`] |
//! | other functions | the `libm` crate, which is Rust and not the system's library | [`powf`], [`sin`], … |
//! | random numbers | ChaCha8, keyed by what the numbers are for | [`streams`] |
//! | numbers in JSON | as many digits as read back to the same bits; words for NaN and ±∞ | [`json`] |
//!
//! **Fused, at fixed places.** A fused multiply-add rounds `a·b + c` once. It is correctly rounded by IEEE 754 (2008, §5.4.1), so it has one result, which a
//! processor finds in one instruction and software, where there is none, from sums whose errors are known: the same bits, with one rounding in place of two.
//! What must not happen is that a compiler or library fuses where it pleases. Here the code says where, and `clippy.toml` keeps all other code from it.
//!
//! Wide vector instructions are used only across *independent* results, so a result never depends on their width; the same
//! body is compiled for each instruction set and chosen when the program runs ([`Version`]). One thing is left open: the sign and
//! payload of a NaN, which IEEE 754 does not fix either. A NaN is a NaN everywhere; no report prints more of it.
//!
//! A result beyond the largest number is infinite, as IEEE 754 has it, and a sum over infinities of both signs is NaN: sums and products of finite numbers
//! can be neither finite nor right where partial results overflow. [`norm`] overflows only where the norm itself does.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::bits;
//!
//! let a = array![[1.0, 2.0], [3.0, 4.0]];
//! assert_eq!(bits::product(a.view(), a.t()), array![[5.0, 11.0], [11.0, 25.0]]);
//! assert_eq!(bits::exp(1.0_f64).to_bits(), 0x4005_bf0a_8b14_5769);
//! ```

mod dispatch;
pub mod elementwise;
mod extremes;
mod fused;
mod hardware;
#[cfg(feature = "serde")]
pub mod json;
mod kernels;
mod lanes;
mod multiple;
mod plane;
mod polynomial;
mod power;
mod product;
mod range;
mod real;
mod rounding;
mod rows;
mod scalar;
mod scale;
mod software;
pub mod streams;
mod summation;
mod version;

pub use elementwise::exponential::exp;
pub use elementwise::hyperbolic::tanh;
pub use elementwise::logarithm::ln;
pub use elementwise::logistic::sigmoid;
pub use extremes::{clamp, max, min};
pub use fused::fused;
pub use multiple::add_multiple;
pub(crate) use plane::combine;
pub use polynomial::polynomials;
pub use power::powi;
pub use product::{Panels, add_product_with, matrix_vector, product, product_into, product_with};
pub use range::{all_finite, all_within};
pub use real::Real;
pub(crate) use rounding::readable;
pub use rounding::round_significant;
pub use rows::{add_row, add_rows};
pub use scalar::{atan2, cos, exp_m1, ln_1p, log10, powf, sin};
pub(crate) use scale::{power_of_two, unit_of};
pub(crate) use summation::two_sum;
pub use summation::{dot, norm, sum};
pub use version::{Version, VersionError};
