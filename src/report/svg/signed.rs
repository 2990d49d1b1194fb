//! Where do values of both signs and of all sizes lie on one axis? By the logarithm of their size, which near zero goes over into the value
//! itself:
//!
//! ```text
//! x ↦ sign(x)·log₁₀(1 + |x|/10ˢ)          s: the smallest power of ten that is told apart
//! ```
//!
//! The bi-symmetric logarithm of Webber (2013): far above 10ˢ equal ratios have equal lengths, far below it equal differences have.

use super::ticks::STRIDES;
use super::words::raised;
use crate::bits;

/// The place of a value, in decades from that of zero.
pub(super) fn inner(value: f64, smallest: i32) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    // Where the ratio would be beyond the largest number, 1 is nothing beside it.
    let decades = match value.abs() / libm::exp10(f64::from(smallest)) {
        ratio if ratio.is_finite() => libm::log1p(ratio) / std::f64::consts::LN_10,
        _ => libm::log10(value.abs()) - f64::from(smallest),
    };
    if value < 0.0 { -decades } else { decades }
}

/// Zero and powers of ten of either sign: all of them, or every second, third … if there are too many.
pub(super) fn ticks(low: f64, high: f64, smallest: i32, most: usize) -> Vec<(f64, String)> {
    let largest = bits::max(low.abs(), high.abs()).ceil() as i32;
    let with_stride = |stride: i32| {
        let powers: Vec<i32> =
            (smallest + 1..=smallest + largest).filter(|power| power.rem_euclid(stride) == 0).collect();
        let at = |&power: &i32| inner(libm::exp10(f64::from(power)), smallest);
        let below = powers.iter().rev().map(|power| (-at(power), format!("−{}", written(*power))));
        let above = powers.iter().map(|power| (at(power), written(*power)));
        let all = below.chain([(0.0, "0".to_owned())]).chain(above);
        all.filter(|(at, _)| (low..=high).contains(at)).collect::<Vec<_>>()
    };
    STRIDES.into_iter().map(with_stride).find(|ticks| ticks.len() <= most.max(3)).unwrap_or_default()
}

/// 0.01 to 1000 as they are, other powers with their exponent.
fn written(power: i32) -> String {
    if (-2..=3).contains(&power) { libm::exp10(f64::from(power)).to_string() } else { format!("10{}", raised(power)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_mirrored_and_decades_are_equal_far_from_zero() {
        assert_eq!((inner(0.0, 0), inner(-99.0, 0)), (0.0, -inner(99.0, 0)));
        // log₁₀ 100 = 2, and a decade more each: 10⁷ to 10⁸ within 10⁻⁷ of 1.
        assert!((inner(99.0, 0) - 2.0).abs() < 1e-15);
        assert!((inner(1e8, 0) - inner(1e7, 0) - 1.0).abs() < 1e-7);
        // Near zero differences count: not so from 1 to 10.
        assert!((inner(2e-9, 0) / inner(1e-9, 0) - 2.0).abs() < 1e-8 && inner(10.0, 0) / inner(1.0, 0) < 4.0);
        assert!((inner(1e300, -300) - 600.0).abs() < 1e-9, "beyond the largest ratio");
        assert_eq!((inner(0.0, -400), inner(-0.0, 0)), (0.0, 0.0), "also where that power is no number");
    }

    #[test]
    fn ticks_are_zero_and_powers_of_ten_of_either_sign_and_not_too_many() {
        let labels = |low, high, most| {
            ticks(inner(low, 0), inner(high, 0), 0, most).into_iter().map(|(_, label)| label).collect::<Vec<_>>()
        };
        assert_eq!(labels(-150.0, 2e4, 9), ["−100", "−10", "0", "10", "100", "1000", "10⁴"]);
        assert_eq!(labels(-150.0, 2e4, 5), ["−100", "0", "100", "10⁴"]);
        assert_eq!(labels(20.0, 2e4, 9), ["100", "1000", "10⁴"], "zero lies beyond");
        assert_eq!(labels(-0.5, 0.5, 9), ["0"]);
    }
}
