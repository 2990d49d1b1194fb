//! How does LAPACK compute the decompositions? Through ndarray-linalg: `dsyev`, `dgesvd`, `dgeqrf`. Signs are left as they come;
//! the order is the one that [`super`] promises. `None`: LAPACK reported failure.
//!
//! OpenBLAS picks its kernels by CPU, so the last digits differ between machines.

use super::svd::Svd;
use ndarray::{Array1, Array2, ArrayView2};
use ndarray_linalg::{EigValsh, Eigh, JobSvd, QR, SVD, SVDDC, UPLO};

pub(super) fn symmetric_eigenvalues(a: ArrayView2<f64>) -> Option<Array1<f64>> {
    a.eigvalsh(UPLO::Lower).ok()
}

pub(super) fn symmetric_eigen(a: ArrayView2<f64>) -> Option<(Array1<f64>, Array2<f64>)> {
    a.eigh(UPLO::Lower).ok()
}

pub(super) fn singular_values(a: ArrayView2<f64>) -> Option<Array1<f64>> {
    Some(a.svd(false, false).ok()?.1)
}

pub(super) fn svd(a: ArrayView2<f64>) -> Option<Svd> {
    let (u, singular_values, vt) = a.svddc(JobSvd::Some).ok()?;
    Some(Svd { u: u?, singular_values, vt: vt? })
}

pub(super) fn qr(a: ArrayView2<f64>) -> Option<(Array2<f64>, Array2<f64>)> {
    a.qr().ok()
}
