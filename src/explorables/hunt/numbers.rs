//! Which numbers stand beside the picture, and which of them does a report hold? Those of the chapter's own networks, at the settings of its rows.

use super::case::{Case, Family};
use super::checked::Checked;
use super::look::Look;
use super::setting::{Setting, Weights};
use crate::bits;
use crate::chapters::checking_caveats::after_training::scales;
use crate::chapters::checking_caveats::regularization::metrics;
use crate::chapters::checking_caveats::subjects::{EPSILON, largest_error};
use crate::explorables::Number;
use crate::gradcheck::Report;

const REPLICATES: &str = "checking_caveats/dropout/replicates";
const CHECKS: &str = "checking_caveats/dropout/checks";
const REGULARIZATION: &str = "checking_caveats/regularization/scales";
const SCALES: &str = "checking_caveats/after_training/scales";

/// Those of a look.
pub(super) fn of_look(case: &Case, setting: &Setting, look: &Look) -> Vec<Number> {
    let metric = Number::new("metric over all parameters, by quotients", look.recipe.metric(), 3);
    match (&case.family, case.scale(setting.weights)) {
        (Family::Dropout(_), _) => {
            let norm = Number::new("norm of the quotients ‖dθ_approx‖", bits::norm(&look.recipe.numeric), 3);
            let is_row = case.bug.is_none()
                && !setting.frozen
                && setting.ridge
                && setting.epsilon == EPSILON
                && setting.weights == Weights::Start;
            if is_row {
                vec![metric.reported(REPLICATES, "0", "metric"), norm.reported(REPLICATES, "0", "norm")]
            } else {
                vec![metric, norm]
            }
        }
        (Family::Regularization(settings), Some(scale)) => {
            let mut network = case.network(true);
            let parameters = metrics::parameters(settings, &network, scale, 0.0);
            let predicted = metrics::predicted(&mut network, &parameters, 0.0);
            let predicted = Number::new("metric that is predicted for a forgotten term", predicted, 3);
            vec![metric, predicted.reported(REGULARIZATION, format!("forgotten/{scale}"), "metric_predicted")]
        }
        (Family::Scales(settings, law), Some(scale)) => {
            let exact = scales::exact(settings, *law, scale);
            let exact = Number::new("metric by backpropagation, right and wrong", exact, 3);
            vec![metric, exact.reported(SCALES, format!("{}/{}/{scale}", law.name, law.setting()), "metric")]
        }
        _ => vec![metric],
    }
}

/// Those of a check that has compared something.
pub(super) fn of_check(case: &Case, checked: &Checked) -> Vec<Number> {
    let Ok(report) = &checked.report else { return Vec::new() };
    if !report.blocks.iter().any(|block| block.compared > 0) {
        return Vec::new();
    }
    let (setting, largest) = (&checked.setting, largest(report));
    match (&case.family, case.scale(setting.weights), case.bug) {
        (Family::Dropout(_), _, Some(bug)) if setting.frozen && setting.ridge && setting.weights == Weights::Start => {
            vec![largest.reported(CHECKS, format!("frozen/{bug:?}"), "metric")]
        }
        (Family::Regularization(_), Some(scale), Some(_)) if setting.ridge => {
            let metric = Number::new("metric over all parameters, by the check", report.metric, 3);
            let key = format!("forgotten/{scale}");
            vec![
                metric.reported(REGULARIZATION, key.as_str(), "metric"),
                largest.reported(REGULARIZATION, key, "worst_block"),
            ]
        }
        _ => vec![largest],
    }
}

fn largest(report: &Report) -> Number {
    Number::new("largest relative error of a block, by the check", largest_error(report).value, 3)
}
