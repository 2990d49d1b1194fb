//! How are metrics of right gradients drawn? As curves over ε with the thresholds.

use super::THRESHOLDS;
use crate::activation::Activation;
use crate::chapters::activations;
use crate::chapters::precision::Precision;
use crate::report::{Axis, Figure, Mark, Panel, Series};

/// The activations, each with the color of its place.
const DRAWN: [Activation; 4] = [Activation::Tanh, Activation::Relu, Activation::Sigmoid, Activation::Gelu];

pub(super) fn figure() -> Figure {
    let curves = |precision: Precision| {
        let mut all = Vec::new();
        for (color, activation) in DRAWN.into_iter().enumerate() {
            let of = |y, mark| {
                let series = Series::of("metrics", ("step", y), mark, color);
                series.only("activation", activation.name()).only("precision", precision.name())
            };
            all.push(of("metric", Mark::Points).labeled(activations::words(activation)));
            if !activation.has_kink() {
                all.push(of("predicted", Mark::Dashed));
            }
        }
        let levels = THRESHOLDS.iter().zip(["10⁻⁷", "10⁻⁵", "10⁻³"]);
        all.extend(levels.map(|(&threshold, words)| Series::level(threshold, 7).labeled(words)));
        all
    };
    let kinks = vec![
        Series::of("kinks", ("step", "share"), Mark::Points, 1).labeled("counted"),
        Series::of("kinks", ("step", "predicted"), Mark::Dashed, 1).labeled("predicted"),
    ];
    let step = || Axis::logarithmic("ε").over(1e-12, 0.1);
    let panel = |title: &str, x: Axis, y: Axis, series| Panel { title: title.into(), x, y, series, equal: false };
    Figure {
        title: "The metric of right gradients over the step".into(),
        alternative: "Three panels over ε with logarithmic axes. Left, double precision: for smooth activations the metric is a V with its lowest point near 1e-5, on dashed \
                      predictions; at ε = 1e-7 it is still below the threshold 1e-7. ReLU is far above them for large ε, where kinks lie within the step. Middle, single precision: the V \
                      has its lowest point near 1e-2, above the threshold 1e-5, and the metric is near 1 from ε = 1e-7 on. Right: the share of coordinates with a kink within ε falls \
                      along the prediction, which is in proportion to ε while it is small, within about a factor of two; below 1e-4 none is counted."
            .into(),
        panels: vec![
            panel(Precision::F64.words(), step(), Axis::logarithmic("metric").over(1e-12, 1.5), curves(Precision::F64)),
            panel(Precision::F32.words(), step(), Axis::logarithmic("metric").over(1e-12, 1.5), curves(Precision::F32)),
            panel("ReLU: kinks within ε", Axis::logarithmic("ε").over(1e-6, 0.1), Axis::logarithmic("share").over(1e-6, 1.0), kinks),
        ],
    }
}
