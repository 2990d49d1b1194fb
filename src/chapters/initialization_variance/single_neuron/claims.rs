//! What do single units and drawn weights say of the notes' sentences on 1/n?

mod formulas;

use ndarray::{Array2, ArrayView2};

use super::{LAYER, sample::Sample};
use crate::activation::Activation;
use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Targets};
use crate::report::{Band, Case, Claim, Measured, Reading};
use crate::statistics;

/// Half the relative spacing of f64: the unit roundoff.
const U: f64 = f64::EPSILON / 2.0;
/// How often chance alone may leave a band: with some forty bands, once in 25,000 seeds.
const CHANCE: f64 = 1e-6;

/// All claims of this experiment.
pub(super) fn all(settings: &Settings, samples: &[Sample]) -> Vec<Claim> {
    let drawn = Drawn(samples);
    vec![
        weighted_sum(settings),
        larger_n_smaller_weights(settings, &drawn),
        one_over_n(&drawn),
        code_line(&drawn),
        similar_scale(&drawn),
        formulas::xavier(),
        formulas::replaced_formula(&drawn),
        formulas::used_more_often(&drawn),
        formulas::summary(),
    ]
}

/// What was drawn, by name.
struct Drawn<'a>(&'a [Sample]);

impl Drawn<'_> {
    fn find(&self, weights: &str, inputs: &str, n: usize) -> &Sample {
        let wanted = |sample: &&Sample| sample.weights == weights && sample.inputs == inputs && sample.n == n;
        self.0.iter().find(wanted).expect("a row of the table")
    }

    /// All z of one setting, by n.
    fn by_n(&self, weights: &str, inputs: &str) -> Vec<&Sample> {
        let mut found: Vec<&Sample> = self.0.iter().filter(|s| s.weights == weights && s.inputs == inputs).collect();
        found.sort_by_key(|sample| sample.n);
        found
    }
}

/// `center`, and what the mean of N squares of normal numbers may be off: χ²_N/N.
fn chi_squared_band(center: f64, sample: &Sample, from: &str) -> Band {
    let degrees = sample.values.len();
    let bound = |probability| {
        let quantile = statistics::chi_squared_quantile(probability, degrees).expect("a probability, and values");
        center * quantile / degrees as f64
    };
    let from = format!("{from}; between the quantiles of χ²_N/N at {CHANCE:e} and 1 − {CHANCE:e}, N = {degrees}");
    Band::between(bound(CHANCE), bound(1.0 - CHANCE), from)
}

fn measured(sample: &Sample, value: f64) -> Measured {
    Measured { replicates: sample.values.len(), ..Measured::exact(value) }
}

/// L11-02: z = w₁x₁ + … + w₄x₄ without bias, by the network and by hand.
fn weighted_sum(settings: &Settings) -> Claim {
    let mut stream = settings.stream("weighted sum", 0);
    let inputs = Array2::from_shape_simple_fn((100, 4), || streams::standard_normal(&mut stream));
    let architecture = Architecture::new(&[4, 1], Activation::Identity, Loss::SquaredError);
    let targets = Targets::Values(Array2::zeros((100, 1)));
    let network = Network::<f64>::new(architecture, inputs.view(), &targets).expect("a network of one unit");
    let parameters = network.initial(&Initializer::new(Scheme::LeCun), &mut stream);
    let weights = &parameters[network.layout().weights(1).range.clone()];
    Claim::new("L11-02", "A unit with the bias 0 computes z = w₁x₁ + w₂x₂ + … + wₙxₙ.")
        .definition()
        .lines(&[140])
        .figure("4 inputs")
        .measured(
            "largest |z of the network − Σwᵢxᵢ| over 100 examples, in units of u·Σ|wᵢxᵢ|",
            Band::at_most(8.0, "two sums of four products, each off by at most 4u·Σ|wᵢxᵢ| (Higham 2002, §3.1)"),
            Measured::exact(largest_difference(
                inputs.view(),
                network.predict(&parameters, inputs.view()).view(),
                weights,
            )),
        )
        .source("definition")
}

fn largest_difference(inputs: ArrayView2<f64>, outputs: ArrayView2<f64>, weights: &[f64]) -> f64 {
    let differences = inputs.outer_iter().zip(outputs).map(|(x, z)| {
        let products: Vec<f64> = x.iter().zip(weights).map(|(x, w)| w * x).collect();
        let magnitudes: Vec<f64> = products.iter().map(|product| product.abs()).collect();
        // From the last to the first, so that the order of the network is not repeated.
        let by_hand = products.iter().rev().fold(0.0, |sum, product| sum + product);
        (z - by_hand).abs() / (U * bits::sum(&magnitudes))
    });
    differences.fold(0.0, bits::max)
}

/// L11-04: that weights get smaller as n grows is a wish, printed as a fact.
fn larger_n_smaller_weights(settings: &Settings, drawn: &Drawn) -> Claim {
    let samples = drawn.by_n("randn", "normalized");
    let n: Vec<f64> = samples.iter().map(|sample| sample.n as f64).collect();
    let exponent =
        |deviations: Vec<f64>| statistics::log_log_line(&n, &deviations, 0.99).expect("positive deviations").slope;
    let of_z = exponent(samples.iter().map(|sample| sample.variance().sqrt()).collect());
    let of_w = exponent(samples.iter().map(|sample| deviation_of_randn(settings, sample)).collect());
    let margin = slope_margin(&n, samples[0].values.len());
    let from = "±5 standard errors: ln of a deviation from N values is off by 1/√(2N)";
    Claim::new("L11-04", "The larger n is, the smaller the wᵢ.")
        .lines(&[140])
        .slip(
            Reading::new(
                "the weights get smaller as n grows (작아지는데)",
                "exponent of n in the deviation of weights drawn by randn",
                Band::around(
                    -0.5,
                    margin,
                    format!("weights that shrink so that z keeps its scale do so as n^(−½); {from}"),
                ),
                measured(samples[0], of_w),
            ),
            Reading::new(
                "they should be smaller, because z grows with n",
                "exponent of n in the deviation of z for weights drawn by randn",
                Band::around(0.5, margin, format!("Var(z) = n·Var(w)·E[x²]; {from}")),
                measured(samples[0], of_z),
            ),
        )
        .source("variance of a sum of independent terms; the lecture says \"the smaller you want wᵢ to be\"")
}

/// The root mean square of as many weights of a unit with n inputs as there are values of z.
fn deviation_of_randn(settings: &Settings, sample: &Sample) -> f64 {
    let mut weights = vec![0.0; sample.values.len()];
    let mut stream = settings.stream("randn", sample.n);
    Initializer::new(Scheme::FixedDeviation(1.0)).fill(&mut weights, 1, sample.values.len(), &mut stream);
    (bits::dot(&weights, &weights) / weights.len() as f64).sqrt()
}

/// Five standard errors of a slope through (ln n, ln of a deviation of `count` values).
fn slope_margin(n: &[f64], count: usize) -> f64 {
    let logarithms: Vec<f64> = n.iter().map(|&n| bits::ln(n)).collect();
    let center = bits::sum(&logarithms) / n.len() as f64;
    let squares: Vec<f64> = logarithms.iter().map(|x| (x - center) * (x - center)).collect();
    5.0 / (2.0 * count as f64 * bits::sum(&squares)).sqrt()
}

/// L11-05: with Var(w) = 1/n, z is as large as the inputs.
fn one_over_n(drawn: &Drawn) -> Claim {
    let cases = drawn.by_n("lecun", "normalized").into_iter().map(|sample| {
        let band = chi_squared_band(1.0, sample, "n·(1/n)·E[x²]/E[x²] = 1");
        Case::new(format!("n = {}", sample.n), band, measured(sample, sample.variance()))
    });
    Claim::new("L11-05", "To keep z neither too large nor too small, set Var(wᵢ) = 1/n.")
        .lines(&[140, 147])
        .figure("1/n")
        .swept("E[z²]/E[x²] for normalized inputs", cases.collect())
        .source("LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, eq. 16: σ_w = m^(−½)")
}

/// L11-06: the line of code draws normal weights of that variance.
fn code_line(drawn: &Drawn) -> Claim {
    let sample = drawn.find("lecun_normal", "none", LAYER.0);
    let n = sample.n as f64;
    let standard_error = (sample.predicted / sample.values.len() as f64).sqrt();
    let sigmas = statistics::normal_quantile(1.0 - CHANCE).expect("a probability");
    let cases = vec![
        Case::new(
            "n[l−1]·(mean of w²)",
            chi_squared_band(1.0, sample, "Var(w) = 1/n[l−1]"),
            measured(sample, n * sample.variance()),
        ),
        Case::new(
            "mean of w in standard errors",
            Band::around(0.0, sigmas, format!("mean 0; a normal number exceeds this once in {:e}", 1.0 / CHANCE)),
            measured(sample, sample.mean() / standard_error),
        ),
        Case::new(
            "Kolmogorov's distance from N(0, 1/n[l−1])",
            Band::at_most(
                sample.largest_distance(1.0 - CHANCE),
                format!("exceeded by chance once in {:e}", 1.0 / CHANCE),
            ),
            measured(sample, sample.distance()),
        ),
    ];
    Claim::new("L11-06", "W[l] = np.random.randn(shape)·np.sqrt(1/n[l−1]) sets Var(w) = 1/n[l−1].")
        .definition()
        .lines(&[140])
        .swept("sample moments and law of the weights of a layer with 300 inputs and 200 units", cases)
        .source("Var(c·w) = c²·Var(w)")
}

/// L11-09: inputs of mean 0 and deviation 1 give z of the same scale, under 1/n; what counts is the mean square.
fn similar_scale(drawn: &Drawn) -> Claim {
    let case = |name: &str, weights: &str, inputs: &str| {
        let sample = drawn.find(weights, inputs, 4096);
        Case::new(
            name,
            chi_squared_band(1.0, sample, "the same scale: Var(z) = 1"),
            measured(sample, sample.variance()),
        )
    };
    Claim::new("L11-09", "If the inputs have mean 0 and standard deviation 1, z is of similar scale.")
        .lines(&[140])
        .figure("0, 1")
        .swept(
            "Var(z) at n = 4096",
            vec![
                case("1/n, mean 0 and deviation 1", "lecun", "normalized"),
                case("2/n, mean 0 and deviation 1: Var(z) = 2", "he", "normalized"),
                case("2/n, behind a ReLU: mean 0.40, deviation 0.58, E[x²] = ½", "he", "relu_outputs"),
                case("1/n, mean 3 and deviation 1: E[x²] = 10", "lecun", "mean_3"),
            ],
        )
        .source("Var(z) = n·Var(w)·E[x²]; He et al. 2015, §2.2, for ReLU: the mean square, not the variance, of the activations counts")
}
