//! Which networks are timed? Those that learn the bundled digits.

use wellposed::bits;
use wellposed::bits::streams::stream;
use wellposed::data;
use wellposed::initialize::{Initializer, Scheme};
use wellposed::network::{Architecture, Network, Targets};
use wellposed::normalize::Normalizer;
use wellposed::objective::Objective;

/// The bundled digits: standardized pixels and classes.
pub(crate) fn digits() -> (ndarray::Array2<f64>, Vec<usize>) {
    let set = data::digits();
    let fitted = Normalizer::Standard.fit(set.features.view()).expect("finite");
    let features = fitted.transform(set.features.view()).expect("the same columns");
    (features, set.target.iter().map(|&class| class as usize).collect())
}

/// A network on the first digits with its start, and how far the gradient of its lanes is from that of one sum: the largest difference
/// relative to the largest entry.
pub(crate) fn ready(architecture: &Architecture, examples: usize) -> (Network, Vec<f64>, f64) {
    let (features, classes) = digits();
    let inputs = features.slice(ndarray::s![..examples, ..]);
    let targets = Targets::Classes(classes[..examples].to_vec());
    let mut network: Network = Network::new(architecture.clone(), inputs, &targets).expect("digits fit");
    network.freeze_masks(0);
    let initializer = Initializer::new(Scheme::LeCun);
    let start = network.initial(&initializer, &mut stream(1, "benches", "weights", 0));
    let mut gradient = vec![0.0; start.len()];
    network.loss_and_gradient(&start, &mut gradient);
    let exact = network.trace(&start).gradient;
    let largest = exact.iter().fold(0.0_f64, |largest, entry| bits::max(largest, entry.abs()));
    let difference = gradient.iter().zip(&exact).fold(0.0_f64, |worst, (a, b)| bits::max(worst, (a - b).abs()));
    assert!(
        difference <= examples as f64 * f64::EPSILON * bits::max(largest, 1.0),
        "sums of {examples} terms in another order"
    );
    (network, start, if largest > 0.0 { difference / largest } else { difference })
}
