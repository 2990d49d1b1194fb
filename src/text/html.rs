//! How does a text stand in HTML and in SVG? As itself: no tag, no attribute and no directive begins in it.
//!
//! [`html`] is for what HTML alone reads. Pages are Markdown first: between their words stands [`literal`], in which nothing is left that
//! Markdown, mdBook's directives (`{{#include …}}`) or ours could take for a mark.
//!
//! ```
//! use wellposed::text::{html, literal};
//!
//! assert_eq!(html("<b title=\"x\">"), "&lt;b title=&quot;x&quot;&gt;");
//! assert_eq!(html("{{#include secret}}"), "&#123;&#123;#include secret}}");
//! assert_eq!(literal("*a*"), "&#42;a&#42;");
//! ```

use super::visible;
use std::fmt::Write;

/// The text in an element, or in an attribute between double quotes; the same in XML.
pub fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // mdBook looks for its directives in HTML too.
            '{' => escaped.push_str("&#123;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The text between the words of a Markdown page: each punctuation mark of ASCII becomes its character reference.
pub fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if character.is_ascii_punctuation() {
            write!(escaped, "&#{};", u32::from(character)).expect("a string takes every text");
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_in_a_text() {
        assert_eq!(html("\" onclick='x' </p>&lt;"), "&quot; onclick='x' &lt;/p&gt;&amp;lt;");
        assert_eq!(html("a\n\nb\0"), r"a\n\nb\u&#123;0}", "an empty line would end a block of HTML");
        assert!(!html("{{{#title x}}}").contains("{"));
        assert_eq!(html("6 + 7 = 13, f′(x)"), "6 + 7 = 13, f′(x)");
    }

    #[test]
    fn words_stay_and_marks_become_references() {
        assert_eq!(literal("σ² is 7"), "σ² is 7");
        assert_eq!(literal("$x_1$ {{value}}"), "&#36;x&#95;1&#36; &#123;&#123;value&#125;&#125;");
        assert_eq!(literal("\\\n"), "&#92;&#92;n");
    }
}
