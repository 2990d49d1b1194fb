//! Beyond which value does a standard normal, or a Student t, fall with a given small probability?
//!
//! Φ(z) = erfc(−z/√2)/2. For ν whole degrees of freedom the two-sided probability P(|T| ≤ t) is a finite sum in
//! θ = atan(t/√ν) (Abramowitz & Stegun, *Handbook of Mathematical Functions*, 26.7.3 and 26.7.4):
//!
//! - ν odd: (2/π)·(θ + sin θ·(cos θ + (2/3) cos³θ + … + (2·4⋯(ν−3))/(3·5⋯(ν−2)) cos^(ν−2) θ)), and 2θ/π for ν = 1;
//! - ν even: sin θ·(1 + (1/2) cos²θ + … + (1·3⋯(ν−3))/(2·4⋯(ν−2)) cos^(ν−2) θ).
//!
//! Both are inverted by bisection down to neighboring numbers, so a quantile is as good as the sum: all terms are positive, and
//! its relative error is a few ν·u.
//!
//! ```
//! use wellposed::statistics::student_quantile;
//!
//! // One degree of freedom is the Cauchy distribution: tan(0.475 π).
//! assert!((student_quantile(0.975, 1)? - 12.706_204_736).abs() < 1e-8);
//! # Ok::<(), wellposed::statistics::StatisticsError>(())
//! ```

use super::StatisticsError;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, SQRT_2};

/// Φ(z), the probability of a standard normal number below z; its relative error stays small far on the left.
pub fn normal_distribution(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The z with Φ(z) = `probability`.
///
/// # Errors
/// A probability that is not strictly between 0 and 1.
pub fn normal_quantile(probability: f64) -> Result<f64, StatisticsError> {
    // The tail further out than 40 standard deviations is below the smallest positive number.
    symmetric_quantile(probability, 40.0, |z| libm::erf(z / SQRT_2))
}

/// The t with P(T ≤ t) = `probability` for Student's distribution with `degrees` ≥ 1 degrees of freedom.
///
/// # Errors
/// A probability that is not strictly between 0 and 1, or no degree of freedom.
pub fn student_quantile(probability: f64, degrees: usize) -> Result<f64, StatisticsError> {
    if degrees == 0 {
        return Err(StatisticsError::TooFew { what: "Student's distribution", needed: 1, found: 0 });
    }
    symmetric_quantile(probability, 1e17, |t| student_two_sided(t, degrees))
}

/// P(|T| ≤ t).
fn student_two_sided(t: f64, degrees: usize) -> f64 {
    let root = (degrees as f64).sqrt();
    let hypotenuse = libm::hypot(t, root);
    let (sine, cosine) = (t / hypotenuse, root / hypotenuse);
    let odd = degrees % 2 == 1;
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = if degrees == 1 { 0.0 } else { term };
    // Each term is the one before times cos²θ·k/(k+1).
    for k in (if odd { 2 } else { 1 }..degrees.saturating_sub(2)).step_by(2) {
        term *= cosine * cosine * k as f64 / (k + 1) as f64;
        sum += term;
    }
    if odd { FRAC_2_PI * (libm::atan2(t, root) + sine * sum) } else { sine * sum }
}

/// Inverts P(|X| ≤ x) for a symmetric distribution: bisection until no number lies between the ends.
fn symmetric_quantile(probability: f64, limit: f64, two_sided: impl Fn(f64) -> f64) -> Result<f64, StatisticsError> {
    if !(probability > 0.0 && probability < 1.0) {
        return Err(StatisticsError::Probability { what: "the probability of a quantile", value: probability });
    }
    let wanted = (2.0 * probability - 1.0).abs();
    let (mut low, mut high) = (0.0, limit);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return Ok(if probability < 0.5 { -low } else { low });
        }
        if two_sided(middle) <= wanted { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_printed_tables() {
        // Six decimals as printed in tables of Student's distribution.
        let printed = [
            (1, 12.706205),
            (2, 4.302653),
            (3, 3.182446),
            (4, 2.776445),
            (5, 2.570582),
            (10, 2.228139),
            (30, 2.042272),
        ];
        for (degrees, value) in printed {
            let quantile = student_quantile(0.975, degrees).unwrap();
            assert!((quantile - value).abs() < 1e-6, "{degrees}: {quantile}");
            assert!((student_quantile(0.975, degrees + 1).unwrap() - value).abs() > 1e-3, "a wrong degree is seen");
        }
        assert!((normal_quantile(0.975).unwrap() - 1.959_963_984_540_054).abs() < 1e-14);
        assert!((normal_quantile(0.841_344_746_068_542_9).unwrap() - 1.0).abs() < 1e-14);
    }

    #[test]
    fn two_degrees_have_a_closed_form() {
        // P(|T| ≤ t) = t/√(2 + t²), so t = A√2/√(1 − A²).
        let wanted = 0.95_f64;
        let exact = wanted * SQRT_2 / (1.0 - wanted * wanted).sqrt();
        assert!((student_quantile(0.975, 2).unwrap() - exact).abs() < 1e-13);
    }

    #[test]
    fn the_normal_distribution_undoes_its_quantile() {
        for probability in [1e-9, 0.01, 0.3, 0.5, 0.975] {
            let z = normal_quantile(probability).unwrap();
            // The quantile is found from erf, with an absolute error of u in the probability.
            assert!((normal_distribution(z) - probability).abs() < 4.0 * f64::EPSILON, "{probability}");
            assert!((normal_distribution(z + 0.001) - probability).abs() > 1e-12, "another z is seen");
        }
        // Mills's ratio: Φ(−z) lies between φ(z)·z/(1 + z²) and φ(z)/z.
        let density = crate::bits::exp(-0.5 * 900.0) / (2.0 * std::f64::consts::PI).sqrt();
        assert!((density * 30.0 / 901.0..density / 30.0).contains(&normal_distribution(-30.0)));
    }

    #[test]
    fn tends_to_the_normal_and_is_odd() {
        // The difference is z(z² + 1)/(4ν) to first order: 2.4/ν at 97.5 %.
        let difference = student_quantile(0.975, 10_000).unwrap() - normal_quantile(0.975).unwrap();
        assert!(difference > 2.2e-4 && difference < 2.6e-4, "{difference}");
        assert_eq!(student_quantile(0.25, 7).unwrap(), -student_quantile(0.75, 7).unwrap());
        assert_eq!(normal_quantile(0.5).unwrap(), 0.0);
        assert!(
            normal_quantile(1.0).is_err() && normal_quantile(f64::NAN).is_err() && student_quantile(0.9, 0).is_err()
        );
    }
}
