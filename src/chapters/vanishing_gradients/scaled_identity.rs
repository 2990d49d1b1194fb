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

mod chain;
mod forms;
mod growth;
mod limits;
mod presentation;

use crate::bits;
use crate::chapters::Settings;
use crate::report::{Cell, Column, Digits, Findings, Table};
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
/// Unit roundoff of f64.
const U: f64 = f64::EPSILON / 2.0;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let mut table = Table::new(
        "Where activations cˡ leave each number format, and activations and gradients by layer",
        3,
        vec![
            Column::text("quantity"),
            Column::text("case"),
            Column::text("place"),
            Column::count("depth", "layers"),
            Column::count("layer", "1"),
            Column::count("earliest", "1"),
            Column::count("latest", "1"),
            Column::number("value", "1", Digits::Significant(4)),
            Column::number("predicted", "1", Digits::Significant(4)),
        ],
    );
    let limits = limits::all(&FACTORS);
    limits::push(&mut table, &limits);
    table.read_first(table.rows().len());
    push_last_activations(&mut table);
    push_activations(&mut table);
    let gradients = Gradients::all();
    gradients.iter().for_each(|gradients| gradients.push(&mut table));
    push_spread(&mut table, &gradients);
    presentation::push_figure_rows(&mut table);
    table.note(
        "Layer: where it happens for the first time; earliest and latest: where theory expects it. Value: the \
         activation there; a value that has settled stays for ever. The CSV also holds activations and gradients by \
         layer; gradient_spread is by how much the largest gradient of a hidden layer exceeds the smallest in the \
         same network, at most.",
    );
    let mut claims = forms::claims(settings);
    claims.extend(growth::claims(&limits, &gradients));
    Findings { tables: vec![table], figure: Some(presentation::figure()), claims }
}

/// A row with a value and its prediction in a layer.
fn push(table: &mut Table, name: [String; 3], depth: Cell, layer: usize, value: f64, predicted: Option<f64>) {
    let [quantity, case, place] = name.map(Cell::from);
    table.push([quantity, case, place, depth, layer.into(), Cell::Empty, Cell::Empty, value.into(), predicted.into()]);
}

/// a[L−1] of the network of the notes' depth, in every format.
fn push_last_activations(table: &mut Table) {
    for c in FACTORS {
        for format in Format::ALL {
            let value = last_activation(format, c);
            let name = ["last_activation".into(), c.to_string(), format.name.into()];
            push(table, name, DEPTH.into(), DEPTH - 1, value, Some(power(c, DEPTH - 1)));
        }
    }
}

fn last_activation(format: Format, c: f64) -> f64 {
    chain::activations(format, c).nth(DEPTH - 1).expect("the sequence has no end")
}

fn power(c: f64, exponent: usize) -> f64 {
    bits::powf(c, exponent as f64)
}

fn push_activations(table: &mut Table) {
    for c in FACTORS {
        for (layer, value) in chain::activations(Format::F64, c).take(DEPTH + 1).enumerate() {
            let name = ["activation".into(), c.to_string(), layer.to_string()];
            push(table, name, Cell::Empty, layer, value, Some(power(c, layer)));
        }
    }
}

/// The gradients of one network by layer.
struct Gradients {
    c: f64,
    depth: usize,
    /// ‖∂J/∂W\[l]‖ for l = 1 … L.
    norms: Vec<f64>,
}

impl Gradients {
    fn all() -> Vec<Self> {
        DEPTHS.iter().flat_map(|&depth| FACTORS.map(|c| Gradients::of(c, depth))).collect()
    }

    fn of(c: f64, depth: usize) -> Self {
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

    fn push(&self, table: &mut Table) {
        let error = (power(self.c, self.depth - 1) - TARGET).abs();
        for (index, &value) in self.norms.iter().enumerate() {
            let layer = index + 1;
            let (quantity, predicted) = if layer < self.depth {
                ("gradient", power(self.c, self.depth - 2) * error)
            } else {
                ("output_gradient", power(self.c, self.depth - 1) * error * 2.0_f64.sqrt())
            };
            let name = [quantity.into(), self.c.to_string(), format!("{}_{layer}", self.depth)];
            push(table, name, self.depth.into(), layer, value, Some(predicted));
        }
    }
}

/// The largest spread of the gradients within one network, over all of them.
fn push_spread(table: &mut Table, gradients: &[Gradients]) {
    let largest = gradients.iter().map(Gradients::spread).fold(0.0, bits::max);
    push(table, ["gradient_spread", "all", "hidden"].map(Into::into), Cell::Empty, DEPTH - 1, largest, Some(0.0));
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
