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
mod tests;
