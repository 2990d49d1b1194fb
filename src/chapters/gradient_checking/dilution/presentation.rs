//! How is dilution shown? Shares and metrics by depth, with the verdicts on the block.

use super::{GAINS, Group, diluted};
use crate::gradcheck::Verdict;
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table};

pub(super) fn table(groups: &[Group]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let count = |name| Column::count(name, "1");
    let share = |row: &Group| row.median(|sample| sample.share);
    let wrong = |verdict| move |row: &Group| row.count(|sample| sample.wrong, verdict);
    let right = |verdict| move |row: &Group| row.count(|sample| sample.right, verdict);
    let columns = vec![
        number("gain").from(|row: &Group| row.gain).key(),
        Column::count("depth", "layers").titled("layers").from(|row: &Group| row.depth).key(),
        number("share").titled("share of the block").from(share),
        number("predicted").titled("predicted metric").from(move |row: &Group| diluted(share(row))),
        number("metric").from(|row: &Group| row.median(|sample| sample.exact)),
        number("metric_at_1e_5").titled("at ε = 10⁻⁵").from(|row: &Group| row.median(|sample| sample.fine)),
        number("metric_at_1e_7").titled("at ε = 10⁻⁷").from(|row: &Group| row.median(|sample| sample.notes)),
        number("right_block_at_1e_7")
            .titled("right W[1] alone, at ε = 10⁻⁷")
            .from(|row: &Group| row.median(|sample| sample.right_block)),
        count("networks").from(|row: &Group| row.samples.len()),
        count("failed").from(wrong(Verdict::Fail)),
        count("undecidable").from(wrong(Verdict::Undecidable)),
        count("passed").from(wrong(Verdict::Pass)),
        count("right_failed").titled("right: failed").from(right(Verdict::Fail)),
        count("right_undecidable").titled("undecidable").from(right(Verdict::Undecidable)),
        count("right_passed").titled("passed").from(right(Verdict::Pass)),
    ];
    let title =
        "A deep network whose dW[1] and db[1] are zero: the metric of all parameters, and verdicts on the block";
    Table::of(title, columns, groups).noted(
        "Medians over the networks. Share: ‖(dW[1], db[1])‖/‖dθ‖ of the right gradient. Metric: with exact derivatives, and with quotients at two steps; predicted from the share. \
         Failed, undecidable, passed: what GradientCheck says of the two blocks of zeros, and of the right ones.",
    )
}

pub(super) fn figure() -> Figure {
    let series = |gain: f64, label: &str, y: &'static str, mark: Mark, color: usize| {
        Series::of("", ("depth", y), mark, color).only("gain", gain.to_string()).labeled(label)
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
