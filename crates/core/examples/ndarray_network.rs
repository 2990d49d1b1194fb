//! A network of ndarray's arrays with a backward pass written by hand, checked part by part: `cargo run -p wellposed-core --example ndarray_network`.

// Somebody's own program: it need not have the same bits everywhere.
#![allow(clippy::disallowed_methods)]

use ndarray::{Array1, Array2, Axis};
use wellposed_core::gradcheck::{assert_gradient_of, check_gradient_of};
use wellposed_core::objective::Named;

/// W1, b1, W2, b2.
type Network = (Named<Array2<f64>>, Named<Array1<f64>>, Named<Array2<f64>>, Named<Array1<f64>>);

/// Activations of both layers for examples in rows: tanh, and the output as it is.
fn forward((Named(_, w1), Named(_, b1), Named(_, w2), Named(_, b2)): &Network, x: &Array2<f64>) -> [Array2<f64>; 2] {
    let hidden = (x.dot(&w1.t()) + b1).mapv(f64::tanh);
    let output = hidden.dot(&w2.t()) + b2;
    [hidden, output]
}

/// Half of the mean square error.
fn loss(network: &Network, x: &Array2<f64>, y: &Array2<f64>) -> f64 {
    let [_, output] = forward(network, x);
    (output - y).mapv(|error| error * error).sum() / (2.0 * x.nrows() as f64)
}

/// Its gradient, in the order of the parameters; `slope` is tanh′ by the activation.
fn backward(
    network: &Network,
    x: &Array2<f64>,
    y: &Array2<f64>,
    slope: fn(f64) -> f64,
) -> (Array2<f64>, Array1<f64>, Array2<f64>, Array1<f64>) {
    let [hidden, output] = forward(network, x);
    let error = (output - y) / x.nrows() as f64;
    let signal = error.dot(&network.2.1) * hidden.mapv(slope);
    (signal.t().dot(x), signal.sum_axis(Axis(0)), error.t().dot(&hidden), error.sum_axis(Axis(0)))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let number = |i: usize, j: usize| (((7 * i + 3 * j + 5) % 11) as f64 - 5.0) / 7.0;
    let (x, y) =
        (Array2::from_shape_fn((6, 3), |(i, j)| number(i, j)), Array2::from_shape_fn((6, 2), |(i, j)| number(j, i)));
    let network: Network = (
        Named("W1", Array2::from_shape_fn((4, 3), |(i, j)| number(i + 1, j))),
        Named("b1", Array1::from_shape_fn(4, |i| number(i, 2))),
        Named("W2", Array2::from_shape_fn((2, 4), |(i, j)| number(i, j + 2))),
        Named("b2", Array1::from_shape_fn(2, |i| number(i, 4))),
    );
    let loss = |network: &Network| loss(network, &x, &y);
    assert_gradient_of(loss, |network: &Network| backward(network, &x, &y, |a| 1.0 - a * a), &network);
    // The square forgotten.
    print!("{:#}", check_gradient_of(loss, |network: &Network| backward(network, &x, &y, |a| 1.0 - a), &network)?);
    Ok(())
}
