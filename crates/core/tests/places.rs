//! Does every error that names a place in data count as a reader of the data does, from 1?

use ndarray::{Array1, Array2};
use wellposed_core::activation::Activation;
use wellposed_core::network::{Architecture, Loss, Network, Targets};
use wellposed_core::normalize::Normalizer;
use wellposed_core::objective::{LeastSquares, Logistic};
use wellposed_core::{spectrum, statistics};

const ROWS: usize = 3;
const COLUMNS: usize = 4;

/// What each tool says of a NaN that stands at this index.
fn messages(row: usize, column: usize) -> [String; 5] {
    let mut features = Array2::from_shape_fn((ROWS, COLUMNS), |(row, column)| (row * COLUMNS + column) as f64);
    features[[row, column]] = f64::NAN;
    let (features, labels) = (features.view(), Array1::zeros(ROWS));
    let architecture = Architecture::new(&[COLUMNS, 2], Activation::Tanh, Loss::CrossEntropy);
    [
        LeastSquares::new(features, labels.view()).map(drop).unwrap_err().to_string(),
        Logistic::new(features, labels.view(), 0.0).map(drop).unwrap_err().to_string(),
        Network::<f64>::new(architecture, features, &Targets::Classes(vec![0; ROWS]))
            .map(drop)
            .unwrap_err()
            .to_string(),
        Normalizer::Standard.fit(features).map(drop).unwrap_err().to_string(),
        spectrum::svd(features).map(drop).unwrap_err().to_string(),
    ]
}

/// The same for one value among several.
fn messages_of_values(index: usize) -> [String; 4] {
    let mut values = [1.0, 0.0, 1.0];
    values[index] = f64::NAN;
    let values = Array1::from(values.to_vec());
    let features = Array2::ones((ROWS, 1));
    let architecture = Architecture::new(&[1, 1], Activation::Tanh, Loss::Logistic);
    let targets = Targets::Values(values.clone().insert_axis(ndarray::Axis(1)));
    [
        LeastSquares::new(features.view(), values.view()).map(drop).unwrap_err().to_string(),
        Logistic::new(features.view(), values.view(), 0.0).map(drop).unwrap_err().to_string(),
        Network::<f64>::new(architecture, features.view(), &targets).map(drop).unwrap_err().to_string(),
        statistics::median(&values.to_vec()).unwrap_err().to_string(),
    ]
}

#[test]
fn rows_columns_and_examples_count_from_1() {
    for (row, column) in [(0, 0), (1, 2), (2, 3)] {
        let (example, feature) = (row + 1, column + 1);
        let found = messages(row, column);
        let starts = [
            format!("feature {feature} of example {example} is NaN"),
            format!("feature {feature} of example {example} is NaN"),
            format!("input {feature} of example {example} is NaN"),
            format!("row {example}, column {feature}: NaN"),
            format!("row {example}, column {feature} of the matrix is NaN"),
        ];
        let fits = |found: &[String]| -> Vec<bool> {
            found.iter().zip(&starts).map(|(found, start)| found.starts_with(start)).collect()
        };
        assert_eq!(fits(&found), vec![true; 5], "{found:?}");
        // Planted: the same words about any other place.
        assert_eq!(fits(&messages((row + 1) % ROWS, column)), vec![false; 5]);
        assert_eq!(fits(&messages(row, (column + 1) % COLUMNS)), vec![false; 5]);
    }
}

#[test]
fn targets_and_values_count_from_1() {
    for index in 0..3 {
        let number = index + 1;
        let starts = [
            format!("the target of example {number} is NaN"),
            format!("the target of example {number} is NaN"),
            format!("the target of example {number} is NaN"),
            format!("value {number} is NaN"),
        ];
        let fits = |found: [String; 4]| -> Vec<bool> {
            found.iter().zip(&starts).map(|(found, start)| found.starts_with(start)).collect()
        };
        assert_eq!(fits(messages_of_values(index)), vec![true; 4], "{number}");
        assert_eq!(fits(messages_of_values((index + 1) % 3)), vec![false; 4]);
    }
}
