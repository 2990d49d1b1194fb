//! How large is z = Σ wᵢxᵢ with n inputs, under each formula for the variance of w? And do initializers draw what they promise?
//!
//! Independent weights of mean 0 give, for fixed inputs x,
//!
//! ```text
//! Var(z) = n·Var(w)·E[x²],   E[x²] = (1/n)Σxᵢ²: mean and variance of x count alike
//! ```
//!
//! | weights | inputs | Var(z) |
//! |---|---|---|
//! | `randn`, variance 1 | normalized | n |
//! | 1/n | normalized | 1 |
//! | 2/n | normalized | 2 |
//! | 1/n | mean 3, deviation 1 | 10 |
//! | 1/n, 2/n | ReLU of a unit normal: E\[x²] = ½ | ½, 1 |
//! | printed in the notes: 1/n[l−2] | the same | n[l−1]/(2n[l−2]) |
//!
//! The inputs are scaled so that E\[x²] is exact. Then each z is exactly normal, N of them have a sum of squares that is Var(z)·χ²_N, and intervals
//! and bands come from that law.

mod claims;
mod sample;

use crate::bits;
use crate::chapters::Settings;
use crate::initialize::{Initializer, Law, Scheme};
use crate::parallel;
use crate::report::{Axis, Cell, Column, Figure, Findings, Mark, Panel, Series, Table, Typed};
use sample::{Inputs, Sample};

/// Units, each with its own weights, behind one set of inputs.
const UNITS: usize = 600;
/// n = 2, 4, …, 4096.
const DOUBLINGS: std::ops::RangeInclusive<u32> = 1..=12;
/// Inputs and units of the layers whose weights are tested one by one.
const LAYER: (usize, usize) = (300, 200);
/// Of intervals and of the largest distance.
const CONFIDENCE: f64 = 0.99;

/// A formula for the variance of the weights, with what the unit is fed with.
struct Setting {
    weights: &'static str,
    inputs: Inputs,
    /// Of a weight, for n inputs.
    variance: fn(usize) -> f64,
}

const SETTINGS: [Setting; 11] = [
    Setting { weights: "randn", inputs: Inputs::Normalized, variance: |_| 1.0 },
    Setting { weights: "lecun", inputs: Inputs::Normalized, variance: |n| variance(Scheme::LeCun, n, n) },
    Setting { weights: "he", inputs: Inputs::Normalized, variance: |n| variance(Scheme::He, n, n) },
    Setting {
        weights: "glorot_equal_widths",
        inputs: Inputs::Normalized,
        variance: |n| variance(Scheme::Glorot, n, n),
    },
    Setting {
        weights: "glorot_half_as_many_units",
        inputs: Inputs::Normalized,
        variance: |n| variance(Scheme::Glorot, n, n / 2),
    },
    Setting { weights: "lecun", inputs: Inputs::Shifted, variance: |n| variance(Scheme::LeCun, n, n) },
    Setting { weights: "lecun", inputs: Inputs::Rectified, variance: |n| variance(Scheme::LeCun, n, n) },
    Setting { weights: "he", inputs: Inputs::Rectified, variance: |n| variance(Scheme::He, n, n) },
    Setting { weights: "printed_narrowing", inputs: Inputs::Rectified, variance: |n| printed(2 * n) },
    Setting { weights: "printed_equal_widths", inputs: Inputs::Rectified, variance: printed },
    Setting { weights: "printed_widening", inputs: Inputs::Rectified, variance: |n| printed(n / 2) },
];

fn variance(scheme: Scheme, inputs: usize, units: usize) -> f64 {
    Initializer::new(scheme).variance(inputs, units)
}

/// The variance as printed: 1/n[l−2], the width of the layer before the inputs.
fn printed(width_before: usize) -> f64 {
    1.0 / width_before as f64
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let samples = samples(settings);
    Findings {
        tables: vec![sums(settings, &samples), weights(&samples)],
        figure: Some(figure()),
        claims: claims::all(settings, &samples),
    }
}

/// The columns of what was drawn and what was predicted.
fn measured<'f>() -> Vec<Typed<'f, Sample>> {
    vec![
        Column::count("count", "values").from(|row: &Sample| row.values.len()),
        Column::significant("predicted", 4).from(|row: &Sample| row.predicted),
        Column::significant("variance", 4).from(Sample::variance),
        Column::significant("low", 4)
            .titled("at least")
            .from(|row: &Sample| row.interval().map(|interval| interval.low)),
        Column::significant("high", 4)
            .titled("at most")
            .from(|row: &Sample| row.interval().map(|interval| interval.high)),
        Column::significant("mean", 4).from(Sample::mean),
        Column::significant("distance", 4).from(Sample::distance),
        Column::significant("largest_distance", 4)
            .titled("at most")
            .from(|row: &Sample| row.largest_distance(CONFIDENCE)),
    ]
}

fn about() -> String {
    format!(
        "Intervals at {}%: χ² for normal numbers, asymptotic for the others. Distance: Kolmogorov's, to the predicted law; chance exceeds its limit once in \
         {:.0}.",
        CONFIDENCE * 100.0,
        1.0 / (1.0 - CONFIDENCE)
    )
}

fn sums(settings: &Settings, samples: &[Sample]) -> Table {
    let mut columns = vec![
        Column::text("weights").titled("Var(w)").from(formula).key(),
        Column::text("inputs").from(|row: &Sample| (row.inputs, Inputs::words(row.inputs))).key(),
        Column::count("n", "inputs").from(|row: &Sample| row.n).key(),
    ];
    columns.extend(measured());
    let rows: Vec<&Sample> = samples.iter().filter(|sample| sample.what == "z").collect();
    let largest = 1 << DOUBLINGS.end();
    let table = Table::of("How large is z = Σwx, by formula and number of inputs?", columns, rows.iter().copied());
    table.named("sums").reading(rows.iter().map(|row| row.n == largest)).noted(format!(
        "{} units with their own weights behind one set of inputs whose mean square is exact. {} Printed: the notes' √(1/n[l−2]), with n[l−2] twice n[l−1], \
         equal to it, and half of it. The CSV has every n.",
        settings.replicates_or(UNITS),
        about()
    ))
}

fn weights(samples: &[Sample]) -> Table {
    let mut columns = vec![Column::text("weights").from(initializer).key()];
    columns.extend(measured());
    let drawn = samples.iter().filter(|sample| sample.what == "w");
    let title = "Do initializers draw what they promise?";
    Table::of(title, columns, drawn).named("weights").noted(format!(
        "The weights of a layer with {} inputs and {} units. {}",
        LAYER.0,
        LAYER.1,
        about()
    ))
}

/// Scheme and law, for programs and in words.
fn initializer(sample: &Sample) -> Cell {
    let words = sample.weights.replace('_', ", ").replace("deviation=", "σ = ");
    (&*sample.weights, &*words.replace("lecun", "LeCun").replace("he,", "He,").replace("glorot", "Glorot")).into()
}

/// The formula for the variance of the weights, for programs and in words.
fn formula(sample: &Sample) -> Cell {
    (&*sample.weights, words(&sample.weights)).into()
}

fn words(weights: &str) -> &'static str {
    match weights {
        "randn" => "1",
        "lecun" => "1/n",
        "he" => "2/n",
        "glorot_equal_widths" => "Glorot, equal widths",
        "glorot_half_as_many_units" => "Glorot, half as many units",
        "printed_narrowing" => "printed, narrowing",
        "printed_equal_widths" => "printed, equal widths",
        _ => "printed, widening",
    }
}

/// Weights of each initializer, then z by n, the largest first.
fn samples(settings: &Settings) -> Vec<Sample> {
    let mut samples = parallel::cells(initializers(), |initializer| sample_weights(settings, initializer));
    let cells: Vec<(usize, &Setting)> =
        DOUBLINGS.rev().flat_map(|power| SETTINGS.iter().map(move |setting| (1_usize << power, setting))).collect();
    samples.extend(parallel::cells(cells, |(n, setting)| sample_z(settings, setting, n)));
    samples
}

/// Each formula with each law.
fn initializers() -> Vec<Initializer> {
    let schemes = [Scheme::FixedDeviation(0.01), Scheme::LeCun, Scheme::He, Scheme::Glorot];
    schemes.iter().flat_map(|&scheme| Law::ALL.map(|law| Initializer::new(scheme).law(law))).collect()
}

fn sample_weights(settings: &Settings, initializer: Initializer) -> Sample {
    let (inputs, units) = LAYER;
    let mut values = vec![0.0; inputs * units];
    initializer.fill(&mut values, inputs, units, &mut settings.stream(&initializer.name(), 0));
    Sample {
        what: "w",
        weights: initializer.name(),
        inputs: "none",
        n: inputs,
        law: initializer.law,
        predicted: initializer.variance(inputs, units),
        values,
    }
}

fn sample_z(settings: &Settings, setting: &Setting, n: usize) -> Sample {
    let cell = format!("z/{}/{}/{n}", setting.weights, setting.inputs.name());
    let mut stream = settings.stream(&cell, 0);
    let x = setting.inputs.draw(n, &mut stream);
    let variance = (setting.variance)(n);
    let row = Initializer::new(Scheme::FixedDeviation(variance.sqrt()));
    let mut weights = vec![0.0; n];
    let values = (0..settings.replicates_or(UNITS)).map(|_| {
        row.fill(&mut weights, n, 1, &mut stream);
        bits::dot(&weights, &x)
    });
    Sample {
        what: "z",
        weights: setting.weights.into(),
        inputs: setting.inputs.name(),
        n,
        law: Law::Normal,
        predicted: n as f64 * variance * setting.inputs.mean_square(),
        values: values.collect(),
    }
}

fn figure() -> Figure {
    let series = |label: &str, weights: &str, inputs: Inputs, color: usize| {
        [("variance", Mark::Points, label), ("predicted", Mark::Dashed, "")].map(|(y, mark, label)| {
            let series = Series::of("sums", ("n", y), mark, color).labeled(label);
            series.only("weights", weights).only("inputs", inputs.name())
        })
    };
    let panel = |title: &str, inputs: Inputs, range: (f64, f64), weights: &[(&str, &str, usize)]| Panel {
        title: title.into(),
        x: Axis::logarithmic("inputs n"),
        y: Axis::logarithmic("Var(z)").over(range.0, range.1),
        series: weights.iter().flat_map(|&(label, weights, color)| series(label, weights, inputs, color)).collect(),
        equal: false,
    };
    Figure {
        title: "Var(z) by the number of inputs".into(),
        alternative: "Two double-logarithmic panels of Var(z) over n from 2 to 4096, points on dashed predictions. Normalized inputs: \
                      weights of variance 1 give a straight line up to 4096, 1/n a level at 1, 2/n a level at 2. Behind a ReLU: 2/n \
                      stays at 1, 1/n at one half, and the printed 1/n[l−2] at one quarter in a narrowing network."
            .into(),
        panels: vec![
            panel(
                "normalized inputs",
                Inputs::Normalized,
                (0.1, 1e4),
                &[("variance 1", "randn", 0), ("1/n", "lecun", 1), ("2/n", "he", 2)],
            ),
            panel(
                "behind a ReLU",
                Inputs::Rectified,
                (0.1, 10.0),
                &[
                    ("2/n[l−1]", "he", 2),
                    ("1/n[l−1]", "lecun", 1),
                    ("printed 1/n[l−2], narrowing", "printed_narrowing", 3),
                ],
            ),
        ],
    }
}

#[cfg(test)]
mod tests;
