//! Is the order the documented one, in every version, and does the error keep its bound?

use super::*;
use crate::bits::dispatch::run_as;
use crate::bits::streams::{standard_normal, stream};
use crate::bits::{Version, fused};

fn normals(count: usize, cell: &str) -> Vec<f64> {
    let mut stream = stream(1, "bits/summation", cell, count);
    (0..count).map(|_| standard_normal(&mut stream)).collect()
}

/// The documented order of a dot product (with ones, of a sum), written another way: terms are handed to lanes one by one, blocks are summed by recursion on the block count.
fn documented(x: &[f64], y: &[f64]) -> f64 {
    if x.len() > 256 {
        let half = 256 * (x.len() / 2).div_ceil(256);
        return documented(&x[..half], &y[..half]) + documented(&x[half..], &y[half..]);
    }
    let mut lanes = [0.0; 16];
    for (index, (&x, &y)) in x.iter().zip(y).enumerate() {
        lanes[index % 16] = fused(x, y, lanes[index % 16]);
    }
    let eight: Vec<f64> = (0..8).map(|l| lanes[l] + lanes[l + 8]).collect();
    let four: Vec<f64> = (0..4).map(|l| eight[l] + eight[l + 4]).collect();
    (four[0] + four[2]) + (four[1] + four[3])
}

#[test]
fn the_order_is_the_documented_one() {
    for count in (0..70).chain([255, 256, 257, 511, 512, 513, 1000, 4097]) {
        let (x, y) = (normals(count, "x"), normals(count, "y"));
        assert_eq!(sum(&x).to_bits(), documented(&x, &vec![1.0; count]).to_bits(), "sum of {count}");
        assert_eq!(dot(&x, &y).to_bits(), documented(&x, &y).to_bits(), "dot of {count}");
    }
    // A plain loop is another order, and the comparison tells.
    let x = normals(1000, "x");
    assert_ne!(sum(&x).to_bits(), x.iter().fold(0.0, |sum, x| sum + x).to_bits());
    // And so is a sum of products that are rounded first.
    let products: Vec<f64> = x.iter().map(|x| x * x).collect();
    assert!((17..1000).any(|count| dot(&x[..count], &x[..count]) != sum(&products[..count])));
}

#[test]
fn every_version_has_the_same_bits() {
    for count in 0..=BLOCK {
        let (x, y) = (normals(count, "x"), normals(count, "y"));
        let single: Vec<f32> = x.iter().map(|&x| x as f32).collect();
        let expected =
            (documented(&x, &vec![1.0; count]), run_as(Version::Portable, BlockDot { x: &x, y: &y }), sum(&single));
        for version in Version::available() {
            assert_eq!(run_as(version, BlockSum { values: &x }).to_bits(), expected.0.to_bits(), "{version:?}");
            assert_eq!(run_as(version, BlockDot { x: &x, y: &y }).to_bits(), expected.1.to_bits(), "{version:?}");
            assert_eq!(run_as(version, BlockSum { values: &single }).to_bits(), expected.2.to_bits(), "{version:?}");
        }
    }
}

#[test]
fn norms_are_scaled_and_have_the_same_bits_in_every_version() {
    assert_eq!(norm(&[3.0, -4.0]), 5.0);
    assert!((norm(&[3e200, -4e200]) - 5e200).abs() < 1e185, "squares overflow, the norm does not");
    assert!((norm(&[3e-200, 4e-200]) - 5e-200).abs() < 1e-215, "squares underflow, the norm does not");
    assert_eq!(norm(&[1.0, f64::NEG_INFINITY]), f64::INFINITY);
    assert!(norm(&[f64::INFINITY, f64::NAN]).is_nan() && norm(&[f64::NAN, 1.0]).is_nan());
    assert_eq!((norm::<f64>(&[]), norm(&[0.0, -0.0])), (0.0, 0.0));
    for count in [1, 15, 16, 17, 256, 1000] {
        let x = normals(count, "norm");
        let largest = x.iter().fold(0.0, |largest: f64, x| crate::bits::max(largest, x.abs()));
        let scaled: Vec<f64> = x.iter().map(|x| x / largest).collect();
        assert_eq!(norm(&x).to_bits(), (largest * documented(&scaled, &scaled).sqrt()).to_bits(), "{count}");
        let block = &x[..count.min(BLOCK)];
        for version in Version::available() {
            assert_eq!(run_as(version, Largest { values: &x }).to_bits(), largest.to_bits(), "{version:?}");
            let expected = run_as(Version::Portable, BlockSquares { values: block, largest });
            assert_eq!(run_as(version, BlockSquares { values: block, largest }).to_bits(), expected.to_bits());
        }
    }
}

#[test]
fn the_error_keeps_its_bound() {
    // The sum in f32 of numbers whose sum in f64 is right to far more digits: h = 16 + 4 + 12 additions for n = 2^20.
    let values: Vec<f32> = normals(1 << 20, "error").iter().map(|&x| x as f32).collect();
    let wide: Vec<f64> = values.iter().map(|&x| f64::from(x)).collect();
    let magnitude = sum(&wide.iter().map(|x| x.abs()).collect::<Vec<_>>());
    let hu = 32.0 * f32::UNIT_ROUNDOFF.to_f64();
    let bound = hu / (1.0 - hu) * magnitude;
    assert!((sum(&values).to_f64() - sum(&wide)).abs() <= bound);
}

#[test]
fn special_values() {
    assert_eq!(sum::<f64>(&[]).to_bits(), 0.0_f64.to_bits());
    assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
    assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
    assert!(dot(&[0.0, 1.0], &[f64::INFINITY, 1.0]).is_nan());
}

#[test]
#[should_panic(expected = "different lengths")]
fn dot_wants_equal_lengths() {
    dot(&[1.0], &[1.0, 2.0]);
}
