//! What was found block by block, as a table: a line for each, with its relative error and its worst derivative.

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::style::{HorizontalLine, Style};
use tabled::settings::{Alignment, Modify};

use super::judge::Verdict;
use super::report::{BlockReport, Report};
use super::scope::Scope;

/// A line for each block: what is known of its relative error, and its worst derivative.
pub(super) fn of(report: &Report) -> String {
    let mut table = Builder::default();
    table.push_record([
        "block", "verdict", "metric", "error in", "noise", "steps", "compared", "worst", "numeric", "gradient", "±",
    ]);
    for block in &report.blocks {
        table.push_record(line(block, report.scope));
    }
    let style = Style::blank().horizontals([(1, HorizontalLine::new('─').intersection('─'))]);
    let mut table = table.build();
    table.with(style).with(Modify::new(Columns::new(2..)).with(Alignment::right()));
    table.to_string().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn line(block: &BlockReport, scope: Scope) -> Vec<String> {
    let short = |number: f64| format!("{number:.1e}");
    let verdict = if block.verdict == Verdict::Fail { "FAIL".to_owned() } else { block.verdict.name().to_owned() };
    let mut line = vec![
        block.name.clone(),
        verdict,
        short(block.metric),
        format!("{} – {}", short(block.low), short(block.high)),
        short(block.noise_floor),
        short(block.truncation),
        format!("{}/{}", block.compared, block.parameters),
    ];
    match &block.worst {
        Some(worst) => {
            let place = match scope {
                Scope::Directions { .. } => format!("direction {}", worst.index),
                _ => format!("[{}, {}]", worst.position.0, worst.position.1),
            };
            let long = |number: f64| format!("{number:.6e}");
            line.extend([place, long(worst.numeric), long(worst.gradient), short(worst.error)]);
        }
        None => line.extend(std::iter::repeat_n(String::new(), 4)),
    }
    line
}
