//! Does what `orthogonal.rs` promises hold?

use super::*;
use crate::bits::{self, product, streams::stream};
use crate::spectrum;

const U: f64 = f64::EPSILON / 2.0;

/// The bound of this file's head; h = 20 + ⌈log₂⌈n/256⌉⌉ is 20 for up to 256 numbers.
fn bound(short: usize) -> f64 {
    (20 + short + 6) as f64 * U
}

fn distance_from_identity(gram: &Array2<f64>) -> f64 {
    (gram - &Array2::<f64>::eye(gram.nrows())).iter().fold(0.0, |worst, entry| bits::max(worst, entry.abs()))
}

#[test]
fn rows_or_columns_are_orthonormal_to_rounding() {
    for (rows, columns) in [(1, 1), (1, 7), (7, 1), (64, 64), (100, 30), (30, 100), (200, 200)] {
        let q = orthogonal(rows, columns, &mut stream(1, "initialize", "orthonormal", rows));
        assert_eq!(q.dim(), (rows, columns));
        let gram = if rows > columns { product(q.t(), q.view()) } else { product(q.view(), q.t()) };
        // The product that tests it errs by another (long)·u.
        let allowed = bound(rows.min(columns)) + rows.max(columns) as f64 * U;
        assert!(distance_from_identity(&gram) <= allowed, "{rows} x {columns}");
        // Planted: one element off by a part in a thousand million.
        let mut planted = q;
        planted[[0, 0]] += 1e-9;
        let gram =
            if rows > columns { product(planted.t(), planted.view()) } else { product(planted.view(), planted.t()) };
        assert!(distance_from_identity(&gram) > allowed, "{rows} x {columns}: an error is seen");
    }
    assert_eq!(orthogonal(0, 3, &mut stream(1, "initialize", "empty", 0)).dim(), (0, 3));
}

#[test]
fn it_is_the_q_of_a_qr_decomposition_with_a_positive_diagonal() {
    let (rows, columns) = (40, 25);
    let q = orthogonal(rows, columns, &mut stream(1, "initialize", "against qr", 0));
    let mut again = stream(1, "initialize", "against qr", 0);
    let gaussian = standard_normal_matrix(&mut again, rows, columns);
    let (reference, _) = spectrum::qr(gaussian.view()).unwrap();
    let singular = spectrum::singular_values(gaussian.view()).unwrap();
    // Q moves by at most √2·κ·‖ΔG‖_F/‖G‖₂ to first order (Higham 2002, §19.9). Householder's Q belongs to a G that is off by
    // √k·k(4h + 13)u·‖G‖₂ (his §19.3: k reflections of each column), and this is more than that of Gram and Schmidt's.
    let condition = singular[0] / singular[columns - 1];
    let backward = (columns as f64).sqrt() * columns as f64 * (4.0 * 20.0 + 13.0) * U;
    let allowed = 2.0 * 2.0_f64.sqrt() * condition * backward;
    let worst = (&q - &reference).iter().fold(0.0_f64, |worst, entry| bits::max(worst, entry.abs()));
    assert!(worst <= allowed, "{worst:e} > {allowed:e}");
    // Planted: one column with the other sign.
    assert!((&q.column(3) + &reference.column(3)).iter().any(|entry| entry.abs() > allowed));
}

/// Mean of the trace and of its square over `replicates` matrices of size 6; `signs` gives each column its sign.
fn trace_moments(replicates: usize, signs: impl Fn(f64) -> f64) -> (f64, f64) {
    let traces: Vec<f64> = (0..replicates)
        .map(|replicate| {
            let q = orthogonal(6, 6, &mut stream(1, "initialize", "haar", replicate));
            let diagonal: Vec<f64> = q.diag().iter().map(|&entry| signs(entry) * entry).collect();
            bits::sum(&diagonal)
        })
        .collect();
    let squares: Vec<f64> = traces.iter().map(|trace| trace * trace).collect();
    (bits::sum(&traces) / replicates as f64, bits::sum(&squares) / replicates as f64)
}

#[test]
fn no_direction_is_preferred() {
    // The trace of a Haar orthogonal matrix has the first moments of a standard normal number: 0, 1, 0, 3 (Diaconis & Evans
    // 2001). So of 4,000 the mean has deviation 1/√4000, the mean square √2/√4000; four of them.
    let replicates = 4_000;
    let deviation = 1.0 / (replicates as f64).sqrt();
    let (mean, square) = trace_moments(replicates, |_| 1.0);
    assert!(mean.abs() < 4.0 * deviation, "{mean}");
    assert!((square - 1.0).abs() < 4.0 * 2.0_f64.sqrt() * deviation, "{square}");
    // Planted: signs that follow the entries, as in a decomposition that makes another diagonal positive.
    let (mean, square) = trace_moments(replicates, f64::signum);
    assert!(mean.abs() > 40.0 * deviation && (square - 1.0).abs() > 40.0 * deviation, "{mean} {square}");
}

#[test]
fn the_bits_are_the_same_everywhere() {
    let q = orthogonal(5, 3, &mut stream(20_231_106, "initialize", "pinned", 0));
    let pinned: Vec<u64> = q.iter().take(2).map(|entry| entry.to_bits()).collect();
    assert_eq!(pinned, [0xbfe7bcbcecad5edf, 0x3fc0f418c7b0c59c]);
}
