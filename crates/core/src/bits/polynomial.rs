//! What is the value of many polynomials, each at its own argument? Horner's rule for all of them side by side.
//!
//! ```text
//! p(x) = x·(c₁ + x·(c₂ + … + x·(c_{N−1} + x·c_N)))       no constant term
//! ```
//!
//! The coefficients lie in columns, all c₁ first, so that one instruction serves several polynomials; none knows how many. At most 2N roundings separate a
//! value from the exact one: it is that of coefficients which are off by γ_{2N} (Higham 2002, §5.1).
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

/// Polynomials that are computed together.
const LANES: usize = 16;

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

impl<T: Real> Kernel for Polynomials<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let count = self.arguments.len();
        let whole = count - count % LANES;
        for from in (0..whole).step_by(LANES) {
            let x: &[T; LANES] = self.arguments[from..from + LANES].try_into().expect("as many");
            let mut value = [T::zero(); LANES];
            let mut column = self.coefficients.len();
            while column > 0 {
                column -= count;
                let c: &[T; LANES] =
                    self.coefficients[column + from..column + from + LANES].try_into().expect("as many");
                for lane in 0..LANES {
                    value[lane] = (c[lane] + value[lane]) * x[lane];
                }
            }
            self.values[from..from + LANES].copy_from_slice(&value);
        }
        for index in whole..count {
            let (mut value, mut column) = (T::zero(), self.coefficients.len());
            while column > 0 {
                column -= count;
                value = (self.coefficients[column + index] + value) * self.arguments[index];
            }
            self.values[index] = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::dispatch::versions::{available, run_as};
    use crate::bits::powi;
    use crate::bits::streams::{standard_normal, stream};

    fn normals(count: usize, cell: usize) -> Vec<f64> {
        let mut stream = stream(1, "bits/polynomial", "normals", cell);
        (0..count).map(|_| standard_normal(&mut stream)).collect()
    }

    #[test]
    fn the_values_are_those_of_the_powers() {
        for (count, terms) in [(1, 1), (5, 3), (16, 7), (37, 12)] {
            let (c, x) = (normals(count * terms, 0), normals(count, 1));
            let mut values = vec![0.0; count];
            polynomials(&c, &x, &mut values);
            for (index, &value) in values.iter().enumerate() {
                let term = |n: usize| c[(n - 1) * count + index] * powi(x[index], n as i32);
                let (sum, size) =
                    (1..=terms).fold((0.0, 0.0), |(sum, size), n| (sum + term(n), size + f64::abs(term(n))));
                // 2N roundings here, and at most n + N in each term there.
                let bound = (4 * terms) as f64 * f64::EPSILON / 2.0 * size;
                assert!((value - sum).abs() <= bound, "{count} {terms}: {value} {sum}");
            }
        }
    }

    #[test]
    fn every_version_has_the_same_bits() {
        let (c, x) = (normals(37 * 12, 0), normals(37, 1));
        let single = |values: &[f64]| values.iter().map(|&x| x as f32).collect::<Vec<f32>>();
        let (c32, x32) = (single(&c), single(&x));
        let all = |version| {
            let (mut double, mut values) = (vec![0.0; 37], vec![0.0_f32; 37]);
            run_as(version, Polynomials { coefficients: &c, arguments: &x, values: &mut double });
            run_as(version, Polynomials { coefficients: &c32, arguments: &x32, values: &mut values });
            (double, values)
        };
        for version in available() {
            assert_eq!(all(version), all(available()[0]), "{version:?}");
        }
    }

    #[test]
    #[should_panic(expected = "no whole columns of 2")]
    fn coefficients_come_in_whole_columns() {
        polynomials(&[1.0, 2.0, 3.0], &[1.0, 2.0], &mut [0.0; 2]);
    }
}
