//! Is the two-sided slope better? (L12-03)

use super::share::{Kind, Share};
use crate::report::{Band, Case, Claim, Measured};

/// The notes' step.
const STEP: f64 = 0.01;

/// L12-03: as a rule, for small ε, and not where f″ is small.
pub(super) fn better_slope(shares: &[Share]) -> Claim {
    let case = |kind: Kind, step: f64| {
        let share = shares.iter().find(|share| share.kind == kind && share.step == step).expect("all were measured");
        let band = Band::at_least(
            0.95,
            "a rule: in 95 of 100 functions, since those with f″f‴ < 0 and 3|f″| < 2ε|f‴| become rare in proportion to ε",
        );
        let measured = Measured::interval(share.share, share.interval.low, share.interval.high, share.functions);
        Case::new(format!("{}, ε = {step:e}", kind.name()), band, measured)
    };
    Claim::new("L12-03", "The slope of the two-sided triangle is better than that of the one-sided.")
        .lines(&[161])
        .swept(
            "share of random smooth functions for which the two-sided difference is nearer to f′",
            vec![
                case(Kind::Random, STEP),
                case(Kind::Random, 1.0),
                case(Kind::Random, 1e-11),
                case(Kind::Inflection, STEP),
                case(Kind::Cancelled, STEP),
            ],
        )
        .source("errors ε(s + t) and εt with s = f″/2 and t = εf‴/6: two sides win unless s/t lies between −2 and 0; where f″ = 0 they tie to leading order, and rounding decides for tiny ε")
}
