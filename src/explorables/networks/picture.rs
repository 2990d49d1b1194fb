//! How are the networks shown? A dot for each in the order of v_L, so that the share of those below a line can be read off; and v_l layer by layer.

use super::drawn::Drawn;
use super::predicted;
use super::setting::Setting;
use crate::bits;
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table, Typed};
use crate::statistics;

/// Colors: of networks, of the one that is followed, and as in the chapter's figure of means and of the typical network.
const NETWORK: usize = 0;
const FOLLOWED: usize = 1;
const MEAN: usize = 3;
const TYPICAL: usize = 5;
/// The law is drawn to so many deviations, in steps of a tenth.
const DEVIATIONS: i32 = 4;

/// A number and its place; `followed` is 1 for the network that is followed.
struct Dot {
    number: usize,
    share: f64,
    v: f64,
    followed: usize,
}

fn number<'f, R: 'f>(name: &'static str, of: impl Fn(&R) -> f64 + 'f) -> Typed<'f, R> {
    Column::number(name, "1", Digits::Significant(4)).from(of)
}

pub(super) fn tables(setting: &Setting, drawn: &Drawn) -> Vec<Table> {
    let dots = |title: &str, name, dots: Vec<Dot>| {
        let columns = vec![
            Column::count("number", "1").from(|dot: &Dot| dot.number).key(),
            number("share", |dot: &Dot| dot.share),
            number("v", |dot: &Dot| dot.v),
            Column::count("followed", "1").from(|dot: &Dot| dot.followed),
        ];
        Table::of(title, columns, dots).named(name)
    };
    vec![
        dots("v_L of each network", "networks", networks(drawn)),
        dots("The law of v_L", "law", law(setting)),
        dots("The mean of v_L over those drawn", "mean", mean_of_drawn(drawn)),
        layers(setting, drawn),
    ]
}

/// Dead ones come first; they have no place on a logarithmic axis.
fn networks(drawn: &Drawn) -> Vec<Dot> {
    let dot = |(index, trace): (usize, &Vec<f64>)| Dot {
        number: index + 1,
        share: (index as f64 + 0.5) / drawn.count() as f64,
        v: bits::exp(trace[trace.len() - 1]),
        followed: usize::from(index == drawn.followed),
    };
    drawn.traces.iter().enumerate().map(dot).collect()
}

/// The normal law of ln v_L with the predicted moments, beyond the share of those that have died.
fn law(setting: &Setting) -> Vec<Dot> {
    let (law, death) = (predicted::law(setting), predicted::death(setting));
    let dot = |(number, tenth): (usize, i32)| {
        let z = f64::from(tenth) / 10.0;
        let share = death + (1.0 - death) * statistics::normal_distribution(z);
        Dot { number, share, v: bits::exp(law.mean + z * law.variance.sqrt()), followed: 0 }
    };
    (-10 * DEVIATIONS..=10 * DEVIATIONS).enumerate().map(dot).collect()
}

fn mean_of_drawn(drawn: &Drawn) -> Vec<Dot> {
    let v = drawn.last.mean_length();
    [0.0, 1.0].into_iter().enumerate().map(|(number, share)| Dot { number, share, v, followed: 0 }).collect()
}

fn layers(setting: &Setting, drawn: &Drawn) -> Table {
    let row = |layer: usize| (layer > 0).then(|| setting.ensemble.row(&drawn.traces, layer));
    let columns = vec![
        Column::count("layer", "1").from(|layer: &usize| *layer).key(),
        number("followed", |layer: &usize| v_of_followed(drawn, *layer)),
        number("mean_of_drawn", move |layer: &usize| row(*layer).map_or(1.0, |row| row.mean_length())),
        number("median", move |layer: &usize| row(*layer).map_or(1.0, |row| row.quantile(0.5))),
        number("mean", |layer: &usize| predicted::mean(setting, *layer)),
        number("typical", |layer: &usize| predicted::typical(setting, *layer)),
    ];
    Table::of("v_l layer by layer", columns, 0..=setting.ensemble.depth).named("layers")
}

fn v_of_followed(drawn: &Drawn, layer: usize) -> f64 {
    if layer == 0 { 1.0 } else { bits::exp(drawn.traces[drawn.followed][layer - 1]) }
}

pub(super) fn figure(setting: &Setting, drawn: &Drawn) -> Figure {
    let alternative = format!(
        "Left: {} dots, one for each network in the order of v_L on a logarithmic axis, along the curve of the predicted law, with lines \
         for the mean and the typical value. Right: v_l layer by layer, of the network that is followed, of the mean and the median of those \
         drawn, and as predicted.",
        drawn.count()
    );
    let range = range(setting, drawn);
    Figure {
        title: "The mean and the networks".into(),
        alternative,
        panels: vec![ranked(setting, range), by_layer(setting, range)],
    }
}

fn ranked(setting: &Setting, (low, high): (f64, f64)) -> Panel {
    let depth = setting.ensemble.depth;
    let at = ("share", "v");
    let series = vec![
        Series::of("networks", at, Mark::Points, NETWORK).labeled("a network"),
        Series::of("law", at, Mark::Dashed, NETWORK).labeled("their law, predicted"),
        Series::of("networks", at, Mark::Points, FOLLOWED).only("followed", "1").labeled("the one that is followed"),
        Series::of("mean", at, Mark::Line, MEAN).labeled("mean of those drawn"),
        Series::level(predicted::mean(setting, depth), MEAN).labeled("mean of all, predicted"),
        Series::level(predicted::typical(setting, depth), TYPICAL).labeled("typical network, predicted"),
    ];
    Panel {
        title: "behind the last layer".into(),
        x: Axis::linear("share of networks with a smaller v_L").over(0.0, 1.0),
        y: Axis::logarithmic("v_L (v_0 = 1)").over(low, high),
        series,
        equal: false,
    }
}

fn by_layer(setting: &Setting, (low, high): (f64, f64)) -> Panel {
    let line = |y, mark, color| Series::of("layers", ("layer", y), mark, color);
    let series = vec![
        line("followed", Mark::Line, FOLLOWED).labeled("the one that is followed"),
        line("mean_of_drawn", Mark::Line, MEAN).labeled("mean of those drawn"),
        line("mean", Mark::Dashed, MEAN).labeled("mean of all, predicted"),
        line("median", Mark::Line, TYPICAL).labeled("median of those drawn"),
        line("typical", Mark::Dashed, TYPICAL).labeled("typical network, predicted"),
    ];
    Panel {
        title: "layer by layer".into(),
        x: Axis::linear("layer l").over(0.0, setting.ensemble.depth as f64),
        y: Axis::logarithmic("v_l (v_0 = 1)").over(low, high),
        series,
        equal: false,
    }
}

/// Whole decades, or every fifth or twentieth of them, around all that is shown.
fn range(setting: &Setting, drawn: &Drawn) -> (f64, f64) {
    let depth = setting.ensemble.depth;
    let law = predicted::law(setting);
    let reach = f64::from(DEVIATIONS) * law.variance.sqrt();
    let predictions = [predicted::mean(setting, depth), predicted::typical(setting, depth)].map(bits::ln);
    let followed = drawn.traces[drawn.followed].iter();
    let logarithms = predictions.into_iter().chain([law.mean - reach, law.mean + reach, 0.0]);
    let logarithms =
        logarithms.chain(followed.chain(&drawn.last.logarithms).copied()).filter(|logarithm| logarithm.is_finite());
    let (low, high) = logarithms.fold((-1.0, 1.0), |(low, high), decades| {
        let decades = decades / std::f64::consts::LN_10;
        (bits::min(low, decades), bits::max(high, decades))
    });
    let step = match high - low {
        span if span <= 8.0 => 1.0,
        span if span <= 40.0 => 5.0,
        _ => 20.0,
    };
    let power = |decades: f64| bits::powf(10.0, step * decades);
    (power((low / step).floor()), power((high / step).ceil()))
}
