//! What does the picture say? Whether early layers starve, by how much, and what short number formats make of the gradients.

use super::super::Number;
use super::super::control::told;
use super::profile::{Profile, Size};
use super::setting::{Random, Setting};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::activations;
use crate::chapters::vanishing_gradients::random_products::predicted_gradient;
use crate::chapters::vanishing_gradients::scaled_identity::{activation_row, gradient_row};
use crate::theory::formats::Format;

/// The tables of the reports.
const GRADIENTS: &str = "vanishing_gradients/scaled_identity/gradients";
const ACTIVATIONS: &str = "vanishing_gradients/scaled_identity/activations";
const PRODUCTS: &str = "vanishing_gradients/random_products/gradients";
/// Layers are alike if their gradients are within this factor.
const ALIKE: f64 = 10.0;

pub(super) fn said(setting: &Setting, profile: &Profile) -> String {
    match setting {
        Setting::Identity { c, .. } => said_of_identity(*c, profile),
        Setting::Random(network) => said_of_random(network, profile),
    }
}

fn said_of_identity(c: f64, profile: &Profile) -> String {
    let hidden = profile.depth() - 1;
    let (first, last) = (profile.first().found, profile.last_hidden().found);
    if first == 0.0 {
        return format!("With W[l] = {c}·I the output is the target, and every gradient is 0.");
    }
    let course = if c > 1.0 { "grow" } else { "shrink" };
    format!(
        "With W[l] = {c}·I activations {course} from 1 to {}, but the gradient is {} in the first layer and {} in the last hidden one, W[{hidden}]: all \
         hidden layers are alike, and none starves beside the others.",
        told(profile.last_activation().found, 3),
        told(first, 3),
        told(last, 3)
    )
}

fn said_of_random(network: &Random, profile: &Profile) -> String {
    let hidden = profile.depth() - 1;
    let ratio = profile.first().predicted / profile.last_hidden().predicted;
    let verdict = match ratio {
        ratio if ratio < 1.0 / ALIKE => "early layers starve",
        ratio if ratio > ALIKE => "early layers have the larger gradients",
        _ => "all hidden layers are alike, within a factor of 10",
    };
    let activation = match network.activation {
        Activation::Identity => "no activation".to_owned(),
        other => activations::words(other).to_owned(),
    };
    let found = match ratio_found(profile) {
        Some(ratio) => format!("In the network drawn it is {} times.", told(ratio, 2)),
        None => "In the network drawn all units of a layer are off, and gradients are 0.".to_owned(),
    };
    format!(
        "With {activation} and σ_w = {} theory has the gradient of W[1] {} times as large as that of W[{hidden}], the last hidden layer: {verdict}. {found}",
        network.scale,
        told(ratio, 2)
    )
}

/// The first layer's gradient over that of the last hidden one, in the network.
fn ratio_found(profile: &Profile) -> Option<f64> {
    Some(profile.first().found / profile.last_hidden().found).filter(|ratio| *ratio > 0.0 && ratio.is_finite())
}

pub(super) fn numbers(setting: &Setting, profile: &Profile) -> Vec<Number> {
    match setting {
        Setting::Identity { c, depth } => numbers_of_identity(*c, *depth, profile),
        Setting::Random(network) => numbers_of_random(network, profile),
    }
}

fn cell(number: Number, table: &'static str, row: Option<String>, column: &'static str) -> Number {
    match row {
        Some(row) => number.reported(table, row, column),
        None => number,
    }
}

fn numbers_of_identity(c: f64, depth: usize, profile: &Profile) -> Vec<Number> {
    let hidden = depth - 1;
    let [first, last] = [(1, profile.first()), (hidden, profile.last_hidden())].map(|(layer, size)| {
        let number = Number::new(format!("‖∂J/∂W[{layer}]‖"), size.found, 4);
        cell(number, GRADIENTS, gradient_row(c, depth, layer), "value")
    });
    let predicted = Number::new("predicted for each hidden layer, c^(L−2)·|ŷ − y|", profile.first().predicted, 4);
    let activation = Number::new(format!("a[{hidden}] = c^(L−1)"), profile.last_activation().found, 4);
    vec![
        first,
        last,
        cell(predicted, GRADIENTS, gradient_row(c, depth, 1), "predicted"),
        cell(activation, ACTIVATIONS, activation_row(c, hidden), "value"),
    ]
}

fn numbers_of_random(network: &Random, profile: &Profile) -> Vec<Number> {
    let hidden = profile.depth() - 1;
    // W[1] takes the inputs, and W[L] is one row: between them are W[2] … W[L−1].
    let ends = [profile.gradients[1], profile.last_hidden()];
    let factor = |of: fn(&Size) -> f64| {
        let [second, last] = [of(&ends[0]), of(&ends[1])].map(bits::ln);
        bits::exp((second - last) / (hidden - 2) as f64)
    };
    let mut numbers = vec![
        Number::new("factor of the gradient per layer back, predicted", factor(|size| size.predicted), 3),
        Number::new("factor of the gradient per layer back, network drawn", factor(|size| size.found), 3),
        Number::new(
            format!("∂J/∂W[1] relative to ∂J/∂W[{hidden}], predicted"),
            profile.first().predicted / profile.last_hidden().predicted,
            3,
        ),
    ];
    let label = format!("∂J/∂W[1] relative to ∂J/∂W[{hidden}], network drawn");
    numbers.extend(ratio_found(profile).map(|ratio| Number::new(label, ratio, 3)));
    if network.activation == Activation::Identity {
        numbers.extend(numbers_of_products(network, profile));
    }
    numbers.retain(|number| number.value.number().is_some_and(|value| value.is_finite() && value != 0.0));
    numbers
}

/// Without activation the gradient of W\[1] is a product of random matrices, whose logarithm has a mean that is known at every width.
fn numbers_of_products(network: &Random, profile: &Profile) -> [Number; 2] {
    let (mean, row) = predicted_gradient(network.scale, network.width, network.depth);
    // Of n² derivatives for ‖x‖² = n, so that √n is left for ‖x‖ = 1.
    let found = bits::ln(profile.first().found * (network.width as f64).sqrt());
    let mean = Number::new("mean of ln‖∂J/∂W[1]‖ over networks of width n, (L − 1)λ₁, for ‖x‖ = dz[L] = 1", mean, 4);
    [cell(mean, PRODUCTS, row, "predicted"), Number::new("ln‖∂J/∂W[1]‖ of the network drawn", found, 4)]
}

/// Of each format: which gradients are below its normal numbers, and which above.
pub(super) fn lines(profile: &Profile) -> Vec<String> {
    [Format::F16, Format::BF16, Format::F32].map(|format| line(format, profile)).into()
}

fn line(format: Format, profile: &Profile) -> String {
    let (least, most) = (format.smallest_normal(), format.largest());
    let below = profile.gradients.iter().filter(|size| size.found < least);
    let above = profile.gradients.iter().filter(|size| size.found > most).count();
    let from_the_back = match below.clone().next_back() {
        Some(size) => {
            format!("below in {} of {} layers, counted back first in W[{}]", below.count(), profile.depth(), size.layer)
        }
        None => "below in no layer".to_owned(),
    };
    let above = if above == 0 { "above in none".to_owned() } else { format!("above in {above}") };
    format!(
        "{:<4} normal from {} to {}: gradients {from_the_back}; {above}",
        format.name,
        told(least, 2),
        told(most, 3)
    )
}
