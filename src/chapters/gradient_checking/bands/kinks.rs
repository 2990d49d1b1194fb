//! How many quotients of a ReLU network reach across a kink? Counted by the distance to the first one, and predicted by the density of pre-activations at 0.

use super::super::examples::{EXAMPLES, WIDTHS, draw, small};
use super::{EXPONENTS, SEEDS, epsilon};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::network::Network;
use crate::objective::Abilities;
use crate::parallel;
use crate::statistics;

/// A step for ∂z/∂θ: the pre-activations are linear in one parameter between two kinks.
const TINY: f64 = 1e-7;

/// The shares at one ε, over all networks.
pub(super) struct Kinks {
    pub(super) exponent: i32,
    pub(super) share: f64,
    pub(super) predicted: f64,
    pub(super) coordinates: usize,
}

pub(super) fn all(settings: &Settings) -> Vec<Kinks> {
    let seeds = 4 * settings.replicates_or(SEEDS);
    let samples: Vec<Sample> = parallel::cells(0..seeds, |replicate| sample(settings, replicate));
    let mean = |of: &dyn Fn(&Sample) -> f64| {
        statistics::mean(&samples.iter().map(of).collect::<Vec<f64>>()).unwrap_or(f64::NAN)
    };
    let parameters: usize = WIDTHS.windows(2).map(|pair| pair[1] * (pair[0] + 1)).sum();
    EXPONENTS
        .zip(0..)
        .map(|(exponent, position)| Kinks {
            exponent,
            share: mean(&|sample| sample[position].0),
            predicted: mean(&|sample| sample[position].1),
            coordinates: seeds * parameters,
        })
        .collect()
}

/// Of one network the share of spoiled coordinates and its prediction, for each ε.
type Sample = Vec<(f64, f64)>;

fn sample(settings: &Settings, replicate: usize) -> Sample {
    let mut numbers = settings.stream("kinks", replicate);
    let (mut network, mut parameters) = draw::<f64>(small(Activation::Relu), EXAMPLES, 1.0, &mut numbers);
    let mut here = Vec::new();
    network.pre_activations(&parameters, &mut here);
    let densities = densities(&here);
    let (mut rates, mut distances) = (Vec::new(), Vec::new());
    for index in 0..parameters.len() {
        let slopes = slopes(&mut network, &mut parameters, index, &here);
        let crossings: Vec<f64> = slopes.iter().zip(&densities).map(|(slope, density)| 2.0 * density * slope).collect();
        rates.push(bits::sum(&crossings));
        distances.push(first_kink(&here, &slopes));
    }
    let count = parameters.len() as f64;
    EXPONENTS
        .map(|exponent| {
            let spoiled = distances.iter().filter(|distance| **distance < epsilon(exponent)).count();
            let hit: Vec<f64> = rates.iter().map(|rate| -bits::exp_m1(-rate * epsilon(exponent))).collect();
            (spoiled as f64 / count, bits::sum(&hit) / count)
        })
        .collect()
}

/// |∂z/∂θᵢ| of every pre-activation.
fn slopes(network: &mut Network, parameters: &mut [f64], index: usize, here: &[f64]) -> Vec<f64> {
    let (parameter, mut there) = (parameters[index], Vec::new());
    parameters[index] = parameter + TINY;
    network.pre_activations(parameters, &mut there);
    parameters[index] = parameter;
    here.iter().zip(&there).map(|(here, there)| ((there - here) / TINY).abs()).collect()
}

/// How far a parameter is from the first kink on either side: up to there every z is linear in it.
fn first_kink(here: &[f64], slopes: &[f64]) -> f64 {
    let distances = here.iter().zip(slopes).filter(|(_, slope)| **slope > 0.0).map(|(z, slope)| z.abs() / slope);
    distances.fold(f64::INFINITY, bits::min)
}

/// 1/√(2πq) for each pre-activation, with the mean square q of its layer.
fn densities(pre_activations: &[f64]) -> Vec<f64> {
    let mut densities = Vec::with_capacity(pre_activations.len());
    let mut rest = pre_activations;
    for width in &WIDTHS[1..WIDTHS.len() - 1] {
        let (layer, others) = rest.split_at(width * EXAMPLES);
        let square = bits::dot(layer, layer) / layer.len() as f64;
        densities.extend(layer.iter().map(|_| 1.0 / (2.0 * std::f64::consts::PI * square).sqrt()));
        rest = others;
    }
    densities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::own_settings;

    #[test]
    fn the_first_kink_is_where_a_sign_changes() {
        let mut numbers = own_settings(module_path!()).stream("kinks", 0);
        let (mut network, mut parameters) = draw::<f64>(small(Activation::Relu), EXAMPLES, 1.0, &mut numbers);
        let (mut here, mut there) = (Vec::new(), Vec::new());
        network.pre_activations(&parameters, &mut here);
        for index in [0, 7, 30, 40] {
            let distance = first_kink(&here, &slopes(&mut network, &mut parameters, index, &here));
            let parameter = parameters[index];
            for (factor, expected) in [(0.999, false), (1.001, true)] {
                let mut crosses = |step: f64| {
                    parameters[index] = parameter + step;
                    network.pre_activations(&parameters, &mut there);
                    parameters[index] = parameter;
                    here.iter().zip(&there).any(|(a, b)| (*a > 0.0) != (*b > 0.0))
                };
                assert_eq!(crosses(factor * distance) || crosses(-factor * distance), expected, "{index}: {distance}");
            }
        }
        // The last layer moves no hidden unit.
        let last = parameters.len() - 1;
        assert_eq!(first_kink(&here, &slopes(&mut network, &mut parameters, last, &here)), f64::INFINITY);
    }
}
