//! How is the example shown? Activations and gradients over the layer, the ends of the formats, and where falling
//! sequences stay.

use super::{DEPTHS, FACTORS, FALLING};
use crate::report::{Axis, Figure, Mark, Panel, Series};
use crate::theory::formats::Format;

fn series(table: &'static str, c: f64, mark: Mark, color: usize) -> Series {
    Series::of(table, ("layer", "value"), mark, color).only("c", c.to_string())
}

fn activation(c: f64, format: Format, color: usize) -> Series {
    series("activations", c, Mark::Line, color).only("format", format.name)
}

pub(super) fn figure() -> Figure {
    let by_factor = |(color, &c): (usize, &f64)| activation(c, Format::F64, color).labeled(format!("c = {c}"));
    let ends = [
        Series::level(Format::F16.largest(), 7).labeled("normal numbers of f16"),
        Series::level(Format::F16.smallest_normal(), 7),
        Series::level(Format::F32.smallest_subnormal(), 6).labeled("smallest of f32"),
    ];
    // The color of 1.1, whose line runs between those of 1.5 and 1.05, is left to a format.
    let shown = FACTORS.iter().enumerate().filter(|(_, c)| **c != 1.1);
    let growing = shown.map(by_factor).chain(ends).collect();
    let gradient = [(0, 1.5), (5, 0.5)].into_iter().flat_map(|(color, c)| {
        let points = series("gradients", c, Mark::Points, color).only("depth", DEPTHS[0].to_string());
        let hidden = points.only("role", "hidden").labeled(format!("gradient, c = {c}"));
        [activation(c, Format::F64, color).labeled(format!("activation, c = {c}")), hidden]
    });
    let falling = [(Format::F16, 7), (Format::BF16, 1), (Format::F32, 6)];
    let falling = falling.map(|(format, color)| activation(FALLING, format, color).labeled(format.name));
    let panel =
        |title: &str, x: Axis, y: Axis, series: Vec<Series>| Panel { title: title.into(), x, y, series, equal: false };
    Figure {
        title: "Powers of c by layer".into(),
        alternative: "Three panels over the layer, with logarithmic vertical axes. Left: activations cˡ are straight \
                      lines, rising for c above 1 and falling below. After 150 layers 1.5 is near 10²⁶, 1.01 near 4, \
                      and 0.5 meets the smallest number of f32. Middle: in a network of 20 layers the activations \
                      rise or fall from layer to layer, while the gradients are the same in every hidden layer. \
                      Right: repeated products with 0.9 fall along one line and then stay at a small positive number, \
                      in f16 first, then in bf16, then in f32."
            .into(),
        panels: vec![
            panel(
                "activations",
                Axis::linear("layer").over(0.0, 150.0),
                Axis::logarithmic("value").over(1e-48, 1e32),
                growing,
            ),
            panel(
                "in a network of 20 layers",
                Axis::linear("layer").over(0.0, 20.0),
                Axis::logarithmic("value").over(1e-7, 1e8),
                gradient.collect(),
            ),
            panel(
                "0.9 times 0.9 times …",
                Axis::linear("layer").over(0.0, 1100.0),
                Axis::logarithmic("value").over(1e-48, 1e2),
                falling.into(),
            ),
        ],
    }
}
