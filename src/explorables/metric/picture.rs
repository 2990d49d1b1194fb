//! How is it shown? The metric over ε with the lecture's thresholds; and, after the bet, what the library's check says of each block.

use super::bet::{Bet, THRESHOLDS};
use super::judged::{Judged, Point};
use crate::bits;
use crate::gradcheck::BlockReport;
use crate::report::{Axis, Column, Figure, Mark, Panel, Series, Table, Typed};

/// The metric of a right gradient in double precision is seldom below this …
const LEAST: f64 = 1e-12;
/// … nor what is known of a block.
const LEAST_OF_BLOCK: f64 = 1e-13;
const MOST: f64 = 2.0;

pub(super) fn before(example: &[Point], bet: &Bet) -> (Figure, Vec<Table>) {
    let panel = over_epsilon("a right gradient in another network", "right gradient", bet);
    let figure = Figure {
        title: "The metric of a right gradient".into(),
        alternative: format!(
            "The metric over ε, both axes logarithmic: a V, the metric of a right gradient in another network with weights of this size. Dashed across: the lecture's \
             thresholds; yours is {}. A mark shows the metric at your ε = {}.",
            bet.words[1], bet.words[0]
        ),
        panels: vec![panel],
    };
    (figure, curve_tables(example, bet))
}

pub(super) fn checked(judged: &Judged) -> (Figure, Vec<Table>) {
    let bet = &judged.bet;
    let mut panels = vec![over_epsilon("all parameters in one number", "this gradient", bet)];
    let mut tables = curve_tables(&judged.curve(), bet);
    let rows = blocks(judged);
    if !rows.is_empty() {
        panels.push(by_block());
        tables.extend(block_tables(judged, rows));
    }
    let figure = Figure {
        title: "One number, and a verdict for each block".into(),
        alternative: format!(
            "Left: the metric over ε, both axes logarithmic, with the lecture's thresholds dashed across; yours is {}, and a mark shows the metric at your ε = {}. \
             Right: for each of the blocks W[1] to b[4] a bar from the least to the largest relative error that the library's bounds allow, on a logarithmic axis, with \
             its tolerance dashed. A bar left of the tolerance is a pass, one right of it a failure.",
            bet.words[1], bet.words[0]
        ),
        panels,
    };
    (figure, tables)
}

fn over_epsilon(title: &str, what: &str, bet: &Bet) -> Panel {
    let of = |table, mark, color| Series::of(table, ("epsilon", "metric"), mark, color);
    let mut series =
        vec![of("curve", Mark::LinePoints, 0).labeled(what), of("bet", Mark::Points, 1).labeled("at your ε")];
    for (key, words) in THRESHOLDS {
        let threshold: f64 = key.parse().unwrap_or(bet.threshold);
        let color = if threshold == bet.threshold { 1 } else { 7 };
        series.push(Series::level(threshold, color).labeled(*words));
    }
    let (x, y) = (Axis::logarithmic("ε").over(1e-12, 1.0), Axis::logarithmic("metric").over(LEAST, MOST));
    Panel { title: title.into(), x, y, series, equal: false }
}

fn by_block() -> Panel {
    let of = |table, x, mark, color| Series::of(table, (x, "block"), mark, color);
    Panel {
        title: "block by block".into(),
        x: Axis::logarithmic("relative error").over(LEAST_OF_BLOCK, MOST),
        y: Axis::of_names(""),
        series: vec![
            of("blocks", "low", Mark::Span { to: "high", thickness: 6.0 }, 0).labeled("within the library's bounds"),
            of("blocks", "metric", Mark::Points, 0).labeled("metric of the block"),
            of("tolerance", "tolerance", Mark::Dashed, 7).labeled("tolerance"),
        ],
        equal: false,
    }
}

/// The curve and the place of the bet on it, as far as they can be drawn.
fn curve_tables(curve: &[Point], bet: &Bet) -> Vec<Table> {
    let columns = || -> Vec<Typed<'static, Point>> {
        vec![
            Column::significant("epsilon", 1).titled("ε").from(|point: &Point| point.0).key(),
            Column::significant("metric", 3).from(|point: &Point| point.1),
        ]
    };
    let drawn = |points: &[Point]| -> Vec<Point> {
        points.iter().copied().filter(|(_, metric)| *metric >= LEAST && *metric <= MOST).collect()
    };
    let at_bet: Vec<Point> = curve.iter().copied().filter(|(epsilon, _)| *epsilon == bet.epsilon).collect();
    vec![
        Table::of("The metric over ε", columns(), drawn(curve)).named("curve"),
        Table::of("The metric at the ε of the bet", columns(), drawn(&at_bet)).named("bet"),
    ]
}

/// What is known of one block.
struct Block {
    name: String,
    low: f64,
    high: f64,
    metric: f64,
}

fn blocks(judged: &Judged) -> Vec<Block> {
    let blocks = judged.report.iter().flat_map(|report| &report.blocks);
    let drawn = |number: f64, otherwise: f64| {
        let number = if number.is_nan() { otherwise } else { number };
        bits::clamp(number, LEAST_OF_BLOCK, 1.0)
    };
    let row = |block: &BlockReport| Block {
        name: block.name.clone(),
        low: drawn(block.low, 0.0),
        high: drawn(block.high, 1.0),
        metric: drawn(block.metric, 1.0),
    };
    blocks.map(row).collect()
}

fn block_tables(judged: &Judged, rows: Vec<Block>) -> [Table; 2] {
    let tolerance = judged.report.as_ref().map_or(MOST, |report| report.tolerance);
    let ends: Vec<String> = [rows.first(), rows.last()].into_iter().flatten().map(|row| row.name.clone()).collect();
    let columns = vec![
        Column::text("block").from(|row: &Block| row.name.clone()).key(),
        Column::significant("low", 2).titled("at least").from(|row: &Block| row.low),
        Column::significant("high", 2).titled("at most").from(|row: &Block| row.high),
        Column::significant("metric", 2).from(|row: &Block| row.metric),
    ];
    let line = vec![
        Column::text("block").from(|name: &String| name.clone()).key(),
        Column::significant("tolerance", 1).from(move |_: &String| tolerance),
    ];
    [
        Table::of("The relative error of each block", columns, rows).named("blocks"),
        Table::of("The tolerance of the library's check", line, ends).named("tolerance"),
    ]
}
