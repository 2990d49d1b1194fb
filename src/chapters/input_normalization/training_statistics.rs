//! What does it cost to normalize the test set by its own μ and σ?
//!
//! A linear model that is exactly right, y = Σ wⱼ(xⱼ − μⱼ)/σⱼ, gets test inputs that were normalized by estimated statistics. Its
//! error is then only due to them. With z = (x − μ)/σ, and z̄ and s the mean and standard deviation of m test examples, the error in
//! one feature is z − (z − z̄)/s, whose mean square over those examples is
//!
//! ```text
//! z̄² + (s − 1)²,   with expectation 2(1 − E s),   E s = √(2/m)·Γ(m/2)/Γ((m − 1)/2)   for Gaussian features
//! ```
//!
//! so that own statistics cost 2‖w‖²(1 − E s) ≈ 1.5‖w‖²/m (1/m for the mean, 1/(2m) for the deviation). For the training set's
//! statistics m is the number of training examples, which is larger; and a shift in the test set stays visible.

use ndarray::{Array1, Array2, ArrayView2};

use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::normalize::{Fitted, Normalizer};
use crate::parallel;
use crate::report::{Axis, Band, Case, Claim, Column, Digits, Figure, Findings, Mark, Measured, Panel, Series, Table};
use crate::theory::normalization;

const FEATURES: usize = 5;
const TRAINING: usize = 2000;
const TEST_SIZES: [usize; 7] = [5, 10, 20, 50, 100, 300, 1000];
const REPLICATES: usize = 200;
/// The shift of the first feature in the shifted scenario, in standard deviations.
const SHIFT: f64 = 1.0;
/// Mean and standard deviation of the features: as different as the notes' 1–1000 and 0–1.
const LAWS: [(f64, f64); FEATURES] = [(500.0, 288.0), (0.5, 0.29), (-3.0, 1.0), (0.0, 10.0), (20.0, 0.1)];

/// The mean squared error over replicates with its standard error.
#[derive(Clone, Copy)]
struct Estimate {
    mean: f64,
    standard_error: f64,
}

/// Whose test examples: the key and its words.
type Scenario = (&'static str, &'static str);
const SAME_LAW: Scenario = ("same_law", "from the same law");
const SHIFTED: Scenario = ("shifted", "the first feature shifted");
const ONE_EXAMPLE: Scenario = ("one_example", "one example");

/// What both kinds of statistics cost.
struct Cost {
    scenario: Scenario,
    shift: f64,
    test_examples: usize,
    training: Estimate,
    own: Estimate,
}

impl Cost {
    /// What there is of several examples, and not of one.
    fn of_many(&self, value: f64) -> Option<f64> {
        (self.test_examples > 1).then_some(value)
    }

    /// One example has no deviation.
    fn own_predicted(&self) -> f64 {
        let penalty = FEATURES as f64 * own_penalty(self.test_examples);
        self.of_many(penalty + self.shift * self.shift).unwrap_or(f64::NAN)
    }

    fn rule_of_thumb(&self) -> Option<f64> {
        let penalty = normalization::own_statistics_penalty(FEATURES as f64, self.test_examples);
        self.of_many(penalty + self.shift * self.shift)
    }
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let cost = |(scenario, shift): (Scenario, f64)| {
        TEST_SIZES.map(|test_examples| {
            let (training, own) = errors(settings, scenario.0, shift, test_examples);
            Cost { scenario, shift, test_examples, training, own }
        })
    };
    let mut costs: Vec<Cost> = [(SAME_LAW, 0.0), (SHIFTED, SHIFT)].into_iter().flat_map(cost).collect();
    let claims = vec![same_transformation(settings, &costs[..TEST_SIZES.len()]), same_function(settings)];
    costs.push(lone_example(settings));
    Findings { tables: vec![table(&costs, settings.replicates_or(REPLICATES))], figure: Some(figure()), claims }
}

fn table(costs: &[Cost], replicates: usize) -> Table {
    let number = |name, digits| Column::number(name, "1", Digits::Significant(digits));
    let columns = vec![
        Column::text("scenario").titled("test set").from(|row: &Cost| row.scenario).key(),
        Column::count("test_examples", "1").from(|row: &Cost| row.test_examples).key(),
        number("training_statistics", 3).from(|row: &Cost| row.training.mean),
        number("training_standard_error", 2)
            .titled("standard error")
            .from(|row: &Cost| row.of_many(row.training.standard_error)),
        number("training_predicted", 3).titled("predicted").from(|_: &Cost| FEATURES as f64 * fresh_penalty(TRAINING)),
        number("own_statistics", 3).from(|row: &Cost| row.own.mean),
        number("own_standard_error", 2).titled("standard error").from(|row: &Cost| row.of_many(row.own.standard_error)),
        number("own_predicted", 3).titled("predicted").from(Cost::own_predicted),
        number("rule_of_thumb", 3).titled("3‖w‖²/2m").from(Cost::rule_of_thumb),
    ];
    let title = "Mean squared test error of an exactly right linear model, by whose mean and deviation the test set is normalized";
    Table::of(title, columns, costs).noted(format!(
        "{FEATURES} Gaussian features, weights 1, {TRAINING} training examples, {replicates} replicates. Shifted: the first \
         feature of the test set moves by {SHIFT} standard deviation. One example: its own deviation is 0, and 0/0 is not a number; it is drawn once, which has no standard error."
    ))
}

/// Mean squared errors with the training set's statistics and with the test set's own.
fn errors(settings: &Settings, scenario: &str, shift: f64, test_examples: usize) -> (Estimate, Estimate) {
    let pairs: Vec<(f64, f64)> = parallel::cells(0..settings.replicates_or(REPLICATES), |replicate| {
        let mut stream = settings.stream(&format!("{scenario}/{test_examples}"), replicate);
        let training = Normalizer::Standard.fit(draw(TRAINING, 0.0, &mut stream).view()).expect("finite");
        let test = draw(test_examples, shift, &mut stream);
        let own = Normalizer::Standard.fit(test.view()).expect("finite");
        (squared_error(&training, test.view()), squared_error(&own, test.view()))
    });
    let (training, own): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    (estimate(&training), estimate(&own))
}

fn draw(examples: usize, shift: f64, stream: &mut streams::Stream) -> Array2<f64> {
    Array2::from_shape_fn((examples, FEATURES), |(_, feature)| {
        let (mean, deviation) = LAWS[feature];
        let moved = if feature == 0 { shift } else { 0.0 };
        mean + deviation * (streams::standard_normal(stream) + moved)
    })
}

/// The error of Σ zⱼ when z is computed with estimated statistics.
fn squared_error(fitted: &Fitted, test: ArrayView2<f64>) -> f64 {
    let normalized = fitted.transform(test).expect("the same columns as fitted");
    let squares: Vec<f64> = test
        .outer_iter()
        .zip(normalized.outer_iter())
        .map(|(x, z)| {
            let error: f64 = (0..FEATURES).map(|j| z[j] - (x[j] - LAWS[j].0) / LAWS[j].1).sum();
            error * error
        })
        .collect();
    bits::sum(&squares) / squares.len() as f64
}

fn estimate(values: &[f64]) -> Estimate {
    let count = values.len() as f64;
    let mean = bits::sum(values) / count;
    let squares: Vec<f64> = values.iter().map(|value| (value - mean) * (value - mean)).collect();
    Estimate { mean, standard_error: (bits::sum(&squares) / (count * bits::max(count - 1.0, 1.0))).sqrt() }
}

/// Γ(a)/Γ(b).
fn gamma_ratio(a: f64, b: f64) -> f64 {
    bits::exp(libm::lgamma(a) - libm::lgamma(b))
}

/// 2(1 − E s): the cost of a feature's own statistics over the m examples that they were estimated from.
fn own_penalty(m: usize) -> f64 {
    let m = m as f64;
    2.0 * (1.0 - (2.0 / m).sqrt() * gamma_ratio(0.5 * m, 0.5 * (m - 1.0)))
}

/// E[(1 − 1/s)²] + E[z̄²]·E[1/s²]: the cost of statistics estimated from m other examples.
fn fresh_penalty(m: usize) -> f64 {
    let m = m as f64;
    let inverse = (0.5 * m).sqrt() * gamma_ratio(0.5 * (m - 2.0), 0.5 * (m - 1.0));
    let inverse_square = m / (m - 3.0);
    1.0 - 2.0 * inverse + inverse_square + inverse_square / m
}

/// One test example: the error with the training set's statistics, and what the notes' formulas give with its own.
fn lone_example(settings: &Settings) -> Cost {
    let mut stream = settings.stream(ONE_EXAMPLE.0, 0);
    let training = Normalizer::Standard.fit(draw(TRAINING, 0.0, &mut stream).view()).expect("finite");
    let test = draw(1, 0.0, &mut stream);
    let by_the_formula: f64 = (0..FEATURES)
        .map(|j| {
            let (x, mean) = (test[[0, j]], test[[0, j]]);
            (x - mean) / ((x - mean) * (x - mean)).sqrt()
        })
        .sum();
    let once = |mean| Estimate { mean, standard_error: f64::NAN };
    let (training, own) = (once(squared_error(&training, test.view())), once(by_the_formula * by_the_formula));
    Cost { scenario: ONE_EXAMPLE, shift: 0.0, test_examples: 1, training, own }
}

fn figure() -> Figure {
    let panel = |title: &str, scenario: Scenario| {
        let of = |y, mark, color| Series::of("", ("test_examples", y), mark, color).only("scenario", scenario.0);
        Panel {
            title: title.into(),
            x: Axis::logarithmic("test examples"),
            y: Axis::logarithmic("mean squared error").over(1e-3, 10.0),
            series: vec![
                of("own_statistics", Mark::Points, 1).labeled("own statistics"),
                of("own_predicted", Mark::Dashed, 1).labeled("predicted"),
                of("training_statistics", Mark::Points, 0).labeled("training statistics"),
                of("training_predicted", Mark::Dashed, 0).labeled("predicted"),
            ],
            equal: false,
        }
    };
    Figure {
        title: "Whose mean and deviation?".into(),
        alternative: "Mean squared test error against the number of test examples, on logarithmic axes. With the training \
                      set's statistics it is small and flat. With the test set's own it falls in proportion to one over the \
                      number of examples, on the predicted line; when the test set is shifted, it stays at the square of the shift."
            .into(),
        panels: vec![panel("test set from the same law", SAME_LAW), panel("test set shifted", SHIFTED)],
    }
}

/// L09-07: own statistics cost more than the training set's, at every test size below the training set's.
fn same_transformation(settings: &Settings, costs: &[Cost]) -> Claim {
    let replicates = settings.replicates_or(REPLICATES);
    let cases = costs.iter().map(|Cost { test_examples, training, own, .. }| {
        let ratio = own.mean / training.mean;
        // Two independent standard errors, to first order, times 2.58 (99 %).
        let relative =
            bits::powi(own.standard_error / own.mean, 2) + bits::powi(training.standard_error / training.mean, 2);
        let radius = 2.58 * ratio * relative.sqrt();
        Case::new(
            format!("{test_examples} test examples"),
            Band::at_least(1.0, "2(1 − E s) falls with m, and the test set is smaller than the training set"),
            Measured::interval(ratio, ratio - radius, ratio + radius, replicates),
        )
    });
    Claim::new("L09-07", "Use the μ and σ of the training set to normalize the test set.")
        .lines(&[30])
        .swept("(error with the test set's own statistics) / (error with the training set's)", cases.collect())
        .source("2‖w‖²(1 − E s) ≈ 1.5‖w‖²/m for Gaussian features, derived in the chapter")
}

/// L09-08: the normalization can be folded into the first layer, so it is part of the function that was trained.
fn same_function(settings: &Settings) -> Claim {
    let mut stream = settings.stream("fold", 0);
    let data = draw(200, 0.0, &mut stream);
    let fitted = Normalizer::Standard.fit(data.view()).expect("finite");
    let weights = Array2::from_shape_fn((3, FEATURES), |_| streams::standard_normal(&mut stream));
    let bias = Array1::from_shape_fn(3, |_| streams::standard_normal(&mut stream));
    let (folded_weights, folded_bias) = fitted.fold_into(weights.view(), bias.view()).expect("shapes agree");
    let normalized = fitted.transform(data.view()).expect("the same columns");
    let apart = bits::product(normalized.view(), weights.t()) + &bias;
    let folded = bits::product(data.view(), folded_weights.t()) + &folded_bias;
    // The size of the terms that are added up: |W'||x| + |b'|.
    let sizes =
        bits::product(data.mapv(f64::abs).view(), folded_weights.mapv(f64::abs).t()) + folded_bias.mapv(f64::abs);
    let unit = f64::EPSILON / 2.0;
    let worst = apart
        .iter()
        .zip(&folded)
        .zip(&sizes)
        .fold(0.0, |worst: f64, ((apart, folded), size)| bits::max(worst, (apart - folded).abs() / (unit * size)));
    Claim::new(
        "L09-08",
        "Training and test examples must go through the same transformation, defined by the training data.",
    )
    .definition()
    .lines(&[30])
    .measured(
        "largest |f(normalize(x)) − folded f(x)| in units of u·(|W'||x| + |b'|)",
        Band::at_most(
            4.0 * (FEATURES as f64 + 4.0),
            "4(n + 4): products and sums of n + 1 terms on each side, W' and b' themselves rounded (Higham 2002, §3.1)",
        ),
        Measured::exact(worst),
    )
    .source("W' = W·diag(1/σ), b' = b − Wμ/σ: (μ, σ) are parameters of the first layer")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::{few_settings, own_settings};

    #[test]
    fn the_exact_penalty_tends_to_the_rule_of_thumb() {
        // 2(1 − E s) = 1.5/m + O(1/m²): at m = 1000 they differ by less than a percent, at m = 5 by more.
        assert!((own_penalty(1000) * 1000.0 / 1.5 - 1.0).abs() < 0.01);
        assert!((own_penalty(5) * 5.0 / 1.5 - 1.0).abs() > 0.01);
        // E s for m = 2 is E|z₁ − z₂|/2 = 1/√π.
        assert!((own_penalty(2) - 2.0 * (1.0 - 1.0 / std::f64::consts::PI.sqrt())).abs() < 1e-12);
    }

    #[test]
    fn own_statistics_follow_the_prediction_and_the_wrong_prediction_is_caught() {
        let settings = few_settings(module_path!(), 200);
        let (_, own) = errors(&settings, "test", 0.0, 20);
        let predicted = FEATURES as f64 * own_penalty(20);
        // Four standard errors: one false alarm in 16,000.
        assert!((own.mean - predicted).abs() < 4.0 * own.standard_error);
        assert!((own.mean - predicted * 2.0 / 3.0).abs() > 4.0 * own.standard_error, "1/m alone must not fit");
    }

    #[test]
    fn one_example_has_no_deviation_of_its_own() {
        let Cost { training, own, .. } = lone_example(&own_settings(module_path!()));
        assert!(training.mean.is_finite() && own.mean.is_nan());
    }
}
