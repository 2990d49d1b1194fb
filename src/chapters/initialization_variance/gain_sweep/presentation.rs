//! How are the sweeps shown? Tables of medians and held-out effects, heat maps of the loss, and the effect over the depth.

use super::claims::WORTH;
use super::{Addition, CONFIDENCE, COURSE, DEPTHS, EXAMPLES, MULTIPLIERS, RACE, SEEDS, Sweep, WIDTH, effects_at};
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::chapters::activations;
use crate::chapters::initialization_variance::training::{MOMENTUM, Trained};
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Scale, Series, Table};
use crate::statistics;

pub(super) fn tables(settings: &Settings, sweeps: &[Sweep]) -> Vec<Table> {
    vec![pools(settings, sweeps), tasks(sweeps), multipliers(settings, sweeps)]
}

/// All tasks with these layers, of one depth.
struct Pool {
    addition: Addition,
    depth: usize,
    effects: Vec<f64>,
    /// Of each task where any start arrived.
    medians: Vec<f64>,
}

impl Pool {
    fn of(sweeps: &[Sweep], addition: Addition, depth: usize) -> Self {
        let these = sweeps.iter().filter(|sweep| sweep.addition == addition && sweep.depth == depth);
        let medians = these.filter_map(Sweep::effect).collect();
        Pool { addition, depth, effects: effects_at(sweeps, addition, depth), medians }
    }

    fn helped(&self) -> usize {
        self.medians.iter().filter(|&&effect| effect > WORTH).count()
    }
}

/// The median, and one end of its interval, where there are values enough for one.
fn median(effects: &[f64]) -> Option<f64> {
    statistics::median(effects).ok()
}

fn end(effects: &[f64], of: fn(statistics::Interval) -> f64) -> Option<f64> {
    statistics::median_interval(effects, CONFIDENCE).ok().map(of)
}

fn pools(settings: &Settings, sweeps: &[Sweep]) -> Table {
    let columns = vec![
        Column::text("layers").from(|row: &Pool| (row.addition.name(), row.addition.words())).key(),
        Column::count("depth", "layers").from(|row: &Pool| row.depth).key(),
        Column::count("starts", "starts").from(|row: &Pool| row.effects.len()),
        Column::significant("effect", 3).from(|row: &Pool| median(&row.effects)),
        Column::significant("effect_low", 3)
            .titled("at least")
            .from(|row: &Pool| end(&row.effects, |interval| interval.low)),
        Column::significant("effect_high", 3)
            .titled("at most")
            .from(|row: &Pool| end(&row.effects, |interval| interval.high)),
        Column::count("tasks", "tasks").from(|row: &Pool| row.medians.len()),
        Column::count("helped", "tasks").from(Pool::helped),
    ];
    let additions = [Addition::Plain, Addition::LayerNormalization, Addition::BatchNormalization];
    let rows = additions.into_iter().flat_map(|addition| DEPTHS.map(|depth| Pool::of(sweeps, addition, depth)));
    Table::of("What does it buy to tune the multiplier, by depth?", columns, rows).named("pools").noted(format!(
        "{WIDTH} units in each hidden layer; single precision; at most {EXAMPLES} standardized examples; mini-batches of {}; momentum {MOMENTUM}; at most {} \
         steps to a loss of {}·ln(classes), averaged over eight batches; given up if it still is above 0.98·ln(classes) after {} steps. Effect: the \
         median over starts of steps at γ² = 1 over steps at the γ² that the other half of the {} starts of a task chose, with the exact interval of the \
         median at {}% or more; a run that did not arrive counts as the whole budget, and a start where neither arrived is left out. Data sets \
         and activations are pooled: tasks where any start arrived, and helped, those whose effect is above {WORTH}.",
        COURSE.batch,
        COURSE.budget,
        COURSE.level,
        COURSE.patience,
        settings.replicates_or(SEEDS),
        CONFIDENCE * 100.0,
    ))
}

fn tasks(sweeps: &[Sweep]) -> Table {
    let rows: Vec<(&Sweep, Vec<f64>)> = sweeps.iter().map(|sweep| (sweep, sweep.effects())).collect();
    type Row<'s> = (&'s Sweep, Vec<f64>);
    let columns = vec![
        Column::text("data").from(|row: &Row| row.0.data.clone()).key(),
        Column::text("layers").from(|row: &Row| (row.0.addition.name(), row.0.addition.words())).key(),
        Column::text("activation").from(|row: &Row| activations::cell(row.0.activation)).key(),
        Column::count("depth", "layers").from(|row: &Row| row.0.depth).key(),
        Column::number("step", "1", Digits::Significant(1)).from(|row: &Row| row.0.step),
        Column::count("starts", "starts").from(|row: &Row| row.1.len()),
        Column::significant("best_multiplier", 3)
            .titled("best γ²")
            .from(|row: &Row| MULTIPLIERS[row.0.best(|_| true)].0),
        Column::significant("effect", 3).from(|row: &Row| median(&row.1)),
        Column::significant("effect_low", 3).titled("at least").from(|row: &Row| end(&row.1, |interval| interval.low)),
        Column::significant("effect_high", 3).titled("at most").from(|row: &Row| end(&row.1, |interval| interval.high)),
    ];
    let read =
        |row: &Row| row.0.addition == Addition::Plain && row.0.activation == Activation::Tanh && row.0.depth == 20;
    let table = Table::of("What does it buy to tune the multiplier, by task?", columns, &rows).named("tasks");
    table.reading(rows.iter().map(read)).noted(format!(
        "The step is the winner of a race of {:?} with γ² = 1 on starts that do not count: {} steps from one, then the best two {} steps from {}. Best γ²: \
         by all starts. Effect and starts as for all tasks; there is no interval of few starts, and no effect where none arrived. The CSV has every task.",
        RACE.steps, RACE.heat, RACE.last, RACE.pilots,
    ))
}

/// All starts of a task with one multiplier.
struct Starts<'s> {
    sweep: &'s Sweep,
    multiplier: &'static str,
    outcomes: &'s [Trained],
}

impl<'s> Starts<'s> {
    fn all(sweep: &'s Sweep) -> impl Iterator<Item = Self> {
        let outcomes = MULTIPLIERS.iter().zip(&sweep.outcomes);
        outcomes.map(move |((_, multiplier), outcomes)| Starts { sweep, multiplier, outcomes })
    }

    fn arrived(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.steps.is_some()).count()
    }

    fn median(&self, of: fn(&Trained) -> f64) -> Option<f64> {
        median(&self.outcomes.iter().map(of).collect::<Vec<f64>>())
    }

    fn steps(&self) -> Option<f64> {
        self.median(Trained::steps_or_never).filter(|steps| steps.is_finite())
    }
}

fn multipliers(settings: &Settings, sweeps: &[Sweep]) -> Table {
    let columns = vec![
        Column::text("data").from(|row: &Starts| row.sweep.data.clone()).key(),
        Column::text("layers").from(|row: &Starts| (row.sweep.addition.name(), row.sweep.addition.words())).key(),
        Column::text("activation").from(|row: &Starts| activations::cell(row.sweep.activation)).key(),
        Column::count("depth", "layers").from(|row: &Starts| row.sweep.depth).key(),
        Column::text("multiplier").titled("γ²").from(|row: &Starts| row.multiplier).key(),
        Column::number("step", "1", Digits::Significant(1)).from(|row: &Starts| row.sweep.step),
        Column::count("arrived", "starts").from(Starts::arrived),
        Column::count("starts", "starts").from(|row: &Starts| row.outcomes.len()),
        Column::number("steps", "steps", Digits::Significant(3)).from(Starts::steps),
        Column::significant("loss", 3).from(|row: &Starts| row.median(|outcome| outcome.loss)),
    ];
    let rows: Vec<Starts> = sweeps.iter().flat_map(Starts::all).collect();
    let read = |row: &Starts| {
        let Sweep { data, addition, depth, .. } = row.sweep;
        data == "digits" && *addition == Addition::Plain && *depth == 20
    };
    let table = Table::of("How many steps does a network need, by the multiplier of the variance?", columns, &rows);
    table.named("multipliers").reading(rows.iter().map(read)).noted(format!(
        "γ² is a factor on the variance 2/n (ReLU) or 1/n (tanh). Steps and loss are medians over {} starts; there are no steps where half do not arrive. \
         The CSV has every task.",
        settings.replicates_or(SEEDS)
    ))
}

pub(super) fn figure() -> Figure {
    let heat = |title: &str, layers: Addition, activation: Activation| Panel {
        title: title.into(),
        x: Axis::linear("multiplier γ²"),
        y: Axis::logarithmic("depth"),
        series: vec![
            Series::of(
                "multipliers",
                ("multiplier", "depth"),
                Mark::Heat { value: "loss", scale: Scale::Logarithmic, range: Some((0.2, 4.0)) },
                0,
            )
            .labeled("median loss")
            .only("data", "digits")
            .only("layers", layers.name())
            .only("activation", activation.name()),
        ],
        equal: false,
    };
    let line = |layers: Addition, color| {
        let series = Series::of("pools", ("depth", "effect"), Mark::LinePoints, color);
        series.only("layers", layers.name()).labeled(layers.words())
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
                y: Axis::logarithmic("steps at γ² = 1 / steps when tuned"),
                series: vec![
                    line(Addition::Plain, 1),
                    line(Addition::LayerNormalization, 0),
                    line(Addition::BatchNormalization, 2),
                ],
                equal: false,
            },
        ],
    }
}
