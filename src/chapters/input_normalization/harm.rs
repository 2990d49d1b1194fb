//! Does normalization never do any harm? Measured counter-examples, each with its prediction where theory gives one.
//!
//! Every row compares a quantity that should be small without and with a step of normalization; a ratio above 1 is harm.
//!
//! | file | harm |
//! |---|---|
//! | `elongation` | step 2 without step 1, and both steps on correlated features, make the bowl longer |
//! | `degenerate` | a constant feature becomes NaN, a nearly constant one becomes noise of full size, zeros become numbers |
//! | `outliers` | one value of size M squeezes all others to 1/M |
//! | `predictions` | penalties and distances give other predictions; statistics of all data leak |
//!
//! **Step 2 alone**, d independent features of deviation 1 with means μ: H = [[1, μᵀ], [μ, I + μμᵀ]] has the eigenvalue 1, and
//! on the plane of the bias and μ, with q = ‖μ‖²/2, the pair 1 + q ± √(q² + 2q), whose product is 1. So
//!
//! ```text
//! κ = (1 + q + √(q² + 2q))²        μ = (√3, 0, 3√3) for 0–1, −1–1, 1–2: q = 15, κ = (16 + √255)² = 1022.0
//! ```
//!
//! **Both steps** on d features give the covariance a unit diagonal, after which κ is at most d times the smallest that any scaling
//! reaches (van der Sluis 1969), the present one included: so it grows by d at most. How much of that is seen is another number.

mod degenerate;
mod elongation;
mod outliers;
mod own_data;
mod predictions;

pub use own_data::on_data;

use super::win_tie_loss;
use crate::bits;
use crate::chapters::Settings;
use crate::report::{
    Axis, Band, Claim, Column, Digits, Figure, Findings, Mark, Measured, Panel, Reading, Series, Table,
};

/// What was done: both steps, as the notes say.
const BOTH_STEPS: &str = "both steps";
const KAPPA: &str = "κ of least squares with a bias";
const TEST_ERROR: &str = "test error";

/// One case: a quantity without and with a step of normalization.
#[derive(Clone, Debug)]
struct Effect {
    case: String,
    recipe: &'static str,
    quantity: &'static str,
    /// The size of an outlier, where there is one.
    size: Option<f64>,
    before: f64,
    after: f64,
    /// What theory says of `after`.
    predicted: Option<f64>,
    /// The largest after/before that a theorem allows.
    ratio_allowed: Option<f64>,
    /// The largest change of a prediction that goes with it.
    largest_change: Option<f64>,
    /// The standard error of before − after over random splits.
    standard_error: Option<f64>,
}

impl Effect {
    fn new(case: impl Into<String>, recipe: &'static str, quantity: &'static str, before: f64, after: f64) -> Self {
        Effect {
            case: case.into(),
            recipe,
            quantity,
            size: None,
            before,
            after,
            predicted: None,
            ratio_allowed: None,
            largest_change: None,
            standard_error: None,
        }
    }

    fn predicted(mut self, predicted: f64) -> Self {
        self.predicted = Some(predicted);
        self
    }

    /// after/before; undefined if both are 0.
    fn ratio(&self) -> Option<f64> {
        (self.before != 0.0 || self.after != 0.0).then(|| self.after / self.before)
    }
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let mut effects = elongation::effects();
    effects.extend(degenerate::effects(settings));
    // The same splits as there, so that a row here is a pair of that table.
    let shared = settings.of_another("input_normalization/win_tie_loss");
    effects.extend(predictions::effects(settings, &shared));
    effects.extend(outliers::effects());
    let losses = win_tie_loss::share_of_losses(&shared);
    Findings { tables: vec![table(&effects)], figure: Some(figure()), claims: vec![never_any_harm(&effects, losses)] }
}

fn table(effects: &[Effect]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(4));
    let mut table = Table::new(
        "What normalization can make worse",
        1,
        vec![
            Column::text("case"),
            Column::text("recipe"),
            Column::text("quantity"),
            number("size"),
            number("before"),
            number("after"),
            number("ratio"),
            Column::number("ratio_allowed", "1", Digits::Significant(1)),
            number("predicted"),
            number("largest_change"),
            Column::number("standard_error", "1", Digits::Significant(2)),
        ],
    );
    for effect in effects {
        table.push([
            effect.case.as_str().into(),
            effect.recipe.into(),
            effect.quantity.into(),
            effect.size.into(),
            effect.before.into(),
            effect.after.into(),
            effect.ratio().into(),
            effect.ratio_allowed.into(),
            effect.predicted.into(),
            effect.largest_change.into(),
            effect.standard_error.into(),
        ]);
    }
    table.note(
        "Ratio: after/before; above 1 is harm. Ratio allowed: the most that van der Sluis's theorem leaves open. Predicted: the value of \
         `after`. Largest change: of a prediction, over all test \
         examples. Standard error: of the mean change over random splits, corrected for their overlap where splits of one set \
         share examples. least_squares is the control: without a penalty predictions stay the same up to rounding.",
    );
    table
}

fn figure() -> Figure {
    let panel =
        |title: &str, x: Axis, y: Axis, series: Vec<Series>| Panel { title: title.into(), x, y, series, equal: false };
    let series = |label: &str, x, y, only: (&'static str, &str), mark, color| Series {
        table: "",
        label: label.into(),
        x,
        y,
        only: vec![(only.0, only.1.into())],
        mark,
        color,
    };
    let outlier = |recipe: &'static str, color| {
        [
            series(recipe, "size", "after", ("recipe", recipe), Mark::Points, color),
            series("", "size", "predicted", ("recipe", recipe), Mark::Dashed, color),
        ]
    };
    Figure {
        title: "What normalization can make worse".into(),
        alternative: "Two panels. Left: test error and condition number after a step in relation to before, on a logarithmic \
                      axis, by case; several lie above 1. Right: how many times the other values fit into the range after one \
                      outlier of size M, on logarithmic axes: min–max scaling grows in proportion to M on the predicted line, \
                      standardization too, robust scaling stays flat."
            .into(),
        panels: vec![
            panel(
                "κ and test error",
                Axis::linear("case"),
                Axis::logarithmic("after / before"),
                vec![
                    series("κ", "case", "ratio", ("quantity", KAPPA), Mark::Points, 0),
                    series("test error", "case", "ratio", ("quantity", TEST_ERROR), Mark::Points, 1),
                ],
            ),
            panel(
                "one outlier of size M",
                Axis::logarithmic("M"),
                Axis::logarithmic("1 / spread of the other values"),
                [outlier(outliers::MIN_MAX, 0), outlier(outliers::STANDARD, 1), outlier(outliers::ROBUST, 2)].concat(),
            ),
        ],
    }
}

/// The worst ratio of κ where both steps were applied as the notes say. Test errors are in the table, and vary with the splits.
fn worst_ratio(effects: &[Effect]) -> f64 {
    let judged = effects.iter().filter(|effect| effect.recipe == BOTH_STEPS && effect.quantity == KAPPA);
    judged.filter_map(Effect::ratio).fold(0.0, bits::max)
}

/// L09-23: "never any harm", where the lecture says "pretty much never".
fn never_any_harm(effects: &[Effect], losses: Measured) -> Claim {
    let printed = Reading::new(
        "never does any harm (어떤 해도)",
        "worst after/before of κ where both steps were applied as the notes say",
        Band::at_most(1.0 + 1e-6, "harm is growth; a κ that both steps leave alone is known to more than 6 digits"),
        Measured::exact(worst_ratio(effects)),
    );
    let corrected = Reading::new(
        "pretty much never does any harm",
        "share of pairs of data and model whose test error grows beyond its interval (win_tie_loss, without the law made to lose)",
        Band::at_most(0.1, "\"pretty much never\" read as: in less than one case of ten"),
        losses,
    );
    Claim::new("L09-23", "Normalizing inputs never does any harm.")
        .lines(&[91])
        .figure("어떤 해도")
        .slip(printed, corrected)
        .source(
            "the lecture says \"pretty much never\"; van der Sluis 1969: κ of d features may grow by a factor of d, here 3",
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::few_findings;
    use crate::report::{Cell, Verdict};

    #[test]
    fn the_notes_are_refuted_and_every_prediction_is_met() {
        let findings = few_findings(module_path!(), 6);
        assert_eq!(findings.claims[0].verdict(), Verdict::Refuted);
        let table = findings.table("");
        for row in table.rows() {
            let Cell::Text(case) = &row[0] else { panic!("a case has a name") };
            if table.cell(case, "predicted") == Some(&Cell::Empty) {
                continue;
            }
            let (after, predicted) = (table.number(case, "after"), table.number(case, "predicted"));
            // Steps are whole numbers, κ carries nine digits; all others are exact up to a few hundred roundings.
            let tolerance = if case.starts_with("steps") { 1.0 } else { 1e-8 * predicted.abs() };
            assert!((after - predicted).abs() <= tolerance, "{case}: {after} against {predicted}");
        }
    }

    #[test]
    fn a_harmless_suite_would_confirm() {
        let effects =
            [Effect::new("same", BOTH_STEPS, KAPPA, 5.0, 5.0), Effect::new("other", "step 2 alone", KAPPA, 1.0, 9.0)];
        let claim = never_any_harm(&effects, Measured::exact(0.0));
        assert_eq!(claim.verdict(), Verdict::Confirmed);
    }
}
