//! Has the shortcut the law of whole networks, and do measurements follow the maps?

use super::signal::passes;
use super::*;
use crate::chapters::testing::{own_findings, own_settings};
use crate::report::Verdict;

#[test]
fn the_shortcut_has_the_law_of_whole_networks() {
    let (networks, layers) = (1500, 4);
    for (activation, scheme) in [(Activation::Tanh, Scheme::He), (Activation::Relu, Scheme::He)] {
        let initializer = Initializer::new(scheme);
        let settings = own_settings(module_path!());
        let short: Vec<signal::Passes> = (0..networks)
            .map(|network| passes(activation, &initializer, &[6; 5], &mut settings.stream("short", network)))
            .collect();
        // One linear layer more, which hands a Gaussian derivative to the layers below.
        let whole: Vec<(f64, f64)> = (0..networks)
            .map(|network| whole_network(activation, &initializer, &mut settings.stream("whole", network)))
            .collect();
        // A dead ReLU network has the logarithm −∞, which is a value like any other here.
        let pick = |pair: fn(&(f64, f64)) -> f64| whole.iter().map(pair).collect::<Vec<f64>>();
        let limit = statistics::kolmogorov_limit_of_samples(networks, networks, 0.999).unwrap();
        let up: Vec<f64> = short.iter().map(|one| one.forward[layers]).collect();
        let down: Vec<f64> = short.iter().map(|one| one.backward[layers]).collect();
        for (short, whole) in [(up, pick(|pair| pair.0)), (down, pick(|pair| pair.1))] {
            let distance = statistics::kolmogorov_distance_of_samples(&short, &whole).unwrap();
            assert!(distance < limit, "{}: {distance}", activation.name());
            // Planted: a variance of the weights that is off by 15 % in each layer.
            let planted: Vec<f64> = whole.iter().map(|x| x + 4.0 * bits::ln(1.15)).collect();
            let distance = statistics::kolmogorov_distance_of_samples(&short, &planted).unwrap();
            assert!(distance > limit, "{}: {distance}", activation.name());
        }
    }
}

/// ln v_4 and ln e_0/e_4 of a network 6-6-6-6-6-1 by its trace.
fn whole_network(activation: Activation, initializer: &Initializer, stream: &mut bits::streams::Stream) -> (f64, f64) {
    use crate::network::{Architecture, Loss, Network, Targets};
    let inputs = ndarray::Array2::from_elem((1, 6), 1.0);
    let targets = Targets::Values(ndarray::Array2::from_elem((1, 1), 1e8));
    let architecture = Architecture::new(&[6, 6, 6, 6, 6, 1], activation, Loss::SquaredError);
    let network = Network::<f64>::new(architecture, inputs.view(), &targets).unwrap();
    let parameters = network.initial(initializer, stream);
    let trace = network.trace(&parameters);
    let error = |layer: usize| {
        let below = bits::product(trace.deltas[layer].view(), network.layout().weights(layer + 1).of(&parameters));
        signal::logarithm(below.as_slice().unwrap())
    };
    (signal::logarithm(trace.activations[4].as_slice().unwrap()), error(0) - error(4))
}

#[test]
fn measurements_agree_with_the_maps_and_a_wrong_map_is_seen() {
    for observed in observe(&own_settings(module_path!())) {
        let name = format!("{} {}", observed.ensemble.activation.name(), observed.ensemble.weights);
        let networks = observed.forward.len() as f64;
        for layers in [1, 10, 50, 150] {
            let path = observed.path[layers];
            let mean = statistics::mean(&observed.up(layers)).unwrap();
            let difference = mean - bits::ln(path.length) - path.mean;
            let allowed = 5.0 * (path.variance / networks).sqrt() + path.variance * path.variance;
            assert!(difference.abs() < allowed, "{name} up {layers}: {difference} {allowed}");
            // Down, the first order in 1/n is not predicted: its noise has the variance (3E[g′⁴]/E[g′²]² − 1)/n a layer, at most 5/n for
            // these activations at the lengths that they have, and its mean is half of that; tanh at the edge adds that of ln v.
            let down = observed.down(layers);
            let deviation = statistics::standard_deviation(&down).unwrap();
            let difference = statistics::mean(&down).unwrap() - observed.backward_predicted[layers];
            let allowed = 5.0 * deviation / networks.sqrt() + 5.0 * layers as f64 / WIDTH as f64;
            assert!(difference.abs() < allowed, "{name} down {layers}: {difference} {allowed}");
        }
        // Planted: a weight variance that is off by 5 %.
        let mut ensemble = observed.ensemble;
        ensemble.initializer = ensemble.initializer.gain(ensemble.initializer.gain * 1.025);
        let (_, backward) = ensemble.predict();
        let planted = (backward[DEPTH] - observed.backward_predicted[DEPTH]).abs();
        let deviation = statistics::standard_deviation(&observed.down(DEPTH)).unwrap();
        assert!(planted > 5.0 * deviation / networks.sqrt(), "{name}: {planted}");
    }
}

#[test]
fn linear_layers_have_the_factors_of_their_widths() {
    let rows = unequal::observe(&own_settings(module_path!()));
    for row in &rows {
        // A logarithm of χ²_n/n has the mean −1/n and the variance 2/n; two layers add up.
        let terms = |widths: &[usize]| bits::sum(&widths.iter().map(|&n| 1.0 / n as f64).collect::<Vec<f64>>());
        let networks = row.forward.len() as f64;
        let depth = row.widths.len() - 1;
        let close = |logarithms: &[f64], predicted: f64, inverse: f64| {
            let difference = statistics::mean(logarithms).unwrap() - bits::ln(predicted) + inverse;
            difference.abs() < 5.0 * (2.0 * inverse / networks).sqrt() + 2.0 * inverse * inverse
        };
        let (up, down) = row.predicted();
        assert!(close(&row.forward, up, terms(&row.widths[1..])), "{:?} {} up", row.widths, row.weights);
        assert!(close(&row.backward, down, terms(&row.widths[..depth])), "{:?} {} down", row.widths, row.weights);
        // Planted: a factor that is off by 2.
        assert!(!close(&row.forward, 2.0 * up, terms(&row.widths[1..])), "{:?} {}", row.widths, row.weights);
    }
    let glorot = rows.iter().find(|row| row.widths == [784, 100] && row.weights == "glorot").unwrap().predicted();
    assert!((glorot.0 - 2.0 * 784.0 / 884.0).abs() < 1e-14 && (glorot.1 - 200.0 / 884.0).abs() < 1e-15);
}

#[test]
fn the_notes_are_right_with_conditions() {
    let findings = own_findings(module_path!());
    let verdicts = |id: &str| findings.claim(id).sweep.iter().map(|case| case.verdict()).collect::<Vec<Verdict>>();
    use Verdict::{Confirmed, Refuted};
    assert_eq!(findings.verdict("L11-07"), Confirmed);
    assert_eq!(verdicts("L11-08"), [Confirmed, Confirmed, Confirmed, Refuted, Refuted]);
    assert_eq!(verdicts("L11-12"), [Confirmed, Confirmed, Confirmed, Confirmed, Refuted]);
    assert_eq!(verdicts("L11-16"), [Confirmed, Confirmed, Confirmed, Refuted, Refuted]);
}
