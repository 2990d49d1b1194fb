//! Which recommendation follows from the numbers?
//!
//! Each rule returns a [`Reason`] where it has something to say; [`judge`] asks them all.

use super::{
    Action, ENOUGH_STEPS, FAR_OUT, FeatureSummary, HALF_THE_DIGITS, MANY_STEPS, Prospects, Reason, SPARSE, Variation,
    WORTH_A_CHANGE,
};
use crate::bits;
use crate::data::Dataset;
use crate::theory::conditioning::of_random_features;

/// How many names a line holds.
const NAMES: usize = 5;

/// The recommendation and all findings.
pub(super) fn judge(
    dataset: &Dataset,
    summaries: &[FeatureSummary],
    prospects: Option<&Prospects>,
) -> (Action, Vec<Reason>) {
    let examples = dataset.features.nrows();
    if examples < 2 {
        return (Action::MoreExamples, vec![too_few(examples)]);
    }
    let varies = summaries.iter().any(|summary| summary.variation != Variation::Constant);
    let (action, first) = if varies { normalization(summaries, prospects) } else { (Action::NothingToLearn, flat()) };
    let rest = [
        drop_constant(summaries),
        inspect_nearly_constant(summaries),
        inspect_outliers(summaries, prospects),
        prospects.and_then(|prospects| correlations(prospects, examples)),
        keep_zeros(summaries, prospects),
    ];
    (action, [first].into_iter().chain(rest.into_iter().flatten()).collect())
}

fn too_few(examples: usize) -> Reason {
    Reason {
        topic: "normalization",
        advice: Action::MoreExamples.words().into(),
        because: "mean and deviation need at least two examples; one has no spread".into(),
        value: Some(examples as f64),
        limit: Some(2.0),
    }
}

fn flat() -> Reason {
    Reason {
        topic: "normalization",
        advice: Action::NothingToLearn.words().into(),
        because: "no feature varies".into(),
        value: Some(0.0),
        limit: None,
    }
}

/// The mildest normalization whose steps are near the fewest.
fn normalization(summaries: &[FeatureSummary], prospects: Option<&Prospects>) -> (Action, Reason) {
    let Some(prospects) = prospects else { return by_moments(summaries) };
    let steps = [
        (Action::Nothing, Prospects::steps(prospects.raw.value)),
        (Action::Center, Prospects::steps(prospects.centered.value)),
        (Action::Standardize, Prospects::steps(prospects.standardized.value)),
    ];
    let fewest = steps.iter().fold(f64::INFINITY, |fewest, (_, steps)| bits::min(fewest, *steps));
    let enough = bits::max(ENOUGH_STEPS, WORTH_A_CHANGE * fewest);
    let chosen = steps.iter().find(|(_, steps)| *steps <= enough).map_or(Action::Standardize, |(action, _)| *action);
    let far_out = summaries.iter().any(is_far_out);
    let fewer = Prospects::steps(prospects.robust.value) <= Prospects::steps(prospects.standardized.value);
    let robust = chosen == Action::Standardize && far_out && fewer;
    let action = if robust { Action::Robust } else { chosen };
    let [raw, centered, standardized] = prospects.rows().map(|(_, bound)| {
        let steps = rounded(Prospects::steps(bound.value));
        if bound.at_least { format!("at least {steps}") } else { steps }
    });
    let because = format!(
        "gradient descent needs about {raw} steps on raw inputs, {centered} on centered and {standardized} on standardized ones"
    );
    let reason = Reason {
        topic: "normalization",
        advice: action.words().into(),
        because,
        value: Some(steps[0].1),
        limit: Some(enough),
    };
    (action, reason)
}

/// What means and deviations alone tell: κ of raw inputs is at least the square of what they differ by, and of the largest mean in deviations.
fn by_moments(summaries: &[FeatureSummary]) -> (Action, Reason) {
    let varying = || summaries.iter().filter(|summary| summary.variation != Variation::Constant);
    let [largest, smallest] = [bits::max as fn(f64, f64) -> f64, bits::min]
        .map(|extreme| varying().map(|summary| summary.deviation).reduce(extreme).unwrap_or(1.0));
    let apart = largest / smallest;
    let off = varying().map(|summary| summary.mean.abs() / summary.deviation).fold(0.0, bits::max);
    let action = match (apart > WORTH_A_CHANGE, off > WORTH_A_CHANGE) {
        (true, _) => Action::Standardize,
        (false, true) => Action::Center,
        (false, false) => Action::Nothing,
    };
    let because = format!(
        "without condition numbers: deviations differ by a factor of {}, and means lie up to {} deviations from 0",
        rounded(apart),
        rounded(off)
    );
    let advice = action.words().into();
    (action, Reason { topic: "normalization", advice, because, value: Some(apart), limit: Some(WORTH_A_CHANGE) })
}

fn is_far_out(summary: &FeatureSummary) -> bool {
    summary.reach.is_some_and(|reach| reach > FAR_OUT) || summary.alone.is_some()
}

fn drop_constant(summaries: &[FeatureSummary]) -> Option<Reason> {
    let constant = named(summaries, FeatureSummary::is_equal)?;
    Some(Reason {
        topic: "constant features",
        advice: format!("drop {}", constant.names),
        because: "they have no deviation to divide by, and tell nothing that the bias does not".into(),
        value: Some(constant.count as f64),
        limit: None,
    })
}

fn inspect_nearly_constant(summaries: &[FeatureSummary]) -> Option<Reason> {
    let noisy = |summary: &FeatureSummary| summary.variation != Variation::Varies && !summary.is_equal();
    let named = named(summaries, noisy)?;
    let smallest = summaries.iter().filter(|summary| noisy(summary)).map(FeatureSummary::relative_deviation);
    let smallest = smallest.fold(f64::INFINITY, bits::min);
    Some(Reason {
        topic: "nearly constant features",
        advice: format!("look at {} before scaling", named.names),
        because: format!(
            "σ is {} of the largest value: division by it would multiply what may be noise of the last digits",
            rounded(smallest)
        ),
        value: Some(smallest),
        limit: Some(HALF_THE_DIGITS),
    })
}

fn inspect_outliers(summaries: &[FeatureSummary], prospects: Option<&Prospects>) -> Option<Reason> {
    let far = named(summaries, is_far_out)?;
    let worst = summaries.iter().filter_map(|summary| summary.reach).fold(0.0, bits::max);
    let quartiles = prospects.map_or_else(String::new, |prospects| {
        format!(
            "; scaling by quartiles keeps the others apart and needs about {} steps",
            rounded(Prospects::steps(prospects.robust.value))
        )
    });
    Some(Reason {
        topic: "outliers",
        advice: format!("look at {}; a limit or a logarithm may suit better than any scale", far.names),
        because: match worst > FAR_OUT {
            true => format!(
                "a value lies {} interquartile ranges from the quartiles and sets μ and σ by itself{quartiles}",
                rounded(worst)
            ),
            false => "a value stands alone where the quartiles coincide, and sets μ and σ by itself".into(),
        },
        value: (worst > FAR_OUT).then_some(worst),
        limit: Some(FAR_OUT),
    })
}

/// What scaling leaves, if it is much: correlations, and whether they can be told from chance.
fn correlations(prospects: &Prospects, examples: usize) -> Option<Reason> {
    let condition = prospects.standardized.value;
    let steps = Prospects::steps(condition);
    let advice = |advice: &str, because: String| Reason {
        topic: "correlations",
        advice: advice.into(),
        because,
        value: Some(steps),
        limit: Some(MANY_STEPS),
    };
    if prospects.varying + 1 >= examples {
        return Some(advice(
            "use a penalty (ridge)",
            format!(
                "{examples} examples vary in at most {} directions: the rest of the cost is flat, and whitening would fit noise",
                examples - 1
            ),
        ));
    }
    if steps <= MANY_STEPS {
        return None;
    }
    let chance = of_random_features(prospects.varying as f64 / examples as f64);
    Some(if condition <= chance {
        advice(
            "collect more examples or use a penalty",
            format!("independent features would have κ = {} by chance", rounded(chance)),
        )
    } else {
        advice(
            "whiten, drop near-copies of other features, or use Newton's method",
            format!(
                "about {} steps remain on standardized inputs (κ = {}): no scaling removes correlations",
                rounded(steps),
                rounded(condition)
            ),
        )
    })
}

fn keep_zeros(summaries: &[FeatureSummary], prospects: Option<&Prospects>) -> Option<Reason> {
    let zeros = summaries.iter().map(|summary| summary.zeros).sum::<f64>() / summaries.len() as f64;
    let scaled = prospects.map_or_else(String::new, |prospects| {
        format!(
            "; x/σ without centering keeps them and needs about {} steps",
            rounded(Prospects::steps(prospects.scaled.value))
        )
    });
    (zeros > SPARSE).then(|| Reason {
        topic: "zeros",
        advice: "if the matrix is stored sparse, fold the shift into the first layer (Fitted::fold_into) in place of centering it".into(),
        because: format!("{} % of the values are zero and centering makes them nonzero{scaled}", rounded(100.0 * zeros)),
        value: Some(zeros),
        limit: Some(SPARSE),
    })
}

/// Features by name, at most [`NAMES`] of them, and how many they are.
struct Named {
    names: String,
    count: usize,
}

fn named(summaries: &[FeatureSummary], which: impl Fn(&FeatureSummary) -> bool) -> Option<Named> {
    let names: Vec<&str> =
        summaries.iter().filter(|summary| which(summary)).map(|summary| summary.name.as_str()).collect();
    let shown = names[..names.len().min(NAMES)].join(", ");
    let more = names.len().saturating_sub(NAMES);
    let names_shown = if more > 0 { format!("{shown} and {more} more") } else { shown };
    (!names.is_empty()).then_some(Named { names: names_shown, count: names.len() })
}

/// Three significant digits, for reading; large and small numbers with an exponent.
fn rounded(number: f64) -> String {
    if number == f64::INFINITY {
        return "more than 1.8e308".to_owned();
    }
    let rounded = crate::bits::round_significant(number, 3);
    if (1e-3..1e6).contains(&rounded.abs()) || rounded == 0.0 { format!("{rounded}") } else { format!("{rounded:e}") }
}
