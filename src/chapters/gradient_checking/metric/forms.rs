//! Are W and b the same as θ? Lining up, shapes, order, and how often J is computed (L13-02 … 05, 07).

use std::cell::RefCell;

use ndarray::{Array2, Axis};

use super::super::examples::{EXAMPLES, WIDTHS, draw, gradient, small};
use super::super::recipes::central;
use super::plain;
use crate::activation::Activation;
use crate::bits::{self, elementwise, streams};
use crate::chapters::Settings;
use crate::network::{Architecture, Layout, Loss, Network, Targets};
use crate::objective::{Functions, Kind, Objective};
use crate::report::{Band, Case, Claim, Measured};

pub(super) fn claims(settings: &Settings) -> Vec<Claim> {
    vec![flattening(settings), same_loss(settings), same_order(settings), shapes(settings), evaluations(settings)]
}

/// All matrices of a flat vector, one for each block.
fn unflatten(layout: &Layout, flat: &[f64]) -> Vec<Array2<f64>> {
    layout.blocks().iter().map(|block| block.of(flat).to_owned()).collect()
}

/// All matrices, by rows, one after the other.
fn flatten(matrices: &[Array2<f64>]) -> Vec<f64> {
    matrices.iter().flat_map(|matrix| matrix.iter().copied()).collect()
}

fn differing(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).filter(|(a, b)| a.to_bits() != b.to_bits()).count() as f64
        + one.len().abs_diff(other.len()) as f64
}

/// L13-02.
fn flattening(settings: &Settings) -> Claim {
    let (network, parameters) = draw::<f64>(small(Activation::Tanh), EXAMPLES, 1.0, &mut settings.stream("forms", 0));
    let back = flatten(&unflatten(network.layout(), &parameters));
    Claim::new("L13-02", "All W and b are reshaped and concatenated to one vector θ.")
        .definition()
        .lines(&[169])
        .measured(
            "entries of θ that are not the same to the bit after θ → W, b → θ",
            Band::at_most(0.0, "numbers are moved, not computed with"),
            Measured::exact(differing(&back, &parameters)),
        )
        .source("definition; by columns in place of rows, most entries differ, which is tested")
}

/// A network with one output and J = mean of ½(ŷ − y)²: each of its sums has one order only.
fn regression(settings: &Settings) -> (Network, Array2<f64>, Vec<f64>, Vec<f64>) {
    let mut numbers = settings.stream("regression", 0);
    let mut draw = |count: usize| -> Vec<f64> { (0..count).map(|_| streams::standard_normal(&mut numbers)).collect() };
    let architecture = Architecture::new(&[4, 5, 1], Activation::Tanh, Loss::SquaredError);
    let inputs = Array2::from_shape_vec((EXAMPLES, 4), draw(EXAMPLES * 4)).expect("as many numbers");
    let targets = draw(EXAMPLES);
    let network = Network::new(architecture, inputs.view(), &Targets::column(&targets)).expect("shapes fit");
    let parameters = draw(network.dimension());
    (network, inputs, targets, parameters)
}

/// J as a function of the matrices.
fn loss_of_matrices(matrices: &[Array2<f64>], inputs: &Array2<f64>, targets: &[f64]) -> f64 {
    let mut values = inputs.clone();
    let layers = matrices.len() / 2;
    for (number, layer) in matrices.chunks_exact(2).enumerate() {
        values = bits::product(values.view(), layer[0].t());
        values.axis_iter_mut(Axis(0)).for_each(|mut row| row.iter_mut().zip(&layer[1]).for_each(|(z, &b)| *z += b));
        if number + 1 < layers {
            elementwise::tanh(values.as_slice_mut().expect("a product lies by rows"));
        }
    }
    let losses: Vec<f64> =
        values.iter().zip(targets).map(|(value, target)| 0.5 * ((value - target) * (value - target))).collect();
    bits::sum(&losses) / targets.len() as f64
}

/// L13-03.
fn same_loss(settings: &Settings) -> Claim {
    let (mut network, inputs, targets, parameters) = regression(settings);
    let of_matrices = loss_of_matrices(&unflatten(network.layout(), &parameters), &inputs, &targets);
    let of_vector = network.loss(&parameters);
    Claim::new("L13-03", "J(W, b) becomes J(θ).")
        .definition()
        .lines(&[169])
        .measured(
            "|J(W, b) − J(θ)|, a network of two layers with squared error",
            Band::at_most(
                0.0,
                "the same operations in the same order, whether parameters come as matrices or as one vector",
            ),
            Measured::exact((of_matrices - of_vector).abs()),
        )
        .source("definition")
}

/// L13-04: the gradient must be lined up as the parameters are.
fn same_order(settings: &Settings) -> Claim {
    let (mut network, parameters) =
        draw::<f64>(small(Activation::Tanh), EXAMPLES, 1.0, &mut settings.stream("gradient", 0));
    let right = gradient(&mut network, &parameters);
    let numeric = central(&mut network, &parameters, 1e-5);
    let matrices = unflatten(network.layout(), &right);
    let of_kind = |kind: Kind| {
        let pairs = network.layout().blocks().iter().zip(&matrices);
        pairs.filter(move |(block, _)| block.kind == kind).flat_map(|(_, matrix)| matrix.iter().copied())
    };
    let weights_first: Vec<f64> = of_kind(Kind::Weights).chain(of_kind(Kind::Bias)).collect();
    let last_layer_first: Vec<f64> =
        matrices.chunks_exact(2).rev().flat_map(|layer| layer[0].iter().chain(&layer[1]).copied()).collect();
    let by_columns: Vec<f64> =
        matrices.iter().flat_map(|matrix| matrix.t().iter().copied().collect::<Vec<f64>>()).collect();
    let worry = || {
        Band::at_least(
            1e-3,
            "another order is a bug, and the lecture worries from 1e-3 on (vectors at right angles: 1/√2)",
        )
    };
    let case =
        |name: &str, band: Band, lined_up: &[f64]| Case::new(name, band, Measured::exact(plain(&numeric, lined_up)));
    Claim::new("L13-04", "dW and db are concatenated in the same order as W and b.")
        .definition()
        .lines(&[169])
        .swept(
            "metric of a right gradient, lined up in some order (ε = 1e-5)",
            vec![
                case("the same order", Band::at_most(1e-7, "the lecture's great"), &flatten(&matrices)),
                case("all dW, then all db", worry(), &weights_first),
                case("last layer first", worry(), &last_layer_first),
                case("matrices by columns", worry(), &by_columns),
            ],
        )
        .source("definition")
}

/// L13-05.
fn shapes(settings: &Settings) -> Claim {
    let (mut network, parameters) =
        draw::<f64>(small(Activation::Tanh), EXAMPLES, 1.0, &mut settings.stream("forms", 0));
    let flat = gradient(&mut network, &parameters);
    let gradients = unflatten(network.layout(), &flat);
    let expected = WIDTHS.windows(2).flat_map(|pair| [(pair[1], pair[0]), (pair[1], 1)]);
    let wrong = gradients.iter().zip(expected).filter(|(matrix, shape)| matrix.dim() != *shape).count();
    Claim::new("L13-05", "dW[l] has the shape of W[l], db[l] that of b[l], dθ that of θ.")
        .definition()
        .lines(&[169])
        .measured(
            "blocks whose gradient is not n[l] × n[l−1] or n[l] × 1, of eight",
            Band::at_most(0.0, "there is one derivative for each parameter"),
            Measured::exact(wrong as f64 + gradients.len().abs_diff(2 * (WIDTHS.len() - 1)) as f64),
        )
        .source("definition")
}

/// L13-07: two evaluations for each i, all other parameters left alone.
fn evaluations(settings: &Settings) -> Claim {
    let (mut network, parameters) =
        draw::<f64>(small(Activation::Tanh), EXAMPLES, 1.0, &mut settings.stream("forms", 0));
    let (seen, here) = (RefCell::new((0_usize, 0_usize)), parameters.clone());
    let loss = |theta: &[f64]| {
        let moved = theta.iter().zip(&here).filter(|(a, b)| a != b).count();
        let mut seen = seen.borrow_mut();
        *seen = (seen.0 + 1, seen.1 + usize::from(moved == 1));
        network.loss(theta)
    };
    central(&mut Functions::new(parameters.len(), loss, |theta: &[f64]| vec![0.0; theta.len()]), &parameters, 1e-7);
    let (all, one_moved) = *seen.borrow();
    let count = parameters.len() as f64;
    let band = || Band::around(2.0, 0.0, "one on each side, and nothing else moves");
    Claim::new("L13-07", "For every i, dθ_approx[i] = (J(…, θᵢ + ε, …) − J(…, θᵢ − ε, …))/2ε with all others fixed.")
        .definition()
        .lines(&[177, 189])
        .figure("2ε")
        .swept(
            "evaluations of J for each parameter",
            vec![
                Case::new("all", band(), Measured::exact(all as f64 / count)),
                Case::new("those that differ from θ in one entry", band(), Measured::exact(one_moved as f64 / count)),
            ],
        )
        .source("definition")
}
