//! Is it good advice to normalize when unsure? Wins, ties and losses in test error, over data sets and models.
//!
//! For each pair of a data set and a model the test error is measured on raw and on standardized features, on the same random
//! splits into two thirds for training and one third for testing. The statistics come from the training part alone. With the
//! differences dₛ = error(raw) − error(standardized) of S splits, mean d̄ and deviation s, the 95 % interval is
//!
//! ```text
//! d̄ ± t·s·√(1/S + ρ)        ρ = test examples / training examples for splits of one data set,   0 for fresh draws of a law
//! ```
//!
//! Splits of one set overlap, so that without ρ the interval would shrink to nothing with more of them; the correction is that of
//! Nadeau & Bengio (2003), a rule that takes the errors of two splits to be correlated by ρ/(1 + ρ). It speaks of new training and test sets of these sizes. A pair is a win if the interval lies above 0, a
//! loss if it lies below, and a tie otherwise.

mod comparison;
mod own_data;
mod sources;

pub use own_data::{findings_of, on_data};

pub(super) use comparison::Comparison;
pub(super) use sources::{OVERLAP, Source, TRAINING_SHARE, standardized};

use super::classifiers::Model;
use crate::chapters::Settings;
use crate::data;
use crate::parallel;
use crate::report::{
    Axis, Band, Case, Cell, Claim, Column, Digits, Figure, Findings, Mark, Measured, Panel, Series, Table,
};
use crate::statistics;
use comparison::Outcome;
use sources::{LAW_EXAMPLES, WIDE_SIGNAL, sources};

const CONFIDENCE: f64 = 0.95;

/// How many pairs there are, and how many of them have this outcome.
fn count(comparisons: &[&Comparison], outcome: Outcome) -> (usize, usize) {
    let with_outcome = comparisons.iter().filter(|comparison| comparison.outcome() == outcome).count();
    (with_outcome, comparisons.len())
}

/// A share of trials with Wilson's interval.
fn share((count, trials): (usize, usize)) -> Measured {
    let interval = statistics::share_interval(count, trials, CONFIDENCE).expect("there are pairs");
    Measured::interval(count as f64 / trials as f64, interval.low, interval.high, trials)
}

/// The share of pairs that lose, without the law that is made to lose: what `harm` asks.
pub(super) fn share_of_losses(settings: &Settings) -> Measured {
    let comparisons = compare(settings);
    let fair: Vec<&Comparison> = comparisons.iter().filter(|pair| pair.data != WIDE_SIGNAL).collect();
    share(count(&fair, Outcome::Loss))
}

fn compare(settings: &Settings) -> Vec<Comparison> {
    let sources = sources();
    let pairs: Vec<(&Source, Model)> =
        sources.iter().flat_map(|source| Model::ALL.into_iter().map(move |model| (source, model))).collect();
    parallel::cells(pairs, |(source, model)| Comparison::measure(settings, source, model))
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let comparisons = compare(settings);
    Findings { tables: vec![table(&comparisons)], figure: Some(figure()), claims: vec![do_it_if_unsure(&comparisons)] }
}

fn table(comparisons: &[Comparison]) -> Table {
    let error = |name| Column::number(name, "1", Digits::Fixed(4));
    let mut table = Table::new(
        "Test error on raw and on standardized features",
        2,
        vec![
            Column::text("data"),
            Column::text("model"),
            Column::count("splits", "1"),
            error("error_raw"),
            error("error_standardized"),
            error("difference"),
            error("low"),
            error("high"),
            Column::text("outcome"),
            Column::count("pairs", "1"),
        ],
    );
    for pair in comparisons {
        table.push([
            pair.data.as_str().into(),
            pair.model.name().into(),
            pair.splits.into(),
            pair.raw.into(),
            pair.standardized.into(),
            pair.difference.into(),
            pair.interval.0.into(),
            pair.interval.1.into(),
            pair.outcome().name().into(),
            Cell::Empty,
        ]);
    }
    let all: Vec<&Comparison> = comparisons.iter().collect();
    for outcome in [Outcome::Win, Outcome::Tie, Outcome::Loss] {
        let count = count(&all, outcome);
        let share = share(count);
        table.push([
            "all".into(),
            outcome.name().into(),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            share.value.into(),
            share.low.into(),
            share.high.into(),
            outcome.name().into(),
            count.0.into(),
        ]);
    }
    table.note(format!(
        "Error: share of test examples in a wrong class, mean over random splits, two thirds for training; the difference is raw − \
         standardized, with a 95 % interval corrected for the overlap of splits (Nadeau & Bengio 2003). Laws draw \
         {LAW_EXAMPLES} new examples each time. Rows `all`: how many of {} pairs win, tie and lose, their share under \
         `difference`, with Wilson's 95 % interval. Penalties are the same for both kinds of inputs. wide_signal is made so that \
         the units tell what matters, so that its pairs lose.",
        comparisons.len()
    ));
    table
}

fn figure() -> Figure {
    let panel = |model: &Model| {
        let series = |label: &str, y, mark, color| Series {
            table: "",
            label: label.into(),
            x: "data",
            y,
            only: vec![("model", model.name().into())],
            mark,
            color,
        };
        Panel {
            title: model.name().replace('_', " "),
            x: Axis::linear("data"),
            y: Axis::linear("error on raw − error on standardized"),
            series: vec![
                series("95 % interval", "low", Mark::Contour, 2),
                series("", "high", Mark::Contour, 2),
                series("difference", "difference", Mark::Points, 0),
            ],
            equal: false,
        }
    };
    Figure {
        title: "What standardizing saves in test error".into(),
        alternative: "Four panels, one for each model, with the difference in test error for seven data sets and its interval. \
                      Nearest neighbors gain most, on wine and on features of far ranges; most other differences are near \
                      zero; a few lie below it."
            .into(),
        panels: Model::ALL.iter().map(panel).collect(),
    }
}

/// L09-24: do it even if unsure. It holds where the units say nothing of what matters, and fails where they do.
fn do_it_if_unsure(comparisons: &[Comparison]) -> Claim {
    let bundled: Vec<String> = data::bundled().into_iter().map(|set| set.name).collect();
    let case = |name: &str, belongs: &dyn Fn(&Comparison) -> bool| {
        let pairs: Vec<&Comparison> = comparisons.iter().filter(|pair| belongs(pair)).collect();
        let (losses, trials) = count(&pairs, Outcome::Loss);
        let from = "good advice for someone who can't tell: harmless more often than harmful";
        Case::new(format!("{name}, {trials} pairs"), Band::at_least(0.5, from), share((trials - losses, trials)))
    };
    let real = |pair: &Comparison| bundled.contains(&pair.data);
    let wide = |pair: &Comparison| pair.data == WIDE_SIGNAL;
    Claim::new("L09-24", "So normalize even if unsure whether it helps.")
        .lines(&[91])
        .swept(
            "share of pairs of data and model whose test error does not grow beyond its interval",
            vec![
                case("wine, breast cancer and digits", &real),
                case("laws whose units say nothing of what matters", &|pair| !real(pair) && !wide(pair)),
                case("a law whose units say what matters", &wide),
            ],
        )
        .source(
            "Nadeau & Bengio 2003 for the intervals of pairs; Wilson's interval takes pairs as independent, though models share data",
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::{few_settings, own_settings};

    #[test]
    fn nearest_neighbors_win_on_far_ranges_and_lose_where_units_tell_what_matters() {
        let settings = few_settings(module_path!(), 6);
        let of = |name: &str| {
            let source = sources().into_iter().find(|source| source.name() == name).unwrap();
            Comparison::measure(&settings, &source, Model::NearestNeighbors)
        };
        assert_eq!(of("1-1000_and_0-1").outcome(), Outcome::Win);
        assert_eq!(of(WIDE_SIGNAL).outcome(), Outcome::Loss);
        let again = of(WIDE_SIGNAL);
        assert_eq!(again.raw.to_bits(), of(WIDE_SIGNAL).raw.to_bits());
    }

    #[test]
    fn the_advice_is_good_where_units_say_nothing_and_bad_where_they_do() {
        let claim = do_it_if_unsure(&compare(&own_settings(module_path!())));
        assert_eq!(claim.verdict(), crate::report::Verdict::Conditional);
        assert_eq!(claim.sweep.len(), 3);
    }
}
