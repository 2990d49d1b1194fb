//! What is the exact derivative of a network's loss? Dual numbers, on a forward pass that is written out from the definitions.
//!
//! A dual number is a value with its derivative by one parameter; each operation applies the chain rule, so there is no truncation
//! error. Value and derivative also carry the sums of the absolute values of all terms that they are made of: what
//! rounding is relative to.

use std::ops::{Add, Div, Mul, Neg, Sub};

use ndarray::Array2;

use crate::activation::Activation;
use crate::bits;
use crate::network::{Architecture, Kind, Layout, Loss, Normalization, Targets};

/// v + dε with ε² = 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dual {
    pub(super) value: f64,
    pub(super) derivative: f64,
    /// Σ |terms of the value|: if every operation errs by u of its result, k of them in a row err by at most ku of this. 0
    /// for an exact number.
    pub(super) magnitude: f64,
    /// Σ |terms of the derivative|.
    pub(super) size: f64,
}

impl Dual {
    pub(super) fn constant(value: f64) -> Self {
        Dual { value, derivative: 0.0, magnitude: 0.0, size: 0.0 }
    }

    pub(super) fn variable(value: f64) -> Self {
        Dual { value, derivative: 1.0, magnitude: 0.0, size: 1.0 }
    }

    /// f(self), from the value and the derivative of f.
    fn chain(self, value: f64, slope: f64) -> Self {
        let magnitude = bits::max(value.abs(), slope.abs() * self.magnitude);
        Dual { value, derivative: slope * self.derivative, magnitude, size: slope.abs() * self.size }
    }

    fn exp(self) -> Self {
        self.chain(libm::exp(self.value), libm::exp(self.value))
    }

    fn ln(self) -> Self {
        self.chain(libm::log(self.value), 1.0 / self.value)
    }

    fn sqrt(self) -> Self {
        self.chain(self.value.sqrt(), 0.5 / self.value.sqrt())
    }

    /// The activation, from the definitions of its paper and not from `Activation`. The magnitude is that of one operation.
    fn activate(self, activation: Activation) -> Self {
        let slope = Dual::variable(self.value).formula(activation).derivative;
        let result = self.formula(activation);
        Dual { magnitude: bits::max(result.value.abs(), slope.abs() * self.magnitude), ..result }
    }

    fn formula(self, activation: Activation) -> Self {
        let (z, one) = (self.value, Dual::constant(1.0));
        match activation {
            Activation::Identity => self,
            Activation::Relu if z > 0.0 => self,
            Activation::Relu => Dual::constant(0.0),
            Activation::LeakyRelu { .. } if z > 0.0 => self,
            Activation::LeakyRelu { slope } => self * Dual::constant(slope),
            Activation::Tanh => (self.exp() - (-self).exp()) / (self.exp() + (-self).exp()),
            Activation::Sigmoid => one / (one + (-self).exp()),
            Activation::Gelu => {
                let distribution = 0.5 * (1.0 + libm::erf(z / 2.0_f64.sqrt()));
                let density = libm::exp(-z * z / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
                self * self.chain(distribution, density)
            }
            Activation::Selu if z > 0.0 => self * Dual::constant(1.050_700_987_355_480_5),
            Activation::Selu => (self.exp() - one) * Dual::constant(1.050_700_987_355_480_5 * 1.673_263_242_354_377_3),
        }
    }
}

impl Add for Dual {
    type Output = Dual;
    fn add(self, other: Dual) -> Dual {
        Dual {
            value: self.value + other.value,
            derivative: self.derivative + other.derivative,
            magnitude: bits::max(self.magnitude + other.magnitude, (self.value + other.value).abs()),
            size: self.size + other.size,
        }
    }
}

impl Neg for Dual {
    type Output = Dual;
    fn neg(self) -> Dual {
        Dual { value: -self.value, derivative: -self.derivative, ..self }
    }
}

impl Sub for Dual {
    type Output = Dual;
    fn sub(self, other: Dual) -> Dual {
        self + -other
    }
}

impl Mul for Dual {
    type Output = Dual;
    fn mul(self, other: Dual) -> Dual {
        Dual {
            value: self.value * other.value,
            derivative: self.derivative * other.value + self.value * other.derivative,
            magnitude: bits::max(
                self.magnitude * other.value.abs() + self.value.abs() * other.magnitude,
                (self.value * other.value).abs(),
            ),
            size: self.size * other.value.abs() + self.value.abs() * other.size,
        }
    }
}

impl Div for Dual {
    type Output = Dual;
    fn div(self, other: Dual) -> Dual {
        self * other.chain(1.0 / other.value, -1.0 / (other.value * other.value))
    }
}

fn sum(values: impl IntoIterator<Item = Dual>) -> Dual {
    values.into_iter().fold(Dual::constant(0.0), |sum, value| sum + value)
}

fn mean(values: &[Dual]) -> Dual {
    sum(values.iter().copied()) / Dual::constant(values.len() as f64)
}

/// (v − mean)/√(variance + 10⁻⁵) of some numbers.
fn standardized(values: &[Dual]) -> Vec<Dual> {
    let center = mean(values);
    let squares: Vec<Dual> = values.iter().map(|&value| (value - center) * (value - center)).collect();
    let deviation = (mean(&squares) + Dual::constant(1e-5)).sqrt();
    values.iter().map(|&value| (value - center) / deviation).collect()
}

/// J with its derivative by the parameter `variable`. `masks[l−1]` are the factors of dropout of layer l, one row for each example.
pub(super) fn loss(
    architecture: &Architecture,
    parameters: &[f64],
    variable: usize,
    inputs: &Array2<f64>,
    targets: &Targets,
    masks: &[Option<Array2<f64>>],
) -> Dual {
    let layout = Layout::of(architecture);
    let parameter = |index: usize| {
        if index == variable { Dual::variable(parameters[index]) } else { Dual::constant(parameters[index]) }
    };
    let block =
        |layer: usize, kind: Kind| layout.blocks().iter().find(|block| block.layer == layer && block.kind == kind);
    let mut rows: Vec<Vec<Dual>> =
        inputs.rows().into_iter().map(|row| row.iter().map(|&x| Dual::constant(x)).collect()).collect();
    for layer in 1..=architecture.depth() {
        let weights = layout.weights(layer);
        let (height, width) = weights.shape;
        let product = |row: &Vec<Dual>, unit: usize| {
            sum((0..width).map(|input| parameter(weights.range.start + unit * width + input) * row[input]))
        };
        let mut z: Vec<Vec<Dual>> =
            rows.iter().map(|row| (0..height).map(|unit| product(row, unit)).collect()).collect();
        if let Some(bias) = block(layer, Kind::Bias) {
            for row in &mut z {
                row.iter_mut().zip(bias.range.clone()).for_each(|(z, index)| *z = *z + parameter(index));
            }
        }
        if layer == architecture.depth() {
            rows = z;
            break;
        }
        match architecture.normalization {
            None => {}
            Some(Normalization::Layer) => z.iter_mut().for_each(|row| *row = standardized(row)),
            Some(Normalization::Batch) => {
                for unit in 0..height {
                    let column: Vec<Dual> = z.iter().map(|row| row[unit]).collect();
                    z.iter_mut().zip(standardized(&column)).for_each(|(row, value)| row[unit] = value);
                }
            }
        }
        if let (Some(gain), Some(shift)) = (block(layer, Kind::Gain), block(layer, Kind::Shift)) {
            for row in &mut z {
                for (unit, value) in row.iter_mut().enumerate() {
                    *value = *value * parameter(gain.range.start + unit) + parameter(shift.range.start + unit);
                }
            }
        }
        for (example, (row, z)) in rows.iter_mut().zip(z).enumerate() {
            let mut output: Vec<Dual> = z.into_iter().map(|z| z.activate(architecture.activation)).collect();
            if let Some(mask) = &masks[layer - 1] {
                output.iter_mut().zip(mask.row(example)).for_each(|(a, &mask)| *a = *a * Dual::constant(mask));
            }
            if architecture.adds_input(layer) {
                output.iter_mut().zip(&*row).for_each(|(a, &input)| *a = *a + input);
            }
            *row = output;
        }
    }
    let losses: Vec<Dual> =
        rows.iter().enumerate().map(|(example, row)| one_loss(architecture.loss, row, targets, example)).collect();
    let ridge =
        layout.blocks().iter().filter(|block| block.kind == Kind::Weights).flat_map(|block| block.range.clone());
    let squares = sum(ridge.map(|index| parameter(index) * parameter(index)));
    mean(&losses) + squares * Dual::constant(architecture.ridge / (2.0 * losses.len() as f64))
}

fn one_loss(loss: Loss, logits: &[Dual], targets: &Targets, example: usize) -> Dual {
    let one = Dual::constant(1.0);
    match (loss, targets) {
        (Loss::CrossEntropy, Targets::Classes(classes)) => {
            sum(logits.iter().map(|z| z.exp())).ln() - logits[classes[example]]
        }
        (Loss::Logistic, Targets::Values(values)) if values[[example, 0]] == 1.0 => (one + (-logits[0]).exp()).ln(),
        (Loss::Logistic, Targets::Values(_)) => (one + logits[0].exp()).ln(),
        (Loss::SquaredError, Targets::Values(values)) => {
            let half = Dual::constant(0.5);
            sum(logits.iter().zip(values.row(example)).map(|(&z, &y)| {
                let error = z - Dual::constant(y);
                half * error * error
            }))
        }
        _ => unreachable!("targets belong to the loss"),
    }
}

#[test]
fn dual_numbers_by_hand() {
    // f(x) = x·eˣ/(1 + x) at 1: f = e/2, f′ = e·(1 + x + x²)/(1 + x)² = 3e/4.
    let x = Dual::variable(1.0);
    let f = x * x.exp() / (Dual::constant(1.0) + x);
    let e = bits::exp(1.0);
    assert!((f.value - e / 2.0).abs() < 1e-15 && (f.derivative - 0.75 * e).abs() < 2e-15, "{f:?}");
    // eˣ/2 + x·eˣ/2 − x·eˣ/4: 5/4 of e without the sign.
    assert!((f.size - 1.25 * e).abs() < 1e-14, "{f:?}");
    // x: 0; eˣ and x·eˣ: e; 1 + x: 2, and its reciprocal 2/4; all: e/2 + e/2.
    assert!((f.magnitude - e).abs() < 1e-14, "{f:?}");
    // 3 − 2.5 is exact here, but its terms are products: 3 + 2.5.
    let [one, three, five] = [1.0, 3.0, 5.0].map(Dual::constant);
    assert_eq!((three * one - Dual::constant(0.5) * five).magnitude, 5.5);
}
