//! Which parameters belong together? Named parts of the flat vector of parameters, such as the weights of one layer.
//!
//! ```
//! use wellposed_core::objective::Block;
//!
//! // W[1] by rows, b[1], W[2], b[2]: the order in which the notes line them up.
//! let blocks = Block::dense_layers(&[3, 2, 1]);
//! let names: Vec<&str> = blocks.iter().map(|block| block.name.as_str()).collect();
//! assert_eq!(names, ["W[1]", "b[1]", "W[2]", "b[2]"]);
//! assert_eq!(blocks[2].range, 8..10);
//! ```

use std::ops::Range;

use ndarray::{ArrayView2, ArrayViewMut2};

/// What the numbers of a block do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Kind {
    /// W\[l], one row for each unit.
    Weights,
    /// b\[l].
    Bias,
    /// γ\[l], the scale of a normalized layer.
    Gain,
    /// β\[l], the shift of a normalized layer.
    Shift,
    /// Something else.
    Other,
}

/// A part of the parameters that belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Block {
    /// As the notes write it: `W[1]`, `b[1]`.
    pub name: String,
    /// The layer, from 1; 0 for a block of no layer.
    pub layer: usize,
    /// What the numbers do.
    pub kind: Kind,
    /// Where they lie in the flat vector.
    pub range: Range<usize>,
    /// Rows and columns; n\[l] × 1 but for weights, which have n\[l] × n[l−1].
    pub shape: (usize, usize),
}

impl Block {
    /// Numbers of no particular layer or kind.
    pub fn new(name: impl Into<String>, range: Range<usize>) -> Self {
        let shape = (range.len(), 1);
        Block { name: name.into(), layer: 0, kind: Kind::Other, range, shape }
    }

    /// Vectors of these names and lengths, one after the other.
    pub fn vectors(names_and_lengths: &[(&str, usize)]) -> Vec<Block> {
        let mut end = 0;
        let next = |&(name, length): &(&str, usize)| {
            let start = end;
            end += length;
            Block::new(name, start..end)
        };
        names_and_lengths.iter().map(next).collect()
    }

    /// The blocks of dense layers of these widths, that of the input first: W\[1] by rows, b\[1], W\[2], b\[2], …
    ///
    /// # Panics
    /// If there are more parameters than can be counted.
    pub fn dense_layers(widths: &[usize]) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::with_capacity(2 * widths.len());
        for (layer, pair) in (1..).zip(widths.windows(2)) {
            for (letter, kind, shape) in [("W", Kind::Weights, (pair[1], pair[0])), ("b", Kind::Bias, (pair[1], 1))] {
                let start = blocks.last().map_or(0, |block| block.range.end);
                let range = start..Block::end(start, shape);
                blocks.push(Block { name: format!("{letter}[{layer}]"), layer, kind, range, shape });
            }
        }
        blocks
    }

    /// Where a block of this shape ends.
    pub(crate) fn end(start: usize, (rows, columns): (usize, usize)) -> usize {
        let end = rows.checked_mul(columns).and_then(|numbers| start.checked_add(numbers));
        end.unwrap_or_else(|| panic!("a block of {rows}x{columns} numbers from {start} on has no end"))
    }

    /// The block of a flat vector, as a matrix.
    ///
    /// # Panics
    /// If the vector ends before the block, or the block's shape has not as many numbers as its range or is beyond what can be addressed.
    pub fn of<'a, T>(&self, flat: &'a [T]) -> ArrayView2<'a, T> {
        ArrayView2::from_shape(self.shape, &flat[self.range.clone()]).expect("a block has the length of its shape")
    }

    /// The same, to be written to.
    ///
    /// # Panics
    /// As [`of`](Self::of).
    pub fn of_mut<'a, T>(&self, flat: &'a mut [T]) -> ArrayViewMut2<'a, T> {
        ArrayViewMut2::from_shape(self.shape, &mut flat[self.range.clone()])
            .expect("a block has the length of its shape")
    }
}
