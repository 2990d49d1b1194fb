//! What does a picture consist of? Pieces, each a drawing of its own: keys (an entry of the legend, a color bar) and panels.
//!
//! The file of a figure is one `<svg>` in which all pieces have their places. A page takes the pieces out and lets them flow like words: beside
//! each other where there is room, else below each other, and never smaller than they are drawn while a panel fits the page.
//!
//! ```text
//! file                                  page
//! <svg …> <title> <desc> <style>        <div class="drawing" role="img" aria-label="…">
//! <svg class="key" x y width …>         <svg class="key" …>
//! <svg class="panel of-2" …>            <br>
//! <svg class="panel of-2" …>            <svg class="panel of-2" …> <svg class="panel of-2" …>
//! </svg>                                </div>
//! ```

use super::canvas::{Canvas, Place, coordinate};
use super::ink::style;
use super::words::LABEL;
use crate::bits;
use crate::report::sums;
use crate::text::html;

/// Free space around the file's picture, and between its pieces.
const MARGIN: f64 = 8.0;
const BETWEEN: Place = (14.0, 20.0);
const BETWEEN_KEYS: Place = (20.0, 0.0);

/// A part of a picture.
pub(super) struct Piece {
    class: String,
    size: Place,
    elements: String,
}

impl Piece {
    /// What explains marks or colors.
    pub(super) fn key(size: Place, canvas: Canvas) -> Self {
        Piece { class: "key".into(), size, elements: canvas.into_elements() }
    }

    /// A panel, of which so many stand side by side where there is room.
    pub(super) fn panel(size: Place, canvas: Canvas, columns: usize) -> Self {
        Piece { class: format!("panel of-{columns}"), size, elements: canvas.into_elements() }
    }

    fn written(&self, place: Place) -> String {
        let [x, y, width, height] = [place.0, place.1, self.size.0, self.size.1].map(coordinate);
        let (class, elements) = (&self.class, &self.elements);
        let place =
            format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"");
        format!(
            "<svg class=\"{class}\" {place} overflow=\"visible\" font-size=\"{LABEL}\" fill=\"none\" stroke-linejoin=\"round\">\n{elements}</svg>\n"
        )
    }
}

/// A figure that is drawn.
pub(crate) struct Picture {
    pub(super) title: String,
    /// What a reader should know who can't see it.
    pub(super) description: String,
    pub(super) keys: Vec<Piece>,
    pub(super) panels: Vec<Piece>,
    pub(super) columns: usize,
}

impl Picture {
    /// As one `<svg>`, which stands alone.
    pub(crate) fn file(&self) -> String {
        let ((width, height), pieces) = self.placed();
        let [width, height] = [width, height].map(coordinate);
        let id = format!("figure-{}", &sums::digest(format!("{}\n{}", self.title, self.description).as_bytes())[..8]);
        let size = format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"");
        let (title, description, style) = (html(&self.title), html(&self.description), style());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {size} role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n\
             <style>{style}</style>\n{}</svg>\n",
            pieces.concat()
        )
    }

    /// As an element of a page, which flows.
    pub(crate) fn flow(&self) -> String {
        flow(&self.title, &self.description, &self.placed().1)
    }

    /// The size of the file's picture, and its pieces in their places.
    fn placed(&self) -> (Place, Vec<String>) {
        let columns = self.panels.len().min(self.columns);
        let row: f64 = self.panels[..columns].iter().map(|panel| panel.size.0 + BETWEEN.0).sum();
        let widest = self.keys.iter().map(|key| key.size.0).fold(row - BETWEEN.0, bits::max);
        let width = bits::max(widest, 0.0) + 2.0 * MARGIN;
        let (mut pieces, mut below) = (Vec::new(), MARGIN);
        for (all, between) in [(&self.keys, BETWEEN_KEYS), (&self.panels, BETWEEN)] {
            let (mut x, mut y, mut bottom) = (MARGIN, below, below);
            for piece in all {
                if x > MARGIN && x + piece.size.0 > width - MARGIN + 0.1 {
                    (x, y) = (MARGIN, bottom + between.1);
                }
                pieces.push(piece.written((x, y)));
                x += piece.size.0 + between.0;
                bottom = bits::max(bottom, y + piece.size.1);
            }
            below = if all.is_empty() { below } else { bottom + MARGIN };
        }
        ((width, below), pieces)
    }
}

/// The element of a page with these pieces, which [`Picture::file`] has written.
pub(crate) fn flow(title: &str, description: &str, pieces: &[String]) -> String {
    let is_key = |piece: &&String| piece.starts_with("<svg class=\"key\"");
    let (keys, panels): (Vec<&String>, Vec<&String>) = pieces.iter().partition(is_key);
    let end_of_line = if keys.is_empty() { "" } else { "<br>\n" };
    let words = [title, description].map(html).join(" ");
    let written = |pieces: Vec<&String>| pieces.into_iter().map(String::as_str).collect::<String>();
    format!(
        "<div class=\"drawing\" role=\"img\" aria-label=\"{words}\">\n{}{end_of_line}{}</div>\n",
        written(keys),
        written(panels)
    )
}
