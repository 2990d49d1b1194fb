//! What does a page need that computes? Scripts, the library as modules of WebAssembly, and the texts of the reports to hold its answers against.
//!
//! Browsers read nothing from `file://` but pages, styles, pictures and scripts. So a module, packed by gzip, stands in a script as base64, and the texts of
//! a report stand in a script of their own; both are loaded when a reader asks for them.
//!
//! | in the project | in the book | loaded |
//! |---|---|---|
//! | `book/explorables/*.js`, `*.css` | `explorables/` | when a figure comes near, or a button is pressed |
//! | `book/explorables/modules/NAME.wasm.gz` | `explorables/modules/NAME.js` | when something is asked |
//! | `reports/CHAPTER/EXPERIMENT…` | `explorables/reports/CHAPTER/EXPERIMENT.js` | when a report is computed again |

use super::bounds::LONGEST_MODULE;
use super::error::BookError;
use super::reports::Reports;
use crate::storage::{at, read};
use crate::text::html;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Where scripts and modules lie in the project.
const FOLDER: &str = "book/explorables";
/// Which modules there are, how they were made, and how long each experiment takes in one.
const RECORD: &str = "book/explorables/modules/modules.json";
/// The end of a module's file name.
const PACKED: &str = ".wasm.gz";

/// Writes into the built book what its pages load while they are read.
pub(super) fn write(project: &Path, book: &Path) -> Result<(), BookError> {
    if !project.join(FOLDER).is_dir() {
        return Ok(());
    }
    scripts(project, book).and_then(|()| modules(project, book)).map_err(BookError::Output)?;
    reports(project, book).map_err(|problem| BookError::File { file: "reports/".to_owned(), problem })
}

fn scripts(project: &Path, book: &Path) -> io::Result<()> {
    for file in names(&project.join(FOLDER))? {
        if file.ends_with(".js") || file.ends_with(".css") {
            put(&book.join("explorables").join(&file), &fs::read(project.join(FOLDER).join(&file))?)?;
        }
    }
    Ok(())
}

fn modules(project: &Path, book: &Path) -> io::Result<()> {
    let folder = project.join(FOLDER).join("modules");
    for file in names(&folder)? {
        let Some(name) = file.strip_suffix(PACKED) else { continue };
        let bytes = read::bytes(&folder.join(&file), LONGEST_MODULE).map_err(io::Error::other)?;
        let script = format!("wellposed.module({}, '{}');\n", json!(name), STANDARD.encode(bytes));
        put(&book.join("explorables/modules").join(format!("{name}.js")), script.as_bytes())?;
    }
    Ok(())
}

/// The texts of every report, and the claims that it decides.
fn reports(project: &Path, book: &Path) -> Result<(), String> {
    let reports = Reports::new(project);
    let claims: Vec<Value> = reports
        .claims()?
        .iter()
        .map(|claim| serde_json::to_value(claim).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    for experiment in reports.experiments() {
        let (path, chapter) = (experiment.path(), experiment.chapter.name);
        let files: BTreeMap<String, String> = reports.texts(&path)?.into_iter().collect();
        let own = claims
            .iter()
            .filter(|claim| claim["chapter"] == chapter && claim["experiment"] == experiment.experiment.name);
        // A text: a number of JavaScript forgets that it was written `1.0`.
        let claims = json!(own.collect::<Vec<_>>()).to_string();
        let content = json!({"files": files, "claims": claims});
        let script = format!("wellposed.report({}, {content});\n", json!(path));
        let place = book.join("explorables/reports").join(format!("{path}.js"));
        put(&place, script.as_bytes()).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names: Vec<String> = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        entries => entries
            .map_err(|error| at(folder, error))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect(),
    };
    names.sort();
    Ok(names)
}

fn put(place: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(place.parent().unwrap_or(place))
        .and_then(|()| fs::write(place, bytes))
        .map_err(|error| at(place, error))
}

/// How many seconds each experiment takes in a module, on the machine that made the modules.
fn seconds(project: &Path) -> BTreeMap<String, f64> {
    let text = read::text(&project.join(RECORD), LONGEST_MODULE).unwrap_or_default();
    let record: Value = serde_json::from_str(&text).unwrap_or_default();
    serde_json::from_value(record["seconds"].clone()).unwrap_or_default()
}

/// Where a report page offers to compute its report again.
pub(super) fn one_report(experiment: &str, project: &Path) -> String {
    let seconds = seconds(project).get(experiment).copied().unwrap_or_default();
    format!(
        "\n<section class=\"recompute\" hidden data-experiment=\"{}\" data-seconds=\"{seconds}\">\n<h2 id=\"compute-it-here\">Compute it here</h2>\n\
         <p>The experiment itself, compiled to WebAssembly, runs in this browser, and every byte is held against the report.</p>\n</section>\n",
        html(experiment)
    )
}

/// Where the ledger offers to compute the whole book again.
pub(super) fn whole_book(reports: &Reports) -> Result<String, String> {
    let known = seconds(reports.project());
    let all: Vec<Value> = reports
        .experiments()
        .map(|experiment| json!([experiment.path(), known.get(&experiment.path()).copied().unwrap_or_default()]))
        .collect();
    Ok(format!("<section class=\"recompute\" hidden data-all=\"{}\"></section>\n", html(&json!(all).to_string())))
}

/// Where a chapter takes a file of the reader's own.
pub(super) fn own_file() -> String {
    "<section class=\"own-data\" hidden data-chapter=\"input_normalization\">\n<p>Choose a file of your own, or drop it here: the library runs in this browser and says what the command line would say. \
     The file never leaves your machine.</p>\n</section>\n"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters;

    #[test]
    fn the_book_gets_scripts_modules_and_the_texts_of_all_reports() {
        let (project, book) = (Path::new(env!("CARGO_MANIFEST_DIR")), tempfile::tempdir().unwrap());
        write(project, book.path()).unwrap();
        for experiment in chapters::all() {
            let file = book.path().join(format!("explorables/reports/{}.js", experiment.path()));
            let text = fs::read_to_string(file).unwrap();
            assert!(text.starts_with("wellposed.report(\"") && text.contains(experiment.chapter.name));
        }
        assert!(book.path().join("explorables/engine.js").is_file());
        let module = fs::read_to_string(book.path().join("explorables/modules/explorables.js")).unwrap();
        // How gzip starts, as base64.
        assert!(module.starts_with("wellposed.module(\"explorables\", 'H4sI"));
    }

    #[test]
    fn a_project_without_scripts_gets_none() {
        let [project, book] = [0, 1].map(|_| tempfile::tempdir().unwrap());
        write(project.path(), book.path()).unwrap();
        assert_eq!(fs::read_dir(book.path()).unwrap().count(), 0);
    }
}
