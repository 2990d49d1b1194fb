//! Is what is asked found, and what is not there named with what was meant?

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
    let mut claim = Claim::new("L00-01", "It falls.").measured("steps", Band::at_most(9.0, ""), Measured::exact(7.0));
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
    let drawing = "<div class=\"drawing\" role=\"img\" aria-label=\"Steps They fall.\">\n<svg x=\"1\">\n</svg>\n</div>";
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
    assert_eq!(problem("wine/rw", "steps"), "no row `wine/rw` in reports/first/steps.csv; did you mean `wine/raw`?");
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
