//! Which loss is taken of the last layer? Each with its derivative by the logits z\[L].
//!
//! | loss | of one example | ∂/∂z\[L] |
//! |---|---|---|
//! | cross-entropy | ln Σₖ eᶻᵏ − z_y for class y | softmax(z) − e_y |
//! | logistic | −y ln σ(z) − (1−y) ln(1−σ(z)), y in {0, 1}, one unit | σ(z) − y |
//! | squared error | ½‖z − y‖² | z − y |
//!
//! J is the mean over the examples. All are computed without cancellation: the slope of the right class is −Σ_{k≠y} pₖ and not p_y − 1,
//! and the loss of an example whose class leads is ln(1 + Σ_{k≠y} e^{zₖ−z_y}).

use ndarray::{Array2, ArrayView2, Axis};

use super::NetworkError;
use crate::bits::{self, Real, elementwise};
use crate::objective::log_losses;

/// The loss of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Loss {
    /// Softmax and cross-entropy; targets are classes.
    CrossEntropy,
    /// Log loss of one logistic unit; targets are 0 or 1.
    Logistic,
    /// Half the squared distance; targets are vectors of n\[L] numbers.
    SquaredError,
}

/// What a network is to answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets<T = f64> {
    /// A class for each example, from 0; for [`Loss::CrossEntropy`].
    Classes(Vec<usize>),
    /// A row of n\[L] numbers for each example; for the other losses.
    Values(Array2<T>),
}

impl<T: Real> Targets<T> {
    /// One number for each example.
    pub fn column(values: &[T]) -> Self {
        Targets::Values(ArrayView2::from_shape((values.len(), 1), values).expect("one column").to_owned())
    }

    /// How many examples have a target.
    pub fn len(&self) -> usize {
        match self {
            Targets::Classes(classes) => classes.len(),
            Targets::Values(values) => values.nrows(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same in another precision.
    pub(super) fn cast<U: Real>(&self) -> Targets<U> {
        match self {
            Targets::Classes(classes) => Targets::Classes(classes.clone()),
            Targets::Values(values) => Targets::Values(values.mapv(|value| U::from_f64(value.to_f64()))),
        }
    }

    /// Refuses targets that the loss can't take from a last layer of `width` units.
    pub(super) fn check(&self, loss: Loss, width: usize) -> Result<(), NetworkError> {
        match (loss, self) {
            (Loss::CrossEntropy, Targets::Classes(classes)) => match classes.iter().position(|&class| class >= width) {
                Some(index) => Err(NetworkError::Class { example: index + 1, class: classes[index], width }),
                None => Ok(()),
            },
            (Loss::Logistic | Loss::SquaredError, Targets::Values(values)) => {
                if values.ncols() != width {
                    return Err(NetworkError::TargetWidth { width: values.ncols(), needed: width });
                }
                let allowed =
                    |value: T| value.is_finite() && (loss != Loss::Logistic || value == T::zero() || value == T::one());
                match values.indexed_iter().find(|(_, value)| !allowed(**value)) {
                    Some(((row, _), value)) => {
                        let needed = if loss == Loss::Logistic { "0 or 1" } else { "finite" };
                        Err(NetworkError::Target { example: row + 1, value: value.to_f64(), needed })
                    }
                    None => Ok(()),
                }
            }
            (Loss::CrossEntropy, Targets::Values(_)) => Err(NetworkError::TargetKind { needed: "classes" }),
            (_, Targets::Classes(_)) => Err(NetworkError::TargetKind { needed: "values" }),
        }
    }

    /// The targets of some consecutive examples.
    pub(super) fn rows(&self, range: std::ops::Range<usize>) -> TargetRows<'_, T> {
        match self {
            Targets::Classes(classes) => TargetRows::Classes(&classes[range]),
            Targets::Values(values) => TargetRows::Values(values.slice_axis(Axis(0), range.into())),
        }
    }

    /// Copies the targets of the chosen examples of `all` to the first places.
    pub(super) fn gather(&mut self, all: &Targets<T>, chosen: &[usize]) {
        match (self, all) {
            (Targets::Classes(mine), Targets::Classes(all)) => {
                mine.iter_mut().zip(chosen).for_each(|(mine, &example)| *mine = all[example]);
            }
            (Targets::Values(mine), Targets::Values(all)) => {
                mine.rows_mut().into_iter().zip(chosen).for_each(|(mut mine, &example)| mine.assign(&all.row(example)));
            }
            _ => unreachable!("both come from the same network"),
        }
    }
}

/// The targets of a block of examples.
#[derive(Clone, Copy, Debug)]
pub(super) enum TargetRows<'a, T> {
    Classes(&'a [usize]),
    Values(ArrayView2<'a, T>),
}

impl Loss {
    /// Writes the loss of each example to `losses`, and its derivative divided by `examples` to `delta`. `logits` and `delta` hold one row of
    /// `width` numbers for each example.
    pub(super) fn evaluate<T: Real>(
        self,
        logits: &[T],
        width: usize,
        targets: TargetRows<T>,
        examples: T,
        losses: &mut [T],
        delta: &mut [T],
    ) {
        delta.copy_from_slice(logits);
        match (self, targets) {
            (Loss::CrossEntropy, TargetRows::Classes(classes)) => {
                cross_entropy(logits, width, classes, examples, losses, delta)
            }
            (Loss::Logistic, TargetRows::Values(values)) => log_losses(values.iter().copied(), examples, delta, losses),
            (Loss::SquaredError, TargetRows::Values(values)) => {
                for ((delta, loss), target) in delta.chunks_exact_mut(width).zip(losses).zip(values.rows()) {
                    delta.iter_mut().zip(target).for_each(|(delta, &target)| *delta -= target);
                    *loss = T::from_f64(0.5) * bits::dot(delta, delta);
                    delta.iter_mut().for_each(|delta| *delta /= examples);
                }
            }
            _ => unreachable!("Targets::check lets no other pair pass"),
        }
    }
}

/// `delta` holds the logits.
fn cross_entropy<T: Real>(
    logits: &[T],
    width: usize,
    classes: &[usize],
    examples: T,
    losses: &mut [T],
    delta: &mut [T],
) {
    delta.chunks_exact_mut(width).for_each(subtract_largest);
    elementwise::exp(delta);
    let rows = logits.chunks_exact(width).zip(delta.chunks_exact_mut(width));
    for (((logits, delta), &class), loss) in rows.zip(classes).zip(losses) {
        let own = std::mem::replace(&mut delta[class], T::zero());
        let others = bits::sum(delta);
        let total = own + others;
        *loss = if own == T::one() {
            T::from_f64(bits::ln_1p(others.to_f64()))
        } else {
            total.ln() + (largest(logits) - logits[class])
        };
        delta[class] = -others;
        let scale = total * examples;
        delta.iter_mut().for_each(|delta| *delta /= scale);
    }
}

/// Turns the logits of an example into the numerators of its softmax, e^(zₖ − max z): the largest is 1, none overflows.
pub(super) fn shifted_exponentials<T: Real>(logits: &mut [T]) {
    subtract_largest(logits);
    elementwise::exp(logits);
}

fn subtract_largest<T: Real>(logits: &mut [T]) {
    let largest = largest(logits);
    logits.iter_mut().for_each(|logit| *logit -= largest);
}

/// The largest of some numbers; a NaN among them is passed over here and shows in the sum.
fn largest<T: Real>(row: &[T]) -> T {
    row.iter().fold(row[0], |largest, &value| if value > largest { value } else { largest })
}
