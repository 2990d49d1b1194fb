//! How are metrics and verdicts on right gradients tabulated?

use super::correct::Correct;
use super::kinks::Kinks;
use super::sweep::Sweep;
use super::{EXPONENTS, THRESHOLDS, epsilon};
use crate::chapters::activations;
use crate::chapters::precision::Precision;
use crate::gradcheck::Verdict;
use crate::report::{Column, Measured, Table};

fn count(name: &'static str) -> Column {
    Column::count(name, "1")
}

/// The networks of one activation, or of all, in one precision.
struct Checked<'c> {
    /// Its key and its words.
    activation: (&'static str, &'static str),
    precision: Precision,
    of: Vec<&'c Correct>,
}

impl Checked<'_> {
    fn count(&self, verdict: Verdict) -> usize {
        self.of.iter().map(|correct| correct.count(verdict)).sum()
    }

    fn cases(&self) -> usize {
        self.of.iter().map(|correct| correct.verdicts.len()).sum()
    }
}

pub(super) fn checker(correct: &[Correct]) -> Table {
    let rows = Precision::ALL.into_iter().flat_map(|precision| {
        let of: Vec<&Correct> = correct.iter().filter(|correct| correct.precision == precision).collect();
        let name = |one: &Correct| (one.activation.name(), activations::words(one.activation));
        let mut groups: Vec<_> = of.iter().map(|&one| (name(one), vec![one])).collect();
        groups.push((("all", "all"), of));
        groups.into_iter().map(move |(activation, of)| Checked { activation, precision, of })
    });
    let columns = vec![
        Column::text("activation").from(|row: &Checked| row.activation).key(),
        Column::text("precision").from(|row: &Checked| row.precision.name()).key(),
        count("cases").titled("right networks").from(Checked::cases),
        count("passed").from(|row: &Checked| row.count(Verdict::Pass)),
        count("undecidable").from(|row: &Checked| row.count(Verdict::Undecidable)),
        count("failed").titled("false alarms").from(|row: &Checked| row.count(Verdict::Fail)),
    ];
    Table::of("What does the checker say of random right networks?", columns, rows).named("checker")
}

/// A sweep at one ε = 10^−exponent.
struct At<'s> {
    sweep: &'s Sweep,
    exponent: i32,
    median: Measured,
}

impl At<'_> {
    fn above(&self, threshold: usize) -> usize {
        self.sweep.above(self.exponent, THRESHOLDS[threshold])
    }

    /// Whether the text speaks of it.
    fn is_shown(&self) -> bool {
        matches!(self.sweep.activation.name(), "tanh" | "relu") && [1, 2, 3, 4, 5, 7, 9].contains(&self.exponent)
    }
}

pub(super) fn metrics(sweeps: &[Sweep]) -> Table {
    let at = |sweep, exponent| At { sweep, exponent, median: Sweep::median(sweep, exponent) };
    let rows: Vec<At> = sweeps.iter().flat_map(|sweep| EXPONENTS.map(move |exponent| at(sweep, exponent))).collect();
    let columns = vec![
        Column::text("activation").from(|row: &At| activations::cell(row.sweep.activation)).key(),
        Column::text("precision").from(|row: &At| row.sweep.precision.name()).key(),
        Column::text("epsilon").titled("ε").from(|row: &At| format!("1e-{}", row.exponent)).key(),
        Column::significant("step", 3).from(|row: &At| epsilon(row.exponent)),
        Column::significant("metric", 3).titled("median metric").from(|row: &At| row.median.value),
        Column::significant("low", 3).titled("at least").from(|row: &At| row.median.low),
        Column::significant("high", 3).titled("at most").from(|row: &At| row.median.high),
        Column::significant("predicted", 3).from(|row: &At| row.sweep.predicted(row.exponent)),
        count("cases").titled("networks").from(|row: &At| row.sweep.samples.len()),
        count("above_great").titled("above 10⁻⁷").from(|row: &At| row.above(0)),
        count("above_look").titled("above 10⁻⁵").from(|row: &At| row.above(1)),
        count("above_doubt").titled("above 10⁻³").from(|row: &At| row.above(2)),
    ];
    let read: Vec<bool> = rows.iter().map(At::is_shown).collect();
    Table::of("The notes' recipe on right gradients: the metric by activation, precision and ε", columns, rows).named("metrics").reading(read).noted(
        "Median over networks, with its interval. Where kinks are near, the model of the error says nothing. The CSV has every activation and step.",
    )
}

pub(super) fn kinks(kinks: &[Kinks]) -> Table {
    let columns = vec![
        Column::text("epsilon").titled("ε").from(|row: &Kinks| format!("1e-{}", row.exponent)).key(),
        Column::significant("step", 3).from(|row: &Kinks| epsilon(row.exponent)),
        Column::significant("share", 3).titled("share with a kink").from(|row: &Kinks| row.share),
        Column::significant("predicted", 3).from(|row: &Kinks| row.predicted),
        count("coordinates").from(|row: &Kinks| row.coordinates),
    ];
    let table = Table::of("Coordinates of ReLU networks with a kink within ε", columns, kinks).named("kinks");
    table.reading(kinks.iter().map(|kinks| kinks.exponent <= 5))
}
