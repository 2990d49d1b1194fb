//! Is the shortcut the law of whole networks, and do the statistics see another law?

use super::ensemble::{Ensemble, factor};
use super::*;
use crate::bits;
use crate::chapters::Choices;
use crate::chapters::testing::{experiment, few_settings, own_findings};
use crate::report::Verdict;
use crate::statistics;
use crate::theory::depth_law::{self, Network};

fn few(network: Network, width: usize, depth: usize, by_matrices: bool, seeds: usize) -> Vec<Row> {
    let settings = few_settings(module_path!(), seeds);
    rows(&settings, &Ensemble { name: "test", network, width, depth, by_matrices })
}

#[test]
fn one_layer_by_hand() {
    // relu(1, −2, 2)² = 1, 0, 4: (2/3)·5.
    assert!((factor(Network::HeRelu, &[1.0, -2.0, 2.0]) - 10.0 / 3.0).abs() < 1e-15);
    assert!((factor(Network::Linear, &[1.0, -2.0, 2.0]) - 3.0).abs() < 1e-15);
}

#[test]
fn the_shortcut_has_the_law_of_whole_matrices() {
    let (seeds, width) = (2000, 8);
    for network in [Network::HeRelu, Network::Linear] {
        // The cell of a stream is named by ensemble and width, so the two need different seeds.
        let short = few(network, width, 5, false, seeds).remove(0);
        let settings = experiment(module_path!()).settings(&Choices { seed: 1, replicates: Some(seeds) });
        let whole = rows(&settings, &Ensemble { name: "test", network, width, depth: 5, by_matrices: true }).remove(0);
        let limit = statistics::kolmogorov_limit_of_samples(seeds, seeds, 0.999).unwrap();
        let distance = |other: &[f64]| statistics::kolmogorov_distance_of_samples(&short.logarithms, other).unwrap();
        assert!(distance(&whole.logarithms) < limit, "{network:?}: {}", distance(&whole.logarithms));
        // Planted: weights of a variance that is off by 5 % per layer.
        let planted: Vec<f64> = whole.logarithms.iter().map(|x| x + 5.0 * bits::ln_1p(0.05)).collect();
        assert!(distance(&planted) > limit, "{network:?}: {}", distance(&planted));
    }
}

#[test]
fn lengths_follow_the_exact_law_and_at_large_width_the_first_order() {
    for (network, width) in [(Network::HeRelu, 20), (Network::HeRelu, 100), (Network::Linear, 100)] {
        for row in few(network, width, 150, false, 1000) {
            let (alive, exact) = (row.alive(), row.exact());
            let mean = statistics::mean_interval(&alive, 0.9999).unwrap();
            let variance = statistics::variance_interval(&alive, 0.9999).unwrap();
            let (width, depth) = (row.width, row.depth);
            assert!((mean.low..mean.high).contains(&exact.mean), "{width} {depth}: {mean:?} {}", exact.mean);
            assert!((variance.low..variance.high).contains(&exact.variance), "{width} {depth}: {variance:?}");
            assert!(row.distance(&row.first_order()) < row.largest_distance(), "{width} {depth}");
            // Planted: the linear network's law for ReLU, and the other way round.
            let other = if network == Network::Linear { Network::HeRelu } else { Network::Linear };
            let wrong = depth_law::large_width(other, &row.widths());
            assert!(!(variance.low..variance.high).contains(&wrong.variance), "{width} {depth}");
        }
    }
}

#[test]
fn narrow_networks_miss_the_first_order_law() {
    let row = few(Network::HeRelu, 20, 150, false, 1000).pop().unwrap();
    let variance = statistics::variance_interval(&row.alive(), 0.9999).unwrap();
    assert!(!(variance.low..variance.high).contains(&row.first_order().variance), "{variance:?}");
}

#[test]
fn the_mean_keeps_its_scale_and_typical_networks_only_when_wide() {
    let findings = own_findings(module_path!());
    let typical = findings.claim("L11-11");
    assert_eq!(typical.verdict(), Verdict::Conditional);
    let verdicts: Vec<Verdict> = typical.sweep.iter().map(|case| case.verdict()).collect();
    use Verdict::{Confirmed, Refuted};
    assert_eq!(verdicts, [Confirmed, Confirmed, Refuted, Refuted]);
    let scale = findings.claim("L11-10");
    assert_eq!(scale.verdict(), Verdict::Conditional);
    assert!(scale.sweep.iter().all(|case| (case.verdict() == Confirmed) == case.name.starts_with("orthogonal")));
}
