//! How are the sweeps shown? A table of medians and held-out effects, heat maps of the loss, and the effect over the depth.

use super::claims::WORTH;
use super::{Addition, CONFIDENCE, COURSE, DEPTHS, EXAMPLES, MULTIPLIERS, RACE, SEEDS, Sweep, WIDTH, effects_at};
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::chapters::initialization_variance::training::{MOMENTUM, Trained};
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Scale, Series, Table};
use crate::statistics;

pub(super) fn table(settings: &Settings, sweeps: &[Sweep]) -> Table {
    let mut table =
        Table::new("Steps to the target over the multiplier of the variance, and what tuning it buys", 5, columns());
    for addition in [Addition::Plain, Addition::LayerNormalization, Addition::BatchNormalization] {
        for depth in DEPTHS {
            table.push(pooled(sweeps, addition, depth));
        }
    }
    table.read_first(table.rows().len());
    for sweep in sweeps {
        (0..MULTIPLIERS.len()).for_each(|index| table.push(sweep.cells(index)));
        table.push(sweep.tuned_cells());
    }
    table.note(format!(
        "{WIDTH} units in each hidden layer; single precision; at most {EXAMPLES} standardized examples; mini-batches of {}; \
         momentum {MOMENTUM}; at most {} steps to a loss of {}·ln(classes), averaged over eight batches; given up if it still is above \
         0.98·ln(classes) after {} steps. multiplier is g², a factor on the variance 2/n (ReLU) or 1/n (tanh). The step is the \
         winner of a race of {:?} with g² = 1 on starts that do not count: {} steps from one, then the best two {} steps from \
         {}. steps and loss are medians over {} starts; arrived counts starts. effect is the median over starts of \
         steps at g² = 1 over steps at the g² that the other half of the starts chose, with the exact interval of the \
         median at {}% or more; a run that did not arrive counts as the whole budget, and a start where neither \
         arrived is left out. Rows of `all` pool the data sets and activations: starts as in the effect, tasks where any \
         start arrived, and helped, those whose effect is above {WORTH}. The CSV has every task.",
        COURSE.batch,
        COURSE.budget,
        COURSE.level,
        COURSE.patience,
        RACE.steps,
        RACE.heat,
        RACE.last,
        RACE.pilots,
        settings.replicates_or(SEEDS),
        CONFIDENCE * 100.0,
    ));
    table
}

fn columns() -> Vec<Column> {
    let number = |name, digits| Column::number(name, "1", digits);
    vec![
        Column::text("data"),
        Column::text("layers"),
        Column::text("activation"),
        Column::count("depth", "layers"),
        Column::text("multiplier"),
        number("step", Digits::Significant(1)),
        Column::count("arrived", "starts"),
        Column::count("starts", "starts"),
        Column::number("steps", "steps", Digits::Significant(3)),
        number("loss", Digits::Significant(3)),
        number("best_multiplier", Digits::Significant(3)),
        number("effect", Digits::Significant(3)),
        number("effect_low", Digits::Significant(3)),
        number("effect_high", Digits::Significant(3)),
        Column::count("tasks", "tasks"),
        Column::count("helped", "tasks"),
    ]
}

impl Sweep {
    fn key(&self, multiplier: &str) -> Vec<Cell> {
        vec![
            self.data.as_str().into(),
            self.addition.name().into(),
            self.activation.name().into(),
            self.depth.into(),
            multiplier.into(),
            self.step.into(),
        ]
    }

    fn cells(&self, index: usize) -> Vec<Cell> {
        let outcomes = &self.outcomes[index];
        let steps: Vec<f64> = outcomes.iter().map(Trained::steps_or_never).collect();
        let losses: Vec<f64> = outcomes.iter().map(|outcome| outcome.loss).collect();
        let mut cells = self.key(MULTIPLIERS[index].1);
        cells.extend([
            steps.iter().filter(|steps| steps.is_finite()).count().into(),
            outcomes.len().into(),
            statistics::median(&steps).ok().filter(|steps| steps.is_finite()).into(),
            statistics::median(&losses).ok().into(),
        ]);
        cells.extend([const { Cell::Empty }; 6]);
        cells
    }

    fn tuned_cells(&self) -> Vec<Cell> {
        let mut cells = self.key("tuned");
        cells.extend([Cell::Empty, self.effects().len().into(), Cell::Empty, Cell::Empty]);
        cells.push(MULTIPLIERS[self.best(|_| true)].0.into());
        cells.extend(effect_cells(&self.effects()));
        cells.extend([Cell::Empty, Cell::Empty]);
        cells
    }
}

/// Median with its interval, where there are values enough for one.
fn effect_cells(effects: &[f64]) -> [Cell; 3] {
    let interval = statistics::median_interval(effects, CONFIDENCE).ok();
    [
        statistics::median(effects).ok().into(),
        interval.map(|interval| interval.low).into(),
        interval.map(|interval| interval.high).into(),
    ]
}

fn pooled(sweeps: &[Sweep], addition: Addition, depth: usize) -> Vec<Cell> {
    let effects = effects_at(sweeps, addition, depth);
    let mut cells: Vec<Cell> = vec!["all".into(), addition.name().into(), "all".into(), depth.into(), "tuned".into()];
    cells.extend([Cell::Empty, Cell::Empty, effects.len().into(), Cell::Empty, Cell::Empty, Cell::Empty]);
    cells.extend(effect_cells(&effects));
    let these = sweeps.iter().filter(|sweep| sweep.addition == addition && sweep.depth == depth);
    let medians: Vec<f64> = these.filter_map(Sweep::effect).collect();
    cells.extend([medians.len().into(), medians.iter().filter(|&&effect| effect > WORTH).count().into()]);
    cells
}

pub(super) fn figure() -> Figure {
    let heat = |title: &str, layers: Addition, activation: Activation| Panel {
        title: title.into(),
        x: Axis::linear("multiplier g²"),
        y: Axis::logarithmic("depth"),
        series: vec![Series {
            table: "",
            label: "median loss".into(),
            x: "multiplier",
            y: "depth",
            only: vec![
                ("data", "digits".into()),
                ("layers", layers.name().into()),
                ("activation", activation.name().into()),
                ("best_multiplier", String::new()),
            ],
            mark: Mark::Heat { value: "loss", scale: Scale::Logarithmic, range: Some((0.2, 4.0)) },
            color: 0,
        }],
        equal: false,
    };
    let line = |label: &str, layers: Addition, color| Series {
        table: "",
        label: label.into(),
        x: "depth",
        y: "effect",
        only: vec![("data", "all".into()), ("layers", layers.name().into())],
        mark: Mark::LinePoints,
        color,
    };
    Figure {
        title: "Tuning the variance of the initial weights".into(),
        alternative: "Three heat maps of the loss on digits by multiplier and depth. With tanh the smallest multipliers \
                      fail first as depth grows, with ReLU the largest; with batch normalization the loss grows with depth \
                      and hardly depends on the multiplier. A fourth panel: the effect of tuning on the number of \
                      steps by depth, near one throughout."
            .into(),
        panels: vec![
            heat("digits, tanh", Addition::Plain, Activation::Tanh),
            heat("digits, ReLU", Addition::Plain, Activation::Relu),
            heat("digits, ReLU, batch norm", Addition::BatchNormalization, Activation::Relu),
            Panel {
                title: "all tasks".into(),
                x: Axis::logarithmic("depth"),
                y: Axis::logarithmic("steps at g² = 1 / steps when tuned"),
                series: vec![
                    line("plain", Addition::Plain, 1),
                    line("layer norm", Addition::LayerNormalization, 0),
                    line("batch norm", Addition::BatchNormalization, 2),
                ],
                equal: false,
            },
        ],
    }
}
