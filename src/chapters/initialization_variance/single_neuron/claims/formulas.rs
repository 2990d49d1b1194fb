//! What do drawn weights say of the formulas by name, and of those that the notes misprint?

use super::super::{printed, variance};
use super::{Drawn, U, chi_squared_band, measured};
use crate::initialize::{Initializer, Scheme};
use crate::report::{Band, Case, Claim, Measured, Reading};

/// L11-14: √(1/n[l−1]) is LeCun's; the formula of Xavier Glorot and Bengio has both widths.
pub(super) fn xavier() -> Claim {
    let cases = [(300, 300), (784, 100), (100, 784)].map(|(inputs, units)| {
        let glorot = Initializer::new(Scheme::Glorot).variance(inputs, units);
        let name = format!("n[l−1] = {inputs}, n[l] = {units}");
        let band = Band::around(1.0, 4.0 * U, "the same formula; ± the rounding of three operations");
        Case::new(name, band, Measured::exact(inputs as f64 * glorot))
    });
    Claim::new("L11-14", "With tanh, √(1/n[l−1]) is called Xavier initialization (\"세이버\" in the notes, for Xavier).")
        .literature()
        .lines(&[142])
        .figure("세이버")
        .swept("Var(w) of Glorot & Bengio 2010, eq. 16, over 1/n[l−1]", cases.to_vec())
        .source("Glorot & Bengio 2010, eq. 12 and 16: 2/(n[l−1] + n[l]); 1/n[l−1] is LeCun et al. 1998. Some libraries use the name for 1/n all the same")
}

/// What a layer behind a ReLU must do, for a reading of the formula.
fn behind_relu(text: &str, drawn: &Drawn, weights: &str) -> Reading {
    let sample = drawn.find(weights, "relu_outputs", 1024);
    Reading::new(
        text,
        "Var(z[l])/Var(z[l−1]) behind a ReLU, n[l−1] = 1024",
        chi_squared_band(1.0, sample, "a formula for ReLU keeps the scale: 1"),
        measured(sample, sample.variance()),
    )
}

/// L11-15: the formula that 1/n[l−1] replaces, as printed and as it should be, in a narrowing network.
pub(super) fn replaced_formula(drawn: &Drawn) -> Claim {
    Claim::new("L11-15", "With tanh, √(1/n[l−1]) replaces the ReLU's √(1/n[l−2]).")
        .lines(&[142])
        .figure("1/n[l−2]")
        .slip(
            behind_relu("√(1/n[l−2]), in a network with n[l−2] = 2n[l−1]", drawn, "printed_narrowing"),
            behind_relu("√(2/n[l−1])", drawn, "he"),
        )
        .source("He, Zhang, Ren & Sun 2015, eq. 10; the 2 moved from the numerator into the subscript, and a 1 took its place: the variance changes by n[l−1]/(2n[l−2])")
}

/// L11-17: the formula that is used with ReLU, in a network of equal widths.
pub(super) fn used_more_often(drawn: &Drawn) -> Claim {
    Claim::new("L11-17", "ReLU being most common, √(1/n[l−2]) is used more often.")
        .lines(&[142])
        .figure("1/n[l−2]")
        .slip(
            behind_relu("√(1/n[l−2]), in a network of equal widths", drawn, "printed_equal_widths"),
            behind_relu("√(2/n[l−1])", drawn, "he"),
        )
        .source("He, Zhang, Ren & Sun 2015, eq. 10. In a network that doubles its width with each layer the printed form is right by accident")
}

/// L11-23: the summary has the right formulas; the text's n[l−2] does not even exist for the first layer.
pub(super) fn summary() -> Claim {
    // 2/n[l−1] for l = 1 … 4 has n[0] … n[3]; 1/n[l−2] would need n[−1].
    let widths = [784, 256, 64, 32, 10];
    let layers = widths.len() - 1;
    let defined = |back: usize, variance: &dyn Fn(usize) -> f64| {
        let widths_of = (1..=layers).filter_map(|layer| layer.checked_sub(back).map(|index| widths[index]));
        widths_of.filter(|&width| variance(width) > 0.0).count() as f64
    };
    let band = Band::around(
        layers as f64,
        0.0,
        format!(
            "a formula for initial weights must give a variance for every layer; the text's 1/n[l−2] gives {}",
            defined(2, &printed)
        ),
    );
    Claim::new("L11-23", "In sum: variance 1/n; with ReLU 2/n[l−1]; with tanh 1/n[l−1] or 2/(n[l−1] + n[l]).")
        .definition()
        .lines(&[147, 148, 149])
        .measured(
            "layers of the network 784-256-64-32-10 for which the summary's formula for ReLU has a value",
            band,
            Measured::exact(defined(1, &|width| variance(Scheme::He, width, 1))),
        )
        .source("the summary agrees with He et al. 2015, LeCun et al. 1998 and Glorot & Bengio 2010, and contradicts line 142 of the notes")
}
