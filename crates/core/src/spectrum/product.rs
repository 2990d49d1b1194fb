//! How ill conditioned is a product of many matrices?
//!
//! κ of a product soon exceeds 1/u, and the smallest singular value of the computed product is then noise. So the product P and the
//! product of the inverses, P⁻¹, are both built up: κ = ‖P‖₂·‖P⁻¹‖₂ needs largest singular values only, and these are known to a
//! relative error of about L·n·u·κ(W) for L factors W, whatever κ(P) is.

use ndarray::Array2;

use super::{SpectrumError, singular_values};
use crate::bits;
use crate::orthogonal;

/// ln κ of the products of the first `at[0]`, `at[1]`, … square matrices of `factors` (ascending, from 1), each
/// multiplied from the left; fewer numbers than asked for where the factors come to an end.
///
/// ```
/// use ndarray::array;
/// use wellposed_core::spectrum::log_conditions_of_products;
///
/// // diag(1, 10⁻³) forty times: κ = 10¹²⁰, far beyond what one decomposition could see.
/// let factors = std::iter::repeat_n(array![[1.0, 0.0], [0.0, 1e-3]], 40);
/// let found = log_conditions_of_products(factors, &[40])?;
/// assert!((found[0] - 120.0 * std::f64::consts::LN_10).abs() < 1e-6);
/// # Ok::<(), wellposed_core::spectrum::SpectrumError>(())
/// ```
///
/// # Errors
/// A product or inverse that is not finite: singular matrices, or κ beyond about 10³⁰⁰.
///
/// # Panics
/// If a matrix is not square or has another size than the first, or if `at` does not ascend from 1.
pub fn log_conditions_of_products(
    factors: impl IntoIterator<Item = Array2<f64>>,
    at: &[usize],
) -> Result<Vec<f64>, SpectrumError> {
    assert!(
        at.first().is_none_or(|&first| first > 0) && at.windows(2).all(|pair| pair[0] < pair[1]),
        "products of the first {at:?} factors; the numbers must ascend from 1"
    );
    let mut found = Vec::with_capacity(at.len());
    let mut products: Option<(Array2<f64>, Array2<f64>)> = None;
    for (index, weights) in factors.into_iter().take(at.last().copied().unwrap_or(0)).enumerate() {
        let (product, inverse) =
            products.unwrap_or_else(|| (Array2::eye(weights.ncols()), Array2::eye(weights.ncols())));
        let size = weights.dim();
        assert!(size == product.dim(), "factor {index} is {}x{}, not square or not like the first", size.0, size.1);
        let (q, r) = orthogonal::qr(weights.view());
        let product = bits::product(weights.view(), product.view());
        let inverse = orthogonal::times_inverse(inverse.view(), q.view(), r.view());
        if at.contains(&(index + 1)) {
            found.push(bits::ln(norm(&product)?) + bits::ln(norm(&inverse)?));
        }
        products = Some((product, inverse));
    }
    Ok(found)
}

fn norm(matrix: &Array2<f64>) -> Result<f64, SpectrumError> {
    Ok(singular_values(matrix.view())?[0])
}

#[cfg(test)]
mod tests;
