//! Is the backward pass of a custom operation right? `cargo run --manifest-path examples/candle/Cargo.toml`
//!
//! The operation is swish, y = x/(1 + e⁻ˣ), whose slope is s + y·(1 − s) with s = 1/(1 + e⁻ˣ), in the middle of a small network of candle's tensors in double precision. The check moves each weight and asks for the loss; what candle's
//! autograd makes of the operation's `bwd` is the gradient under test. A `bwd` that forgets a term is found.

use candle_core::{CpuStorage, CustomOp1, DType, Device, Layout, Result, Shape, Tensor, Var};
use wellposed_core::gradcheck::{Report, Verdict, check_gradient_of};
use wellposed_core::objective::Named;

/// y = x·s(x); `forgets` plants a bug.
#[derive(Clone, Copy)]
struct Swish {
    forgets: bool,
}

impl CustomOp1 for Swish {
    fn name(&self) -> &'static str {
        "swish"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let values = storage.as_slice::<f64>()?;
        let Some((first, end)) = layout.contiguous_offsets() else {
            candle_core::bail!("swish takes contiguous tensors")
        };
        let swish = values[first..end].iter().map(|x| x / (1.0 + (-x).exp())).collect();
        Ok((CpuStorage::F64(swish), layout.shape().clone()))
    }

    fn bwd(&self, x: &Tensor, y: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
        let sigmoid = (x.neg()?.exp()? + 1.0)?.recip()?;
        let slope = if self.forgets { sigmoid } else { (&sigmoid + (y * (1.0 - &sigmoid)?)?)? };
        Ok(Some((dy * slope)?))
    }
}

/// The weights of two layers, row by row.
type Weights = (Named<Vec<f64>>, Named<Vec<f64>>);

const WIDTHS: [usize; 3] = [3, 4, 2];
const EXAMPLES: usize = 5;

/// Numbers between −1 and 1 that follow no pattern.
fn numbers(count: usize, seed: usize) -> Vec<f64> {
    (0..count).map(|index| ((index * 37 + seed * 11 + 5) % 29) as f64 / 14.5 - 1.0).collect()
}

/// The mean square error of a network, and its weights as candle's variables.
fn loss(weights: &Weights, op: Swish) -> Result<(Tensor, [Var; 2])> {
    let device = &Device::Cpu;
    let matrix = |values: &[f64], rows: usize, columns: usize| Tensor::from_slice(values, (rows, columns), device);
    let variables = [
        Var::from_tensor(&matrix(&weights.0.1, WIDTHS[0], WIDTHS[1])?)?,
        Var::from_tensor(&matrix(&weights.1.1, WIDTHS[1], WIDTHS[2])?)?,
    ];
    let x = matrix(&numbers(EXAMPLES * WIDTHS[0], 1), EXAMPLES, WIDTHS[0])?;
    let target = matrix(&numbers(EXAMPLES * WIDTHS[2], 2), EXAMPLES, WIDTHS[2])?;
    let output = x.matmul(&variables[0])?.apply_op1(op)?.matmul(&variables[1])?;
    Ok(((output - target)?.sqr()?.mean_all()?, variables))
}

fn check(op: Swish) -> std::result::Result<Report, Box<dyn std::error::Error>> {
    // A method of candle that fails ends the program with its message.
    let value = |weights: &Weights| loss(weights, op).and_then(|(loss, _)| loss.to_scalar::<f64>()).expect("a loss");
    let backward = |weights: &Weights| -> Result<(Vec<f64>, Vec<f64>)> {
        let (loss, [first, second]) = loss(weights, op)?;
        let gradients = loss.backward()?;
        let of = |variable: &Var| match gradients.get(variable) {
            Some(gradient) => gradient.to_dtype(DType::F64)?.flatten_all()?.to_vec1::<f64>(),
            None => candle_core::bail!("no gradient"),
        };
        Ok((of(&first)?, of(&second)?))
    };
    let weights =
        (Named("first", numbers(WIDTHS[0] * WIDTHS[1], 3)), Named("second", numbers(WIDTHS[1] * WIDTHS[2], 4)));
    Ok(check_gradient_of(value, |weights: &Weights| backward(weights).expect("a gradient"), &weights)?)
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let right = check(Swish { forgets: false })?;
    print!("{right}");
    assert!(right.passed());
    let wrong = check(Swish { forgets: true })?;
    print!("{wrong}");
    assert_eq!(wrong.verdict, Verdict::Fail);
    Ok(())
}
