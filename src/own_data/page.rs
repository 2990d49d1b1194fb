//! How does an answer about somebody's own data look to a colleague who was not there? One page that needs nothing else: what was read, the
//! recommendation and what it buys, what is odd, three figures, every table, and the command that makes the page again.
//!
//! | file | question |
//! |---|---|
//! | `steps` | What does each way to scale cost? |
//! | `columns` | Which columns are large, and which are small? |
//! | `correlations` | Which columns tell the same? |
//! | `figure` | How does a figure stand in the page? |
//! | `page.css` | Light and dark, a phone's width and a screen's, and paper |
//!
//! No script, no address, no date: the same bytes each time. What comes from the file passes through [`html`] where it enters, and the page
//! forbids scripts besides.

mod columns;
mod correlations;
mod figure;
mod steps;

use std::path::PathBuf;

use super::Answer;
use super::answer::{why, without_empty_columns};
use crate::advice::screen::{capitalized, headline};
use crate::advice::{Action, Advice, Study, next};
use crate::data::{Account, OwnData};
use crate::report::html::table_html;
use crate::text::{MESSAGE, html, name, shortened, visible};

/// Longer tables are folded.
const LONG: usize = 12;
/// So many lines of a list are shown.
const LISTED: usize = 200;
/// Nothing but the page's own rules is loaded or run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE: &str = include_str!("page/page.css");

/// The page; `command` is the line that makes it.
pub fn page(own: &OwnData, study: &Study, answers: &[Answer], command: &str) -> String {
    let OwnData { set, read, .. } = own;
    let (advice, summaries) = (study.advice(), study.summaries());
    let parts = [
        header(&set.name, read),
        recommendation(&advice, read),
        listed("What is odd", advice.odd.iter().map(|odd| (odd.subject.clone(), odd.what.clone()))),
        listed("Changed", read.remarks().into_iter()),
        listed("Left out", read.left_out.iter().map(|left_out| (name(&left_out.column), why(left_out)))),
        section("How large the columns are", &columns::drawn(set, summaries)),
        section("Which columns tell the same", &correlations::drawn(set, summaries)),
        section("Tables", &answers.iter().map(table).collect::<String>()),
        footer(command),
    ];
    let title = html(&format!("{}: {}", shortened(&visible(&set.name), MESSAGE), advice.action.words()));
    format!(
        "<!doctype html>\n<!-- {} · do not edit -->\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{}</main>\n</body>\n</html>\n",
        html(command),
        parts.concat()
    )
}

/// The file of the page of a data set, in any folder: letters and digits of its name.
pub fn file_name(set: &str) -> PathBuf {
    const LETTERS: usize = 60;
    let plain = |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '_' };
    let name: String = set.chars().take(LETTERS).map(plain).collect();
    let name = name.trim_matches('.');
    PathBuf::from(format!("{}.html", if name.is_empty() { "data" } else { name }))
}

/// What was read.
fn header(set: &str, read: &Account) -> String {
    let lines = headline(read).into_iter().map(|line| format!("<p>{}</p>\n", html(&line)));
    format!("<header>\n<h1>{}</h1>\n{}</header>\n", html(&shortened(&visible(set), MESSAGE)), lines.collect::<String>())
}

/// What to do, and what it buys.
fn recommendation(advice: &Advice, read: &Account) -> String {
    let what = format!("<h2>{}.</h2>\n", html(&capitalized(advice.action.instruction())));
    let effects = match &advice.prospects {
        Some(_) if matches!(advice.action, Action::MoreExamples | Action::NothingToLearn) => String::new(),
        Some(prospects) => steps::drawn(prospects, advice.action),
        None => format!("<p>{}</p>\n", html(&advice.without_prospects)),
    };
    let next = next::command(read, advice.action, usize::MAX);
    let next = next.map_or_else(String::new, |next| format!("<p>Next:</p>\n<pre><code>{}</code></pre>\n", html(&next)));
    format!("<section class=\"advice\">\n{what}{effects}{next}</section>\n")
}

/// Subjects, and what is to be said of each; nothing where there is none.
fn listed(title: &str, entries: impl ExactSizeIterator<Item = (String, String)>) -> String {
    let more = entries.len().saturating_sub(LISTED);
    let entry = |(subject, what): (String, String)| format!("<dt>{}</dt><dd>{}</dd>\n", html(&subject), html(&what));
    let entries: String = entries.take(LISTED).map(entry).collect();
    let list = if entries.is_empty() { String::new() } else { format!("<dl>\n{entries}</dl>\n") };
    let more = if more > 0 { format!("<p class=\"note\">And {more} more.</p>\n") } else { String::new() };
    section(title, &(list + &more))
}

fn section(title: &str, body: &str) -> String {
    if body.is_empty() { String::new() } else { format!("<section>\n<h2>{title}</h2>\n{body}</section>\n") }
}

/// A table under the question that it answers, folded if it is long.
fn table(answer: &Answer) -> String {
    let open = if answer.table.rows().len() > LONG { "" } else { " open" };
    let (question, title) = (html(answer.selected.experiment.question), html(answer.table.title()));
    let table = table_html(&without_empty_columns(&answer.table));
    format!("<details{open}>\n<summary>{question}</summary>\n<h3>{title}</h3>\n{table}</details>\n")
}

fn footer(command: &str) -> String {
    let (version, command) = (env!("CARGO_PKG_VERSION"), html(command));
    format!("<footer>\n<p>Made by wellposed {version}:</p>\n<pre><code>{command}</code></pre>\n</footer>\n")
}

#[cfg(test)]
mod tests;
