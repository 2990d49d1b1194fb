//! How are metrics of right gradients shown? As curves over ε with the thresholds, and as verdicts.

use super::correct::Correct;
use super::kinks::Kinks;
use super::sweep::Sweep;
use super::{EXPONENTS, THRESHOLDS, epsilon};
use crate::chapters::precision::Precision;
use crate::gradcheck::Verdict;
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};

pub(super) fn table(sweeps: &[Sweep], kinks: &[Kinks], correct: &[Correct]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let count = |name| Column::count(name, "1");
    let mut table = Table::new(
        "Right gradients: verdicts of the checker, and metrics of plain two-sided quotients",
        4,
        vec![
            Column::text("part"),
            Column::text("activation"),
            Column::text("precision"),
            Column::text("epsilon"),
            number("step"),
            number("metric"),
            number("low"),
            number("high"),
            number("predicted"),
            count("cases"),
            count("above_great"),
            count("above_look"),
            count("above_doubt"),
            count("passed"),
            count("undecidable"),
            count("failed"),
        ],
    );
    verdicts(&mut table, correct);
    let in_short = |sweep: &Sweep, exponent: i32| {
        matches!(sweep.activation.name(), "tanh" | "relu") && [1, 2, 3, 4, 5, 7, 9].contains(&exponent)
    };
    for short in [true, false] {
        for sweep in sweeps {
            for exponent in EXPONENTS.filter(|&exponent| in_short(sweep, exponent) == short) {
                push_metric(&mut table, sweep, exponent);
            }
        }
        if short {
            kinks.iter().take(5).for_each(|kinks| push_kinks(&mut table, kinks));
            table.read_first(table.rows().len());
        }
    }
    kinks.iter().skip(5).for_each(|kinks| push_kinks(&mut table, kinks));
    thresholds(&mut table);
    table.note(
        "Rows `checker`: verdicts of GradientCheck on random right networks; `failed` are false alarms. Rows `metric`: the notes' recipe on right gradients, median over \
         networks with its interval, and how many of them lie above 1e-7, 1e-5 and 1e-3. Rows `kinks`: the share of coordinates of ReLU networks with a kink within ε. The \
         CSV has every activation and step.",
    );
    table
}

fn verdicts(table: &mut Table, correct: &[Correct]) {
    let mut push = |activation: &str, precision: Precision, of: &[&Correct]| {
        let count = |verdict| of.iter().map(|correct| correct.count(verdict)).sum::<usize>();
        let cases: usize = of.iter().map(|correct| correct.verdicts.len()).sum();
        let mut row: Vec<Cell> = vec!["checker".into(), activation.into(), precision.name().into(), "".into()];
        row.extend((0..5).map(|_| Cell::Empty));
        row.push(cases.into());
        row.extend((0..3).map(|_| Cell::Empty));
        row.extend([Verdict::Pass, Verdict::Undecidable, Verdict::Fail].map(|verdict| Cell::from(count(verdict))));
        table.push(row);
    };
    for precision in Precision::ALL {
        let of: Vec<&Correct> = correct.iter().filter(|correct| correct.precision == precision).collect();
        of.iter().for_each(|one| push(one.activation.name(), precision, &[one]));
        push("all", precision, &of);
    }
}

fn push_metric(table: &mut Table, sweep: &Sweep, exponent: i32) {
    let median = sweep.median(exponent);
    let mut row: Vec<Cell> = vec!["metric".into(), sweep.activation.name().into(), sweep.precision.name().into()];
    row.extend([format!("1e-{exponent}").into(), epsilon(exponent).into(), median.value.into()]);
    row.extend([median.low.into(), median.high.into(), sweep.predicted(exponent).into(), sweep.samples.len().into()]);
    row.extend(THRESHOLDS.map(|threshold| Cell::from(sweep.above(exponent, threshold))));
    row.extend((0..3).map(|_| Cell::Empty));
    table.push(row);
}

fn push_kinks(table: &mut Table, kinks: &Kinks) {
    let mut row: Vec<Cell> = vec!["kinks".into(), "relu".into(), "f64".into(), format!("1e-{}", kinks.exponent).into()];
    row.extend([epsilon(kinks.exponent).into(), kinks.share.into(), Cell::Empty, Cell::Empty, kinks.predicted.into()]);
    row.push(kinks.coordinates.into());
    row.extend((0..6).map(|_| Cell::Empty));
    table.push(row);
}

/// The thresholds as lines of the figure.
fn thresholds(table: &mut Table) {
    for (threshold, name) in THRESHOLDS.iter().zip(["1e-7", "1e-5", "1e-3"]) {
        for exponent in [*EXPONENTS.start(), *EXPONENTS.end()] {
            let mut row: Vec<Cell> = vec!["threshold".into(), name.into(), "".into(), format!("1e-{exponent}").into()];
            row.extend([epsilon(exponent).into(), (*threshold).into()]);
            row.extend((0..10).map(|_| Cell::Empty));
            table.push(row);
        }
    }
}

fn series(
    label: &str,
    (part, activation, precision): (&str, &str, &str),
    y: &'static str,
    mark: Mark,
    color: usize,
) -> Series {
    let only = [("part", part), ("activation", activation), ("precision", precision)];
    let only =
        only.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, text.to_owned())).collect();
    Series { table: "", label: label.into(), x: "step", y, only, mark, color }
}

pub(super) fn figure() -> Figure {
    let curves = |precision: Precision| {
        let mut all = Vec::new();
        for (color, name) in [(0, "tanh"), (1, "relu"), (2, "sigmoid"), (3, "gelu")] {
            all.push(series(name, ("metric", name, precision.name()), "metric", Mark::Points, color));
            if name != "relu" {
                all.push(series("", ("metric", name, precision.name()), "predicted", Mark::Dashed, color));
            }
        }
        for name in ["1e-7", "1e-5", "1e-3"] {
            all.push(series("", ("threshold", name, ""), "metric", Mark::Contour, 7));
        }
        all
    };
    let kinks = vec![
        series("counted", ("kinks", "relu", "f64"), "metric", Mark::Points, 1),
        series("predicted", ("kinks", "relu", "f64"), "predicted", Mark::Dashed, 1),
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
            panel("double precision", step(), Axis::logarithmic("metric").over(1e-12, 1.5), curves(Precision::F64)),
            panel("single precision", step(), Axis::logarithmic("metric").over(1e-12, 1.5), curves(Precision::F32)),
            panel("ReLU: kinks within ε", Axis::logarithmic("ε").over(1e-6, 0.1), Axis::logarithmic("share").over(1e-6, 1.0), kinks),
        ],
    }
}
