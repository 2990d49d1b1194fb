//! What is the value of many polynomials, each at its own argument? Horner's rule for all of them side by side.
//!
//! ```text
//! p(x) = x·(c₁ + x·(c₂ + … + x·(c_{N−1} + x·c_N)))       no constant term
//! ```
//!
//! The coefficients lie in columns, all c₁ first, so that one instruction serves several polynomials; none knows how many. Each step is
//! fused. At most N roundings separate a value from the exact one: it is that of coefficients which are off by γ_N (Higham 2002, §5.1, where products are rounded too).
//!
//! ```
//! use wellposed_core::bits::polynomials;
//!
//! // x + 2x² at 3, and −x at 5.
//! let mut values = [0.0; 2];
//! polynomials(&[1.0, -1.0, 2.0, 0.0], &[3.0, 5.0], &mut values);
//! assert_eq!(values, [21.0, -5.0]);
//! ```

use super::Real;
use super::dispatch::Kernel;
use super::lanes::{Instructions, Vector};

/// Writes the value of each polynomial at its argument to `values`.
///
/// # Panics
/// If `values` has another length than `arguments`, or if `coefficients` are not whole columns of that length.
pub fn polynomials<T: Real>(coefficients: &[T], arguments: &[T], values: &mut [T]) {
    assert_eq!(arguments.len(), values.len(), "one value for each argument");
    assert!(
        if arguments.is_empty() { coefficients.is_empty() } else { coefficients.len().is_multiple_of(arguments.len()) },
        "{} coefficients are no whole columns of {}",
        coefficients.len(),
        arguments.len()
    );
    T::polynomials(Polynomials { coefficients, arguments, values });
}

pub struct Polynomials<'a, T> {
    coefficients: &'a [T],
    arguments: &'a [T],
    values: &'a mut [T],
}

impl Kernel for Polynomials<'_, f64> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) {
        side_by_side::<f64, I, I::Doubles>(instructions, self);
    }
}

impl Kernel for Polynomials<'_, f32> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) {
        side_by_side::<f32, I, I::Singles>(instructions, self);
    }
}

/// Four registers of polynomials as long as there are so many, one register of them, and the last ones alone.
#[inline(always)]
fn side_by_side<T: Real, I: Instructions, V: Vector<T, I>>(instructions: I, polynomials: Polynomials<T>) {
    let Polynomials { coefficients, arguments, values } = polynomials;
    let count = arguments.len();
    let (fours, ones) = (count - count % (4 * V::LANES), count - count % V::LANES);
    for from in (0..fours).step_by(4 * V::LANES) {
        horner::<T, I, V, 4>(instructions, coefficients, arguments, values, from);
    }
    for from in (fours..ones).step_by(V::LANES) {
        horner::<T, I, V, 1>(instructions, coefficients, arguments, values, from);
    }
    for from in ones..count {
        let mut value = [T::zero()];
        for column in coefficients.chunks_exact(count).rev() {
            value = instructions.fused(value, [arguments[from]], [column[from]]);
        }
        [values[from]] = instructions.fused(value, [arguments[from]], [T::zero()]);
    }
}

/// The values of `N` registers of polynomials from one on.
#[inline(always)]
fn horner<T: Real, I: Instructions, V: Vector<T, I>, const N: usize>(
    instructions: I,
    coefficients: &[T],
    arguments: &[T],
    values: &mut [T],
    from: usize,
) {
    let zero = V::splat(instructions, T::zero());
    let (mut x, mut value) = ([zero; N], [zero; N]);
    for (index, x) in x.iter_mut().enumerate() {
        *x = V::load(instructions, &arguments[from + index * V::LANES..]);
    }
    for column in coefficients.chunks_exact(arguments.len()).rev() {
        for index in 0..N {
            let c = V::load(instructions, &column[from + index * V::LANES..]);
            value[index] = value[index].fused(x[index], c);
        }
    }
    for index in 0..N {
        value[index].fused(x[index], zero).store(&mut values[from + index * V::LANES..]);
    }
}

#[cfg(test)]
mod tests;
