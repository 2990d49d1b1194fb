//! When does a chain of products leave its number format? Counted by running it, beside the prediction by logarithms.

use super::chain::activations;
use super::factor;
use crate::report::{Column, Table};
use crate::theory::formats::{Depths, Format};

/// What happens to a growing or falling sequence, at which layer, and with which value there.
pub(super) struct Limit {
    pub(super) event: Event,
    pub(super) c: f64,
    pub(super) format: Format,
    pub(super) layer: u64,
    pub(super) value: f64,
    pub(super) predicted: Depths,
}

/// What can happen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// The first infinite value.
    Overflow,
    /// The first value below the smallest normal number.
    Subnormal,
    /// The first value that stays as it is: zero, or not.
    Settled,
}

impl Event {
    pub(super) fn name(self) -> &'static str {
        match self {
            Event::Overflow => "overflow",
            Event::Subnormal => "subnormal",
            Event::Settled => "settled",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Event::Overflow => "is infinite",
            Event::Subnormal => "is subnormal",
            Event::Settled => "has settled",
        }
    }
}

impl Limit {
    /// The value that theory expects.
    fn end(&self) -> Option<f64> {
        match self.event {
            Event::Overflow => Some(f64::INFINITY),
            Event::Subnormal => None,
            Event::Settled => Some(self.format.sticks_at(self.c) as f64 * self.format.smallest_subnormal()),
        }
    }

    /// The layer and the value there in units of the smallest number of the format.
    pub(super) fn multiple(&self) -> f64 {
        self.value / self.format.smallest_subnormal()
    }
}

/// Everything that happens to cᵏ in every format.
pub(super) fn all(factors: &[f64]) -> Vec<Limit> {
    let cells = factors.iter().flat_map(|&c| Format::ALL.map(|format| (c, format)));
    cells.flat_map(|(c, format)| of(c, format)).collect()
}

fn of(c: f64, format: Format) -> Vec<Limit> {
    let events = [
        (Event::Overflow, format.overflow(c)),
        (Event::Subnormal, format.subnormal(c)),
        (Event::Settled, format.settles(c)),
    ];
    let found = |(event, predicted): (Event, Option<Depths>)| {
        let predicted = predicted?;
        let (layer, value) = first(event, c, format, predicted)?;
        Some(Limit { event, c, format, layer, value, predicted })
    };
    events.into_iter().filter_map(found).collect()
}

/// Looks far beyond the prediction, so that a wrong one is seen; nothing if it does not happen there either.
fn first(event: Event, c: f64, format: Format, predicted: Depths) -> Option<(u64, f64)> {
    let values = activations(format, c).zip(activations(format, c).skip(1)).zip(0..=2 * predicted.high);
    let happens = |value: f64, next: f64| match event {
        Event::Overflow => value.is_infinite(),
        Event::Subnormal => value < format.smallest_normal(),
        Event::Settled => value == next,
    };
    values.into_iter().find(|((value, next), _)| happens(*value, *next)).map(|((value, _), layer)| (layer, value))
}

/// One row for each limit.
pub(super) fn table(limits: &[Limit]) -> Table {
    let columns = vec![
        Column::text("event").from(|row: &Limit| (row.event.name(), row.event.words())).key(),
        factor().from(|row: &Limit| row.c).key(),
        Column::text("format").from(|row: &Limit| row.format.name).key(),
        Column::count("layer", "1").from(|row: &Limit| row.layer),
        Column::count("earliest", "1").from(|row: &Limit| row.predicted.low),
        Column::count("latest", "1").from(|row: &Limit| row.predicted.high),
        Column::significant("value", 4).from(|row: &Limit| row.value),
        Column::significant("predicted", 4).from(Limit::end),
    ];
    Table::of("In which layer do activations cˡ leave each number format?", columns, limits).named("limits").noted(
        "Layer: where it happens for the first time; earliest and latest: where theory expects it. Value: the activation there; a value that has \
         settled stays for ever. The first subnormal value is not predicted.",
    )
}
