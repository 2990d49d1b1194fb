//! Does the denominator guard against small and large vectors? Against a small gradient yes, against a small part of it no (L13-12).

use super::{Group, gradient, metric, network};
use crate::chapters::Settings;
use crate::report::{Band, Case, Claim, Measured};

/// L13-12.
pub(super) fn denominator(settings: &Settings, groups: &[Group]) -> Claim {
    let mut cases = whole(settings);
    for group in groups {
        let band = Band::at_least(1e-7, "a gradient with a block of zeros is wrong, and must not count as great");
        let measured =
            Measured { replicates: group.samples.len(), ..Measured::exact(group.median(|sample| sample.exact)) };
        cases.push(Case::new(
            format!("dW[1] = db[1] = 0, {} layers, gain {}", group.depth, group.gain),
            band,
            measured,
        ));
    }
    Claim::new("L13-12", "The denominator makes the formula a ratio, for the case that the vectors are very small or very large.")
        .lines(&[191])
        .swept("metric: of the whole gradient off by the factor 1.1, and of one with a block of zeros (median)", cases)
        .source("metric = p/(1 + √(1 − p²)) for a block with the share p; p falls like χ^(L/2) (see the chapter on vanishing gradients)")
}

/// A gradient off by a factor, as it is and scaled far up and down: powers of two change no digit.
fn whole(settings: &Settings) -> Vec<Case> {
    let (mut network, parameters) = network(settings, 1.0, 5, 0);
    let right = gradient(&mut network, &parameters);
    let of = |exponent: i32| {
        let scaled: Vec<f64> = right.iter().map(|entry| libm::ldexp(*entry, exponent)).collect();
        let wrong: Vec<f64> = scaled.iter().map(|entry| 1.1 * entry).collect();
        let band = Band::around(
            0.1 / 2.1,
            (right.len() as f64 + 6.0) * f64::EPSILON,
            "(k − 1)/(k + 1) for k = 1.1 at any size, to the rounding of norms",
        );
        Case::new(format!("the whole gradient times 2^{exponent}"), band, Measured::exact(metric(&scaled, &wrong)))
    };
    [0, -300, 300].map(of).to_vec()
}
