//! Where do the series of a panel stand? Where its axes put the values that their columns have.

use super::cells::Cells;
use super::error::FigureError;
use super::labels::{Labels, horizontal_ticks};
use super::scale::Scaled;
use super::value::{Value, number, position, values};
use super::words::set;
use crate::report::{Axis, Mark, Panel, Series, Table};

/// The rows of one series as pairs of positions, 0 to 1 inside the axes. A gap is a row with nothing to draw: an empty cell, an infinity,
/// or a value without logarithm.
pub(super) struct Drawn<'a> {
    pub(super) series: &'a Series,
    pub(super) places: Vec<Option<(f64, f64)>>,
    /// How many rows have values that can't be drawn; empty cells do not count.
    pub(super) undrawable: usize,
}

impl Drawn<'_> {
    /// The positions that lie between the axes; a billionth beyond them is rounding.
    pub(super) fn inside(&self) -> Vec<(f64, f64)> {
        let range = -1e-9..=1.0 + 1e-9;
        self.places.iter().flatten().copied().filter(|(x, y)| range.contains(x) && range.contains(y)).collect()
    }
}

/// A panel with its axes settled and its series placed.
pub(super) struct Placed<'a> {
    pub(super) panel: &'a Panel,
    pub(super) x: Scaled,
    pub(super) y: Scaled,
    /// What the axes show: the horizontal and the vertical one.
    pub(super) labels: [String; 2],
    /// The grid of cells, if there is one.
    pub(super) cells: Option<Cells<'a>>,
    /// Everything else, with its values.
    lines: Vec<(&'a Series, Vec<[Value; 2]>)>,
}

impl<'a> Placed<'a> {
    /// Reads the columns of every series and settles the axes. Words that are too long to stand below an axis of this width turn the panel:
    /// they stand beside its vertical axis.
    pub(super) fn read(panel: &'a Panel, tables: &[Table], width: f64) -> Result<Self, FigureError> {
        let (grids, lines): (Vec<&Series>, Vec<&Series>) =
            panel.series.iter().partition(|series| series.mark.cells().is_some());
        if grids.len() > 1 {
            return Err(FigureError::TwoGrids(panel.title.clone()));
        }
        let mut cells = grids.first().map(|series| Cells::read(series, tables)).transpose()?;
        let mut lines: Vec<_> =
            lines.into_iter().map(|series| Ok((series, pairs(series, tables)?))).collect::<Result<_, FigureError>>()?;
        let settled = |side: usize, axis: &Axis| {
            let values: Vec<&Value> = lines.iter().flat_map(|(_, values)| values).map(|pair| &pair[side]).collect();
            let steps = cells.as_ref().map(|cells| cells.steps(side));
            settle(axis, &values, steps.as_deref())
        };
        let (mut x, mut y) = (settled(0, &panel.x)?, settled(1, &panel.y)?);
        let mut labels = [&panel.x, &panel.y].map(|axis| set(&axis.label));
        let is_slanted = matches!(Labels::of(&x, &horizontal_ticks(&x, width), width), Labels::Slanted { .. });
        if is_slanted && !y.has_words() {
            std::mem::swap(&mut x, &mut y);
            labels.reverse();
            lines.iter_mut().flat_map(|(_, pairs)| pairs).for_each(|pair| pair.reverse());
            cells.iter_mut().for_each(Cells::turn);
        }
        Ok(Placed { panel, x, y: y.read_downward(), labels, cells, lines })
    }

    /// The series with the positions that the axes give them now.
    pub(super) fn drawn(&self) -> Vec<Drawn<'a>> {
        let of = |(series, values): &(&'a Series, Vec<[Value; 2]>)| {
            let place = |[x, y]: &[Value; 2]| Some((position(&self.x, x)?, position(&self.y, y)?));
            let places: Vec<_> = values.iter().map(place).collect();
            let empty = values.iter().filter(|pair| pair.contains(&Value::Nothing)).count();
            let gaps = places.iter().filter(|place| place.is_none()).count();
            Drawn { series, places, undrawable: gaps - empty }
        };
        self.lines.iter().map(of).collect()
    }
}

/// The values of a series; of a bar both its ends, and a gap after them; of a level the ends of the panel.
fn pairs(series: &Series, tables: &[Table]) -> Result<Vec<[Value; 2]>, FigureError> {
    if let Mark::Level(height) = series.mark {
        return Ok([Value::Start, Value::End].map(|side| [side, Value::Number(height)]).into());
    }
    let Mark::Span { to, .. } = series.mark else { return values(series, [series.x, series.y], tables) };
    let bar = |[from, to, y]: [Value; 3]| [[from, y.clone()], [to, y.clone()], [Value::Nothing, y]];
    Ok(values(series, [series.x, to, series.y], tables)?.into_iter().flat_map(bar).collect())
}

/// An axis of numbers, or of words in the order in which they appear; beside a grid of cells, with the places of its cells.
fn settle(axis: &Axis, values: &[&Value], steps: Option<&[&Value]>) -> Result<Scaled, FigureError> {
    let all = || steps.unwrap_or_default().iter().chain(values);
    let first_word = all().find_map(|value| if let Value::Word(word) = value { Some(word) } else { None });
    let numbers = |values: &[&Value]| values.iter().filter_map(|value| number(value)).collect::<Vec<f64>>();
    match (first_word, steps) {
        (Some(word), _) if all().any(|value| number(value).is_some()) => {
            Err(FigureError::Mixed { axis: axis.label.clone(), word: word.clone() })
        }
        (Some(_), steps) => Ok(Scaled::words(distinct_words(steps.unwrap_or(values)), axis.names)),
        (None, Some(steps)) => Scaled::steps(axis, numbers(steps)),
        (None, None) => Scaled::over(axis, numbers(values).into_iter()),
    }
}

fn distinct_words(values: &[&Value]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for value in values {
        if let Value::Word(word) = value
            && !words.contains(word)
        {
            words.push(word.clone());
        }
    }
    words
}
