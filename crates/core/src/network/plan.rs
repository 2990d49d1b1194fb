//! What does a pass go by? The architecture with the places of its parameters, the masks, and the size of the blocks of examples.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::architecture::Architecture;
use super::layout::Layout;

/// How many examples go through all layers at once: few enough that a layer's matrices stay in the cache.
pub(super) const BLOCK: usize = 64;

/// The plan of a network and where its parameters lie.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) architecture: Architecture,
    pub(super) layout: Layout,
}

/// Which masks of dropout a pass takes, and whose statistics batch normalization.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    /// The masks of an evaluation, for a block of examples that starts at this one.
    Train { evaluation: u64, first: usize },
    /// The same mask for all examples: hidden unit k, counted through all layers from 0, is kept if bit k is set.
    Subset { kept: u32 },
    /// No dropout; with the statistics of the examples themselves or else of the pass before.
    Predict { own_statistics: bool },
}

/// A flat slice as a matrix by rows.
pub(super) fn matrix<T>(flat: &[T], rows: usize, columns: usize) -> ArrayView2<'_, T> {
    ArrayView2::from_shape((rows, columns), flat).expect("the slice was cut to this length")
}

/// The same, to be written to.
pub(super) fn matrix_mut<T>(flat: &mut [T], rows: usize, columns: usize) -> ArrayViewMut2<'_, T> {
    ArrayViewMut2::from_shape((rows, columns), flat).expect("the slice was cut to this length")
}
