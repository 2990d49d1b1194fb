//! What did a run change? A line for each file, with the first places where it differs from what stood there.

use std::fmt::Write;

use wellposed::report::files::Change;

/// More differences of one file than this are counted instead of listed.
const MOST_DIFFERENCES: usize = 5;

/// A line for each file that is not what it was, with the first places where it differs.
pub(super) fn changed(changes: &[Change]) -> String {
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
    use wellposed::report::files::write_all;

    #[test]
    fn each_change_is_named_with_its_first_differences() {
        let rows = |steps: u32| (1..=8).map(|row| format!("| row {row} | {} |\n", row + steps)).collect::<String>();
        let [was, is] = [0, 1].map(|steps| format!("| name | steps |\n|---|---:|\n{}", rows(steps)));
        let folder = tempfile::tempdir().unwrap();
        let write = |page: String| write_all(folder.path(), &[("chapter/page.md".into(), page)]).unwrap();
        assert_eq!(changed(&write(was)), "reports/: added chapter/page.md\n");
        let text = changed(&write(is));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "reports/: changed chapter/page.md");
        assert_eq!(lines[1], "  chapter/page.md: row row 1, column steps: was 1, is 2");
        assert_eq!((lines.len(), lines[6]), (7, "  … and 3 more"));
        assert_eq!(changed(&[]), "reports/: nothing changed\n");
    }
}
