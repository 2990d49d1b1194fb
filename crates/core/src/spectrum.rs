//! Which eigenvalues and singular values does a matrix have?
//!
//! A = V Λ Vᵀ for symmetric A, A = U Σ Vᵀ and A = Q R for every A. The numbers come from Householder's reflections and Jacobi's turns, in plain
//! arithmetic in a fixed order: they have the same bits on every machine and in every build. What the decompositions leave open is settled:
//!
//! - eigenvalues ascend, singular values descend;
//! - in each eigenvector and each row of Vᵀ the component of largest magnitude is positive (U follows);
//! - the diagonal of R is not negative.
//!
//! # How exact
//!
//! All is backward stable: exact for a matrix A + E with ‖E‖ ≤ c·n·u·‖A‖ (u = 2⁻⁵³), so by Weyl's theorem eigenvalues and singular values are off
//! by at most c·n·u·σ_max. But E is small in each column by itself, and that is more. If A = B·D, D a diagonal matrix with whatever
//! entries (features in whatever units), every singular value, the smallest too, has a *relative* error of at most c·n·u·κ(B). The same
//! holds for the eigenvalues of a positive definite matrix A = D·B·D
//! (Demmel & Veselić 1992; Drmač & Veselić 2008). Numbers may have any size: 10³⁰⁰ and 10⁻³⁰⁰ in one matrix do each other no harm. Where a column
//! of B depends on others as far as rounding lets anybody tell, a singular value is exactly 0 ([`Svd::rank`]).
//!
//! The same interface to faer (feature `faer`) and to LAPACK on the system's OpenBLAS (feature `lapack`) is [`Backend`]. Both are backward
//! stable, and faster for large matrices; their last digits depend on the CPU, and small singular values have the error of the largest.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::spectrum;
//!
//! let eigenvalues = spectrum::symmetric_eigenvalues(array![[2.0, 1.0], [1.0, 2.0]].view())?;
//! assert!((eigenvalues[0] - 1.0).abs() < 1e-15 && (eigenvalues[1] - 3.0).abs() < 1e-15);
//! assert!((spectrum::condition_number(&eigenvalues)?.value - 3.0).abs() < 1e-14);
//! # Ok::<(), spectrum::SpectrumError>(())
//! ```

mod cholesky;
mod columns;
mod complement;
mod condition;
mod error;
#[cfg(feature = "faer")]
mod faer_backend;
mod householder;
mod jacobi_backend;
#[cfg(feature = "lapack")]
mod lapack_backend;
mod one_sided;
mod orientation;
mod product;
mod svd;
mod symmetric;
#[cfg(test)]
mod tests;

pub use condition::{Condition, condition_number, condition_number_of};
pub use error::SpectrumError;
pub use product::log_conditions_of_products;
pub use svd::{Svd, comparable};

use crate::bits;
use crate::bits::Real;
use ndarray::{Array1, Array2, ArrayView2};

/// Half the distance from 1 to the next number.
const UNIT_ROUNDOFF: f64 = <f64 as Real>::UNIT_ROUNDOFF;

/// Who does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Backend {
    /// This crate: the same bits everywhere. The plain functions of this module are its.
    Jacobi,
    /// faer, sequential.
    #[cfg(feature = "faer")]
    Faer,
    /// LAPACK through ndarray-linalg.
    #[cfg(feature = "lapack")]
    Lapack,
}

impl Backend {
    /// See [`symmetric_eigenvalues`].
    ///
    /// # Errors
    /// As there.
    pub fn symmetric_eigenvalues(self, a: ArrayView2<f64>) -> Result<Array1<f64>, SpectrumError> {
        require_symmetric(a)?;
        let eigenvalues = match self {
            Backend::Jacobi => jacobi_backend::symmetric_eigenvalues(a),
            #[cfg(feature = "faer")]
            Backend::Faer => faer_backend::symmetric_eigenvalues(a),
            #[cfg(feature = "lapack")]
            Backend::Lapack => lapack_backend::symmetric_eigenvalues(a),
        };
        found(eigenvalues, "eigenvalues", |values| values.iter().all(|value| value.is_finite()))
    }

    /// See [`symmetric_eigen`].
    ///
    /// # Errors
    /// As there.
    pub fn symmetric_eigen(self, a: ArrayView2<f64>) -> Result<(Array1<f64>, Array2<f64>), SpectrumError> {
        require_symmetric(a)?;
        let eigen = match self {
            Backend::Jacobi => jacobi_backend::symmetric_eigen(a),
            #[cfg(feature = "faer")]
            Backend::Faer => faer_backend::symmetric_eigen(a),
            #[cfg(feature = "lapack")]
            Backend::Lapack => lapack_backend::symmetric_eigen(a),
        };
        let (values, mut vectors) =
            found(eigen, "eigenvectors", |(values, vectors)| values.iter().chain(vectors).all(|x| x.is_finite()))?;
        orientation::orient_columns(&mut vectors);
        Ok((values, vectors))
    }

    /// See [`singular_values`].
    ///
    /// # Errors
    /// As there.
    pub fn singular_values(self, a: ArrayView2<f64>) -> Result<Array1<f64>, SpectrumError> {
        require_finite(a)?;
        let values = match self {
            Backend::Jacobi => jacobi_backend::singular_values(a),
            #[cfg(feature = "faer")]
            Backend::Faer => faer_backend::singular_values(a),
            #[cfg(feature = "lapack")]
            Backend::Lapack => lapack_backend::singular_values(a),
        };
        found(values, "singular values", |values| values.iter().all(|value| value.is_finite()))
    }

    /// See [`svd`].
    ///
    /// # Errors
    /// As there.
    pub fn svd(self, a: ArrayView2<f64>) -> Result<Svd, SpectrumError> {
        require_finite(a)?;
        let svd = match self {
            Backend::Jacobi => jacobi_backend::svd(a),
            #[cfg(feature = "faer")]
            Backend::Faer => faer_backend::svd(a),
            #[cfg(feature = "lapack")]
            Backend::Lapack => lapack_backend::svd(a),
        };
        let mut svd = found(svd, "singular value decomposition", |svd| {
            svd.u.iter().chain(&svd.singular_values).chain(&svd.vt).all(|x| x.is_finite())
        })?;
        orientation::orient_singular_vectors(&mut svd.u, &mut svd.vt);
        Ok(svd)
    }

    /// See [`qr`].
    ///
    /// # Errors
    /// As there.
    pub fn qr(self, a: ArrayView2<f64>) -> Result<(Array2<f64>, Array2<f64>), SpectrumError> {
        require_finite(a)?;
        let qr = match self {
            Backend::Jacobi => jacobi_backend::qr(a),
            #[cfg(feature = "faer")]
            Backend::Faer => faer_backend::qr(a),
            #[cfg(feature = "lapack")]
            Backend::Lapack => lapack_backend::qr(a),
        };
        let (mut q, mut r) = found(qr, "QR decomposition", |(q, r)| q.iter().chain(r).all(|x| x.is_finite()))?;
        orientation::orient_qr(&mut q, &mut r);
        Ok((q, r))
    }
}

/// The eigenvalues of a symmetric (n, n) matrix, ascending.
///
/// # Errors
/// An empty, non-square, non-finite or clearly asymmetric matrix: entries that differ from their mirror image by more than
/// √u·max|a|. Rounding in a product XᵀDX stays far below that, a wrong matrix above. The lower triangle is what counts.
pub fn symmetric_eigenvalues(a: ArrayView2<f64>) -> Result<Array1<f64>, SpectrumError> {
    Backend::Jacobi.symmetric_eigenvalues(a)
}

/// Eigenvalues, ascending, and eigenvectors in the columns of an (n, n) matrix, the largest component of each positive.
///
/// Vectors of eigenvalues closer than n·u·‖A‖ are determined only as a subspace.
///
/// # Errors
/// As [`symmetric_eigenvalues`].
pub fn symmetric_eigen(a: ArrayView2<f64>) -> Result<(Array1<f64>, Array2<f64>), SpectrumError> {
    Backend::Jacobi.symmetric_eigen(a)
}

/// The min(m, n) singular values of an (m, n) matrix, descending.
///
/// # Errors
/// An empty or non-finite matrix.
pub fn singular_values(a: ArrayView2<f64>) -> Result<Array1<f64>, SpectrumError> {
    Backend::Jacobi.singular_values(a)
}

/// The thin singular value decomposition.
///
/// # Errors
/// An empty or non-finite matrix.
pub fn svd(a: ArrayView2<f64>) -> Result<Svd, SpectrumError> {
    Backend::Jacobi.svd(a)
}

/// The thin QR decomposition of an (m, n) matrix of any shape and rank.
///
/// Q of shape (m, k) with QᵀQ = I, R of shape (k, n), upper trapezoidal with a
/// diagonal that is not negative, k = min(m, n).
///
/// # Errors
/// An empty or non-finite matrix.
pub fn qr(a: ArrayView2<f64>) -> Result<(Array2<f64>, Array2<f64>), SpectrumError> {
    Backend::Jacobi.qr(a)
}

/// R of [`qr`] alone, in half of the time and without the memory that Q takes.
///
/// # Errors
/// An empty or non-finite matrix.
///
/// ```
/// use ndarray::array;
/// use wellposed_core::spectrum::{qr, triangle};
///
/// let a = array![[3.0, 1.0], [4.0, 2.0], [0.0, 5.0]];
/// assert_eq!(triangle(a.view())?, qr(a.view())?.1);
/// # Ok::<(), wellposed_core::spectrum::SpectrumError>(())
/// ```
pub fn triangle(a: ArrayView2<f64>) -> Result<Array2<f64>, SpectrumError> {
    require_finite(a)?;
    let mut r = found(Some(jacobi_backend::triangle(a)), "QR decomposition", |r| r.iter().all(|x| x.is_finite()))?;
    orientation::orient_triangle(&mut r);
    Ok(r)
}

fn require_finite(a: ArrayView2<f64>) -> Result<(), SpectrumError> {
    let (rows, columns) = a.dim();
    if rows == 0 || columns == 0 {
        return Err(SpectrumError::Empty { rows, columns });
    }
    match a.indexed_iter().find(|(_, value)| !value.is_finite()) {
        Some(((row, column), &value)) => Err(SpectrumError::NotFinite { row: row + 1, column: column + 1, value }),
        None => Ok(()),
    }
}

fn require_symmetric(a: ArrayView2<f64>) -> Result<(), SpectrumError> {
    require_finite(a)?;
    let (rows, columns) = a.dim();
    if rows != columns {
        return Err(SpectrumError::NotSquare { rows, columns });
    }
    let largest = a.iter().fold(0.0_f64, |largest, value| bits::max(largest, value.abs()));
    let allowed = UNIT_ROUNDOFF.sqrt() * largest;
    match a.indexed_iter().find(|&((row, column), value)| (value - a[(column, row)]).abs() > allowed) {
        Some(((row, column), _)) => Err(SpectrumError::NotSymmetric { row: row + 1, column: column + 1 }),
        None => Ok(()),
    }
}

fn found<T>(result: Option<T>, decomposition: &'static str, finite: impl Fn(&T) -> bool) -> Result<T, SpectrumError> {
    result.filter(finite).ok_or(SpectrumError::NotFound { decomposition })
}
