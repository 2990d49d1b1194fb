//! Do faer and LAPACK agree with the decompositions of this crate? All are backward stable, so each gives the exact answer for a matrix within
//! c·n·u·‖A‖ of the given one, and by Weyl's theorem their eigenvalues and singular values differ by at most twice that. c = 10 (see the unit
//! tests of `spectrum`). Run with `cargo test -p wellposed-core --features faer,lapack --test spectrum_backends`; without `lapack`, faer alone.
#![cfg(feature = "faer")]

use ndarray::{Array1, Array2, ArrayView2};
use wellposed_core::bits;
use wellposed_core::bits::{product, streams};
use wellposed_core::spectrum::{Backend, Svd};

/// All but this crate's own.
const LIBRARIES: &[Backend] = &[
    Backend::Faer,
    #[cfg(feature = "lapack")]
    Backend::Lapack,
];

const UNIT_ROUNDOFF: f64 = f64::EPSILON / 2.0;

fn random(rows: usize, columns: usize, replicate: usize) -> Array2<f64> {
    let mut stream = streams::stream(1, "spectrum_backends", &format!("{rows}x{columns}"), replicate);
    Array2::from_shape_fn((rows, columns), |_| streams::standard_normal(&mut stream))
}

/// The largest difference as a multiple of n·u·σ_max.
fn difference(x: &Array1<f64>, y: &Array1<f64>, dimension: usize) -> f64 {
    let largest = x.iter().fold(0.0_f64, |largest, value| bits::max(largest, value.abs()));
    let apart = x.iter().zip(y).fold(0.0_f64, |apart, (a, b)| bits::max(apart, (a - b).abs()));
    apart / (dimension as f64 * UNIT_ROUNDOFF * largest)
}

fn norm(a: ArrayView2<f64>) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>().sqrt()
}

#[test]
fn values_agree() {
    let mut worst = 0.0_f64;
    for (rows, columns) in [(1, 1), (2, 2), (5, 3), (3, 5), (20, 20), (50, 17), (100, 100), (300, 31)] {
        for (replicate, library) in
            (0..5).flat_map(|replicate| LIBRARIES.iter().map(move |library| (replicate, library)))
        {
            let a = random(rows, columns, replicate);
            let dimension = rows.max(columns);
            let singular = Backend::Jacobi.singular_values(a.view()).unwrap();
            worst = bits::max(worst, difference(&singular, &library.singular_values(a.view()).unwrap(), dimension));
            // Positive definite or singular, and of both signs.
            let gram = product(a.t(), a.view());
            let indefinite = {
                let square = random(columns, columns, replicate);
                &square + &square.t()
            };
            for matrix in [gram, indefinite] {
                let eigenvalues = Backend::Jacobi.symmetric_eigenvalues(matrix.view()).unwrap();
                let other = library.symmetric_eigenvalues(matrix.view()).unwrap();
                worst = bits::max(worst, difference(&eigenvalues, &other, columns));
            }
            let planted = &singular * (1.0 + 1e-10);
            assert!(difference(&singular, &planted, dimension) > 20.0, "an error of 1e-10 is seen");
        }
    }
    println!("largest difference: {worst:.2} n·u·σ_max");
    assert!(worst <= 20.0, "{worst}");
}

#[test]
fn factors_agree_in_sign_and_order() {
    let mut worst = 0.0_f64;
    let sizes = [(2, 0), (3, 1), (6, 2), (12, 3)];
    for ((size, replicate), library) in
        sizes.into_iter().flat_map(|size| LIBRARIES.iter().map(move |library| (size, library)))
    {
        let a = random(2 * size, size, replicate);
        // Factors move by the backward error times a condition number (1/gap for vectors, κ(A) for QR): these matrices have
        // κ and relative gaps that are measured here, not assumed.
        let (q, r) = Backend::Jacobi.qr(a.view()).unwrap();
        let (other_q, other_r) = library.qr(a.view()).unwrap();
        let Svd { u, singular_values, vt } = Backend::Jacobi.svd(a.view()).unwrap();
        let other = library.svd(a.view()).unwrap();
        let condition = singular_values[0] / singular_values[size - 1];
        let gap = singular_values
            .windows(2)
            .into_iter()
            .fold(singular_values[size - 1], |gap, pair| bits::min(gap, pair[0] - pair[1]));
        let unit = (2 * size) as f64 * UNIT_ROUNDOFF * norm(a.view());
        worst = bits::max(worst, norm((&q - &other_q).view()) / (unit / singular_values[0] * condition));
        worst = bits::max(worst, norm((&r - &other_r).view()) / (unit * condition));
        worst = bits::max(worst, norm((&u - &other.u).view()) / (unit * (size as f64).sqrt() / gap));
        worst = bits::max(worst, norm((&vt - &other.vt).view()) / (unit * (size as f64).sqrt() / gap));
    }
    println!("largest difference of factors: {worst:.2} of the bound's unit");
    assert!(worst <= 20.0, "{worst}");
}

#[test]
fn all_refuse_what_is_not_finite() {
    for backend in LIBRARIES.iter().copied().chain([Backend::Jacobi]) {
        let mut a = random(3, 3, 0);
        a[(2, 1)] = f64::NAN;
        assert!(backend.singular_values(a.view()).is_err() && backend.symmetric_eigen(a.view()).is_err());
        assert!(backend.qr(a.view()).is_err() && backend.svd(a.view()).is_err());
    }
}
