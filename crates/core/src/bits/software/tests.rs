//! Is the software's result that of the hardware, or of the `libm` crate where there is no hardware, for random and for hard cases?

use proptest::prelude::*;
use rand::RngExt;

use super::*;
use crate::bits::fused;
use crate::bits::streams::{Stream, stream};

/// The definition, by the instruction or by a library that is exact.
fn reference(a: f64, b: f64, c: f64) -> f64 {
    libm::fma(a, b, c)
}

fn same(x: f64, y: f64) -> bool {
    x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan()
}

/// Both ways in software: integers, and the error-free sums of arrays.
fn software(a: f64, b: f64, c: f64) -> [f64; 2] {
    [in_integers(a, b, c), fused_doubles([a], [b], [c])[0]]
}

fn check(a: f64, b: f64, c: f64) {
    let expected = reference(a, b, c);
    let found = software(a, b, c);
    assert!(found.iter().all(|&found| same(found, expected)), "{a:e}·{b:e} + {c:e}: {found:?}, not {expected:e}");
}

const LEAST: f64 = f64::from_bits(1);

/// Numbers at every end and seam.
fn ends() -> Vec<f64> {
    let powers = [-1074, -1022, -969, -540, -481, -480, -100, -53, -1, 0, 1, 52, 53, 54, 480, 481, 999, 1000, 1023];
    let near = powers.map(|power| libm::ldexp(1.0, power)).into_iter();
    let around = near.flat_map(|x| [x, x.next_up(), x.next_down(), x * 1.5, x * (1.0 + f64::EPSILON * 3.0)]);
    let all = around.chain([0.0, f64::MAX, f64::INFINITY, f64::MIN_POSITIVE, f64::from_bits(0x000f_ffff_ffff_ffff)]);
    all.flat_map(|x| [x, -x]).chain([f64::NAN]).collect()
}

#[test]
fn every_combination_of_ends() {
    let ends = ends();
    for &a in &ends {
        for &b in ends.iter().step_by(3) {
            ends.iter().for_each(|&c| check(a, b, c));
        }
    }
}

/// A number whose exponent is uniform within a range around zero, and whose mantissa often ends in zeros or ones.
fn draw(numbers: &mut Stream, reach: u64) -> f64 {
    let mantissa = match numbers.random_range(0..4) {
        0 => numbers.random::<u64>() & (u64::MAX << numbers.random_range(0..52)),
        1 => numbers.random::<u64>() | (u64::MAX >> numbers.random_range(12..64)),
        _ => numbers.random(),
    };
    let exponent = numbers.random_range(1023 - reach..=1023 + reach.min(1023));
    f64::from_bits(numbers.random::<u64>() & (1 << 63) | exponent << 52 | mantissa & ((1 << 52) - 1))
}

/// Random triples: of all exponents, of near ones, and such that product and addend nearly cancel or the sum is near a tie.
fn triple(numbers: &mut Stream) -> (f64, f64, f64) {
    let reach = [1023, 60, 3][numbers.random_range(0..3)];
    let (a, b) = (draw(numbers, reach), draw(numbers, reach));
    let c = match numbers.random_range(0..4) {
        0 => draw(numbers, reach),
        1 => -(a * b) * (1.0 + f64::EPSILON * numbers.random_range(-2.0..2.0)),
        // Half a unit of the product's last place, and near it.
        2 => a * b * f64::EPSILON * [0.25, 0.5, 1.0][numbers.random_range(0..3)] * numbers.random_range(0.999..1.001),
        _ => a * b * libm::ldexp(numbers.random_range(-1.0..1.0), numbers.random_range(-110..110)),
    };
    (a, b, c)
}

/// So many of them; `WELLPOSED_FUSED_CASES` sets another number.
fn cases() -> usize {
    std::env::var("WELLPOSED_FUSED_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300_000)
}

#[test]
fn random_and_hard_cases() {
    let mut numbers = stream(1, "bits/fused", "random", 0);
    let mut twice_rounded = 0;
    for _ in 0..cases() {
        let (a, b, c) = triple(&mut numbers);
        check(a, b, c);
        twice_rounded += usize::from(!same(a * b + c, reference(a, b, c)));
    }
    // Planted: a product that is rounded before the sum.
    assert!(10 * twice_rounded > cases(), "{twice_rounded}");
}

#[test]
fn hard_cases_by_hand() {
    let power = |exponent| libm::ldexp(1.0, exponent);
    // (1 + 2⁻²⁷)² = 1 + 2⁻²⁶ + 2⁻⁵⁴; with −1 the last term is kept.
    let a = 1.0 + power(-27);
    assert_eq!(software(a, a, -1.0), [power(-26) + power(-54); 2]);
    // 1 + 2⁻⁵³ lies in the middle of two numbers, and 2⁻¹⁰⁵ decides. Planted: with 1 + 2⁻⁵³ rounded first, as two sums do it, nothing is left to decide.
    let b = power(-53) * (1.0 + f64::EPSILON);
    assert_eq!(software(b, 1.0, 1.0), [1.0 + f64::EPSILON; 2]);
    assert_eq!((1.0 + power(-53)) + power(-105), 1.0);
    // Rounded to odd: 1 + 2⁻⁵³ − 2⁻¹⁰⁷, of which the last two terms, (2⁻²⁷ − 2⁻⁵⁴ …)², do not fit one number.
    let c = power(-27) - power(-80);
    check(c, power(-26) * (1.0 + f64::EPSILON), 1.0);
    // Exact cancellation is +0, and −0 comes only from two zeros that are negative.
    assert_eq!(software(3.0, -5.0, 15.0).map(f64::to_bits), [0; 2]);
    assert_eq!(software(0.0, -1.0, -0.0).map(f64::to_bits), [(-0.0_f64).to_bits(); 2]);
    assert_eq!(software(0.0, 1.0, -0.0).map(f64::to_bits), [0; 2]);
    // An underflowing product keeps its sign beside a zero of either.
    for c in [0.0, -0.0] {
        assert_eq!(software(LEAST, -LEAST, c).map(f64::to_bits), [(-0.0_f64).to_bits(); 2]);
    }
    // Cancellation to a subnormal number, and a sum that overflows only if its product is rounded first.
    check(power(-540), power(-530) * (1.0 + f64::EPSILON), -power(-1070));
    assert_eq!(software(f64::MAX, 2.0, -f64::MAX), [f64::MAX; 2]);
    assert_eq!(software(f64::MAX, 2.0, f64::NEG_INFINITY), [f64::NEG_INFINITY; 2]);
}

#[test]
fn singles() {
    let mut numbers = stream(1, "bits/fused", "singles", 0);
    for _ in 0..cases() {
        let [a, b, c]: [f32; 3] = std::array::from_fn(|_| f32::from_bits(numbers.random()));
        let c = if numbers.random() { c } else { -(a * b) * (1.0 + f32::EPSILON * numbers.random_range(-2.0..2.0)) };
        let expected = libm::fmaf(a, b, c);
        let found = fused_singles([a], [b], [c])[0];
        assert!(same(found.into(), expected.into()), "{a:e}·{b:e} + {c:e}: {found:e}, not {expected:e}");
    }
    // Planted: 1 + 2⁻¹¹ + 2⁻²⁴ lies in the middle of two numbers of 24 bits, and what is added decides. In f64 it is rounded away first.
    let (a, c) = (1.0 + libm::ldexpf(1.0, -12), libm::ldexpf(1.0, -70));
    let twice = (f64::from(a) * f64::from(a) + f64::from(c)) as f32;
    assert_eq!(fused_singles([a], [a], [c])[0], 1.0 + libm::ldexpf(1.0, -11) + f32::EPSILON);
    assert_eq!(twice, 1.0 + libm::ldexpf(1.0, -11));
}

proptest! {
    #[test]
    fn whole_arrays_are_their_lanes(bits in proptest::array::uniform12(any::<u64>())) {
        let [a, b, c] = [0, 4, 8].map(|from| std::array::from_fn::<f64, 4, _>(|lane| f64::from_bits(bits[from + lane])));
        for (lane, found) in fused_doubles(a, b, c).into_iter().enumerate() {
            prop_assert!(same(found, reference(a[lane], b[lane], c[lane])));
        }
    }

    #[test]
    fn the_public_function_is_the_same(a: f64, b: f64, c: f64, x: f32, y: f32, z: f32) {
        prop_assert!(same(fused(a, b, c), in_integers(a, b, c)));
        prop_assert!(same(fused(x, y, z).into(), fused_singles([x], [y], [z])[0].into()));
    }
}
