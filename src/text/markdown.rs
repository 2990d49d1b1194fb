//! How does a text stand in a Markdown file that people read as it is, and that others render? With a backslash before each mark.
//!
//! Escaped is what begins something: code, emphasis, a strike, a formula, a tag, a link, a cell, a character reference, a directive of
//! mdBook; and addresses that renderers make links of by themselves (GitHub Flavored Markdown, section 6.9). Marks that begin nothing stay,
//! so that the file can be read. The text stands within a line (in a cell, a heading, between asterisks), so no block begins in it.
//!
//! ```
//! use wellposed::text::markdown;
//!
//! assert_eq!(markdown("wine|red <b> W[1]"), r"wine\|red \<b> W\[1]");
//! assert_eq!(markdown("salt & pepper, f(x_1) - 3"), "salt & pepper, f(x_1) - 3");
//! ```

use super::visible;

/// The text within a line of Markdown.
pub fn markdown(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len());
    for (position, character) in text.char_indices() {
        let (before, after) = (&text[..position], &text[position + character.len_utf8()..]);
        if begins_something(character, before, after) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Whether Markdown would take the character for more than itself.
fn begins_something(character: char, before: &str, after: &str) -> bool {
    match character {
        '\\' | '|' | '*' | '`' | '<' | '[' | '{' | '$' | '~' | '@' => true,
        '_' => !(before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)),
        '&' => after.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '#'),
        ':' => after.starts_with("//"),
        '.' => before.ends_with("www") || before.ends_with("WWW"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    #[test]
    fn marks_lose_their_meaning() {
        assert_eq!(markdown(r"a\|b"), r"a\\\|b");
        assert_eq!(markdown("*a* `b` _c_ d_e [f]"), r"\*a\* \`b\` \_c\_ d_e \[f]");
        assert_eq!(markdown("{{#include x}} $y$ ~z~"), r"\{\{#include x}} \$y\$ \~z\~");
        assert_eq!(markdown("&lt; & AT&T"), r"\&lt; & AT\&T");
        assert_eq!(markdown("https://a.b www.c.d e@f"), r"https\://a.b www\.c.d e\@f");
        assert_eq!(markdown("two\nlines"), r"two\\nlines");
    }

    /// A parser of Markdown reads each text as it was, in a line and in a cell; unescaped it would not.
    #[test]
    fn what_is_read_back_is_the_text() {
        let hostile = [
            "<img src=x onerror=alert(1)>",
            "*a* _b_ __c__ ~~d~~ `e`",
            "[a](javascript:x) ![b](c) <http://d.e>",
            "&lt;b&gt; &#60; &",
            "$x$ $$y$$",
            "{{#include x}}",
            r"\<b> \\",
            "# a",
            "- [ ] a",
            "1) a",
            "> [!NOTE]",
            "a | b || c",
            "[^1] and [a]: b",
            "--- === ___",
            "\"a\" 'b' ... --",
            "| a |\n|---|",
        ];
        for text in hostile {
            let words = visible(text);
            assert_eq!(read(&format!("## {}", markdown(text))), format!("⟨heading⟩{words}"));
            assert_eq!(
                read(&format!("| {} | b |\n|---|---|\n| c | {} |", markdown(text), markdown(text))),
                format!("{words}bc{words}")
            );
            assert_eq!(read(&format!("**a {} b**", markdown(text))), format!("a {words} b"));
        }
        assert_ne!(read("*a*"), "*a*", "the reader sees marks that are not escaped");
        assert_ne!(read("&lt;"), "&lt;");
    }

    /// The words of a page; a mark that is none of the page's own becomes `⟨mark⟩`.
    fn read(page: &str) -> String {
        let mut words = String::new();
        for event in Parser::new_ext(page, Options::all() & !Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(text) => words += &text,
                Event::Start(Tag::Heading { .. }) => words += "⟨heading⟩",
                Event::Start(_) => {}
                Event::End(TagEnd::Paragraph | TagEnd::Strong | TagEnd::Heading(_)) => {}
                Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => {}
                other => words += &format!("⟨{other:?}⟩"),
            }
        }
        words
    }
}
