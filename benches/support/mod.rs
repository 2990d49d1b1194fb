//! How are timings written down? criterion measures; this module reads its samples and writes `reports/timings/<chapter>.{md,csv}`.
//!
//! Seconds alone say little. Each benchmark also states the work that was done (steps, evaluations, numbers) and the error that was
//! reached, and the whole table carries the machine that made it. The benchmarks call the same public functions as the experiments.
//!
//! Nothing is written by `cargo bench -- --test`, or if only some of the benchmarks ran.

mod machine;
mod samples;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use criterion::{BenchmarkId, Criterion};
use wellposed::report::{Cell, Column, Digits, Table};

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
}

/// The benchmarks of a chapter.
pub(crate) struct Suite {
    chapter: &'static str,
    criterion: Criterion,
    entries: Vec<Entry>,
    started: SystemTime,
}

impl Suite {
    /// An empty suite, configured from the command line.
    pub(crate) fn new(chapter: &'static str) -> Self {
        let criterion = Criterion::default()
            .sample_size(20)
            .warm_up_time(std::time::Duration::from_millis(500))
            .measurement_time(std::time::Duration::from_secs(2))
            .configure_from_args();
        Suite { chapter, criterion, entries: Vec::new(), started: SystemTime::now() }
    }

    /// Times a function; what it returns can't be optimized away.
    pub(crate) fn time<R>(&mut self, function: &str, parameter: &str, work: Work, mut run: impl FnMut() -> R) {
        let mut group = self.criterion.benchmark_group(self.chapter);
        group.bench_function(BenchmarkId::new(function, parameter), |bencher| bencher.iter(&mut run));
        group.finish();
        self.entries.push(Entry { function: function.to_owned(), parameter: parameter.to_owned(), work });
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
        for line in machine::stamp() {
            table.note(line);
        }
        let command = format!("cargo bench --bench {}", self.chapter);
        let folder = root().join("reports").join("timings");
        let files = [
            (PathBuf::from(format!("{}.md", self.chapter)), wellposed::report::text::table_markdown(&table, &command)),
            (PathBuf::from(format!("{}.csv", self.chapter)), wellposed::report::text::table_csv(&table, &command)),
        ];
        for (name, text) in files {
            let path = folder.join(name);
            std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, text)).unwrap_or_else(|error| {
                eprintln!("can't write {}: {error}", path.display());
                std::process::exit(2);
            });
        }
        eprintln!("wrote {}/{}.{{md,csv}}", folder.display(), self.chapter);
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
