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
    assert!(refusal(classes(&[3, 2]), x(), two()).contains("2 columns, but the first width of the network is 3"));
    assert!(refusal(classes(&[2, 2]), x(), Targets::Classes(vec![0])).contains("2 rows of inputs but 1 targets"));
    assert!(refusal(classes(&[2, 2]), x(), Targets::Classes(vec![0, 2])).contains("the class of example 1 is 2"));
    assert!(
        refusal(classes(&[2, 2]), array![[1.0, f64::NAN], [0.0, 0.0]], two()).contains("input 1 of example 0 is NaN")
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
            .contains("the target of example 1 is 0.5; it must be 0 or 1")
    );
    let mut network = Network::<f64>::new(classes(&[2, 2]), x().view(), &two()).unwrap();
    let error = network.mini_batches(3, stream(1, "network", "batches", 0)).unwrap_err();
    assert!(error.to_string().contains("mini-batches of 3 examples; there are 2"));
}
