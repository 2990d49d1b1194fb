//! How are the layers shown? Gradients at the left and activations at the right, over one range, with the ends of short number formats.

use super::profile::{Profile, Size};
use super::setting::Setting;
use crate::bits;
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table, Typed};
use crate::theory::formats::Format;

/// Colors, as in the chapter's figures: of growing and of falling factors, of random weights, of formats.
const GROWING: usize = 0;
const FALLING: usize = 5;
const WEIGHTS: usize = 2;
const FORMATS: [(Format, &str, usize); 2] =
    [(Format::F16, "normal numbers of f16", 7), (Format::F32, "normal numbers of f32, nearly those of bf16", 6)];

/// The range has ends at multiples of so many decades: of the first for short ranges.
const STEPS: [f64; 2] = [5.0, 20.0];
const SHORT: f64 = 20.0;

pub(super) fn tables(profile: &Profile) -> Vec<Table> {
    vec![
        table("How large is the gradient of each layer?", "gradients", &profile.gradients),
        table("How large are the activations of each layer?", "activations", &profile.activations),
    ]
}

fn table(title: &str, name: &'static str, sizes: &[Size]) -> Table {
    // Zero has no place on the axis.
    let number = |name, of: fn(&Size) -> f64| -> Typed<'static, Size> {
        Column::number(name, "1", Digits::Significant(4)).from(move |size: &Size| Some(of(size)).filter(is_shown))
    };
    let columns = vec![
        Column::count("layer", "1").from(|size: &Size| size.layer).key(),
        number("found", |size| size.found),
        number("predicted", |size| size.predicted),
    ];
    Table::of(title, columns, sizes).named(name)
}

fn is_shown(size: &f64) -> bool {
    *size > 0.0 && size.is_finite()
}

pub(super) fn figure(setting: &Setting, profile: &Profile) -> Figure {
    let range = range(profile);
    let [gradient, activation, of] = match setting {
        Setting::Identity { .. } => ["‖∂J/∂W[l]‖", "a[l]", ""],
        Setting::Random(_) => ["∂J/∂W[l] for dz[L] = 1", "a[l]", ", root mean square"],
    };
    let panel = |title: String, table, label: &str| Panel {
        title,
        x: Axis::linear("layer l").over(0.0, profile.depth() as f64),
        y: Axis::logarithmic(label).over(range.0, range.1),
        series: series(table, color(setting), range),
        equal: false,
    };
    Figure {
        title: "Gradients and activations by layer".into(),
        alternative: alternative(profile),
        panels: vec![
            panel(format!("gradient of each layer{of}"), "gradients", gradient),
            panel(format!("activations{of}"), "activations", activation),
        ],
    }
}

fn series(table: &'static str, color: usize, (low, high): (f64, f64)) -> Vec<Series> {
    let mut series = vec![
        Series::of(table, ("layer", "found"), Mark::Points, color).labeled("one network"),
        Series::of(table, ("layer", "predicted"), Mark::Dashed, color).labeled("predicted"),
    ];
    for (format, label, color) in FORMATS {
        let ends = [format.smallest_normal(), format.largest()].into_iter().filter(|end| (low..=high).contains(end));
        series.extend(ends.map(|end| Series::level(end, color).labeled(label)));
    }
    series
}

fn color(setting: &Setting) -> usize {
    match setting {
        Setting::Identity { c, .. } if *c >= 1.0 => GROWING,
        Setting::Identity { .. } => FALLING,
        Setting::Random(_) => WEIGHTS,
    }
}

/// Ends at multiples of 5 or 20 decades, around all sizes and the normal numbers of f16.
fn range(profile: &Profile) -> (f64, f64) {
    let sizes = profile.gradients.iter().chain(&profile.activations).flat_map(|size| [size.found, size.predicted]);
    let ends = [Format::F16.smallest_normal(), Format::F16.largest()];
    let (low, high) = sizes
        .chain(ends)
        .filter(is_shown)
        .map(bits::log10)
        .fold((0.0, 0.0), |(low, high), decades| (bits::min(low, decades), bits::max(high, decades)));
    let step = STEPS[usize::from(high - low > SHORT)];
    let power = |steps: f64| bits::powf(10.0, step * steps);
    (power((low / step).floor()), power((high / step).ceil()))
}

fn alternative(profile: &Profile) -> String {
    let course = |from: f64, to: f64| match to / from {
        ratio if ratio > 10.0 => "rise",
        ratio if ratio < 0.1 => "fall",
        _ => "stay within a factor of 10",
    };
    format!(
        "Two panels over the layer, each with points for one network and a dashed prediction, on one logarithmic axis with the ends of f16 and, where they \
         lie in it, of f32. Left: from the first layer to the last hidden one predicted gradients {}. Right: predicted activations {}.",
        course(profile.first().predicted, profile.last_hidden().predicted),
        course(profile.activations[0].predicted, profile.last_activation().predicted)
    )
}
