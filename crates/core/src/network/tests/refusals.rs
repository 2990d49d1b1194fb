//! Does each fault get one line that says what would be right?

use super::*;
use ndarray::array;

fn refusal(architecture: Architecture, inputs: Array2<f64>, targets: Targets) -> String {
    Network::<f64>::new(architecture, inputs.view(), &targets).unwrap_err().to_string()
}

#[test]
fn faults_are_named() {
    let classes = |widths: &[usize]| Architecture::new(widths, Activation::Relu, Loss::CrossEntropy);
    let x = || array![[1.0, 2.0], [3.0, 4.0]];
    let two = || Targets::Classes(vec![0, 1]);
    assert!(refusal(classes(&[2]), x(), two()).contains("at least one layer"));
    assert!(refusal(classes(&[2, 0, 2]), x(), two()).contains("layer 1 has no unit"));
    let huge = usize::MAX / 2;
    assert_eq!(
        refusal(classes(&[2, huge, 2]), x(), two()),
        format!("layer 1 with 2 inputs and {huge} units has more weights than can be stored")
    );
    assert!(refusal(classes(&[2, 3, huge, huge]), x(), two()).starts_with("layer 2 with 3 inputs"));
    assert!(refusal(classes(&[3, 2]), x(), two()).contains("2 columns, but the first width of the network is 3"));
    assert!(refusal(classes(&[2, 2]), x(), Targets::Classes(vec![0])).contains("2 rows of inputs but 1 targets"));
    assert!(refusal(classes(&[2, 2]), x(), Targets::Classes(vec![0, 2])).contains("the class of example 2 is 2"));
    assert!(
        refusal(classes(&[2, 2]), array![[1.0, f64::NAN], [0.0, 0.0]], two()).contains("input 2 of example 1 is NaN")
    );
    assert!(refusal(classes(&[2, 2]), Array2::zeros((0, 2)), Targets::Classes(vec![])).contains("no examples"));
    assert!(refusal(classes(&[2, 2]), x(), Targets::column(&[0.0, 1.0])).contains("takes classes"));
    assert!(refusal(classes(&[2, 2]).ridge(-1.0), x(), two()).contains("the ridge is -1"));
    assert!(refusal(classes(&[2, 2]).dropout(0.0, 1), x(), two()).contains("the probability to keep a unit is 0"));
    let logistic = |width| Architecture::new(&[2, width], Activation::Relu, Loss::Logistic);
    assert!(refusal(logistic(2), x(), two()).contains("one unit, but the last layer has 2"));
    assert!(refusal(logistic(1), x(), two()).contains("takes values"));
    assert!(
        refusal(logistic(1), x(), Targets::column(&[0.0, 0.5]))
            .contains("the target of example 2 is 0.5; it must be 0 or 1")
    );
    assert!(refusal(classes(&[2, 1]), x(), Targets::Classes(vec![0, 0])).contains("of one unit is always 0"));
    let squared = Architecture::new(&[2, 2], Activation::Relu, Loss::SquaredError);
    assert_eq!(
        refusal(squared.clone(), x(), Targets::column(&[0.0, 1.0])),
        "the targets have 1 columns, but the last layer has 2 units"
    );
    assert!(
        refusal(squared, x(), Targets::Values(array![[0.0, 1.0], [f64::INFINITY, 0.0]]))
            .contains("inf; it must be finite")
    );
    let leaky = |slope| Architecture::new(&[2, 2], Activation::LeakyRelu { slope }, Loss::CrossEntropy);
    assert!(refusal(leaky(f64::NAN), x(), two()).contains("the slope of the leaky ReLU is NaN; it must be finite"));
    assert!(Network::<f64>::new(leaky(-0.5), x().view(), &two()).is_ok(), "a negative slope is a function like others");
}

#[test]
fn normalization_needs_two_numbers() {
    let plain = |widths: &[usize]| Architecture::new(widths, Activation::Tanh, Loss::CrossEntropy);
    let x = || array![[1.0, 2.0], [3.0, 4.0]];
    let two = || Targets::Classes(vec![0, 1]);
    let accepted = |architecture: Architecture| Network::<f64>::new(architecture, x().view(), &two());
    let layer = |widths: &[usize]| plain(widths).normalized(Normalization::Layer);
    assert_eq!(
        refusal(layer(&[2, 3, 1, 2]), x(), two()),
        "layer normalization of a single unit leaves nothing of it; hidden layer 2 needs at least two units"
    );
    assert!(accepted(layer(&[2, 3, 2])).is_ok() && accepted(plain(&[2, 3, 1, 2])).is_ok());
    assert!(accepted(plain(&[2, 1, 2]).normalized(Normalization::Batch)).is_ok(), "over two examples");
    let one =
        refusal(plain(&[2, 3, 2]).normalized(Normalization::Batch), array![[1.0, 2.0]], Targets::Classes(vec![0]));
    assert!(one.contains("it needs at least two examples in a batch"));
    let mut network = accepted(plain(&[2, 3, 2]).normalized(Normalization::Batch)).unwrap();
    let error = network.mini_batches(1, stream(1, "network", "batches", 0)).unwrap_err();
    assert_eq!(error, NetworkError::BatchStatistics);
}

#[test]
fn batches_have_between_one_and_all_examples() {
    let architecture = Architecture::new(&[2, 2], Activation::Relu, Loss::CrossEntropy);
    let inputs = array![[1.0, 2.0], [3.0, 4.0]];
    let mut network = Network::<f64>::new(architecture, inputs.view(), &Targets::Classes(vec![0, 1])).unwrap();
    let error = network.mini_batches(0, stream(1, "network", "batches", 0)).unwrap_err();
    assert_eq!(error.to_string(), "mini-batches of 0 examples; there are 2, and a batch needs at least one");
    assert!(network.mini_batches(2, stream(1, "network", "batches", 0)).is_ok());
    let error = network.mini_batches(3, stream(1, "network", "batches", 0)).unwrap_err();
    assert!(error.to_string().contains("mini-batches of 3 examples; there are 2"));
}
