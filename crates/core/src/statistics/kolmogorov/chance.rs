//! With which probability does Kolmogorov's distance stay below d, if the values do come from the distribution?
//!
//! **One sample, exact.** With nd = k − h, k whole and 0 ≤ h < 1, P(D < d) = n!/nⁿ times the middle element of Hⁿ, where H has 2k − 1 rows:
//! 1/(i − j + 1)! below and next above the diagonal, less what the two boundaries cut off in the first column and the last row (Durbin 1973;
//! Marsaglia, Tsang & Wang 2003). No entry is negative, and a row vector is multiplied n times, so that the relative error is some n·k·u.
//!
//! **Two samples, exact.** Sorted together, m and n values are a path of m + n steps, and each path is as likely as any other. With p(i, j)
//! for the share of the paths to (i, j) that never leave |i/m − j/n| ≤ d, p(i, j) = p(i − 1, j)·i/(i + j) + p(i, j − 1)·j/(i + j) inside, and 0
//! outside (Hodges 1958).
//!
//! **Many values.** P(√n·D ≤ t) tends to K(t) = 1 − 2Σ(−1)^(k−1)·e^(−2k²t²) = √(2π)/t · Σ e^(−(2k−1)²π²/8t²) (Kolmogorov 1933). The first series
//! is taken from t = 1 on and the second below; the fifth term of either is less than u times the first.

use crate::bits;
use crate::statistics::quantiles::bisect;
use ndarray::Array2;

/// P(D < `distance`) for so many values; 0 ≤ `distance` < 1.
pub(super) fn of_one_sample(count: usize, distance: f64) -> f64 {
    let n = count as f64;
    let k = (n * distance).floor();
    // By rows of the transpose, so that a product is one with a column.
    let transposed = durbin(k as usize + 1, k + 1.0 - n * distance).reversed_axes();
    let (mut row, mut next) = (vec![0.0; transposed.nrows()], vec![0.0; transposed.nrows()]);
    row[k as usize] = 1.0;
    for step in 1..=count {
        bits::matrix_vector(transposed.view(), &row, &mut next);
        next.iter_mut().for_each(|entry| *entry *= step as f64 / n);
        std::mem::swap(&mut row, &mut next);
    }
    row[k as usize]
}

/// H for k and h.
fn durbin(k: usize, h: f64) -> Array2<f64> {
    let size = 2 * k - 1;
    // 1/j!, hʲ/j!.
    let over_factorial = |base: f64| -> Vec<f64> {
        (1..=size)
            .scan(1.0, |term, j| {
                *term *= base / j as f64;
                Some(*term)
            })
            .collect()
    };
    let (inverse, cut) = (over_factorial(1.0), over_factorial(h));
    let entry = |(row, column): (usize, usize)| match (row + 1).checked_sub(column) {
        None => 0.0,
        Some(0) => 1.0,
        Some(order) => inverse[order - 1],
    };
    let mut matrix = Array2::from_shape_fn((size, size), entry);
    for index in 0..size {
        matrix[(index, 0)] -= cut[index];
        matrix[(size - 1, index)] -= cut[size - 1 - index];
    }
    // Where the boundaries are near, what both cut off was taken away twice.
    if h > 0.5 {
        matrix[(size - 1, 0)] += over_factorial(2.0 * h - 1.0)[size - 1];
    }
    matrix
}

/// P(D ≤ `largest`/(m·n)) between samples of m and n values.
pub(super) fn of_two_samples(m: usize, n: usize, largest: usize) -> f64 {
    let inside = |i: usize, j: usize| (i * n).abs_diff(j * m) <= largest;
    // p(i, j) for one i and all j.
    let mut row: Vec<f64> = (0..=n).map(|j| if inside(0, j) { 1.0 } else { 0.0 }).collect();
    for i in 1..=m {
        row[0] = if inside(i, 0) { row[0] } else { 0.0 };
        for j in 1..=n {
            let share = i as f64 / (i + j) as f64;
            row[j] = if inside(i, j) { row[j] * share + row[j - 1] * (1.0 - share) } else { 0.0 };
        }
    }
    row[n]
}

/// The t with K(t) = `confidence`.
pub(super) fn limiting_quantile(confidence: f64) -> f64 {
    // K(20) is 1 to all digits.
    bisect(20.0, |t| limiting(t) < confidence)
}

/// K(t).
fn limiting(t: f64) -> f64 {
    let series = |term: fn(f64, f64) -> f64| bits::sum(&[1.0, 2.0, 3.0, 4.0, 5.0].map(|k| term(k, t)));
    if t < 1.0 {
        let root = (2.0 * std::f64::consts::PI).sqrt();
        root / t
            * series(|k, t| {
                let quotient = (2.0 * k - 1.0) * std::f64::consts::PI / t;
                bits::exp(-quotient * quotient / 8.0)
            })
    } else {
        1.0 - 2.0 * series(|k, t| bits::exp(-2.0 * k * k * t * t) * if k % 2.0 == 1.0 { 1.0 } else { -1.0 })
    }
}
