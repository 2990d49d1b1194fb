//! How is a look drawn? Left the relative errors of the blocks, right the coordinates of one of them: where the difference lies far below both, the digits
//! between them agree.

use super::look::{Look, Seen};
use crate::chapters::checking_caveats::subjects::TOLERANCE;
use crate::report::{Axis, Column, Figure, Mark, Panel, Series, Table};

const BLOCKS: &str = "blocks";
const COORDINATES: &str = "coordinates";
/// Errors and their bounds at all settings of the controls.
const ERRORS: (f64, f64) = (1e-15, 2.0);
/// Differences and quotients; those of masks that are drawn anew are the largest.
const VALUES: (f64, f64) = (1e-16, 1e9);

/// A point of panel 1.
struct Block<'l> {
    name: &'l str,
    /// The block's, or that of all parameters.
    of: &'static str,
    metric: f64,
    rounding: Option<f64>,
}

/// A coordinate of panel 2, counted from 1.
struct Coordinate {
    number: usize,
    gradient: f64,
    numeric: f64,
}

/// The tables of the picture.
pub(super) fn tables(look: &Look, block: &Seen) -> Vec<Table> {
    let rows = look.blocks.iter().map(|block| Block {
        name: &block.name,
        of: "block",
        metric: block.metric,
        rounding: Some(block.rounding),
    });
    let all = Block { name: "all", of: "all", metric: look.recipe.metric(), rounding: None };
    let columns = vec![
        Column::text("block").from(|row: &Block| row.name).key(),
        Column::text("of").from(|row: &Block| row.of),
        Column::significant("metric", 3).titled("relative error").from(|row: &Block| drawable(row.metric)),
        Column::significant("rounding", 3).from(|row: &Block| row.rounding.and_then(drawable)),
    ];
    let blocks = Table::of("Relative errors", columns, rows.chain([all])).named(BLOCKS);
    let columns = vec![
        Column::count("coordinate", "1").from(|row: &Coordinate| row.number).key(),
        Column::significant("gradient", 3).from(|row: &Coordinate| drawable(row.gradient.abs())),
        Column::significant("quotient", 3).from(|row: &Coordinate| drawable(row.numeric.abs())),
        Column::significant("difference", 3).from(|row: &Coordinate| drawable((row.numeric - row.gradient).abs())),
    ];
    let rows = (1..).zip(look.coordinates(block)).map(|(number, (gradient, numeric))| Coordinate {
        number,
        gradient,
        numeric,
    });
    vec![blocks, Table::of("Coordinates of a block", columns, rows).named(COORDINATES)]
}

/// What has a place on a logarithmic axis.
fn drawable(number: f64) -> Option<f64> {
    (number > 0.0 && number.is_finite()).then_some(number)
}

/// The picture of a look; `said` is what its sentence says.
pub(super) fn figure(look: &Look, block: &Seen, said: &str) -> Figure {
    let name = &block.name;
    let count = block.range.len();
    // As in the figure of `regularization`: 0 is over all parameters, 1 a block. Thresholds have color 7.
    let error = |of: &str, color| Series::of(BLOCKS, ("block", "metric"), Mark::Points, color).only("of", of);
    let errors = vec![
        error("block", 1).labeled("a block"),
        error("all", 0).labeled("all parameters"),
        Series::of(BLOCKS, ("block", "rounding"), Mark::Dashed, 2).only("of", "block").labeled("rounding, u|J|√n/ε"),
        Series::level(TOLERANCE, 7).labeled("tolerance"),
    ];
    let value = |y, mark, color| Series::of(COORDINATES, ("coordinate", y), mark, color);
    let values = vec![
        value("gradient", Mark::Points, 3).labeled("|dθ|"),
        value("quotient", Mark::Points, 4).labeled("|dθ_approx|"),
        value("difference", Mark::LinePoints, 5).labeled("|dθ_approx − dθ|"),
    ];
    let spread = if look.spread > 0.0 { " The loss differs from call to call." } else { "" };
    Figure {
        title: "Where does the check fail?".into(),
        alternative: format!(
            "Two panels with logarithmic axes. Left, the relative error of each block and of all parameters, beside the tolerance and what rounding may make. {said}{spread} \
             Right, for each of the {count} coordinates of {name}, the sizes of gradient, quotient and difference."
        ),
        panels: vec![
            Panel {
                title: "relative error by block".into(),
                x: Axis::of_names("block"),
                y: Axis::logarithmic("relative error").over(ERRORS.0, ERRORS.1),
                series: errors,
                equal: false,
            },
            Panel {
                title: format!("coordinates of {name}"),
                x: Axis::linear("coordinate i").over(0.0, count as f64 + 1.0),
                y: Axis::logarithmic("size").over(VALUES.0, VALUES.1),
                series: values,
                equal: false,
            },
        ],
    }
}
