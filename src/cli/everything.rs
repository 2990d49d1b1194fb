//! No subcommand: what does the whole suite find, what changed since the last time, and where is the book?

use std::fmt::Write;

use wellposed::chapters::{self, Settings};
use wellposed::report::files::{Change, write_all};

use super::book::book;
use super::claims::tally;
use super::{Answer, Failure, experiments, project, show};

/// More differences of one file than this are counted instead of listed.
const MOST_DIFFERENCES: usize = 5;

/// Runs every experiment, writes `reports/`, builds the book, and prints what changed, how the claims fared, and the page to open.
pub(crate) fn everything() -> Result<Answer, Failure> {
    let root = project::root()?;
    let results = experiments::run_all(&chapters::all(), &Settings::default());
    let changes = write_all(&root.join("reports"), &experiments::all_files(&results)).map_err(Failure::Reports)?;
    show(&format!("{}{}\n", changed(&changes), tally(&experiments::claims(&results))))?;
    book()
}

/// A line for each file that is not what it was, with the first places where it differs.
fn changed(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "reports/: nothing changed\n".to_owned();
    }
    let mut text = String::new();
    for change in changes {
        let _ = writeln!(text, "reports/: {change}");
        for difference in change.differences.iter().take(MOST_DIFFERENCES) {
            let _ = writeln!(text, "  {difference}");
        }
        let more = change.differences.len().saturating_sub(MOST_DIFFERENCES);
        if more > 0 {
            let _ = writeln!(text, "  … and {more} more");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use wellposed::report::compare::{Difference, Place};
    use wellposed::report::files::ChangeKind;

    #[test]
    fn each_change_is_named_with_its_first_differences() {
        let path = PathBuf::from("chapter/page.md");
        let side = |text: &str| Some(text.to_owned());
        let line = |line| Difference { path: path.clone(), place: Place::Line(line), was: side("a"), is: side("b") };
        let differences = (1..=8).map(line).collect();
        let change = Change { path: path.clone(), kind: ChangeKind::Changed, differences };
        let text = changed(&[change]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "reports/: changed chapter/page.md");
        assert_eq!(lines[1], "  chapter/page.md: line 1: was a, is b");
        assert_eq!((lines.len(), lines[6]), (7, "  … and 3 more"));
        assert_eq!(changed(&[]), "reports/: nothing changed\n");
    }
}
