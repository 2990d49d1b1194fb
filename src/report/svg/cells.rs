//! What fills each cell of a grid? The number or the word that its row of the table has in a third column.
//!
//! Every pair of places has one cell. A pair that two rows fill is refused, since the picture could show only one of them; a pair without a
//! row, or with nothing in the third column, stays visibly empty.

use super::error::FigureError;
use super::scale::Scaled;
use super::value::{Value, position, values};
use crate::report::{Mark, Series, Table};

/// The rows of a grid of cells: horizontal place, vertical place, and what fills the cell.
pub(super) struct Cells<'a> {
    pub(super) series: &'a Series,
    rows: Vec<[Value; 3]>,
}

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fill {
    /// No row, or nothing in it.
    Nothing,
    /// A number that the color bar has no place for: infinite, or without a logarithm.
    Unplaceable,
    /// A number with its share of the color bar; outside 0 to 1 it lies beyond its ends.
    Number { share: f64, number: f64 },
    /// A word, by its position in the list of words.
    Word(usize),
}

/// All cells of a panel.
#[derive(Debug, PartialEq)]
pub(super) struct Grid {
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// By rows, from the lowest; in a row from the left.
    pub(super) fills: Vec<Fill>,
    /// How many rows of the table have no place on the axes.
    pub(super) misplaced: usize,
}

impl Grid {
    /// How many cells have such a fill.
    pub(super) fn count(&self, such: impl Fn(&Fill) -> bool) -> usize {
        self.fills.iter().filter(|fill| such(fill)).count()
    }
}

impl<'a> Cells<'a> {
    /// Reads the rows of a grid and refuses what no picture can show.
    pub(super) fn read(series: &'a Series, tables: &[Table]) -> Result<Self, FigureError> {
        let value = series.mark.cells().expect("only grids of cells are read here");
        let rows = values(series, [series.x, series.y, value], tables)?;
        for (number, row) in rows.iter().enumerate() {
            if rows[..number].iter().any(|earlier| earlier[..2] == row[..2]) {
                return Err(FigureError::CellTwice(words(&row[0]), words(&row[1])));
            }
            check(series, value, &row[2])?;
        }
        Ok(Cells { series, rows })
    }

    /// Turns the grid, so that what was horizontal is vertical.
    pub(super) fn turn(&mut self) {
        self.rows.iter_mut().for_each(|row| row.swap(0, 1));
    }

    /// The values that are places of one axis, 0 for the horizontal.
    pub(super) fn steps(&self, side: usize) -> Vec<&Value> {
        let place = |value: &&Value| !matches!(value, Value::Number(number) if !number.is_finite());
        self.rows.iter().map(|row| &row[side]).filter(place).collect()
    }

    /// The numbers that color the cells.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        self.rows.iter().filter_map(|row| if let Value::Number(number) = row[2] { Some(number) } else { None })
    }

    /// All cells between these axes; `bar` gives numbers their place among the colors.
    pub(super) fn grid(&self, x: &Scaled, y: &Scaled, bar: Option<&Scaled>) -> Grid {
        let (columns, rows) = (x.places().unwrap_or(0), y.places().unwrap_or(0));
        let mut grid = Grid { columns, rows, fills: vec![Fill::Nothing; columns * rows], misplaced: 0 };
        for [across, up, value] in &self.rows {
            match (position(x, across), position(y, up)) {
                (Some(across), Some(up)) => {
                    // A position is the middle of its place.
                    let (column, row) = ((across * columns as f64) as usize, (up * rows as f64) as usize);
                    grid.fills[row * columns + column] = self.fill(value, bar);
                }
                _ => grid.misplaced += 1,
            }
        }
        grid
    }

    fn fill(&self, value: &Value, bar: Option<&Scaled>) -> Fill {
        match (value, self.series.mark) {
            (&Value::Number(number), mark) => {
                // Where the sign is written, the color tells the size.
                let colored = if matches!(mark, Mark::Signed { .. }) { number.abs() } else { number };
                let share = bar.and_then(|bar| bar.position(colored));
                share.map_or(Fill::Unplaceable, |share| Fill::Number { share, number })
            }
            (Value::Word(word), Mark::Words { words, .. }) => {
                words.iter().position(|(known, _)| known == word).map_or(Fill::Nothing, Fill::Word)
            }
            _ => Fill::Nothing,
        }
    }
}

/// Numbers belong into a heat map, words that are listed into a map of words.
fn check(series: &Series, column: &'static str, value: &Value) -> Result<(), FigureError> {
    match (series.mark, value) {
        (Mark::Words { .. }, Value::Number(number)) => Err(FigureError::UnknownWord(number.to_string(), column)),
        (Mark::Words { words, .. }, Value::Word(word)) if !words.iter().any(|(known, _)| known == word) => {
            Err(FigureError::UnknownWord(word.clone(), column))
        }
        (Mark::Heat { .. } | Mark::Signed { .. }, Value::Word(word)) => {
            Err(FigureError::Mixed { axis: series.label.clone(), word: word.clone() })
        }
        _ => Ok(()),
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Nothing => "nothing".into(),
        Value::Number(number) => number.to_string(),
        Value::Word(word) => word.clone(),
        Value::Start | Value::End => unreachable!("a cell of a table is no end of an axis"),
    }
}

/// A letter for each word, all different: its first letter that no earlier word has, or else a digit.
pub(super) fn letters(words: &[(&'static str, usize)]) -> Vec<char> {
    let mut taken: Vec<char> = Vec::new();
    for (number, (word, _)) in words.iter().enumerate() {
        let mut candidates = word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase);
        let digit = char::from_digit(number as u32 % 10, 10).unwrap_or('?');
        taken.push(candidates.find(|letter| !taken.contains(letter)).unwrap_or(digit));
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_differ() {
        let words = [("converged", 2), ("crashed", 1), ("stalled", 4), ("budget spent", 7), ("c", 0)];
        assert_eq!(letters(&words), ['C', 'R', 'S', 'B', '4']);
    }
}
