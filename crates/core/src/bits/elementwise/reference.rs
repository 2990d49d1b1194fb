//! What is the exact value? Sums of two doubles carry 106 bits, enough to measure the error of 53 in units of the last place.
//!
//! Dekker's and Knuth's error-free sums and products (Muller et al., Handbook of Floating-Point Arithmetic, 2nd ed., ch. 4); the
//! exponential by its Taylor series with 27 terms, the logarithm by one Newton step from `libm`. Relative errors stay below 2⁻⁹⁰, and
//! what the fast formulas share with this file is Cody and Waite's subtraction alone.

use std::ops::{Add, Div, Mul};

use super::exponential::{LN_2_HIGH, LN_2_LOW};

/// `ln 2 − LN_2_HIGH − LN_2_LOW`.
const LN_2_TAIL: f64 = 1.161_222_722_936_253_2e-26;

/// `high + low`, with `low` below half a unit in the last place of `high`.
#[derive(Clone, Copy, Debug)]
struct Double {
    high: f64,
    low: f64,
}

fn two_sum(a: f64, b: f64) -> Double {
    let high = a + b;
    let part = high - a;
    Double { high, low: (a - (high - part)) + (b - part) }
}

fn two_product(a: f64, b: f64) -> Double {
    let split = |x: f64| {
        let scaled = 134_217_729.0 * x; // 2²⁷ + 1
        let high = scaled - (scaled - x);
        (high, x - high)
    };
    let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
    let high = a * b;
    Double { high, low: ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low }
}

impl From<f64> for Double {
    fn from(high: f64) -> Self {
        Double { high, low: 0.0 }
    }
}

impl Add for Double {
    type Output = Double;
    fn add(self, other: Double) -> Double {
        let (s, t) = (two_sum(self.high, other.high), two_sum(self.low, other.low));
        let s = two_sum(s.high, s.low + t.high);
        two_sum(s.high, s.low + t.low)
    }
}

impl Mul for Double {
    type Output = Double;
    fn mul(self, other: Double) -> Double {
        let p = two_product(self.high, other.high);
        two_sum(p.high, p.low + (self.high * other.low + self.low * other.high))
    }
}

impl Div for Double {
    type Output = Double;
    fn div(self, other: Double) -> Double {
        let first = self.high / other.high;
        let rest = self + other * Double::from(-first);
        let second = rest.high / other.high;
        let rest = rest + other * Double::from(-second);
        two_sum(first, second) + Double::from(rest.high / other.high)
    }
}

/// A value that is known to more than 90 bits: `number · 2^exponent`.
pub(super) struct Exact {
    number: Double,
    exponent: i32,
}

impl Exact {
    /// The distance of a computed value in units of the last place of a format with `digits` bits and the least exponent `least`
    /// (the spacing of its subnormal numbers is `2^least`).
    fn error(&self, computed: f64, digits: i32, least: i32) -> f64 {
        let Double { high, low } = self.number;
        if high == 0.0 {
            return if computed == 0.0 { 0.0 } else { f64::INFINITY };
        }
        let bits = high.to_bits();
        let at_power = bits << 12 == 0 && low * high < 0.0; // just below a power of two the numbers are denser
        let leading = ((bits >> 52) & 0x7ff) as i32 - 1023 - i32::from(at_power);
        let spacing = (leading + self.exponent - digits + 1).max(least) - self.exponent;
        // The computed value is brought to the scale of `number`; both steps are exact.
        let half = self.exponent / 2;
        let scaled = libm::ldexp(libm::ldexp(computed, -half), half - self.exponent);
        libm::ldexp(((scaled - high) - low).abs(), -spacing)
    }

    /// The error in units of the last place of `f64`.
    pub(super) fn error_f64(&self, computed: f64) -> f64 {
        self.error(computed, 53, -1074)
    }

    /// The error in units of the last place of `f32`.
    pub(super) fn error_f32(&self, computed: f32) -> f64 {
        self.error(f64::from(computed), 24, -149)
    }
}

/// `(k, p)` with `eˣ = 2ᵏ(1 + p)` and `|p| < 0.42`; `p` keeps its relative precision at small `x`.
fn exp_parts(x: f64) -> (i32, Double) {
    let k = (x / std::f64::consts::LN_2).round();
    let r = Double::from(x - k * LN_2_HIGH) + two_product(-k, LN_2_LOW) + Double::from(-k * LN_2_TAIL);
    let mut series = Double::from(1.0);
    for n in (2..=27).rev() {
        series = Double::from(1.0) + series * r / Double::from(f64::from(n));
    }
    (k as i32, series * r)
}

/// `eˣ`.
pub(super) fn exp(x: f64) -> Exact {
    let (exponent, p) = exp_parts(x);
    Exact { number: Double::from(1.0) + p, exponent }
}

/// `ln x` for `x > 0`: with `y` from `libm`, `ln x = y + ln(1 + d)`, `1 + d = x e⁻ʸ`.
pub(super) fn ln(x: f64) -> Exact {
    let y = libm::log(x);
    let (k, p) = exp_parts(y);
    let half = k / 2;
    let scaled = libm::ldexp(libm::ldexp(x, -half), half - k);
    let d = (Double::from(scaled - 1.0) + p * Double::from(-1.0)) / (Double::from(1.0) + p);
    Exact { number: Double::from(y) + d + d * d * Double::from(-0.5), exponent: 0 }
}

/// `1/(1 + e⁻ˣ)`.
pub(super) fn sigmoid(x: f64) -> Exact {
    let (exponent, p) = exp_parts(-x.abs());
    let e = Double::from(1.0) + p;
    let tiny = libm::ldexp(1.0, exponent.max(-200));
    let denominator = Double::from(1.0) + Double { high: e.high * tiny, low: e.low * tiny };
    if x < 0.0 {
        Exact { number: e / denominator, exponent }
    } else {
        Exact { number: Double::from(1.0) / denominator, exponent: 0 }
    }
}

/// `tanh x` for `2⁻²⁰⁰ < |x| < 300`.
pub(super) fn tanh(x: f64) -> Exact {
    let (k, p) = exp_parts(2.0 * x.abs());
    let scale = Double::from(libm::ldexp(1.0, k));
    let t = scale * p + (scale + Double::from(-1.0));
    let number = t / (t + Double::from(2.0)) * Double::from(1.0_f64.copysign(x));
    Exact { number, exponent: 0 }
}
