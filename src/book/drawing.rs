//! How does a report's figure get into a page? Its SVG is read, and only what our figures are made of is written again, piece by piece.
//!
//! A report is a file from outside, and SVG may hold scripts, handlers of events, foreign HTML and addresses. So it is read by the rules by
//! which a browser would read it within a page (the tokenizer of the HTML standard), each element and attribute must be one of ours in its
//! place, and each text is escaped anew. Anything else is refused.

use super::attribute::written;
use crate::report::svg::{flow, style};
use crate::text::{html, name};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;

/// The elements of a figure beside its pieces; they hold words.
const HEAD: [&str; 4] = ["title", "desc", "metadata", "style"];
/// The elements of a piece; the last one holds words.
const DRAWN: [&str; 5] = ["rect", "circle", "polygon", "polyline", "text"];

/// A figure that may stand in a page.
#[derive(Debug, PartialEq)]
pub(super) struct Drawing {
    /// What stands in its `<title>`.
    title: String,
    /// What stands in its `<desc>`.
    description: String,
    /// Its legends and panels.
    pieces: Vec<String>,
}

impl Drawing {
    /// The element of the page with these panels, counted from 1, or with all, without an empty line.
    pub(super) fn element(&self, panels: &[usize]) -> Result<String, String> {
        let is_panel = |piece: &&String| piece.starts_with("<svg class=\"panel ");
        let all: Vec<&String> = self.pieces.iter().filter(is_panel).collect();
        if let Some(missing) = panels.iter().find(|&&panel| panel == 0 || panel > all.len()) {
            return Err(format!("has {} panels, and no panel {missing}", all.len()));
        }
        let chosen: Vec<String> = match panels {
            [] => self.pieces.clone(),
            _ => {
                let keys = self.pieces.iter().filter(|piece| !is_panel(piece));
                keys.chain(panels.iter().map(|&panel| all[panel - 1])).cloned().collect()
            }
        };
        Ok(flow(&self.title, &self.description, &chosen))
    }
}

/// Reads a figure; the error says what does not belong in it.
pub(super) fn drawing(svg: &str) -> Result<Drawing, String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(svg));
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Ok(Writer::default()))), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().and_then(Writer::finish)
}

/// Hands each token to the writer until one does not belong.
struct Sink(RefCell<Result<Writer, String>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let state = &mut *self.0.borrow_mut();
        if let Ok(writer) = state
            && let Err(problem) = writer.take(token)
        {
            *state = Err(problem);
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        true
    }
}

/// The figure as far as it was read.
#[derive(Default)]
struct Writer {
    pieces: Vec<String>,
    /// The elements that are open: `svg`, perhaps one in it, and perhaps one in that.
    open: Vec<String>,
    words: String,
    title: Option<String>,
    description: Option<String>,
    closed: bool,
}

impl Writer {
    fn take(&mut self, token: Token) -> Result<(), String> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(&tag),
            Token::TagToken(tag) => self.end(&tag.name),
            Token::CharacterTokens(words) => self.text(&words),
            // The line `<?xml …?>` reads as a comment; none is handed on.
            Token::CommentToken(_) | Token::EOFToken => Ok(()),
            Token::DoctypeToken(_) => Err("a doctype".to_owned()),
            Token::NullCharacterToken => Err("the character U+0000".to_owned()),
            Token::ParseError(_) => Ok(()),
        }
    }

    fn start(&mut self, tag: &Tag) -> Result<(), String> {
        let element = &*tag.name;
        let in_place = match self.open.as_slice() {
            [] => element == "svg" && !self.closed,
            [_] => element == "svg" || HEAD.contains(&element),
            [_, within] => within == "svg" && DRAWN.contains(&element),
            _ => false,
        };
        if !in_place {
            return Err(format!("the element <{}> in this place", name(element)));
        }
        let attributes = tag.attrs.iter().map(|attribute| written(element, &attribute.name.local, &attribute.value));
        let attributes = attributes.collect::<Result<String, _>>()?;
        let holds_words = element == "text" || HEAD.contains(&element);
        let is_empty = tag.self_closing || !(holds_words || element == "svg");
        match (self.open.len(), self.pieces.last_mut()) {
            (1, _) if element == "svg" => self.pieces.push(format!("<svg{attributes}>\n")),
            (2, Some(piece)) if is_empty => *piece += &format!("<{element}{attributes}/>\n"),
            (2, Some(piece)) => *piece += &format!("<{element}{attributes}>"),
            _ => {}
        }
        if !is_empty {
            self.open.push(element.to_owned());
            self.words.clear();
        }
        Ok(())
    }

    fn end(&mut self, element: &str) -> Result<(), String> {
        if self.open.pop().as_deref() != Some(element) {
            return Err(format!("</{}> in this place", name(element)));
        }
        let words = std::mem::take(&mut self.words);
        match (element, self.pieces.last_mut()) {
            ("svg", _) if self.open.is_empty() => self.closed = true,
            ("svg", Some(piece)) => *piece += "</svg>\n",
            ("text", Some(piece)) => *piece += &format!("{}</text>\n", html(words.trim())),
            ("style", _) if words != style() => return Err("a <style> that is not ours".to_owned()),
            ("title", _) if self.title.is_none() => self.title = Some(words.trim().to_owned()),
            ("desc", _) if self.description.is_none() => self.description = Some(words.trim().to_owned()),
            ("title" | "desc", _) => return Err(format!("a second <{element}>")),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, words: &str) -> Result<(), String> {
        if self.open.last().is_some_and(|element| element != "svg") {
            self.words += words;
        } else if !words.trim().is_empty() {
            return Err(format!("the words `{}` between its elements", name(words.trim())));
        }
        Ok(())
    }

    fn finish(self) -> Result<Drawing, String> {
        match (self.closed && self.open.is_empty(), self.title, self.description) {
            (true, Some(title), Some(description)) => Ok(Drawing { title, description, pieces: self.pieces }),
            (true, None, _) => Err("no <title>".to_owned()),
            (true, _, None) => Err("no <desc>".to_owned()),
            _ => Err("no whole <svg>".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Axis, Column, Figure, Mark, Panel, Series, Table, svg};

    const SVG: &str = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">\n<title id=\"figure-1-title\">Steps of &lt;b&gt;</title>\n\n\
                       <desc>They fall &amp; fall.</desc>\n<svg class=\"key\" x=\"1\">\n<circle r=\"1\" fill=\"var(--a-1, #00aaff)\"/>\n<text x=\"1\">{{x}}</text>\n</svg>\n\
                       <svg class=\"panel of-1\">\n</svg>\n</svg>\n";

    #[test]
    fn a_figure_is_written_again_in_pieces_and_its_words_are_text() {
        let drawing = drawing(SVG).unwrap();
        assert_eq!((drawing.title.as_str(), drawing.description.as_str()), ("Steps of <b>", "They fall & fall."));
        let expected = "<div class=\"drawing\" role=\"img\" aria-label=\"Steps of &lt;b&gt; They fall &amp; fall.\">\n\
                        <svg class=\"key\" x=\"1\">\n<circle r=\"1\" fill=\"var(--a-1, #00aaff)\"/>\n<text x=\"1\">&#123;&#123;x}}</text>\n</svg>\n\
                        <br>\n<svg class=\"panel of-1\">\n</svg>\n</div>\n";
        assert_eq!(drawing.element(&[]).unwrap(), expected);
    }

    #[test]
    fn panels_are_chosen_and_the_legend_stays() {
        let two = SVG.replace(
            "<svg class=\"panel of-1\">\n",
            "<svg class=\"panel of-2\">\n<rect x=\"1\"/>\n</svg>\n<svg class=\"panel of-2\">\n",
        );
        let drawing = drawing(&two).unwrap();
        let second = drawing.element(&[2]).unwrap();
        assert!(second.contains("class=\"key\"") && !second.contains("<rect"), "{second}");
        assert!(drawing.element(&[2, 1]).unwrap().contains("</svg>\n<svg class=\"panel of-2\">\n<rect"));
        assert_eq!(drawing.element(&[3]).unwrap_err(), "has 2 panels, and no panel 3");
    }

    #[test]
    fn a_file_gives_the_page_that_its_picture_gives() {
        let mut table = Table::new("Points", 1, vec![Column::count("x", "1"), Column::count("y", "1")]);
        table.push([1_u64.into(), 2_u64.into()]);
        let series = vec![Series::of("", ("x", "y"), Mark::Points, 1).labeled("a < \"b\" & {{c}}")];
        let panel = Panel { title: "x'".into(), x: Axis::linear("x"), y: Axis::logarithmic("y"), series, equal: false };
        let figure = Figure { title: "<b>".into(), alternative: "{{value}}".into(), panels: vec![panel] };
        let picture = svg::picture(&figure, &[table]).unwrap();
        assert_eq!(drawing(&picture.file()).unwrap().element(&[]).unwrap(), picture.flow());
    }

    #[test]
    fn what_a_figure_of_ours_does_not_hold_is_refused() {
        for (planted, words) in [
            ("<script>x</script>", "the element <script>"),
            ("<SCRIPT>x</SCRIPT>", "the element <script>"),
            ("<foreignObject></foreignObject>", "the element <foreignobject>"),
            ("<image href=\"x\"/>", "the element <image>"),
            ("<a href=\"javascript:x\"><text>a</text></a>", "the element <a>"),
            ("<animate attributeName=\"x\"/>", "the element <animate>"),
            ("<use href=\"#a\"/>", "the element <use>"),
            ("<svg><rect onload=\"x\"/></svg>", "the attribute `onload` of <rect>"),
            ("<svg><rect style=\"x\"/></svg>", "the attribute `style`"),
            ("<svg><rect fill=\"url(http://a.b/c)\"/></svg>", "the fill `url(http://a.b/c)`"),
            ("<svg><rect id=\"search\"/></svg>", "the id `search`"),
            ("<style>@import url(x)</style>", "a <style> that is not ours"),
            ("<svg><text><tspan>a</tspan></text></svg>", "the element <tspan>"),
            ("<desc>b</desc>", "a second <desc>"),
            ("<rect/>", "the element <rect>"),
            ("<svg><svg></svg></svg>", "the element <svg>"),
            ("<svg><title>x</title></svg>", "the element <title>"),
            ("<svg class=\"search\"></svg>", "the class `search`"),
            ("words", "the words `words` between its elements"),
            ("<![CDATA[<b>]]>", "the words `<b>` between its elements"),
            ("</svg><p>a</p>", "the element <p>"),
            ("</rect>", "</rect> in this place"),
        ] {
            let (before, end) = SVG.split_at(SVG.rfind("</svg>").unwrap());
            let problem = drawing(&format!("{before}{planted}{end}")).unwrap_err();
            assert!(problem.starts_with(words), "{planted}: {problem}");
        }
        assert_eq!(drawing("").unwrap_err(), "no whole <svg>");
        assert_eq!(drawing(SVG.trim_end().strip_suffix("</svg>").unwrap()).unwrap_err(), "no whole <svg>");
        assert_eq!(drawing("<svg></svg>").unwrap_err(), "no <title>");
        assert_eq!(drawing(&format!("<!DOCTYPE svg>{SVG}")).unwrap_err(), "a doctype");
    }

    #[test]
    fn every_figure_of_the_project_is_written_as_it_was() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
        let mut read = 0;
        for experiment in crate::chapters::all() {
            let Ok(svg) = std::fs::read_to_string(folder.join(experiment.path()).with_extension("svg")) else {
                continue;
            };
            let written = drawing(&svg)
                .unwrap_or_else(|problem| panic!("{}: {problem}", experiment.path()))
                .element(&[])
                .unwrap();
            let pieces = |text: &str| {
                let first = text.find("<svg class=").unwrap_or_else(|| panic!("{}: no piece", experiment.path()));
                let lines = text[first..text.rfind("</svg>\n").unwrap()].lines().filter(|line| *line != "<br>");
                lines.map(str::to_owned).collect::<Vec<_>>()
            };
            // The last end of a piece is that of the picture in the file.
            let in_file = pieces(&svg);
            assert_eq!(pieces(&written), in_file[..in_file.len() - 1], "{}", experiment.path());
            read += 1;
        }
        assert!(read > 20);
    }
}
