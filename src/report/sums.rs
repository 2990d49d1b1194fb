//! Is a file still the one that was written? `SHA256SUMS` has the digest of every report, in the format of `sha256sum`.
//!
//! `sha256sum -c SHA256SUMS` inside the folder of reports checks all of them. A run lists exactly what it wrote, and keeps the lines of
//! reports that other runs wrote. Whoever names a folder for the reports may have a list of the same name there, of other files: that is
//! never overwritten, and the run says so before it writes anything.

use crate::storage::stays_inside;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the list.
pub const NAME: &str = "SHA256SUMS";

/// The claims of all experiments.
pub(super) const CLAIMS: &str = "claims.json";

/// The files that speak of all experiments: a whole run writes them, and a part of it writes its part among the others.
pub(super) const OF_ALL: [&str; 3] = [CLAIMS, "claims.md", DICTIONARY];

/// The meaning of all columns.
pub(super) const DICTIONARY: &str = "datapackage.json";

/// The digests of files, by path, in the order of the paths.
pub fn of_files(files: &[(PathBuf, String)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (unix_path(path), digest(text.as_bytes()))).collect()
}

/// The list as `sha256sum` writes it: digest, two spaces, path.
pub fn format(sums: &BTreeMap<String, String>) -> String {
    sums.iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect()
}

/// Reads a list; lines of another form are left out, and so their files count as not listed.
pub fn parse(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter_map(|line| line.split_once("  "));
    lines.map(|(digest, path)| (path.to_owned(), digest.to_owned())).collect()
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first line that no run of this program writes, from 1: it lists something else than a report, or nothing.
pub(super) fn foreign_line(text: &str) -> Option<usize> {
    let own = |line: &str| {
        line.split_once("  ").is_some_and(|(digest, path)| {
            digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) && is_report(Path::new(path))
        })
    };
    text.lines().position(|line| !own(line)).map(|position| position + 1)
}

/// Whether a report may have this name: what speaks of all experiments, or a page, a table or a figure in a folder.
fn is_report(path: &Path) -> bool {
    let kind = path.extension().and_then(|extension| extension.to_str());
    let in_a_folder = stays_inside(path) && path.components().count() > 1;
    OF_ALL.iter().any(|name| path == Path::new(name)) || (in_a_folder && matches!(kind, Some("md" | "csv" | "svg")))
}

/// The path with `/` between its parts, on every system.
pub fn unix_path(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_form_of_sha256sum() {
        // The digests of the empty message and of `abc` stand in FIPS 180-4's examples.
        let expected = "\
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.md
ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/c.csv
";
        let sums = of_files(&[("b/c.csv".into(), "abc".into()), ("a.md".into(), String::new())]);
        assert_eq!(format(&sums), expected);
        assert_eq!(parse(expected), sums);
    }

    #[test]
    fn a_list_of_other_files_is_told_from_ours() {
        let digest = digest(b"");
        let line = |path: &str| foreign_line(&format!("{digest}  claims.json\n{digest}  {path}\n"));
        for own in ["a/b.md", "a/b/c.csv", "claims.md"] {
            assert_eq!(line(own), None, "{own}");
        }
        for other in ["photo.jpg", "a/photo.jpg", "notes.md", "../a/b.md", "/a/b.md", "*a/b"] {
            assert_eq!(line(other), Some(2), "{other}");
        }
        assert_eq!(foreign_line("# my list\n"), Some(1));
        assert_eq!(foreign_line("abc  a/b.md\n"), Some(1));
        assert_eq!(foreign_line(""), None);
    }
}
