//! What is said of a look, of what was named, and of the coordinates of a block?

use super::case::{Case, STEPS};
use super::look::{Look, Seen};
use super::round::{NAMINGS, Named};
use super::setting::{Setting, Weights};
use crate::bits;
use crate::chapters::checking_caveats::dropout::KEEP;
use crate::explorables::control::told;
use crate::gradcheck::Verdict;

/// No more coordinates than these are named.
const NAMES: usize = 5;

/// Which blocks fail, and whether the loss is a function.
pub(super) fn of_look(look: &Look) -> String {
    let [fail, pass, open] = [Verdict::Fail, Verdict::Pass, Verdict::Undecidable].map(|verdict| look.names(verdict));
    let errors = || look.blocks.iter().map(|block| (block.metric, block.name.as_str()));
    let largest = errors().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, ""));
    let mut said = if fail.len() == look.blocks.len() {
        let least = errors().map(|(error, _)| error).fold(f64::INFINITY, bits::min);
        format!("Every block fails, with relative errors from {} to {}.", told(least, 2), told(largest.0, 2))
    } else if !fail.is_empty() {
        let failing = errors().filter(|(_, name)| fail.contains(name)).map(|(error, _)| error);
        let most = failing.fold(0.0, bits::max);
        format!("{} with relative errors up to {}.", verb(&fail, "fail"), told(most, 2))
    } else if open.is_empty() {
        format!("Every block passes: no relative error is above {} ({}).", told(largest.0, 2), largest.1)
    } else {
        "No block fails.".to_owned()
    };
    if !fail.is_empty() && !pass.is_empty() {
        said += &format!(" {}.", verb(&pass, "pass"));
    }
    if !open.is_empty() {
        said += &format!(" At this ε rounding decides nothing about {}.", list(&open));
    }
    if look.spread > 0.0 && look.spread.is_finite() {
        said += &format!(
            " Two calls of the loss at the same parameters differ by {}: it is no function.",
            told(look.spread, 2)
        );
    }
    said
}

fn verb(names: &[&str], verb: &str) -> String {
    let ending = match (names.len(), verb) {
        (1, "pass") => "es",
        (1, _) => "s",
        _ => "",
    };
    format!("{} {verb}{ending}", list(names))
}

fn list(names: &[&str]) -> String {
    match names {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// Whether what was named is right.
pub(super) fn of_naming(case: &Case, named: &Named, looks: usize) -> String {
    if named.is_right(case) {
        let count =
            |count: usize, what: &str| if count == 1 { format!("one {what}") } else { format!("{count} {what}s") };
        format!("Right, after {} and {}: {}.", count(looks, "look"), count(named.times, "naming"), answer(case))
    } else if named.is_over(case) {
        format!("That is not it. It is {}.", answer(case))
    } else {
        format!("That is not it: look on, or name again (the answer is told after {NAMINGS} namings).")
    }
}

/// What there was to be found.
fn answer(case: &Case) -> String {
    match case.bug {
        Some(bug) => format!("{} ({})", case.cause.words(), bug.words()),
        None => case.cause.words().to_owned(),
    }
}

/// Which network it is.
pub(super) fn of_network(case: &Case, setting: &Setting) -> String {
    let network = case.network(true);
    let architecture = network.architecture();
    let widths: Vec<String> = architecture.widths().iter().map(usize::to_string).collect();
    let mut words =
        format!("Units: {}; {}; {} examples", widths.join(", "), architecture.activation().name(), network.examples());
    if case.has_masks() {
        words += &format!("; dropout, keep_prob {}", told(KEEP, 2));
    }
    if case.has_ridge() {
        words += &format!("; λ/m = {}", told(architecture.lambda() / network.examples() as f64, 2));
    }
    match setting.weights {
        Weights::Trained => words + &format!("; {STEPS} steps by the gradient that is checked"),
        _ => words,
    }
}

/// Which coordinates of a block are apart, and the worst of them.
pub(super) fn of_block(look: &Look, block: &Seen) -> String {
    let (apart, count, name) = (look.apart(block), block.range.len(), &block.name);
    if apart.is_empty() {
        return format!("{name}: gradient and quotient agree in all {count} coordinates, as far as rounding shows");
    }
    let names: Vec<String> = apart.iter().take(NAMES).map(|&place| entry(block, place)).collect();
    let which = if apart.len() == count {
        format!("{name}: all {count} coordinates are apart")
    } else {
        let more = if apart.len() > NAMES { ", …" } else { "" };
        format!("{name}: apart in {} of {count} coordinates, {}{more}", apart.len(), names.join(", "))
    };
    let pairs: Vec<(f64, f64)> = look.coordinates(block).collect();
    let difference = |place: &usize| (pairs[*place].1 - pairs[*place].0).abs();
    let worst = apart.iter().copied().max_by(|a, b| difference(a).total_cmp(&difference(b))).unwrap_or(0);
    let (gradient, numeric) = pairs[worst];
    let [gradient, numeric] = [gradient, numeric].map(|number| told(number, 4));
    format!("{which}; largest difference at {}: gradient {gradient}, quotient {numeric}", entry(block, worst))
}

/// The name of an entry, with rows and columns from 0 as in the check's report.
fn entry(block: &Seen, place: usize) -> String {
    let Seen { name, columns, .. } = block;
    match columns {
        0 | 1 => format!("{name}[{place}]"),
        _ => format!("{name}[{},{}]", place / columns, place % columns),
    }
}
