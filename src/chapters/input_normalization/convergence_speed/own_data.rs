//! How many steps does least squares take on somebody's own data? Predicted by κ and counted in the eigenbasis, for each kind of
//! inputs; none is taken.
//!
//! Where nothing can be counted the row says so: a target of zeros is predicted by w = 0, from where descent starts, and what is
//! beyond the range of numbers is named below the table.

use super::super::inputs::{self, AT_LEAST};
use super::Technique;
use super::counted::{Counted, HEAVY_BALL_LIMIT, MODEL};
use super::presentation::{Compared, gains, predicted, steps};
use super::speed::Speed;
use crate::advice::{Bound, Study};
use crate::report::{Column, Table};

const TECHNIQUES: [Technique; 3] = [Technique::FixedStep, Technique::BestStep, Technique::Momentum];

/// The outcome where the condition number is only a bound.
const HIDDEN: &str = "not counted: at least this κ";

/// The answer for each kind of inputs and three methods.
pub fn on_data(study: &Study) -> Table {
    let (known, dataset) = (inputs::condition_numbers(study), study.set());
    let answers = inputs::for_each(dataset, |inputs| {
        let bound = known(inputs);
        let problem = Counted::of_study(study, inputs);
        let speeds = TECHNIQUES.map(|technique| match &problem {
            Ok(problem) => with_bound(counted(problem, technique), bound),
            Err(_) => {
                let speed = Speed::of(&dataset.name, MODEL, inputs, technique);
                Speed { outcome: "not computed".into(), ..speed }
            }
        });
        (speeds, problem.err().map(|reason| inputs::not_computed(inputs, &reason)))
    });
    let (speeds, notes): (Vec<_>, Vec<_>) = answers.into_iter().unzip();
    let mut table = table(&speeds.concat());
    if dataset.target.iter().all(|&value| value == 0.0) {
        table.note(
            "The target is 0 throughout: w = 0, where descent starts, is the minimum, and there is no step to count.",
        );
    }
    if speeds.iter().flatten().any(|speed| speed.outcome == HIDDEN) {
        table.note(AT_LEAST);
    }
    notes.into_iter().flatten().for_each(|note| table.note(note));
    table
}

/// What is taken and not counted is empty: nothing runs here.
fn table(speeds: &[Speed]) -> Table {
    let names = [
        Column::text("data").from(|row: &Compared| row.speed.data.clone()).key(),
        Column::text("model").from(|row: &Compared| row.speed.model).key(),
        Column::text("inputs").from(|row: &Compared| row.speed.inputs).key(),
        Column::text("method").from(|row: &Compared| row.speed.method).key(),
    ];
    let counts = [
        steps("eigenbasis_steps", "", |speed| speed.eigenbasis),
        steps("measured_steps", "", |speed| speed.measured),
        steps("fewest_steps", "", |speed| speed.fewest),
        steps("most_steps", "", |speed| speed.most),
        steps("loss_steps", "", |speed| speed.loss_steps),
    ];
    let columns = names.into_iter().chain(predicted()).chain(counts).chain(gains()).collect();
    let rows = Compared::all(speeds, speeds);
    Table::of("Steps of least squares to 10⁻⁶, predicted and counted", columns, &rows)
}

/// The condition number as the recommendation has it. Where it is a bound nothing can be counted.
fn with_bound(counted: Speed, bound: Option<Bound>) -> Speed {
    let condition_number = bound.map(|bound| bound.value).or(counted.condition_number);
    if bound.is_none_or(|bound| !bound.at_least) {
        return Speed { condition_number, ..counted };
    }
    let Speed { data, model, inputs, method, .. } = counted;
    Speed { data, model, inputs, method, condition_number, outcome: HIDDEN.into(), ..Speed::default() }
}

fn counted(problem: &Counted, technique: Technique) -> Speed {
    let speed = problem.counted(technique, HEAVY_BALL_LIMIT);
    let outcome = match speed.eigenbasis {
        Some(0) => "starts at the minimum",
        Some(_) => "counted",
        None => "too many to count",
    };
    Speed { outcome: outcome.into(), ..speed }
}
