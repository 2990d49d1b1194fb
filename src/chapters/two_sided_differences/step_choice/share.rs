//! How often is the two-sided difference nearer than the one-sided, and how often should it be?

use super::super::smooth::Smooth;
use super::mixture::Mixture;
use crate::chapters::Settings;
use crate::difference::{Formula, Step, derivative};
use crate::parallel;
use crate::report::{Column, Table};
use crate::statistics::{self, Interval};

const FUNCTIONS: usize = 1000;
const STEPS: [f64; 9] = [1.0, 0.3, 0.1, 0.01, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11];

/// Which functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As they come.
    Random,
    /// With f″ = 0 at the point.
    Inflection,
    /// With f″ = −εf‴/3 at the point, where the two leading terms of the one-sided error cancel.
    Cancelled,
}

impl Kind {
    pub(super) const ALL: [Kind; 3] = [Kind::Random, Kind::Inflection, Kind::Cancelled];

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Random => "random",
            Kind::Inflection => "inflection",
            Kind::Cancelled => "cancelled",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Kind::Random => "as they come",
            Kind::Inflection => "f″ = 0",
            Kind::Cancelled => "f″ = −εf‴/3",
        }
    }

    fn draw(self, settings: &Settings, number: usize, step: f64) -> Mixture {
        let mixture = Mixture::draw(&mut settings.stream("functions", number));
        let third = mixture.derivatives()[2];
        match self {
            Kind::Random => mixture,
            Kind::Inflection => mixture.with_second_derivative(0.0),
            Kind::Cancelled => mixture.with_second_derivative(-step * third / 3.0),
        }
    }
}

/// One kind at one step.
pub(super) struct Share {
    pub(super) kind: Kind,
    pub(super) step: f64,
    pub(super) functions: usize,
    /// The share for which the two-sided difference is nearer.
    pub(super) share: f64,
    pub(super) interval: Interval,
    /// The share for which the leading terms say so; nothing where they tie or cancel.
    pub(super) predicted: Option<f64>,
}

impl Share {
    fn of(kind: Kind, step: f64, settings: &Settings) -> Self {
        let functions = settings.replicates_or(FUNCTIONS);
        let found: Vec<(bool, bool)> = parallel::cells(0..functions, |number| {
            let mixture = kind.draw(settings, number, step);
            (two_sided_is_nearer(&mixture, step), leading_terms_say_so(&mixture, step))
        });
        let count = found.iter().filter(|(nearer, _)| *nearer).count();
        let expected = found.iter().filter(|(_, nearer)| *nearer).count();
        let share = |count: usize| count as f64 / functions as f64;
        let interval = statistics::share_interval(count, functions, 0.95).expect("a share of some functions");
        let predicted = (kind == Kind::Random).then(|| share(expected));
        Share { kind, step, functions, share: share(count), interval, predicted }
    }
}

pub(super) fn table(shares: &[Share]) -> Table {
    let columns = vec![
        Column::text("functions").from(|row: &Share| (row.kind.name(), row.kind.words())).key(),
        Column::significant("at", 3).titled("ε").from(|row: &Share| row.step).key(),
        Column::count("drawn", "1").from(|row: &Share| row.functions),
        Column::significant("share", 4).from(|row: &Share| row.share),
        Column::significant("low", 4).titled("at least").from(|row: &Share| row.interval.low),
        Column::significant("high", 4).titled("at most").from(|row: &Share| row.interval.high),
        Column::significant("predicted", 4).from(|row: &Share| row.predicted),
    ];
    Table::of("How often is the two-sided difference nearer than the one-sided?", columns, shares).named("shares").noted(
        "At least and at most: a 95 % interval of the share. Predicted: the share for which the leading terms of the errors say so; nothing where they tie or cancel.",
    )
}

pub(super) fn all(settings: &Settings) -> Vec<Share> {
    Kind::ALL.into_iter().flat_map(|kind| STEPS.map(|step| Share::of(kind, step, settings))).collect()
}

fn two_sided_is_nearer(mixture: &Mixture, step: f64) -> bool {
    let exact = mixture.derivatives()[0];
    let error = |formula| {
        let found = derivative(|x: f64| mixture.value(x), mixture.point, formula, Step::Absolute(step));
        (found.value - exact).abs()
    };
    error(Formula::Central) < error(Formula::Forward)
}

// ANCHOR: leading
/// |t| < |s + t| with s = f″/2 and t = εf‴/6.
fn leading_terms_say_so(mixture: &Mixture, step: f64) -> bool {
    let [_, second, third] = mixture.derivatives();
    let (s, t) = (second / 2.0, step * third / 6.0);
    t.abs() < (s + t).abs()
}
// ANCHOR_END: leading
