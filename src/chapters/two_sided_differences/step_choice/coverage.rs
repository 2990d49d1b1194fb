//! Does the bound of automatic steps hold, and does it say so where there is no derivative?

use super::super::smooth::Smooth;
use super::mixture::Mixture;
use super::push as push_row;
use crate::bits;
use crate::bits::streams::{standard_normal, uniform};
use crate::chapters::Settings;
use crate::difference::{AdaptiveDerivative, Bound, adaptive_derivative};
use crate::parallel;
use crate::report::{Cell, Table};
use crate::statistics;

/// Functions of each kind.
const FUNCTIONS: usize = 1000;
/// The noise of noisy functions.
const SIGMA: f64 = 1e-6;

/// What is done to a smooth function.
#[derive(Clone, Copy)]
enum Kind {
    Smooth,
    /// Its values are rounded to f32.
    SinglePrecision,
    /// Gaussian noise is added.
    Noisy,
    /// |x − x₀ − δ| is added, with a distance δ from 10⁻¹² to 1.
    NearAKink,
    /// |x − x₀| is added.
    AtAKink,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Smooth, Kind::SinglePrecision, Kind::Noisy, Kind::NearAKink, Kind::AtAKink];

    fn name(self) -> &'static str {
        match self {
            Kind::Smooth => "smooth",
            Kind::SinglePrecision => "single_precision",
            Kind::Noisy => "noisy",
            Kind::NearAKink => "near_a_kink",
            Kind::AtAKink => "at_a_kink",
        }
    }

    /// The automatic derivative of the function with this number, and the exact one.
    fn outcome(self, settings: &Settings, number: usize) -> (AdaptiveDerivative, f64) {
        let mut stream = settings.stream(self.name(), number);
        let mixture = Mixture::draw(&mut stream);
        let (x, exact) = (mixture.point, mixture.derivatives()[0]);
        match self {
            Kind::Smooth => (adaptive_derivative(|x| mixture.value(x), x), exact),
            Kind::SinglePrecision => (adaptive_derivative(|x| f64::from(mixture.value(x) as f32), x), exact),
            Kind::Noisy => (adaptive_derivative(|x| mixture.value(x) + SIGMA * standard_normal(&mut stream), x), exact),
            Kind::NearAKink => {
                let kink = x - bits::powf(10.0, uniform(&mut stream, -12.0, 0.0));
                (adaptive_derivative(|x| mixture.value(x) + (x - kink).abs(), x), exact + 1.0)
            }
            Kind::AtAKink => (adaptive_derivative(|y| mixture.value(y) + (y - x).abs(), x), f64::NAN),
        }
    }
}

pub(super) fn push(table: &mut Table, settings: &Settings) {
    for kind in Kind::ALL {
        let count = settings.replicates_or(FUNCTIONS);
        let outcomes: Vec<(AdaptiveDerivative, f64)> =
            parallel::cells(0..count, |number| kind.outcome(settings, number));
        let known: Vec<(f64, f64)> = outcomes
            .iter()
            .filter_map(|(found, exact)| match found.bound {
                Bound::Known(bound) => Some(((found.estimate.value - exact).abs(), bound)),
                Bound::Unknown(_) => None,
            })
            .collect();
        let held = known.iter().filter(|(error, bound)| error <= bound).count();
        let median = |values: Vec<f64>| Cell::from(statistics::median(&values).ok());
        let evaluations = outcomes.iter().map(|(found, _)| found.estimate.evaluations as f64).collect();
        let share = (!known.is_empty()).then(|| held as f64 / known.len() as f64);
        let interval = statistics::share_interval(held, known.len(), 0.95).ok();
        push_row(
            table,
            ["coverage".into(), kind.name().into(), "automatic".into(), Cell::Empty],
            &[
                ("error", median(known.iter().map(|(error, _)| *error).collect())),
                ("bound", median(known.iter().map(|(_, bound)| *bound).collect())),
                ("functions", count.into()),
                ("known", known.len().into()),
                ("held", held.into()),
                ("share", share.into()),
                ("low", interval.map(|interval| interval.low).into()),
                ("high", interval.map(|interval| interval.high).into()),
                ("evaluations", median(evaluations)),
            ],
        );
    }
}
