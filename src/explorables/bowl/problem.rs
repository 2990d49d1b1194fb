//! Which problem do the controls mean? Examples, what is done to them, and least squares with a bias along the axes of its bowl.
//!
//! The notes' examples are the chapter's, with its target. The reader's own are one fixed cloud of standard normal numbers, whitened, so that means,
//! deviations and correlation are exactly those of the sliders; its target is the linear function whose weights are as far from zero as the minimum
//! of the chapter's picture is from its start.

use ndarray::{Array1, Array2, array};

use super::super::State;
use crate::bits::{self, streams};
use crate::chapters::input_normalization::convergence_speed::counted::Counted;
use crate::chapters::input_normalization::descent_path::{MINIMUM, START};
use crate::chapters::input_normalization::design::Design;
use crate::chapters::input_normalization::inputs::{Inputs, notes_examples};
use crate::curvature::Curvature;
use crate::data::Dataset;
use crate::normalize::Normalizer;
use crate::theory::steps;

/// The key of the reader's own examples.
pub(super) const OWN: &str = "own";
/// How many there are.
const EXAMPLES: usize = 60;
/// Eigenvalues so near to each other are one: which axes they have is for rounding to say.
const SAME: f64 = 1e-9;

/// Least squares on what the model sees of the examples.
pub(super) struct Problem {
    pub(super) set: Dataset,
    pub(super) inputs: Inputs,
    /// The features as the model sees them.
    pub(super) features: Array2<f64>,
    pub(super) curvature: Curvature,
    /// κ of the features as they are.
    pub(super) raw: f64,
    /// α in units of 2/λₘₐₓ.
    pub(super) rate: f64,
    /// α.
    pub(super) step: f64,
    /// Steps until the error is small enough, from w = 0.
    pub(super) steps: Option<u64>,
    counted: Counted,
}

impl Problem {
    pub(super) fn of(state: &State) -> Self {
        let set = match state.words("data") {
            OWN => own(state),
            name => notes_examples().into_iter().find(|set| set.name == name).expect("a choice of the figure"),
        };
        let inputs = match (state.is("subtract"), state.is("divide")) {
            (false, false) => Inputs::Raw,
            (true, false) => Inputs::Normalized(Normalizer::Center),
            (false, true) => Inputs::Normalized(Normalizer::Scale),
            (true, true) => Inputs::Normalized(Normalizer::Standard),
        };
        let features = inputs.of(&set);
        let mut design = Design::of(features.view(), &set.target);
        let curvature = curvature(&design);
        let raw = match inputs {
            Inputs::Raw => curvature.condition_number(),
            Inputs::Normalized(_) => self::curvature(&Design::of(set.features.view(), &set.target)).condition_number(),
        };
        let counted = Counted::of_design(&set, inputs, &mut design);
        let rate = state.number("rate");
        let step = rate * steps::largest_stable_step(counted.basis.largest());
        let steps = counted.steps(step);
        Problem { set, inputs, features, curvature, raw, rate, step, steps, counted }
    }

    pub(super) fn is_own(&self) -> bool {
        self.set.name == OWN
    }

    /// κ.
    pub(super) fn condition_number(&self) -> f64 {
        self.curvature.condition_number()
    }

    /// The columns of the two features in the picture. Of three, the widest and the one farthest from zero.
    pub(super) fn pictured(&self) -> [usize; 2] {
        let features = self.features.ncols();
        [features - 2, features - 1]
    }

    /// λₘₐₓ and λₘᵢₙ.
    pub(super) fn eigenvalues(&self) -> [f64; 2] {
        [self.curvature.largest(), self.curvature.smallest()]
    }

    /// The error at w = 0 along the steepest and the flattest axis, as a share of the length of both together; both axes are turned so that it is
    /// negative. Where several axes have one eigenvalue, the error has one direction among them, and that is the axis.
    pub(super) fn start(&self) -> [f64; 2] {
        let (eigenvalues, errors) = (&self.counted.basis.eigenvalues, &self.counted.basis.coefficients);
        let is_round = self.condition_number() - 1.0 < SAME;
        let along = |chosen: &dyn Fn(usize) -> bool| {
            let chosen: Vec<f64> = (0..errors.len()).filter(|&axis| chosen(axis)).map(|axis| errors[axis]).collect();
            -bits::norm(&chosen)
        };
        let like = |axis: usize, other: usize| (eigenvalues[axis] / eigenvalues[other] - 1.0).abs() < SAME;
        let error = match is_round {
            true => [along(&|axis| axis == 0), along(&|axis| axis > 0)],
            false => [along(&|axis| like(axis, 0)), along(&|axis| like(axis, errors.len() - 1))],
        };
        let length = bits::norm(&error);
        if length > 0.0 { error.map(|error| error / length) } else { [0.0, -1.0] }
    }
}

fn curvature(design: &Design) -> Curvature {
    design.curvature().expect("the figure's own data are finite")
}

/// The reader's own examples: x₁ = σ₁·(μ₁/σ₁ + z₁) and x₂ = μ₂ + ρz₁ + √(1 − ρ²)·z₂, with σ₂ = 1.
fn own(state: &State) -> Dataset {
    let [mean_1, mean_2, ratio, rho] = ["mean_1", "mean_2", "ratio", "correlation"].map(|name| state.number(name));
    let normal = streams::standard_normal_matrix(&mut streams::stream(1, "explorables/bowl", OWN, 0), EXAMPLES, 2);
    let fitted = Normalizer::WhitenZca.fit(normal.view()).expect("the cloud is not flat");
    let mut features = fitted.transform(normal.view()).expect("the same columns as fitted");
    let rest = (1.0 - rho * rho).sqrt();
    for mut row in features.rows_mut() {
        let [z1, z2] = [row[0], row[1]];
        row.assign(&array![ratio * (mean_1 + z1), mean_2 + (rho * z1 + rest * z2)]);
    }
    let weights = [0, 1].map(|i| MINIMUM[i] - START[i]);
    let target: Array1<f64> =
        features.rows().into_iter().map(|row| weights[0] * row[0] + weights[1] * row[1]).collect();
    Dataset::new(OWN, features, target)
}
