//! How many steps does least squares take on somebody's own data? Predicted by κ and counted in the eigenbasis, for each kind of
//! inputs; none is taken.
//!
//! Where nothing can be counted the row says so: a target of zeros is predicted by w = 0, from where descent starts, and what is
//! beyond the range of numbers is named below the table.

use super::super::inputs;
use super::Technique;
use super::least_squares::{HEAVY_BALL_LIMIT, MODEL, Problem};
use super::presentation::table;
use super::speed::Speed;
use crate::data::Dataset;
use crate::report::Table;

const TECHNIQUES: [Technique; 3] = [Technique::FixedStep, Technique::BestStep, Technique::Momentum];

/// The answer for each kind of inputs and three methods.
pub fn on_data(dataset: &Dataset) -> Table {
    let answers = inputs::for_each(dataset, |inputs| {
        let problem = Problem::try_new(dataset, inputs);
        let speeds = TECHNIQUES.map(|technique| match &problem {
            Ok(problem) => counted(problem, technique),
            Err(_) => Speed {
                data: dataset.name.clone(),
                model: MODEL,
                inputs: inputs.name(),
                method: technique.name(),
                outcome: "not computed".into(),
                ..Speed::default()
            },
        });
        (speeds, problem.err().map(|reason| inputs::not_computed(inputs, &reason)))
    });
    let (speeds, notes): (Vec<_>, Vec<_>) = answers.into_iter().unzip();
    let mut table = table("Steps of least squares to 10⁻⁶, predicted and counted", &speeds.concat());
    if dataset.target.iter().all(|&value| value == 0.0) {
        table.note(
            "The target is 0 throughout: w = 0, where descent starts, is the minimum, and there is no step to count.",
        );
    }
    notes.into_iter().flatten().for_each(|note| table.note(note));
    table
}

fn counted(problem: &Problem, technique: Technique) -> Speed {
    let speed = problem.counted(technique, HEAVY_BALL_LIMIT);
    let outcome = match speed.eigenbasis {
        Some(0) => "starts at the minimum",
        Some(_) => "counted",
        None => "too many to count",
    };
    Speed { outcome: outcome.into(), ..speed }
}
