//! Does the bound of automatic steps hold, and does it say so where there is no derivative?

use super::super::smooth::Smooth;
use super::mixture::Mixture;
use crate::bits;
use crate::bits::streams::{standard_normal, uniform};
use crate::chapters::Settings;
use crate::difference::{AdaptiveDerivative, Bound, adaptive_derivative};
use crate::parallel;
use crate::report::{Column, Table};
use crate::statistics::{self, Interval};

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

    fn words(self) -> &'static str {
        match self {
            Kind::Smooth => "smooth",
            Kind::SinglePrecision => "in single precision",
            Kind::Noisy => "noisy",
            Kind::NearAKink => "near a kink",
            Kind::AtAKink => "at a kink",
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

/// What was found of the functions of one kind.
struct Coverage {
    kind: Kind,
    drawn: usize,
    /// Error and bound of those with a bound.
    known: Vec<(f64, f64)>,
    evaluations: Vec<f64>,
}

impl Coverage {
    fn of(kind: Kind, settings: &Settings) -> Self {
        let drawn = settings.replicates_or(FUNCTIONS);
        let outcomes: Vec<(AdaptiveDerivative, f64)> =
            parallel::cells(0..drawn, |number| kind.outcome(settings, number));
        let known = |(found, exact): &(AdaptiveDerivative, f64)| match found.bound {
            Bound::Known(bound) => Some(((found.estimate.value - exact).abs(), bound)),
            Bound::Unknown(_) => None,
        };
        Coverage {
            kind,
            drawn,
            known: outcomes.iter().filter_map(known).collect(),
            evaluations: outcomes.iter().map(|(found, _)| found.estimate.evaluations as f64).collect(),
        }
    }

    fn held(&self) -> usize {
        self.known.iter().filter(|(error, bound)| error <= bound).count()
    }

    fn share(&self) -> Option<f64> {
        (!self.known.is_empty()).then(|| self.held() as f64 / self.known.len() as f64)
    }

    fn interval(&self) -> Option<Interval> {
        statistics::share_interval(self.held(), self.known.len(), 0.95).ok()
    }

    fn median(&self, of: fn(&(f64, f64)) -> f64) -> Option<f64> {
        statistics::median(&self.known.iter().map(of).collect::<Vec<_>>()).ok()
    }
}

pub(super) fn table(settings: &Settings) -> Table {
    let rows = Kind::ALL.map(|kind| Coverage::of(kind, settings));
    let columns = vec![
        Column::text("functions").from(|row: &Coverage| (row.kind.name(), row.kind.words())).key(),
        Column::count("drawn", "1").from(|row: &Coverage| row.drawn),
        Column::count("known", "1").titled("with a bound").from(|row: &Coverage| row.known.len()),
        Column::count("held", "1").titled("bound held").from(Coverage::held),
        Column::significant("share", 4).titled("share held").from(Coverage::share),
        Column::significant("low", 4)
            .titled("at least")
            .from(|row: &Coverage| row.interval().map(|interval| interval.low)),
        Column::significant("high", 4)
            .titled("at most")
            .from(|row: &Coverage| row.interval().map(|interval| interval.high)),
        Column::significant("error", 2).titled("median error").from(|row: &Coverage| row.median(|known| known.0)),
        Column::significant("bound", 2).titled("median bound").from(|row: &Coverage| row.median(|known| known.1)),
        Column::significant("evaluations", 3)
            .titled("evaluations (median)")
            .from(|row: &Coverage| statistics::median(&row.evaluations).ok()),
    ];
    Table::of("Does the bound of automatic steps hold?", columns, rows).named("coverage").noted(
        "Error and bound are medians over the functions with a bound; the interval of the share is at the level of 95 %. Where no function has one, there is nothing to \
         tell.",
    )
}
