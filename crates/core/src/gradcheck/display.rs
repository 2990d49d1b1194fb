//! What does a person see? The verdict first, then a line for each block, then what to do.

use std::fmt;

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::style::{HorizontalLine, Style};
use tabled::settings::{Alignment, Modify};

use super::judge::Verdict;
use super::report::{BlockReport, Report};
use super::scope::Scope;

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "gradient check: {}", self.verdict.name().to_uppercase())?;
        writeln!(formatter, "{}; {} evaluations of the loss", what(self), self.evaluations)?;
        if !self.repeats {
            writeln!(
                formatter,
                "loss {:.6e}; two calls at the same parameters differ by {:.1e}",
                self.loss, self.spread
            )?;
        } else if let Some(index) = self.not_finite {
            writeln!(formatter, "loss {:.6e}; entry {index} of the gradient is not finite", self.loss)?;
        } else {
            let origin = if self.noise_measured { "measured" } else { "assumed" };
            writeln!(
                formatter,
                "loss {:.6e} ± {:.1e} ({origin}); ‖g̃ − g‖/(‖g̃‖ + ‖g‖) = {:.1e}: {}",
                self.loss,
                self.noise,
                self.metric,
                self.band.name()
            )?;
            write!(formatter, "\n{}\n", blocks(self))?;
        }
        if let Some(diagnosis) = &self.diagnosis {
            writeln!(formatter, "{diagnosis}")?;
        }
        for hidden in self.blocks.iter().filter(|block| block.share < self.tolerance && block.compared > 0) {
            writeln!(
                formatter,
                "{} has {:.0e} of the gradient: were it wrong, the metric over all parameters would not show it",
                hidden.name, hidden.share
            )?;
        }
        self.advice.iter().try_for_each(|advice| writeln!(formatter, "→ {advice}"))
    }
}

fn what(report: &Report) -> String {
    let parameters: usize = report.blocks.iter().map(|block| block.parameters).sum();
    let scope = match report.scope {
        Scope::All => format!("every one of {parameters} parameters"),
        Scope::Sample { per_block, .. } => {
            format!("up to {per_block} parameters of each block, of {parameters} in all")
        }
        Scope::Directions { count, .. } => format!("{count} random directions in each block, {parameters} parameters"),
    };
    format!("{scope}, {}, tolerance {:.0e}", report.precision, report.tolerance)
}

/// A line for each block: what is known of its relative error, and its worst derivative.
fn blocks(report: &Report) -> String {
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
