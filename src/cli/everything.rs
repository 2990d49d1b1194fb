//! No subcommand: what does the whole suite find, what changed since the last time, and where is the book?

use std::fmt::Write;

use wellposed::chapters::{self, Choices};
use wellposed::report::claims::Tally;
use wellposed::report::files::{Change, write_all};

use super::book::book;
use super::{Answer, Failure, experiments, project, show};

/// More differences of one file than this are counted instead of listed.
const MOST_DIFFERENCES: usize = 5;

/// Runs every experiment, writes `reports/`, builds the book, and prints what changed, how the claims fared, and the page to open.
pub(crate) fn everything() -> Result<Answer, Failure> {
    let root = project::root()?;
    let results = experiments::run_all(&chapters::all(), &Choices::default());
    let changes = write_all(&root.join("reports"), &experiments::all_files(&results)).map_err(Failure::Reports)?;
    show(&format!("{}{}\n", changed(&changes), Tally::of(&experiments::claims(&results))))?;
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
        for difference in change.differences.first().iter().take(MOST_DIFFERENCES) {
            let _ = writeln!(text, "  {difference}");
        }
        let more = change.differences.count().saturating_sub(MOST_DIFFERENCES);
        if more > 0 {
            let _ = writeln!(text, "  … and {more} more");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use wellposed::report::compare::between;
    use wellposed::report::files::ChangeKind;

    #[test]
    fn each_change_is_named_with_its_first_differences() {
        let rows = |steps: u32| (1..=8).map(|row| format!("| row {row} | {} |\n", row + steps)).collect::<String>();
        let [was, is] = [0, 1].map(|steps| format!("| name | steps |\n|---|---:|\n{}", rows(steps)));
        let path = std::path::PathBuf::from("chapter/page.md");
        let differences = between(&path, &was, &is);
        let change = Change { path, kind: ChangeKind::Changed, differences };
        let text = changed(&[change]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "reports/: changed chapter/page.md");
        assert_eq!(lines[1], "  chapter/page.md: row row 1, column steps: was 1, is 2");
        assert_eq!((lines.len(), lines[6]), (7, "  … and 3 more"));
        assert_eq!(changed(&[]), "reports/: nothing changed\n");
    }
}
