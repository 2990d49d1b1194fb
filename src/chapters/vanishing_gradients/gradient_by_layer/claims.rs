//! Does careful random initialization reduce the problem? By how much does the gradient of W\[1] change with each layer
//! that is added?

use super::{CONFIDENCE, Ensemble, rates};
use crate::activation::Activation;
use crate::chapters::activations;
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;

/// The activations with a careful initializer for each.
const CAREFUL: [(Activation, &str); 3] =
    [(Activation::Sigmoid, "lecun"), (Activation::Tanh, "lecun"), (Activation::Relu, "he")];

/// L10-03: the rate with a careful choice over the rate with a deviation that does not look at the width.
pub(super) fn careful_initialization(ensembles: &[Ensemble]) -> Claim {
    let mut cases = Vec::new();
    for (activation, careful) in CAREFUL {
        for naive in ["deviation_0.01", "deviation_1"] {
            let ratio = ratio(&rates(ensembles, activation, careful), &rates(ensembles, activation, naive));
            let band = Band::at_most(
                1.0,
                "\"reduces\": the gradient of W[1] must grow or shrink less per layer. Theory: ½|ln χ| at the fixed \
                 point for each",
            );
            cases.push(Case::new(
                format!("{}, {careful} against {naive}", activations::words(activation)),
                band,
                ratio,
            ));
        }
    }
    Claim::new("L10-03", "A careful choice of the random initial weights reduces the problem.")
        .lines(&[115])
        .swept(
            "|d ln ∂J/∂W[1] / dL| with the careful initializer over that with a fixed deviation (median over seeds)",
            cases,
        )
        .source(
            "Glorot & Bengio 2010; He et al. 2015; Schoenholz et al. 2017 for χ. With the sigmoid, χ stays below \
             1 for every weight variance below about 100/n",
        )
}

fn ratio(careful: &[f64], naive: &[f64]) -> Measured {
    let ratios: Vec<f64> = careful.iter().zip(naive).map(|(careful, naive)| (careful / naive).abs()).collect();
    let interval = statistics::median_interval(&ratios, CONFIDENCE).ok();
    Measured::estimated(statistics::median(&ratios).unwrap_or(f64::NAN), interval, ratios.len())
}
