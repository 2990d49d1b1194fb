//! What do the reports say? Looks up tables, figures, cells and claims in the files under `reports/`.
//!
//! What the files hold is text: no tag, mark or directive in it is followed. A name that isn't there is answered with what was meant.

use super::bounds::MOST_ASKED;
use super::directive::Part;
use super::place::Up;
use super::references::References;
use super::{claim, drawing, ledger, table};
use crate::chapters::{self, CHAPTERS, Selected};
use crate::report::Claim;
use crate::report::claims::Tally;
use crate::report::csv::{self, StoredTable};
use crate::report::files::LONGEST;
use crate::storage::read;
use crate::text::{name, suggestion};
use std::cell::Cell;
use std::path::{Path, PathBuf};

/// What restores a report.
const AGAIN: &str = "`cargo run --release` writes it again";

/// The folder of reports of a project.
pub(super) struct Reports {
    /// The folder that holds `reports/`.
    root: PathBuf,
    /// How many bytes the pages may still ask for.
    room: Cell<u64>,
}

impl Reports {
    pub(super) fn new(root: impl Into<PathBuf>) -> Self {
        Reports { root: root.into(), room: Cell::new(MOST_ASKED) }
    }

    /// The text of a file by its name from the root.
    fn read(&self, file: &str) -> Result<String, String> {
        let text = read::text(&self.root.join(file), LONGEST)
            .map_err(|error| format!("can't read {file}: {error}; `cargo run --release` writes the reports"))?;
        let room = self.room.get().checked_sub(text.len() as u64);
        self.room
            .set(room.ok_or_else(|| format!("with {file} the pages ask for more than {MOST_ASKED} bytes of reports"))?);
        Ok(text)
    }

    /// The part of a table that a page asks for.
    pub(super) fn table(&self, path: &str, part: &Part<'_>, up: Up) -> Result<String, String> {
        table::part(&self.stored(path)?, path, part, up)
    }

    fn stored(&self, path: &str) -> Result<StoredTable, String> {
        let file = format!("reports/{path}.csv");
        csv::read(&self.read(&file)?).map_err(|error| format!("{file}: {error}"))
    }

    /// The experiments whose reports there are.
    pub(super) fn experiments(&self) -> impl Iterator<Item = Selected> {
        chapters::all().into_iter().filter(|experiment| !self.table_names(&experiment.path()).is_empty())
    }

    /// The names of an experiment's tables: its own, or those of several.
    pub(super) fn table_names(&self, experiment: &str) -> Vec<String> {
        if self.root.join(format!("reports/{experiment}.csv")).is_file() {
            return vec![experiment.to_owned()];
        }
        let entries = std::fs::read_dir(self.root.join("reports").join(experiment)).into_iter().flatten();
        let files = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> =
            files.filter_map(|file| Some(format!("{experiment}/{}", file.strip_suffix(".csv")?))).collect();
        names.sort();
        names
    }

    /// All tables of an experiment by their names.
    pub(super) fn tables(&self, experiment: &str) -> Result<Vec<(String, StoredTable)>, String> {
        let named = |name: String| Ok((name.clone(), self.stored(&name)?));
        self.table_names(experiment).into_iter().map(named).collect()
    }

    /// The files of an experiment by their paths below `reports/`.
    pub(super) fn texts(&self, experiment: &str) -> Result<Vec<(String, String)>, String> {
        let tables = self.table_names(experiment);
        let tables = tables.iter().flat_map(|name| ["md", "csv"].map(|ending| format!("{name}.{ending}")));
        let figure = self.has_figure(experiment).then(|| format!("{experiment}.svg"));
        let text = |path: String| Ok((path.clone(), self.read(&format!("reports/{path}"))?));
        tables.chain(figure).map(text).collect()
    }

    /// The folder of the project.
    pub(super) fn project(&self) -> &Path {
        &self.root
    }

    /// Whether an experiment has a figure.
    pub(super) fn has_figure(&self, experiment: &str) -> bool {
        self.root.join(format!("reports/{experiment}.svg")).is_file()
    }

    /// The figure, or these panels of it.
    pub(super) fn figure(&self, experiment: &str, panels: &[usize]) -> Result<String, String> {
        let file = format!("reports/{experiment}.svg");
        let text = self.read(&file)?;
        let figure = drawing::drawing(&text)
            .map_err(|problem| format!("{file} is no figure of this program, it has {problem}; {AGAIN}"))?;
        figure.element(panels).map_err(|problem| format!("{file} {problem}"))
    }

    /// One cell of a table, as it is printed.
    pub(super) fn cell(&self, experiment: &str, key: &str, column: &str) -> Result<String, String> {
        self.found(experiment, key, column, |table| table.cell(key, column))
    }

    /// One cell of a table with every digit.
    pub(super) fn exact(&self, experiment: &str, key: &str, column: &str) -> Result<String, String> {
        self.found(experiment, key, column, |table| table.exact(key, column).map(str::to_owned))
    }

    fn found(
        &self,
        experiment: &str,
        key: &str,
        column: &str,
        find: impl Fn(&StoredTable) -> Option<String>,
    ) -> Result<String, String> {
        let table = self.stored(experiment)?;
        if let Some(cell) = find(&table) {
            return Ok(cell);
        }
        let keys: Vec<String> = table.rows.iter().map(|row| table.row_key(row)).collect();
        let (what, wanted, meant) = match keys.iter().any(|known| known == key) {
            true => ("column", column, suggestion(column, table.columns.iter().map(|column| column.name.as_str()))),
            false => ("row", key, suggestion(key, keys.iter().map(String::as_str))),
        };
        Err(format!("no {what} `{}` in reports/{experiment}.csv; {meant}", name(wanted)))
    }

    /// A line for each of these claims.
    pub(super) fn claim_lines(&self, ids: &[&str], references: &References, up: Up) -> Result<String, String> {
        let claims = self.claims()?;
        let find = |id: &&str| {
            claims.iter().find(|claim| claim.id == *id).ok_or_else(|| {
                let meant = suggestion(id, claims.iter().map(|claim| claim.id.as_str()));
                format!("no claim `{}` in reports/claims.json; {meant}", name(id))
            })
        };
        Ok(claim::lines(&ids.iter().map(find).collect::<Result<Vec<_>, _>>()?, references, up))
    }

    /// All claims, chapter by chapter.
    pub(super) fn ledger(&self) -> Result<String, String> {
        let title = |chapter: &str| {
            let known = CHAPTERS.iter().find(|known| known.name == chapter);
            known.map_or_else(|| chapter.replace('_', " "), |known| known.title.to_owned())
        };
        Ok(ledger::ledger(&self.claims()?, &title))
    }

    /// How all claims fared, or those of a chapter.
    pub(super) fn tally(&self, chapter: Option<&str>) -> Result<Tally, String> {
        let claims = self.claims()?;
        let own = |claim: &&Claim| chapter.is_none_or(|chapter| claim.chapter == chapter);
        match chapter {
            Some(chapter) if !claims.iter().any(|claim| own(&claim)) => {
                let mut chapters: Vec<&str> = claims.iter().map(|claim| claim.chapter.as_str()).collect();
                chapters.dedup();
                let meant = suggestion(chapter, chapters);
                Err(format!("no claim of a chapter `{}` in reports/claims.json; {meant}", name(chapter)))
            }
            _ => Ok(Tally::of(claims.iter().filter(own))),
        }
    }

    /// One number of the tally.
    pub(super) fn count(&self, what: &str, chapter: Option<&str>) -> Result<usize, String> {
        let named = self.tally(chapter)?.named();
        match named.iter().find(|(known, _)| *known == what) {
            Some((_, count)) => Ok(*count),
            None => {
                let names: Vec<&str> = named.iter().map(|(known, _)| *known).collect();
                Err(format!("`{}` is not counted; there are {}", name(what), names.join(", ")))
            }
        }
    }

    /// The claims as they stand.
    pub(super) fn claims(&self) -> Result<Vec<Claim>, String> {
        serde_json::from_str(&self.read("reports/claims.json")?)
            .map_err(|error| format!("reports/claims.json: {error}; `cargo run --release` writes it again"))
    }
}

#[cfg(test)]
pub(super) mod tests;
