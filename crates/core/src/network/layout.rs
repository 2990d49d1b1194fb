//! Where does each weight and bias lie in the flat vector of parameters? Layer by layer, each as a named block.
//!
//! The order is W\[1] by rows, b\[1] (in a normalized layer γ\[1], β\[1]), W\[2], …; the gradient has the same layout.
//!
//! ```
//! use wellposed_core::activation::Activation;
//! use wellposed_core::network::{Architecture, Layout, Loss};
//!
//! let layout = Layout::of(&Architecture::new(&[3, 2, 1], Activation::Tanh, Loss::Logistic));
//! let names: Vec<&str> = layout.blocks().iter().map(|block| block.name.as_str()).collect();
//! assert_eq!(names, ["W[1]", "b[1]", "W[2]", "b[2]"]);
//! assert_eq!(layout.blocks()[0].range, 0..6);
//! assert_eq!(layout.dimension(), 6 + 2 + 2 + 1);
//! ```

use super::Architecture;
use crate::objective::{Block, Kind};

/// The blocks of a network, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    blocks: Vec<Block>,
    /// Of each layer its first block, the weights.
    starts: Vec<usize>,
}

impl Layout {
    /// The layout of an architecture.
    ///
    /// # Panics
    /// If there are more parameters than can be counted; [`Network::new`](super::Network::new) refuses such an architecture.
    pub fn of(architecture: &Architecture) -> Self {
        let mut layout = Layout { blocks: Vec::new(), starts: Vec::new() };
        for (layer, widths) in (1..).zip(architecture.widths().windows(2)) {
            layout.starts.push(layout.blocks.len());
            layout.push("W", layer, Kind::Weights, (widths[1], widths[0]));
            if architecture.normalization.is_some() && layer < architecture.depth() {
                layout.push("γ", layer, Kind::Gain, (widths[1], 1));
                layout.push("β", layer, Kind::Shift, (widths[1], 1));
            } else {
                layout.push("b", layer, Kind::Bias, (widths[1], 1));
            }
        }
        layout
    }

    fn push(&mut self, letter: &str, layer: usize, kind: Kind, shape: (usize, usize)) {
        let start = self.dimension();
        let range = start..Block::end(start, shape);
        self.blocks.push(Block { name: format!("{letter}[{layer}]"), layer, kind, range, shape });
    }

    /// All blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many parameters there are.
    pub fn dimension(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.range.end)
    }

    /// W\[l], for l = 1, …, L.
    ///
    /// # Panics
    /// If there is no such layer.
    pub fn weights(&self, layer: usize) -> &Block {
        assert!((1..=self.starts.len()).contains(&layer), "layer {layer} of a network of {} layers", self.starts.len());
        &self.blocks[self.starts[layer - 1]]
    }

    /// b\[l], or γ\[l] of a normalized layer.
    pub(super) fn second(&self, layer: usize) -> &Block {
        &self.blocks[self.starts[layer - 1] + 1]
    }

    /// β\[l] of a normalized layer.
    pub(super) fn third(&self, layer: usize) -> &Block {
        &self.blocks[self.starts[layer - 1] + 2]
    }

    /// The block that a parameter belongs to.
    ///
    /// # Panics
    /// If there is no such parameter.
    pub(super) fn block_of(&self, parameter: usize) -> &Block {
        let after = self.blocks.partition_point(|block| block.range.end <= parameter);
        &self.blocks[after]
    }

    /// The layer that a parameter belongs to.
    pub(super) fn layer_of(&self, parameter: usize) -> Option<usize> {
        self.blocks.iter().find(|block| block.range.contains(&parameter)).map(|block| block.layer)
    }
}
