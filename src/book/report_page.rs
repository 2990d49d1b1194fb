//! Where does a number of the book come from? From the report of an experiment, which has a page of its own: question, figure, every row, claims, command, source.
//!
//! The pages are made from the files under `reports/` and stand below the page `reports.md`. The files themselves are copied beside them, to be taken along.

use super::place::{self, Up};
use super::references::References;
use super::reports::Reports;
use super::{claim, computing, table};
use crate::chapters::{self, Selected};
use crate::report::csv::StoredTable;
use crate::text::{html, literal};
use std::fs;
use std::io;
use std::path::Path;

/// A page of a report lies in two folders.
const UP: usize = 2;

/// The folder of timings, and the page of the book that talks of them.
const TIMINGS: &str = "timings";

/// The page of a report.
pub(super) struct Page {
    /// `CHAPTER/EXPERIMENT`.
    pub(super) path: String,
    /// The question.
    pub(super) title: String,
    /// Its Markdown.
    pub(super) text: String,
}

/// The page of each experiment whose report there is, and of each table of timings.
pub(super) fn pages(reports: &Reports, references: &References) -> Result<Vec<Page>, String> {
    let page = |experiment: Selected| {
        let (path, title) = (experiment.path(), experiment.experiment.question.to_owned());
        Ok(Page { path, title, text: page(&experiment, reports, references)? })
    };
    let timings = reports.tables(TIMINGS)?.into_iter().map(|(path, table)| Ok(timings(path, &table)));
    reports.experiments().map(page).chain(timings).collect()
}

/// What `cargo bench` measured.
fn timings(path: String, table: &StoredTable) -> Page {
    let address = Up::from(UP).to(&[TIMINGS], None);
    let text = format!(
        "# {}\n\n<p>Seconds of one machine, of the chapter <a href=\"{address}\">Timings</a>; <code>cargo bench</code> writes them.</p>\n{}",
        literal(&table.title),
        section(&path, table)
    );
    Page { title: table.title.clone(), text, path }
}

/// A link to the page of every experiment, chapter by chapter.
pub(super) fn list(reports: &Reports) -> String {
    let of = |chapter: &chapters::Chapter| {
        let own = reports.experiments().filter(|selected| selected.chapter.name == chapter.name);
        let items: String = own.map(|selected| item(&selected)).collect();
        if items.is_empty() { String::new() } else { format!("<h2>{}</h2>\n<ul>\n{items}</ul>\n", html(chapter.title)) }
    };
    chapters::CHAPTERS.iter().map(of).collect()
}

fn item(experiment: &Selected) -> String {
    let address = Up::default().to_report(&experiment.path(), None);
    format!("<li><a href=\"{address}\">{}</a></li>\n", html(experiment.experiment.question))
}

fn page(experiment: &Selected, reports: &Reports, references: &References) -> Result<String, String> {
    let (path, up) = (experiment.path(), Up::from(UP));
    let mut page = format!("# {}\n\n{}", literal(experiment.experiment.question), chapter(experiment, up));
    if reports.has_figure(&path) {
        let figure = reports.figure(&path, &[])?;
        page += &format!("\n<figure class=\"report\">\n{figure}</figure>\n");
        page += &downloads(&format!("{}.svg", place::last(&path)), "SVG");
    }
    for (name, table) in reports.tables(&path)? {
        page += &section(&name, &table);
    }
    let claims = reports.claims()?;
    let own = claims
        .iter()
        .filter(|claim| claim.chapter == experiment.chapter.name && claim.experiment == experiment.experiment.name);
    let own: Vec<_> = own.collect();
    if !own.is_empty() {
        page += &format!("\n## What it decides\n\n{}", claim::lines(&own, references, up));
    }
    Ok(page + &again(&path) + &computing::one_report(&path, reports.project()))
}

fn chapter(experiment: &Selected, up: Up) -> String {
    let chapter = experiment.chapter;
    format!(
        "<p>An experiment of the chapter <a href=\"{}\">{}</a>.</p>\n",
        up.to(&[chapter.name], None),
        html(chapter.title)
    )
}

/// A table with all of its rows; its file lies in the folder of its chapter, as its page does.
fn section(name: &str, table: &StoredTable) -> String {
    let (id, title) = (html(place::last(name)), literal(&table.title));
    let file = name.split_once('/').map_or(name, |(_, file)| file);
    format!("\n## {title} {{#{id}}}\n\n{}\n{}", downloads(&format!("{file}.csv"), "CSV"), table::whole(table, name))
}

fn downloads(file: &str, kind: &str) -> String {
    format!("<p class=\"downloads\"><a download href=\"{}\">{kind}</a></p>\n", html(file))
}

/// The commands that compute it again, and where it is written.
fn again(path: &str) -> String {
    let commands = format!("cargo run --release -- run {path}\ncargo run --release -- verify {path}");
    format!(
        "\n## Compute it again\n\n```sh\n{commands}\n```\n\nThe experiment is written in `src/chapters/{path}.rs`, and its report stands in `reports/{path}`.\n"
    )
}

/// Copies what the pages offer to take along from the folder of reports into the book.
pub(super) fn copy_downloads(project: &Path, book: &Path) -> io::Result<()> {
    let reports = Reports::new(project);
    for path in reports.experiments().map(|experiment| experiment.path()).chain([TIMINGS.to_owned()]) {
        let figure = reports.has_figure(&path).then(|| format!("reports/{path}.svg"));
        let tables = reports.table_names(&path).into_iter().map(|name| format!("reports/{name}.csv"));
        for file in tables.chain(figure) {
            let to = book.join(&file);
            fs::create_dir_all(to.parent().unwrap_or(book))?;
            fs::copy(project.join(&file), to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Reports {
        Reports::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn of_project() -> Vec<Page> {
        pages(&project(), &References::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src"))).unwrap()
    }

    #[test]
    fn every_experiment_has_a_page_with_all_rows_and_what_decides_its_claims() {
        let (mut pages, reports) = (of_project(), project());
        pages.retain(|page| !page.path.starts_with(TIMINGS));
        assert_eq!(pages.len(), chapters::all().len());
        for page in &pages {
            let rows: usize = reports.tables(&page.path).unwrap().iter().map(|(_, table)| table.rows.len()).sum();
            assert_eq!(page.text.matches("<tr id=\"").count(), rows, "{}", page.path);
            assert!(page.text.contains(&format!("run {}\n", page.path)));
        }
        let claims: usize = pages.iter().map(|page| page.text.matches("<details class=\"claim ").count()).sum();
        assert_eq!(claims, reports.claims().unwrap().len());
    }

    #[test]
    fn no_two_rows_have_the_same_place() {
        for page in of_project() {
            let places = page.text.split("<tr id=\"").skip(1).map(|row| row.split('"').next().unwrap_or_default());
            let (all, each): (Vec<&str>, std::collections::BTreeSet<&str>) =
                (places.clone().collect(), places.collect());
            assert_eq!(all.len(), each.len(), "{}", page.path);
        }
    }

    #[test]
    fn files_to_take_along_lie_where_their_links_lead() {
        let book = tempfile::tempdir().unwrap();
        copy_downloads(Path::new(env!("CARGO_MANIFEST_DIR")), book.path()).unwrap();
        for page in of_project() {
            let folder = book.path().join("reports").join(&page.path).parent().unwrap().to_owned();
            let links: Vec<&str> =
                page.text.split("<a download href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert!(
                !links.is_empty() && links.iter().all(|link| folder.join(link).is_file()),
                "{}: {links:?}",
                page.path
            );
        }
    }
}
