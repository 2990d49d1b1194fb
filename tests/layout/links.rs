//! Does each relative link lead to a file, and to a heading in it? Does each block of code say its language?

use super::{expect_none, line_of, notices, pages, read, root};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::path::Path;

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_MATH
}

/// The places of a page: its headings, and the claims that it asks for.
fn places(page: &str) -> Vec<String> {
    let asked = page.split("{{claim ").skip(1).filter_map(|rest| rest.split("}}").next());
    let claims = asked.flat_map(str::split_whitespace).map(|id| format!("claim-{id}"));
    heading_ids(page).into_iter().chain(claims).collect()
}

/// The identifiers that mdBook gives to the headings of a page.
fn heading_ids(page: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(page, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => ids.extend(heading.take().map(|words| id(&words))),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    ids
}

/// mdBook's identifier of a heading: letters, digits, `_` and `-` in lower case, blanks as `-`.
fn id(words: &str) -> String {
    let kept = words.trim().chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_lowercase().collect::<String>()),
        c if c.is_whitespace() => Some("-".to_owned()),
        _ => None,
    });
    kept.collect()
}

/// The page of a report, which the book makes where there is a report.
fn report_page(path: &str) -> Option<String> {
    let report = root().join(path.strip_suffix(".md")?);
    (path.starts_with("reports/") && (report.with_extension("csv").is_file() || report.is_dir())).then(String::new)
}

/// Complains about links from `file` that lead nowhere; `read_target` gives the text of a file beside it, if there is one.
fn dead_links(file: &str, text: &str, read_target: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let links = Parser::new_ext(text, options()).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some((dest_url, range.start)),
        _ => None,
    });
    let relative = links.filter(|(target, _)| !target.contains("://") && !target.starts_with("mailto:"));
    let dead = relative.filter(|(target, _)| {
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let found = if path.is_empty() { Some(text.to_owned()) } else { read_target(path) };
        !found.is_some_and(|page| anchor.is_empty() || places(&page).iter().any(|id| id == anchor))
    });
    dead.map(|(target, start)| format!("{file}:{}: the link to {target} leads nowhere", line_of(text, start))).collect()
}

#[test]
fn every_relative_link_leads_somewhere() {
    let target = |path: &str| (path == "there.md").then(|| "# The *same* bits\n{{claim L1 L2}}".to_owned());
    let planted = "[a](there.md) [b](there.md#the-same-bits) [c](https://example.org) [d](gone.md)\n\
                   [e](there.md#no) [f](there.md#claim-L2)\n";
    assert_eq!(
        dead_links("p.md", planted, target),
        ["p.md:1: the link to gone.md leads nowhere", "p.md:2: the link to there.md#no leads nowhere"]
    );
    assert!(report_page("reports/input_normalization/conditioning.md").is_some());
    assert!(report_page("reports/input_normalization/none.md").is_none());
    let mut texts = pages();
    texts.extend(notices());
    texts.push(("book/src/SUMMARY.md".to_owned(), read("book/src/SUMMARY.md")));
    let dead = texts.iter().flat_map(|(file, text)| {
        let folder = root().join(file).parent().map(Path::to_path_buf).unwrap_or_default();
        dead_links(file, text, move |path| {
            let file = folder.join(path);
            let written = std::fs::read_to_string(&file).ok().or_else(|| file.is_dir().then(String::new));
            written.or_else(|| report_page(path))
        })
    });
    expect_none(dead.collect());
}

/// Complains about blocks of code without a language, which would be taken for Rust and run, and about included code that is run.
fn unlabeled_blocks(file: &str, text: &str) -> Vec<String> {
    let blocks = Parser::new_ext(text, options()).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::CodeBlock(kind)) => Some((kind, range)),
        _ => None,
    });
    let wrong = blocks.filter_map(|(kind, range)| {
        let included = text[range.clone()].contains("{{#include");
        let problem = match &kind {
            CodeBlockKind::Indented => "code by indentation; fence it and name its language",
            CodeBlockKind::Fenced(language) if language.is_empty() => "code without a language; write ```text",
            CodeBlockKind::Fenced(language) if included && &**language == "rust" => {
                "included code; write ```rust,ignore"
            }
            CodeBlockKind::Fenced(_) => return None,
        };
        Some(format!("{file}:{}: {problem}", line_of(text, range.start)))
    });
    wrong.collect()
}

#[test]
fn every_block_of_code_says_its_language() {
    let planted = "```\na\n```\n\n    b\n\n```rust\n{{#include c}}\n```\n\n```text\nd\n```\n";
    assert_eq!(unlabeled_blocks("p.md", planted).len(), 3);
    expect_none(pages().iter().flat_map(|(file, text)| unlabeled_blocks(file, text)).collect());
}
