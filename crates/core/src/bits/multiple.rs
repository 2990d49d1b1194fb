//! How is a multiple of one vector added to another? Number by number, fused.
//!
//! ```text
//! y ← y + factor·x,   rounded once
//! ```
//!
//! A step of gradient descent is that, with minus the step size for a factor, and so is the gradient of a ridge.
//!
//! ```
//! use wellposed_core::bits::add_multiple;
//!
//! let mut y = [1.0, 2.0];
//! assert!(add_multiple(&mut y, -0.5, &[2.0, 0.0]));
//! assert_eq!(y, [0.0, 2.0]);
//! assert!(!add_multiple(&mut y, 1e-20, &[0.0, 1.0]), "nothing changed");
//! ```

use super::Real;
use super::dispatch::Kernel;
use super::lanes::Instructions;

/// Numbers that are computed together.
const LANES: usize = 16;

/// Adds `factor·x` to `y` and says whether that changed a number (a NaN counts as changed).
///
/// # Panics
/// If the lengths differ.
pub fn add_multiple<T: Real>(y: &mut [T], factor: T, x: &[T]) -> bool {
    assert_eq!(y.len(), x.len(), "a multiple of a vector of another length");
    T::add_multiple(AddMultiple { y, factor, x })
}

pub struct AddMultiple<'a, T> {
    y: &'a mut [T],
    factor: T,
    x: &'a [T],
}

impl<T: Real> Kernel for AddMultiple<'_, T> {
    type Output = bool;

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) -> bool {
        let mut changed = false;
        let ((y, last_y), (x, last_x)) = (self.y.as_chunks_mut::<LANES>(), self.x.as_chunks::<LANES>());
        for (y, x) in y.iter_mut().zip(x) {
            let sum = instructions.fused(*x, [self.factor; LANES], *y);
            for lane in 0..LANES {
                changed |= sum[lane] != y[lane];
            }
            *y = sum;
        }
        for (y, &x) in last_y.iter_mut().zip(last_x) {
            let [sum] = instructions.fused([x], [self.factor], [*y]);
            changed |= sum != *y;
            *y = sum;
        }
        changed
    }
}

#[cfg(test)]
mod tests;
