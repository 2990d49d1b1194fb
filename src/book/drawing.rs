//! How does a report's figure get into a page? Its SVG is read, and only what our figures are made of is written again.
//!
//! A report is a file from outside, and SVG may hold scripts, handlers of events, foreign HTML and addresses. So it is read by the rules by
//! which a browser would read it within a page (the tokenizer of the HTML standard), each element and attribute must be one of ours, and each
//! text is escaped anew. Anything else is refused.

use crate::report::svg::is_own_style;
use crate::text::{html, name};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;

/// The elements of a figure; those of the second list hold words.
const SHAPES: [&str; 5] = ["svg", "rect", "circle", "polygon", "polyline"];
const WORDS: [&str; 5] = ["title", "desc", "metadata", "style", "text"];

/// The attributes of a figure, as SVG spells them.
const ATTRIBUTES: [&str; 26] = [
    "aria-labelledby",
    "cx",
    "cy",
    "dx",
    "dy",
    "fill",
    "font-size",
    "font-weight",
    "height",
    "id",
    "opacity",
    "points",
    "r",
    "role",
    "stroke",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "xmlns",
    "y",
    "fill-opacity",
];

/// A figure that may stand in a page.
#[derive(Debug, PartialEq)]
pub(super) struct Drawing {
    /// The element `<svg>`, an element a line, without an empty line.
    pub(super) svg: String,
    /// What stands in its `<title>`.
    pub(super) title: String,
    /// What stands in its `<desc>`.
    pub(super) description: String,
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
    svg: String,
    /// The elements that are open: `svg`, and perhaps one in it.
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
            [_] => element != "svg" && (SHAPES.contains(&element) || WORDS.contains(&element)),
            _ => false,
        };
        if !in_place {
            return Err(format!("the element <{}> in this place", name(element)));
        }
        let attributes = tag.attrs.iter().map(|attribute| written(element, &attribute.name.local, &attribute.value));
        let attributes = attributes.collect::<Result<String, _>>()?;
        let is_empty = tag.self_closing || (element != "svg" && SHAPES.contains(&element));
        self.svg += &format!("<{element}{attributes}{}>", if is_empty { "/" } else { "" });
        if is_empty || element == "svg" {
            self.svg.push('\n');
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
        match element {
            "svg" => self.closed = true,
            "style" if !is_own_style(&words) => return Err("a <style> that is not ours".to_owned()),
            "style" => self.svg += &words,
            _ => self.svg += &html(words.trim()),
        }
        self.svg += &format!("</{element}>\n");
        match element {
            "title" if self.title.is_none() => self.title = Some(words.trim().to_owned()),
            "desc" if self.description.is_none() => self.description = Some(words.trim().to_owned()),
            "title" | "desc" => return Err(format!("a second <{element}>")),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, words: &str) -> Result<(), String> {
        if self.open.len() == 2 {
            self.words += words;
        } else if !words.trim().is_empty() {
            return Err(format!("the words `{}` between its elements", name(words.trim())));
        }
        Ok(())
    }

    fn finish(self) -> Result<Drawing, String> {
        match (self.closed && self.open.is_empty(), self.title, self.description) {
            (true, Some(title), Some(description)) => Ok(Drawing { svg: self.svg, title, description }),
            (true, None, _) => Err("no <title>".to_owned()),
            (true, _, None) => Err("no <desc>".to_owned()),
            _ => Err("no whole <svg>".to_owned()),
        }
    }
}

/// An attribute as it is written again, after a blank; the tokenizer has made its name lower-case.
fn written(element: &str, attribute: &str, value: &str) -> Result<String, String> {
    let known = ATTRIBUTES.iter().find(|known| known.eq_ignore_ascii_case(attribute));
    let plain =
        |value: &str| value.chars().all(|letter| letter.is_ascii_alphanumeric() || " .,-#()%_".contains(letter));
    let fits = match attribute {
        "xmlns" => value == "http://www.w3.org/2000/svg",
        // Names that can't be those of other elements of the page.
        "id" | "aria-labelledby" => plain(value) && value.split(' ').all(|name| name.starts_with("figure-")),
        _ => plain(value),
    };
    match known {
        Some(known) if fits => Ok(format!(" {known}=\"{value}\"")),
        Some(known) => Err(format!("the {known} `{}`", name(value))),
        None => Err(format!("the attribute `{}` of <{element}>", name(attribute))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">\n<title id=\"figure-1-title\">Steps of &lt;b&gt;</title>\n\n\
                       <desc>They fall &amp; fall.</desc>\n<circle r=\"1\" fill=\"var(--a-1, #00aaff)\"/>\n<text x=\"1\">{{x}}</text>\n</svg>\n";

    #[test]
    fn a_figure_is_written_again_and_its_words_are_text() {
        let drawing = drawing(SVG).unwrap();
        assert_eq!((drawing.title.as_str(), drawing.description.as_str()), ("Steps of <b>", "They fall & fall."));
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">\n<title id=\"figure-1-title\">Steps of &lt;b&gt;</title>\n\
                        <desc>They fall &amp; fall.</desc>\n<circle r=\"1\" fill=\"var(--a-1, #00aaff)\"/>\n<text x=\"1\">&#123;&#123;x}}</text>\n</svg>\n";
        assert_eq!(drawing.svg, expected);
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
            ("<rect onload=\"x\"/>", "the attribute `onload` of <rect>"),
            ("<rect style=\"x\"/>", "the attribute `style`"),
            ("<rect fill=\"url(http://a.b/c)\"/>", "the fill `url(http://a.b/c)`"),
            ("<rect id=\"search\"/>", "the id `search`"),
            ("<style>@import url(x)</style>", "a <style> that is not ours"),
            ("<text><tspan>a</tspan></text>", "the element <tspan>"),
            ("<desc>b</desc>", "a second <desc>"),
            ("<svg></svg>", "the element <svg>"),
            ("words", "the words `words` between its elements"),
            ("<![CDATA[<b>]]>", "the words `<b>` between its elements"),
            ("</svg><p>a</p>", "the element <p>"),
            ("</rect>", "</rect> in this place"),
        ] {
            let problem = drawing(&SVG.replace("</svg>", &format!("{planted}</svg>"))).unwrap_err();
            assert!(problem.starts_with(words), "{planted}: {problem}");
        }
        assert_eq!(drawing("").unwrap_err(), "no whole <svg>");
        assert_eq!(drawing(&SVG.replace("</svg>", "")).unwrap_err(), "no whole <svg>");
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
            let written = drawing(&svg).unwrap_or_else(|problem| panic!("{}: {problem}", experiment.path())).svg;
            let lines = |text: &str| {
                text.replace("&apos;", "'")
                    .replace("&quot;", "\"")
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            assert_eq!(lines(&written), lines(&svg), "{}", experiment.path());
            read += 1;
        }
        assert!(read > 20);
    }
}
