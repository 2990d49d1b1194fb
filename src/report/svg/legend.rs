//! Which mark belongs to which words? A legend above the panels, so that it hides no data.
//!
//! What several panels hold stands above all of them, what one holds above that one.

use super::canvas::{Anchor, Canvas, Place};
use super::grid::draw_word;
use super::ink::Ink;
use super::words::{LINE, set, text_width, wrap};
use crate::bits;
use crate::report::{Mark, Panel, Series};

/// The height of a row of the legend.
pub(super) const ROW: f64 = 19.0;

/// The width of the line of a series.
pub(super) const THICK: f64 = 1.8;
/// The width of a line that is given and not measured.
pub(super) const THIN: f64 = 1.0;

/// How large the mark of a row is.
pub(super) const RADIUS: f64 = 3.6;

const BESIDE_SAMPLE: f64 = 6.0;
const BETWEEN: f64 = 20.0;

/// Half of the square that stands for a cell.
const HALF_CELL: f64 = 7.5;

/// A level whose name is no wider stands beside its line.
const SHORT: f64 = 48.0;

/// Words with all the marks that they name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    label: String,
    /// The label as it is broken.
    lines: Vec<String>,
    /// Marks with their colors; for the cell of a word its position in the list of words.
    samples: Vec<(Mark, usize)>,
}

impl Entry {
    fn samples_width(&self) -> f64 {
        self.samples.iter().map(|&(mark, _)| sample_width(mark) + BESIDE_SAMPLE).sum()
    }

    /// Its size without space after it.
    pub(super) fn size(&self) -> Place {
        let width = self.lines.iter().map(|line| text_width(line)).fold(0.0, bits::max);
        (self.samples_width() + width, ROW + (self.lines.len() - 1) as f64 * LINE)
    }

    /// Draws it from its upper left corner on.
    pub(super) fn draw(&self, canvas: &mut Canvas, (mut x, top): Place, marked_lines: bool) {
        for &(mark, color) in &self.samples {
            sample(canvas, (x, top + ROW / 2.0), mark, color, marked_lines);
            x += sample_width(mark) + BESIDE_SAMPLE;
        }
        for (number, words) in self.lines.iter().enumerate() {
            canvas.text(words, (x, top + ROW / 2.0 + number as f64 * LINE), Anchor::Left, Ink::Label);
        }
    }
}

/// The name that stands beside the line of a level, if it is short enough for that.
pub(super) fn beside_level(series: &Series) -> Option<String> {
    let label = set(&series.label);
    (matches!(series.mark, Mark::Level(_)) && text_width(&label) <= SHORT).then_some(label)
}

fn sample_width(mark: Mark) -> f64 {
    match mark {
        Mark::Points => 9.0,
        Mark::Words { .. } => 2.0 * HALF_CELL,
        _ => 26.0,
    }
}

/// The legend of all panels, and that of each, of which no entry is wider than this.
pub(super) fn legends(panels: &[Panel], width: f64) -> (Vec<Entry>, Vec<Vec<Entry>>) {
    let all = entries(panels.iter().flat_map(|panel| &panel.series), width);
    let own: Vec<Vec<Entry>> = panels.iter().map(|panel| entries(panel.series.iter(), width)).collect();
    let panels_with = |label: &str| own.iter().filter(|own| own.iter().any(|entry| entry.label == label)).count();
    let shared: Vec<Entry> =
        all.into_iter().filter(|entry| panels.len() == 1 || panels_with(&entry.label) > 1).collect();
    if is_ambiguous(&shared) {
        return (Vec::new(), own);
    }
    let is_own = |entry: &Entry| shared.iter().all(|known| known.label != entry.label);
    let own = own.iter().map(|own| own.iter().filter(|entry| is_own(entry)).cloned().collect()).collect();
    (shared, own)
}

/// The entries for these series, in the order of their first appearance; predictions come last. Heat maps have a color bar instead.
fn entries<'a>(series: impl Iterator<Item = &'a Series>, width: f64) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (label, sample) in series.flat_map(samples) {
        match entries.iter_mut().find(|entry| entry.label == label) {
            Some(entry) if entry.samples.contains(&sample) => {}
            Some(entry) => entry.samples.push(sample),
            None => entries.push(Entry { label, lines: Vec::new(), samples: vec![sample] }),
        }
    }
    for entry in &mut entries {
        entry.lines = wrap(&entry.label, width - entry.samples_width());
    }
    entries.sort_by_key(|entry| entry.samples.iter().all(|&(mark, _)| matches!(mark, Mark::Dashed | Mark::Level(_))));
    entries
}

/// What a series contributes: itself, or each of its words, or nothing.
fn samples(series: &Series) -> Vec<(String, (Mark, usize))> {
    match series.mark {
        Mark::Contour | Mark::Heat { .. } | Mark::Signed { .. } => Vec::new(),
        Mark::Words { words, .. } => {
            words.iter().enumerate().map(|(position, (word, _))| (set(word), (series.mark, position))).collect()
        }
        _ if series.label.is_empty() || beside_level(series).is_some() => Vec::new(),
        // Levels of one color look the same at every height.
        Mark::Level(_) => vec![(set(&series.label), (Mark::Level(0.0), series.color))],
        mark => vec![(set(&series.label), (mark, series.color))],
    }
}

/// Whether some mark has two names, so that one legend for all of them would be ambiguous.
fn is_ambiguous(entries: &[Entry]) -> bool {
    let samples: Vec<_> = entries.iter().flat_map(|entry| &entry.samples).collect();
    (1..samples.len()).any(|end| samples[..end].contains(&samples[end]))
}

/// The entries in rows of this width.
fn rows(entries: &[Entry], width: f64) -> Vec<Vec<&Entry>> {
    let mut rows: Vec<Vec<&Entry>> = Vec::new();
    let mut free = 0.0;
    for entry in entries {
        match rows.last_mut() {
            Some(row) if entry.size().0 <= free => row.push(entry),
            _ => {
                rows.push(vec![entry]);
                free = width;
            }
        }
        free -= entry.size().0 + BETWEEN;
    }
    rows
}

/// The entries with their places in rows of this width, and the height of all.
fn places(entries: &[Entry], width: f64) -> (Vec<(&Entry, Place)>, f64) {
    let (mut places, mut y) = (Vec::new(), 0.0);
    for row in rows(entries, width) {
        let mut x = 0.0;
        for entry in &row {
            places.push((*entry, (x, y)));
            x += entry.size().0 + BETWEEN;
        }
        y += row.iter().map(|entry| entry.size().1).fold(0.0, bits::max);
    }
    (places, y)
}

/// The height of the entries in rows of this width.
pub(super) fn height(entries: &[Entry], width: f64) -> f64 {
    places(entries, width).1
}

/// Draws the entries in rows of this width from the left border on, downward from `top`.
pub(super) fn draw(canvas: &mut Canvas, entries: &[Entry], top: f64, width: f64, marked_lines: bool) {
    for (entry, (x, y)) in places(entries, width).0 {
        entry.draw(canvas, (x, top + y), marked_lines);
    }
}

fn sample(canvas: &mut Canvas, (x, y): Place, mark: Mark, color: usize, marked_lines: bool) {
    let width = sample_width(mark);
    let ends = [(x, y), (x + width, y)];
    match mark {
        Mark::Dashed => canvas.line(&ends, Ink::Dashed(color), THICK),
        Mark::Level(_) => canvas.line(&ends, Ink::Dashed(color), THIN),
        Mark::Line | Mark::LinePoints => canvas.line(&ends, Ink::Series(color), THICK),
        Mark::Words { words, .. } => {
            let corner = |sign: f64| (x + (1.0 + sign) * HALF_CELL, y + sign * HALF_CELL);
            draw_word(canvas, words, color, corner(-1.0), corner(1.0));
        }
        Mark::Span { thickness, .. } => canvas.line(&ends, Ink::Crowd(color), thickness),
        Mark::Points | Mark::Contour | Mark::Heat { .. } | Mark::Signed { .. } => {}
    }
    if matches!(mark, Mark::Points | Mark::LinePoints) || (mark == Mark::Line && marked_lines) {
        canvas.mark((x + width / 2.0, y), RADIUS, color, Ink::Series(color));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Axis;

    fn series(label: &str, mark: Mark, color: usize) -> Series {
        Series::of("", ("x", "y"), mark, color).labeled(label)
    }

    fn panel(series: &[Series]) -> Panel {
        Panel { title: String::new(), x: Axis::linear(""), y: Axis::linear(""), series: series.to_vec(), equal: false }
    }

    #[test]
    fn one_name_takes_all_its_marks_and_predictions_come_last() {
        let all = [
            series("bound", Mark::Dashed, 0),
            series("1e-7", Mark::Points, 0),
            series("1e-7", Mark::Line, 0),
            series("", Mark::Points, 3),
            series("level", Mark::Contour, 0),
        ];
        let found = entries(all.iter(), 300.0);
        let names: Vec<_> = found.iter().map(|entry| (entry.label.as_str(), entry.samples.len())).collect();
        assert_eq!(names, [("10⁻⁷", 2), ("bound", 1)]);
    }

    #[test]
    fn rows_are_as_long_as_they_may_be() {
        let all: Vec<_> = (0..5).map(|color| series(&format!("series {color}"), Mark::Line, color)).collect();
        let found = entries(all.iter(), 300.0);
        assert_eq!(rows(&found, 3.0 * found[0].size().0).iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
        assert_eq!(rows(&found, 1.0).len(), 5);
        // A long name is broken before its entry is too wide.
        let [whole, broken] = [300.0, found[0].size().0 - 1.0].map(|width| entries(all.iter(), width));
        assert!((whole[0].lines.len(), broken[0].lines.len()) == (1, 2) && broken[0].size().1 > whole[0].size().1);
        assert_eq!(height(&whole, 1.0), 5.0 * ROW);
    }

    #[test]
    fn what_one_panel_holds_is_named_there_and_what_several_hold_above_them() {
        let [tanh, relu, cost] =
            [("tanh", 0), ("relu", 1), ("cost", 0)].map(|(label, color)| series(label, Mark::Points, color));
        let counts = |panels: &[Panel]| {
            let (shared, own) = legends(panels, 300.0);
            (shared.len(), own.iter().map(Vec::len).collect::<Vec<_>>())
        };
        let both = [tanh.clone(), relu.clone()];
        assert_eq!(counts(&[panel(&both), panel(&both), panel(std::slice::from_ref(&cost))]), (2, vec![0, 0, 1]));
        assert_eq!(counts(&[panel(&both)]), (2, vec![0]));
        // Two names for one mark: each panel has its own legend.
        let other = [cost, relu];
        assert_eq!(counts(&[panel(&both), panel(&both), panel(&other), panel(&other)]), (0, vec![2; 4]));
    }

    #[test]
    fn short_levels_are_named_beside_their_lines() {
        assert_eq!(beside_level(&Series::level(1e-7, 0).labeled("1e-7")).as_deref(), Some("10⁻⁷"));
        assert_eq!(beside_level(&Series::level(1e-7, 0).labeled("smallest number of f32")), None);
        assert_eq!(beside_level(&series("1e-7", Mark::Dashed, 0)), None);
    }
}
