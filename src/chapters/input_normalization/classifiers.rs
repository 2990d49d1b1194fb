//! Which example belongs to which class? Four small models whose test errors are compared on raw and on normalized features.
//!
//! | model | does the scale of a feature change what it says? |
//! |---|---|
//! | `ridge`: least squares on class indicators + λ‖w‖² | yes: the penalty is in the feature's unit |
//! | `logistic`: one class against the rest + (λ/2)‖w‖² | yes, for the same reason |
//! | `nearest_neighbors`: majority of the 5 nearest training examples | yes: distances add squares of all features |
//! | `nearest_centroid`: the class with the nearest mean | yes, likewise |
//!
//! Every floating-point operation is one of `bits`, so a test error is the same on every machine.

mod linear;
mod nearest;

pub(super) use linear::LinearFit;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

use crate::bits;
use crate::data::Dataset;

/// λ of both penalties; the cost is a mean over examples, so that it does not depend on their number.
pub(super) const PENALTY: f64 = 0.01;

/// A classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Model {
    Ridge,
    Logistic,
    NearestNeighbors,
    NearestCentroid,
}

impl Model {
    pub(super) const ALL: [Model; 4] = [Model::Ridge, Model::Logistic, Model::NearestNeighbors, Model::NearestCentroid];

    pub(super) fn name(self) -> &'static str {
        match self {
            Model::Ridge => "ridge",
            Model::Logistic => "logistic",
            Model::NearestNeighbors => "nearest_neighbors",
            Model::NearestCentroid => "nearest_centroid",
        }
    }

    /// The share of test examples that the model, trained on `training`, puts in a wrong class.
    pub(super) fn test_error(self, training: &Dataset, test: &Dataset) -> f64 {
        wrong(&self.classify(training, test.features.view()), test)
    }

    /// The class of each row of `features`.
    fn classify(self, training: &Dataset, features: ArrayView2<f64>) -> Vec<usize> {
        match self {
            Model::Ridge => {
                let fit = LinearFit::least_squares(training.features.view(), indicators(training).view(), PENALTY);
                largest_in_rows(&fit.predict(features))
            }
            Model::Logistic => largest_in_rows(&LinearFit::logistic(training, PENALTY).predict(features)),
            Model::NearestNeighbors => nearest::neighbors(training, features),
            Model::NearestCentroid => nearest::centroid(training, features),
        }
    }
}

/// One more than the largest class.
fn classes(set: &Dataset) -> usize {
    set.target.iter().fold(0.0_f64, |largest, class| bits::max(*class, largest)) as usize + 1
}

/// Shape (m, classes): 1 in the column of the example's class.
pub(super) fn indicators(set: &Dataset) -> Array2<f64> {
    Array2::from_shape_fn((set.examples(), classes(set)), |(i, class)| {
        f64::from(u8::from(set.target[i] == class as f64))
    })
}

/// The share of examples whose largest score is not that of their class.
pub(super) fn wrong_share(scores: &Array2<f64>, test: &Dataset) -> f64 {
    wrong(&largest_in_rows(scores), test)
}

fn wrong(classes: &[usize], test: &Dataset) -> f64 {
    let wrong = classes.iter().zip(&test.target).filter(|(class, truth)| **class as f64 != **truth).count();
    wrong as f64 / test.examples() as f64
}

/// The first of the largest values of each row.
fn largest_in_rows(scores: &Array2<f64>) -> Vec<usize> {
    let largest = |row: ArrayView1<f64>| (1..row.len()).fold(0, |best, j| if row[j] > row[best] { j } else { best });
    scores.outer_iter().map(largest).collect()
}

fn means(values: ArrayView2<f64>) -> Array1<f64> {
    values.map_axis(Axis(0), |column| bits::sum(&column.to_vec()) / column.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    /// Two clusters at ±(3, 3).
    fn clusters() -> Dataset {
        let corner = [[3.0, 3.0], [4.0, 3.0], [3.0, 4.0], [-3.0, -3.0], [-4.0, -3.0], [-3.0, -4.0]];
        Dataset::new(
            "clusters",
            Array2::from_shape_fn((6, 2), |(i, j)| corner[i][j]),
            array![0.0, 0.0, 0.0, 1.0, 1.0, 1.0],
        )
    }

    #[test]
    fn every_model_separates_two_clusters_and_fails_on_swapped_labels() {
        let set = clusters();
        let swapped = Dataset { target: set.target.mapv(|class| 1.0 - class), ..set.clone() };
        for model in Model::ALL {
            assert_eq!(model.test_error(&set, &set), 0.0, "{}", model.name());
            assert_eq!(model.test_error(&set, &swapped), 1.0, "{}", model.name());
        }
    }
}
