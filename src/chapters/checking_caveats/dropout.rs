//! What can be checked where units are dropped at random? Nothing, if every evaluation draws its own masks; everything, if the masks are held fixed.
//!
//! **Fresh masks.** The two values of a quotient belong to different masks. With deviation σ of J over masks a quotient is normal with deviation σ/(√2ε), and the norm of n of them is
//! about
//!
//! ```text
//! σ√n / (√2ε),   metric ≈ 1 − 2‖g‖/‖g̃‖
//! ```
//!
//! **Frozen masks.** With the same masks in every evaluation J is an ordinary function. Every line of code that dropout has takes part in it.
//!
//! **All masks.** E\[J] over the 2ⁿ sets of kept units is a function as well, and its gradient is the mean of what backpropagation gives for each.
//!
//! **No dropout.** With keep_prob = 1 every mask is 1: the check passes whatever is done with masks on the way back.

mod checks;
mod claims;
mod masks;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use checks::Check;
use masks::{Draws, Fresh};

/// The probability to keep a unit.
const KEEP: f64 = 0.8;
/// Replicates of the check with fresh masks.
const REPLICATES: usize = 20;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let fresh = masks::fresh(settings, settings.replicates_or(REPLICATES));
    let draws = masks::draws(settings);
    let checks = checks::all(settings);
    let claims = claims::all(&fresh, &draws, &checks);
    Findings { tables: vec![table(&fresh, &draws, &checks)], figure: Some(figure()), claims }
}

fn table(fresh: &[Fresh], draws: &Draws, checks: &[Check]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let mut table = Table::new(
        "Checks of a network with dropout",
        3,
        vec![
            Column::text("part"),
            Column::text("masks"),
            Column::text("gradient"),
            number("metric"),
            number("low"),
            number("high"),
            Column::text("verdict"),
            Column::count("evaluations", "1"),
            number("value"),
            number("predicted"),
        ],
    );
    checks.iter().for_each(|check| check.push(&mut table));
    draws.push(&mut table);
    masks::push_summary(&mut table, fresh);
    table.read_first(table.rows().len());
    fresh.iter().enumerate().for_each(|(number, one)| one.push(&mut table, number));
    table.note(format!(
        "Layers of 4, 5, 5 and 3 units, keep_prob = {KEEP}. Rows `check`: the check of this project, with the largest relative error of a block and its interval; `all` masks are \
         the {} sets of kept units. Rows `fresh`: the notes' recipe at ε = 10⁻⁷ with new masks in each evaluation, {} times: value is the norm of the numeric gradient. Rows `masks`: what was drawn.",
        1_u32 << checks::HIDDEN,
        fresh.len()
    ));
    table
}

/// Cells of a row from its name, and what else there is.
fn row(
    name: [&str; 3],
    numbers: [Option<f64>; 3],
    verdict: Option<&str>,
    rest: (Option<u64>, [Option<f64>; 2]),
) -> Vec<Cell> {
    let mut row: Vec<Cell> = name.map(Cell::from).to_vec();
    row.extend(numbers.map(Cell::from));
    row.push(verdict.into());
    row.push(rest.0.into());
    row.extend(rest.1.map(Cell::from));
    row
}

fn figure() -> Figure {
    let series = |masks: &str, label: &str, color| Series {
        table: "",
        label: label.into(),
        x: "metric",
        y: "gradient",
        only: vec![("part", "check".into()), ("masks", masks.to_owned())],
        mark: Mark::Points,
        color,
    };
    Figure {
        title: "Right and wrong gradients with frozen masks, and without dropout".into(),
        alternative: "One panel with a row for each gradient and a logarithmic axis for the largest relative error of a block. With frozen masks the right gradient lies far below \
                      the tolerance and every bug of the masks far above. Without dropout all of them lie below."
            .into(),
        panels: vec![Panel {
            title: "largest relative error of a block".into(),
            x: Axis::logarithmic("metric").over(1e-15, 1.0),
            y: Axis::linear("gradient"),
            series: vec![series("frozen", "frozen masks", 0), series("none", "keep_prob = 1", 1)],
            equal: false,
        }],
    }
}
