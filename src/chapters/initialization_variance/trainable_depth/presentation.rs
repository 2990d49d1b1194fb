//! How are the shares shown? A table of all squares, and a heat map for each activation with six depth scales of theory.

use super::prediction::{self, Scales};
use super::{CONFIDENCE, COURSE, DEEP, DEEPEST, EXAMPLES, RACE, SEEDS, SEEDS_DEEP, Square, TELL, WIDTH, deciding};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::initialization_variance::training::{Addition, MOMENTUM, Trained};
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Scale, Series, Table};
use crate::statistics;

pub(super) fn table(settings: &Settings, squares: &[Square]) -> Table {
    let mut table = Table::new("Share of starts that learn digits, by activation, scheme and depth", 3, columns());
    squares.iter().for_each(|square| table.push(square.cells()));
    table.note(format!(
        "{EXAMPLES} digits, standardized; {WIDTH} units in each hidden layer; single precision; mini-batches of {}; momentum {MOMENTUM}; at \
         most {} steps to a loss of {}·ln 10, averaged over eight batches; given up if it still is above 0.98·ln 10 \
         after {} steps. The step is the winner of a race of {:?} on starts that do not count: {} steps from one, then the \
         best two {} steps from {}. small: deviation 0.01; unit: deviation 1; orthogonal: with the gain √2 for ReLU. Glorot's variance is \
         1/n, since all hidden layers are equally wide. share is of {} starts, from {DEEP} layers on of {}, and of {} where \
         claim L11-01 compares it (so many tell a share {TELL} from ½), with Wilson's {}% interval. steps and loss are medians. \
         length is the median mean square of z in the last hidden layer at the \
         start. growth is the factor of squared derivatives by z per hidden layer backward at the start (geometric mean over starts and \
         layers, one batch), growth_predicted that of infinite width: for plain networks χ₁ at the length that signals tend to. \
         six_gradient_scales is 6/|ln χ₁|; six_depth_scales is 6ξ of Schoenholz et al. 2017, with χ at the correlation to which \
         different inputs tend (their networks have tanh). gradient_depth and predicted_depth are the same two within the depths of the table.",
        COURSE.batch,
        COURSE.budget,
        COURSE.level,
        COURSE.patience,
        RACE.steps,
        RACE.heat,
        RACE.last,
        RACE.pilots,
        settings.replicates_or(SEEDS),
        settings.replicates_or(SEEDS_DEEP),
        settings.replicates_or(deciding()),
        CONFIDENCE * 100.0,
    ));
    table
}

fn columns() -> Vec<Column> {
    let number = |name, digits| Column::number(name, "1", digits);
    vec![
        Column::text("activation"),
        Column::text("network"),
        Column::count("depth", "layers"),
        number("step", Digits::Significant(1)),
        Column::count("arrived", "starts"),
        Column::count("starts", "starts"),
        number("share", Digits::Fixed(2)),
        number("share_low", Digits::Fixed(2)),
        number("share_high", Digits::Fixed(2)),
        Column::number("steps", "steps", Digits::Significant(3)),
        number("loss", Digits::Significant(3)),
        number("length", Digits::Significant(2)),
        number("growth", Digits::Significant(3)),
        number("growth_predicted", Digits::Significant(3)),
        number("six_gradient_scales", Digits::Significant(3)),
        number("six_depth_scales", Digits::Significant(3)),
        number("gradient_depth", Digits::Significant(3)),
        number("predicted_depth", Digits::Significant(3)),
    ]
}

impl Square {
    fn cells(&self) -> Vec<Cell> {
        let interval = self.share_interval();
        let steps: Vec<f64> = self.outcomes.iter().map(Trained::steps_or_never).collect();
        let losses: Vec<f64> = self.outcomes.iter().map(|outcome| outcome.loss).collect();
        let median = |values: &[f64]| statistics::median(values).ok();
        let logarithms: Vec<f64> = self.growths.iter().map(|&growth| bits::ln(growth)).collect();
        let growth = statistics::mean(&logarithms).ok().map(bits::exp);
        let scales = (self.plan.recipe.addition == Addition::Plain)
            .then(|| Scales::new(self.plan.activation, self.plan.initializer(), WIDTH));
        let six = [Scales::six_of_gradients, Scales::six_of_information].map(|of| scales.as_ref().map(of));
        vec![
            self.plan.activation.name().into(),
            self.plan.recipe.name.into(),
            self.plan.depth.into(),
            self.step.into(),
            self.arrived().into(),
            self.outcomes.len().into(),
            self.share().into(),
            interval.low.into(),
            interval.high.into(),
            median(&steps).filter(|steps| steps.is_finite()).into(),
            median(&losses).into(),
            median(&self.lengths).into(),
            growth.into(),
            growth.and_then(|_| prediction::growth(self.plan)).into(),
            six[0].into(),
            six[1].into(),
            six[0].map(within_the_table).into(),
            six[1].map(within_the_table).into(),
        ]
    }
}

fn within_the_table(depth: f64) -> f64 {
    bits::clamp(depth, 1.0, DEEPEST as f64)
}

pub(super) fn figure() -> Figure {
    let depths = |activation: Activation, label: &str, y, color| Series {
        table: "",
        label: label.into(),
        x: "network",
        y,
        only: vec![("activation", activation.name().into()), ("depth", "1".into())],
        mark: Mark::Points,
        color,
    };
    let panel = |activation: Activation, title: &str| Panel {
        title: title.into(),
        x: Axis::linear("start"),
        y: Axis::logarithmic("depth"),
        series: vec![
            Series {
                table: "",
                label: "share of starts that arrive".into(),
                x: "network",
                y: "depth",
                only: vec![("activation", activation.name().into())],
                mark: Mark::Heat { value: "share", scale: Scale::Linear, range: Some((0.0, 1.0)) },
                color: 0,
            },
            depths(activation, "6ξ", "predicted_depth", 1),
            depths(activation, "6/|ln χ₁|", "gradient_depth", 2),
        ],
        equal: false,
    };
    Figure {
        title: "Which networks learn digits".into(),
        alternative:
            "Two heat maps, tanh and ReLU, with a column for each way to start and a row for each depth from 1 \
                      to 50. Fixed deviations of 0.01 and 1 fail beyond a few layers, 1/n with ReLU beyond ten. The \
                      careful starts reach twenty layers with both activations. At fifty most of them fail: orthogonal \
                      matrices with tanh arrive, and small weights with residual connections. With batch normalization \
                      the depth at which networks stop arriving lies between ten and fifty. Two points mark six depth \
                      scales of plain networks, of information and of gradients; they lie apart for tanh with \
                      deviation 1, with 2/n beyond the map."
                .into(),
        panels: vec![panel(Activation::Tanh, "tanh"), panel(Activation::Relu, "ReLU")],
    }
}
