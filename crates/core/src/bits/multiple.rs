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
mod tests {
    use super::*;
    use crate::bits::dispatch::run_as;
    use crate::bits::streams::{standard_normals, stream};
    use crate::bits::{Version, fused};

    #[test]
    fn every_version_rounds_once_and_tells_a_change() {
        for count in [0, 1, 15, 16, 17, 100] {
            let (mut x, mut y) = (vec![0.0; count], vec![0.0; count]);
            let mut numbers = stream(1, "bits/multiple", "tests", count);
            standard_normals(&mut numbers, &mut x);
            standard_normals(&mut numbers, &mut y);
            let expected: Vec<f64> = x.iter().zip(&y).map(|(&x, &y)| fused(0.3, x, y)).collect();
            let rounded: Vec<f64> = x.iter().zip(&y).map(|(&x, &y)| 0.3 * x + y).collect();
            assert!(count < 100 || expected != rounded, "two roundings are told");
            for version in Version::available() {
                let mut sum = y.clone();
                let changed = run_as(version, AddMultiple { y: &mut sum, factor: 0.3, x: &x });
                assert!(sum == expected && changed == (count > 0), "{version} {count}");
                assert!(!run_as(version, AddMultiple { y: &mut sum, factor: 1e-30, x: &x }), "{version} {count}");
            }
        }
        assert!(add_multiple(&mut [f64::NAN], 0.0, &[1.0]));
    }

    #[test]
    #[should_panic(expected = "another length")]
    fn the_lengths_are_equal() {
        add_multiple(&mut [0.0], 1.0, &[1.0, 2.0]);
    }
}
