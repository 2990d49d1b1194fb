//! Do statistics and normalizers keep their digits for values of every size, and close together beside their offset? Each against thirty digits (`exact`), with a bound
//! that is derived, and beside it the naive formula, which breaks the same bound.

#[path = "../exact/mod.rs"]
#[expect(dead_code, reason = "other tests need the functions of it")]
mod exact;
mod fitting;
mod moments;
mod normalizers;
mod stored;
mod values;

use exact::Precise;
use wellposed_core::bits::max;
use wellposed_core::bits::streams::{numbered_stream, uniform};
use wellposed_core::difference::Scalar;

const U: f64 = f64::EPSILON / 2.0;

/// Additions that a term of n passes through in [`bits::sum`].
fn additions(n: usize) -> f64 {
    20.0 + f64::from(n.div_ceil(256).next_power_of_two().trailing_zeros())
}

fn precise(values: impl Iterator<Item = Precise>) -> Precise {
    values.fold(Precise::constant(0.0), |sum, value| sum + value)
}

/// The mean, and what it leaves of each value, in units of 2^exponent.
struct Exact {
    exponent: i32,
    mean: Precise,
    deviations: Vec<Precise>,
}

impl Exact {
    fn of(values: &[f64]) -> Self {
        let exponent = libm::frexp(values.iter().fold(0.0, |largest, value| max(largest, value.abs()))).1;
        let scaled: Vec<Precise> = values.iter().map(|&x| Precise::constant(libm::ldexp(x, -exponent))).collect();
        let mean = precise(scaled.iter().copied()) / Precise::constant(values.len() as f64);
        Exact { exponent, mean, deviations: scaled.into_iter().map(|x| x - mean).collect() }
    }

    /// Σd·e.
    fn products(&self, other: &Exact) -> Precise {
        precise(self.deviations.iter().zip(&other.deviations).map(|(&a, &b)| a * b))
    }

    /// The sample standard deviation.
    fn deviation(&self) -> Precise {
        let variance = self.products(self) / Precise::constant((self.deviations.len() - 1) as f64);
        if variance.high == 0.0 { variance } else { variance.sqrt() }
    }

    /// A computed number in these units.
    fn scaled(&self, number: f64) -> f64 {
        libm::ldexp(number, -self.exponent)
    }

    /// How far a computed number is from the exact one of these units; infinitely far if it is none.
    fn distance(&self, exact: Precise, found: f64) -> f64 {
        if found.is_finite() { exact.distance(self.scaled(found)) } else { f64::INFINITY }
    }
}

/// n numbers offset + size·k/1000 with whole k between ±1000.
fn grid(offset: f64, size: f64, n: usize) -> Vec<f64> {
    let mut draws = numbered_stream(3, "tests/statistics", &[n as u64]);
    (0..n).map(|_| offset + size * (uniform(&mut draws, -1000.0, 1000.0).round() / 1000.0)).collect()
}

/// Sizes at which squares overflow or vanish, and one at which they do not.
const SIZES: [f64; 7] = [1e-300, 1e-200, 1e-165, 1.0, 1e155, 1e200, 1e307];
/// Offsets beside deviations of 1/1000 and more, up to the last at which these are whole units in the last place; the mean loses digits from the second on.
const OFFSETS: [f64; 4] = [1e5, 6e8, 6e11, 8e12];
