//! How are timings written down? criterion measures; this module reads its samples and writes `reports/timings/<chapter>.{md,csv}`.
//!
//! Seconds alone say little. Each benchmark also states the work that was done (steps, evaluations, numbers) and the error that was
//! reached, and the whole table carries the machine that made it. The benchmarks call the same public functions as the experiments.
//!
//! Nothing is written by `cargo bench -- --test`, or if only some of the benchmarks ran.

mod samples;
mod tables;
mod turns;

use std::time::SystemTime;

use criterion::{BenchmarkId, Criterion};
use wellposed::report::{Cell, Column, Digits, Table};
use wellposed::statistics::log_log_line;

/// The work of one run of a benchmark, and the error that it reached.
#[derive(Clone, Copy)]
pub(crate) struct Work {
    /// How much was done.
    pub(crate) count: f64,
    /// Of what: `steps`, `numbers`.
    pub(crate) unit: &'static str,
    /// The relative error of the result, where there is one.
    pub(crate) error: Option<f64>,
}

struct Entry {
    function: String,
    parameter: String,
    work: Work,
    /// n, where the benchmark is one of several sizes.
    size: Option<f64>,
}

/// The benchmarks of a chapter.
pub(crate) struct Suite {
    chapter: &'static str,
    criterion: Criterion,
    entries: Vec<Entry>,
    pairs: Vec<turns::Turns>,
    started: SystemTime,
}

impl Suite {
    /// An empty suite, configured from the command line.
    pub(crate) fn new(chapter: &'static str) -> Self {
        let criterion = Criterion::default()
            .sample_size(20)
            .warm_up_time(std::time::Duration::from_millis(300))
            .measurement_time(std::time::Duration::from_secs(1))
            .configure_from_args();
        Suite { chapter, criterion, entries: Vec::new(), pairs: Vec::new(), started: SystemTime::now() }
    }

    /// Times a function; what it returns can't be optimized away.
    pub(crate) fn time<R>(&mut self, function: &str, parameter: &str, work: Work, run: impl FnMut() -> R) {
        self.measure(function, parameter, work, None, run);
    }

    /// The same for one of at least three sizes n of a function: a line is fitted through all of them.
    #[allow(dead_code, reason = "not every chapter has several sizes of one benchmark")]
    pub(crate) fn time_of_size<R>(
        &mut self,
        function: &str,
        parameter: &str,
        work: Work,
        size: f64,
        run: impl FnMut() -> R,
    ) {
        self.measure(function, parameter, work, Some(size), run);
    }

    /// Times two functions that do the same: each by itself as [`Suite::time`] does, and then both in turn.
    #[allow(dead_code, reason = "only kernels have another one beside them")]
    pub(crate) fn compare<A, B>(
        &mut self,
        (ours, theirs): (&str, &str),
        case: &str,
        work: Work,
        size: Option<f64>,
        (mut run, mut other): (impl FnMut() -> A, impl FnMut() -> B),
    ) {
        self.measure(ours, case, work, size, &mut run);
        self.measure(theirs, case, Work { error: None, ..work }, size, &mut other);
        if !std::env::args().any(|argument| argument == "--test") {
            self.pairs.push(turns::Turns::take((ours, theirs), case, run, other));
        }
    }

    fn measure<R>(
        &mut self,
        function: &str,
        parameter: &str,
        work: Work,
        size: Option<f64>,
        mut run: impl FnMut() -> R,
    ) {
        let mut group = self.criterion.benchmark_group(self.chapter);
        group.bench_function(BenchmarkId::new(function, parameter), |bencher| bencher.iter(&mut run));
        group.finish();
        self.entries.push(Entry { function: function.to_owned(), parameter: parameter.to_owned(), work, size });
    }

    /// Takes the fewest samples that criterion allows from here on, for what takes long.
    #[allow(dead_code, reason = "most benchmarks are short")]
    pub(crate) fn few_samples(&mut self) {
        self.criterion = std::mem::take(&mut self.criterion).sample_size(10);
    }

    /// Prints criterion's summary and writes the table of timings, if all benchmarks were measured.
    pub(crate) fn finish(self) {
        self.criterion.final_summary();
        let measured: Vec<Option<samples::Estimate>> = self
            .entries
            .iter()
            .map(|entry| samples::read(&[self.chapter, &entry.function, &entry.parameter], self.started))
            .collect();
        let complete: Option<Vec<samples::Estimate>> = measured.iter().cloned().collect();
        match complete {
            Some(estimates) => self.write(&estimates),
            None => eprintln!(
                "{} of {} benchmarks of {} were measured; reports/timings/ is written when all are",
                measured.iter().flatten().count(),
                self.entries.len(),
                self.chapter
            ),
        }
    }

    fn write(&self, estimates: &[samples::Estimate]) {
        let mut table = Table::new(
            format!(
                "Timings of {}: median of the time of one run, with its 95 % interval",
                self.chapter.replace('_', " ")
            ),
            2,
            vec![
                Column::text("benchmark"),
                Column::text("case"),
                Column::number("median", "µs", Digits::Significant(4)),
                Column::number("low", "µs", Digits::Significant(4)),
                Column::number("high", "µs", Digits::Significant(4)),
                Column::count("samples", "1"),
                Column::number("work", "1", Digits::Significant(4)),
                Column::text("of"),
                Column::number("rate", "1/s", Digits::Significant(3)),
                Column::number("error", "1", Digits::Significant(2)),
            ],
        );
        for (entry, estimate) in self.entries.iter().zip(estimates) {
            table.push([
                entry.function.as_str().into(),
                entry.parameter.as_str().into(),
                (estimate.median * 1e-3).into(),
                (estimate.low * 1e-3).into(),
                (estimate.high * 1e-3).into(),
                estimate.samples.into(),
                entry.work.count.into(),
                entry.work.unit.into(),
                (entry.work.count / (estimate.median * 1e-9)).into(),
                entry.work.error.map_or(Cell::Empty, Cell::Number),
            ]);
        }
        let command = format!("cargo bench --bench {}", self.chapter);
        tables::write(table, self.chapter, &command);
        if let Some(table) = self.exponents(estimates) {
            tables::write(table, &format!("{}_exponents", self.chapter), &command);
        }
        if !self.pairs.is_empty() {
            tables::write(turns::table(self.chapter, &self.pairs), &format!("{}_ratios", self.chapter), &command);
        }
    }

    /// With which power of n do time and work grow?
    fn exponents(&self, estimates: &[samples::Estimate]) -> Option<Table> {
        let mut table = Table::new(
            format!("Exponents of {}: with which power of n the time of one run grows", self.chapter.replace('_', " ")),
            1,
            vec![
                Column::text("benchmark"),
                Column::count("sizes", "1"),
                Column::number("least n", "1", Digits::Significant(4)),
                Column::number("largest n", "1", Digits::Significant(4)),
                Column::number("exponent of work", "1", Digits::Significant(3)),
                Column::number("exponent of time", "1", Digits::Significant(3)),
                Column::number("low", "1", Digits::Significant(3)),
                Column::number("high", "1", Digits::Significant(3)),
            ],
        );
        let mut functions: Vec<&str> = Vec::new();
        let sized = self.entries.iter().filter(|entry| entry.size.is_some());
        sized.for_each(|entry| {
            if !functions.contains(&entry.function.as_str()) {
                functions.push(&entry.function);
            }
        });
        for function in &functions {
            let (mut n, mut times, mut work) = (Vec::new(), Vec::new(), Vec::new());
            for (entry, estimate) in self.entries.iter().zip(estimates) {
                if let (true, Some(size)) = (entry.function == *function, entry.size) {
                    n.push(size);
                    times.push(estimate.median);
                    work.push(entry.work.count);
                }
            }
            let fit = |y: &[f64]| log_log_line(&n, y, 0.95).expect("at least three sizes");
            let (time, work) = (fit(&times), fit(&work));
            table.push([
                (*function).into(),
                n.len().into(),
                n[0].into(),
                n[n.len() - 1].into(),
                work.slope.into(),
                time.slope.into(),
                time.interval.low.into(),
                time.interval.high.into(),
            ]);
        }
        (!functions.is_empty()).then_some(table)
    }
}
