//! How is dilution shown? Shares and metrics by depth, with the verdicts on the block.

use super::{GAINS, Group, diluted};
use crate::gradcheck::Verdict;
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};

pub(super) fn table(groups: &[Group]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let count = |name| Column::count(name, "1");
    let mut table = Table::new(
        "A deep network whose dW[1] and db[1] are zero: the metric of all parameters, and verdicts on the block",
        2,
        vec![
            number("gain"),
            Column::count("depth", "layers"),
            number("share"),
            number("predicted"),
            number("metric"),
            number("metric_at_1e_5"),
            number("metric_at_1e_7"),
            number("right_block_at_1e_7"),
            count("networks"),
            count("failed"),
            count("undecidable"),
            count("passed"),
            count("right_failed"),
            count("right_undecidable"),
            count("right_passed"),
        ],
    );
    for group in groups {
        let share = group.median(|sample| sample.share);
        let mut row: Vec<Cell> = vec![group.gain.into(), group.depth.into(), share.into(), diluted(share).into()];
        row.extend([
            group.median(|sample| sample.exact).into(),
            group.median(|sample| sample.fine).into(),
            group.median(|sample| sample.notes).into(),
            group.median(|sample| sample.right_block).into(),
            group.samples.len().into(),
        ]);
        let verdicts = [Verdict::Fail, Verdict::Undecidable, Verdict::Pass];
        row.extend(verdicts.map(|verdict| Cell::from(group.count(|sample| sample.wrong, verdict))));
        row.extend(verdicts.map(|verdict| Cell::from(group.count(|sample| sample.right, verdict))));
        table.push(row);
    }
    table.note(
        "Medians over the networks. Share: ‖(dW[1], db[1])‖/‖dθ‖ of the right gradient. Metric: with exact derivatives, and with quotients at two steps; predicted from the share. \
         Failed, undecidable, passed: what GradientCheck says of the two blocks of zeros; with `right_`, of the right gradient. right_block: the metric of W[1] alone for the \
         right gradient, by quotients.",
    );
    table
}

pub(super) fn figure() -> Figure {
    let series = |gain: f64, label: &str, y: &'static str, mark: Mark, color: usize| Series {
        table: "",
        label: label.into(),
        x: "depth",
        y,
        only: vec![("gain", gain.to_string())],
        mark,
        color,
    };
    let panel = |gain: f64| Panel {
        title: format!("gain {gain}"),
        x: Axis::linear("layers").over(0.0, 45.0),
        y: Axis::logarithmic("metric").over(1e-14, 2.0),
        series: vec![
            series(gain, "exact derivatives", "metric", Mark::Points, 0),
            series(gain, "predicted from the share", "predicted", Mark::Dashed, 0),
            series(gain, "quotients, ε = 1e-7", "metric_at_1e_7", Mark::LinePoints, 1),
            series(gain, "W[1] alone, right gradient, ε = 1e-7", "right_block_at_1e_7", Mark::LinePoints, 2),
        ],
        equal: false,
    };
    Figure {
        title: "A block of zeros in deep networks".into(),
        alternative: "Two panels over the number of layers, logarithmic vertical axes. The metric of a gradient whose first layer is zero falls along the prediction, slowly for gain 1 and by many \
                      powers of ten for gain one half; the metric by quotients stops falling where rounding takes over. The metric of the first block alone, for a right gradient, \
                      rises toward 1 where the derivatives of the block sink below the rounding of the quotients."
            .into(),
        panels: GAINS.map(panel).to_vec(),
    }
}
