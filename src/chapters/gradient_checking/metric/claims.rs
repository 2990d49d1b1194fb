//! Is the distance Euclidean, is it not squared, is it a ratio, and of what? L13-09, 10, 11, 23.

use super::tables::FACTORS;
use super::{differences, plain, response, squared, times};
use crate::bits::{self, streams::standard_normal};
use crate::chapters::Settings;
use crate::chapters::gradient_checking::recipes::central;
use crate::report::{Band, Case, Claim, Measured, Reading};

/// Unit roundoff of f64.
const U: f64 = f64::EPSILON / 2.0;

pub(super) fn all(settings: &Settings, gradient: &[f64]) -> Vec<Claim> {
    vec![euclidean(settings, gradient), not_squared(gradient), ratio(gradient), index_in_the_norm(settings)]
}

/// v − 2w(wᵀv)/(wᵀw): a reflection, which leaves Euclidean lengths alone.
fn reflected(values: &[f64], mirror: &[f64]) -> Vec<f64> {
    let share = 2.0 * crate::bits::dot(mirror, values) / crate::bits::dot(mirror, mirror);
    values.iter().zip(mirror).map(|(value, w)| value - share * w).collect()
}

/// By how much a norm of a difference changes, relatively, if both vectors are reflected; the largest of some reflections.
fn change(settings: &Settings, gradient: &[f64], length: impl Fn(&[f64]) -> f64) -> f64 {
    let mut numbers = settings.stream("reflections", 0);
    let mut draw = || -> Vec<f64> { gradient.iter().map(|_| standard_normal(&mut numbers)).collect() };
    let other = draw();
    let before = length(&differences(gradient, &other));
    (0..10).fold(0.0, |worst: f64, _| {
        let mirror = draw();
        let after = length(&differences(&reflected(gradient, &mirror), &reflected(&other, &mirror)));
        bits::max(worst, (after / before - 1.0).abs())
    })
}

/// L13-09: the only p-norm that a reflection leaves alone is the Euclidean one.
fn euclidean(settings: &Settings, gradient: &[f64]) -> Claim {
    let count = gradient.len() as f64;
    let band = || {
        Band::at_most(
            8.0 * count * U,
            "a reflection keeps ‖·‖₂; its two dot products and the norms round by at most n·u each, some of them twice (Higham 2002, §3.1)",
        )
    };
    Claim::new("L13-09", "Closeness is the Euclidean distance: the root of the sum of squared differences.")
        .definition()
        .lines(&[191])
        .measured(
            "largest relative change of ‖dθ_approx − dθ‖ if both are reflected, 10 reflections",
            band(),
            Measured::exact(change(settings, gradient, bits::norm)),
        )
        .source("definition; the 1-norm and the largest entry change under reflections, which is tested")
}

/// The largest distance from |k − 1|/(|k| + 1) over the factors.
fn deviation(gradient: &[f64], metric: impl Fn(&[f64], &[f64]) -> f64) -> f64 {
    FACTORS.iter().fold(0.0, |worst: f64, &factor| {
        bits::max(worst, (metric(gradient, &times(gradient, factor)) - response(factor)).abs())
    })
}

/// Rounding of a metric of n entries: the products k·gᵢ by u, differences of neighbors by u of their size, norms by n·u/2 + u.
fn rounding(count: usize) -> f64 {
    (count as f64 + 6.0) * U
}

/// L13-10: 제공 (provide) for 제곱 (square).
fn not_squared(gradient: &[f64]) -> Claim {
    let band = || {
        Band::at_most(
            rounding(gradient.len()),
            "a gradient off by the factor k has the relative distance |k − 1|/(|k| + 1), to rounding",
        )
    };
    let quantity = "largest distance of the metric from |k − 1|/(|k| + 1), for factors from −1 to 10";
    Claim::new("L13-10", "Mind that this value is not provided (제공).")
        .lines(&[191])
        .slip(
            Reading::new(
                "nothing is said of squares, and the norms are squared",
                quantity,
                band(),
                Measured::exact(deviation(gradient, squared)),
            ),
            Reading::new(
                "the value is not squared (제곱): the norm has its root",
                quantity,
                band(),
                Measured::exact(deviation(gradient, plain)),
            ),
        )
        .source("the lecture: \"notice there is no square on top\"")
}

/// L13-11: a ratio, if there is something to divide by.
fn ratio(gradient: &[f64]) -> Claim {
    let zeros = vec![0.0; gradient.len()];
    let of = |wrong: &[f64], numeric: &[f64], predicted: f64| {
        let found = plain(numeric, wrong);
        let holds = (0.0..=1.0 + rounding(gradient.len())).contains(&found)
            && (found - predicted).abs() <= rounding(gradient.len());
        Measured::exact(f64::from(u8::from(holds)))
    };
    let band =
        || Band::at_least(1.0, "the triangle inequality: between 0 and 1, and |k − 1|/(|k| + 1) for dθ = k·dθ_approx");
    let mut cases: Vec<Case> = FACTORS
        .iter()
        .map(|&factor| {
            Case::new(format!("k = {factor}"), band(), of(&times(gradient, factor), gradient, response(factor)))
        })
        .collect();
    cases.push(Case::new("stationary point, dθ_approx = dθ = 0", band(), of(&zeros, &zeros, 0.0)));
    Claim::new("L13-11", "Dividing by ‖g̃‖ + ‖g‖ turns the distance into a ratio.")
        .lines(&[181, 191])
        .swept("1 if the formula gives the predicted number between 0 and 1, else 0", cases)
        .source("0/0 at a stationary point is not mentioned; it is a NaN, which passes no threshold and fails none")
}

/// L13-23: the index of the summary inside the norms.
fn index_in_the_norm(settings: &Settings) -> Claim {
    use super::super::examples::{EXAMPLES, draw, gradient, small};
    let mut numbers = settings.stream("gradient", 0);
    let (mut network, parameters) =
        draw::<f64>(small(crate::activation::Activation::Tanh), EXAMPLES, 1.0, &mut numbers);
    let right: Vec<f64> = gradient(&mut network, &parameters);
    let numeric = central(&mut network, &parameters, 1e-7);
    let of_index = numeric.iter().map(|&entry| plain(&vec![entry; right.len()], &right));
    let smallest = of_index.fold(f64::INFINITY, bits::min);
    let band = || Band::at_most(1e-7, "the notes' threshold, on a right gradient at the notes' ε");
    Claim::new("L13-23", "The metric is ‖dθ_approx^[i] − dθ‖₂/(‖dθ_approx^[i]‖₂ + ‖dθ‖₂).")
        .lines(&[201, 202, 203])
        .slip(
            Reading::new(
                "with [i]: one number is held against the vector (a program spreads it over all entries)",
                "metric of a right gradient, at the i where it is smallest",
                band(),
                Measured::exact(smallest),
            ),
            Reading::new(
                "without [i]: vector against vector",
                "metric of a right gradient",
                band(),
                Measured::exact(plain(&numeric, &right)),
            ),
        )
        .source("lines 181 and 191 of the notes have the norms of the vectors")
}
