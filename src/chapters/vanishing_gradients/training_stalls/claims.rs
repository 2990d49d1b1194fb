//! Do small gradients make training exponentially long, and do large ones?

use super::map::{self, curvature_at_start};
use super::plateau::Halving;
use crate::bits;
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;

const CONFIDENCE: f64 = 0.95;
/// From where on the plateau is long against the rest of the way: c^(−(L−2)).
const LONG: f64 = 20.0;
/// Depth of the chains of L10-22.
const DEPTH: usize = 50;
const STEP: f64 = 1e-3;
const BUDGET: u64 = 1_000_000;

/// L10-21: the number of steps grows exponentially with the depth.
pub(super) fn exponential_time(halvings: &[Halving]) -> Claim {
    let cases = [0.5, 0.7, 0.9].map(|c| {
        let long = |halving: &&Halving| {
            halving.c == c
                && !halving.over_depth
                && halving.steps.is_some()
                && halving.law().is_some_and(|_| halving.plateau() >= LONG)
        };
        let chosen: Vec<&Halving> = halvings.iter().filter(long).collect();
        Case::new(format!("c = {c}"), band(c, &chosen), growth(&chosen))
    });
    Claim::new("L10-21", "Where gradients are exponentially small, steps are tiny and training takes very long.")
        .lines(&[121])
        .swept("growth per layer of ln((L − 2)·steps to halve the loss) at a fixed step", cases.into())
        .source(
            "dw/dt = 2w^(L−1)(s − w^L) gives c^(−(L−2))/(2s(L−2)α) steps; Saxe, McClelland & Ganguli 2013 for the \
             flow of linear chains, Shamir 2019 for the exponential time of descent on one-dimensional ones",
        )
}

impl Halving {
    /// c^(−(L−2)).
    fn plateau(&self) -> f64 {
        1.0 / super::plateau::power(self.c, self.depth - 2)
    }

    /// How far the law is from what the flow and whole steps make of it, as a logarithm.
    fn distance_of_law(&self) -> f64 {
        let law = self.law().expect("a chain with a plateau");
        bits::ln(self.predicted() / law).abs() + 1.0 / self.predicted()
    }
}

/// If each ln y is off by at most η, the slope over n points spread evenly over a span is off by at most 3η/span
/// (Σ|x − x̄|/Σ(x − x̄)²).
fn band(c: f64, chosen: &[&Halving]) -> Band {
    let worst = chosen.iter().fold(0.0, |worst: f64, halving| bits::max(worst, halving.distance_of_law()));
    let depths: Vec<f64> = chosen.iter().map(|halving| halving.depth as f64).collect();
    let center = statistics::mean(&depths).unwrap_or(f64::NAN);
    let moment = |power: i32| {
        bits::sum(&depths.iter().map(|depth| bits::powi((depth - center).abs(), power)).collect::<Vec<f64>>())
    };
    Band::around(
        -bits::ln(c),
        worst * moment(1) / moment(2),
        format!(
            "−ln c, ± what the end of the plateau and whole steps may add: at most {worst:.2} in each ln, for depths \
             with c^(−(L−2)) ≥ {LONG}"
        ),
    )
}

fn growth(chosen: &[&Halving]) -> Measured {
    let depths: Vec<f64> = chosen.iter().map(|halving| halving.depth as f64).collect();
    let logarithms: Vec<f64> = chosen
        .iter()
        .map(|halving| bits::ln((halving.depth as f64 - 2.0) * halving.steps.unwrap_or(0) as f64))
        .collect();
    match statistics::line(&depths, &logarithms, CONFIDENCE) {
        Ok(line) => Measured { replicates: chosen.len(), ..Measured::exact(line.slope) },
        Err(error) => Measured::nothing(error.to_string()),
    }
}

/// L10-22: both are said to make training take long.
pub(super) fn long_training() -> Claim {
    let stable = 1.0 / curvature_at_start(DEPTH, 1.1);
    let reference = map::cell::<f64>(DEPTH, 1.0, STEP, BUDGET).steps as f64;
    let case = |name: &str, c: f64, step: f64| {
        let cell = map::cell::<f64>(DEPTH, c, step, BUDGET);
        let band = Band::at_least(10.0, "\"takes long\" read as: ten times as many steps as from c = 1");
        Case::new(format!("{name}: {}", cell.outcome.name()), band, Measured::exact(cell.steps as f64 / reference))
    };
    Claim::new("L10-22", "Explosion and vanishing make training take long.")
        .lines(&[126])
        .swept(
            "steps until the run ends, over those from c = 1 with α = 0.001 (chain of 50 layers)",
            vec![
                case("vanishing, c = 0.8, α = 0.001", 0.8, STEP),
                case("explosion, c = 1.1, α = 0.001", 1.1, STEP),
                case("explosion, c = 1.1, α = 1/λ at the start", 1.1, stable),
            ],
        )
        .source(
            "for c^L > s the loss falls with every step if α < 2/λ with the λ of the start, the largest curvature up \
             to the solution; for certain the chain diverges if α > c^(2−L)/(c^L − s)",
        )
}
