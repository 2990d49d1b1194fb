//! How much faster is descent on normalized inputs? Steps to 10⁻⁶: predicted by theory, counted exactly, and taken.
//!
//! | method | steps to ε on least squares | depends on the inputs through |
//! |---|---|---|
//! | gradient descent, α = 1/λₘₐₓ | κ·ln(1/ε) | κ |
//! | gradient descent, α = 2/(λₘᵢₙ + λₘₐₓ) | (κ/2)·ln(1/ε) | κ |
//! | momentum (heavy ball at its best parameters) | (√κ/2)·ln(1/ε) and more | √κ |
//! | Adam | no formula | what a diagonal scaling leaves of κ |
//! | Newton | 1 | nothing |
//!
//! So normalization gains κ(raw)/κ(normalized) for gradient descent, the root of it for momentum, and nothing for
//! Newton. The first two are worst cases: an error without a part along the slowest direction takes fewer steps, by
//! −ln(share)/ln(1/ε).
//!
//! The loss is there sooner than the parameters: it is ½Σλᵢcᵢ², so that what lasts longest, the error along the
//! directions with small λᵢ, weighs least in it. (Momentum may need longer for the loss: its factor k·rateᵏ first
//! raises the error along steep directions.)
//!
//! | file, and table if it has one | model |
//! |---|---|
//! | `least_squares` | every method on every kind of inputs; `counted` along the axes of its bowl, which `eigenbasis` has |
//! | `logistic` | logistic regression with a ridge |
//! | `network` | one hidden layer, several starts |
//! | `own_data` | least squares on somebody's own data, counted and not taken |
//! | `two_features` | least squares with one feature r times as wide as the other |

mod claims;
pub(crate) mod counted;
pub(crate) mod eigenbasis;
mod least_squares;
mod logistic;
mod network;
mod own_data;
mod presentation;
mod speed;
mod two_features;

use self::least_squares::Problem;
pub use self::own_data::on_data;
use self::presentation::{figure, tables};
use self::speed::Speed;
use super::inputs::{Inputs, sets};
use crate::chapters::Settings;
use crate::data::{self, Dataset};
use crate::normalize::Normalizer;
use crate::parallel;
use crate::report::Findings;

/// Logistic regression and the network see every k-th example of a larger set, so that they see no more than this.
const EXAMPLES: usize = 200;
/// How to descend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Technique {
    /// Gradient descent with the largest step that needs no knowledge of λₘᵢₙ.
    FixedStep,
    /// Gradient descent with the best step.
    BestStep,
    /// The heavy ball.
    Momentum,
    Adam,
    Newton,
}

impl Technique {
    const ALL: [Technique; 5] =
        [Technique::FixedStep, Technique::BestStep, Technique::Momentum, Technique::Adam, Technique::Newton];

    fn name(self) -> &'static str {
        match self {
            Technique::FixedStep => "gradient_descent_fixed",
            Technique::BestStep => "gradient_descent_best",
            Technique::Momentum => "momentum",
            Technique::Adam => "adam",
            Technique::Newton => "newton",
        }
    }
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let models: [&(dyn Fn() -> Vec<Speed> + Sync); 3] = [&of_least_squares, &of_logistic, &|| of_networks(settings)];
    let mut speeds: Vec<Speed> = parallel::cells(models, |model| model()).into_iter().flatten().collect();
    speeds.extend(two_features::speeds());
    let claims = vec![
        claims::faster(&speeds),
        claims::similar_ranges(&speeds),
        claims::usually_faster(&speeds),
        claims::matters_less(&speeds),
    ];
    Findings { tables: tables(&speeds), figure: Some(figure()), claims }
}

fn of_least_squares() -> Vec<Speed> {
    let sets = sets();
    let cells: Vec<(&Dataset, Inputs)> =
        sets.iter().flat_map(|set| Inputs::all().into_iter().map(move |inputs| (set, inputs))).collect();
    let problems: Vec<Problem> = parallel::cells(cells, |(set, inputs)| Problem::new(set, inputs));
    parallel::cells(each(&problems, &Technique::ALL), |(problem, technique)| problem.speed(technique))
}

fn of_logistic() -> Vec<Speed> {
    let sets = thinned_sets();
    let inputs = [Normalizer::Standard, Normalizer::WhitenZca].map(Inputs::Normalized);
    let cells = each(&sets, &[Inputs::Raw, inputs[0], inputs[1]]);
    let problems: Vec<logistic::Problem> = parallel::cells(cells, |(set, inputs)| logistic::Problem::new(set, inputs));
    let techniques = [Technique::FixedStep, Technique::Momentum, Technique::Adam, Technique::Newton];
    parallel::cells(each(&problems, &techniques), |(problem, technique)| problem.speed(technique))
}

fn of_networks(settings: &Settings) -> Vec<Speed> {
    let sets = thinned_sets();
    let cells = each(&sets, &[Inputs::Raw, Inputs::Normalized(Normalizer::Standard)]);
    let techniques = [Technique::BestStep, Technique::Momentum, Technique::Adam, Technique::Newton];
    parallel::cells(each(&cells, &techniques), |((set, inputs), technique)| {
        network::speed(settings, set, *inputs, technique)
    })
}

/// Every pair, the first slowest.
fn each<'a, A, B: Copy>(first: &'a [A], second: &[B]) -> Vec<(&'a A, B)> {
    first.iter().flat_map(|a| second.iter().map(move |b| (a, *b))).collect()
}

/// The bundled sets with every k-th example.
fn thinned_sets() -> Vec<Dataset> {
    let thinned = |set: Dataset| {
        let rows: Vec<usize> = (0..set.examples()).step_by(set.examples().div_ceil(EXAMPLES)).collect();
        set.select(&rows)
    };
    data::bundled().into_iter().map(thinned).collect()
}

#[cfg(test)]
mod tests;
