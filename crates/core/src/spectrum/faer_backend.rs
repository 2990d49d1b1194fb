//! How does faer compute the decompositions? Sequentially (its rayon feature is off), so the bits do not depend on the number of
//! threads. Signs are left as they come; the order is the one that [`super`] promises. `None`: no convergence.

use super::svd::Svd;
use faer::Side;
use faer_ext::{IntoFaer, IntoNdarray};
use ndarray::{Array1, Array2, ArrayView2};

pub(super) fn symmetric_eigenvalues(a: ArrayView2<f64>) -> Option<Array1<f64>> {
    Some(Array1::from_vec(a.into_faer().self_adjoint_eigenvalues(Side::Lower).ok()?))
}

pub(super) fn symmetric_eigen(a: ArrayView2<f64>) -> Option<(Array1<f64>, Array2<f64>)> {
    let eigen = a.into_faer().self_adjoint_eigen(Side::Lower).ok()?;
    Some((eigen.S().column_vector().iter().copied().collect(), eigen.U().into_ndarray().to_owned()))
}

pub(super) fn singular_values(a: ArrayView2<f64>) -> Option<Array1<f64>> {
    Some(Array1::from_vec(a.into_faer().singular_values().ok()?))
}

pub(super) fn svd(a: ArrayView2<f64>) -> Option<Svd> {
    let svd = a.into_faer().thin_svd().ok()?;
    Some(Svd {
        u: svd.U().into_ndarray().to_owned(),
        singular_values: svd.S().column_vector().iter().copied().collect(),
        vt: svd.V().transpose().into_ndarray().to_owned(),
    })
}

pub(super) fn qr(a: ArrayView2<f64>) -> Option<(Array2<f64>, Array2<f64>)> {
    let qr = a.into_faer().qr();
    Some((qr.compute_thin_Q().as_ref().into_ndarray().to_owned(), qr.thin_R().into_ndarray().to_owned()))
}
