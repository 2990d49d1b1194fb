//! How noisy is a function? The size of its rounding errors, or of any other noise, measured from nine values close together.
//!
//! On nine points with a tiny equal spacing s a smooth function is nearly a polynomial, and differences of order k remove it: what is left of
//! Δᵏf is the noise. If that is independent from point to point, with variance σ², its k-th difference has variance σ²·(2k)!/(k!)². So each order gives an estimate of the standard deviation,
//!
//! ```text
//! σₖ² = (k!)²/(2k)! · mean((Δᵏf)²)
//! ```
//!
//! and the first k from which three in a row agree within a factor of 4, with differences of both signs, is the answer (Moré & Wild 2011,
//! *Estimating computational noise*, SIAM Journal on Scientific Computing 33(3)). If half of the values are equal the spacing is too
//! fine to see noise; if the estimates never agree it is so coarse that the function itself shows, or what is there is not noise.
//!
//! The original also refuses spacings over which f changes by a tenth. That test is left out: where f passes through zero no spacing would pass.
//!
//! ```
//! use wellposed_core::difference::noise::{Noise, search};
//!
//! // Rounding to multiples of 2⁻²⁰ is noise that is uniform over one unit: σ = 2⁻²⁰/√12.
//! let coarse = |x: f64| ((x * x + x) * 1_048_576.0).round() / 1_048_576.0;
//! let Noise::Level(level) = search(coarse, 0.3).noise else { panic!("there is noise to be seen") };
//! let expected = 1.0 / 1_048_576.0 / 12.0_f64.sqrt();
//! assert!(level > expected / 4.0 && level < expected * 4.0);
//! assert_eq!(search(|_| 1.0, 0.3).noise, Noise::TooFine);
//! ```

use super::realized;
use crate::bits;

/// Values that are needed.
const VALUES: usize = 9;
/// Estimates agree if the largest is no more than this many times the smallest.
const AGREEMENT: f64 = 4.0;
/// The first spacing of [`search`]: some hundred numbers apart, and no power of two, since near 0 powers of two may leave nothing to round.
const START: f64 = 1.236_067_977_499_789_7e-13;
/// How often noise that was seen is measured again, and by how much the spacing grows: a ratio that is far from those of small integers.
const AGAIN: usize = 2;
const GOLDEN: f64 = 1.618_033_988_749_895;
/// By how much [`search`] changes the spacing, and how often.
const FACTOR: f64 = 16.0;
const TRIES: usize = 9;

/// The noise of a function at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Noise {
    /// Its standard deviation; within a factor of 4, as a rule.
    Level(f64),
    /// Half of the values are equal: with this spacing noise can't be seen.
    TooFine,
    /// Differences of no order look like noise: the spacing is too coarse, or the function is not smooth.
    TooCoarse,
    /// A value is infinite or not a number, or the noise is beyond the largest number.
    NotFinite,
}

/// The noise with the spacing and the work that it took.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Measurement {
    /// What was found.
    pub noise: Noise,
    /// The spacing of the points.
    pub spacing: f64,
    /// How often f was evaluated.
    pub evaluations: usize,
}

/// The noise in values of a function at equally spaced points. Fewer than four values tell nothing: [`Noise::TooCoarse`].
pub fn of_values(values: &[f64]) -> Noise {
    if values.iter().any(|value| !value.is_finite()) {
        return Noise::NotFinite;
    }
    // A power of two, so that squares neither overflow nor vanish and no bit changes where they would not.
    let unit = bits::unit_of(values);
    let mut differences: Vec<f64> = values.iter().map(|value| value / unit).collect();
    let mut levels: Vec<(f64, bool)> = Vec::new();
    let mut weight = 1.0; // (k!)²/(2k)!
    for order in 1..values.len() {
        differences = differences.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let unchanged = differences.iter().filter(|&&difference| difference == 0.0).count();
        if order == 1 && 2 * unchanged >= values.len() {
            return Noise::TooFine;
        }
        weight *= 0.5 * order as f64 / (2 * order - 1) as f64;
        let squares: Vec<f64> = differences.iter().map(|difference| difference * difference).collect();
        let level = (weight * bits::sum(&squares) / squares.len() as f64).sqrt();
        let both_signs = differences.iter().any(|&d| d > 0.0) && differences.iter().any(|&d| d < 0.0);
        levels.push((level, both_signs));
    }
    let agree = |three: &&[(f64, bool)]| {
        let smallest = three.iter().fold(f64::INFINITY, |least, (level, _)| bits::min(least, *level));
        let largest = three.iter().fold(0.0, |most: f64, (level, _)| bits::max(most, *level));
        three[0].1 && largest <= AGREEMENT * smallest
    };
    match levels.windows(3).find(agree).map(|three| three[0].0 * unit) {
        Some(level) if level.is_finite() => Noise::Level(level),
        Some(_) => Noise::NotFinite,
        None => Noise::TooCoarse,
    }
}

/// The noise of `f` at `x` from nine points with this spacing, [`realized`] at x so that the points are equally spaced as stored.
pub fn measure(mut f: impl FnMut(f64) -> f64, x: f64, spacing: f64) -> Measurement {
    let spacing = realized(x, spacing);
    let half = (VALUES / 2) as f64;
    let values: Vec<f64> = (0..VALUES).map(|index| f(x + (index as f64 - half) * spacing)).collect();
    Measurement { noise: of_values(&values), spacing, evaluations: VALUES }
}

/// The noise of `f` at `x`, with a spacing that is looked for: from about 10⁻¹³·max(1, |x|) up where it is too fine, down where it is too coarse.
///
/// Rounding errors at equally spaced points can follow a straight line and then look like none. So where noise is seen it is measured with two
/// more spacings, and the largest level counts. The last attempt is returned if none sees noise: [`Noise::TooFine`] means that f does not change at all near x.
pub fn search(mut f: impl FnMut(f64) -> f64, x: f64) -> Measurement {
    let mut found = find(&mut f, x);
    let mut spacing = found.spacing;
    for _ in 0..AGAIN {
        let Noise::Level(level) = found.noise else { return found };
        spacing *= GOLDEN;
        let again = measure(&mut f, x, spacing);
        found.evaluations += again.evaluations;
        if let Noise::Level(other) = again.noise {
            found.noise = Noise::Level(bits::max(level, other));
        }
    }
    found
}

fn find(mut f: impl FnMut(f64) -> f64, x: f64) -> Measurement {
    let mut evaluations = 0;
    let mut attempt = |spacing: f64| {
        let found = measure(&mut f, x, spacing);
        evaluations += found.evaluations;
        Measurement { evaluations, ..found }
    };
    let first = attempt(START * bits::max(x.abs(), 1.0));
    let factor = match first.noise {
        Noise::Level(_) => return first,
        Noise::TooFine => FACTOR,
        Noise::TooCoarse | Noise::NotFinite => 1.0 / FACTOR,
    };
    let mut last = first;
    for _ in 1..TRIES {
        last = attempt(last.spacing * factor);
        match last.noise {
            Noise::Level(_) => return last,
            noise if noise != first.noise => break,
            _ => {}
        }
    }
    if last.noise != first.noise {
        // Too fine on one side and too coarse on the other: what can be seen lies between.
        let back = if factor > 1.0 { [0.5, 0.25, 0.125] } else { [2.0, 4.0, 8.0] };
        for between in back.map(|between| between * last.spacing) {
            let next = attempt(between);
            if let Noise::Level(_) = next.noise {
                return next;
            }
            last.evaluations = next.evaluations;
        }
    }
    last
}

#[cfg(test)]
mod tests;
