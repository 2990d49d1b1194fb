//! What does each way to scale cost? Condition numbers and steps of gradient descent, as numbers and as bars whose lengths are logarithms.

use super::figure::figure;
use crate::advice::screen::short;
use crate::advice::{Action, Bound, Prospects};
use crate::bits;
use crate::report::html::table_html;
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table};

/// The numbers and the bars.
pub(super) fn drawn(prospects: &Prospects, action: Action) -> String {
    let mut rows = prospects.rows().to_vec();
    if action == Action::Robust {
        rows.push(("scaled robustly", prospects.robust));
    }
    table_html(&numbers(&rows)) + &figure(&bars(&rows), &lengths(&rows), &conclusion(prospects, action))
}

/// What the recommendation buys.
fn conclusion(prospects: &Prospects, action: Action) -> String {
    let chosen = match action {
        Action::Center => prospects.centered,
        Action::Robust => prospects.robust,
        _ => prospects.standardized,
    };
    let [before, after] = [prospects.raw, chosen].map(|bound| Prospects::steps(bound.value));
    let [least, at_least] = [prospects.raw, chosen].map(|bound| if bound.at_least { "at least " } else { "" });
    let [taken, left] = [before, after].map(short);
    match action {
        Action::Nothing => format!(
            "As they are, the inputs need {least}{taken} steps of gradient descent; standardized they need {at_least}{left}."
        ),
        _ if after < before => format!(
            "Gradient descent needs {at_least}{left} steps where it needs {least}{taken} without: {least}{} times fewer.",
            // Where the steps themselves are beyond every number, the largest stands for them.
            short(bits::min(before, f64::MAX) / after)
        ),
        _ => format!("Gradient descent needs {at_least}{left} steps, and {least}{taken} without."),
    }
}

fn numbers(rows: &[(&str, Bound)]) -> Table {
    let columns = vec![Column::text("inputs"), Column::text("condition_number"), Column::text("steps_to_10⁻⁶")];
    let mut table = Table::new("What it buys", 1, columns);
    for (inputs, Bound { value, at_least }) in rows {
        let [sign, words] = if *at_least { ["> ", "at least "] } else { ["", ""] };
        let condition = format!("{sign}{}", short(*value));
        table.push([(*inputs).into(), condition.into(), format!("{words}{}", short(Prospects::steps(*value))).into()]);
    }
    table
}

fn lengths(rows: &[(&str, Bound)]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let mut table = Table::new("Steps", 1, vec![Column::text("inputs"), number("one"), number("steps")]);
    for (inputs, bound) in rows {
        let inputs = if bound.at_least { format!("{inputs} (at least)") } else { (*inputs).to_owned() };
        table.push([inputs.into(), 1.0.into(), drawable(*bound).into()]);
    }
    table
}

/// The steps, as far as an axis can show them.
fn drawable(bound: Bound) -> f64 {
    bits::min(Prospects::steps(bound.value), 1e300)
}

fn bars(rows: &[(&str, Bound)]) -> Figure {
    let most = rows.iter().map(|(_, bound)| drawable(*bound)).fold(10.0, bits::max);
    let end = libm::exp10(libm::ceil(libm::log10(most)));
    let said: Vec<String> =
        rows.iter().map(|(inputs, bound)| format!("{inputs} {}", short(Prospects::steps(bound.value)))).collect();
    let series = Series {
        table: "",
        label: String::new(),
        x: "one",
        y: "inputs",
        only: Vec::new(),
        mark: Mark::Span { to: "steps", thickness: 15.0 },
        color: 0,
    };
    let panel = Panel {
        title: String::new(),
        x: Axis::logarithmic("steps of gradient descent to 10⁻⁶ of the first error").over(1.0, end),
        y: Axis::of_names(""),
        series: vec![series],
        equal: false,
    };
    Figure {
        title: "Steps of gradient descent before and after".into(),
        alternative: format!("Bars on a logarithmic axis. {}.", said.join(", ")),
        panels: vec![panel],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(value: f64) -> Bound {
        Bound { value, at_least: false }
    }

    fn prospects(raw: f64, standardized: f64) -> Prospects {
        let [raw, standardized] = [raw, standardized].map(bound);
        Prospects { raw, scaled: raw, centered: raw, standardized, robust: bound(7.0), varying: 2 }
    }

    #[test]
    fn the_caption_says_what_is_bought_and_what_is_only_a_bound() {
        // ln 10⁶/ln((κ + 1)/(κ − 1)) = 6907.75, 68.85 and 48.02 for κ = 1000, 10 and 7.
        let fewer = conclusion(&prospects(1000.0, 10.0), Action::Standardize);
        assert_eq!(fewer, "Gradient descent needs 68.8 steps where it needs 6,910 without: 100 times fewer.");
        let mut hidden = prospects(1000.0, 10.0);
        hidden.raw.at_least = true;
        let bound = conclusion(&hidden, Action::Standardize);
        assert!(bound.contains("at least 6,910 without: at least 100 times"), "{bound}");
        let robust = conclusion(&prospects(1000.0, 10.0), Action::Robust);
        assert!(robust.starts_with("Gradient descent needs 48 steps"), "{robust}");
        assert!(conclusion(&prospects(10.0, 9.0), Action::Nothing).starts_with("As they are, the inputs need 68.8"));
    }

    #[test]
    fn bars_are_as_long_as_the_logarithms_also_beyond_the_largest_number() {
        let ends = |raw: f64| {
            let drawn = drawn(&prospects(raw, 10.0), Action::Standardize);
            let bars = drawn.lines().filter(|line| line.starts_with("<polyline") && line.contains("--wellposed-1"));
            let points = bars.map(|bar| bar.split_once("points=\"").unwrap().1.split('"').next().unwrap().to_owned());
            let length = |points: String| {
                let x: Vec<f64> =
                    points.split(' ').map(|pair| pair.split_once(',').unwrap().0.parse().unwrap()).collect();
                x[1] - x[0]
            };
            points.map(length).collect::<Vec<f64>>()
        };
        let lengths = ends(1000.0);
        // log₁₀ 6907.75 = 3.8393 and log₁₀ 68.85 = 1.8379; half a tenth of rounding at either end of some 180 units.
        assert!(lengths.len() == 3 && (lengths[0] / lengths[2] - 3.8393 / 1.8379).abs() < 2e-3, "{lengths:?}");
        assert_eq!(ends(f64::INFINITY).len(), 3);
    }
}
