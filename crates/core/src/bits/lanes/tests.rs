//! Does each register do what its methods say, lane by lane, for every instruction set that this processor has?

use rand::RngExt;

use super::{Doubles, Instructions, Vector};
use crate::bits::Version;
use crate::bits::dispatch::{Kernel, run_as};
use crate::bits::streams::stream;

/// Three registers' worth of numbers, and what each method makes of them.
struct Methods<'a> {
    a: &'a [f64],
    b: &'a [f64],
    c: &'a [f64],
}

const NAMES: [&str; 11] = ["fused", "+", "-", "*", "/", "select_less", "and", "or", "add_bits", "left", "right"];

impl Kernel for Methods<'_> {
    type Output = Vec<Vec<f64>>;

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) -> Vec<Vec<f64>> {
        let mut found = vec![Vec::new(); NAMES.len()];
        let lanes = I::Doubles::LANES;
        for ((a, b), c) in self.a.chunks(lanes).zip(self.b.chunks(lanes)).zip(self.c.chunks(lanes)) {
            let [a, b, c] = [a, b, c].map(|numbers| I::Doubles::load(instructions, numbers));
            let all = [
                a.fused(b, c),
                a + b,
                a - b,
                a * b,
                a / b,
                a.select_less(b, c, a),
                a.and(b),
                a.or(b),
                a.add_bits(b),
                a.shift_left::<52>(),
                a.shift_right::<27>(),
            ];
            for (found, register) in found.iter_mut().zip(all) {
                let mut numbers = vec![0.0; lanes];
                register.store(&mut numbers);
                found.extend(numbers);
            }
        }
        found
    }
}

/// The definitions.
#[expect(clippy::disallowed_methods, reason = "the definition")]
fn defined(a: f64, b: f64, c: f64) -> [f64; 11] {
    let (i, j, of) = (a.to_bits(), b.to_bits(), f64::from_bits);
    let less = if a < b { c } else { a };
    let integers = [of(i & j), of(i | j), of(i.wrapping_add(j)), of(i << 52), of(i >> 27)];
    let [and, or, sum, left, right] = integers;
    [a.mul_add(b, c), a + b, a - b, a * b, a / b, less, and, or, sum, left, right]
}

fn same(x: f64, y: f64) -> bool {
    x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan()
}

#[test]
fn every_method_is_what_it_says_in_every_version() {
    let mut numbers = stream(1, "bits/lanes", "tests", 0);
    let mut draw = || -> Vec<f64> {
        let special = [0.0, -0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 5e-324, f64::MAX];
        let random = (0..4000 - special.len()).map(|_| f64::from_bits(numbers.random()));
        special.into_iter().chain(random).collect()
    };
    let (a, mut b, mut c) = (draw(), draw(), draw());
    b.rotate_left(3);
    c.rotate_left(5);
    for version in Version::available() {
        let found = run_as(version, Methods { a: &a, b: &b, c: &c });
        for index in 0..a.len() {
            let expected = defined(a[index], b[index], c[index]);
            for ((name, found), expected) in NAMES.iter().zip(&found).zip(expected) {
                let (found, at) = (found[index], (a[index], b[index], c[index]));
                assert!(same(found, expected), "{version}: {name} of {at:?} is {found:e}, not {expected:e}");
            }
        }
        // Planted: two roundings in place of one, and an arithmetic shift in place of a logical one.
        assert!((0..a.len()).any(|i| !same(found[0][i], a[i] * b[i] + c[i])), "{version}");
        let arithmetic = |x: f64| f64::from_bits((x.to_bits() as i64 >> 27) as u64);
        assert!((0..a.len()).any(|i| !same(found[10][i], arithmetic(a[i]))), "{version}");
    }
}

/// Registers of `f32`: load, splat, fused, store.
struct Singles<'a>(&'a [f32], f32, &'a [f32]);

impl Kernel for Singles<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) -> Vec<f32> {
        let mut found = vec![0.0; self.0.len()];
        let lanes = I::Singles::LANES;
        for ((a, c), found) in self.0.chunks(lanes).zip(self.2.chunks(lanes)).zip(found.chunks_mut(lanes)) {
            let [a, c] = [a, c].map(|numbers| I::Singles::load(instructions, numbers));
            a.fused(I::Singles::splat(instructions, self.1), c).store(found);
        }
        found
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the definition")]
fn singles_too() {
    let mut numbers = stream(1, "bits/lanes", "singles", 0);
    let mut draw = || (0..4096).map(|_| f32::from_bits(numbers.random())).collect::<Vec<f32>>();
    let (a, c) = (draw(), draw());
    for factor in [0.3, -1e30, 1e-30, f32::MIN_POSITIVE] {
        for version in Version::available() {
            let found = run_as(version, Singles(&a, factor, &c));
            for ((&a, &c), found) in a.iter().zip(&c).zip(found) {
                let expected = a.mul_add(factor, c);
                assert!(
                    same(found.into(), expected.into()),
                    "{version}: {a:e} {factor:e} {c:e}: {found:e} {expected:e}"
                );
            }
        }
    }
}
