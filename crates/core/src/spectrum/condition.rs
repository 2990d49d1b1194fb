//! How ill conditioned is a matrix, and how many digits of that answer mean anything?
//!
//! κ = σ_max/σ_r, where r is the numerical rank: the number of singular values above max(m, n)·u·σ_max. A smaller one cannot be
//! told from zero, because the computed singular values are exact for a matrix that far away (see [`super`]); this is the
//! rule of LINPACK, MATLAB and NumPy (Golub & Van Loan, *Matrix Computations*, 4th ed., §5.4.1). An exactly singular matrix
//! thus gets the condition number of its full-rank part, and the deficiency beside it.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::spectrum::condition_number;
//!
//! let condition = condition_number(&array![4.0, 2.0, 1e-17])?;
//! assert_eq!((condition.value, condition.rank, condition.deficiency), (2.0, 2, 1));
//! # Ok::<(), wellposed_core::spectrum::SpectrumError>(())
//! ```

use super::SpectrumError;
use super::UNIT_ROUNDOFF;
use crate::bits;
use ndarray::Array1;

/// A condition number with what is needed to read it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Condition {
    /// σ_max/σ_r, at least 1.
    pub value: f64,
    /// The numerical rank r.
    pub rank: usize,
    /// How many singular values cannot be told from zero.
    pub deficiency: usize,
    /// How many decimal digits of `value` are meaningful, 0 to 15: σ_r is known to max(m, n)·u·σ_max, so `value` to a relative
    /// max(m, n)·u·κ.
    pub digits: u8,
}

/// The condition number of a square matrix from its singular values, or from the eigenvalues of a symmetric matrix (any order,
/// any sign: the singular values are their absolute values).
///
/// # Errors
/// No values, a value that is not finite (named as an entry of row 1), or only zeros.
pub fn condition_number(singular_values: &Array1<f64>) -> Result<Condition, SpectrumError> {
    condition_number_of(singular_values, singular_values.len())
}

/// The condition number of a matrix that is not square: `larger_dimension` is max(m, n), which enters the rank tolerance.
///
/// # Errors
/// As [`condition_number`].
pub fn condition_number_of(singular_values: &Array1<f64>, larger_dimension: usize) -> Result<Condition, SpectrumError> {
    if singular_values.is_empty() {
        return Err(SpectrumError::Empty { rows: 0, columns: 0 });
    }
    if let Some((column, &value)) = singular_values.indexed_iter().find(|(_, value)| !value.is_finite()) {
        return Err(SpectrumError::NotFinite { row: 1, column: column + 1, value });
    }
    let largest = singular_values.iter().fold(0.0_f64, |largest, value| bits::max(largest, value.abs()));
    if largest == 0.0 {
        return Err(SpectrumError::ZeroMatrix);
    }
    let uncertainty = larger_dimension as f64 * UNIT_ROUNDOFF;
    let (mut smallest, mut rank) = (largest, 0);
    for value in singular_values.iter().map(|value| value.abs()).filter(|value| *value > uncertainty * largest) {
        smallest = bits::min(smallest, value);
        rank += 1;
    }
    let value = largest / smallest;
    let digits = bits::clamp((-libm::log10(uncertainty * value)).floor(), 0.0, 15.0) as u8;
    Ok(Condition { value, rank, deficiency: singular_values.len() - rank, digits })
}

#[cfg(test)]
mod tests;
