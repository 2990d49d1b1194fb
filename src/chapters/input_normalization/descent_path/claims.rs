//! What do the paths say of the notes' sentences about the way of descent?

use ndarray::{Array1, Array2, array};

use super::{MINIMUM, PATHS, Path};
use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::data;
use crate::normalize::Normalizer;
use crate::objective::{Logistic, Objective};
use crate::report::{Band, Case, Claim, Measured};

const STARTS: usize = 100;

/// L09-10: J is the mean of the losses, so that repeating every example leaves it as it is.
pub(super) fn average_loss() -> Claim {
    let set = data::wine();
    let inputs = Normalizer::Standard.fit(set.features.view()).and_then(|fitted| fitted.transform(set.features.view()));
    let inputs = inputs.expect("the data are finite");
    let labels = set.indicator(0.0);
    let twice = ndarray::concatenate![ndarray::Axis(0), inputs, inputs];
    let labels_twice = ndarray::concatenate![ndarray::Axis(0), labels, labels];
    let parameters = vec![0.1; inputs.ncols() + 1];
    let mut gradient = vec![0.0; parameters.len()];
    let once = Logistic::new(inputs.view(), labels.view(), 0.0)
        .expect("labels are 0 and 1")
        .loss_and_gradient(&parameters, &mut gradient);
    let doubled = Logistic::new(twice.view(), labels_twice.view(), 0.0)
        .expect("labels are 0 and 1")
        .loss_and_gradient(&parameters, &mut gradient);
    let tolerance = 2.0 * twice.nrows() as f64 * f64::EPSILON;
    Claim::new("L09-10", "J(w, b) = (1/m) Σ L(ŷ⁽ⁱ⁾, y⁽ⁱ⁾).")
        .definition()
        .lines(&[89])
        .measured(
            "J of wine with every example twice, over J of wine",
            Band::around(
                1.0,
                tolerance,
                "1, within the rounding of a sum of 2m losses, 4m·u; a sum instead of a mean would give 2",
            ),
            Measured::exact(doubled / once),
        )
        .source("definition")
}

/// L09-15: descent oscillates only with a step above 1/λₘₐₓ.
pub(super) fn oscillation() -> Claim {
    let share = |path: &Path| path.crossings() as f64 / (path.points().len() - 1) as f64;
    let cases = [(&PATHS[1], "α = 2/(λₘᵢₙ + λₘₐₓ)"), (&PATHS[2], "α = 2.05/λₘₐₓ"), (&PATHS[0], "α = 1/λₘₐₓ")];
    Claim::new("L09-15", "On the elongated cost gradient descent goes back and forth and needs many steps.")
        .lines(&[91])
        .swept(
            "share of the steps that cross the valley, κ = 16",
            cases
                .into_iter()
                .map(|(path, name)| {
                    let band = Band::at_least(0.5, "it goes back and forth if most steps cross: 1 − αλₘₐₓ < 0");
                    Case::new(name, band, Measured::exact(share(path)))
                })
                .collect(),
        )
        .source("the steep mode is multiplied by 1 − αλₘₐₓ in each step: negative if and only if α > 1/λₘₐₓ")
}

/// L09-16: from anywhere, −∇J points at the minimum of a round quadratic; of a round logistic loss it does not.
pub(super) fn straight_to_the_minimum(settings: &Settings) -> Claim {
    let mut stream = settings.stream("starts", 0);
    let starts: Vec<[f64; 2]> =
        (0..STARTS).map(|_| [0, 1].map(|i| MINIMUM[i] + 3.0 * streams::standard_normal(&mut stream))).collect();
    let angles: Vec<f64> = starts.iter().map(|w| angle([w[0] - MINIMUM[0], w[1] - MINIMUM[1]], *w)).collect();
    let logistic = logistic_angles(&starts);
    let largest = |angles: &[f64]| angles.iter().copied().fold(0.0, bits::max);
    let band = || Band::at_most(1e-7, "0; the arc cosine of a number that rounding keeps 2u below 1 is √(4u) = 2e-8");
    Claim::new(
        "L09-16",
        "With circular contours gradient descent goes straight to the minimum from wherever it starts.",
    )
    .lines(&[91])
    .swept(
        "largest angle between −∇J and the way to the minimum over 100 starts",
        vec![
            Case::new(
                "quadratic with κ = 1",
                band(),
                Measured::interval(largest(&angles), 0.0, largest(&angles), STARTS),
            ),
            Case::new(
                "logistic loss on whitened inputs",
                band(),
                Measured::interval(largest(&logistic), minimum_positive(&logistic), largest(&logistic), STARTS),
            ),
        ],
    )
    .source("∇J = λ(w − w*) if H = λI; the Hessian of a logistic loss changes with w")
}

pub(super) fn minimum_positive(angles: &[f64]) -> f64 {
    angles.iter().copied().fold(f64::INFINITY, bits::min)
}

/// The angle between the gradient at w and w − w*, in radians.
pub(super) fn angle(gradient: [f64; 2], w: [f64; 2]) -> f64 {
    let away = [w[0] - MINIMUM[0], w[1] - MINIMUM[1]];
    angle_between(&gradient, &away)
}

pub(super) fn angle_between(left: &[f64], right: &[f64]) -> f64 {
    let cosine = bits::dot(left, right) / (bits::dot(left, left) * bits::dot(right, right)).sqrt();
    libm::acos(bits::clamp(cosine, -1.0, 1.0))
}

/// The same angles for logistic regression on two whitened, balanced features with noisy labels.
pub(super) fn logistic_angles(starts: &[[f64; 2]]) -> Vec<f64> {
    // Four corners, each with both labels in proportion 3:1 or 1:3, so that the minimum is finite: w* = (ln 3, 0)/1.
    let corners = array![[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]];
    let features = Array2::from_shape_fn((16, 2), |(row, column)| corners[[row / 4, column]]);
    let labels = Array1::from_shape_fn(16, |row| f64::from(if row / 8 == 0 { row % 4 != 0 } else { row % 4 == 0 }));
    let minimum = [libm::log(3.0), 0.0];
    let mut objective = Logistic::new(features.view(), labels.view(), 0.0).expect("labels are 0 and 1");
    let mut gradient = vec![0.0; 3];
    starts
        .iter()
        .map(|start| {
            objective.loss_and_gradient(&[0.0, start[0], start[1]], &mut gradient);
            angle_between(&gradient[1..], &[start[0] - minimum[0], start[1] - minimum[1]])
        })
        .collect()
}
