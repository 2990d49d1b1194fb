//! Why was a network refused? One line that says what is wrong and what would be right.

use crate::bits::readable;

/// Why a network was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// Not even one layer.
    #[error("a network needs the width of its input and of at least one layer")]
    Widths,
    /// A layer without units.
    #[error("layer {layer} has no unit; every width must be at least 1")]
    Width {
        /// The layer; 0 is the input.
        layer: usize,
    },
    /// More weights than can be stored.
    #[error("layer {layer} with {inputs} inputs and {units} units has more weights than can be stored")]
    TooLarge {
        /// The layer, from 1.
        layer: usize,
        /// n[l−1].
        inputs: usize,
        /// n\[l].
        units: usize,
    },
    /// A logistic loss of several units.
    #[error(
        "the logistic loss is taken of one unit, but the last layer has {width}; use the cross-entropy for classes"
    )]
    LogisticWidth {
        /// n\[L].
        width: usize,
    },
    /// Classes for a last layer that has no choice.
    #[error(
        "the cross-entropy of one unit is always 0; use a unit for each class, or the logistic loss for two classes"
    )]
    CrossEntropyWidth,
    /// Batch normalization of one example.
    #[error("batch normalization of a single example leaves nothing of it; it needs at least two examples in a batch")]
    BatchStatistics,
    /// Layer normalization of one unit.
    #[error("layer normalization of a single unit leaves nothing of it; hidden layer {layer} needs at least two units")]
    LayerStatistics {
        /// The layer, from 1.
        layer: usize,
    },
    /// Too many masks for a mean over all of them.
    #[error(
        "a mean over all masks takes 2ⁿ passes for n hidden units; this network has {units} of them, and {most} are the most"
    )]
    HiddenUnits {
        /// Hidden units of the network.
        units: usize,
        /// As many as are allowed.
        most: usize,
    },
    /// Masks of one example that change the loss of another.
    #[error(
        "with batch normalization the loss of an example depends on the masks of the others, so that one mask for all \
         examples makes no mean over masks; leave out the dropout or the normalization"
    )]
    SharedMasks,
    /// A setting out of its range.
    #[error("{name} is {}; it must be {needed}", readable(.value))]
    Setting {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What would be right.
        needed: &'static str,
    },
    /// No examples.
    #[error("there are no examples; at least one is needed")]
    Empty,
    /// Inputs and targets do not belong together.
    #[error("{examples} rows of inputs but {targets} targets; there must be one target for each row")]
    Lengths {
        /// Rows of inputs.
        examples: usize,
        /// Targets.
        targets: usize,
    },
    /// Inputs of another width.
    #[error("the inputs have {columns} columns, but the first width of the network is {width}")]
    Inputs {
        /// Columns of the inputs.
        columns: usize,
        /// n\[0].
        width: usize,
    },
    /// An input that is NaN or infinite.
    #[error("input {column} of example {example} is {value}; every input must be finite")]
    Input {
        /// The example, from 1.
        example: usize,
        /// The column, from 1.
        column: usize,
        /// What stands there.
        value: f64,
    },
    /// Classes for a loss that takes values, or the other way round.
    #[error("this loss takes {needed} as targets: the cross-entropy takes classes, the other losses take values")]
    TargetKind {
        /// Which kind is needed.
        needed: &'static str,
    },
    /// Targets of another width.
    #[error("the targets have {width} columns, but the last layer has {needed} units")]
    TargetWidth {
        /// Columns of the targets.
        width: usize,
        /// n\[L].
        needed: usize,
    },
    /// A class that the last layer has no unit for.
    #[error(
        "the class of example {example} is {class}, but the last layer has {width} units, for the classes from 0 on"
    )]
    Class {
        /// The example, from 1.
        example: usize,
        /// Its class.
        class: usize,
        /// n\[L].
        width: usize,
    },
    /// A target that the loss can't take.
    #[error("the target of example {example} is {}; it must be {needed}", readable(.value))]
    Target {
        /// The example, from 1.
        example: usize,
        /// What stands there.
        value: f64,
        /// What would be right.
        needed: &'static str,
    },
    /// A size of mini-batches that the examples don't allow.
    #[error("mini-batches of {size} examples; there are {examples}, and a batch needs at least one")]
    Batch {
        /// What was asked for.
        size: usize,
        /// How many examples there are.
        examples: usize,
    },
}
