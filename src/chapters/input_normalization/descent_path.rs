//! Which way does gradient descent go? Back and forth across a long bowl, straight into a round one.
//!
//! J(w) = ½(w − w*)ᵀH(w − w*) with two features of standard deviation 4 and 1: H = diag(16, 1), κ = 16. Along eigenvector i the
//! error is multiplied by 1 − αλᵢ in each step. So the path
//!
//! * crosses the valley in every step if α > 1/λₘₐₓ, never if α ≤ 1/λₘₐₓ,
//! * grows if α > 2/λₘₐₓ,
//! * gets farthest, from the worst start, at α* = 2/(λₘᵢₙ + λₘₐₓ), where the two factors are ±(κ − 1)/(κ + 1),
//! * ends after one step of α = 1/λ if all eigenvalues are the same: then −∇J points at the minimum from everywhere.

mod claims;

use crate::chapters::Settings;
use crate::report::{Axis, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};

pub(crate) const START: [f64; 2] = [-0.2, -2.5];
pub(crate) const MINIMUM: [f64; 2] = [1.0, 1.0];
/// Points on a contour; 64 sides of a polygon can't be told from an ellipse at the size of the figure.
const CONTOUR_POINTS: usize = 64;
/// The cost falls by a factor of 4 from one contour to the next.
pub(crate) const CONTOURS: usize = 6;

/// A quadratic bowl with axes along the coordinates, and a step.
struct Path {
    /// Its key, and its bowl and step for readers.
    name: (&'static str, &'static str),
    eigenvalues: [f64; 2],
    step: f64,
    /// How many steps are shown, if the minimum is not reached before.
    budget: usize,
}

const PATHS: [Path; 4] = [
    Path {
        name: ("raw_creeping", "κ = 16, α = 1/λₘₐₓ"), eigenvalues: [16.0, 1.0], step: 1.0 / 16.0, budget: 40
    },
    Path {
        name: ("raw_best", "κ = 16, α = 2/(λₘᵢₙ + λₘₐₓ)"), eigenvalues: [16.0, 1.0], step: 2.0 / 17.0, budget: 40
    },
    Path {
        name: ("raw_too_large", "κ = 16, α = 2.05/λₘₐₓ"), eigenvalues: [16.0, 1.0], step: 2.05 / 16.0, budget: 16
    },
    Path { name: ("normalized", "κ = 1, α = 1/λ"), eigenvalues: [1.0, 1.0], step: 1.0, budget: 40 },
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
        let moved = |error: [f64; 2]| [0, 1].map(|i| MINIMUM[i] + error[i]);
        level_sets(self.eigenvalues, self.loss(START)).map(|points| points.map(moved).collect()).collect()
    }
}

/// The errors at which ½λ₁e₁² + ½λ₂e₂² is `highest`, a quarter of it, a sixteenth …
pub(crate) fn level_sets(eigenvalues: [f64; 2], highest: f64) -> impl Iterator<Item = impl Iterator<Item = [f64; 2]>> {
    (0..CONTOURS).map(move |index| {
        let level = highest / crate::bits::powi(4.0, index as i32);
        (0..=CONTOUR_POINTS).map(move |point| {
            let angle = 2.0 * std::f64::consts::PI * point as f64 / CONTOUR_POINTS as f64;
            let direction = [libm::cos(angle), libm::sin(angle)];
            [0, 1].map(|i| direction[i] * (2.0 * level / eigenvalues[i]).sqrt())
        })
    })
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let claims = vec![claims::average_loss(), claims::oscillation(), claims::straight_to_the_minimum(settings)];
    Findings { tables: vec![ends(), steps(), contours()], figure: Some(figure()), claims }
}

/// A coordinate.
fn weight(name: &'static str, words: &'static str) -> Column {
    Column::number(name, "1", Digits::Significant(4)).titled(words)
}

fn loss() -> Column {
    Column::number("loss", "1", Digits::Significant(3))
}

fn ends() -> Table {
    /// A path and its points.
    type Row = (&'static Path, Vec<[f64; 2]>);
    let last = |row: &Row| row.1[row.1.len() - 1];
    let columns = vec![
        Column::text("path").from(|row: &Row| row.0.name).key(),
        Column::count("steps", "1").from(|row: &Row| row.1.len() - 1),
        weight("w1", "w₁ at the end").from(move |row: &Row| last(row)[0]),
        weight("w2", "w₂ at the end").from(move |row: &Row| last(row)[1]),
        loss().titled("loss at the end").from(move |row: &Row| row.0.loss(last(row))),
        Column::count("crossings", "1").from(|row: &Row| row.0.crossings()),
    ];
    let rows = PATHS.iter().map(|path| (path, path.points()));
    Table::of("Where does gradient descent end in a long bowl and in a round one?", columns, rows).named("ends").noted(
        format!(
            "κ = 16: H = diag(16, 1); κ = 1: H = I. Start {START:?}, minimum {MINIMUM:?}. Crossings count sign changes of the error along the steep direction."
        ),
    )
}

fn steps() -> Table {
    /// A path, the number of a step, and where it leads.
    type Row = (&'static Path, usize, [f64; 2]);
    let columns = vec![
        Column::text("path").from(|row: &Row| row.0.name).key(),
        Column::count("step", "1").from(|row: &Row| row.1).key(),
        weight("w1", "w₁").from(|row: &Row| row.2[0]),
        weight("w2", "w₂").from(|row: &Row| row.2[1]),
        loss().from(|row: &Row| row.0.loss(row.2)),
    ];
    let of = |path: &'static Path| path.points().into_iter().enumerate().map(move |(step, w)| (path, step, w));
    let rows: Vec<Row> = PATHS.iter().flat_map(of).collect();
    let first: Vec<bool> = rows.iter().map(|row| row.1 < 4).collect();
    Table::of("Where is gradient descent after each step?", columns, &rows).named("steps").reading(first)
}

fn contours() -> Table {
    /// A path, a contour of its bowl, the number of a point, and the point.
    type Row = (&'static Path, usize, usize, [f64; 2]);
    let columns = vec![
        Column::text("path").from(|row: &Row| row.0.name).key(),
        Column::count("contour", "1").from(|row: &Row| row.1).key(),
        Column::count("point", "1").from(|row: &Row| row.2).key(),
        weight("w1", "w₁").from(|row: &Row| row.3[0]),
        weight("w2", "w₂").from(|row: &Row| row.3[1]),
    ];
    let of = |path: &'static Path| {
        path.contours().into_iter().enumerate().flat_map(move |(contour, points)| {
            points.into_iter().enumerate().map(move |(point, w)| (path, contour, point, w))
        })
    };
    let rows: Vec<Row> = PATHS.iter().flat_map(of).collect();
    let quarters: Vec<bool> = rows.iter().map(|row| row.1 == 0 && row.2 % (CONTOUR_POINTS / 4) == 0).collect();
    Table::of("Points on contours of the cost in each path's bowl", columns, &rows)
        .named("contours")
        .reading(quarters)
        .noted("Contour 0 passes through the start; the cost falls by a factor of 4 from each to the next.")
}

fn figure() -> Figure {
    let panel = |path: &Path| {
        let series = |table, mark, color| Series::of(table, ("w1", "w2"), mark, color).only("path", path.name.0);
        let contour = |contour: usize| series("contours", Mark::Contour, 0).only("contour", contour.to_string());
        Panel {
            title: path.name.1.into(),
            x: Axis::linear("w₁").over(-2.5, 4.5),
            y: Axis::linear("w₂").over(-3.0, 5.0),
            series: (0..CONTOURS).map(contour).chain([series("steps", Mark::LinePoints, 1)]).collect(),
            equal: true,
        }
    };
    Figure {
        title: "Gradient descent in a long bowl and in a round one".into(),
        alternative: "Contours of the cost with the path of gradient descent. In the long bowl the smallest step creeps along \
                      the valley without crossing it, the best step zigzags across it, and a slightly larger step is thrown \
                      outward. In the round bowl one step reaches the center."
            .into(),
        panels: PATHS.iter().map(panel).collect(),
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
