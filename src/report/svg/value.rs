//! Which values does a series show? Those that the columns of its table have in the rows that it takes.

use super::error::FigureError;
use super::scale::Scaled;
use crate::report::{Cell, Series, Table};

/// What a cell of the table says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Nothing,
    Number(f64),
    Word(String),
    /// Where the axis starts, and where it ends.
    Start,
    End,
}

/// The values of these columns in the rows that the series takes.
pub(super) fn values<const N: usize>(
    series: &Series,
    names: [&'static str; N],
    tables: &[Table],
) -> Result<Vec<[Value; N]>, FigureError> {
    let table = tables.iter().find(|table| table.name() == series.table).ok_or(FigureError::NoTable(series.table))?;
    let column = |name| table.column(name).ok_or(FigureError::NoColumn(name));
    let columns: Vec<usize> = names.into_iter().map(column).collect::<Result<_, _>>()?;
    let only: Vec<(usize, &str)> = series
        .only
        .iter()
        .map(|(name, text)| Ok((column(name)?, text.as_str())))
        .collect::<Result<_, FigureError>>()?;
    let taken = |row: &&Vec<Cell>| only.iter().all(|(position, text)| row[*position].key() == *text);
    let of = |row: &[Cell], position: usize| value(&row[position]);
    let rows: Vec<_> =
        table.rows().iter().filter(taken).map(|row| std::array::from_fn(|number| of(row, columns[number]))).collect();
    if rows.is_empty() {
        let only: Vec<String> = series.only.iter().map(|(name, text)| format!("{name} = {text}")).collect();
        return Err(FigureError::NoRows(only.join(", ")));
    }
    Ok(rows)
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(word) | Cell::Named { words: word, .. } => Value::Word(word.clone()),
        Cell::Integer(count) => Value::Number(*count as f64),
        Cell::Number(number) => Value::Number(*number),
        Cell::Empty => Value::Nothing,
    }
}

/// The number that a value is, if it is one.
pub(super) fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

/// Where an axis puts a value, if it has a place for it.
pub(super) fn position(axis: &Scaled, value: &Value) -> Option<f64> {
    match value {
        Value::Nothing => None,
        Value::Number(number) => axis.position(*number),
        Value::Word(word) => axis.position_of_word(word),
        Value::Start => Some(0.0),
        Value::End => Some(1.0),
    }
}
