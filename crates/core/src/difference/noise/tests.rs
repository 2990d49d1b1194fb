//! Is noise of a known size found, and is nothing found where there is none?

use super::*;
use crate::bits::streams::{standard_normal, stream, uniform};
use proptest::prelude::*;

#[test]
fn the_table_by_hand() {
    // Alternating ±1: Δf = ±2, Δ²f = ∓4, … and σₖ² = (k!)²/(2k)!·4ᵏ: 2, 8/3, 16/5. All within a factor of 4, so the first is it.
    let alternating: Vec<f64> = (0..9).map(|index| if index % 2 == 0 { 1.0 } else { -1.0 }).collect();
    assert_eq!(of_values(&alternating), Noise::Level(2.0_f64.sqrt()));
    assert_eq!(of_values(&[1.0; 9]), Noise::TooFine);
    assert_eq!(of_values(&[1.0, f64::NAN, 2.0, 3.0]), Noise::NotFinite);
    assert_eq!(of_values(&[]), Noise::TooCoarse);
    let exponential: Vec<f64> = (0..9).map(|index| crate::bits::exp(f64::from(index))).collect();
    assert_eq!(of_values(&exponential), Noise::TooCoarse, "a function that shows is not noise");
}

#[test]
fn gaussian_noise_is_found_within_a_factor_of_four() {
    let mut numbers = stream(1, "difference/noise", "gaussian", 0);
    let mut close = 0;
    for _ in 0..200 {
        let sigma = crate::bits::powf(10.0, uniform(&mut numbers, -12.0, -2.0));
        let noisy = |x: f64| crate::bits::exp(x) + sigma * standard_normal(&mut numbers);
        if let Noise::Level(level) = measure(noisy, 0.5, 1e-13).noise {
            close += usize::from(level > sigma / 4.0 && level < sigma * 4.0);
        }
    }
    assert!(close > 190, "Moré & Wild: within a factor of 4 as a rule; here {close} of 200");
}

#[test]
fn rounding_to_single_precision_is_found_at_a_wider_spacing() {
    let single = |x: f64| f64::from(crate::bits::exp(x) as f32);
    let found = search(single, 0.7);
    let Noise::Level(level) = found.noise else { panic!("{found:?}") };
    // Between 2 and 4 the unit in the last place is 2⁻²²; exp(0.7) = 2.01.
    let expected = libm::ldexp(1.0, -22) / 12.0_f64.sqrt();
    assert!(level > expected / 4.0 && level < expected * 4.0, "{level} {expected}");
    assert!(found.spacing > 1e-9 && found.evaluations > 9, "{found:?}");
}

proptest! {
    #[test]
    fn noise_scales_with_the_function(exponent in -8..8_i32, seed in 0..1000_usize) {
        let mut numbers = stream(2, "difference/noise", "scaled", seed);
        let values: Vec<f64> = (0..9).map(|_| standard_normal(&mut numbers)).collect();
        let scaled: Vec<f64> = values.iter().map(|value| libm::ldexp(*value, exponent)).collect();
        match (of_values(&values), of_values(&scaled)) {
            (Noise::Level(one), Noise::Level(other)) => prop_assert_eq!(libm::ldexp(one, exponent), other),
            (one, other) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn a_smooth_trend_does_not_count_as_noise(slope in -1e3..1e3_f64, seed in 0..200_usize) {
        let noisy = |trend: f64| {
            let mut numbers = stream(3, "difference/noise", "trend", seed);
            let values: Vec<f64> = (0..9).map(|index| trend * f64::from(index) + 1e-3 * standard_normal(&mut numbers)).collect();
            of_values(&values)
        };
        if let Noise::Level(level) = noisy(slope) {
            prop_assert!(level < 1e-2, "{}", level);
        }
    }
}
