//! What do depth and number format make of W\[l] = c·I? Activations, gradients, and where each format ends.
//!
//! The notes' network has linear layers of two units, W\[l] = c·I for l < L, no biases, and x = (1, 1). Predictions:
//!
//! | quantity | prediction |
//! |---|---|
//! | activation in layer l | cˡ |
//! | output, with W\[L] = (½, ½) | c^(L−1) |
//! | ‖∂J/∂W\[l]‖ for every l < L | c^(L−2)·\|ŷ − y\|: c^(l−1) from the front, c^(L−1−l) from the back |
//! | layer of overflow, of the first subnormal value, of the value that stays | [`crate::theory::formats`] |
//!
//! The chain is run in f64 and f32 by the crate's products, and in bf16 and f16 with every product rounded once.

pub(crate) mod chain;
mod forms;
mod growth;
mod limits;
mod presentation;

use crate::bits;
use crate::chapters::Settings;
use crate::report::{Column, Digits, Findings, Table};
use crate::theory::formats::Format;

/// The factors of the notes, 1.5, 0.5 and 0.9, and some that are nearer to 1.
const FACTORS: [f64; 6] = [1.5, 1.1, 1.05, 1.01, 0.9, 0.5];
/// The notes' factor that is a little smaller than 1.
const FALLING: f64 = 0.9;
/// The notes' depth of a modern network.
const DEPTH: usize = 150;
/// The depths at which gradients are taken.
const DEPTHS: [usize; 2] = [20, DEPTH];
/// The target of the one example.
const TARGET: f64 = 1.0;
/// How often falling sequences are tabulated, and how far they go.
const STRIDE: usize = 10;
const FALLING_TO: usize = 1100;
/// Unit roundoff of f64.
const U: f64 = f64::EPSILON / 2.0;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let limits = limits::all(&FACTORS);
    let gradients = Gradients::all();
    let tables = vec![limits::table(&limits), activations(), by_layer(&gradients), spread(&gradients)];
    let mut claims = forms::claims(settings);
    claims.extend(growth::claims(&limits, &gradients));
    Findings { tables, figure: Some(presentation::figure()), claims }
}

/// A factor as the name of a row.
fn factor() -> Column {
    Column::number("c", "1", Digits::Exact)
}

fn last_activation(format: Format, c: f64) -> f64 {
    chain::activations(format, c).nth(DEPTH - 1).expect("the sequence has no end")
}

/// c to a whole power.
pub(crate) fn power(c: f64, exponent: usize) -> f64 {
    bits::powf(c, exponent as f64)
}

/// An activation of one chain in one format.
struct Activation {
    c: f64,
    format: Format,
    layer: usize,
    value: f64,
}

impl Activation {
    /// Every layer in double precision, far more for falling sequences, and otherwise the last of the notes' depth.
    fn all((c, format): (f64, Format)) -> impl Iterator<Item = Self> {
        let falls = c == FALLING;
        let is_kept = move |layer: usize| match format {
            Format::F64 => layer <= DEPTH,
            _ => layer == DEPTH - 1 || (falls && layer.is_multiple_of(STRIDE)),
        };
        let values = chain::activations(format, c).take(FALLING_TO + 1).enumerate();
        values.filter(move |(layer, _)| is_kept(*layer)).map(move |(layer, value)| Activation {
            c,
            format,
            layer,
            value,
        })
    }
}

fn activations() -> Table {
    let columns = vec![
        factor().from(|row: &Activation| row.c).key(),
        Column::text("format").from(|row: &Activation| row.format.name).key(),
        Column::count("layer", "1").titled("l").from(|row: &Activation| row.layer).key(),
        Column::significant("value", 4).titled("a[l]").from(|row: &Activation| row.value),
        Column::significant("predicted", 4).titled("cˡ").from(|row: &Activation| power(row.c, row.layer)),
    ];
    let cells = FACTORS.iter().flat_map(|&c| Format::ALL.map(|format| (c, format)));
    let rows: Vec<Activation> = cells.flat_map(Activation::all).collect();
    let read = |row: &Activation| row.layer == DEPTH - 1 && [Format::F64, Format::F32].contains(&row.format);
    let title = "How large are activations in each number format?";
    let table = Table::of(title, columns, &rows).named("activations");
    table.reading(rows.iter().map(read)).noted(format!(
        "The last hidden layer of a network of {DEPTH}. The CSV has every layer in double precision, and every tenth to {FALLING_TO} for c = {FALLING} in \
         the other formats."
    ))
}

/// The row of the table of activations that tells of a layer in double precision, if there is one.
pub(crate) fn activation_row(c: f64, layer: usize) -> Option<String> {
    (FACTORS.contains(&c) && layer <= DEPTH).then(|| format!("{c}/{}/{layer}", Format::F64.name))
}

/// The row of the table of gradients that tells of a layer, if there is one.
pub(crate) fn gradient_row(c: f64, depth: usize, layer: usize) -> Option<String> {
    (FACTORS.contains(&c) && DEPTHS.contains(&depth)).then(|| format!("{c}/{depth}/{layer}"))
}

/// The gradients of one network by layer.
pub(crate) struct Gradients {
    c: f64,
    depth: usize,
    /// ‖∂J/∂W\[l]‖ for l = 1 … L.
    norms: Vec<f64>,
}

impl Gradients {
    fn all() -> Vec<Self> {
        DEPTHS.iter().flat_map(|&depth| FACTORS.map(|c| Gradients::of(c, depth))).collect()
    }

    pub(crate) fn of(c: f64, depth: usize) -> Self {
        let weights = chain::network(c, depth);
        let activations = chain::forward(&weights, None, &chain::input());
        let norms = chain::gradients(&weights, &activations, TARGET).iter().map(chain::norm).collect();
        Gradients { c, depth, norms }
    }

    /// ‖∂J/∂W\[l]‖ of the hidden layers.
    fn hidden(&self) -> &[f64] {
        &self.norms[..self.depth - 1]
    }

    /// By how much the largest of them exceeds the smallest, as a part of it.
    fn spread(&self) -> f64 {
        let largest = self.hidden().iter().copied().fold(0.0, bits::max);
        let smallest = self.hidden().iter().copied().fold(f64::INFINITY, bits::min);
        largest / smallest - 1.0
    }

    /// Those of one layer, the last or a hidden one, with the prediction.
    pub(crate) fn layers(&self) -> impl Iterator<Item = Gradient> {
        let error = (power(self.c, self.depth - 1) - TARGET).abs();
        let hidden = power(self.c, self.depth - 2) * error;
        let output = power(self.c, self.depth - 1) * error * 2.0_f64.sqrt();
        (1..).zip(&self.norms).map(move |(layer, &value)| {
            let is_hidden = layer < self.depth;
            let predicted = if is_hidden { hidden } else { output };
            Gradient { c: self.c, depth: self.depth, layer, is_hidden, value, predicted }
        })
    }
}

/// ‖∂J/∂W\[l]‖ of one layer.
pub(crate) struct Gradient {
    c: f64,
    depth: usize,
    pub(crate) layer: usize,
    is_hidden: bool,
    pub(crate) value: f64,
    pub(crate) predicted: f64,
}

fn by_layer(gradients: &[Gradients]) -> Table {
    let columns = vec![
        factor().from(|row: &Gradient| row.c).key(),
        Column::count("depth", "layers").titled("L").from(|row: &Gradient| row.depth).key(),
        Column::count("layer", "1").titled("l").from(|row: &Gradient| row.layer).key(),
        Column::text("role").titled("layer").from(|row: &Gradient| if row.is_hidden { "hidden" } else { "output" }),
        Column::significant("value", 4).titled("‖∂J/∂W[l]‖").from(|row: &Gradient| row.value),
        Column::significant("predicted", 4).from(|row: &Gradient| row.predicted),
    ];
    let rows: Vec<Gradient> = gradients.iter().flat_map(Gradients::layers).collect();
    let read = |row: &Gradient| {
        row.depth == DEPTHS[0] && [0.5, 1.5].contains(&row.c) && [1, row.depth - 1, row.depth].contains(&row.layer)
    };
    let table = Table::of("How large is the gradient of each layer?", columns, &rows).named("gradients");
    table.reading(rows.iter().map(read)).noted(
        "Predicted: c^(L−2)·|ŷ − y| for hidden layers and √2·c^(L−1)·|ŷ − y| for the output, whose matrix is another. The CSV has every layer.",
    )
}

/// The largest spread of the gradients within one network, over all of them.
fn spread(gradients: &[Gradients]) -> Table {
    let largest = gradients.iter().map(Gradients::spread).fold(0.0, bits::max);
    let columns = vec![
        Column::text("networks").from(|_: &f64| "all").key(),
        Column::significant("value", 4).titled("largest / smallest − 1").from(|row: &f64| *row),
        Column::significant("predicted", 4).from(|_: &f64| 0.0),
    ];
    Table::of("By how much do gradients of hidden layers of one network differ, at most?", columns, [largest])
        .named("spreads")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::own_findings;
    use crate::report::Verdict;

    #[test]
    fn the_claims_come_out_as_the_theory_says() {
        let findings = own_findings(module_path!());
        for id in ["L10-05", "L10-10", "L10-11", "L10-12", "L10-14", "L10-16", "L10-19"] {
            assert_eq!(findings.verdict(id), Verdict::Confirmed, "{id}");
        }
        for id in ["L10-09", "L10-13", "L10-15", "L10-20"] {
            assert_eq!(findings.verdict(id), Verdict::Conditional, "{id}");
        }
        let gradients = findings.claim("L10-20");
        let by_factor: Vec<Verdict> = gradients.sweep.iter().map(|case| case.verdict()).collect();
        assert_eq!(by_factor, [Verdict::Confirmed, Verdict::Confirmed, Verdict::Refuted]);
        assert!((gradients.measured.value - 2.0).abs() < 1e-4, "for c > 1 at twice the rate");
        for id in ["L10-04", "L10-06", "L10-07", "L10-08", "L10-18"] {
            let claim = findings.claim(id);
            assert_eq!(claim.verdict(), Verdict::Refuted, "{id}");
            assert_eq!(claim.corrected.as_ref().unwrap().verdict(), Verdict::Confirmed, "{id}");
        }
        assert_eq!(findings.claims.len(), 16);
        assert!(crate::report::svg::render(&presentation::figure(), &findings.tables).is_ok());
    }

    #[test]
    fn every_limit_is_where_the_logarithms_say() {
        let limits = limits::all(&FACTORS);
        // Four factors grow, two fall and first turn subnormal, in four formats.
        assert_eq!(limits.len(), 4 * 4 + 2 * 2 * 4);
        for limit in &limits {
            let (low, high) = (limit.predicted.low, limit.predicted.high);
            assert!((low..=high).contains(&limit.layer), "{} {} {}", limit.event.name(), limit.c, limit.format.name);
        }
        let planted = Format { digits: 9, ..Format::BF16 };
        let bf16 = limits.iter().find(|limit| limit.c == 1.01 && limit.format == Format::BF16).unwrap();
        let other = planted.overflow(1.01).unwrap();
        assert!(!(other.low..=other.high).contains(&bf16.layer), "another precision is caught");
    }

    #[test]
    fn a_gradient_of_halves_is_exact() {
        let halves = Gradients::of(0.5, 20);
        // c^(L−2)·|ŷ − y| in powers of two.
        let expected = libm::ldexp(1.0, -18) * (1.0 - libm::ldexp(1.0, -19));
        assert!(halves.hidden().iter().all(|norm| *norm == expected));
        assert_ne!(halves.norms[19], expected, "the last layer has a gradient of its own");
    }
    #[test]
    fn every_hidden_layer_has_the_same_gradient() {
        for gradients in Gradients::all() {
            // Two products of at most 150 factors, whose order differs from layer to layer.
            assert!(gradients.spread() <= 2.0 * DEPTH as f64 * U, "{} {}", gradients.c, gradients.depth);
        }
        let mut planted = Gradients::of(0.9, 20);
        planted.norms[0] *= 0.9;
        assert!(planted.spread() > 0.1, "an early layer that learns more slowly is seen");
    }
}
