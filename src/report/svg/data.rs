//! Which values does a series show? Those that its columns have in the rows that it takes.

use super::FigureError;
use super::scale::Scaled;
use crate::report::number::stored;
use crate::report::{Axis, Cell, Digits, Panel, Series, Table};

/// The rows of one series as pairs of positions, 0 to 1 inside the axes. A gap is a row with nothing to draw: an empty cell, an infinity,
/// or a value without logarithm.
pub(super) struct Drawn<'a> {
    pub(super) series: &'a Series,
    pub(super) places: Vec<Option<(f64, f64)>>,
    /// How many rows have values that can't be drawn; empty cells do not count.
    pub(super) undrawable: usize,
}

/// A panel with its axes settled and its series placed.
pub(super) struct Placed<'a> {
    pub(super) panel: &'a Panel,
    pub(super) x: Scaled,
    pub(super) y: Scaled,
    values: Vec<Vec<(Value, Value)>>,
}

/// What a cell says for an axis.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Nothing,
    Number(f64),
    Word(String),
}

impl<'a> Placed<'a> {
    /// Reads the columns of every series and settles the axes.
    pub(super) fn read(panel: &'a Panel, table: &Table) -> Result<Self, FigureError> {
        let values: Vec<_> = panel.series.iter().map(|series| values(series, table)).collect::<Result<_, _>>()?;
        let all = || values.iter().flatten();
        let x = axis(&panel.x, &all().map(|(x, _)| x).collect::<Vec<_>>())?;
        let y = axis(&panel.y, &all().map(|(_, y)| y).collect::<Vec<_>>())?.read_downward();
        Ok(Placed { panel, x, y, values })
    }

    /// The series with the positions that the axes give them now.
    pub(super) fn drawn(&self) -> Vec<Drawn<'a>> {
        let of = |series: &'a Series, values: &Vec<(Value, Value)>| {
            let place = |(x, y): &(Value, Value)| Some((position(&self.x, x)?, position(&self.y, y)?));
            let places: Vec<_> = values.iter().map(place).collect();
            let empty = values.iter().filter(|(x, y)| *x == Value::Nothing || *y == Value::Nothing).count();
            let gaps = places.iter().filter(|place| place.is_none()).count();
            Drawn { series, places, undrawable: gaps - empty }
        };
        self.panel.series.iter().zip(&self.values).map(|(series, values)| of(series, values)).collect()
    }
}

fn values(series: &Series, table: &Table) -> Result<Vec<(Value, Value)>, FigureError> {
    let column = |name| table.column(name).ok_or(FigureError::NoColumn(name));
    let (x, y) = (column(series.x)?, column(series.y)?);
    let only: Vec<(usize, &str)> = series
        .only
        .iter()
        .map(|(name, text)| Ok((column(name)?, text.as_str())))
        .collect::<Result<_, FigureError>>()?;
    let taken = |row: &&Vec<Cell>| only.iter().all(|(position, text)| row[*position].key() == *text);
    let of = |row: &[Cell], position: usize| value(&row[position], table.columns()[position].digits);
    let rows: Vec<_> = table.rows().iter().filter(taken).map(|row| (of(row, x), of(row, y))).collect();
    if rows.is_empty() {
        let only: Vec<String> = series.only.iter().map(|(name, text)| format!("{name} = {text}")).collect();
        return Err(FigureError::NoRows(only.join(", ")));
    }
    Ok(rows)
}

/// The value that the files hold, so that a digit that differs between machines moves nothing.
fn value(cell: &Cell, digits: Digits) -> Value {
    match cell {
        Cell::Text(word) => Value::Word(word.clone()),
        Cell::Integer(count) => Value::Number(*count as f64),
        Cell::Number(number) => Value::Number(stored(*number, digits)),
        Cell::Empty => Value::Nothing,
    }
}

/// An axis of numbers, or of words in the order in which they appear.
fn axis(axis: &Axis, values: &[&Value]) -> Result<Scaled, FigureError> {
    let mut words: Vec<String> = Vec::new();
    for value in values {
        match value {
            Value::Word(word) if !words.contains(word) => words.push(word.clone()),
            _ => {}
        }
    }
    let numbers: Vec<f64> = values.iter().filter_map(|value| number(value)).collect();
    match (words.first(), numbers.is_empty()) {
        (None, _) => Scaled::over(axis, numbers.into_iter()),
        (Some(_), true) => Ok(Scaled::words(words)),
        (Some(word), false) => Err(FigureError::Mixed { axis: axis.label.clone(), word: word.clone() }),
    }
}

fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn position(axis: &Scaled, value: &Value) -> Option<f64> {
    match value {
        Value::Nothing => None,
        Value::Number(number) => axis.position(*number),
        Value::Word(word) => axis.position_of_word(word),
    }
}
