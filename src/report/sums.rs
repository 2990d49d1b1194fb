//! Is a file still the one that was written? `SHA256SUMS` has the digest of every report, in the format of `sha256sum`.
//!
//! `sha256sum -c SHA256SUMS` inside the folder of reports checks all of them. Left out are `timings/` (seconds are never the same),
//! the list itself, and files whose names begin with a dot.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The name of the list.
pub const NAME: &str = "SHA256SUMS";

/// The digest of every report below `reports`, by path relative to it, in the order of the paths.
///
/// # Errors
/// If a folder or file can't be read; a folder that isn't there has no reports.
pub fn of_files(reports: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut sums = BTreeMap::new();
    for path in report_files(reports)? {
        sums.insert(unix_path(&path), digest(&fs::read(reports.join(&path))?));
    }
    Ok(sums)
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

/// Every report below the folder, relative to it, in no particular order. Links are not followed.
pub(super) fn report_files(reports: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(reports.join(&folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let (kind, path) = (entry.file_type()?, folder.join(entry.file_name()));
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if kind.is_dir() && !hidden && path != Path::new("timings") {
                folders.push(path);
            } else if kind.is_file() && !hidden && path != Path::new(NAME) {
                files.push(path);
            }
        }
    }
    Ok(files)
}

/// The path with `/` between its parts, on every system.
pub(super) fn unix_path(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_form_of_sha256sum() {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [("b/c.csv", "abc"), ("a.md", ""), ("timings/x.md", "1 s"), (".hidden", "x"), (NAME, "old")]
        {
            fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
            fs::write(folder.path().join(path), text).unwrap();
        }
        // The digests of the empty message and of `abc` stand in FIPS 180-4's examples.
        let expected = "\
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.md
ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/c.csv
";
        let sums = of_files(folder.path()).unwrap();
        assert_eq!(format(&sums), expected);
        assert_eq!(parse(expected), sums);
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_reports() {
        assert!(of_files(Path::new("no such folder")).unwrap().is_empty());
    }
}
