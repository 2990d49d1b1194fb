//! From which matrix is least squares computed? From Z = [1, X'] and y, X' being what the model sees of the features; and of many examples from a small
//! matrix that tells the same.
//!
//! ```text
//! [1, X − 1·μᵀ, y] = Q·R      X' = (X − 1·shiftᵀ)·Aᵀ + offset      [1, X'] = Q·[r₀, R' ],   R' = (R_X − r₀·(shift − μ)ᵀ)·Aᵀ + offset·r₀
//! ```
//!
//! Every normalizer is such a map, so that one triangle R of n + 2 rows stands for all of them: Z has the singular values of [r₀, R'], the directions
//! too, and ‖Zw − y‖ = ‖[r₀, R']w − r_y‖. Each column of R is exact for deviations that differ by a few n·u of their length (see [`crate::spectrum`]),
//! as if they were normalized one by one. So a table of 200,000 examples takes one pass over them.

use ndarray::{Array1, Array2, ArrayView2, Axis, concatenate, s};

use super::inputs::Inputs;
use crate::advice::{FeatureSummary, Study};
use crate::bits;
use crate::curvature::{Curvature, with_bias};
use crate::data::LARGEST;
use crate::normalize::{Fitted, Normalizer};
use crate::objective::{LeastSquares, Objective};

/// Least squares with a bias: (1/2m)‖Zw − y‖².
pub(crate) struct Design {
    /// Z, or a matrix with the same ZᵀZ.
    pub(super) matrix: Array2<f64>,
    /// y, turned as Z is.
    pub(super) target: Array1<f64>,
    /// m.
    pub(super) examples: usize,
    /// Whether Z itself is there.
    whole: bool,
}

impl Design {
    /// Of the examples themselves.
    pub(crate) fn of(features: ArrayView2<f64>, target: &Array1<f64>) -> Self {
        Design { matrix: with_bias(features), target: target.clone(), examples: features.nrows(), whole: true }
    }

    /// Of a set with these inputs, from its triangle if it is large; or why nothing can be computed from them.
    pub(super) fn of_inputs(study: &Study, inputs: Inputs) -> Result<Self, String> {
        let set = study.set();
        let of_rows = || inputs.try_of(set).map(|features| Design::of(features.view(), &set.target));
        let Some((triangle, means)) = study.with_target() else { return of_rows() };
        let (design, target) = triangle.split_at(Axis(1), set.feature_count() + 1);
        inputs.refuse(set)?;
        let matrix = match inputs {
            Inputs::Raw => shifted(design, means.iter().map(|mean| -mean)),
            Inputs::Normalized(normalizer) => match mapped(study, normalizer, design, &means) {
                Some(matrix) => matrix,
                // Something exceeds the range of numbers: the rows tell what, and where.
                None => return of_rows(),
            },
        };
        let target = target.column(0).to_owned();
        Ok(Design { matrix, target, examples: set.examples(), whole: false })
    }

    /// Its curvature.
    pub(crate) fn curvature(&self) -> Result<Curvature, String> {
        Curvature::of_design(self.matrix.view(), self.examples).map_err(|error| error.to_string())
    }

    /// The function to be minimized.
    pub(super) fn objective(&self) -> LeastSquares {
        if self.whole {
            return LeastSquares::new(self.matrix.slice(s![.., 1..]), self.target.view()).expect("finite features");
        }
        let examples = self.examples as f64;
        let hessian = bits::product(self.matrix.t(), self.matrix.view()) / examples;
        let mut right_side = vec![0.0; self.matrix.ncols()];
        let target = self.target.to_vec();
        bits::matrix_vector(self.matrix.t(), &target, &mut right_side);
        right_side.iter_mut().for_each(|entry| *entry /= examples);
        let constant = bits::dot(&target, &target) / (2.0 * examples);
        LeastSquares::from_moments(hessian.view(), &right_side, constant).expect("finite moments")
    }
}

/// The triangle with these shifts taken from the features.
fn shifted(triangle: ArrayView2<f64>, shifts: impl Iterator<Item = f64>) -> Array2<f64> {
    let (bias, mut shifted) = (triangle.column(0), triangle.to_owned());
    for (mut column, shift) in shifted.columns_mut().into_iter().skip(1).zip(shifts) {
        column.zip_mut_with(&bias, |entry, bias| *entry -= shift * bias);
    }
    shifted
}

/// The triangle of [1, X'] up to a rotation; `None` if a value of X' exceeds [`LARGEST`], or nothing is learned of the features.
fn mapped(study: &Study, normalizer: Normalizer, triangle: ArrayView2<f64>, means: &[f64]) -> Option<Array2<f64>> {
    let fitted = study.fitted(normalizer).ok()?;
    if fitted.scale().is_some() && !stays_in_range(fitted, study.of_kept()) {
        return None;
    }
    let shifted = shifted(triangle, fitted.shift().iter().zip(means).map(|(shift, mean)| shift - mean));
    let (bias, features) = shifted.view().split_at(Axis(1), 1);
    let mut mapped = match fitted.scale() {
        Some(scale) => &features / &Array1::from(scale.to_vec()),
        None => bits::product(features, fitted.matrix().t()),
    };
    for mut column in mapped.columns_mut() {
        column.zip_mut_with(&bias.column(0), |entry, bias| *entry += fitted.offset() * bias);
    }
    let all = concatenate![Axis(1), bias, mapped];
    all.iter().all(|entry| entry.is_finite()).then_some(all)
}

/// Whether no value exceeds the range: each feature is mapped by itself, so that its ends tell it. (What is whitened has variance 1, hence values below √m.)
fn stays_in_range(fitted: &Fitted, summaries: &[FeatureSummary]) -> bool {
    let end = |row: usize, feature: usize| [summaries[feature].minimum, summaries[feature].maximum][row];
    let ends = Array2::from_shape_fn((2, summaries.len()), |(row, feature)| end(row, feature));
    fitted.transform(ends.view()).is_ok_and(|ends| ends.iter().all(|end| end.abs() <= LARGEST))
}

/// A bowl along its own axes: ½Σλᵢcᵢ², of which a step costs as many operations as it has axes.
pub(super) struct Axes<'a> {
    pub(super) eigenvalues: &'a [f64],
}

impl Objective for Axes<'_> {
    fn dimension(&self) -> usize {
        self.eigenvalues.len()
    }

    fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        for ((entry, eigenvalue), parameter) in gradient.iter_mut().zip(self.eigenvalues).zip(parameters) {
            *entry = eigenvalue * parameter;
        }
        bits::dot(gradient, parameters) / 2.0
    }

    fn abilities(&mut self) -> Option<&mut dyn crate::objective::Abilities> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::streams::{self, standard_normal};
    use crate::data::Dataset;

    /// Five features of 20,003 examples with means, units and correlations, and a target.
    fn tall() -> Dataset {
        let mut stream = streams::stream(1, "input_normalization", "design", 0);
        let mut rows = Array2::zeros((20_003, 5));
        for mut row in rows.rows_mut() {
            let common = standard_normal(&mut stream);
            let units = [1.0, 1e-3, 40.0, 1e5, 1.0];
            row.iter_mut().zip(units).for_each(|(x, unit)| *x = unit * (3.0 + common + standard_normal(&mut stream)));
        }
        let target = rows.column(0).mapv(|x| 2.0 * x + standard_normal(&mut stream));
        Dataset::new("tall", rows, target)
    }

    #[test]
    fn the_triangle_tells_what_all_examples_tell() {
        let set = tall();
        let study = Study::of(&set);
        for inputs in Inputs::all() {
            let small = Design::of_inputs(&study, inputs).unwrap();
            assert_eq!(small.matrix.dim(), (7, 6), "{}", inputs.name());
            let whole = Design::of(inputs.try_of(&set).unwrap().view(), &set.target);
            let [one, other] = [&small, &whole].map(|design| design.curvature().unwrap());
            // Eigenvalues are known to 2·n·(4h + 13)u·κ of columns of equal length, with n = 6, h = 28 and κ below 20: 1e-12.
            let near = |one: &[f64], other: &[f64]| {
                one.iter().zip(other).all(|(one, other)| (one / other - 1.0).abs() < 1e-11)
            };
            assert!(near(&one.eigenvalues, &other.eigenvalues), "{}: {one:?} {other:?}", inputs.name());
            let losses = [&small, &whole].map(|design| design.objective().loss(&[1.0; 6]));
            assert!((losses[0] / losses[1] - 1.0).abs() < 1e-11, "{}: {losses:?}", inputs.name());
            // Planted: one more example of 20,003.
            let planted = Curvature::of_design(small.matrix.view(), small.examples + 1).unwrap();
            assert!(!near(&planted.eigenvalues, &other.eigenvalues));
        }
    }

    /// Deviations of 1 around 10¹², where the columns differ by a thousandth of them: of the examples as they are the triangle would keep u·10¹² = 10⁻⁴.
    #[test]
    fn deviations_keep_their_digits_however_far_from_zero_they_are() {
        let mut stream = streams::stream(1, "input_normalization", "design", 1);
        let mut rows = Array2::zeros((9000, 2));
        for mut row in rows.rows_mut() {
            let common = standard_normal(&mut stream);
            row[0] = 1e12 + common;
            row[1] = 1e12 + common + 1e-3 * standard_normal(&mut stream);
        }
        let set = Dataset::new("far", rows, Array1::from_shape_fn(9000, |row| row as f64));
        let standard = Inputs::Normalized(Normalizer::Standard);
        let whole = Design::of(standard.try_of(&set).unwrap().view(), &set.target).curvature().unwrap();
        let found = Design::of_inputs(&Study::of(&set), standard).unwrap().curvature().unwrap();
        assert!((found.smallest() / whole.smallest() - 1.0).abs() < 1e-6, "{found:?} {whole:?}");
        // Planted: the triangle of what is not centered.
        let raw = crate::spectrum::triangle(with_bias(set.features.view()).view()).unwrap();
        let fitted = Normalizer::Standard.fit(set.features.view()).unwrap();
        let lost = &shifted(raw.view(), fitted.shift().iter().copied()).slice(s![.., 1..]).to_owned()
            / &Array1::from(fitted.scale().unwrap().to_vec());
        let lost = crate::spectrum::singular_values(lost.view()).unwrap()[1];
        let lost = lost * lost / 9000.0;
        assert!((lost / whole.smallest() - 1.0).abs() > 1e-6, "{lost}");
    }

    #[test]
    fn few_examples_stand_for_themselves_and_a_value_out_of_range_is_named_by_its_row() {
        let set = tall().select(&(0..100).collect::<Vec<_>>());
        let design = Design::of_inputs(&Study::of(&set), Inputs::Raw).unwrap();
        assert_eq!((design.matrix.nrows(), design.examples), (100, 100));
        let mut far = tall();
        let robust = Inputs::Normalized(Normalizer::Robust);
        assert!(Design::of_inputs(&Study::of(&far), robust).is_ok());
        far.features[[777, 1]] = 3e100;
        let said = Design::of_inputs(&Study::of(&far), robust).map(|_| ()).unwrap_err();
        assert!(said.starts_with("row 778, column 2 (x2): the result exceeds 1e100"), "{said}");
    }

    #[test]
    fn along_its_axes_a_bowl_has_its_loss_and_gradient() {
        let mut gradient = [0.0; 2];
        let loss = Axes { eigenvalues: &[3.0, 0.5] }.loss_and_gradient(&[2.0, -4.0], &mut gradient);
        assert_eq!((loss, gradient), (0.5 * (3.0 * 4.0 + 0.5 * 16.0), [6.0, -2.0]));
    }
}
