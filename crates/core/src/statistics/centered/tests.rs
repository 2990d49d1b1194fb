//! Does what `centered.rs` promises hold?

use super::*;
use crate::bits::streams::{stream, uniform};

/// n numbers between offset ± 1.
fn around(offset: f64, n: usize) -> Vec<f64> {
    let mut draws = stream(1, "statistics", "centered", n);
    (0..n).map(|_| offset + uniform(&mut draws, -1.0, 1.0)).collect()
}

/// Mean and standard deviation by the formulas as they are printed.
fn as_printed(values: &[f64]) -> (f64, f64) {
    let mean = bits::sum(values) / values.len() as f64;
    let squares: Vec<f64> = values.iter().map(|x| (x - mean) * (x - mean)).collect();
    (mean, (bits::sum(&squares) / (values.len() - 1) as f64).sqrt())
}

fn centered(values: &[f64]) -> (f64, f64) {
    let centered = Centered::of(values);
    (centered.mean(), libm::ldexp(centered.standard_deviation(), centered.exponent))
}

#[test]
fn ordinary_values_have_the_bits_of_the_printed_formulas() {
    for n in [2, 3, 100, 5000] {
        for offset in [0.0, 3.0, 1e3, -1e5] {
            let values = around(offset, n);
            assert_eq!(centered(&values), as_printed(&values), "{offset} {n}");
        }
    }
    // Planted: where the mean has lost digits, others come out.
    let close = around(1e14, 5000);
    assert_ne!(centered(&close), as_printed(&close));
}

#[test]
fn equal_values_leave_exactly_nothing() {
    for value in [14.62, 0.1, -0.3, 1e308, f64::MAX, 1e-300 / 3.0, 5e-324, 0.0] {
        for n in [1, 2, 3, 7, 100, 1000, 65_537] {
            let centered = Centered::of(&vec![value; n]);
            assert_eq!(centered.mean(), value, "{value} × {n}");
            assert!(centered.rest == 0.0 && centered.deviations.iter().all(|&deviation| deviation == 0.0));
        }
    }
    assert!(as_printed(&[14.62; 1000]).1 > 0.0, "planted: the printed formulas leave a deviation");
}
