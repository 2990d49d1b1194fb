//! Doors of `objective` and of `descent`.

use ndarray::ArrayView1;
use wellposed::descent::eigenbasis::{Measure, Modes};
use wellposed::descent::{Clipped, Method, descend, largest_stable_step};
use wellposed::objective::{Abilities, Block, LeastSquares, Logistic, Objective, ObjectiveError};

use super::{Door, Promise::*, Source, door};

fn objective(source: &mut Source) -> Result<Box<dyn Objective>, ObjectiveError> {
    let (rows, columns) = (source.size(9), source.size(4));
    let (features, count) = (source.matrix(rows, columns), source.like(rows));
    let (values, labels, ridge) = (source.numbers(count), source.labels(count), source.positive());
    let (target, labels) = (ArrayView1::from(&values), ArrayView1::from(&labels));
    Ok(match source.size(3) {
        0 => Box::new(LeastSquares::new(features.view(), target)?),
        1 => Box::new(LeastSquares::with_residuals(features.view(), target)?),
        2 => Box::new(LeastSquares::from_moments(features.view(), &values, ridge)?),
        _ => Box::new(Logistic::new(features.view(), labels, ridge)?),
    })
}

fn method(source: &mut Source) -> Method {
    let step = source.positive() / 8.0;
    let [momentum, beta1, beta2] = [source.share(), source.share(), source.share()];
    let epsilon = source.positive();
    source.of(&[
        Method::GradientDescent { step },
        Method::Momentum { step, momentum },
        Method::Adam { step, beta1, beta2, epsilon },
        Method::adam(step),
        Method::Newton,
    ])
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("Objective", Tame, |source| {
            let Ok(mut objective) = objective(source) else { return Vec::new() };
            let dimension = objective.dimension();
            let (count, slots) = (source.like(dimension), source.like(dimension));
            let (parameters, mut gradient) = (source.numbers(count), vec![0.0; slots]);
            let loss = objective.loss_and_gradient(&parameters, &mut gradient);
            let blocks = objective.abilities().blocks();
            assert!(blocks.last().is_none_or(|block| block.range.end == dimension));
            gradient.extend([loss, objective.loss(&parameters)]);
            gradient.extend(objective.abilities().curvature(&parameters).into_iter().flatten());
            gradient
        })
        .panics(&["product of a matrix"]),
        door("Block", Nothing, |source| {
            let count = source.size(4);
            let widths: Vec<usize> = (0..count).map(|_| source.any_size(5)).collect();
            let blocks = Block::dense_layers(&widths);
            let dimension = blocks.last().map_or(0, |block| block.range.end);
            assert!(blocks.windows(2).all(|pair| pair[0].range.end == pair[1].range.start));
            if dimension < 1000 {
                let mut numbers = source.numbers(dimension);
                blocks.iter().for_each(|block| assert_eq!(block.of_mut(&mut numbers).dim(), block.shape));
            }
            Vec::new()
        })
        .panics(&["has no end", "a block has the length of its shape"]),
        door("descend", Tame, |source| {
            let (Ok(mut objective), method) = (objective(source), method(source)) else { return Vec::new() };
            let count = objective.dimension();
            let count = source.like(count);
            let (start, steps) = (source.numbers(count), source.size(20) as u64);
            let run = descend(objective.as_mut(), &start, method, steps, |_, _| false);
            if run.outcome.name() == "diverged" { Vec::new() } else { run.parameters }
        })
        .panics(&["the start must have one value", "no descent: "]),
        door("Clipped", Tame, |source| {
            let Ok(mut objective) = objective(source) else { return Vec::new() };
            let dimension = objective.dimension();
            let parameters = source.numbers(dimension);
            let (norm, mut gradient) = (source.positive(), vec![0.0; dimension]);
            let mut clipped = Clipped::new(objective.as_mut(), norm);
            let loss = clipped.loss_and_gradient(&parameters, &mut gradient);
            assert!(clipped.clips() < 2);
            gradient.push(loss);
            gradient
        })
        .panics(&["it must be positive"]),
        door("largest_stable_step", Always, |source| {
            let (low, high) = (source.positive(), source.positive());
            let entry = source.number();
            let matrix = ndarray::arr2(&[[entry]]);
            let Ok(mut objective) = LeastSquares::from_moments(matrix.view(), &[0.0], 0.0) else { return Vec::new() };
            vec![largest_stable_step(&mut objective, low, high)]
        })
        .panics(&["stable steps are looked for from"]),
        door("Modes", Nothing, |source| {
            let eigenvalues = source.some(5);
            let count = source.like(eigenvalues.len());
            let coefficients = source.numbers(count);
            let (step, momentum, tolerance) = (source.number(), source.share(), source.share());
            let (steps, measure) = (source.any_size(2000) as u64, source.of(&[Measure::Error, Measure::LossGap]));
            let modes = Modes::new(&eigenvalues, &coefficients);
            let _ = modes.gradient_descent_steps(step, tolerance, measure);
            let _ = modes.heavy_ball_steps(step, momentum, tolerance, measure, 300);
            vec![modes.gradient_descent_value(step, steps, measure)]
        })
        .panics(&["one coefficient for each eigenvalue"]),
        door("Modes::from_error", Nothing, |source| {
            let size = source.size(4);
            let (eigenvalues, rows, error) = (source.numbers(size), source.like(size), source.like(size));
            let (vectors, error) = (source.matrix(rows, size), source.numbers(error));
            let modes = Modes::from_error(&eigenvalues, vectors.view(), &error);
            vec![modes.gradient_descent_value(0.1, 3, Measure::Error)]
        })
        .panics(&["product of a matrix"]),
    ]
}
