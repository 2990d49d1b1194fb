//! Where do panels, titles, legends and color bars stand? In rows of up to three columns, all panels with frames of the same size.

use super::bar::{self, Bar};
use super::canvas::{Anchor, Canvas, Place, text_width};
use super::cells::Grid;
use super::data::{Drawn, Placed};
use super::grid;
use super::ink::Ink;
use super::legend::{self, Entry};
use super::panel::{self, Frame, GAP, LABEL_LINE, Labels, Style};
use crate::bits;
use crate::report::{Figure, Mark};

const MARGIN: f64 = 8.0;
/// Wider on the right, for the half of the last label that stands beyond its tick.
const RIGHT_MARGIN: f64 = 20.0;
const BETWEEN_COLUMNS: f64 = 30.0;
const BETWEEN_ROWS: f64 = 22.0;
const TITLE_LINE: f64 = 20.0;
/// Up to so many names stand farther apart than they must.
const FEW_NAMES: usize = 12;
const ROW_OF_FEW: f64 = 27.0;

/// The geometry of a figure.
pub(super) struct Layout<'a> {
    pub(super) size: Place,
    columns: usize,
    /// All panels share their vertical axis, which is labeled only in the first column.
    shared: bool,
    legend: Vec<Entry<'a>>,
    bars: &'a [Bar<'a>],
    /// Space for the legend and the color bars.
    legend_height: f64,
    panel_legends: Vec<Vec<Entry<'a>>>,
    marked_lines: bool,
    /// Space to the left of a frame in the first column and in the others.
    left: (f64, f64),
    frame: Place,
    /// Space above a frame.
    head: f64,
    row_height: f64,
}

impl<'a> Layout<'a> {
    /// The geometry for these panels; widens axes that must have the same number of units per length.
    pub(super) fn of(figure: &'a Figure, placed: &mut [Placed<'a>], bars: &'a [Bar<'a>]) -> Self {
        let columns = match placed.len() {
            0 | 1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        let width = [560.0, 700.0, 780.0][columns - 1];
        let shared = placed.windows(2).all(|pair| {
            pair[0].y == pair[1].y && pair[0].panel.y.label == pair[1].panel.y.label && !pair[0].panel.equal
        });
        let labels = placed.iter().map(|placed| labels_width(placed, 250.0)).fold(0.0, bits::max);
        let left = (labels + GAP, if shared { 0.0 } else { labels + GAP });
        let between = BETWEEN_COLUMNS * (columns - 1) as f64 + left.0 + left.1 * (columns - 1) as f64;
        let frame_width = ((width - MARGIN - RIGHT_MARGIN - between) / columns as f64).floor();
        let usual = equalize(placed, frame_width).unwrap_or([280.0, 250.0, 230.0][columns - 1]);
        // Names alone tell how much room they need.
        let of_names = !placed.is_empty() && placed.iter().all(|placed| placed.panel.y.names);
        let frame_height = if of_names { 0.0 } else { usual };
        let frame = (frame_width, bits::max(frame_height, height_of_rows(placed)));
        Layout::around((figure, bars), placed, (columns, width, shared), left, frame)
    }

    fn around(
        (figure, bars): (&'a Figure, &'a [Bar<'a>]),
        placed: &[Placed<'a>],
        (columns, width, shared): (usize, f64, bool),
        left: (f64, f64),
        frame: Place,
    ) -> Self {
        let mut legend = legend::entries(figure.panels.iter().flat_map(|panel| &panel.series));
        let mut panel_legends = vec![Vec::new(); figure.panels.len()];
        if figure.panels.len() > 1 && legend::is_ambiguous(&legend) {
            panel_legends = figure.panels.iter().map(|panel| legend::entries(panel.series.iter())).collect();
            legend.clear();
        }
        let height = |entries: &[Entry<'_>], width| legend::rows(entries, width).len() as f64 * legend::ROW;
        let legend_height = match height(&legend, width - 2.0 * MARGIN) {
            0.0 => 0.0,
            rows => rows + 10.0,
        } + bars.len() as f64 * bar::HEIGHT;
        let space = frame.0 + left.1;
        let panel_legend = panel_legends.iter().map(|entries| height(entries, space)).fold(0.0, bits::max);
        let titles = placed.iter().map(|placed| title_lines(placed.panel.title.as_str(), space)).max().unwrap_or(0);
        let label_lines = placed.iter().map(|placed| label_lines(placed, space).len()).max().unwrap_or(0);
        let head = titles as f64 * TITLE_LINE + panel_legend + label_lines as f64 * LABEL_LINE + 8.0;
        let foot = placed.iter().map(|placed| foot(placed, frame.0)).fold(0.0, bits::max);
        let row_height = head + frame.1 + foot;
        let rows = placed.len().div_ceil(columns) as f64;
        let size =
            (width, 2.0 * MARGIN + legend_height + rows * row_height + bits::max(rows - 1.0, 0.0) * BETWEEN_ROWS);
        let marked_lines = has_several_lines(figure);
        Layout {
            size,
            columns,
            shared,
            legend,
            bars,
            legend_height,
            panel_legends,
            marked_lines,
            left,
            frame,
            head,
            row_height,
        }
    }

    /// Draws everything; tells how many points lie beyond the axes.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_>,
        placed: &[Placed<'_>],
        drawn: &[Vec<Drawn<'_>>],
        grids: &[Option<Grid>],
    ) -> usize {
        legend::draw(canvas, &self.legend, (MARGIN, MARGIN), self.size.0 - 2.0 * MARGIN, self.marked_lines);
        for (number, bar) in self.bars.iter().rev().enumerate() {
            let top = MARGIN + self.legend_height - (number + 1) as f64 * bar::HEIGHT;
            bar.draw(canvas, (MARGIN, top));
        }
        let mut beyond = 0;
        for (number, (placed, drawn)) in placed.iter().zip(drawn).enumerate() {
            let (column, frame) = (number % self.columns, self.frame(number));
            self.draw_head(canvas, placed, &self.panel_legends[number], column, frame);
            if let (Some(cells), Some(grid)) = (&placed.cells, &grids[number]) {
                grid::draw(canvas, cells.series.mark, grid, frame);
            }
            panel::draw_axes(canvas, placed, frame, column == 0 || !self.shared);
            let style = Style { marked_lines: self.marked_lines, edged: placed.cells.is_some() };
            beyond += panel::draw_series(canvas, drawn, frame, style);
        }
        beyond
    }

    fn frame(&self, number: usize) -> Frame {
        let (column, row) = ((number % self.columns) as f64, (number / self.columns) as f64);
        let column_width = self.left.1 + self.frame.0 + BETWEEN_COLUMNS;
        Frame {
            left: MARGIN + self.left.0 + column * column_width,
            top: MARGIN + self.legend_height + row * (self.row_height + BETWEEN_ROWS) + self.head,
            width: self.frame.0,
            height: self.frame.1,
        }
    }

    /// Title, legend and the name of the vertical axis, above the frame.
    fn draw_head(&self, canvas: &Canvas<'_>, placed: &Placed<'_>, entries: &[Entry<'_>], column: usize, frame: Frame) {
        let left = if column == 0 { MARGIN } else { frame.left - self.left.1 };
        let space = frame.width + self.left.1;
        let mut y = frame.top - self.head;
        if !placed.panel.title.is_empty() {
            for words in panel::wrap(&placed.panel.title, space / 1.15) {
                canvas.text(&words, (left, y + TITLE_LINE / 2.0), Anchor::Left, Ink::Text);
                y += TITLE_LINE;
            }
        }
        legend::draw(canvas, entries, (left, y), space, self.marked_lines);
        if column == 0 || !self.shared {
            let lines = label_lines(placed, space);
            let top = frame.top - 8.0 - lines.len() as f64 * LABEL_LINE;
            for (number, words) in lines.iter().enumerate() {
                canvas.text(words, (left, top + (number as f64 + 0.5) * LABEL_LINE), Anchor::Left, Ink::Label);
            }
        }
    }
}

fn title_lines(title: &str, space: f64) -> usize {
    // Bold letters of titles are about a seventh wider than those of labels.
    if title.is_empty() { 0 } else { panel::wrap(title, space / 1.15).len() }
}

fn label_lines(placed: &Placed<'_>, space: f64) -> Vec<String> {
    if placed.panel.y.label.is_empty() { Vec::new() } else { panel::wrap(&placed.panel.y.label, space) }
}

fn labels_width(placed: &Placed<'_>, height: f64) -> f64 {
    panel::vertical_ticks(&placed.y, height).iter().map(|tick| text_width(&tick.label)).fold(0.0, bits::max)
}

/// Space below a frame: labels of the ticks and the name of the axis.
fn foot(placed: &Placed<'_>, width: f64) -> f64 {
    let ticks = panel::horizontal_ticks(&placed.x, width);
    let name = if placed.panel.x.label.is_empty() { 0.0 } else { LABEL_LINE + 4.0 };
    GAP + Labels::of(&placed.x, &ticks, width).height() + name
}

/// The height of a frame in which every row of cells and every name has space for letters, as far as a figure may grow.
fn height_of_rows(placed: &[Placed<'_>]) -> f64 {
    let height = |placed: &Placed<'_>| {
        let rows = placed.y.places().unwrap_or(0);
        let row = if placed.panel.y.names && rows <= FEW_NAMES { ROW_OF_FEW } else { grid::ROW };
        rows as f64 * row
    };
    bits::min(placed.iter().map(height).fold(0.0, bits::max), 600.0)
}

/// The height of a frame in which most panels with equal axes fit; then widens the shorter axis of each.
fn equalize(placed: &mut [Placed<'_>], width: f64) -> Option<f64> {
    let shapes = placed.iter().filter(|placed| placed.panel.equal).map(|placed| placed.y.span() / placed.x.span());
    let height = (width * bits::clamp(shapes.reduce(bits::max)?, 0.5, 1.2)).floor();
    for placed in placed.iter_mut().filter(|placed| placed.panel.equal && placed.cells.is_none()) {
        let units = bits::max(placed.x.span() / width, placed.y.span() / height);
        placed.x.widen_to(units * width);
        placed.y.widen_to(units * height);
    }
    Some(height)
}

/// Whether lines of several series stand together in a panel, so that marks must tell them apart.
fn has_several_lines(figure: &Figure) -> bool {
    figure.panels.iter().any(|panel| panel.series.iter().filter(|series| series.mark == Mark::Line).count() > 1)
}
