//! Which strings would be followed if they were not text?

use wellposed::text::visible;

/// What a string would do if it were executed: leave a mark on the document that a test can see.
const RUN: &str = "document.documentElement.dataset.executed=1";

/// A string of the corpus that a browser would execute as soon as it sees it.
pub(crate) const IMAGE: &str = "<img src=x onerror=document.documentElement.dataset.executed=1>";

/// The strings, `RUN` standing for a script. No two are alike, and each is a name that a column may have.
const CORPUS: [&str; 58] = [
    // Directives of mdBook and of ours.
    "{{#include ../../secret.txt}}",
    "{{ #include ../../secret.txt }}",
    "{{#rustdoc_include ../../secret.txt}}",
    "{{#playground ../../secret.txt}}",
    "{{#title stolen}}",
    r"\{{#include ../../secret.txt}}",
    r"\\{{#include ../../secret.txt}}",
    "{{{#include ../../secret.txt}}}",
    "{{table first/steps}}",
    "{{ledger}}",
    "{{> head}} {{{ x }}}",
    // Elements and attributes.
    "<img src=x onerror=RUN>",
    "\"><img src=x onerror=RUN>",
    "'><svg onload=RUN>",
    "</td></tr></table><script>RUN</script>",
    "--><script>RUN</script><!--",
    "--!><script>RUN</script>",
    "]]><script>RUN</script>",
    "</title></desc></text></style></svg><script>RUN</script>",
    "\" onmouseover=RUN autofocus tabindex=1 onfocus=RUN x=\"",
    "<math><mtext><table><mglyph><style><img src=x onerror=RUN>",
    "<iframe srcdoc=\"<script>parent.RUN</script>\">",
    "<base href=http://a.invalid/><meta http-equiv=refresh content=0>",
    "<style>body{display:none}</style>",
    "<!doctype html><?xml?><![CDATA[",
    "<b",
    "</p>",
    "<!--",
    // References.
    "&lt;img src=x onerror=RUN&gt;",
    "&#60;b&#62; &amp; &",
    // Marks of Markdown.
    "[a](javascript:RUN)",
    "<javascript:RUN>",
    "![a](x \"b\")",
    "[a][b] [a]: http://a.invalid",
    "[^1]",
    "`code` *em* **strong** _u_ ~~gone~~",
    "$x$ $$y$$ \\(z\\) \\[w\\]",
    "# heading",
    "- item",
    "1. item",
    "> [!NOTE]",
    "```rust",
    "a | b || c",
    "\\",
    "\"quoted\" 'single' -- ... (c)",
    "***",
    "| a |",
    "<https://a.invalid>",
    "https://a.invalid/x www.a.invalid e@a.invalid",
    // Addresses.
    "javascript:RUN",
    "//a.invalid/x",
    "../../secret.txt",
    "#claim-C001",
    // What a terminal obeys or a reader can't see.
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{7f}",
    // Line ends within a cell are read as line feeds.
    "two\nlines\n\n<script>RUN</script>",
    "\u{202e}gnp.\u{2066}a",
    "zero\u{0}\u{85}\u{2028}\u{200b}",
    // Other letters.
    "정규화 <b>σ²</b> e\u{301}",
];

/// One text for each field of a project, by its number in the corpus.
pub(crate) struct Strings(Vec<String>);

/// The corpus.
pub(crate) fn hostile() -> Strings {
    Strings(CORPUS.iter().map(|string| string.replace("RUN", RUN)).collect())
}

/// Plain words in its place. A digit begins them, since a chapter's name begins with a capital on its page.
pub(crate) fn plain() -> Strings {
    Strings((0..CORPUS.len()).map(word).collect())
}

/// The word in the place of a string.
pub(crate) fn word(number: usize) -> String {
    format!("{number:03}plain")
}

impl Strings {
    pub(crate) fn all(&self) -> &[String] {
        &self.0
    }

    /// The names of columns.
    pub(crate) fn columns(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }

    /// Some strings without a slash, each by its number, as names of files.
    pub(crate) fn file_names(&self) -> impl Iterator<Item = (usize, &str)> {
        [4, 11, 12, 28, 38, 42, 53, 55].into_iter().map(|number| (number, self.0[number].as_str()))
    }

    /// The strings that stand in a heading as they are: without the underscores and the small first letter of a chapter's name, and with a
    /// letter from which mdBook makes the heading's name.
    pub(crate) fn chapter(&self, number: usize) -> &str {
        let string = CORPUS[number];
        let changes = string.contains('_')
            || string.starts_with(|first: char| first.is_lowercase())
            || !string.contains(char::is_alphanumeric);
        if changes { &self.0[0] } else { &self.0[number] }
    }
}

/// How many of the strings a text shows.
pub(crate) fn shown(strings: &Strings, text: &str) -> usize {
    strings.0.iter().filter(|string| text.contains(&visible(string))).count()
}
