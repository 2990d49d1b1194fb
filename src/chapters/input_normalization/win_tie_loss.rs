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
use super::words::{named, words};
use crate::chapters::Settings;
use crate::data;
use crate::parallel;
use crate::report::{Axis, Band, Case, Claim, Column, Digits, Figure, Findings, Mark, Measured, Panel, Series, Table};
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
    let tables = vec![pairs(&comparisons), outcomes(&comparisons)];
    Findings { tables, figure: Some(figure()), claims: vec![do_it_if_unsure(&comparisons)] }
}

/// A share, an error or a difference of errors.
fn share_column(name: &'static str) -> Column {
    Column::number(name, "1", Digits::Fixed(4))
}

fn pairs(comparisons: &[Comparison]) -> Table {
    let columns = vec![
        Column::text("data").from(|row: &Comparison| named(&row.data)).key(),
        Column::text("model").from(|row: &Comparison| named(row.model.name())).key(),
        Column::count("splits", "1").from(|row: &Comparison| row.splits),
        share_column("error_raw").from(|row: &Comparison| row.raw),
        share_column("error_standardized").from(|row: &Comparison| row.standardized),
        share_column("difference").from(|row: &Comparison| row.difference),
        share_column("low").titled("at least").from(|row: &Comparison| row.interval.0),
        share_column("high").titled("at most").from(|row: &Comparison| row.interval.1),
        Column::text("outcome").from(|row: &Comparison| row.outcome().name()),
    ];
    let decided = comparisons.iter().map(|pair| pair.outcome() != Outcome::Tie);
    Table::of("Test error on raw and on standardized features", columns, comparisons)
        .named("pairs")
        .reading(decided)
        .noted(format!(
            "Error: share of test examples in a wrong class, mean over random splits, two thirds for training; the difference is raw − \
             standardized, with a 95 % interval corrected for the overlap of splits (Nadeau & Bengio 2003). Laws draw \
             {LAW_EXAMPLES} new examples each time. Penalties are the same for both kinds of inputs. The wide signal is made so that \
             the units tell what matters, so that its pairs lose. Ties are in the CSV alone."
        ))
}

fn outcomes(comparisons: &[Comparison]) -> Table {
    type Row = (Outcome, usize, Measured);
    let all: Vec<&Comparison> = comparisons.iter().collect();
    let row = |outcome| (outcome, count(&all, outcome).0, share(count(&all, outcome)));
    let columns = vec![
        Column::text("outcome").from(|row: &Row| row.0.name()).key(),
        Column::count("pairs", "1").from(|row: &Row| row.1),
        share_column("share").from(|row: &Row| row.2.value),
        share_column("low").titled("at least").from(|row: &Row| row.2.low),
        share_column("high").titled("at most").from(|row: &Row| row.2.high),
    ];
    let title = format!("How many of {} pairs of data and model win, tie and lose?", all.len());
    Table::of(title, columns, [Outcome::Win, Outcome::Tie, Outcome::Loss].map(row))
        .named("outcomes")
        .noted("With Wilson's 95 % interval of the share.")
}

fn figure() -> Figure {
    let panel = |model: &Model| {
        let of = |x, mark| Series::of("pairs", (x, "data"), mark, 0).only("model", model.name());
        Panel {
            title: words(model.name()),
            x: Axis::linear("error on raw − error on standardized"),
            y: Axis::linear("data"),
            series: vec![
                of("low", Mark::Span { to: "high", thickness: 5.0 }).labeled("95 % interval"),
                of("difference", Mark::Points).labeled("difference"),
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
