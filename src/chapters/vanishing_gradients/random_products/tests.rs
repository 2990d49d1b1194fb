//! Do the growth rates agree with theory, and are other rates seen?

use super::*;
use crate::chapters::testing::{few_settings, own_findings};
use crate::report::Verdict::{self, Confirmed, Refuted};
use crate::statistics;
use crate::theory::products;

fn few() -> Settings {
    few_settings(module_path!(), 30)
}

#[test]
fn a_chain_of_scaled_identities_by_hand() {
    let chains = Chains::draw(&few(), Weights::Identity(0.5), 4, 1);
    for paths in [&chains.forward, &chains.backward] {
        assert!((paths[0][1] + std::f64::consts::LN_2).abs() < 1e-15 && paths[0].len() == DEPTH + 1);
        assert!((chains::slopes(paths)[0] + std::f64::consts::LN_2).abs() < 1e-14);
        assert!((chains::slopes(paths)[0] + 0.69).abs() > 1e-3);
    }
}

#[test]
fn chains_follow_the_lyapunov_exponent_forward_and_backward() {
    for (weights, width) in
        [(Weights::Gaussian(1.5), 3), (Weights::Gaussian(1.0), 20), (Weights::GaussianByVectors(1.5), 3)]
    {
        let chains = Chains::draw(&few(), weights, width, 30);
        let (rate, error) = chains.rate();
        for paths in [&chains.forward, &chains.backward].into_iter().filter(|paths| !paths.is_empty()) {
            let mean = statistics::mean(&chains::rates(paths)).unwrap();
            assert!((mean - rate).abs() < 4.0 * error, "{weights:?} {width}: {mean} {rate} ± {error}");
            // Planted: the exponent of the next width, and the naive ln σ.
            assert!((mean - weights.rate(width + 40)).abs() > 4.0 * error, "{weights:?} {width}");
        }
        let interval = statistics::variance_interval(&chains::increments(&chains.forward), 0.9999).unwrap();
        assert!((interval.low..interval.high).contains(&weights.variance(width)), "{interval:?}");
        assert!(!(interval.low..interval.high).contains(&weights.variance(width + 2)), "{interval:?}");
    }
}

#[test]
fn the_shortcut_has_the_law_of_whole_matrices() {
    let draw = |weights| chains::rates(&Chains::draw(&few(), weights, 5, 400).forward);
    let (whole, short) = (draw(Weights::Gaussian(1.0)), draw(Weights::GaussianByVectors(1.0)));
    let limit = statistics::kolmogorov_limit_of_samples(400, 400, 0.999).unwrap();
    assert!(statistics::kolmogorov_distance_of_samples(&whole, &short).unwrap() < limit);
    let planted: Vec<f64> = short.iter().map(|rate| rate + 0.02).collect();
    assert!(statistics::kolmogorov_distance_of_samples(&whole, &planted).unwrap() > limit);
}

#[test]
fn all_exponents_are_seen_where_the_product_itself_has_lost_them() {
    let width = 6;
    let terms = chains::exponents(&few(), Weights::Gaussian(1.0), width, 30);
    for (index, terms) in terms.iter().enumerate() {
        let mean = statistics::mean(terms).unwrap();
        let predicted = |k| products::lyapunov(width, 1.0, k);
        let error = (products::variance_per_layer(width, index + 1) / terms.len() as f64).sqrt();
        assert!((mean - predicted(index + 1)).abs() < 4.0 * error, "{index}: {mean}");
        let neighbor = if index == 0 { 2 } else { index };
        assert!((mean - predicted(neighbor)).abs() > 4.0 * error, "{index}: the exponent next to it");
    }
    let orthogonal = chains::exponents(&few(), Weights::Orthogonal, 4, 2);
    assert!(orthogonal.iter().flatten().all(|term| term.abs() < 1e-13));
}

#[test]
fn the_share_of_the_largest_singular_value_by_hand() {
    // diag(2, 1)ᵏ: 4ᵏ/(4ᵏ + 1).
    let factors = vec![ndarray::array![[2.0, 0.0], [0.0, 1.0]]; 3];
    let shares = spectra::shares(&factors, &[1, 3]);
    assert!((shares[0] - 0.8).abs() < 1e-14 && (shares[1] - 64.0 / 65.0).abs() < 1e-14, "{shares:?}");
    let turn = vec![ndarray::array![[0.0, -1.0], [1.0, 0.0]]; 5];
    assert!((spectra::shares(&turn, &[5])[0] - 0.5).abs() < 1e-14, "no direction is lost");
}

#[test]
fn the_jordan_block_follows_its_closed_form() {
    let norms = spectra::jordan_norms(JORDAN.1, 60);
    for (power, norm) in norms.iter().enumerate() {
        let predicted = products::jordan_norm(JORDAN.0, JORDAN.1, power as u32);
        assert!((norm / predicted - 1.0).abs() < 1e-8, "{power}");
    }
    assert!(norms[9] > 38.7 && norms[9] > norms[8] && norms[9] > norms[10]);
}

#[test]
fn verdicts() {
    let findings = own_findings(module_path!());
    for id in ["L10-01", "L10-02", "L10-24"] {
        assert_eq!(findings.verdict(id), Confirmed, "{id}: {:#?}", findings.claim(id).sweep);
    }
    let verdicts = |id: &str| findings.claim(id).sweep.iter().map(|case| case.verdict()).collect::<Vec<Verdict>>();
    let (c, r) = (Confirmed, Refuted);
    assert_eq!(verdicts("L10-17"), [c, c, c, r, c, r, r, r, c, c]);
    assert_eq!(verdicts("L10-23"), [c, c, r, r, r]);
}
