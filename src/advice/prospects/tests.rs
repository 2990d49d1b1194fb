//! Does one triangle give every condition number, over blocks of rows and far from zero?

use super::*;
use crate::bits::streams;
use crate::curvature::Curvature;
use crate::normalize::Normalizer;

fn set(examples: usize) -> Dataset {
    let mut stream = streams::stream(1, "advice", "prospects", examples);
    let features = Array2::from_shape_fn((examples, 3), |(_, feature)| {
        [5.0, -2.0, 300.0][feature] + [1.0, 30.0, 7.0][feature] * streams::standard_normal(&mut stream)
    });
    Dataset::new("three", features, Array1::zeros(examples))
}

#[test]
fn one_triangle_gives_every_condition_number_also_over_blocks() {
    for examples in [50, 3 * BLOCK + 5] {
        let set = set(examples);
        let prospects = Prospects::of(set.features.view(), &FeatureSummary::of_all(&set)).unwrap();
        let by_svd = |normalizer: Option<Normalizer>| {
            let features = normalizer.map_or(set.features.clone(), |normalizer| {
                normalizer.fit(set.features.view()).unwrap().transform(set.features.view()).unwrap()
            });
            Curvature::of_least_squares(features.view())
                .expect("the features are finite, and there are examples")
                .condition_number()
        };
        let pairs = [
            (prospects.raw.value, by_svd(None)),
            (prospects.scaled.value, by_svd(Some(Normalizer::Scale))),
            (prospects.centered.value, by_svd(Some(Normalizer::Center))),
            (prospects.standardized.value, by_svd(Some(Normalizer::Standard))),
            (prospects.robust.value, by_svd(Some(Normalizer::Robust))),
        ];
        // Both ways err by some n·u times the κ of columns of equal length, below 100 here: far less than the limit.
        assert!(pairs.iter().all(|(ours, svd)| (ours / svd - 1.0).abs() < 1e-7), "{pairs:?}");
        assert!((prospects.raw.value / prospects.centered.value - 1.0).abs() > 1e-3, "a nonzero mean matters");
        assert_eq!(prospects.varying, 3);
    }
}

#[test]
fn columns_far_from_zero_keep_their_digits() {
    let near = set(200).features.mapv(|x| (x * 1024.0).round());
    let far = &near + 1e15;
    let of = |features: &Array2<f64>| {
        let set = Dataset::new("far", features.clone(), Array1::zeros(features.nrows()));
        Prospects::of(features.view(), &FeatureSummary::of_all(&set)).unwrap().standardized.value
    };
    assert!((of(&far) / of(&near) - 1.0).abs() < 1e-9);
    // Planted: what the first step of QR leaves of columns that are not centered before.
    let last = |features: &Array2<f64>| spectrum::triangle(with_bias(features.view()).view()).unwrap()[(3, 3)].abs();
    assert!((last(&far) / last(&near) - 1.0).abs() > 1e-6);
}
