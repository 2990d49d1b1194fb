//! How much room does each part of a panel take? All panels of a figure have frames of the same size, and those of a row the same height.
//!
//! ```text
//! head      title, legend of its own, name of the vertical axis
//! frame     with the labels of the vertical axis to its left, names of levels to its right
//! foot      labels and name of the horizontal axis
//! ```

use super::canvas::{Anchor, Canvas, Place};
use super::cells::Grid;
use super::data::{Drawn, Placed};
use super::grid;
use super::ink::Ink;
use super::labels::{GAP, Labels, SIDE, horizontal_ticks, vertical_size};
use super::legend::{self, Entry, beside_level};
use super::panel::{self, Frame, Style};
use super::piece::Piece;
use super::words::{LINE, set, text_width, title_width, wrap};
use crate::bits;
use crate::report::{Figure, Mark};

const TITLE_LINE: f64 = 20.0;
/// Free space above a frame, for the half of the highest label.
const ABOVE: f64 = 8.0;
/// Up to so many names stand farther apart than they must.
const FEW_NAMES: usize = 12;
const ROW_OF_FEW: f64 = 12.0;
/// Free space between names of several lines.
const BETWEEN_NAMES: f64 = 5.0;
/// However long names are, an axis is not shorter.
const NARROWEST: f64 = 60.0;

/// How many panels stand side by side where there is room.
pub(super) fn columns(panels: usize) -> usize {
    match panels {
        0 | 1 => 1,
        2 | 4 => 2,
        _ => 3,
    }
}

/// The width of a panel: so many fit beside each other in the book, and one in a phone, where letters shrink by a quarter at most.
pub(super) fn panel_width(columns: usize) -> f64 {
    [490.0, 370.0, 244.0][columns - 1]
}

/// The part of that which names beside a vertical axis may take.
fn widest_name(columns: usize) -> f64 {
    0.45 * panel_width(columns)
}

/// The part of that for the horizontal axis, about.
pub(super) fn axis_width(columns: usize) -> f64 {
    panel_width(columns) - 60.0
}

/// The geometry of a figure's panels.
pub(super) struct Layout<'p, 'a> {
    placed: &'p [Placed<'a>],
    legends: Vec<Vec<Entry>>,
    columns: usize,
    /// That of panels with numbers beside their vertical axes, and that of panels with words there.
    frames: [Frame; 2],
    /// The space to the right of a frame.
    right: f64,
    marked_lines: bool,
}

impl<'p, 'a> Layout<'p, 'a> {
    /// The geometry for these panels; widens axes that must have the same number of units per length.
    pub(super) fn of(figure: &Figure, placed: &'p mut [Placed<'a>], legends: Vec<Vec<Entry>>) -> Self {
        let (columns, marked_lines) = (columns(placed.len()), has_several_lines(figure));
        let usual = [270.0, 240.0, 190.0][columns - 1];
        let most = |of: &dyn Fn(&Placed<'_>) -> f64| placed.iter().map(of).fold(0.0, bits::max);
        let widest = widest_name(columns);
        let (right, rows) = (most(&right), bits::min(most(&|placed| height_of_rows(placed, widest)), 600.0));
        let high = bits::max(usual, rows);
        let mut frames = [false, true].map(|words| {
            let beside = |left: f64| bits::max((panel_width(columns) - left - right).floor(), NARROWEST);
            let is_of = |placed: &Placed<'_>| placed.y.has_words() == words;
            let needed = |width| most(&|placed| if is_of(placed) { left(placed, high, (widest, width)) } else { 0.0 });
            let (left, width) = fitting(needed, beside);
            Frame { left, top: 0.0, width, height: 0.0 }
        });
        // Words alone tell how much room they need.
        let of_words = !placed.is_empty() && placed.iter().all(|placed| placed.y.has_words());
        let height = equalize(placed, frames[0].width).unwrap_or(if of_words { rows } else { high });
        frames.iter_mut().for_each(|frame| frame.height = height);
        Layout { placed, legends, columns, frames, right, marked_lines }
    }

    fn frame(&self, placed: &Placed<'_>) -> Frame {
        self.frames[usize::from(placed.y.has_words())]
    }

    /// The series of each panel, with their positions.
    pub(super) fn drawn(&self) -> Vec<Vec<Drawn<'a>>> {
        self.placed.iter().map(Placed::drawn).collect()
    }

    /// Whether lines have marks that tell them apart.
    pub(super) fn marked_lines(&self) -> bool {
        self.marked_lines
    }

    /// The piece of the picture with this panel, and how many of its points lie beyond the axes.
    pub(super) fn panel(&self, number: usize, drawn: &[Drawn<'_>], grid: Option<&Grid>) -> (Piece, usize) {
        let first = number - number % self.columns;
        let row = first..self.placed.len().min(first + self.columns);
        let head = row.clone().map(|number| self.head(number)).fold(0.0, bits::max);
        let foot =
            row.map(|number| foot(&self.placed[number], self.frame(&self.placed[number]).width)).fold(0.0, bits::max);
        let (placed, mut canvas) = (&self.placed[number], Canvas::default());
        let frame = Frame { top: head, ..self.frame(placed) };
        self.draw_head(&mut canvas, number, frame);
        if let (Some(cells), Some(grid)) = (&placed.cells, grid) {
            let marks: Vec<Place> = drawn.iter().flat_map(Drawn::inside).collect();
            grid::draw(&mut canvas, cells.series.mark, grid, frame, &marks);
        }
        panel::draw_axes(&mut canvas, placed, frame);
        let style = Style { marked_lines: self.marked_lines, edged: placed.cells.is_some() };
        let beyond = panel::draw_series(&mut canvas, drawn, frame, style);
        let width = bits::max(panel_width(self.columns), frame.left + frame.width + self.right);
        let size = (width, head + frame.height + foot);
        (Piece::panel(size, canvas, self.columns), beyond)
    }

    fn titles(&self, number: usize) -> Vec<String> {
        let title = set(&self.placed[number].panel.title);
        let larger = title_width(&title) / bits::max(text_width(&title), 1.0);
        if title.is_empty() { Vec::new() } else { wrap(&title, panel_width(self.columns) / larger) }
    }

    fn names(&self, number: usize) -> Vec<String> {
        let name = &self.placed[number].labels[1];
        if name.is_empty() { Vec::new() } else { wrap(name, panel_width(self.columns)) }
    }

    /// The space above a frame.
    fn head(&self, number: usize) -> f64 {
        let legend = legend::height(&self.legends[number], panel_width(self.columns));
        self.titles(number).len() as f64 * TITLE_LINE + legend + self.names(number).len() as f64 * LINE + ABOVE
    }

    /// Title, legend and the name of the vertical axis.
    fn draw_head(&self, canvas: &mut Canvas, number: usize, frame: Frame) {
        let (titles, names) = (self.titles(number), self.names(number));
        for (line, words) in titles.iter().enumerate() {
            canvas.text(words, (0.0, (line as f64 + 0.5) * TITLE_LINE), Anchor::Left, Ink::Text);
        }
        let below = titles.len() as f64 * TITLE_LINE;
        legend::draw(canvas, &self.legends[number], below, panel_width(self.columns), self.marked_lines);
        let top = frame.top - ABOVE - names.len() as f64 * LINE;
        for (line, words) in names.iter().enumerate() {
            canvas.text(words, (0.0, top + (line as f64 + 0.5) * LINE), Anchor::Left, Ink::Label);
        }
    }
}

/// The space to the left of a frame, and its width: the narrower it is, the further slanted labels below it reach to the left.
///
/// No width is tried twice: less width never needs less space.
fn fitting(needed: impl Fn(f64) -> f64, beside: impl Fn(f64) -> f64) -> (f64, f64) {
    let mut width = beside(0.0);
    loop {
        let left = needed(width);
        let narrower = beside(left);
        if narrower >= width {
            return (left, width);
        }
        width = narrower;
    }
}

/// The space to the left of a frame: for the labels of its vertical axis, and for what those below it need.
fn left(placed: &Placed<'_>, height: f64, (widest, width): (f64, f64)) -> f64 {
    let below = Labels::of(&placed.x, &horizontal_ticks(&placed.x, width), width).left();
    bits::max(vertical_size(&placed.y, height, widest).0 + GAP, bits::max(below, SIDE))
}

/// The space to the right of a frame: for what the last label below it needs, and for names of levels.
fn right(placed: &Placed<'_>) -> f64 {
    let levels = placed.panel.series.iter().filter_map(beside_level).map(|name| text_width(&name) + 5.0);
    levels.fold(SIDE, bits::max)
}

/// The space below a frame: labels of the ticks and the name of the axis.
fn foot(placed: &Placed<'_>, width: f64) -> f64 {
    let labels = Labels::of(&placed.x, &horizontal_ticks(&placed.x, width), width);
    let name = match placed.labels[0].as_str() {
        "" => 0.0,
        name => wrap(name, width).len() as f64 * LINE + 4.0,
    };
    GAP + labels.height() + name
}

/// The height of a frame in which every row of cells and every name has space for letters.
fn height_of_rows(placed: &Placed<'_>, widest: f64) -> f64 {
    let rows = placed.y.places().unwrap_or(0);
    if !placed.y.has_words() {
        return rows as f64 * grid::ROW;
    }
    let lines = vertical_size(&placed.y, 0.0, widest).1;
    let free = match lines {
        _ if rows <= FEW_NAMES => ROW_OF_FEW,
        1 => grid::ROW - LINE,
        // What belongs to one name stands closer together than two names do.
        _ => BETWEEN_NAMES,
    };
    rows as f64 * (lines as f64 * LINE + free)
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
