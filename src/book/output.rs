//! How does a new book take the place of the old one? It is built beside it and renamed, so that a reader never meets half of one.
//!
//! A build that fails or is killed leaves the old book; what it had built is removed, by itself or by the next build. Between the two
//! renames (the old one away, the new one to its place) there is no book for some microseconds.

use super::error::BookError;
use crate::storage::at;
use crate::storage::lock::Lock;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder `target/` while a book is built in it.
pub(super) struct Output {
    /// Where the book is to stand.
    place: PathBuf,
    _lock: Lock,
}

impl Output {
    /// Waits for other builds and clears away what a killed one left.
    pub(super) fn below(project: &Path) -> Result<Self, BookError> {
        let begin = || {
            let target = std::path::absolute(project.join("target"))?;
            let lock = Lock::of(&target)?;
            let place = target.join("book");
            // Who reads the book by a link to another folder keeps the link.
            let place = place.canonicalize().unwrap_or(place);
            if place.exists() && !place.is_dir() {
                return Err(at(&place, io::Error::other("is not a folder; the book can't take its place")));
            }
            let output = Output { place, _lock: lock };
            output.put_back();
            output.clear()?;
            Ok(output)
        };
        begin().map_err(BookError::Output)
    }

    /// Where the book is built.
    pub(super) fn beside(&self) -> PathBuf {
        self.named("new")
    }

    fn named(&self, kind: &str) -> PathBuf {
        self.place.with_file_name(format!(".wellposed-book-{kind}"))
    }

    /// What mdBook says of the place where it works, said of the place that the reader knows.
    pub(super) fn said_of_the_place(&self, error: BookError) -> BookError {
        match error {
            BookError::MdBook(text) => {
                let [beside, place] = [&self.beside(), &self.place].map(|path| path.display().to_string());
                BookError::MdBook(text.replace(&beside, &place))
            }
            other => other,
        }
    }

    /// After a kill between the two renames the old book is still the one that there is.
    fn put_back(&self) {
        if !self.place.exists() {
            // There is none where no build was killed.
            let _ = fs::rename(self.named("old"), &self.place);
        }
    }

    /// Removes what was built but not put in its place.
    pub(super) fn clear(&self) -> io::Result<()> {
        for place in [self.named("new"), self.named("old")] {
            match fs::remove_dir_all(&place) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(&self.place, error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts the new book in its place and removes the old one.
    pub(super) fn replace(self) -> Result<(), BookError> {
        let replace = || {
            match fs::rename(&self.place, self.named("old")) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(&self.place, error)),
                _ => {}
            }
            fs::rename(self.beside(), &self.place).map_err(|error| at(&self.place, error))?;
            self.clear()
        };
        replace().map_err(BookError::Output)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_takes_the_place_of_the_old_one_whole() {
        let project = tempfile::tempdir().unwrap();
        for (new, gone) in [("a.html", "b.html"), ("b.html", "a.html")] {
            let output = Output::below(project.path()).unwrap();
            fs::create_dir_all(output.beside()).unwrap();
            fs::write(output.beside().join(new), "x").unwrap();
            output.replace().unwrap();
            let book = project.path().join("target/book");
            assert!(book.join(new).is_file() && !book.join(gone).exists());
            assert_eq!(fs::read_dir(project.path().join("target")).unwrap().count(), 1);
        }
    }

    #[test]
    fn what_a_killed_build_left_is_cleared_and_a_file_in_the_way_is_named() {
        let project = tempfile::tempdir().unwrap();
        let target = project.path().join("target");
        fs::create_dir_all(target.join(".wellposed-book-new/deep")).unwrap();
        fs::create_dir_all(target.join(".wellposed-book-old")).unwrap();
        fs::write(target.join(".wellposed-book-old/index.html"), "old").unwrap();
        drop(Output::below(project.path()).unwrap());
        assert_eq!(fs::read_to_string(target.join("book/index.html")).unwrap(), "old");
        assert_eq!(fs::read_dir(&target).unwrap().count(), 1);
        fs::remove_dir_all(target.join("book")).unwrap();
        fs::write(target.join("book"), "mine").unwrap();
        let problem = Output::below(project.path()).err().unwrap().to_string();
        assert!(problem.ends_with("target/book: is not a folder; the book can't take its place"), "{problem}");
    }
}
