//! How long is the bowl, before and after each normalizer?
//!
//! For least squares with a bias the table holds κ = λₘₐₓ/λₘᵢₙ of the Hessian (1/m)ZᵀZ, Z = [1, X], from the singular values of Z.
//! Level sets are √κ times as long as wide. Descent is stable for steps below 2/λₘₐₓ; that edge is also found by bisection on
//! descents that are actually run.

mod own_data;

pub use own_data::on_data;

use super::design::{Axes, Design};
use super::inputs::{FAR_RANGES, Inputs, SIMILAR_RANGES, notes_examples, sets};
use super::words::{named, words};
use crate::chapters::Settings;
use crate::curvature::Curvature;
use crate::data::Dataset;
use crate::descent;
use crate::normalize::Normalizer;
use crate::objective::Objective;
use crate::parallel;
use crate::report::{
    Axis, Band, Case, Cell, Claim, Column, Digits, Figure, Findings, Mark, Measured, Panel, Series, Table,
};
use crate::spectrum;
use crate::theory::{conditioning, steps};

/// Significant digits for reading.
const DIGITS: Digits = Digits::Significant(5);

/// One cell of the sweep: a data set with one kind of inputs.
struct Conditioned {
    data: String,
    inputs: Inputs,
    features: usize,
    curvature: Curvature,
    /// The edge of stability by bisection on descents that were run.
    largest_stable_step: f64,
}

/// What the table says of a cell.
struct Row {
    data: String,
    inputs: Inputs,
    features: usize,
    found: Option<Found>,
}

/// What there is where nothing is beyond what can be computed.
struct Found {
    rank: usize,
    condition_number: f64,
    largest: f64,
    /// Not known where the condition number is only a bound.
    smallest: Option<f64>,
    stable_step: f64,
}

impl Row {
    fn of(cell: &Conditioned) -> Self {
        let found = Found {
            rank: cell.curvature.rank(),
            condition_number: cell.curvature.condition_number(),
            largest: cell.curvature.largest(),
            smallest: Some(cell.curvature.smallest()),
            stable_step: cell.largest_stable_step,
        };
        Row { data: cell.data.clone(), inputs: cell.inputs, features: cell.features, found: Some(found) }
    }

    fn number(&self, of: fn(&Found) -> f64) -> Option<f64> {
        self.found.as_ref().map(of)
    }
}

/// Runs the experiment.
pub fn run(_settings: &Settings) -> Findings {
    let sets = sets();
    let cells: Vec<(&Dataset, Inputs)> =
        sets.iter().flat_map(|set| Inputs::all().into_iter().map(move |inputs| (set, inputs))).collect();
    let conditioned: Vec<Conditioned> = parallel::cells(cells, |(set, inputs)| condition(set, inputs));
    let rows: Vec<Row> = conditioned.iter().map(Row::of).collect();
    let table = table(&rows, named).reading(rows.iter().map(|row| shown().contains(&row.inputs)));
    let claims = vec![
        elongated(&conditioned),
        weights_of_different_size(),
        round_on_average(&conditioned),
        small_learning_rate(&conditioned),
    ];
    Findings { tables: vec![table], figure: Some(figure()), claims }
}

fn condition(set: &Dataset, inputs: Inputs) -> Conditioned {
    let design = Design::of(inputs.of(set).view(), &set.target);
    condition_of(set, inputs, &design).expect("the project's own data can be normalized")
}

fn condition_of(set: &Dataset, inputs: Inputs, design: &Design) -> Result<Conditioned, String> {
    let curvature = design.curvature()?;
    let largest_stable_step = stable_step(design, &curvature);
    let features = design.matrix.ncols() - 1;
    Ok(Conditioned { data: set.name.clone(), inputs, features, curvature, largest_stable_step })
}

/// Bisection between half of 2/λₘₐₓ and twice of it. With many parameters descents are run along the axes of the bowl, where they do the same.
fn stable_step(design: &Design, curvature: &Curvature) -> f64 {
    const MANY: usize = 256;
    let edge = steps::largest_stable_step(curvature.largest());
    let found = |objective: &mut dyn Objective| descent::largest_stable_step(objective, 0.5 * edge, 2.0 * edge);
    match design.matrix.ncols() > MANY {
        true => found(&mut Axes { eigenvalues: &curvature.eigenvalues }),
        false => found(&mut design.objective()),
    }
}

/// The inputs of which the page speaks.
fn shown() -> [Inputs; 3] {
    [Inputs::Raw, Inputs::Normalized(Normalizer::Standard), Inputs::Normalized(Normalizer::WhitenZca)]
}

/// The table, with keys that are `named` so.
fn table(rows: &[Row], named: fn(&str) -> Cell) -> Table {
    let number = |name, of: fn(&Found) -> f64| Column::number(name, "1", DIGITS).from(move |row: &Row| row.number(of));
    let smallest = Column::number("smallest_eigenvalue", "1", DIGITS);
    let columns = vec![
        Column::text("data").from(move |row: &Row| named(&row.data)).key(),
        Column::text("inputs").from(move |row: &Row| named(row.inputs.name())).key(),
        Column::count("features", "1").from(|row: &Row| row.features),
        Column::count("rank", "1").from(|row: &Row| row.found.as_ref().map(|found| found.rank)),
        number("condition_number", |found| found.condition_number),
        number("level_set_ratio", |found| found.condition_number.sqrt()),
        number("largest_eigenvalue", |found| found.largest),
        smallest.from(|row: &Row| row.found.as_ref().and_then(|found| found.smallest)),
        number("predicted_largest_step", |found| steps::largest_stable_step(found.largest)),
        number("measured_largest_step", |found| found.stable_step),
    ];
    let title = "Condition number of least squares, raw and normalized, and the largest stable step";
    Table::of(title, columns, rows).noted(
        "The Hessian is (1/m)ZᵀZ with Z = [1, X]; its eigenvalues come from the singular values of Z. All numbers stand in the \
         CSV file with all digits. Rank counts the directions along which the \
         cost is not flat; a constant feature is flat. The level-set ratio is √κ.",
    )
}

fn figure() -> Figure {
    Figure {
        title: "How elongated the bowl is".into(),
        alternative: "Condition numbers on a logarithmic axis for five data sets, raw and after each normalizer. Raw values \
                      reach far above those after standardization; only whitening reaches 1 everywhere; centering alone \
                      does part of the work, and scaling alone does on all but the similar ranges, which it makes worse."
            .into(),
        panels: vec![Panel {
            title: "κ of least squares".into(),
            x: Axis::linear("inputs"),
            y: Axis::logarithmic("condition number κ"),
            series: ["wine", "breast_cancer", "digits", FAR_RANGES, SIMILAR_RANGES]
                .into_iter()
                .enumerate()
                .map(|(color, data)| {
                    let series = Series::of("", ("inputs", "condition_number"), Mark::LinePoints, color);
                    series.only("data", data).labeled(words(data))
                })
                .collect(),
            equal: false,
        }],
    }
}

fn find<'a>(conditioned: &'a [Conditioned], data: &str, inputs: Inputs) -> &'a Conditioned {
    conditioned.iter().find(|cell| cell.data == data && cell.inputs == inputs).expect("a cell of the sweep")
}

/// L09-11: raw inputs of different ranges give a very elongated bowl.
fn elongated(conditioned: &[Conditioned]) -> Claim {
    let kappa = |inputs| find(conditioned, FAR_RANGES, inputs).curvature.condition_number();
    let moments = [conditioning::uniform_moments(1.0, 1000.0), conditioning::uniform_moments(0.0, 1.0)];
    let eigenvalues = spectrum::symmetric_eigenvalues(conditioning::second_moments(&moments).view()).expect("finite");
    let with_bias = eigenvalues[2] / eigenvalues[0];
    let near =
        |value: f64| Band::around(value, 1e-6 * value, "eigenvalues of the exact second moments, printed digits");
    Claim::new("L09-11", "With features that are not normalized the cost is thin and elongated.")
        .lines(&[89])
        .swept(
            "κ for x₁ in 1 … 1000 and x₂ in 0 … 1 with exactly the moments of uniform laws",
            vec![
                Case::new("centered: (999/1)²", near(999.0 * 999.0), Measured::exact(kappa(Inputs::Normalized(Normalizer::Center)))),
                Case::new("raw, with the bias", near(with_bias), Measured::exact(kappa(Inputs::Raw))),
            ],
        )
        .source("λ of the second-moment matrix; level sets have aspect ratio √κ. The notes' \"bent bow\" is the lecture's \"elongated bowl\"")
}

/// L09-12: equal effects need weights in the ratio of the standard deviations.
fn weights_of_different_size() -> Claim {
    let [set, _] = notes_examples();
    let curvature =
        Curvature::of_least_squares(set.features.view()).expect("the features are finite, and there are examples");
    let minimum = curvature.minimum(set.features.view(), set.target.view());
    let ratio = (minimum[2] / minimum[1]).abs();
    Claim::new("L09-12", "If x₁ is in 1 … 1000 and x₂ in 0 … 1, the weights w₁ and w₂ take very different values.")
        .lines(&[89])
        .figure("1–1000, 0–1")
        .measured(
            "|w₂|/|w₁| at the minimum of least squares, for features of equal effect",
            Band::around(999.0, 999.0 * 1e-6, "σ₁/σ₂ = 999, with the digits that the eigenvalues carry"),
            Measured::exact(ratio),
        )
        .source("wⱼ is the effect of one standard deviation divided by σⱼ")
}

/// L09-13: normalized features give a round cost only where they are not correlated.
fn round_on_average(conditioned: &[Conditioned]) -> Claim {
    let standard = Inputs::Normalized(Normalizer::Standard);
    let case = |data: &str, examples: usize| {
        let cell = find(conditioned, data, standard);
        let (band, name) = if examples == 0 {
            (
                Band::around(1.0, 1e-9, "uncorrelated features: the Hessian is the identity"),
                format!("{data}: uncorrelated"),
            )
        } else {
            let edge = conditioning::of_random_features(cell.features as f64 / examples as f64);
            (
                Band::between(
                    1.0,
                    edge,
                    "what sampling alone gives many uncorrelated features, in the limit ((1 + √γ)/(1 − √γ))², γ = n/m; fewer have less as a rule",
                ),
                data.into(),
            )
        };
        Case::new(name, band, Measured::exact(cell.curvature.condition_number()))
    };
    Claim::new("L09-13", "After normalization the cost is symmetric on average: its contours are round.")
        .lines(&[91])
        .swept(
            "κ of least squares on standardized features",
            vec![
                case(SIMILAR_RANGES, 0),
                case(FAR_RANGES, 0),
                case("wine", 178),
                case("breast_cancer", 569),
                case("digits", 1797),
            ],
        )
        .source("κ of the correlation matrix; Marchenko & Pastur 1967 and Bai & Yin 1993 for the edges; LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, ask for decorrelation as a third step")
}

/// L09-14: the elongated cost needs a small learning rate.
fn small_learning_rate(conditioned: &[Conditioned]) -> Claim {
    let cases = conditioned
        .iter()
        .filter(|cell| matches!(cell.inputs, Inputs::Raw | Inputs::Normalized(Normalizer::Standard)))
        .map(|cell| {
            let edge = steps::largest_stable_step(cell.curvature.largest());
            Case::new(
                format!("{}, {}", cell.data, cell.inputs.name()),
                Band::around(
                    edge,
                    edge * descent::STABLE_STEP_TOLERANCE,
                    "2/λₘₐₓ, within the width at which the bisection ends",
                ),
                Measured::exact(cell.largest_stable_step),
            )
        })
        .collect();
    Claim::new("L09-14", "On the elongated cost gradient descent needs a very small learning rate.")
        .lines(&[91])
        .swept("largest step at which descent stays bounded, by bisection", cases)
        .source("each mode is multiplied by 1 − αλ in each step, so that it is stable if and only if α < 2/λ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::own_findings;
    use crate::report::Verdict;

    #[test]
    fn whitening_makes_every_bowl_round_and_standardizing_does_not() {
        let wine = crate::data::wine();
        let white = condition(&wine, Inputs::Normalized(Normalizer::WhitenPca));
        let standard = condition(&wine, Inputs::Normalized(Normalizer::Standard));
        assert!((white.curvature.condition_number() - 1.0).abs() < 1e-6);
        assert!(standard.curvature.condition_number() > 10.0);
    }

    #[test]
    fn the_claims_come_out_as_the_theory_says() {
        let findings = own_findings(module_path!());
        assert_eq!(findings.verdict("L09-11"), Verdict::Confirmed);
        assert_eq!(findings.verdict("L09-12"), Verdict::Confirmed);
        assert_eq!(findings.verdict("L09-13"), Verdict::Conditional);
        assert_eq!(findings.verdict("L09-14"), Verdict::Confirmed);
    }
}
