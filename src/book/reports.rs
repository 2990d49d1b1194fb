//! What do the reports say? Looks up tables, figures, cells and claims in the files under `reports/`.
//!
//! A name that isn't there is answered with the nearest one that is.

use super::bounds::MOST_ASKED;
use super::nearest::nearest;
use super::{ledger, number};
use crate::report::claims::{Tally, claim_block};
use crate::report::files::LONGEST;
use crate::report::{Claim, csv};
use crate::storage::read;
use std::cell::Cell;
use std::path::PathBuf;

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

    /// The table for reading, without the comment that says how it was made.
    pub(super) fn table(&self, experiment: &str) -> Result<String, String> {
        let text = self.read(&format!("reports/{experiment}.md"))?;
        let table = without_comments(&text);
        Ok(format!("<div class=\"report\">\n\n{}\n\n</div>\n", number::with_powers(table.trim())))
    }

    /// The figure with its title and text alternative as the caption.
    pub(super) fn figure(&self, experiment: &str) -> Result<String, String> {
        let file = format!("reports/{experiment}.svg");
        let text = self.read(&file)?;
        let start = text.find("<svg").ok_or_else(|| format!("{file} holds no <svg>"))?;
        let part = |name| element(&text, name).ok_or_else(|| format!("{file} has no <{name}>"));
        let (title, alternative) = (part("title")?, part("desc")?);
        let stop = if title.ends_with(['.', '?', '!']) { "" } else { "." };
        let lines: Vec<&str> = text[start..].lines().filter(|line| !line.trim().is_empty()).collect();
        Ok(format!(
            "<figure class=\"report\">\n<div class=\"drawing\">\n{}\n</div>\n<figcaption><strong>{title}{stop}</strong> {alternative}</figcaption>\n</figure>\n",
            lines.join("\n")
        ))
    }

    /// One cell of a table, as it is printed.
    pub(super) fn cell(&self, experiment: &str, key: &str, column: &str) -> Result<String, String> {
        let file = format!("reports/{experiment}.csv");
        let table = csv::read(&self.read(&file)?).map_err(|error| format!("{file}: {error}"))?;
        if let Some(cell) = table.cell(key, column) {
            return Ok(cell);
        }
        let keys: Vec<String> = table.rows.iter().map(|row| table.row_key(row)).collect();
        let (what, name, known) = match keys.iter().any(|known| known == key) {
            true => ("column", column, nearest(column, table.columns.iter().map(|column| column.name.as_str()))),
            false => ("row", key, nearest(key, keys.iter().map(String::as_str))),
        };
        Err(format!("no {what} `{name}` in {file}; nearest: {}", known.unwrap_or("none, the table is empty")))
    }

    /// A box with the claim of that identifier.
    pub(super) fn claim(&self, id: &str) -> Result<String, String> {
        let claims = self.claims()?;
        match claims.iter().find(|claim| claim.id == id) {
            Some(claim) => Ok(number::with_powers(&claim_block(claim))),
            None => {
                let known = nearest(id, claims.iter().map(|claim| claim.id.as_str()));
                let known = known.unwrap_or("none, there is no claim");
                Err(format!("no claim `{id}` in reports/claims.json; nearest: {known}"))
            }
        }
    }

    /// All claims, chapter by chapter.
    pub(super) fn ledger(&self) -> Result<String, String> {
        Ok(number::with_powers(&ledger::ledger(&self.claims()?)))
    }

    /// How all claims fared, or those of a chapter.
    pub(super) fn tally(&self, chapter: Option<&str>) -> Result<Tally, String> {
        let claims = self.claims()?;
        let own = |claim: &&Claim| chapter.is_none_or(|chapter| claim.chapter == chapter);
        match chapter {
            Some(chapter) if !claims.iter().any(|claim| own(&claim)) => {
                let known = nearest(chapter, claims.iter().map(|claim| claim.chapter.as_str()));
                let known = known.unwrap_or("none, there is no claim");
                Err(format!("no claim of a chapter `{chapter}` in reports/claims.json; nearest: {known}"))
            }
            _ => Ok(Tally::of(claims.iter().filter(own))),
        }
    }

    /// One number of the tally.
    pub(super) fn count(&self, what: &str, chapter: Option<&str>) -> Result<usize, String> {
        let named = self.tally(chapter)?.named();
        match named.iter().find(|(name, _)| *name == what) {
            Some((_, count)) => Ok(*count),
            None => {
                let names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
                Err(format!("`{what}` is not counted; there are {}", names.join(", ")))
            }
        }
    }

    fn claims(&self) -> Result<Vec<Claim>, String> {
        serde_json::from_str(&self.read("reports/claims.json")?)
            .map_err(|error| format!("reports/claims.json: {error}; `cargo run --release` writes it again"))
    }
}

/// A text without its HTML comments.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// What stands in the first element of that name, where it has no children.
fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(&format!("<{name}"))?;
    let (_, content) = after.split_once('>')?;
    content.split_once(&format!("</{name}>")).map(|(content, _)| content)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::report::{Band, Measured};
    use std::fs;

    /// Reports of one experiment with two rows, one figure and one claim.
    pub(crate) fn scratch() -> (tempfile::TempDir, Reports) {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("reports/first");
        fs::create_dir_all(&folder).unwrap();
        let csv = "# Steps\n# a command\n# keys,2\n# unit,,,1\n# digits,exact,exact,significant 2\n\
                   data,scale,steps\nwine,raw,1234567.8\nwine,standard,7.25\n";
        fs::write(folder.join("steps.csv"), csv).unwrap();
        fs::write(
            folder.join("steps.md"),
            "<!-- by a command;\ndo not edit -->\n\n| data | steps |\n|---|---|\n| wine | 7 |\n",
        )
        .unwrap();
        let svg = "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 1 1\">\n<title>Steps</title>\n\n<desc>They fall.</desc>\n</svg>\n";
        fs::write(folder.join("steps.svg"), svg).unwrap();
        let mut claim =
            Claim::new("L00-01", "It falls.").measured("steps", Band::at_most(9.0, ""), Measured::exact(7.0));
        claim.chapter = "first".to_owned();
        fs::write(root.path().join("reports/claims.json"), serde_json::to_string(&[claim]).unwrap()).unwrap();
        let reports = Reports::new(root.path());
        (root, reports)
    }

    #[test]
    fn a_table_loses_its_comment_and_stays_markdown() {
        let (_root, reports) = scratch();
        let table = "<div class=\"report\">\n\n| data | steps |\n|---|---|\n| wine | 7 |\n\n</div>\n";
        assert_eq!(reports.table("first/steps").unwrap(), table);
    }

    #[test]
    fn a_figure_is_one_block_of_html_with_its_caption() {
        let (_root, reports) = scratch();
        let figure = reports.figure("first/steps").unwrap();
        assert!(figure.contains("<div class=\"drawing\">\n<svg viewBox"), "{figure}");
        assert!(figure.contains("<figcaption><strong>Steps.</strong> They fall.</figcaption>"), "{figure}");
        assert!(!figure.trim_end().contains("\n\n"), "an empty line would end the block: {figure}");
    }

    #[test]
    fn a_cell_is_found_and_a_wrong_name_gets_the_nearest() {
        let (_root, reports) = scratch();
        assert_eq!(reports.cell("first/steps", "wine/standard", "steps").unwrap(), "7.2");
        let problem = |key, column| reports.cell("first/steps", key, column).unwrap_err();
        assert_eq!(problem("wine/rw", "steps"), "no row `wine/rw` in reports/first/steps.csv; nearest: wine/raw");
        assert_eq!(problem("wine/raw", "step"), "no column `step` in reports/first/steps.csv; nearest: steps");
        let missing = reports.cell("first/step", "wine/raw", "steps").unwrap_err();
        assert!(missing.starts_with("can't read reports/first/step.csv: "), "{missing}");
    }

    #[test]
    fn a_claim_is_found_and_a_wrong_one_gets_the_nearest() {
        let (_root, reports) = scratch();
        assert!(reports.claim("L00-01").unwrap().contains("It falls."));
        assert_eq!(reports.claim("L00-11").unwrap_err(), "no claim `L00-11` in reports/claims.json; nearest: L00-01");
        assert!(reports.ledger().unwrap().contains("## [First](first.md)"));
    }

    #[test]
    fn the_tally_is_of_all_claims_or_of_a_chapter_that_has_some() {
        let (_root, reports) = scratch();
        assert_eq!(reports.tally(None), reports.tally(Some("first")));
        let problem = "no claim of a chapter `fist` in reports/claims.json; nearest: first";
        assert_eq!(reports.tally(Some("fist")), Err(problem.to_owned()));
        assert_eq!((reports.count("facts", None), reports.count("refuted", Some("first"))), (Ok(1), Ok(0)));
        let problem = reports.count("fact", None).unwrap_err();
        assert!(problem.starts_with("`fact` is not counted; there are facts, confirmed, "), "{problem}");
    }

    #[test]
    fn claims_without_a_kind_are_refused() {
        let (root, reports) = scratch();
        let file = root.path().join("reports/claims.json");
        let old = fs::read_to_string(&file).unwrap().replace(",\"kind\":\"fact\"", "");
        fs::write(&file, old).unwrap();
        let problem = reports.ledger().unwrap_err();
        assert!(problem.starts_with("reports/claims.json: missing field `kind` at line 1 column "), "{problem}");
        assert!(problem.ends_with("`cargo run --release` writes it again"), "{problem}");
    }

    #[test]
    fn a_comment_that_never_ends_takes_the_rest() {
        assert_eq!(without_comments("a<!-- b -->c<!-- d"), "ac");
    }
}
