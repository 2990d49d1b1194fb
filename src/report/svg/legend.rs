//! Which mark belongs to which words? A legend above the panels, so that it hides no data.

use super::canvas::{Anchor, Canvas, Place, text_width};
use super::grid::draw_word;
use super::ink::Ink;
use super::panel::{LINE, THIN};
use crate::report::{Mark, Series};

/// The height of a row of the legend.
pub(super) const ROW: f64 = 19.0;

const BESIDE_SAMPLE: f64 = 6.0;
const BETWEEN: f64 = 20.0;

/// Half of the square that stands for a cell.
const HALF_CELL: f64 = 7.5;

/// Words with all the marks that they name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry<'a> {
    label: &'a str,
    /// Marks with their colors; for the cell of a word its position in the list of words.
    samples: Vec<(Mark, usize)>,
}

impl Entry<'_> {
    fn width(&self) -> f64 {
        let samples: f64 = self.samples.iter().map(|&(mark, _)| sample_width(mark) + BESIDE_SAMPLE).sum();
        samples + text_width(self.label) + BETWEEN
    }
}

fn sample_width(mark: Mark) -> f64 {
    match mark {
        Mark::Points => 9.0,
        Mark::Words { .. } => 2.0 * HALF_CELL,
        _ => 26.0,
    }
}

/// The entries for these series, in the order of their first appearance; predictions come last. Heat maps have a color bar instead.
pub(super) fn entries<'a>(series: impl Iterator<Item = &'a Series>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for (label, sample) in series.flat_map(samples) {
        match entries.iter_mut().find(|entry| entry.label == label) {
            Some(entry) if entry.samples.contains(&sample) => {}
            Some(entry) => entry.samples.push(sample),
            None => entries.push(Entry { label, samples: vec![sample] }),
        }
    }
    entries.sort_by_key(|entry| entry.samples.iter().all(|&(mark, _)| matches!(mark, Mark::Dashed | Mark::Level(_))));
    entries
}

/// What a series contributes: itself, or each of its words, or nothing.
fn samples(series: &Series) -> Vec<(&str, (Mark, usize))> {
    match series.mark {
        Mark::Contour | Mark::Heat { .. } | Mark::Signed { .. } => Vec::new(),
        Mark::Words { words, .. } => {
            words.iter().enumerate().map(|(position, (word, _))| (*word, (series.mark, position))).collect()
        }
        _ if series.label.is_empty() => Vec::new(),
        mark => vec![(series.label.as_str(), (mark, series.color))],
    }
}

/// Whether some mark has two names, so that one legend for all of them would be ambiguous.
pub(super) fn is_ambiguous(entries: &[Entry<'_>]) -> bool {
    let samples: Vec<_> = entries.iter().flat_map(|entry| &entry.samples).collect();
    (1..samples.len()).any(|end| samples[..end].contains(&samples[end]))
}

/// The entries in rows of this width.
pub(super) fn rows<'a, 'e>(entries: &'a [Entry<'e>], width: f64) -> Vec<Vec<&'a Entry<'e>>> {
    let mut rows: Vec<Vec<&Entry<'_>>> = Vec::new();
    let mut free = 0.0;
    for entry in entries {
        match rows.last_mut() {
            Some(row) if entry.width() - BETWEEN <= free => row.push(entry),
            _ => {
                rows.push(vec![entry]);
                free = width;
            }
        }
        free -= entry.width();
    }
    rows
}

/// Draws the entries from this place on, to the right and downward.
pub(super) fn draw(canvas: &Canvas<'_>, entries: &[Entry<'_>], (left, top): Place, width: f64, marked_lines: bool) {
    for (number, row) in rows(entries, width).into_iter().enumerate() {
        let (mut x, y) = (left, top + ROW * (number as f64 + 0.5));
        for entry in row {
            for &(mark, color) in &entry.samples {
                sample(canvas, (x, y), mark, color, marked_lines);
                x += sample_width(mark) + BESIDE_SAMPLE;
            }
            canvas.text(entry.label, (x, y), Anchor::Left, Ink::Label);
            x += text_width(entry.label) + BETWEEN;
        }
    }
}

fn sample(canvas: &Canvas<'_>, (x, y): Place, mark: Mark, color: usize, marked_lines: bool) {
    let width = sample_width(mark);
    let ends = [(x, y), (x + width, y)];
    match mark {
        Mark::Dashed => canvas.line(&ends, Ink::Dashed(color), LINE),
        Mark::Level(_) => canvas.line(&ends, Ink::Dashed(color), THIN),
        Mark::Line | Mark::LinePoints => canvas.line(&ends, Ink::Series(color), LINE),
        Mark::Words { words, .. } => {
            let corner = |sign: f64| (x + (1.0 + sign) * HALF_CELL, y + sign * HALF_CELL);
            draw_word(canvas, words, color, corner(-1.0), corner(1.0));
        }
        Mark::Span { thickness, .. } => canvas.line(&ends, Ink::Crowd(color), thickness),
        Mark::Points | Mark::Contour | Mark::Heat { .. } | Mark::Signed { .. } => {}
    }
    if matches!(mark, Mark::Points | Mark::LinePoints) || (mark == Mark::Line && marked_lines) {
        canvas.mark((x + width / 2.0, y), 3.6, color, Ink::Series(color));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(label: &str, mark: Mark, color: usize) -> Series {
        Series { table: "", label: label.into(), x: "x", y: "y", only: Vec::new(), mark, color }
    }

    #[test]
    fn words_that_stand_twice_share_an_entry() {
        let all = [
            series("measured", Mark::Points, 0),
            series("predicted", Mark::Dashed, 0),
            series("predicted", Mark::Dashed, 1),
            series("measured", Mark::Points, 0),
            series("", Mark::Line, 2),
            series("contour", Mark::Contour, 0),
        ];
        let found = entries(all.iter());
        assert_eq!(found.iter().map(|entry| entry.samples.len()).collect::<Vec<_>>(), [1, 2]);
        assert!(!is_ambiguous(&found));
    }

    #[test]
    fn a_mark_with_two_names_is_ambiguous() {
        let all = [series("r²", Mark::Dashed, 0), series("d²", Mark::Dashed, 0)];
        assert!(is_ambiguous(&entries(all.iter())));
    }

    #[test]
    fn rows_break_before_they_are_too_wide() {
        let all: Vec<Series> = (0..5).map(|color| series(&format!("series {color}"), Mark::Line, color)).collect();
        let found = entries(all.iter());
        assert_eq!(rows(&found, 2.5 * found[0].width()).iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
        assert_eq!(rows(&found, 1.0).len(), 5);
    }
}
