//! What lies in the folder of the book? mdBook reads or copies all of it into the pages, so all of it must be files of the book.
//!
//! A link out of the project would publish somebody's files, a link to a folder above would be copied without end, a device would
//! fill the disk. Templates (`.hbs`) are programs that the build would run; this book has none.

use super::bounds::{LONGEST_PAGE, MOST_COPIED};
use super::error::BookError;
use crate::storage::read::regular;
use crate::text::{name, path};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

/// Checks all that lies in the folder of the book of a project.
pub(super) fn check(project: &Path) -> Result<(), BookError> {
    let real = project.canonicalize().map_err(|error| faulty(Path::new("."), error.to_string()))?;
    let mut room = MOST_COPIED;
    let mut folders = vec![PathBuf::from("book")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(project.join(&folder)).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in entries.map_err(|error| faulty(&folder, error.to_string()))? {
            let file = folder.join(entry.file_name());
            let size = check_one(&entry, &real).map_err(|problem| faulty(&file, problem))?;
            match size {
                None => folders.push(file),
                Some(size) => {
                    let much = || faulty(&file, format!("with this file the book has more than {MOST_COPIED} bytes"));
                    room = room.checked_sub(size).ok_or_else(much)?;
                }
            }
        }
    }
    Ok(())
}

/// The one template of the book: it makes text of the headings that a search shows.
const HEAD: &str = include_str!("../../book/theme/head.hbs");

fn is_own_head(file: &Path, size: u64) -> bool {
    size == HEAD.len() as u64
        && file.ends_with("theme/head.hbs")
        && fs::read(file).is_ok_and(|bytes| bytes == HEAD.as_bytes())
}

fn faulty(file: &Path, problem: String) -> BookError {
    BookError::File { file: path(file), problem }
}

/// The size of a file of the book, or nothing for a folder.
fn check_one(entry: &DirEntry, project: &Path) -> Result<Option<u64>, String> {
    let said = |error: io::Error| error.to_string();
    let file_name = entry.file_name();
    let Some(file_name) = file_name.to_str() else { return Err("its name is not UTF-8 text".to_owned()) };
    let mut kind = entry.file_type().map_err(said)?;
    if kind.is_dir() {
        return Ok(None);
    }
    if kind.is_symlink() {
        let place = entry.path().canonicalize().map_err(|error| format!("is a link that leads nowhere: {error}"))?;
        if !place.starts_with(project) {
            return Err("is a link out of the project".to_owned());
        }
        kind = place.metadata().map_err(said)?.file_type();
    }
    regular(kind).map_err(|error| error.to_string())?;
    let size = fs::metadata(entry.path()).map_err(said)?.len();
    let ending = Path::new(file_name).extension().unwrap_or_default();
    if ending == "hbs" && !is_own_head(&entry.path(), size) {
        return Err(format!("`{}` is a template, and this book has only its own head.hbs", name(file_name)));
    }
    if ending == "md" && size > LONGEST_PAGE {
        return Err(format!("has more than {LONGEST_PAGE} bytes, the most that a page has"));
    }
    Ok(Some(size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> tempfile::TempDir {
        let project = tempfile::tempdir().unwrap();
        fs::create_dir_all(project.path().join("book/src/deep")).unwrap();
        fs::write(project.path().join("book/src/deep/a.md"), "a").unwrap();
        fs::write(project.path().join("README.md"), "a").unwrap();
        project
    }

    fn problem(project: &tempfile::TempDir) -> String {
        check(project.path()).unwrap_err().to_string()
    }

    #[test]
    fn the_head_of_the_book_is_its_own_and_no_other() {
        let project = project();
        fs::create_dir_all(project.path().join("book/theme")).unwrap();
        let head = project.path().join("book/theme/head.hbs");
        fs::write(&head, HEAD).unwrap();
        check(project.path()).unwrap();
        fs::write(&head, HEAD.replacen("text", "tags", 1)).unwrap();
        assert!(problem(&project).contains("`head.hbs` is a template"));
    }

    #[test]
    fn a_long_page_a_large_file_and_a_template_are_refused() {
        let project = project();
        check(project.path()).unwrap();
        for (name, length, words) in [
            ("a.md", LONGEST_PAGE + 1, "has more than"),
            ("a.png", MOST_COPIED + 1, "with this file the book has more than"),
            ("head.hbs", 1, "`head.hbs` is a template"),
        ] {
            let place = project.path().join("book").join(name);
            fs::File::create(&place).unwrap().set_len(length).unwrap();
            assert!(problem(&project).starts_with(&format!("book/{name}: {words}")), "{}", problem(&project));
            fs::remove_file(&place).unwrap();
        }
        check(project.path()).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_in_the_project_and_lead_to_files() {
        use std::ffi::OsStr;
        use std::os::unix::{ffi::OsStrExt as _, fs::symlink, net::UnixListener};
        let project = project();
        let place = project.path().join("book/src/x.md");
        symlink("../../README.md", &place).unwrap();
        check(project.path()).unwrap();
        for (target, words) in [
            ("/etc/passwd", "is a link out of the project"),
            ("/dev/zero", "is a link out of the project"),
            ("..", "is a folder, not a regular file"),
            ("nothing", "is a link that leads nowhere"),
        ] {
            fs::remove_file(&place).unwrap();
            symlink(target, &place).unwrap();
            assert!(problem(&project).starts_with(&format!("book/src/x.md: {words}")), "{}", problem(&project));
        }
        fs::remove_file(&place).unwrap();
        let _socket = UnixListener::bind(&place).unwrap();
        assert!(problem(&project).ends_with("is a socket, not a regular file"), "{}", problem(&project));
        fs::remove_file(&place).unwrap();
        fs::write(project.path().join("book/src").join(OsStr::from_bytes(b"a.\xff")), "").unwrap();
        assert!(problem(&project).ends_with("its name is not UTF-8 text"), "{}", problem(&project));
    }
}
