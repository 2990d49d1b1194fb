//! What does a person see? The verdict and what it rests on in the first line, then where, then what to do; no line is longer than 100 characters.
//!
//! ```
//! use wellposed_core::gradcheck::{Functions, GradientCheck};
//! use wellposed_core::objective::Block;
//!
//! let loss = |w: &[f64]| (w[0] * w[1] - 1.0) * (w[0] * w[1] - 1.0);
//! let half = |w: &[f64]| vec![(w[0] * w[1] - 1.0) * w[1], 2.0 * (w[0] * w[1] - 1.0) * w[0]];
//! let named = Functions::new(2, loss, half).with_blocks(Block::vectors(&[("a", 1), ("b", 1)]));
//! let text = GradientCheck::of(&named).run(&[0.5, 1.5])?.to_string();
//! let lines: Vec<&str> = text.lines().collect();
//! assert!(lines[0].starts_with("FAIL  a[0]: gradient -0.37500"), "{text}");
//! assert_eq!(lines[1], "  wrong: every entry of a; right: b");
//! assert!(lines[2].starts_with("  digit by digit: every failing derivative is 0.500000 times the right one: a square"));
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```
//!
//! The alternate form, `{report:#}`, adds a table of all blocks.

use std::fmt::{self, Write};

use super::judge::Verdict;
use super::report::{BlockReport, Report};
use super::scope::Scope;
use super::subgradient::Beyond;
use super::table;
use super::wrap::write_wrapped;
use crate::bits;

/// Names of more blocks than these are counted.
const NAMES: usize = 8;

impl Report {
    /// The lines that it displays as, without the table of the alternate form.
    #[must_use]
    pub fn brief(&self) -> String {
        let (mut text, mut wrapped) =
            (format!("{}  {}\n", self.verdict.name().to_ascii_uppercase(), first(self)), String::new());
        // Nothing that is written into a `String` fails.
        let _ = lines(self, &mut text);
        for line in text.lines() {
            let _ = write_wrapped(&mut wrapped, line);
        }
        wrapped
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.brief())?;
        if formatter.alternate() && self.blocks.iter().any(|block| block.compared > 0) {
            write!(formatter, "\n{}", table::of(self))?;
        }
        Ok(())
    }
}

/// What the verdict rests on.
fn first(report: &Report) -> String {
    if let Some(index) = report.not_finite {
        return format!("{}: the gradient is not finite", report.entry_name(index));
    }
    if !report.repeats {
        return format!(
            "two calls of the loss at the same parameters differ by {:.1e}: it is no function",
            report.spread
        );
    }
    match report.verdict {
        Verdict::Fail => match report.blamed() {
            Some(block) => difference(report, block),
            None => report.faults.iter().find(|fault| fault.fails).map_or_else(String::new, ToString::to_string),
        },
        Verdict::Undecidable => {
            let undecided = report.blocks.iter().find(|block| block.verdict == Verdict::Undecidable);
            undecided.map_or_else(String::new, |block| undecided_block(report, block))
        }
        Verdict::Pass => {
            let resolved =
                || report.blocks.iter().filter(|block| block.compared > 0 && block.negligible_below.is_none());
            let largest = resolved().max_by(|a, b| a.high.total_cmp(&b.high));
            let what = counted(report);
            let missed = resolved().filter_map(|block| block.missed).reduce(bits::max);
            if let Some(missed) = missed {
                return format!("{what}; one entry off by 1 % is missed with probability {missed:.0e}");
            }
            largest.map_or_else(
                || format!("{what}: nothing that matters, on either side"),
                |block| format!("{what}; relative error of a block at most {:.1e} ({})", block.high, block.name),
            )
        }
    }
}

/// The worst derivative of a block, both ways.
fn difference(report: &Report, block: &BlockReport) -> String {
    if let Some(beyond) = &block.beyond {
        return format!("{}: no subgradient at a kink: {}", block.name, through_the_kink(beyond));
    }
    let Some(worst) = &block.worst else { return block.name.clone() };
    let place = match report.scope {
        Scope::Directions { .. } => format!("{} along direction {}", block.name, worst.index),
        _ => block.worst_entry().unwrap_or_default(),
    };
    let bound = bits::max(worst.error, 1e-5 * (worst.numeric - worst.gradient).abs());
    let number = |value: f64| readable(value, bound);
    let error = if worst.error > 0.0 { format!(" ± {:.0e}", worst.error) } else { " exactly".to_owned() };
    format!("{place}: gradient {}, numeric {}{error}", number(worst.gradient), number(worst.numeric))
}

fn through_the_kink(beyond: &Beyond) -> String {
    let number = |value: f64| readable(value, bits::max(beyond.error, 1e-4 * beyond.gradient.abs()));
    let (gradient, left, right) = (number(beyond.gradient), number(beyond.left), number(beyond.right));
    format!("along a direction its slope is {gradient}, the loss's {left} and {right}")
}

fn undecided_block(report: &Report, block: &BlockReport) -> String {
    let name = &block.name;
    if block.compared == 0 {
        return format!("{name}: nothing was compared");
    }
    if let Some(beyond) = &block.beyond {
        return format!("{name}: perhaps no subgradient at a kink: {}", through_the_kink(beyond));
    }
    if block.on_kinks > 0 {
        return format!("{name}: {} of its derivatives lie at a kink and contradict the gradient", block.on_kinks);
    }
    format!(
        "{name}: its relative error is between {:.0e} and {:.0e}, the tolerance {:.0e}",
        block.low, block.high, report.tolerance
    )
}

/// What else is to be said, a line each.
fn lines(report: &Report, text: &mut String) -> fmt::Result {
    if report.blamed().is_some() && report.not_finite.is_none() {
        writeln!(text, "  {}", who_is_wrong(report))?;
    }
    if !report.left_out.is_empty() {
        let names: Vec<&str> = report.left_out.iter().map(String::as_str).collect();
        writeln!(text, "  not checked: {}", few(&names))?;
    }
    if let Some(diagnosis) = &report.diagnosis {
        writeln!(text, "  {}: {}", diagnosis.certainty.name(), diagnosis.advice())?;
    }
    // The first line has said one of them, if no block fails.
    let first = report.faults.iter().position(|fault| fault.fails && report.blamed().is_none());
    for (_, fault) in report.faults.iter().enumerate().filter(|(number, _)| Some(*number) != first) {
        writeln!(text, "  {}", fault.to_string().replace('\n', "\n  "))?;
    }
    for (part, times) in &report.expected {
        writeln!(text, "  {part} is expected to be {times} times the derivative")?;
    }
    negligible(report, text)?;
    for block in &report.blocks {
        about(block, text)?;
    }
    hidden(report, text)?;
    if report.repeats && report.not_finite.is_none() {
        writeln!(text, "  {}", work(report))?;
    }
    report.advice.iter().try_for_each(|advice| writeln!(text, "  → {advice}"))
}

/// The blocks of which it is known only that they do not matter.
fn negligible(report: &Report, text: &mut String) -> fmt::Result {
    let blocks = || report.blocks.iter().filter(|block| block.negligible_below.is_some());
    let largest = |of: fn(&BlockReport) -> f64| blocks().map(of).fold(0.0, bits::max);
    let floor = largest(|block| block.negligible_below.unwrap_or(0.0));
    let below = largest(|block| block.unseen_below);
    match some(&mut blocks()) {
        names if names.is_empty() => Ok(()),
        names => writeln!(
            text,
            "  {names}: shown to be negligible, no more: derivatives below {below:.0e}, where the floor is {floor:.0e} of the loss"
        ),
    }
}

/// What was and was not shown of a block.
fn about(block: &BlockReport, text: &mut String) -> fmt::Result {
    let name = &block.name;
    let entries = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 entry {one}"),
        _ => format!("{count} entries {more}"),
    };
    if block.unresolved > 0 && block.verdict == Verdict::Pass && block.negligible_below.is_none() {
        let (count, below) = (entries(block.unresolved, "is", "are"), block.unseen_below);
        writeln!(text, "  {name}: {count} too small for the loss to show: off by at most {below:.0e}, no more")?;
    }
    if block.subgradients > 0 {
        let count = entries(block.subgradients, "lies", "lie");
        writeln!(
            text,
            "  {name}: {count} at a kink, and the gradient between both slopes: a subgradient; any other between them would pass too"
        )?;
    }
    Ok(())
}

/// The blocks that a metric over all parameters does not see.
fn hidden(report: &Report, text: &mut String) -> fmt::Result {
    let small = |block: &&BlockReport| block.share > 0.0 && block.share < report.tolerance;
    let blocks = || report.blocks.iter().filter(small).filter(|block| block.negligible_below.is_none());
    let most = blocks().map(|block| block.share).fold(0.0, bits::max);
    match some(&mut blocks()) {
        names if names.is_empty() => Ok(()),
        names => writeln!(
            text,
            "  {names} has {most:.0e} of the gradient: were it wrong, the metric over all parameters would not show it"
        ),
    }
}

/// Which blocks fail, and which are right.
fn who_is_wrong(report: &Report) -> String {
    let of = |wanted| report.blocks.iter().filter(move |block| block.verdict == wanted);
    let along = matches!(report.scope, Scope::Directions { .. });
    let whole = |block: &&BlockReport| block.wrong > 0 && block.wrong == block.compared && !along;
    let part = |block: &&BlockReport| (1..block.compared).contains(&block.wrong) && !along;
    let mut parts = Vec::new();
    if of(Verdict::Fail).any(|block| whole(&block)) {
        parts.push(format!("wrong: every entry of {}", some(&mut of(Verdict::Fail).filter(whole))));
    }
    parts.extend(
        of(Verdict::Fail)
            .filter(part)
            .take(NAMES)
            .map(|block| format!("wrong: {} of {} entries of {}", block.wrong, block.compared, block.name)),
    );
    if of(Verdict::Fail).any(|block| !whole(&block) && !part(&block)) {
        let rest = &mut of(Verdict::Fail).filter(|block| !whole(block) && !part(block));
        parts.push(format!("wrong as a whole: {}", some(rest)));
    }
    for (verdict, word) in [(Verdict::Pass, "right"), (Verdict::Undecidable, "undecided")] {
        if of(verdict).next().is_some() {
            parts.push(format!("{word}: {}", some(&mut of(verdict))));
        }
    }
    parts.join("; ")
}

/// The names of the first of these blocks.
fn some(blocks: &mut dyn Iterator<Item = &BlockReport>) -> String {
    few(&blocks.map(|block| block.name.as_str()).collect::<Vec<_>>())
}

/// The first of these names, and how many there are besides.
fn few(names: &[&str]) -> String {
    let shown = names[..names.len().min(NAMES)].join(", ");
    if names.len() > NAMES { format!("{shown} and {} more", names.len() - NAMES) } else { shown }
}

/// What was compared.
fn counted(report: &Report) -> String {
    let sum = |of: fn(&BlockReport) -> usize| report.blocks.iter().map(of).sum::<usize>();
    match report.scope {
        Scope::Directions { count, .. } => format!("{count} directions in each of {} blocks", report.blocks.len()),
        _ => format!("{} of {} entries", sum(|b| b.compared), sum(|b| b.parameters)),
    }
}

fn work(report: &Report) -> String {
    let Report { evaluations, precision, tolerance, noise, metric, .. } = report;
    let band = report.band.name();
    // The first line of a pass says what was compared.
    let what = if report.passed() { String::new() } else { format!("{}, ", counted(report)) };
    let assumed = if report.noise_measured { "" } else { " (assumed)" };
    format!(
        "metric {metric:.0e}: {band}; {what}{evaluations} evaluations; {precision}, tolerance {tolerance:.0e}; loss ± {noise:.0e}{assumed}"
    )
}

/// A number with the digits that its bound leaves it, at least three and at most fifteen.
fn readable(value: f64, bound: f64) -> String {
    let digits = libm::log10(value.abs() / bound).ceil() + 1.0;
    let digits = if digits.is_finite() { bits::clamp(digits, 3.0, 15.0) } else { 15.0 } as usize;
    let exponent = if value == 0.0 { 0.0 } else { libm::log10(value.abs()).floor() };
    if value == 0.0 {
        "0".to_owned()
    } else if (-4.0..6.0).contains(&exponent) {
        format!("{value:.*}", bits::max(digits as f64 - 1.0 - exponent, 0.0) as usize)
    } else {
        format!("{value:.*e}", digits - 1)
    }
}
