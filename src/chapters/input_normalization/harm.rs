//! Does normalization never do any harm? Measured counter-examples, each with its prediction where theory gives one.
//!
//! Each table compares quantities that should be small without and with a step of normalization; a ratio above 1 is harm.
//!
//! | file | tables | harm |
//! |---|---|---|
//! | `elongation` | `bowls` | step 2 without step 1, and both steps on correlated features, make the bowl longer |
//! | `degenerate` | `features` | a constant feature becomes NaN, a nearly constant one becomes noise of full size, zeros become numbers |
//! | `outliers` | `outliers` | one value of size M squeezes all others to 1/M |
//! | `predictions` | `errors`, `predictions` | penalties and distances give other predictions; statistics of all data leak |
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

use super::inputs::Inputs;
use super::win_tie_loss;
use super::words::words;
use crate::bits;
use crate::chapters::Settings;
use crate::data;
use crate::report::{Axis, Band, Claim, Column, Figure, Findings, Mark, Measured, Panel, Reading, Series, Typed};

/// What was done: both steps, as the notes say.
const BOTH_STEPS: &str = "both steps";
const KAPPA: &str = "κ of least squares with a bias";

/// A quantity without and with a step of normalization, and what theory says of the latter.
#[derive(Clone, Debug)]
struct Effect {
    /// Its key and its words.
    case: (&'static str, &'static str),
    recipe: &'static str,
    quantity: &'static str,
    before: f64,
    after: f64,
    predicted: f64,
    /// The largest after/before that a theorem allows.
    ratio_allowed: Option<f64>,
}

impl Effect {
    fn new(case: (&'static str, &'static str), recipe: &'static str, quantity: &'static str, values: [f64; 3]) -> Self {
        let [before, after, predicted] = values;
        Effect { case, recipe, quantity, before, after, predicted, ratio_allowed: None }
    }

    fn ratio(&self) -> Option<f64> {
        ratio(self.before, self.after)
    }
}

/// after/before; undefined if both are 0.
fn ratio(before: f64, after: f64) -> Option<f64> {
    (before != 0.0 || after != 0.0).then(|| after / before)
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let bowls = elongation::effects();
    // The same splits as there, so that a row here is a pair of that table.
    let shared = settings.of_another("input_normalization/win_tie_loss");
    let wine = data::wine();
    let linear = predictions::linear_models(&wine, settings);
    let mut errors = vec![degenerate::noise_in_neighbors(settings)];
    errors.extend(linear.iter().map(|linear| linear.error.clone()));
    errors.extend(predictions::neighbors(&shared));
    errors.push(predictions::leak(&wine, settings));
    let claim = never_any_harm(&bowls, win_tie_loss::share_of_losses(&shared));
    let tables = vec![
        elongation::table(&bowls),
        degenerate::table(settings),
        predictions::errors_table(&errors),
        predictions::table(&linear),
        outliers::table(),
    ];
    Findings { tables, figure: Some(figure()), claims: vec![claim] }
}

/// What every effect has.
fn columns() -> Vec<Typed<'static, Effect>> {
    vec![
        Column::text("case").from(|row: &Effect| row.case).key(),
        Column::text("recipe").titled("what is done").from(|row: &Effect| row.recipe),
        Column::text("quantity").from(|row: &Effect| row.quantity),
        Column::significant("before", 4).from(|row: &Effect| row.before),
        Column::significant("after", 4).from(|row: &Effect| row.after),
        Column::significant("ratio", 4).titled("after / before").from(Effect::ratio),
        Column::significant("predicted", 4).titled("after, predicted").from(|row: &Effect| row.predicted),
    ]
}

fn figure() -> Figure {
    let ratios = |table, mark, color| Series::of(table, ("case", "ratio"), mark, color);
    let outlier = |&(recipe, normalizer): &outliers::Recipe| {
        let color = Inputs::Normalized(normalizer).color();
        let of = |y, mark| Series::of("outliers", ("size", y), mark, color).only("recipe", recipe);
        [of("after", Mark::Points).labeled(words(recipe)), of("predicted", Mark::Dashed)]
    };
    Figure {
        title: "What normalization can make worse".into(),
        alternative: "Two panels. Left: test error and condition number after a step in relation to before, on a logarithmic \
                      axis, by case; several lie above 1. Right: how many times the other values fit into the range after one \
                      outlier of size M, on logarithmic axes: min–max scaling grows in proportion to M on the predicted line, \
                      standardization too, robust scaling stays flat."
            .into(),
        panels: vec![
            Panel {
                title: "κ and test error".into(),
                x: Axis::linear("case"),
                y: Axis::logarithmic("after / before"),
                series: vec![
                    ratios("bowls", Mark::Points, 0).only("quantity", KAPPA).labeled("κ"),
                    ratios("errors", Mark::Points, 1).labeled("test error"),
                ],
                equal: false,
            },
            Panel {
                title: "one outlier of size M".into(),
                x: Axis::logarithmic("M"),
                y: Axis::logarithmic("1 / spread of the other values"),
                series: outliers::RECIPES.iter().flat_map(outlier).collect(),
                equal: false,
            },
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
        for table in ["bowls", "features", "outliers"].map(|name| findings.table(name)) {
            let [after, predicted] = ["after", "predicted"].map(|name| table.column(name).unwrap());
            for row in table.rows() {
                let (after, predicted) = (row[after].number().unwrap(), row[predicted].number().unwrap());
                // Steps are whole numbers, κ carries nine digits; all others are exact up to a few hundred roundings.
                let steps = matches!(&row[0], Cell::Named { key, .. } if key.starts_with("steps"));
                let tolerance = if steps { 1.0 } else { 1e-8 * predicted.abs() };
                assert!((after - predicted).abs() <= tolerance, "{row:?}");
            }
        }
        let control = |column| findings.table("errors").number("least_squares_wine", column);
        assert_eq!(control("after"), control("before"), "without a penalty predictions stay the same");
    }

    #[test]
    fn a_harmless_suite_would_confirm() {
        let effect = |recipe, after| Effect::new(("case", "case"), recipe, KAPPA, [5.0, after, after]);
        let effects = [effect(BOTH_STEPS, 5.0), effect("step 2 alone", 45.0)];
        let claim = never_any_harm(&effects, Measured::exact(0.0));
        assert_eq!(claim.verdict(), Verdict::Confirmed);
    }
}
