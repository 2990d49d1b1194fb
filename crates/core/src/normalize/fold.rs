//! How does a network that was trained on normalized features take raw ones? By a first layer that normalizes on its own.
//!
//! `W·z + b` with `z = A·(x − shift) + offset` is `W'·x + b'` with `W' = W·A`, `b' = b − W'·shift + W·offset`, where `A = diag(1/scale)`, or the
//! whitening matrix. Training and test examples then pass through the same function because there is only one.

use super::error::NormalizeError;
use super::fitted::Fitted;
use super::map::Map;
use crate::bits;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

impl Fitted {
    /// The layer `(W', b')` that does to raw features what the layer `(W, b)` does to normalized ones: `W' = W·A`,
    /// `b' = b − W'·shift + W·offset`, with the [`matrix`](Fitted::matrix) A. `W` is (outputs, n).
    ///
    /// # Errors
    /// `weights` has another number of columns than the training data, or `bias` another length than `weights` has rows; an entry
    /// of the result is not finite.
    ///
    /// ```
    /// use ndarray::array;
    /// use wellposed_core::normalize::Normalizer;
    ///
    /// let fitted = Normalizer::Standard.fit(array![[1.0, 10.0], [3.0, 30.0]].view())?;
    /// let (weights, bias) = fitted.fold_into(array![[1.0, 1.0]].view(), array![0.5].view())?;
    /// assert_eq!((weights, bias), (array![[1.0, 0.1]], array![-3.5]));
    /// # Ok::<(), wellposed_core::normalize::NormalizeError>(())
    /// ```
    pub fn fold_into(
        &self,
        weights: ArrayView2<f64>,
        bias: ArrayView1<f64>,
    ) -> Result<(Array2<f64>, Array1<f64>), NormalizeError> {
        self.check_columns(weights.ncols())?;
        if bias.len() != weights.nrows() {
            return Err(NormalizeError::WrongBias { expected: weights.nrows(), found: bias.len() });
        }
        let folded = match &self.map {
            Map::Scale(scale) => &weights / &ArrayView1::from(scale),
            Map::Whiten { matrix, .. } => bits::product(weights, matrix.view()),
        };
        let mut shifted = vec![0.0; bias.len()];
        bits::matrix_vector(folded.view(), &self.shift, &mut shifted);
        let mut bias = &bias - &Array1::from(shifted);
        if self.offset != 0.0 {
            let mut offset = vec![0.0; bias.len()];
            bits::matrix_vector(weights, &vec![self.offset; self.features()], &mut offset);
            bias += &Array1::from(offset);
        }
        let finite =
            |output: usize| bias[output].is_finite() && folded.row(output).iter().all(|weight| weight.is_finite());
        match (0..bias.len()).find(|&output| !finite(output)) {
            Some(output) => Err(NormalizeError::FoldedNotFinite { output: output + 1 }),
            None => Ok((folded, bias)),
        }
    }
}
