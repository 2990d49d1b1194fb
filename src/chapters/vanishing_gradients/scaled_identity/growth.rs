//! How fast do activations and gradients grow or shrink, and does it matter? (L10-10 … 16, 19, 20)

use super::chain::{activations, forward, input, scaled_identity};
use super::limits::{Event, Limit};
use super::{DEPTH, DEPTHS, FALLING, Gradients, U, last_activation, power};
use crate::bits;
use crate::report::{Band, Case, Claim, Measured};
use crate::theory::formats::Format;

pub(super) fn claims(limits: &[Limit], gradients: &[Gradients]) -> Vec<Claim> {
    vec![
        explodes(limits),
        halves(limits),
        halves_by_layer(),
        last_half(),
        falls_exponentially(),
        a_little_larger(),
        a_little_smaller(limits),
        huge_or_tiny(),
        like_activations(gradients),
    ]
}

/// Cases for one event of one factor, by format.
fn by_format(limits: &[Limit], event: Event, c: f64) -> Vec<Case> {
    let these = limits.iter().filter(|limit| limit.event == event && limit.c == c);
    let from = "ln T/ln(c(1 ± u)) for the threshold T of the format; a power of two is never rounded";
    these
        .map(|limit| {
            let band = Band::between(limit.predicted.low as f64, limit.predicted.high as f64, from);
            Case::new(format!("{} {}", limit.format.name, event.name()), band, Measured::exact(limit.layer as f64))
        })
        .collect()
}

/// L10-10: ŷ explodes like 1.5^L.
fn explodes(limits: &[Limit]) -> Claim {
    Claim::new("L10-10", "For large L the output becomes very large: it grows like 1.5^L and explodes.")
        .lines(&[121])
        .figure("1.5^L")
        .swept("first l for which 1.5^l is infinite in the format", by_format(limits, Event::Overflow, 1.5))
        .source("IEEE 754-2019, §3; the rate is right, the exponent is L − 1 if W[L] is left out")
}

/// L10-11: 0.5^(L−1).
fn halves(limits: &[Limit]) -> Claim {
    let mut cases = by_format(limits, Event::Subnormal, 0.5);
    cases.extend(by_format(limits, Event::Settled, 0.5));
    Claim::new("L10-11", "With 0.5 in place of 1.5 the output is 0.5^(L−1)·x and vanishes.")
        .lines(&[121, 125])
        .figure("0.5^(L−1)")
        .swept("first l for which 0.5^l is subnormal, or settled at zero, in the format", cases)
        .source("IEEE 754-2019, §3: 0.5¹⁴⁹, the last activation of 150 layers, is the smallest positive number of f32")
}

/// L10-12: ½, ½, ¼, ¼, ⅛, ⅛, …
fn halves_by_layer() -> Claim {
    let layers = forward(&vec![scaled_identity(0.5); DEPTH], None, &input());
    let differing = (0..=DEPTH).filter(|&l| layers[l].iter().any(|unit| *unit != libm::ldexp(1.0, -(l as i32))));
    Claim::new("L10-12", "With x = (1, 1) and 0.5·I the activations run ½, ½, ¼, ¼, ⅛, ⅛, …")
        .definition()
        .lines(&[121])
        .figure("1/2, 1/4, 1/8")
        .measured(
            "layers among 0 … 150 in which a unit differs from 2^−l in any bit",
            Band::at_most(0.0, "halving is exact down to the smallest normal number, 2⁻¹⁰²²"),
            Measured::exact(differing.count() as f64),
        )
        .source("binary floating point")
}

/// L10-13: the last activation is 1/2^L only if W\[L] halves too.
fn last_half() -> Claim {
    let layers = forward(&vec![scaled_identity(0.5); DEPTH], None, &input());
    let ratio = |layer: usize| Measured::exact(layers[layer][[0, 0]] * libm::ldexp(1.0, DEPTH as i32));
    let band = || Band::around(1.0, 0.0, "equal to the last bit: powers of two are exact");
    Claim::new("L10-13", "With 0.5·I the last activation is 1/2^L.")
        .lines(&[121])
        .figure("1/2^L")
        .swept(
            "last activation / 2^−L for L = 150",
            vec![
                Case::new("W[L] = 0.5·I too", band(), ratio(DEPTH)),
                Case::new("W[L] is left out, as the text assumes", band(), ratio(DEPTH - 1)),
            ],
        )
        .source("a[l] = 2^−l, and the last hidden layer is l = L − 1; the lecture says 2^L too")
}

/// L10-14: the same factor in every layer.
fn falls_exponentially() -> Claim {
    let case = |c: f64| {
        let values: Vec<f64> = activations(Format::F64, c).take(DEPTH + 1).collect();
        let worst = values.windows(2).map(|pair| (pair[1] / pair[0] / c - 1.0).abs()).fold(0.0, bits::max);
        let band = Band::at_most(4.0 * U, "the product and two divisions err by at most u each");
        Case::new(format!("c = {c}"), band, Measured::exact(worst))
    };
    Claim::new("L10-14", "Activations fall exponentially with depth.")
        .definition()
        .lines(&[121])
        .swept("largest |a[l]/(c·a[l−1]) − 1| over 150 layers", vec![case(0.5), case(FALLING)])
        .source("a sequence is exponential if and only if it changes by the same factor in each step")
}

/// L10-15: "a little larger than I" explodes.
fn a_little_larger() -> Claim {
    let case = |c: f64| {
        let band = Band::at_least(
            Format::F16.largest(),
            "explodes: in the last hidden layer of 150 it no longer fits half precision, whose largest number is 65504",
        );
        Case::new(format!("c = {c}"), band, Measured::exact(last_activation(Format::F64, c)))
    };
    Claim::new(
        "L10-15",
        "If W[l] is a little larger than the identity (1.5), activations of a very deep network can explode (read as: \
         at the notes' depth of 150 they exceed 65504, the largest number of half precision).",
    )
    .lines(&[121])
    .figure("1.5")
    .swept("c^149", [1.01, 1.05, 1.1, 1.5].map(case).to_vec())
    .source("c^149 = 65504 at c = 1.077; 1.5 is half as large again as the identity, and not a little")
}

/// L10-16: "a little smaller than I" vanishes, until rounding stops it.
fn a_little_smaller(limits: &[Limit]) -> Claim {
    let exact = power(FALLING, DEPTH - 1);
    let tolerance = exact * (DEPTH as f64 + 2.0) * U;
    let band = Band::around(exact, tolerance, "0.9¹⁴⁹ ± the rounding of 149 products and of the power, 152·u");
    let mut cases = vec![Case::new("0.9^149", band, Measured::exact(last_activation(Format::F64, FALLING)))];
    let settled = limits.iter().filter(|limit| limit.event == Event::Settled && limit.c == FALLING);
    cases.extend(settled.map(|limit| {
        let stays = limit.format.sticks_at(limit.c) as f64;
        let from = "the largest even n with (1 − c)·n ≤ ½, or any n with (1 − c)·n < ½: then c·n rounds to n, and \
                    zero is never reached";
        let name = format!("{} stays", limit.format.name);
        Case::new(name, Band::around(stays, 0.0, from), Measured::exact(limit.multiple()))
    }));
    Claim::new(
        "L10-16",
        "If W[l] is a little smaller than the identity (0.9), activations of a very deep network shrink exponentially.",
    )
    .lines(&[121])
    .figure("0.9")
    .swept(
        "0.9^149 in f64; then where repeated rounded products stay, in units of the smallest number of the format",
        cases,
    )
    .source("IEEE 754-2019, §4.3.1: round to nearest, ties to even")
}

/// L10-19: c^149.
fn huge_or_tiny() -> Claim {
    let case = |c: f64| {
        let predicted = (DEPTH - 1) as f64 * bits::log10(c);
        // ln 10 > 2: 149 relative errors of u move the logarithm by less than 149·u/2; its own rounding is below
        // u·|log| twice.
        let tolerance = DEPTH as f64 * U + 4.0 * U * predicted.abs();
        let band =
            Band::around(predicted, tolerance, "149·log₁₀ c ± the rounding of 149 products and of the logarithms");
        Case::new(format!("c = {c}"), band, Measured::exact(bits::log10(last_activation(Format::F64, c))))
    };
    Claim::new(
        "L10-19",
        "In a network of that depth values become very large or very small if they grow or shrink exponentially.",
    )
    .definition()
    .lines(&[121])
    .figure("L = 150")
    .swept("log₁₀ of the activation after 149 layers", [1.5, 0.5, FALLING].map(case).to_vec())
    .source("c^(L−1); in f16 each of the three leaves the normal numbers")
}

/// L10-20: with the depth of the network gradients shrink as activations do, and grow twice as fast.
///
/// ‖∂J/∂W\[1]‖ = c^(L−2)·|ŷ − y| with ŷ = c^(L−1) and y = 1. If the gradient is to change like the activations, |ŷ − y|
/// must not change but for what the smaller of ŷ and y takes from the larger, the part q^(L−1) with q = min(c, 1/c). So
/// ln|ŷ − y| may change by as much as −ln(1 − q^(L−1)) at the lesser depth.
fn like_activations(gradients: &[Gradients]) -> Claim {
    let [shallow, deep] = DEPTHS;
    let layers = (deep - shallow) as f64;
    let case = |c: f64| {
        let first = |depth: usize| {
            let network = gradients.iter().find(|found| found.c == c && found.depth == depth);
            bits::ln(network.expect("all depths were run").hidden()[0])
        };
        let distance = layers * bits::ln(c).abs();
        let target = -bits::ln(1.0 - power(bits::min(c, 1.0 / c), shallow - 1)) / distance;
        let rounding = 4.0 * deep as f64 * U / distance + 16.0 * U;
        let band = Band::around(
            1.0,
            target + rounding,
            "the activations' own rate, ln c per layer, ± −ln(1 − q^19)/(130·|ln c|) with q = min(c, 1/c), because at \
             L = 20 ŷ − 1 is not yet ŷ or −1 alone, ± the rounding of four chains of at most 150 products",
        );
        Case::new(format!("c = {c}"), band, Measured::exact((first(deep) - first(shallow)) / (layers * bits::ln(c))))
    };
    Claim::new("L10-20", "Gradients grow or shrink exponentially with L, like the activations.")
        .lines(&[121])
        .swept(
            "change of ln‖∂J/∂W[1]‖ per layer, from L = 20 to L = 150, divided by ln c",
            [0.5, FALLING, 1.5].map(case).to_vec(),
        )
        .source(
            "‖∂J/∂W[l]‖ = c^(L−2)·|ŷ − y|: for c < 1 the error tends to 1, for c > 1 it grows like c^(L−1), and the \
             gradient at twice the rate of the activations. (What the notes do not say: every hidden layer l of one \
             network has the same gradient, c^(l−1) from the front times c^(L−1−l) from the back, so that this \
             example does not show early layers that learn more slowly.)",
        )
}
