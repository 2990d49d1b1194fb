//! How are two vectors turned in their plane? Element by element, each from the two that stand at its place.
//!
//! ```text
//! (x, y) ◄ (a·x + b·y, c·x + d·y),   the second product rounded, the first fused with it
//! ```
//!
//! No element depends on another, so that any number of them may share an instruction. A turn by an angle φ is a = d = cos φ, c = −b = sin φ.

use super::dispatch::{self, Kernel};
use super::lanes::Instructions;

/// Numbers that are computed together.
const LANES: usize = 16;

/// `(x, y) ◄ (a·x + b·y, c·x + d·y)` for the matrix `[[a, b], [c, d]]`.
///
/// # Panics
/// If the lengths differ.
pub(crate) fn combine(x: &mut [f64], y: &mut [f64], matrix: [[f64; 2]; 2]) {
    assert_eq!(x.len(), y.len(), "vectors of different lengths lie in no plane");
    dispatch::run(Combine { x, y, matrix });
}

struct Combine<'a> {
    x: &'a mut [f64],
    y: &'a mut [f64],
    matrix: [[f64; 2]; 2],
}

impl Kernel for Combine<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) {
        let ((x, last_x), (y, last_y)) = (self.x.as_chunks_mut::<LANES>(), self.y.as_chunks_mut::<LANES>());
        for (x, y) in x.iter_mut().zip(y) {
            (*x, *y) = turned(instructions, *x, *y, self.matrix);
        }
        for (x, y) in last_x.iter_mut().zip(last_y) {
            ([*x], [*y]) = turned(instructions, [*x], [*y], self.matrix);
        }
    }
}

#[inline(always)]
fn turned<I: Instructions, const N: usize>(
    instructions: I,
    x: [f64; N],
    y: [f64; N],
    [[a, b], [c, d]]: [[f64; 2]; 2],
) -> ([f64; N], [f64; N]) {
    let (mut first, mut second) = (y, y);
    for lane in 0..N {
        (first[lane], second[lane]) = (b * y[lane], d * y[lane]);
    }
    (instructions.fused([a; N], x, first), instructions.fused([c; N], x, second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::dispatch::run_as;
    use crate::bits::streams::{standard_normal_matrix, stream};
    use crate::bits::{Version, fused};

    #[test]
    fn every_version_has_the_bits_of_the_formula() {
        let matrix = [[0.1, -0.7], [1.3, 0.9]];
        for length in [0, 1, 3, 8, 17, 100] {
            let draws = standard_normal_matrix(&mut stream(1, "bits/plane", "tests", length), 2, length);
            let (x, y) = (draws.row(0).to_vec(), draws.row(1).to_vec());
            let pairs = || x.iter().zip(&y);
            let first: Vec<f64> = pairs().map(|(&x, &y)| fused(0.1, x, -0.7 * y)).collect();
            let second: Vec<f64> = pairs().map(|(&x, &y)| fused(1.3, x, 0.9 * y)).collect();
            let rounded: Vec<f64> = pairs().map(|(x, y)| 0.1 * x + -0.7 * y).collect();
            assert!(
                length < 100 || (first != rounded && second != y),
                "two roundings, and a kernel that does nothing, are told"
            );
            for version in Version::available() {
                let (mut left, mut right) = (x.clone(), y.clone());
                run_as(version, Combine { x: &mut left, y: &mut right, matrix });
                assert!(left == first && right == second, "{version:?}, {length}");
            }
        }
    }

    #[test]
    #[should_panic(expected = "of different lengths")]
    fn vectors_of_different_lengths_are_refused() {
        combine(&mut [1.0], &mut [1.0, 2.0], [[1.0, 0.0], [0.0, 1.0]]);
    }
}
