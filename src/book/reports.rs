//! What do the reports say? Looks up tables, figures, cells and claims in the files under `reports/`.
//!
//! What the files hold is text: no tag, mark or directive in it is followed. A name that isn't there is answered with what was meant.

use super::bounds::MOST_ASKED;
use super::directive::Part;
use super::place::Up;
use super::references::References;
use super::{claim, drawing, ledger, table};
use crate::chapters::CHAPTERS;
use crate::report::Claim;
use crate::report::claims::Tally;
use crate::report::csv::{self, StoredTable};
use crate::report::files::LONGEST;
use crate::storage::read;
use crate::text::{name, suggestion};
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

    /// The part of a table that a page asks for.
    pub(super) fn table(&self, path: &str, part: &Part<'_>, up: Up) -> Result<String, String> {
        table::part(&self.stored(path)?, path, part, up)
    }

    fn stored(&self, path: &str) -> Result<StoredTable, String> {
        let file = format!("reports/{path}.csv");
        csv::read(&self.read(&file)?).map_err(|error| format!("{file}: {error}"))
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
        let table = self.stored(experiment)?;
        if let Some(cell) = table.cell(key, column) {
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

    fn lines(reports: &Reports, id: &str) -> Result<String, String> {
        reports.claim_lines(&[id], &References::of(&reports.root), Up::default())
    }

    #[test]
    fn a_table_comes_from_its_file_and_a_damaged_one_is_named() {
        let (root, reports) = scratch();
        let table = |reports: &Reports| reports.table("first/steps", &Part::default(), Up::default());
        assert!(table(&reports).unwrap().contains("<th scope=\"row\">wine</th><td>raw</td>"));
        let file = root.path().join("reports/first/steps.csv");
        let written = fs::read_to_string(&file).unwrap();
        fs::write(&file, written.replace("wine,raw", "<b>wine</b>,raw")).unwrap();
        assert!(table(&reports).unwrap().contains("&lt;b&gt;wine&lt;/b&gt;"));
        fs::write(&file, written.replace("# keys,2\n", "")).unwrap();
        let problem = table(&reports).unwrap_err();
        assert!(problem.starts_with("reports/first/steps.csv: the comment line `# keys,…` is missing"), "{problem}");
    }

    #[test]
    fn a_figure_is_one_block_of_html() {
        let (root, reports) = scratch();
        let figure = reports.figure("first/steps", &[]).unwrap();
        let drawing =
            "<div class=\"drawing\" role=\"img\" aria-label=\"Steps They fall.\">\n<svg x=\"1\">\n</svg>\n</div>";
        assert!(figure.contains(drawing) && !figure.trim_end().contains("\n\n"), "{figure}");
        assert_eq!(
            reports.figure("first/steps", &[1]).unwrap_err(),
            "reports/first/steps.svg has 0 panels, and no panel 1"
        );
        fs::write(root.path().join("reports/first/steps.svg"), "<svg><script></script></svg>").unwrap();
        let problem = reports.figure("first/steps", &[]).unwrap_err();
        assert!(
            problem.starts_with("reports/first/steps.svg is no figure of this program") && problem.ends_with(AGAIN),
            "{problem}"
        );
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
        assert!(lines(&reports, "L00-01").unwrap().contains("It falls."));
        let problem = |id| lines(&reports, id).unwrap_err();
        assert_eq!(problem("L00-11"), "no claim `L00-11` in reports/claims.json; did you mean `L00-01`?");
        assert_eq!(problem("steps"), "no claim `steps` in reports/claims.json; there are `L00-01`");
        assert!(reports.ledger().unwrap().contains("## first\n"));
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
        let problem = lines(&reports, "L00-01").unwrap_err();
        let said = "reports/claims.json: claim L00-01: the verdict is refuted, but the evidence says confirmed (measured 7, predicted ≤ 9)";
        assert!(problem.starts_with(said), "{problem}");
        // Planted: seven becomes ten, and then the verdict is right.
        fs::write(&file, written.replace("confirmed", "refuted").replace("7.0", "10.0")).unwrap();
        assert!(lines(&reports, "L00-01").unwrap().contains("verdict-refuted"));
    }
}
