//! How do others check a gradient? The notes' recipe, and those of three libraries, with their defaults where the documentation states any.
//!
//! | recipe | quotients | passes if |
//! |---|---|---|
//! | the notes | two-sided, ε = 1e-7, every coordinate | ‖g̃ − g‖/(‖g̃‖ + ‖g‖) ≤ threshold |
//! | PyTorch `gradcheck` | two-sided, ε = 1e-6, every coordinate | \|g − g̃\| ≤ 1e-5 + 1e-3·\|g̃\| in every coordinate |
//! | JAX `check_grads`, reverse mode | two-sided, ε = 1e-4, one normal direction v and one normal factor c | \|c·vᵀg − c·d\| ≤ τ + τ\|c·d\|, τ = 1e-5 (f64), 2e-3 (f32) |
//! | SciPy `check_grad` | one-sided, ε = √(2u), every coordinate | ‖g̃ − g‖ ≤ 1e-6; the function returns the norm, and the threshold is the user's |
//!
//! All arithmetic is that of the loss: in single precision the quotients are too. (SciPy documents ε for double precision only; for single precision √(2u) of that
//! format is taken. PyTorch says that its defaults are meant for double precision.)

use crate::bits::Real;
use crate::bits::streams::{Stream, standard_normal};
use crate::chapters::precision::Precision;
use crate::gradcheck::metric;
use crate::objective::Objective;

/// The notes' ε.
pub(crate) const NOTES_EPSILON: f64 = 1e-7;
/// A step near the best one in double precision, where rounding leaves more digits.
pub(crate) const FINE_EPSILON: f64 = 1e-5;
const PYTORCH_EPSILON: f64 = 1e-6;
const JAX_EPSILON: f64 = 1e-4;

// ANCHOR: central
/// (J(θ + εeᵢ) − J(θ − εeᵢ))/2ε for every i, over the nominal width 2ε: 2n evaluations.
pub(crate) fn central<T: Real>(objective: &mut impl Objective<T>, parameters: &[T], epsilon: f64) -> Vec<f64> {
    let (mut moved, step) = (parameters.to_vec(), T::from_f64(epsilon));
    let quotient = |index: usize| {
        moved[index] = parameters[index] + step;
        let plus = objective.loss(&moved);
        moved[index] = parameters[index] - step;
        let minus = objective.loss(&moved);
        moved[index] = parameters[index];
        ((plus - minus) / (step + step)).to_f64()
    };
    (0..parameters.len()).map(quotient).collect()
}
// ANCHOR_END: central

/// (J(θ + εeᵢ) − J(θ))/ε for every i.
fn forward<T: Real>(objective: &mut impl Objective<T>, parameters: &[T], epsilon: f64) -> Vec<f64> {
    let (mut moved, step) = (parameters.to_vec(), T::from_f64(epsilon));
    let here = objective.loss(parameters);
    let quotient = |index: usize| {
        moved[index] = parameters[index] + step;
        let plus = objective.loss(&moved);
        moved[index] = parameters[index];
        ((plus - here) / step).to_f64()
    };
    (0..parameters.len()).map(quotient).collect()
}

/// (J(θ + εv) − J(θ − εv))/2ε.
fn along<T: Real>(objective: &mut impl Objective<T>, parameters: &[T], direction: &[f64], epsilon: f64) -> f64 {
    let mut at = |epsilon: f64| {
        let step = T::from_f64(epsilon);
        let moved: Vec<T> =
            parameters.iter().zip(direction).map(|(&theta, &v)| theta + step * T::from_f64(v)).collect();
        objective.loss(&moved)
    };
    let difference = at(epsilon) - at(-epsilon);
    (difference * T::from_f64(0.5 / epsilon)).to_f64()
}

/// Who says when a gradient passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Recipe {
    /// The notes, with this threshold.
    Notes(f64),
    PyTorch,
    Jax,
    SciPy,
}

/// What the recipes measure at one place; it does not depend on the gradient under test.
pub(crate) struct Numeric {
    pub(crate) notes: Vec<f64>,
    /// The same at the better step.
    pub(crate) fine: Vec<f64>,
    pytorch: Vec<f64>,
    scipy: Vec<f64>,
    direction: Vec<f64>,
    /// d and c of JAX.
    slope: f64,
    factor: f64,
    precision: Precision,
}

impl Numeric {
    pub(super) fn of<T: Real>(objective: &mut impl Objective<T>, parameters: &[T], numbers: &mut Stream) -> Self {
        let direction: Vec<f64> = parameters.iter().map(|_| standard_normal(numbers)).collect();
        let unit = T::UNIT_ROUNDOFF.to_f64();
        Numeric {
            notes: central(objective, parameters, NOTES_EPSILON),
            fine: central(objective, parameters, FINE_EPSILON),
            pytorch: central(objective, parameters, PYTORCH_EPSILON),
            scipy: forward(objective, parameters, (2.0 * unit).sqrt()),
            slope: along(objective, parameters, &direction, JAX_EPSILON),
            factor: standard_normal(numbers),
            direction,
            precision: Precision::of::<T>(),
        }
    }
}

impl Recipe {
    pub(super) fn passes(self, numeric: &Numeric, gradient: &[f64]) -> bool {
        match self {
            Recipe::Notes(threshold) => metric(&numeric.notes, gradient) <= threshold,
            Recipe::PyTorch => numeric
                .pytorch
                .iter()
                .zip(gradient)
                .all(|(numeric, g)| (g - numeric).abs() <= 1e-5 + 1e-3 * numeric.abs()),
            Recipe::Jax => {
                let tolerance = match numeric.precision {
                    Precision::F64 => 1e-5,
                    Precision::F32 => 2e-3,
                };
                let expected = numeric.factor * numeric.slope;
                let given = numeric.factor * crate::bits::dot(&numeric.direction, gradient);
                (given - expected).abs() <= tolerance + tolerance * expected.abs()
            }
            Recipe::SciPy => {
                let differences: Vec<f64> = numeric.scipy.iter().zip(gradient).map(|(a, b)| a - b).collect();
                crate::bits::dot(&differences, &differences).sqrt() <= 1e-6
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objective::Functions;

    type Loss = fn(&[f64]) -> f64;
    type Gradient = fn(&[f64]) -> Vec<f64>;

    /// J = w₀² + 3w₁ at (2, 1): the gradient is (4, 3).
    fn square() -> Functions<f64, Loss, Gradient> {
        let loss: Loss = |w| w[0] * w[0] + 3.0 * w[1];
        let gradient: Gradient = |w| vec![2.0 * w[0], 3.0];
        Functions::new(2, loss, gradient)
    }

    #[test]
    fn quotients_by_hand() {
        // Steps that are powers of two make every operation exact.
        let step = 1.0 / 1024.0;
        assert_eq!(central(&mut square(), &[2.0, 1.0], step), [4.0, 3.0]);
        assert_eq!(forward(&mut square(), &[2.0, 1.0], step), [4.0 + step, 3.0]);
        assert_eq!(along(&mut square(), &[2.0, 1.0], &[1.0, -1.0], step), 1.0);
    }

    #[test]
    fn each_recipe_passes_the_right_gradient_and_none_a_wrong_sign() {
        let mut numbers = crate::bits::streams::stream(1, "gradient_checking/recipes", "test", 0);
        let numeric = Numeric::of(&mut square(), &[2.0, 1.0], &mut numbers);
        for recipe in [Recipe::Notes(1e-7), Recipe::PyTorch, Recipe::Jax, Recipe::SciPy] {
            assert!(recipe.passes(&numeric, &[4.0, 3.0]), "{recipe:?}");
            assert!(!recipe.passes(&numeric, &[4.0, -3.0]), "{recipe:?}");
        }
        // 5e-7 in a derivative of 3: relative to it a thousandth of what PyTorch allows, and below SciPy's absolute 1e-6.
        assert!(
            Recipe::PyTorch.passes(&numeric, &[4.0, 3.0 + 5e-7]) && Recipe::SciPy.passes(&numeric, &[4.0, 3.0 + 5e-7])
        );
        assert!(!Recipe::SciPy.passes(&numeric, &[4.0, 3.0 + 5e-6]));
    }
}
