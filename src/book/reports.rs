//! What do the reports say? Looks up tables, figures, cells and claims in the files under `reports/`.
//!
//! What the files hold is text: no tag, mark or directive in it is followed. A name that isn't there is answered with what was meant.

use super::bounds::MOST_ASKED;
use super::{drawing, ledger, number, table};
use crate::report::claims::{Tally, claim_block};
use crate::report::files::LONGEST;
use crate::report::{Claim, csv};
use crate::storage::read;
use crate::text::{html, name, suggestion};
use std::cell::Cell;
use std::path::PathBuf;

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

    /// The table for reading, without the comment that says how it was made.
    pub(super) fn table(&self, experiment: &str) -> Result<String, String> {
        let file = format!("reports/{experiment}.md");
        let text = self.read(&file)?;
        table::table(&text)
            .map_err(|(byte, problem)| format!("{file}:{}: {problem}; {AGAIN}", text[..byte].matches('\n').count() + 1))
    }

    /// The figure with its title and text alternative as the caption.
    pub(super) fn figure(&self, experiment: &str) -> Result<String, String> {
        let file = format!("reports/{experiment}.svg");
        let text = self.read(&file)?;
        let figure = drawing::drawing(&text)
            .map_err(|problem| format!("{file} is no figure of this program, it has {problem}; {AGAIN}"))?;
        let stop = if figure.title.ends_with(['.', '?', '!']) { "" } else { "." };
        Ok(format!(
            "<figure class=\"report\">\n{}<figcaption><strong>{}{stop}</strong> {}</figcaption>\n</figure>\n",
            figure.element,
            html(&figure.title),
            html(&figure.description)
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
        let (what, wanted, meant) = match keys.iter().any(|known| known == key) {
            true => ("column", column, suggestion(column, table.columns.iter().map(|column| column.name.as_str()))),
            false => ("row", key, suggestion(key, keys.iter().map(String::as_str))),
        };
        Err(format!("no {what} `{}` in {file}; {meant}", name(wanted)))
    }

    /// A box with the claim of that identifier.
    pub(super) fn claim(&self, id: &str) -> Result<String, String> {
        let claims = self.claims()?;
        match claims.iter().find(|claim| claim.id == id) {
            Some(claim) => Ok(number::with_powers(&claim_block(claim))),
            None => {
                let meant = suggestion(id, claims.iter().map(|claim| claim.id.as_str()));
                Err(format!("no claim `{}` in reports/claims.json; {meant}", name(id)))
            }
        }
    }

    /// All claims, chapter by chapter.
    pub(super) fn ledger(&self) -> Result<String, String> {
        Ok(ledger::ledger(&self.claims()?))
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

    fn claims(&self) -> Result<Vec<Claim>, String> {
        serde_json::from_str(&self.read("reports/claims.json")?)
            .map_err(|error| format!("reports/claims.json: {error}; `cargo run --release` writes it again"))
    }
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
        let csv = "# Steps\n# a command\n# keys,2\n# words,data,scale,steps\n# unit,,,1\n# digits,exact,exact,significant 2\n\
                   data,scale,steps\nwine,raw,1234567.8\nwine,standard,7.25\n";
        fs::write(folder.join("steps.csv"), csv).unwrap();
        fs::write(
            folder.join("steps.md"),
            "<!-- by a command;\ndo not edit -->\n\n| data | steps |\n|---|---|\n| wine | 7 |\n",
        )
        .unwrap();
        let svg = "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 1 1\">\n<title>Steps</title>\n\n<desc>They fall.</desc>\n<svg x=\"1\">\n</svg>\n</svg>\n";
        fs::write(folder.join("steps.svg"), svg).unwrap();
        let mut claim =
            Claim::new("L00-01", "It falls.").measured("steps", Band::at_most(9.0, ""), Measured::exact(7.0));
        claim.chapter = "first".to_owned();
        fs::write(root.path().join("reports/claims.json"), serde_json::to_string(&[claim]).unwrap()).unwrap();
        let reports = Reports::new(root.path());
        (root, reports)
    }

    #[test]
    fn a_table_loses_its_comment_and_a_foreign_mark_is_named_with_its_line() {
        let (root, reports) = scratch();
        let table = reports.table("first/steps").unwrap();
        assert!(table.contains("<td>wine</td>") && !table.contains("edit"), "{table}");
        let file = root.path().join("reports/first/steps.md");
        fs::write(&file, fs::read_to_string(&file).unwrap().replace("wine", "<b>wine</b>")).unwrap();
        let problem = reports.table("first/steps").unwrap_err();
        let expected = "reports/first/steps.md:6: the tag `<b>` does not belong in a report, which holds a title, a table and remarks; ";
        assert_eq!(problem, format!("{expected}{AGAIN}"));
    }

    #[test]
    fn a_figure_is_one_block_of_html_with_its_caption() {
        let (_root, reports) = scratch();
        let figure = reports.figure("first/steps").unwrap();
        let drawing =
            "<div class=\"drawing\" role=\"img\" aria-label=\"Steps They fall.\">\n<svg x=\"1\">\n</svg>\n</div>";
        assert!(figure.contains(drawing), "{figure}");
        assert!(figure.contains("<figcaption><strong>Steps.</strong> They fall.</figcaption>"), "{figure}");
        assert!(!figure.trim_end().contains("\n\n"), "an empty line would end the block: {figure}");
    }

    #[test]
    fn a_cell_is_found_and_a_wrong_name_gets_the_nearest() {
        let (_root, reports) = scratch();
        assert_eq!(reports.cell("first/steps", "wine/standard", "steps").unwrap(), "7.2");
        let problem = |key, column| reports.cell("first/steps", key, column).unwrap_err();
        assert_eq!(
            problem("wine/rw", "steps"),
            "no row `wine/rw` in reports/first/steps.csv; did you mean `wine/raw`?"
        );
        assert_eq!(problem("wine/raw", "step"), "no column `step` in reports/first/steps.csv; did you mean `steps`?");
        let missing = reports.cell("first/step", "wine/raw", "steps").unwrap_err();
        assert!(missing.starts_with("can't read reports/first/step.csv: "), "{missing}");
    }

    #[test]
    fn a_claim_is_found_and_a_wrong_one_gets_the_nearest() {
        let (_root, reports) = scratch();
        assert!(reports.claim("L00-01").unwrap().contains("It falls."));
        let problem = |id| reports.claim(id).unwrap_err();
        assert_eq!(problem("L00-11"), "no claim `L00-11` in reports/claims.json; did you mean `L00-01`?");
        assert_eq!(problem("steps"), "no claim `steps` in reports/claims.json; there are `L00-01`");
        assert!(reports.ledger().unwrap().contains("## [First](first.md)"));
    }

    #[test]
    fn the_tally_is_of_all_claims_or_of_a_chapter_that_has_some() {
        let (_root, reports) = scratch();
        assert_eq!(reports.tally(None), reports.tally(Some("first")));
        let problem = "no claim of a chapter `fist` in reports/claims.json; did you mean `first`?";
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
    fn a_verdict_that_the_evidence_does_not_give_is_refused() {
        let (root, reports) = scratch();
        let file = root.path().join("reports/claims.json");
        let written = fs::read_to_string(&file).unwrap();
        fs::write(&file, written.replace("confirmed", "refuted")).unwrap();
        let problem = reports.claim("L00-01").unwrap_err();
        let said = "reports/claims.json: claim L00-01: the verdict is refuted, but the evidence says confirmed (measured 7, predicted ≤ 9)";
        assert!(problem.starts_with(said), "{problem}");
        // Planted: seven becomes ten, and then the verdict is right.
        fs::write(&file, written.replace("confirmed", "refuted").replace("7.0", "10.0")).unwrap();
        assert!(reports.claim("L00-01").unwrap().contains("verdict-refuted"));
    }
}
