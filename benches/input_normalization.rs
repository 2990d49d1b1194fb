//! How long do the tools of chapter 1 take? Fitting and transforming, variances, condition numbers, and descent to 10⁻⁶.
//!
//! Each benchmark first checks the result that it is about to time; the table of timings shows the error beside the time. The row
//! `null` times an empty function: what the measuring itself costs.

mod support;

use ndarray::{Array2, ArrayView2};
use support::{Suite, Work};
use wellposed::bits;
use wellposed::bits::streams;
use wellposed::curvature::Curvature;
use wellposed::data;
use wellposed::descent::{self, Method};
use wellposed::normalize::{Normalizer, variance};
use wellposed::objective::LeastSquares;
use wellposed::theory::steps;

fn main() {
    let mut suite = Suite::new("input_normalization");
    suite.time("null", "empty", Work { count: 1.0, unit: "calls", error: None }, || ());
    standard(&mut suite);
    normalizers(&mut suite);
    variances(&mut suite);
    condition_numbers(&mut suite);
    descents(&mut suite);
    suite.finish();
}

/// Fit, transform and both, for the sizes that the README of a library would quote.
fn standard(suite: &mut Suite) {
    for examples in [1_000, 1_000_000] {
        let data = uniform(examples, 32);
        let fitted = Normalizer::Standard.fit(data.view()).expect("finite");
        let transformed = fitted.transform(data.view()).expect("the same columns");
        let error = largest_moment_error(transformed.view());
        assert!(error < 1e-12, "mean 0 and variance 1");
        let work = Work { count: (examples * 32) as f64, unit: "numbers", error: Some(error) };
        let case = format!("{examples}x32");
        suite.time("standard_fit", &case, work, || Normalizer::Standard.fit(data.view()));
        suite.time("standard_transform", &case, work, || fitted.transform(data.view()));
        let mut in_place = data.clone();
        suite.time("standard_fit_and_transform_in_place", &case, work, || {
            let fitted = Normalizer::Standard.fit(in_place.view()).expect("finite");
            fitted.transform_in_place(&mut in_place)
        });
    }
}

fn normalizers(suite: &mut Suite) {
    let set = data::digits();
    let numbers = (set.examples() * set.feature_count()) as f64;
    for normalizer in Normalizer::ALL {
        let fitted = normalizer.fit(set.features.view()).expect("finite");
        assert_eq!(fitted.examples(), set.examples());
        let work = Work { count: numbers, unit: "numbers", error: None };
        suite.time(&format!("{}_fit", normalizer.name()), "digits", work, || normalizer.fit(set.features.view()));
    }
}

/// Four algorithms on numbers whose mean is 10⁶ times their deviation: time beside error.
fn variances(suite: &mut Suite) {
    type Algorithm = fn(&[f64]) -> f64;
    const NUMBERS: usize = 100_000;
    // ±1 in equal numbers around 10⁶: the variance is exactly 1.
    let values: Vec<f64> = (0..NUMBERS).map(|i| 1e6 + if i % 2 == 0 { 1.0 } else { -1.0 }).collect();
    let algorithms: [(&str, Algorithm); 4] = [
        ("variance_one_pass", variance::variance_one_pass),
        ("variance_two_pass", variance::variance_two_pass),
        ("variance_welford", variance::variance_welford),
        ("variance_pairwise", variance::variance_pairwise),
    ];
    for (name, algorithm) in algorithms {
        let error = (algorithm(&values) - 1.0).abs();
        assert!(error < 1.0, "{name} has a digit left");
        suite.time(name, "offset 1e6", Work { count: NUMBERS as f64, unit: "numbers", error: Some(error) }, || {
            algorithm(&values)
        });
    }
}

fn condition_numbers(suite: &mut Suite) {
    for set in data::bundled() {
        let fitted = Normalizer::Standard.fit(set.features.view()).expect("finite");
        let features = fitted.transform(set.features.view()).expect("the same columns");
        let curvature =
            Curvature::of_least_squares(features.view()).expect("the features are finite, and there are examples");
        let work = Work { count: curvature.rank() as f64, unit: "eigenvalues", error: None };
        suite.time("condition_number", &set.name, work, || {
            Curvature::of_least_squares(features.view()).expect("the features are finite, and there are examples")
        });
    }
}

/// Least squares on wine to a relative error of 10⁻⁶ in the parameters, raw where that is possible.
fn descents(suite: &mut Suite) {
    let set = data::wine();
    let target = set.indicator(0.0);
    let fitted = Normalizer::Standard.fit(set.features.view()).expect("finite");
    let features = fitted.transform(set.features.view()).expect("the same columns");
    let curvature =
        Curvature::of_least_squares(features.view()).expect("the features are finite, and there are examples");
    let minimum = curvature.minimum(features.view(), target.view());
    let size = norm(minimum.as_slice().expect("contiguous"));
    let (largest, smallest) = (curvature.largest(), curvature.smallest());
    let step = steps::heavy_ball_step(smallest, largest);
    let momentum = steps::heavy_ball_momentum(largest / smallest);
    let methods = [
        ("gradient_descent", Method::GradientDescent { step: steps::best_step(smallest, largest) }),
        ("momentum", Method::Momentum { step, momentum }),
        ("newton", Method::Newton),
    ];
    for (name, method) in methods {
        let mut objective = LeastSquares::new(features.view(), target.view()).expect("finite");
        let start = vec![0.0; features.ncols() + 1];
        let distance = |parameters: &[f64]| {
            let difference: Vec<f64> = parameters.iter().zip(&minimum).map(|(a, b)| a - b).collect();
            norm(&difference) / size
        };
        let mut run =
            || descent::descend(&mut objective, &start, method, 100_000, |parameters, _| distance(parameters) <= 1e-6);
        let first = run();
        let error = distance(&first.parameters);
        assert!(error <= 1e-6, "{name} reaches the minimum");
        let work = Work { count: first.steps as f64, unit: "steps", error: Some(error) };
        suite.time(&format!("descent_{name}"), "wine standard", work, run);
    }
}

fn uniform(examples: usize, features: usize) -> Array2<f64> {
    let mut stream = streams::stream(1, "benches/input_normalization", "uniform", 0);
    Array2::from_shape_simple_fn((examples, features), || streams::uniform(&mut stream, 1.0, 1000.0))
}

/// The largest |mean| and |variance − 1| over the columns.
fn largest_moment_error(data: ArrayView2<f64>) -> f64 {
    let moments = wellposed::normalize::moments::Moments::of(data);
    let means = moments.mean().iter().map(|mean| mean.abs());
    let variances = moments.variance().into_iter().map(|variance| (variance - 1.0).abs());
    means.chain(variances).fold(0.0, bits::max)
}

fn norm(vector: &[f64]) -> f64 {
    wellposed::bits::dot(vector, vector).sqrt()
}
