//! How does a report's table get into a page? Its Markdown is read, and what stands in it is written as HTML: a title, remarks, a table.
//!
//! A report is a file from outside, which anybody may have changed. So nothing of it is handed on as it is: words are escaped, and a tag, a
//! link or whatever else a report of ours does not hold is refused with its line.

use super::number::with_powers;
use crate::text::html;
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

/// A problem and the byte where it stands.
type Problem = (usize, String);

/// The page of a report as one block of HTML without an empty line, so that Markdown leaves it alone.
pub(super) fn table(report: &str) -> Result<String, Problem> {
    let mut table = Table::default();
    for (event, range) in Parser::new_ext(report, Options::ENABLE_TABLES).into_offset_iter() {
        table.take(event, &report[range.clone()]).map_err(|problem| (range.start, problem))?;
    }
    Ok(format!("<div class=\"report\">\n{}</div>\n", with_powers(&table.html)))
}

/// What was written so far, and where in a table it stands.
#[derive(Default)]
struct Table {
    html: String,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Table {
    fn take(&mut self, event: Event<'_>, source: &str) -> Result<(), String> {
        match event {
            Event::Start(tag) => return self.open(tag, source),
            Event::End(tag) => self.close(tag),
            Event::Text(words) => self.html += &html(&words),
            Event::Code(words) => self.html += &format!("<code>{}</code>", html(&words)),
            Event::SoftBreak => self.html.push(' '),
            // Those of a comment, which was looked at where it began.
            Event::Html(_) => {}
            Event::InlineHtml(tag) => return Err(foreign("the tag", &tag)),
            _ => return Err(foreign("the mark", source)),
        }
        Ok(())
    }

    fn open(&mut self, tag: Tag<'_>, source: &str) -> Result<(), String> {
        match tag {
            Tag::HtmlBlock if is_comment(source) => {}
            Tag::HtmlBlock => return Err(foreign("the tag", source)),
            Tag::Paragraph => self.html += "<p>",
            Tag::Strong => self.html += "<strong>",
            Tag::Emphasis => self.html += "<em>",
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.html += "<div class=\"table-wrapper\"><table>\n";
            }
            Tag::TableHead => {
                self.html += "<thead>\n<tr>";
                (self.column, self.in_head) = (0, true);
            }
            Tag::TableRow => {
                self.html += "<tr>";
                self.column = 0;
            }
            Tag::TableCell => self.open_cell(),
            _ => return Err(foreign("the mark", source)),
        }
        Ok(())
    }

    fn open_cell(&mut self) {
        let name = if self.in_head { "th" } else { "td" };
        let style = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " style=\"text-align: right\"",
            _ => "",
        };
        self.html += &format!("<{name}{style}>");
        self.column += 1;
    }

    fn close(&mut self, tag: TagEnd) {
        self.html += match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Strong => "</strong>",
            TagEnd::Emphasis => "</em>",
            TagEnd::Table => "</tbody>\n</table></div>\n",
            TagEnd::TableHead => "</tr>\n</thead>\n<tbody>\n",
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.in_head => "</th>",
            TagEnd::TableCell => "</td>",
            _ => "",
        };
        if tag == TagEnd::TableHead {
            self.in_head = false;
        }
    }
}

/// Whether a block of HTML is one comment and nothing else.
fn is_comment(block: &str) -> bool {
    let inner = block.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| !inner.contains("-->") && !inner.contains("--!>") && !inner.starts_with('>'))
}

fn foreign(what: &str, source: &str) -> String {
    let shown = crate::text::name(source.lines().next().unwrap_or_default());
    format!("{what} `{shown}` does not belong in a report, which holds a title, a table and remarks")
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "<!-- by a command;\ndo not edit -->\n\n**Steps of \\<b> & `k`**\n\n\
                          | data | steps |\n|---|--:|\n| a\\|b \\{\\{x}} | 1e6 |\n\nA remark.\n";

    #[test]
    fn title_table_and_remarks_are_one_block_of_html() {
        let expected = "<div class=\"report\">\n<p><strong>Steps of &lt;b&gt; &amp; <code>k</code></strong></p>\n\
            <div class=\"table-wrapper\"><table>\n<thead>\n<tr><th>data</th><th style=\"text-align: right\">steps</th></tr>\n</thead>\n\
            <tbody>\n<tr><td>a|b &#123;&#123;x}}</td><td style=\"text-align: right\">1\u{202f}×\u{202f}10<sup>6</sup></td></tr>\n</tbody>\n\
            </table></div>\n<p>A remark.</p>\n</div>\n";
        assert_eq!(table(REPORT).unwrap(), expected);
    }

    #[test]
    fn what_a_report_does_not_hold_is_refused_where_it_stands() {
        for (planted, words) in [
            ("<script>x</script>", "the tag `<script>x</script>` does not belong in a report"),
            ("a <img src=x onerror=x> b", "the tag `<img src=x onerror=x>`"),
            ("[a](javascript:x)", "the mark `[a](javascript:x)`"),
            ("![a](b)", "the mark `![a](b)`"),
            ("<https://a.b>", "the mark `<https://a.b>`"),
            ("# a", "the mark `# a`"),
            ("~~~\nx\n~~~", "the mark `~~~`"),
            ("- a", "the mark `- a`"),
            ("<!-- a --> <b>c</b>", "the tag `<!-- a --> <b>c</b>`"),
            ("<!--> <b>c</b> -->", "the tag `<!--> <b>c</b> -->`"),
            ("<!-- a", "the tag `<!-- a`"),
        ] {
            let report = format!("{REPORT}\n{planted}\n");
            let (byte, problem) = table(&report).unwrap_err();
            assert!(problem.contains(words), "{problem}");
            assert_eq!(report[..byte].matches('\n').count(), REPORT.matches('\n').count() + 1, "{planted}");
        }
    }

    #[test]
    fn every_report_of_the_project_is_read() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
        let listed = crate::report::sums::parse(&std::fs::read_to_string(folder.join("SHA256SUMS")).unwrap());
        let tables: Vec<&String> = listed.keys().filter(|path| path.contains('/') && path.ends_with(".md")).collect();
        for path in &tables {
            let report = std::fs::read_to_string(folder.join(path)).unwrap();
            let table = table(&report).unwrap_or_else(|(byte, problem)| panic!("{path}:{byte}: {problem}"));
            assert!(!table.contains("\n\n"), "an empty line would end the block");
        }
        assert!(tables.len() > crate::chapters::all().len(), "several experiments have several tables");
    }
}
