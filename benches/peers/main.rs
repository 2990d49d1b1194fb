//! How fast is what a user would take instead? The same work in Python libraries, side by side.
//!
//! ```text
//! cargo bench --bench peers              all comparisons
//! cargo bench --bench peers -- check     those whose name contains a word
//! ```
//!
//! The command makes a virtual environment with the versions of `requirements.txt` (once, several gigabytes), starts a worker for each peer, checks that
//! both sides compute the same result, and runs them in turn. A ratio is the peer's time over ours in the same round: above 1 we are faster. Python's
//! workers do their part as an expert of each library would write it (`with_*.py`); compilation and the first run of both sides are not counted.
//!
//! | file | answers |
//! |---|---|
//! | `comparisons.rs` | What is compared? |
//! | `worker.rs`, `worker.py` | How is the other side asked? |
//! | `with_*.py` | How do the libraries do it? |

#[path = "../support/checked.rs"]
mod checked;
mod comparisons;
#[path = "../support/curve.rs"]
mod curve;
#[path = "../support/networks.rs"]
mod networks;
#[path = "../support/tables.rs"]
mod tables;
mod worker;

use std::time::{Duration, Instant};

use comparisons::{Comparison, comparisons};
use wellposed::bits;
use wellposed::report::{Column, Digits, Table};
use wellposed::statistics::median;
use worker::{Environment, Worker};

/// Times of one comparison, in seconds, round by round.
struct Times {
    ours: Vec<f64>,
    theirs: Vec<f64>,
    difference: f64,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let chosen: Vec<Comparison> =
        comparisons().into_iter().filter(|one| words.iter().all(|word| one.name().contains(word.as_str()))).collect();
    let (all, environment) = (words.is_empty(), Environment::make());
    let mut table = table();
    let mut versions = std::collections::BTreeMap::new();
    for mut comparison in chosen {
        let times = compare(&environment, &mut comparison, &mut versions);
        let ratios: Vec<f64> = times.theirs.iter().zip(&times.ours).map(|(theirs, ours)| theirs / ours).collect();
        let (ours, theirs, ratio) = (spread(&times.ours), spread(&times.theirs), spread(&ratios));
        eprintln!("{}: {:.3} ({:.3} to {:.3})", comparison.name(), ratio[1], ratio[0], ratio[2]);
        table.push([
            comparison.work.as_str().into(),
            comparison.peer.into(),
            comparison.threads.into(),
            (ours[1] * 1e6).into(),
            (theirs[1] * 1e6).into(),
            ratio[1].into(),
            ratio[0].into(),
            ratio[2].into(),
            ratios.len().into(),
            times.difference.into(),
        ]);
    }
    let list: Vec<String> = versions.iter().map(|(package, version)| format!("{package} {version}")).collect();
    table.note(format!("Versions: {}", list.join(", ")));
    if all {
        tables::write(table, "peers", "cargo bench --bench peers");
    } else {
        println!("{}", wellposed::report::text::table_text(&table));
    }
}

/// Runs both sides in turn, after their results were found to agree.
fn compare(
    environment: &Environment,
    comparison: &mut Comparison,
    versions: &mut std::collections::BTreeMap<String, String>,
) -> Times {
    let mut worker = Worker::start(environment, comparison.peer, &comparison.task, &comparison.arrays);
    versions.extend(worker.versions.clone());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(comparison.threads).build().expect("threads");
    let (repeats, rounds) = (comparison.repeats, comparison.rounds);
    let mut ours = || {
        // Threads of the other side that still spin would take our time.
        std::thread::sleep(Duration::from_millis(100));
        pool.install(|| {
            let start = Instant::now();
            let mut result = (comparison.ours)();
            for _ in 1..repeats {
                result = (comparison.ours)();
            }
            (start.elapsed().as_secs_f64() / repeats as f64, result)
        })
    };
    let (_, expected) = ours();
    let first = worker.run();
    let found = worker.result();
    let difference = largest_difference(&(comparison.reduce)(expected), &found);
    assert!(
        difference <= comparison.tolerance,
        "{} against {}: the results differ by {difference:e}, more than {:e}",
        comparison.work,
        comparison.peer,
        comparison.tolerance
    );
    let mut times = Times { ours: Vec::new(), theirs: Vec::new(), difference };
    for _ in 0..rounds {
        times.ours.push(ours().0);
        // A run of minutes is not repeated, and its first one has nothing to compile.
        times.theirs.push(if first > 60.0 { first } else { worker.run() });
    }
    times
}

/// The largest difference of two results, relative to the largest number. Of a long result ours are the first numbers alone.
fn largest_difference(ours: &[f64], theirs: &[f64]) -> f64 {
    assert!(!ours.is_empty() && ours.len() <= theirs.len(), "both sides give as many numbers");
    let largest = ours.iter().fold(f64::MIN_POSITIVE, |largest, x| bits::max(largest, x.abs()));
    let worst = ours.iter().zip(theirs).fold(0.0_f64, |worst, (x, y)| {
        let difference = (x - y).abs();
        if difference <= worst { worst } else { difference }
    });
    worst / largest
}

/// The least, the median and the largest.
fn spread(values: &[f64]) -> [f64; 3] {
    let least = values.iter().copied().fold(f64::INFINITY, bits::min);
    let largest = values.iter().copied().fold(0.0, bits::max);
    [least, median(values).expect("at least one round"), largest]
}

fn table() -> Table {
    Table::new(
        "Peers: median times of the same work, and the ratio of the peer's time to ours, round by round",
        2,
        vec![
            Column::text("work"),
            Column::text("peer"),
            Column::count("threads", "1"),
            Column::number("ours", "µs", Digits::Significant(4)),
            Column::number("peer's", "µs", Digits::Significant(4)),
            Column::number("ratio", "1", Digits::Significant(3)),
            Column::number("least", "1", Digits::Significant(3)),
            Column::number("largest", "1", Digits::Significant(3)),
            Column::count("rounds", "1"),
            Column::number("difference", "1", Digits::Significant(2)),
        ],
    )
}
