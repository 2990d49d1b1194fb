//! Are loss and gradient those of dual numbers, to rounding, for every activation, loss and addition?

use super::dual::Dual;
use super::*;
use crate::bits;
use crate::bits::streams::{bernoulli, numbered_stream};

const EXAMPLES: usize = 5;

/// The factors of dropout of each layer, drawn as the network draws them: a block of up to 64 examples has one stream.
fn masks(architecture: &Architecture, evaluation: u64) -> Vec<Option<Array2<f64>>> {
    let mask = |layer: usize| {
        let dropout = architecture.dropout.filter(|_| layer < architecture.depth())?;
        let mut stream = numbered_stream(dropout.seed, "network/dropout", &[evaluation, layer as u64, 0]);
        let factor = || if bernoulli(&mut stream, dropout.keep) { 1.0 / dropout.keep } else { 0.0 };
        Some(Array2::from_shape_simple_fn((EXAMPLES, architecture.widths()[layer]), factor))
    };
    (1..=architecture.depth()).map(mask).collect()
}

/// The network of `architecture` evaluated by dual numbers, with the parameter of this number as the variable.
fn exact<T: Real>(network: &Network<T>, parameters: &[T], variable: usize, evaluation: u64) -> Dual {
    let architecture = network.architecture();
    let (first, last) = (architecture.widths()[0], architecture.widths()[architecture.depth()]);
    let (inputs, targets) =
        (inputs(EXAMPLES, first).mapv(|x| T::from_f64(x).to_f64()), targets(architecture.loss(), EXAMPLES, last));
    let targets = targets.cast::<T>().cast::<f64>();
    let parameters: Vec<f64> = parameters.iter().map(|parameter| parameter.to_f64()).collect();
    dual::loss(architecture, &parameters, variable, &inputs, &targets, &masks(architecture, evaluation))
}

/// What rounding may do, relative to Σ |terms|: 4ku, see [`largest_excess`].
fn allowed<T: Real>(architecture: &Architecture) -> f64 {
    let additions = architecture.widths().iter().sum::<usize>() + EXAMPLES + 30 * architecture.depth();
    4.0 * additions as f64 * T::UNIT_ROUNDOFF.to_f64()
}

/// |loss − exact| as a multiple of what rounding may do: each term of J passes through the same operations as one of its derivatives.
fn excess_of_loss<T: Real>(network: &Network<T>, parameters: &[T], loss: f64, evaluation: u64) -> f64 {
    let exact = exact(network, parameters, 0, evaluation);
    (loss - exact.value).abs() / (allowed::<T>(network.architecture()) * exact.magnitude)
}

/// The largest |entry − exact| as a multiple of what rounding may do.
///
/// A term of the derivative is a product along a path. It passes through at most k = Σn[l] + m additions and some thirty operations in each layer, so
/// rounding changes it by less than (k + 30L)·u of its size (Higham 2002, §3.1). Rounded activations change g′ too, by g″ times their
/// error; |g″·z| < 4 for every activation here, hence the factor 4. The sizes come with the dual numbers.
fn largest_excess<T: Real>(network: &Network<T>, parameters: &[T], gradient: &[T], evaluation: u64) -> f64 {
    let allowed = allowed::<T>(network.architecture());
    (0..parameters.len()).fold(0.0_f64, |excess, index| {
        let dual = exact(network, parameters, index, evaluation);
        let error = (gradient[index].to_f64() - dual.derivative).abs();
        // A parameter without any influence: its derivative is exactly 0.
        bits::max(excess, if error == 0.0 { 0.0 } else { error / (allowed * dual.size) })
    })
}

/// Every activation and loss, plain and with each addition.
fn architectures() -> Vec<Architecture> {
    let mut all = Vec::new();
    for activation in Activation::ALL {
        for (loss, outputs) in [(Loss::CrossEntropy, 3), (Loss::Logistic, 1), (Loss::SquaredError, 2)] {
            let plain = Architecture::new(&[3, 4, 4, 5, outputs], activation, loss).ridge(0.3);
            all.push(plain.clone());
            all.push(plain.clone().residual());
            all.push(plain.clone().normalized(Normalization::Layer));
            all.push(plain.clone().normalized(Normalization::Batch));
            all.push(plain.clone().dropout(0.7, 9));
            all.push(plain.residual().normalized(Normalization::Batch).dropout(0.7, 9));
        }
    }
    all
}

/// The loss, and what it would be if a factor or a part of it were forgotten.
fn check_loss<T: Real>(network: &Network<T>, parameters: &[T], loss: f64) {
    let architecture = network.architecture();
    let excess = |loss: f64| excess_of_loss(network, parameters, loss, 0);
    assert!(excess(loss) <= 1.0, "{} {architecture:?}", excess(loss));
    if T::UNIT_ROUNDOFF.to_f64() > 1e-10 && architecture.normalization.is_some() {
        return; // Three normalizations of four units leave single precision too few digits to see a part of the loss.
    }
    let ridge = architecture.ridge / (2.0 * EXAMPLES as f64);
    let squares = network
        .layout()
        .blocks()
        .iter()
        .filter(|block| block.kind == Kind::Weights)
        .flat_map(|block| parameters[block.range.clone()].iter().map(|weight| weight.to_f64() * weight.to_f64()));
    let ridge = ridge * squares.fold(0.0, |sum, square| sum + square);
    let of_examples = loss - ridge;
    assert!(excess(of_examples) > 1.0, "without the ridge: {architecture:?}");
    assert!(excess(of_examples + 2.0 * ridge) > 1.0, "without the half of the ridge: {architecture:?}");
    assert!(excess(of_examples + EXAMPLES as f64 * ridge) > 1.0, "without the 1/m of the ridge: {architecture:?}");
    assert!(excess(EXAMPLES as f64 * of_examples + ridge) > 1.0, "without the 1/m of the mean: {architecture:?}");
    if architecture.loss == Loss::SquaredError {
        assert!(excess(2.0 * of_examples + ridge) > 1.0, "without the half of the squared error: {architecture:?}");
    }
}

fn check<T: Real>() {
    for architecture in architectures() {
        let mut network = network::<T>(&architecture, EXAMPLES);
        let parameters = parameters(&network);
        let (loss, gradient) = evaluate(&mut network, &parameters);
        check_loss(&network, &parameters, loss.to_f64());
        let excess = largest_excess(&network, &parameters, &gradient, 0);
        assert!(excess <= 1.0, "{excess} {architecture:?}");
        // One entry, wrong by 10⁷ roundings (10⁻⁹ of it in double precision), is seen.
        let largest = (0..gradient.len())
            .max_by(|&a, &b| gradient[a].abs().to_f64().total_cmp(&gradient[b].abs().to_f64()))
            .unwrap();
        let mut planted = gradient;
        planted[largest] *= T::from_f64(1.0 + 1e7 * T::UNIT_ROUNDOFF.to_f64());
        assert!(largest_excess(&network, &parameters, &planted, 0) > 1.0, "{architecture:?}");
    }
}

#[test]
fn losses_and_gradients_are_exact_to_rounding_in_double_precision() {
    check::<f64>();
}

#[test]
fn losses_and_gradients_are_exact_to_rounding_in_single_precision() {
    check::<f32>();
}

#[test]
fn other_masks_another_derivative() {
    let architecture = Architecture::new(&[3, 4, 4, 2], Activation::Tanh, Loss::SquaredError).dropout(0.7, 9);
    let mut network = network::<f64>(&architecture, EXAMPLES);
    let parameters = parameters(&network);
    evaluate(&mut network, &parameters);
    let (_, second) = evaluate(&mut network, &parameters);
    assert!(largest_excess(&network, &parameters, &second, 1) <= 1.0, "the second evaluation takes the second masks");
    assert!(largest_excess(&network, &parameters, &second, 0) > 1e6, "and not the first");
}

#[test]
fn one_unit_by_hand() {
    // x = 2, y = 1, W[1] = 0.5, b[1] = −1, W[2] = 3, b[2] = 0.5: a = tanh 0 = 0, z[2] = 0.5.
    let architecture = Architecture::new(&[1, 1, 1], Activation::Tanh, Loss::Logistic);
    let inputs = Array2::from_elem((1, 1), 2.0);
    let mut network = Network::<f64>::new(architecture, inputs.view(), &Targets::column(&[1.0])).unwrap();
    let (loss, gradient) = evaluate(&mut network, &[0.5, -1.0, 3.0, 0.5]);
    let p = 1.0 / (1.0 + bits::exp(-0.5));
    let delta = p - 1.0;
    assert!((loss + bits::ln(p)).abs() < 1e-15);
    for (entry, exact) in gradient.iter().zip([delta * 3.0 * 2.0, delta * 3.0, 0.0, delta]) {
        assert!((entry - exact).abs() < 1e-15, "{gradient:?}");
    }
}

#[test]
fn a_sure_and_right_answer_keeps_its_digits() {
    // Logits 0 and 50, class 1: the loss is ln(1 + e^−50), the slopes ±e^−50/(1 + e^−50); p − 1 would be 0.
    let architecture = Architecture::new(&[1, 2], Activation::Identity, Loss::CrossEntropy);
    let inputs = Array2::from_elem((1, 1), 1.0);
    let mut network = Network::<f64>::new(architecture, inputs.view(), &Targets::Classes(vec![1])).unwrap();
    let (loss, gradient) = evaluate(&mut network, &[0.0, 50.0, 0.0, 0.0]);
    let exact = 1.928_749_847_963_918e-22;
    assert!((loss / exact - 1.0).abs() < 1e-14, "{loss}");
    assert!((gradient[2] / exact - 1.0).abs() < 1e-14 && gradient[3] == -gradient[2], "{gradient:?}");
}
