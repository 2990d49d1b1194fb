//! Which examples do the networks of this chapter see? The first digits, standardized.
//!
//! Standardized with the statistics of all digits: three pixels are never inked and stay 0, so that a pixel has mean
//! square near 61/64.

use ndarray::{Array2, s};

use crate::bits;
use crate::data;
use crate::network::Targets;
use crate::normalize::Normalizer;

/// How many classes there are.
pub(super) const CLASSES: usize = 10;
/// How many pixels there are.
pub(super) const PIXELS: usize = 64;

/// The first `count` digits and their classes.
pub(super) fn digits(count: usize) -> (Array2<f64>, Targets) {
    let set = data::digits();
    let fitted = Normalizer::Standard.fit(set.features.view()).expect("the data are finite");
    let inputs = fitted.transform(set.features.slice(s![..count, ..])).expect("the same columns as fitted");
    (inputs, Targets::Classes(set.target.iter().take(count).map(|&digit| digit as usize).collect()))
}

/// The widths of a network with `depth` weight matrices and hidden layers of `width` units.
pub(super) fn widths(width: usize, depth: usize) -> Vec<usize> {
    let mut widths = vec![width; depth + 1];
    (widths[0], widths[depth]) = (PIXELS, CLASSES);
    widths
}

/// √((1/n)Σx²); squares are taken relative to the largest number, since those of a vanished gradient would be 0.
pub(crate) fn root_mean_square(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = values.clone().fold(0.0, |largest: f64, value| bits::max(largest, value.abs()));
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    let squares: Vec<f64> = values.map(|value| (value / largest) * (value / largest)).collect();
    largest * (crate::bits::sum(&squares) / squares.len() as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiny_and_huge_numbers_have_a_root_mean_square() {
        for scale in [1.0, libm::ldexp(1.0, -900), libm::ldexp(1.0, 900)] {
            // √((9 + 16 + 0 + 0)/4) = 2.5.
            let values = [3.0, -4.0, 0.0, 0.0].map(|value| value * scale);
            assert_eq!(root_mean_square(values.into_iter()), 2.5 * scale);
        }
        assert_eq!(root_mean_square([0.0; 3].into_iter()), 0.0);
    }

    #[test]
    fn a_pixel_has_mean_square_near_61_of_64() {
        let (inputs, targets) = digits(1797);
        let mean_square = crate::bits::powi(root_mean_square(inputs.iter().copied()), 2);
        assert!((mean_square - 61.0 / 64.0).abs() < 1e-12 && targets.len() == 1797);
        assert_eq!(widths(32, 3), [64, 32, 32, 10]);
    }
}
