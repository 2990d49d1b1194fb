//! Which distances do right gradients have, by activation, precision and step? And how often does a checker accuse one of them?
//!
//! A quotient over the nominal width 2ε errs by ε²|J‴|/6 because the step is not zero, by about u|J|/ε because J is rounded, and by u|θ||J′|/ε because θ ± ε is.
//! Over n parameters the metric of a right gradient is then about
//!
//! ```text
//! E/(‖g‖ + √(‖g‖² + E²)),    E² = (ε²‖J‴‖/6)² + n(u|J|/ε)² + (u‖θ ∘ g‖/ε)²
//! ```
//!
//! a V on logarithmic axes, with slope 2 on the right and −1 on the left. J‴ is the vector of third derivatives ∂³J/∂θᵢ³; it comes from second
//! differences of the gradient, (g(θ + h) − 2g(θ) + g(θ − h))ᵢ/h² with h = 10⁻³, which rounding leaves at least five digits.
//!
//! **Kinks.** A unit with a kink at 0 spoils the quotient of coordinate i if a pre-activation z changes its sign between θᵢ − ε and θᵢ + ε. If z is normal with the
//! mean square q of its layer, the density at 0 is 1/√(2πq), and the expected number of such changes is λᵢε with
//!
//! ```text
//! λᵢ = Σ 2|∂z/∂θᵢ|/√(2πq)  over units and examples,      share of spoiled coordinates ≈ mean of 1 − exp(−λᵢε)
//! ```
//!
//! in proportion to ε for small ε.
//!
//! **False alarms.** Beside it, [`GradientCheck`](crate::gradcheck::GradientCheck) runs on random right networks (see `correct.rs`).

mod claims;
mod correct;
mod figure;
mod kinks;
mod sweep;
mod tables;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::Findings;

const CONFIDENCE: f64 = 0.95;
/// Small networks for each activation and precision.
const SEEDS: usize = 15;
/// ε = 10 to the minus these.
const EXPONENTS: std::ops::RangeInclusive<i32> = 1..=12;
/// The lecture's bands end here.
const THRESHOLDS: [f64; 3] = [1e-7, 1e-5, 1e-3];

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let sweeps = sweep::all(settings);
    let kinks = kinks::all(settings);
    let correct = correct::all(settings);
    let claims = claims::all(settings, &sweeps);
    Findings {
        tables: vec![tables::checker(&correct), tables::metrics(&sweeps), tables::kinks(&kinks)],
        figure: Some(figure::figure()),
        claims,
    }
}

/// 10^−exponent.
fn epsilon(exponent: i32) -> f64 {
    crate::bits::powf(10.0, -f64::from(exponent))
}
