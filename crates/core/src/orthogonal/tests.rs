//! Does what `orthogonal.rs` promises hold?

use super::*;
use crate::bits::streams::{standard_normal, stream};

const U: f64 = f64::EPSILON / 2.0;

fn gaussian(rows: usize, columns: usize, replicate: usize) -> Array2<f64> {
    let mut stream = stream(1, "orthogonal", "gaussian", replicate);
    Array2::from_shape_fn((rows, columns), |_| standard_normal(&mut stream))
}

fn largest(matrix: &Array2<f64>) -> f64 {
    matrix.iter().fold(0.0, |largest: f64, x| bits::max(largest, x.abs()))
}

#[test]
fn the_factors_are_what_they_say_even_for_an_ill_conditioned_matrix() {
    for (rows, columns, power) in [(1, 1, 0), (5, 3, 0), (40, 40, 0), (40, 40, 12)] {
        // The last column is the first one, but for a part of 10^−power.
        let mut a = gaussian(rows, columns, 0);
        if power > 0 {
            let near = &a.column(0) + &(&a.column(columns - 1) * bits::powi(10.0, -power));
            a.column_mut(columns - 1).assign(&near);
        }
        let (q, r) = qr(a.view());
        let off = |q: &Array2<f64>| {
            let gram = largest(&(bits::product(q.t(), q.view()) - Array2::<f64>::eye(columns)));
            (gram, largest(&(bits::product(q.view(), r.view()) - &a)))
        };
        // |QᵀQ − I| ≤ (h + k + 6)u with h = 20, see `initialize::orthogonal`, and the product that tests it adds
        // (rows)·u. A column of A is split into k parts, twice: each subtraction rounds by u of an entry below ‖a‖, the
        // product by k·u of Σ|q||r| ≤ √k‖a‖.
        let (n, k) = (rows as f64, columns as f64);
        let norm = (0..columns).map(|j| bits::dot(&a.column(j).to_vec(), &a.column(j).to_vec()).sqrt());
        let norm = norm.fold(0.0, bits::max);
        let (of_gram, of_product) = ((26.0 + k + n) * U, (2.0 * k + 2.0 + k * k.sqrt()) * U * norm);
        let (gram, product) = off(&q);
        assert!(gram <= of_gram && product <= of_product, "{rows} {power}: {gram:e} {product:e}");
        assert!(r.indexed_iter().all(|((i, j), &x)| if i == j { x > 0.0 } else { i < j || x == 0.0 }));
        // Planted: an entry of Q off by 1e-9 breaks both.
        let mut planted = q.clone();
        planted[[0, 0]] += 1e-9;
        let (gram, product) = off(&planted);
        assert!(gram > of_gram && product > of_product, "{rows} {power}: {gram:e} {product:e}");
    }
}

#[test]
fn agrees_with_the_library() {
    let a = gaussian(12, 12, 1);
    let (q, r) = qr(a.view());
    let (library_q, library_r) = crate::spectrum::qr(a.view()).unwrap();
    // Q moves by at most √2·κ·‖ΔA‖_F/‖A‖₂ and R by as much of ‖A‖₂ (Higham 2002, §19.9), to first order.
    // Householder's factors belong to an A that is off by √k·k(4h + 13)u·‖A‖₂ (§19.3), and that is more than Gram
    // and Schmidt's are: twice.
    let singular = crate::spectrum::singular_values(a.view()).unwrap();
    let backward = 12.0_f64.sqrt() * 12.0 * (4.0 * 20.0 + 13.0) * U;
    let allowed = 2.0 * 2.0_f64.sqrt() * singular[0] / singular[11] * backward;
    assert!(largest(&(&q - &library_q)) < allowed && largest(&(&r - &library_r)) < allowed * singular[0]);
    assert!(largest(&(&q + &library_q)) > allowed && allowed < 0.1, "another sign is seen");
}

#[test]
fn a_quotient_times_its_divisor_is_the_dividend() {
    let (a, w) = (gaussian(6, 9, 2), gaussian(9, 9, 3));
    let (q, r) = qr(w.view());
    let quotient = times_inverse(a.view(), q.view(), r.view());
    // Row by row: (q + Δ)R = a with |Δ| from substitution, 9u·|a R⁻¹||R| (Higham 2002, §8.1), and three products
    // with 9u each and Q's own 40u: (9 + 9 + 9 + 40)u·‖a‖·κ(W), in norms that are at most √9 times larger than
    // entries.
    let singular = crate::spectrum::singular_values(w.view()).unwrap();
    let norm = largest(&a) * 3.0;
    let allowed = 67.0 * 3.0 * U * norm * singular[0] / singular[8];
    assert!(largest(&(bits::product(quotient.view(), w.view()) - &a)) < allowed);
    // Planted: Q in place of its transpose.
    let turned = times_inverse(a.view(), q.t(), r.view());
    assert!(largest(&(bits::product(turned.view(), w.view()) - &a)) > allowed);
}
