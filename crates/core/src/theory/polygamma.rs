//! What are the mean, variance and third cumulant of the logarithm of a χ² variable? The derivatives of ln Γ.
//!
//! If X ~ χ² with k degrees of freedom, E[e^(t·ln X)] = 2ᵗΓ(k/2 + t)/Γ(k/2), so the cumulants of ln X are ln 2 + ψ(k/2), ψ′(k/2),
//! ψ″(k/2), with ψ = (ln Γ)′ the digamma function. It is computed by the recurrence ψ(x) = ψ(x + 1) − 1/x up to x ≥ 16 and there by
//! the asymptotic series with Bernoulli's numbers (Abramowitz & Stegun, 6.3.18, 6.4.12, 6.4.13), whose first neglected term is below 10⁻¹⁷.
//!
//! # Rounding error
//!
//! At most 17 terms are added, each through at most 6 additions ([`bits::sum`]); a term carries up to 4u of its own.
//! The terms of ψ′ and ψ″ have one sign, so these are good to 10u, relative. Those of ψ are a positive one below 2.84
//! and negative ones, so their sizes add up to less than
//! |ψ| + 6, and the error is at most 10u(|ψ| + 6). This holds where x, x + 1, … are exact, as for the halves that degrees of freedom lead to;
//! elsewhere a few u more come from their rounding.
//!
//! ```
//! use wellposed_core::theory::polygamma::{digamma, trigamma};
//!
//! assert!((digamma(1.0) + 0.577_215_664_901_532_9).abs() < 1e-15); // minus Euler's constant
//! assert!((trigamma(1.0) - std::f64::consts::PI * std::f64::consts::PI / 6.0).abs() < 1e-15);
//! ```

use crate::bits;

/// Where the asymptotic series starts.
const LARGE: f64 = 16.0;
/// Bernoulli's numbers B₂, B₄, …, B₁₄.
const BERNOULLI: [f64; 7] = [1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2730.0, 7.0 / 6.0];

/// ψ(x) for x > 0, to about 10u(|ψ(x)| + 6); NaN otherwise.
pub fn digamma(x: f64) -> f64 {
    let series = |x: f64| bits::ln(x) - 0.5 / x - tail(x, |k| 1.0 / (2.0 * k), 0);
    recurrence(x, |x| -1.0 / x, series)
}

/// ψ′(x) for x > 0, to about 10u relative; NaN otherwise.
pub fn trigamma(x: f64) -> f64 {
    let series = |x: f64| 1.0 / x + 0.5 / (x * x) + tail(x, |_| 1.0, 1);
    recurrence(x, |x| 1.0 / (x * x), series)
}

/// ψ″(x) for x > 0, to about 10u relative; NaN otherwise.
pub fn tetragamma(x: f64) -> f64 {
    let series = |x: f64| -1.0 / (x * x) - 1.0 / (x * x * x) - tail(x, |k| 2.0 * k + 1.0, 2);
    recurrence(x, |x| -2.0 / (x * x * x), series)
}

/// The function at x from its values far out: f(x) = term(x) + term(x + 1) + … + series(x + m).
fn recurrence(x: f64, term: impl Fn(f64) -> f64, series: impl Fn(f64) -> f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    let mut terms = Vec::new();
    let mut far = x;
    while far < LARGE {
        terms.push(term(far));
        far += 1.0;
    }
    // Ascending in magnitude.
    terms.push(series(far));
    terms.reverse();
    bits::sum(&terms)
}

/// Σ_k factor(k)·B_2k/x^(2k + order), k = 1, 2, …, from the last term.
fn tail(x: f64, factor: impl Fn(f64) -> f64, order: i32) -> f64 {
    let square = 1.0 / (x * x);
    let sum = BERNOULLI
        .iter()
        .enumerate()
        .rev()
        .fold(0.0, |sum, (index, bernoulli)| square * (factor((index + 1) as f64) * bernoulli + sum));
    sum / bits::powi(x, order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::{LN_2, PI};

    const EULER: f64 = 0.577_215_664_901_532_9;
    /// Apéry's constant ζ(3).
    const APERY: f64 = 1.202_056_903_159_594_2;

    #[test]
    fn values_with_closed_forms() {
        const U: f64 = f64::EPSILON / 2.0;
        // The bounds of this file's head; the closed forms take a few roundings of numbers that are no larger, hence 4u
        // more.
        for (x, exact) in [(0.5, -EULER - 2.0 * LN_2), (1.0, -EULER), (5.0, 1.0 + 0.5 + 1.0 / 3.0 + 0.25 - EULER)] {
            let allowed = 14.0 * U * (f64::abs(exact) + 6.0);
            assert!((digamma(x) - exact).abs() < allowed, "ψ({x})");
            assert!((digamma(x + 1.0) - exact).abs() > allowed, "a step of the recurrence too much is seen at {x}");
        }
        for (x, exact) in [(0.5, PI * PI / 2.0), (1.0, PI * PI / 6.0), (3.0, PI * PI / 6.0 - 1.25)] {
            // π²/6 − 5/4 is a quarter of its terms: 4u of them are 16u of it.
            assert!((trigamma(x) / exact - 1.0).abs() < 26.0 * U, "ψ′({x})");
            assert!((trigamma(x + 1.0) / exact - 1.0).abs() > 26.0 * U, "a step too much is seen at {x}");
        }
        for (x, exact) in [(1.0, -2.0 * APERY), (0.5, -14.0 * APERY), (2.0, 2.0 - 2.0 * APERY)] {
            assert!((tetragamma(x) / exact - 1.0).abs() < 34.0 * U, "ψ″({x}); at 2 a sixth of its terms is left");
            assert!((tetragamma(x + 1.0) / exact - 1.0).abs() > 34.0 * U, "a step too much is seen at {x}");
        }
    }

    #[test]
    fn each_is_the_derivative_of_the_one_before() {
        for x in [0.3, 1.0, 2.5, 7.0, 15.9, 16.1, 40.0, 1e3] {
            let h = 1e-3 * x;
            // Central difference with its h² term removed: error O(h⁴).
            let slope = |f: &dyn Fn(f64) -> f64| {
                let central = |h: f64| (f(x + h) - f(x - h)) / (2.0 * h);
                (4.0 * central(h) - central(2.0 * h)) / 3.0
            };
            assert!((slope(&libm::lgamma) - digamma(x)).abs() < 1e-9 * bits::max(digamma(x).abs(), 1.0), "{x}");
            assert!((slope(&digamma) / trigamma(x) - 1.0).abs() < 1e-9, "{x}");
            assert!((slope(&trigamma) / tetragamma(x) - 1.0).abs() < 1e-9, "{x}");
            assert!((slope(&digamma) / (1.0 / x) - 1.0).abs() > 1e-4, "1/x is only the leading term");
        }
    }

    #[test]
    fn no_value_at_or_below_zero() {
        assert!(digamma(0.0).is_nan() && trigamma(-1.5).is_nan() && tetragamma(f64::NAN).is_nan());
    }
}
