//! What is a derivative to thirty digits? Numbers that are sums of two, and dual numbers of these.
//!
//! A sum of two f64 that do not overlap carries 106 bits. Sums and products are those of Dekker (1971) and Knuth; exp, ln, sin and tanh reduce their arguments and add up Taylor series.

pub(crate) mod random;

use std::ops::{Add, Div, Mul, Neg, Sub};

use wellposed_core::bits;
use wellposed_core::difference::Scalar;

/// high + low.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Precise {
    pub(crate) high: f64,
    pub(crate) low: f64,
}

const LN_2: Precise = Precise { high: std::f64::consts::LN_2, low: 2.319_046_813_846_299_6e-17 };
const HALF_PI: Precise = Precise { high: std::f64::consts::FRAC_PI_2, low: 6.123_233_995_736_766e-17 };

fn two_sum(a: f64, b: f64) -> Precise {
    let high = a + b;
    let back = high - a;
    Precise { high, low: (a - (high - back)) + (b - back) }
}

impl Precise {
    pub(crate) fn to_f64(self) -> f64 {
        self.high + self.low
    }

    /// How far a number is away.
    pub(crate) fn distance(self, other: f64) -> f64 {
        (self - Precise::constant(other)).to_f64().abs()
    }

    fn times(self, power_of_two: f64) -> Precise {
        Precise { high: self.high * power_of_two, low: self.low * power_of_two }
    }

    /// Σ terms, each made from the last, until they no longer count.
    fn series(first: Precise, next: impl Fn(Precise, f64) -> Precise) -> Precise {
        let (mut sum, mut term) = (first, first);
        for number in 1..60 {
            term = next(term, f64::from(number));
            sum = sum + term;
            if term.high.abs() < 1e-34 * sum.high.abs() {
                break;
            }
        }
        sum
    }

    /// (sin, cos) of |angle| ≤ π/4.
    fn sine_and_cosine(self) -> (Precise, Precise) {
        let square = self * self;
        let over = |number: f64| Precise::constant(number);
        let sine = Precise::series(self, |term, k| -(term * square) / over(2.0 * k * (2.0 * k + 1.0)));
        let cosine = Precise::series(over(1.0), |term, k| -(term * square) / over(2.0 * k * (2.0 * k - 1.0)));
        (sine, cosine)
    }

    /// sin(self + quarters·π/2).
    fn turned(self, quarters: f64) -> Precise {
        let turns = (self.high / HALF_PI.high).round();
        let (sine, cosine) = (self - HALF_PI * Precise::constant(turns)).sine_and_cosine();
        match (turns + quarters).rem_euclid(4.0) as u8 {
            0 => sine,
            1 => cosine,
            2 => -sine,
            _ => -cosine,
        }
    }
}

impl Add for Precise {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let (high, low) = (two_sum(self.high, other.high), two_sum(self.low, other.low));
        let first = two_sum(high.high, high.low + low.high);
        two_sum(first.high, first.low + low.low)
    }
}

impl Neg for Precise {
    type Output = Self;
    fn neg(self) -> Self {
        Precise { high: -self.high, low: -self.low }
    }
}

impl Sub for Precise {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Precise {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let high = self.high * other.high;
        let rest = bits::fused(self.high, other.high, -high);
        two_sum(high, rest + (self.high * other.low + self.low * other.high))
    }
}

impl Div for Precise {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * Precise::constant(first);
        let second = rest.high / other.high;
        let rest = rest - other * Precise::constant(second);
        Precise::constant(first) + Precise::constant(second) + Precise::constant(rest.high / other.high)
    }
}

impl Scalar for Precise {
    fn constant(value: f64) -> Self {
        Precise { high: value, low: 0.0 }
    }
    fn exp(self) -> Self {
        let doublings = (self.high / LN_2.high).round();
        let rest = (self - LN_2 * Precise::constant(doublings)).times(1.0 / 64.0);
        let mut power = Precise::series(Precise::constant(1.0), |term, k| term * rest / Precise::constant(k));
        (0..6).for_each(|_| power = power * power);
        power.times(libm::ldexp(1.0, doublings as i32))
    }
    fn ln(self) -> Self {
        let mut found = Precise::constant(bits::ln(self.high));
        for _ in 0..2 {
            found = found + self * (-found).exp() - Precise::constant(1.0);
        }
        found
    }
    fn sin(self) -> Self {
        self.turned(0.0)
    }
    fn cos(self) -> Self {
        self.turned(1.0)
    }
    fn sqrt(self) -> Self {
        let root = Precise::constant(self.high.sqrt());
        (root + self / root).times(0.5)
    }
    fn tanh(self) -> Self {
        let (up, down) = (self.exp(), (-self).exp());
        if self.high.abs() > 0.1 {
            return (up - down) / (up + down);
        }
        let square = self * self;
        let over = |k: f64| Precise::constant(2.0 * k * (2.0 * k + 1.0));
        Precise::series(self, |term, k| term * square / over(k)).times(2.0) / (up + down)
    }
}

#[test]
fn thirty_digits() {
    let number = |high: f64, low: f64| Precise { high, low };
    let x = Precise::constant(0.7) + Precise::constant(1e-20);
    let near = |found: Precise, exact: Precise| (found - exact).high.abs() < 1e-29 * exact.high.abs();
    assert!(near(x.exp().ln(), x) && near((x * x).sqrt(), x) && near(x / x * x, x));
    assert!(near(x.sin() * x.sin() + x.cos() * x.cos(), Precise::constant(1.0)));
    assert!(near((x + x).sin(), (x.sin() * x.cos()).times(2.0)));
    let t = x.tanh();
    assert!(near((x + x).tanh(), t.times(2.0) / (Precise::constant(1.0) + t * t)));
    // e to 32 digits.
    assert!(near(Precise::constant(1.0).exp(), number(std::f64::consts::E, 1.445_646_891_729_250_2e-16)));
    assert!(!near(x.exp(), (x + Precise::constant(1e-25)).exp()), "planted");
}
