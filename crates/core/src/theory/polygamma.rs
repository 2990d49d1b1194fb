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
mod tests;
