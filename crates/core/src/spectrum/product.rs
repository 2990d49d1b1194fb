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
mod tests {
    use super::*;
    use crate::bits::streams::{standard_normal, stream};

    fn gaussian(n: usize, replicate: usize) -> Array2<f64> {
        let mut stream = stream(1, "spectrum", "products", replicate);
        Array2::from_shape_fn((n, n), |_| standard_normal(&mut stream))
    }

    #[test]
    fn small_products_agree_with_their_singular_values() {
        let (first, second) = (gaussian(20, 0), gaussian(20, 1));
        let found = log_conditions_of_products([first.clone(), second.clone()], &[1, 2]).unwrap();
        let product = bits::product(second.view(), first.view());
        for (matrix, logarithm) in [(&first, found[0]), (&product, found[1])] {
            let values = singular_values(matrix.view()).unwrap();
            // Two norms rounded to nine digits, 5·10⁻⁹ each; the smallest value is off by 10n²u·√n·κ, relative, and the
            // inverse by L·n·u·κ.
            let allowed = 1e-8 + 1e5 * f64::EPSILON * values[0] / values[19];
            assert!((bits::ln(values[0] / values[19]) - logarithm).abs() < allowed, "{logarithm}");
            assert!((bits::ln(values[0] / values[18]) - logarithm).abs() > allowed, "the next smallest value is seen");
        }
        let other_order = bits::product(first.view(), second.view());
        let values = singular_values(other_order.view()).unwrap();
        assert!((bits::ln(values[0] / values[19]) - found[1]).abs() > 1e-3, "the order is seen");
    }

    #[test]
    fn powers_of_one_matrix_beyond_all_digits() {
        // κ(W²) … of the computed product stops near 1/u; a symmetric W has κ(Wᵏ) = κ(W)ᵏ for all k.
        let a = gaussian(6, 2);
        let symmetric = &a + &a.t();
        let found = log_conditions_of_products(std::iter::repeat_n(symmetric, 60), &[1, 60]).unwrap();
        // ln κ of the product is good to 10⁻⁸ and 60·6·u·κ(W), and 60·ln κ(W) to 60 times 10⁻⁸.
        let allowed = 6.1e-7 + 360.0 * f64::EPSILON * bits::exp(found[0]);
        assert!((found[1] - 60.0 * found[0]).abs() < allowed, "{found:?}");
        assert!((found[1] - 59.0 * found[0]).abs() > allowed, "another number of factors is seen");
        assert!(found[1] > 40.0, "beyond 1/u = e^36.7: {found:?}");
    }

    #[test]
    fn a_singular_factor_is_an_error_and_none_is_nothing() {
        assert!(log_conditions_of_products([Array2::zeros((2, 2))], &[1]).is_err());
        assert!(log_conditions_of_products(Vec::new(), &[1]).unwrap().is_empty());
        assert_eq!(log_conditions_of_products([Array2::eye(2), Array2::eye(2)], &[2, 3]).unwrap(), [0.0]);
    }

    #[test]
    #[should_panic(expected = "must ascend from 1")]
    fn numbers_of_factors_that_do_not_ascend_are_refused() {
        let _ = log_conditions_of_products([Array2::eye(2)], &[2, 1]);
    }

    #[test]
    #[should_panic(expected = "factor 1 is 3x3")]
    fn factors_of_different_sizes_are_refused() {
        let _ = log_conditions_of_products([Array2::eye(2), Array2::eye(3)], &[2]);
    }
}
