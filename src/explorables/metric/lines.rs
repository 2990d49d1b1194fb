//! What is printed below the picture? The library's report, a line for each block, and what every rule said, with how often it was right so far.

use super::game::{Game, ROUNDS, RULES, is_right};
use super::judged::Judged;
use crate::chapters::gradient_checking::judges::JUDGES;
use crate::explorables::control::told;
use crate::gradcheck::{BlockReport, Verdict};

pub(super) fn of(after: &Game, judged: &Judged, verdicts: &[Verdict; RULES]) -> Vec<String> {
    let bug = judged.bug().map_or_else(|| "no bug".to_owned(), |bug| bug.words());
    let mut lines = vec![format!("Round {} of {ROUNDS}, weights of size {}: {bug}.", after.round, judged.round.size)];
    if let Some(report) = &judged.report {
        lines.push("The library's check:".to_owned());
        lines.extend(report.brief().lines().map(|line| format!("  {line}")));
        lines.extend(report.blocks.iter().map(|block| of_block(block, report.tolerance)));
    }
    lines.push(format!("Who was right, and how often in {}:", rounds(after.round)));
    let names = std::iter::once("your rule").chain(JUDGES.iter().map(|(_, words)| *words));
    for ((name, &verdict), count) in names.zip(verdicts).zip(after.right) {
        lines.push(format!("  {name:<13} {:<28} {count:>2}", outcome(verdict, judged.is_wrong())));
    }
    lines
}

fn rounds(count: usize) -> String {
    if count == 1 { "1 round".to_owned() } else { format!("{count} rounds") }
}

fn of_block(block: &BlockReport, tolerance: f64) -> String {
    let [low, high] = [block.low, block.high].map(|error| told(error, 2));
    let error = match block.verdict {
        _ if block.negligible_below.is_some() => "shown to be negligible".to_owned(),
        Verdict::Pass => format!("relative error at most {high}"),
        Verdict::Fail if block.low > tolerance => format!("relative error at least {low}"),
        Verdict::Fail => format!("{} of its entries are wrong", block.wrong),
        Verdict::Undecidable => format!("relative error from {low} to {high}"),
    };
    format!("  {:<5} {:<12} {error}", block.name, block.verdict.name())
}

fn outcome(verdict: Verdict, is_wrong: bool) -> &'static str {
    match (verdict, is_right(verdict, is_wrong)) {
        (Verdict::Pass, true) => "passes it: right",
        (Verdict::Pass, false) => "passes it: misses a bug",
        (Verdict::Fail, true) => "fails it: right",
        (Verdict::Fail, false) => "fails it: a false alarm",
        (Verdict::Undecidable, _) => "can't tell",
    }
}
