//! How far does one network stray from the mean over all of them? ln v_L of 1,000 He-initialized ReLU networks against N(−5L/2n, 5L/n).
//!
//! v_l = ‖a\[l]‖²/n is the squared length of the signal per unit, started at v_0 = 1. With He's 2/n its mean over all networks stays 1 at
//! every depth. A single network multiplies L random factors with mean 1, and the logarithm of such a product drifts down: the
//! median network is at e^(−5L/2n) (see [`depth_law`](crate::theory::depth_law)).
//!
//! **A shortcut that is exact.** Only v_L is wanted, for one input. Given a[l−1], the rows of W\[l] are independent of it and normal, so
//! the entries of z\[l] = W\[l]a[l−1] are independent N(0, σ_w² v_{l−1}), whatever the direction of a[l−1]. The law of v_l given the past
//! depends on v_{l−1} alone:
//!
//! ```text
//! v_l = v_{l−1} · (σ_w²/n) Σ g(ζ_i)²      ζ_1 … ζ_n independent N(0, 1)      (g positively homogeneous: ReLU, identity)
//! ```
//!
//! Drawing n normal numbers per layer instead of n² gives the same law of (v_1, …, v_L), not an approximation of it. The rows
//! `he_relu_by_matrices` draw every weight; a test compares the two.

mod claims;
pub(crate) mod ensemble;
mod presentation;
mod products;

use crate::chapters::Settings;
use crate::report::Findings;
use ensemble::{ENSEMBLES, Row, rows};

const SEEDS: usize = 1000;
const CONFIDENCE: f64 = 0.99;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let rows: Vec<Row> = ENSEMBLES.iter().flat_map(|ensemble| rows(settings, ensemble)).collect();
    let conditions = products::conditions(settings);
    let about = format!(
        "{} networks in each ensemble, v_0 = 1; {}% intervals. The CSV has smaller depths.",
        settings.replicates_or(SEEDS),
        CONFIDENCE * 100.0
    );
    let tables = vec![
        presentation::logarithms(&rows, &about),
        presentation::lengths(&rows, &about),
        products::table(&conditions),
    ];
    let claims = vec![claims::scale_of_products(&conditions), claims::typical_network(&rows)];
    Findings { tables, figure: Some(presentation::figure()), claims }
}

#[cfg(test)]
mod tests;
