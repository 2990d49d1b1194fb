//! Which way does gradient descent go? Back and forth across a long bowl, straight into a round one.
//!
//! J(w) = ½(w − w*)ᵀH(w − w*) with two features of standard deviation 4 and 1: H = diag(16, 1), κ = 16. Along eigenvector i the
//! error is multiplied by 1 − αλᵢ in each step. So the path
//!
//! * crosses the valley in every step if α > 1/λmax, never if α ≤ 1/λmax,
//! * grows if α > 2/λmax,
//! * gets farthest, from the worst start, at α* = 2/(λmin + λmax), where the two factors are ±(κ − 1)/(κ + 1),
//! * ends after one step of α = 1/λ if all eigenvalues are the same: then −∇J points at the minimum from everywhere.

mod claims;

use crate::chapters::Settings;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};

const START: [f64; 2] = [-0.2, -2.5];
const MINIMUM: [f64; 2] = [1.0, 1.0];
/// Points on a contour; 64 sides of a polygon can't be told from an ellipse at the size of the figure.
const CONTOUR_POINTS: usize = 64;
const CONTOURS: usize = 6;

/// A quadratic bowl with axes along the coordinates, and a step.
struct Path {
    name: &'static str,
    eigenvalues: [f64; 2],
    step: f64,
    /// How many steps are shown, if the minimum is not reached before.
    budget: usize,
}

const PATHS: [Path; 4] = [
    Path { name: "raw_creeping", eigenvalues: [16.0, 1.0], step: 1.0 / 16.0, budget: 40 },
    Path { name: "raw_best", eigenvalues: [16.0, 1.0], step: 2.0 / 17.0, budget: 40 },
    Path { name: "raw_too_large", eigenvalues: [16.0, 1.0], step: 2.05 / 16.0, budget: 16 },
    Path { name: "normalized", eigenvalues: [1.0, 1.0], step: 1.0, budget: 40 },
];

impl Path {
    fn loss(&self, w: [f64; 2]) -> f64 {
        (0..2).map(|i| 0.5 * self.eigenvalues[i] * (w[i] - MINIMUM[i]) * (w[i] - MINIMUM[i])).sum()
    }

    /// Start and every step after it, until the minimum is reached exactly or the steps are spent.
    fn points(&self) -> Vec<[f64; 2]> {
        let mut points = vec![START];
        while points.len() <= self.budget {
            let w = points[points.len() - 1];
            if self.loss(w) == 0.0 {
                break;
            }
            points.push([0, 1].map(|i| w[i] - self.step * self.eigenvalues[i] * (w[i] - MINIMUM[i])));
        }
        points
    }

    /// How often the path crosses the valley: sign changes of the error along the steepest direction.
    fn crossings(&self) -> usize {
        let errors: Vec<f64> = self.points().iter().map(|w| w[0] - MINIMUM[0]).collect();
        errors.windows(2).filter(|pair| pair[0] * pair[1] < 0.0).count()
    }

    /// The level sets of J at losses that fall by a factor 4 from the start's.
    fn contours(&self) -> Vec<Vec<[f64; 2]>> {
        (0..CONTOURS)
            .map(|index| {
                let level = self.loss(START) / crate::bits::powi(4.0, index as i32);
                (0..=CONTOUR_POINTS)
                    .map(|point| {
                        let angle = 2.0 * std::f64::consts::PI * point as f64 / CONTOUR_POINTS as f64;
                        let direction = [libm::cos(angle), libm::sin(angle)];
                        [0, 1].map(|i| MINIMUM[i] + direction[i] * (2.0 * level / self.eigenvalues[i]).sqrt())
                    })
                    .collect()
            })
            .collect()
    }
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let mut table = Table::new(
        "The path of gradient descent in a long bowl and in a round one",
        3,
        vec![
            Column::text("path"),
            Column::text("kind"),
            Column::count("index", "1"),
            Column::number("w1", "1", Digits::Significant(4)),
            Column::number("w2", "1", Digits::Significant(4)),
            Column::number("loss", "1", Digits::Significant(3)),
            Column::count("crossings", "1"),
        ],
    );
    for path in &PATHS {
        let points = path.points();
        let last = points[points.len() - 1];
        table.push([
            path.name.into(),
            "end".into(),
            (points.len() - 1).into(),
            last[0].into(),
            last[1].into(),
            path.loss(last).into(),
            path.crossings().into(),
        ]);
    }
    table.read_first(table.rows().len());
    for path in &PATHS {
        for (index, w) in path.points().into_iter().enumerate() {
            let loss = path.loss(w);
            table.push([
                path.name.into(),
                "step".into(),
                index.into(),
                w[0].into(),
                w[1].into(),
                loss.into(),
                Cell::Empty,
            ]);
        }
        for (contour, points) in path.contours().into_iter().enumerate() {
            for (index, w) in points.into_iter().enumerate() {
                let kind = format!("contour{contour}");
                table.push([
                    path.name.into(),
                    kind.into(),
                    index.into(),
                    w[0].into(),
                    w[1].into(),
                    Cell::Empty,
                    Cell::Empty,
                ]);
            }
        }
    }
    table.note(format!(
        "Raw: H = diag(16, 1); normalized: H = I. Start {START:?}, minimum {MINIMUM:?}. The index of an `end` row is the number of \
         steps; crossings count sign changes of the error along the steep direction. The CSV also holds every \
         step and the contours of the figure."
    ));
    let claims = vec![claims::average_loss(), claims::oscillation(), claims::straight_to_the_minimum(settings)];
    Findings { tables: vec![table], figure: Some(figure()), claims }
}

fn figure() -> Figure {
    let panel = |title: &str, path: &str| {
        let series = |kind: String, mark, color| Series {
            table: "",
            label: String::new(),
            x: "w1",
            y: "w2",
            only: vec![("path", path.into()), ("kind", kind)],
            mark,
            color,
        };
        Panel {
            title: title.into(),
            x: Axis::linear("w₁").over(-2.5, 4.5),
            y: Axis::linear("w₂").over(-3.0, 5.0),
            series: (0..CONTOURS)
                .map(|contour| series(format!("contour{contour}"), Mark::Contour, 0))
                .chain([series("step".into(), Mark::LinePoints, 1)])
                .collect(),
            equal: true,
        }
    };
    Figure {
        title: "Gradient descent in a long bowl and in a round one".into(),
        alternative: "Contours of the cost with the path of gradient descent. In the long bowl the smallest step creeps along \
                      the valley without crossing it, the best step zigzags across it, and a slightly larger step is thrown \
                      outward. In the round bowl one step reaches the center."
            .into(),
        panels: vec![
            panel("κ = 16, α = 1/λmax", "raw_creeping"),
            panel("κ = 16, α = 2/(λmin + λmax)", "raw_best"),
            panel("κ = 16, α = 2.05/λmax", "raw_too_large"),
            panel("κ = 1, α = 1/λ", "normalized"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_do_what_their_names_say() {
        assert_eq!(PATHS[0].crossings(), 0);
        assert_eq!(PATHS[1].crossings(), 40);
        let end = |path: &Path| path.loss(*path.points().last().unwrap());
        assert!(end(&PATHS[1]) < PATHS[1].loss(START) && end(&PATHS[2]) > PATHS[2].loss(START));
        assert_eq!(PATHS[3].points().len(), 2);
    }

    #[test]
    fn the_best_step_contracts_by_kappa_minus_one_over_kappa_plus_one() {
        let points = PATHS[1].points();
        let error = |w: &[f64; 2]| (crate::bits::powi(w[0] - 1.0, 2) + crate::bits::powi(w[1] - 1.0, 2)).sqrt();
        // Both modes are multiplied by ±15/17; 40 products round by 40·2u.
        assert!((error(&points[40]) / error(&points[0]) / crate::bits::powi(15.0 / 17.0, 40) - 1.0).abs() < 1e-14);
    }

    #[test]
    fn contours_are_level_sets() {
        for (index, contour) in PATHS[0].contours().iter().enumerate() {
            let level = PATHS[0].loss(START) / crate::bits::powi(4.0, index as i32);
            assert!(contour.iter().all(|w| (PATHS[0].loss(*w) / level - 1.0).abs() < 1e-13));
        }
    }

    #[test]
    fn the_logistic_minimum_is_where_the_gradient_vanishes() {
        let near = claims::logistic_angles(&[[libm::log(3.0) + 1.0, 0.0]]);
        assert!(near[0] < 1e-7, "along the axis of symmetry the gradient points at the minimum: {near:?}");
    }
}
