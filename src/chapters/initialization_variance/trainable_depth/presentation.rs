//! How are the shares shown? Tables of all squares and of the limits of theory, and a heat map for each activation with both.

use super::prediction::{self, Scales};
use super::{
    ACTIVATIONS, CONFIDENCE, COURSE, DEEP, DEEPEST, EXAMPLES, Plan, RACE, RECIPES, SEEDS, SEEDS_DEEP, Square, TELL,
    WIDTH, deciding,
};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::activations;
use crate::chapters::initialization_variance::training::{Addition, MOMENTUM, Trained};
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Scale, Series, Table};
use crate::statistics;

fn share(name: &'static str) -> Column {
    Column::number(name, "1", Digits::Fixed(2))
}

pub(super) fn squares(settings: &Settings, squares: &[Square]) -> Table {
    let columns = vec![
        Column::text("activation").from(|row: &Square| activations::cell(row.plan.activation)).key(),
        Column::text("network").from(|row: &Square| (row.plan.recipe.name, row.plan.recipe.words)).key(),
        Column::count("depth", "layers").from(|row: &Square| row.plan.depth).key(),
        Column::significant("step", 1).from(|row: &Square| row.step),
        Column::count("arrived", "starts").from(Square::arrived),
        Column::count("starts", "starts").from(|row: &Square| row.outcomes.len()),
        share("share").from(Square::share),
        share("share_low").titled("at least").from(|row: &Square| row.share_interval().low),
        share("share_high").titled("at most").from(|row: &Square| row.share_interval().high),
        Column::number("steps", "steps", Digits::Significant(3)).from(Square::steps),
        Column::significant("loss", 3).from(|row: &Square| median(row.outcomes.iter().map(|outcome| outcome.loss))),
        Column::significant("length", 2).from(|row: &Square| median(row.lengths.iter().copied())),
        Column::significant("growth", 3).from(Square::growth),
        Column::significant("growth_predicted", 3)
            .titled("predicted")
            .from(|row: &Square| row.growth().and_then(|_| prediction::growth(row.plan))),
    ];
    let read = |row: &Square| row.plan.depth == DEEP;
    let table = Table::of("Which share of starts learns digits?", columns, squares).named("squares");
    table.reading(squares.iter().map(read)).noted(format!(
        "{EXAMPLES} digits, standardized; {WIDTH} units in each hidden layer; single precision; mini-batches of {}; momentum {MOMENTUM}; at \
         most {} steps to a loss of {}·ln 10, averaged over eight batches; given up if it still is above 0.98·ln 10 \
         after {} steps. The step is the winner of a race of {:?} on starts that do not count: {} steps from one, then the \
         best two {} steps from {}. Orthogonal: with the gain √2 for ReLU. Glorot's variance is \
         1/n, since all hidden layers are equally wide. The share is of {} starts, from {DEEP} layers on of {}, and of {} where \
         claim L11-01 compares it (so many tell a share {TELL} from ½), with Wilson's {}% interval. Steps and loss are medians; there are no steps \
         where half do not arrive. Length: the median mean square of z in the last hidden layer at the \
         start. Growth: the factor of squared derivatives by z per hidden layer backward at the start (geometric mean over starts and \
         layers, one batch), predicted for infinite width: for plain networks χ₁ at the length that signals tend to; networks of few layers have \
         none, and there is no prediction with residual connections. The CSV has every depth.",
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
    ))
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    statistics::median(&values.collect::<Vec<f64>>()).ok()
}

impl Square {
    fn steps(&self) -> Option<f64> {
        median(self.outcomes.iter().map(Trained::steps_or_never)).filter(|steps| steps.is_finite())
    }

    fn growth(&self) -> Option<f64> {
        let logarithms: Vec<f64> = self.growths.iter().map(|&growth| bits::ln(growth)).collect();
        statistics::mean(&logarithms).ok().map(bits::exp)
    }
}

/// What theory says of plain networks of any depth.
struct Limit {
    plan: Plan,
    six: [f64; 2],
}

impl Limit {
    fn of(plan: Plan) -> Self {
        let scales = Scales::new(plan.activation, plan.initializer(), WIDTH);
        Limit { plan, six: [scales.six_of_gradients(), scales.six_of_information()] }
    }
}

pub(super) fn limits() -> Table {
    let columns = vec![
        Column::text("activation").from(|row: &Limit| activations::cell(row.plan.activation)).key(),
        Column::text("network").from(|row: &Limit| (row.plan.recipe.name, row.plan.recipe.words)).key(),
        Column::significant("six_gradient_scales", 3).titled("6/|ln χ₁|").from(|row: &Limit| row.six[0]),
        Column::significant("six_depth_scales", 3).titled("6ξ").from(|row: &Limit| row.six[1]),
        Column::significant("gradient_depth", 3)
            .titled("6/|ln χ₁|, on the map")
            .from(|row: &Limit| within_the_map(row.six[0])),
        Column::significant("predicted_depth", 3)
            .titled("6ξ, on the map")
            .from(|row: &Limit| within_the_map(row.six[1])),
    ];
    let rows = ACTIVATIONS.into_iter().flat_map(|activation| {
        let plain = RECIPES.into_iter().filter(|recipe| recipe.addition == Addition::Plain);
        plain.map(move |recipe| Limit::of(Plan { activation, recipe, depth: DEEPEST }))
    });
    Table::of("How deep may a wide network be?", columns, rows).named("limits").noted(
        "6ξ is that of Schoenholz et al. 2017, with χ at the correlation to which different inputs tend (their networks have tanh).",
    )
}

fn within_the_map(depth: f64) -> f64 {
    bits::clamp(depth, 1.0, DEEPEST as f64)
}

pub(super) fn figure() -> Figure {
    let limit = |activation: Activation, y, color| {
        Series::of("limits", ("network", y), Mark::Points, color).only("activation", activation.name())
    };
    let shares = Mark::Heat { value: "share", scale: Scale::Linear, range: Some((0.0, 1.0)) };
    let panel = |activation: Activation| Panel {
        title: activations::words(activation).into(),
        x: Axis::of_names("start"),
        y: Axis::logarithmic("depth"),
        series: vec![
            Series::of("squares", ("network", "depth"), shares, 0)
                .labeled("share of starts that arrive")
                .only("activation", activation.name()),
            limit(activation, "predicted_depth", 1).labeled("6ξ"),
            limit(activation, "gradient_depth", 2).labeled("6/|ln χ₁|"),
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
        panels: ACTIVATIONS.map(panel).into(),
    }
}
