//! Where are the hot loops compiled? Here, once for each precision, and not again in every crate that calls them.
//!
//! A generic function is compiled by the crate that says which type it is for, at that crate's level of optimization, and each
//! [`Kernel`](super::dispatch::Kernel) for every instruction set at that. The methods of this trait are for `f64` and for `f32`, so a caller finds them compiled.
//!
//! ```
//! # use wellposed_core::bits;
//! assert_eq!(bits::sum(&[1.0_f32, 2.0]), 3.0);
//! ```

use super::dispatch;
use super::elementwise::Elementwise;
use super::elementwise::addition::{SmallChanges, TanhChanges};
use super::multiple::AddMultiple;
use super::polynomial::Polynomials;
use super::product::kernel::Product;
use super::product::vector::MatrixVector;
use super::range::{AllFinite, AllWithin};
use super::rows::{AddRow, AddRows};
use super::summation::{BlockDot, BlockSquares, BlockSum, Largest};

macro_rules! kernels {
    ($($name:ident: $kernel:ident -> $output:ty,)*) => {
        /// Runs the kernels. It is private, so that [`Real`](super::Real) stays with `f64` and `f32`.
        pub trait Kernels: Sized {
            $(#[doc(hidden)] fn $name(kernel: $kernel<'_, Self>) -> $output;)*
        }
        kernels!(for f64: $($name: $kernel -> $output,)*);
        kernels!(for f32: $($name: $kernel -> $output,)*);
    };
    (for $number:ty: $($name:ident: $kernel:ident -> $output:ty,)*) => {
        impl Kernels for $number {
            $(#[inline(never)] fn $name(kernel: $kernel<'_, Self>) -> $output {
                dispatch::run(kernel)
            })*
        }
    };
}

kernels! {
    all_finite: AllFinite -> bool,
    all_within: AllWithin -> bool,
    add_multiple: AddMultiple -> bool,
    add_row: AddRow -> (),
    add_rows: AddRows -> (),
    block_dot: BlockDot -> Self,
    block_squares: BlockSquares -> Self,
    block_sum: BlockSum -> Self,
    elementwise: Elementwise -> (),
    largest: Largest -> Self,
    matrix_vector: MatrixVector -> (),
    polynomials: Polynomials -> (),
    product: Product -> (),
    small_changes: SmallChanges -> (),
    tanh_changes: TanhChanges -> (),
}
