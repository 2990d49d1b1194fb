//! How does the gain shrink as features become alike? Two features with correlation 0.9, the first r times as wide, r =
//! 1 … 10⁶.
//!
//! Standardized they are the same for all r: κ = (1 + 0.9)/(1 − 0.9) = 19. Raw, κ grows from 19 at r = 1 like r². The
//! target is the sum of the two standardized features, so that the error at w = 0 has parts along both extreme
//! eigenvectors and none along the bias: at the best step both shrink by exactly (κ − 1)/(κ + 1), and the worst case
//! that theory predicts is what happens.

use ndarray::{Axis, array};

use super::super::inputs::Inputs;
use super::Technique;
use super::least_squares::Problem;
use super::speed::Speed;
use crate::data::{Dataset, synthetic};
use crate::normalize::Normalizer;

/// Name of the model in the table: least squares on these two features.
pub(super) const MODEL: &str = "two_features";
const RATIOS: [f64; 13] = [1.0, 3.0, 10.0, 30.0, 1e2, 3e2, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6];
const CORRELATION: f64 = 0.9;
/// The heavy ball is counted up to so many steps, which is enough up to r = 3·10⁴.
const HEAVY_BALL_LIMIT: u64 = 1_000_000;

/// Gradient descent and momentum, raw and standardized, for all ratios.
pub(super) fn speeds() -> Vec<Speed> {
    let standard = Inputs::Normalized(Normalizer::Standard);
    RATIOS
        .into_iter()
        .flat_map(|ratio| [Inputs::Raw, standard].map(|inputs| Problem::new(&set(ratio), inputs)))
        .flat_map(|problem| {
            [Technique::BestStep, Technique::Momentum].map(|technique| Speed {
                model: MODEL,
                outcome: "counted".into(),
                ..problem.counted.counted(technique, HEAVY_BALL_LIMIT)
            })
        })
        .collect()
}

/// Four examples with exactly these second moments.
fn set(ratio: f64) -> Dataset {
    let rest = (1.0 - CORRELATION * CORRELATION).sqrt();
    let unit = synthetic::two_level_design(&[0.0, 0.0], array![[1.0, 0.0], [CORRELATION, rest]].view());
    let target = unit.sum_axis(Axis(1));
    Dataset::new(name(ratio), unit * &array![ratio, 1.0], target)
}

fn name(ratio: f64) -> String {
    format!("ratio_{ratio}")
}

/// The r of the data of that name.
pub(super) fn ratio(data: &str) -> Option<f64> {
    RATIOS.into_iter().find(|&ratio| name(ratio) == data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_case_is_what_happens() {
        let speeds = speeds();
        for speed in speeds.iter().filter(|speed| speed.method == Technique::BestStep.name()) {
            // κ carries 8 digits, and so does the predicted count; beyond 10⁸ steps that is more than one step.
            let (counted, predicted) = (speed.eigenbasis.unwrap() as f64, speed.predicted.unwrap());
            assert!((counted - predicted.ceil()).abs() <= 1.0 + 1e-8 * predicted, "{speed:?}");
        }
        assert_eq!(speeds[0].condition_number, Some(19.0));
        assert_eq!(speeds[0].eigenbasis, speeds[2].eigenbasis, "r = 1 is already standardized");
    }
}
