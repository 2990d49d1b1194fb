//! How is the example shown? Activations and gradients over the layer, the ends of the formats, and where falling
//! sequences stay.

use super::{DEPTH, DEPTHS, FACTORS, FALLING, chain, push};
use crate::report::{Axis, Cell, Figure, Mark, Panel, Series, Table};
use crate::theory::formats::Format;

/// How often the falling sequences of the figure are marked, and how far they go.
const STRIDE: usize = 10;
const FALLING_TO: usize = 1100;

/// What the figure needs beside: ends of formats as lines, and the falling sequences in three formats.
pub(super) fn push_figure_rows(table: &mut Table) {
    let ends = [
        ("f16 largest", Format::F16.largest()),
        ("f16 smallest normal", Format::F16.smallest_normal()),
        ("f32 smallest", Format::F32.smallest_subnormal()),
    ];
    for (name, value) in ends {
        for layer in [0, DEPTH] {
            push(table, ["format_end".into(), name.into(), layer.to_string()], Cell::Empty, layer, value, None);
        }
    }
    for format in [Format::F16, Format::BF16, Format::F32] {
        let marked = chain::activations(format, FALLING).take(FALLING_TO + 1).enumerate().step_by(STRIDE);
        for (layer, value) in marked {
            let name = ["falling".into(), format.name.into(), layer.to_string()];
            push(table, name, Cell::Empty, layer, value, None);
        }
    }
}

fn series(label: &str, (quantity, case): (&str, &str), mark: Mark, color: usize) -> Series {
    let only = vec![("quantity", quantity.to_owned()), ("case", case.to_owned())];
    Series { table: "", label: label.into(), x: "layer", y: "value", only, mark, color }
}

pub(super) fn figure() -> Figure {
    let activation =
        |color: usize, c: &f64| series(&format!("c = {c}"), ("activation", &c.to_string()), Mark::Line, color);
    let mut growing: Vec<Series> = FACTORS.iter().enumerate().map(|(color, c)| activation(color, c)).collect();
    growing.push(series("normal numbers of f16", ("format_end", "f16 largest"), Mark::Dashed, 7));
    growing.push(series("normal numbers of f16", ("format_end", "f16 smallest normal"), Mark::Dashed, 7));
    growing.push(series("smallest of f32", ("format_end", "f32 smallest"), Mark::Dashed, 6));
    let mut gradient = Vec::new();
    for (color, c) in [(0, "1.5"), (5, "0.5")] {
        let mut points = series(&format!("gradient, c = {c}"), ("gradient", c), Mark::Points, color);
        points.only.push(("depth", DEPTHS[0].to_string()));
        gradient.push(series(&format!("activation, c = {c}"), ("activation", c), Mark::Line, color));
        gradient.push(points);
    }
    let falling = [("f16", 1), ("bf16", 2), ("f32", 3)];
    let falling = falling.map(|(format, color)| series(format, ("falling", format), Mark::Line, color));
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
                gradient,
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
