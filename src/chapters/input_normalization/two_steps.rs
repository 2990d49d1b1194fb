//! What do the two steps do to the data? x := x − μ, then x := x/σ, and three ways to get the second step wrong.
//!
//! Two features are drawn as in the notes' three panels, x₁ with four times the standard deviation of x₂. For each step a table
//! holds mean and variance of both features and the condition number κ of the least-squares Hessian with a bias. Predictions:
//!
//! | step | variance of feature j | κ for uncorrelated features |
//! |---|---|---|
//! | centered | σⱼ² | σ₁²/σ₂² (or larger, against the bias) |
//! | normalized: (x − μ)/σ | 1 | 1 |
//! | (x − μ)/σ² | 1/σⱼ² | σ₁²/σ₂²: upside down, no rounder |
//! | x/√((1/m)Σx²), the summary's formula without x := x − μ | σⱼ²/(σⱼ² + μⱼ²) | large: the mean stays |

mod claims;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis as Dimension};

use super::inputs::Inputs;
use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::curvature::Curvature;
use crate::normalize::Normalizer;
use crate::report::{Axis, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};

const EXAMPLES: usize = 120;
/// Mean and standard deviation of the law that each feature is drawn from.
const LAWS: [(f64, f64); 2] = [(4.0, 2.0), (3.0, 0.5)];
/// Half the relative spacing of f64: the unit roundoff.
const U: f64 = f64::EPSILON / 2.0;

/// Key and words of what is done.
type Name = (&'static str, &'static str);
/// What is done, and the data after it.
type Step = (Name, Array2<f64>);

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let raw = draw(&mut settings.stream("panels", 0));
    let steps = steps(&raw);
    let claims = vec![
        claims::zero_mean(),
        claims::order_of_the_formulas(),
        claims::square_is_the_variance(&raw),
        claims::unit_variance(),
        claims::sigma_not_sigma_squared(&steps),
        claims::enlarge(),
    ];
    Findings { tables: vec![moments_table(&steps), examples_table(&steps[..3])], figure: Some(figure()), claims }
}

/// A column of one feature.
fn feature(name: &'static str, words: &'static str) -> Column {
    Column::number(name, "1", Digits::Significant(4)).titled(words)
}

fn moments_table(steps: &[Step]) -> Table {
    struct Row {
        step: Name,
        means: Array1<f64>,
        variances: Array1<f64>,
        condition_number: f64,
    }
    let row = |(step, data): &Step| {
        let (means, variances) = moments(data.view());
        let curvature =
            Curvature::of_least_squares(data.view()).expect("the features are finite, and there are examples");
        Row { step: *step, means, variances, condition_number: curvature.condition_number() }
    };
    let columns = vec![
        Column::text("step").titled("what is done").from(|row: &Row| row.step).key(),
        feature("mean_x1", "mean of x₁").from(|row: &Row| row.means[0]),
        feature("mean_x2", "mean of x₂").from(|row: &Row| row.means[1]),
        feature("variance_x1", "variance of x₁").from(|row: &Row| row.variances[0]),
        feature("variance_x2", "variance of x₂").from(|row: &Row| row.variances[1]),
        Column::number("condition_number", "1", Digits::Significant(5)).from(|row: &Row| row.condition_number),
    ];
    Table::of("What does each step do to two features?", columns, steps.iter().map(row))
        .named("moments")
        .noted(format!("{EXAMPLES} examples; variances are population variances (1/m)."))
}

fn examples_table(steps: &[Step]) -> Table {
    /// What is done, the number of an example, and its features.
    type Row = (Name, usize, [f64; 2]);
    let columns = vec![
        Column::text("step").titled("what is done").from(|row: &Row| row.0).key(),
        Column::count("example", "1").from(|row: &Row| row.1).key(),
        feature("x1", "x₁").from(|row: &Row| row.2[0]),
        feature("x2", "x₂").from(|row: &Row| row.2[1]),
    ];
    let of = |(step, data): &Step| {
        let examples = data.outer_iter().enumerate();
        examples.map(|(example, point)| (*step, example + 1, [point[0], point[1]])).collect::<Vec<Row>>()
    };
    let rows: Vec<Row> = steps.iter().flat_map(of).collect();
    let first: Vec<bool> = rows.iter().map(|row| row.1 <= 3).collect();
    Table::of("The examples, as they are and after each step", columns, &rows).named("examples").reading(first)
}

fn draw(stream: &mut streams::Stream) -> Array2<f64> {
    Array2::from_shape_fn((EXAMPLES, 2), |(_, feature)| {
        let (mean, deviation) = LAWS[feature];
        mean + deviation * streams::standard_normal(stream)
    })
}

/// The data after each step; the first three are the panels of the figure.
fn steps(raw: &Array2<f64>) -> Vec<Step> {
    let apply = |normalizer: Normalizer| {
        let fitted = normalizer.fit(raw.view()).expect("the data are finite");
        fitted.transform(raw.view()).expect("the same columns as fitted")
    };
    let centered = apply(Normalizer::Center);
    let (_, variances) = moments(raw.view());
    let root_mean_square = raw.map_axis(Dimension(0), |column| mean_square(column).sqrt());
    vec![
        (("raw", "nothing"), raw.clone()),
        (("centered", "x − μ"), centered.clone()),
        (("normalized", "(x − μ)/σ"), apply(Normalizer::Standard)),
        (("scaled_only", "x/σ"), apply(Normalizer::Scale)),
        (("divided_by_variance", "(x − μ)/σ²"), &centered / &variances),
        (("summary_formula_on_raw", "x/√((1/m)Σx²)"), raw / &root_mean_square),
    ]
}

fn mean(column: ArrayView1<f64>) -> f64 {
    bits::sum(&column.to_vec()) / column.len() as f64
}

fn mean_square(column: ArrayView1<f64>) -> f64 {
    mean((&column * &column).view())
}

/// Mean and population variance of each column, by two passes.
fn moments(data: ArrayView2<f64>) -> (Array1<f64>, Array1<f64>) {
    let means = data.map_axis(Dimension(0), mean);
    let variances = (&data - &means).map_axis(Dimension(0), mean_square);
    (means, variances)
}

fn figure() -> Figure {
    // Raw, centered and standardized inputs have the same colors in every figure of the chapter.
    let panel = |title: &str, step: &str, inputs: Inputs| Panel {
        title: title.into(),
        x: Axis::linear("x₁").over(-6.0, 10.0),
        y: Axis::linear("x₂").over(-5.0, 7.0),
        series: vec![Series::of("examples", ("x1", "x2"), Mark::Points, inputs.color()).only("step", step)],
        equal: true,
    };
    Figure {
        title: "The two steps of input normalization".into(),
        alternative:
            "Three scatter plots with the same axes. Raw: a flat cloud away from the origin, four times as wide as \
                      high. Centered: the same cloud around the origin. Normalized: a round cloud around the origin."
                .into(),
        panels: vec![
            panel("raw", "raw", Inputs::Raw),
            panel("x − μ", "centered", Inputs::Normalized(Normalizer::Center)),
            panel("(x − μ)/σ", "normalized", Inputs::Normalized(Normalizer::Standard)),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::{own_findings, own_settings};
    use crate::report::Verdict;

    #[test]
    fn normalized_features_have_mean_0_and_variance_1_and_divided_by_variance_not() {
        let steps = steps(&draw(&mut own_settings(module_path!()).stream("test", 0)));
        let (means, variances) = moments(steps[2].1.view());
        // The mean of numbers of size 1 … 4 after subtraction of a mean near 4: m·u·max|x|.
        assert!(means.iter().all(|mean| mean.abs() < EXAMPLES as f64 * U * 10.0));
        assert!(variances.iter().all(|variance| (variance - 1.0).abs() < 4.0 * EXAMPLES as f64 * U));
        let (_, inverted) = moments(steps[4].1.view());
        assert!(inverted.iter().any(|variance| (variance - 1.0).abs() > 0.5));
    }

    #[test]
    fn the_notes_are_right_about_sigma_and_wrong_about_enlarging() {
        let findings = own_findings(module_path!());
        assert_eq!(findings.verdict("L09-06"), Verdict::Confirmed);
        assert_eq!(findings.verdict("L09-09"), Verdict::Refuted);
        assert_eq!(findings.verdict("L09-03"), Verdict::Conditional);
        assert_eq!(findings.verdict("L09-05"), Verdict::Conditional);
    }
}
