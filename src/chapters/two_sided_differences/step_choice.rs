//! Which step should be taken where little is known about the function, and is the two-sided difference always better?
//!
//! Four questions, each with its own rows:
//!
//! | rows | question | prediction |
//! |---|---|---|
//! | `coverage` | Does the bound of automatic steps hold? | where the noise is what was measured and the error goes on to fall as it did; none is claimed at a kink |
//! | `noise` | What does noise of standard deviation σ do? | the best step is (3σ/\|f‴\|)^⅓, and the default step is off by σ/h if η is σ (with normal noise, 0.48σ/h in the median) |
//! | `share` | How often is the two-sided difference nearer? | always but where f″f‴ < 0 and 3\|f″\| < 2ε\|f‴\| |
//! | `place` | Which rule for the step works at 10⁻⁶ and at 10¹¹? | a fixed one where x is near 1; one in proportion to x for large x; neither near a singularity |
//!
//! For the third: with s = f″/2 and t = εf‴/6 the errors are ε(s + t) one-sided and εt two-sided, to leading order, and |t| < |s + t| unless s/t lies between −2 and 0.

mod claims;
mod coverage;
mod mixture;
mod noise;
mod places;
mod share;

use crate::chapters::Settings;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};

/// Columns that name a row.
const KEYS: usize = 4;

/// A row with the columns after its name by their names; the others are empty.
fn push(table: &mut Table, name: [Cell; KEYS], cells: &[(&str, Cell)]) {
    let mut row = name.to_vec();
    row.resize(table.columns().len(), Cell::Empty);
    for (column, cell) in cells {
        row[table.column(column).expect("a column of the table")] = cell.clone();
    }
    table.push(row);
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let number = |name, digits| Column::number(name, "1", Digits::Significant(digits));
    let mut table = Table::new(
        "Choosing the step: coverage of the automatic bound, noisy functions, one side or two, and rules by place",
        KEYS,
        vec![
            Column::text("part"),
            Column::text("case"),
            Column::text("rule"),
            number("at", 3),
            number("step", 2),
            number("error", 2),
            number("bound", 2),
            Column::count("functions", "1"),
            Column::count("known", "1"),
            Column::count("held", "1"),
            number("share", 4),
            number("low", 4),
            number("high", 4),
            number("predicted", 4),
            number("evaluations", 3),
        ],
    );
    coverage::push(&mut table, settings);
    noise::push(&mut table, settings);
    let shares = share::all(settings);
    shares.iter().for_each(|share| share.push(&mut table));
    places::push_few(&mut table);
    table.read_first(table.rows().len());
    places::push_all(&mut table);
    table.note(
        "`coverage`: automatic steps on random functions; error and bound are medians of those with a bound that is known. `noise`: e^x + σ·N(0, 1) at ½; at is σ, error the median of |quotient − f′|, \
         predicted the error model with η = σ, which the median stays below; for the rule `measured_noise` error and predicted are noise levels. `share`: of functions for which the two-sided difference is nearer than the one-sided, at ε, \
         with a 95 % interval. `place`: relative errors; empty where a point leaves the domain. The CSV has more places, in rows `curve`.",
    );
    Findings { table, figure: Some(figure()), claims: vec![claims::better_slope(&shares)] }
}

fn figure() -> Figure {
    let series =
        |label: &str, (x, y): (&'static str, &'static str), only: [(&'static str, &str); 3], mark, color| Series {
            label: label.into(),
            x,
            y,
            only: only.map(|(column, text)| (column, text.to_owned())).into(),
            mark,
            color,
        };
    let rule = |(color, rule): (usize, &places::Rule)| {
        let only = [("part", "curve"), ("case", "logarithm"), ("rule", rule.name())];
        series(&rule.name().replace('_', " "), ("at", "error"), only, Mark::LinePoints, color)
    };
    let bound = [("part", "curve"), ("case", "logarithm"), ("rule", places::Rule::Automatic.name())];
    let by_place = Panel {
        title: "derivative of ln x by rule".into(),
        x: Axis::logarithmic("x"),
        y: Axis::logarithmic("relative error"),
        series: places::Rule::ALL
            .iter()
            .enumerate()
            .map(rule)
            .chain([series("bound", ("at", "bound"), bound, Mark::Dashed, 3)])
            .collect(),
        equal: false,
    };
    let shares = |(color, case): (usize, &share::Kind)| {
        let only = [("part", "share"), ("case", case.name()), ("rule", "two_sided")];
        let label = case.name().replace('_', " ");
        [
            series(&label, ("at", "share"), only, Mark::Points, color),
            series("", ("at", "predicted"), only, Mark::Dashed, color),
        ]
    };
    let by_step = Panel {
        title: "how often two sides are nearer than one".into(),
        x: Axis::logarithmic("ε"),
        y: Axis::linear("share of 1,000 functions").over(0.0, 1.05),
        series: share::Kind::ALL.iter().enumerate().flat_map(shares).collect(),
        equal: false,
    };
    Figure {
        title: "Rules for the step by place, and one side against two".into(),
        alternative: "Left: relative error of the derivative of ln x over x from 10⁻⁶ to 10¹¹. A fixed step fails at both ends, one in proportion to max(1, x) only near zero; the automatic one works \
                      everywhere, below its dashed bound. Right: the share of random functions for which the two-sided difference is nearer than the one-sided, over ε: nearly 1 for small ε and \
                      falling for large ones, along the dashed prediction; about one half where f″ is zero, and near zero where the one-sided errors cancel; about six in ten for all once rounding rules."
            .into(),
        panels: vec![by_place, by_step],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::few_findings;
    use crate::report::Verdict;

    fn found() -> Findings {
        few_findings(module_path!(), 200)
    }

    #[test]
    fn the_automatic_bound_covers_and_knows_its_limits() {
        let found = found();
        for case in ["smooth", "single_precision", "noisy", "near_a_kink"] {
            let [functions, known, held] = ["functions", "known", "held"]
                .map(|column| found.number(&format!("coverage/{case}/automatic/"), column));
            // η = 4σ, and σ is known within a factor of 4 as a rule: in 95 of 100.
            assert!(held >= 0.95 * known, "{case}: {held} of {known}");
            assert!(known >= 0.5 * functions, "{case}: {known} of {functions}");
        }
        let at_kink = found.number("coverage/at_a_kink/automatic/", "known");
        assert_eq!(at_kink, 0.0, "planted: there is no derivative, so no bound may be claimed");
    }

    #[test]
    fn rules_fail_where_they_should() {
        let found = found();
        let error = |place: &str, rule: &str| found.number(&format!("place/logarithm/{rule}/{place}"), "error");
        assert!(error("100000000000", "absolute_nominal") > 1e-2 && error("100000000000", "scaled") < 1e-9);
        assert!(error("1", "absolute") < 1e-9 && error("0.000001", "automatic") < 1e-9);
        assert_eq!(
            found.table.cell("place/logarithm/scaled/0.000001", "error"),
            Some(&Cell::Empty),
            "ln of less than 0"
        );
    }

    #[test]
    fn shares_follow_the_leading_terms() {
        let found = found();
        let share = |case: &str, at: &str, column| found.number(&format!("share/{case}/two_sided/{at}"), column);
        assert!((share("random", "0.01", "share") - share("random", "0.01", "predicted")).abs() < 0.02);
        assert!(share("random", "0.01", "share") > 0.95 && share("cancelled", "0.01", "share") < 0.05);
        assert!((share("inflection", "0.01", "share") - 0.5).abs() < 0.15, "neither side wins where f″ = 0");
        assert_eq!(found.claims[0].verdict(), Verdict::Conditional);
    }
}
