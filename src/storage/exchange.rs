//! How are files that belong together replaced as one, though a run may be killed at any moment?
//!
//! | step | killed here | the next run |
//! |---|---|---|
//! | note which files are to come (`staging`) | all files are old | removes the note |
//! | write each beside its place, under another name | all files are old | removes these and the note |
//! | note that all are written (`replacing`) | all files are old | renames them: all are new |
//! | rename each to its place, remove what is gone | old and new are mixed | completes it: all are new |
//! | remove the note | all files are new | removes the note |
//!
//! So files are never half written, and where old and new are mixed [`mixed`] says so until the next run has completed them. The note
//! is `.wellposed-journal`, a new file waits as `.wellposed-new-NAME` in the folder of its place, and nothing else is touched: no
//! folder is searched. A killed process is meant here; what a power failure keeps is the file system's affair.
//!
//! A new file gets the mode that the user's mask gives, a replaced one keeps its own.

use super::lock::Lock;
use super::read::{self, ReadError};
use super::{at, stays_inside};
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The note of an exchange that is under way, in the folder.
const JOURNAL: &str = ".wellposed-journal";

/// What stands before the name of a file that waits for its place.
const WAITING: &str = ".wellposed-new-";

/// A note names some two hundred files of a hundred letters: 20 KB today, times 50.
const LONGEST_JOURNAL: u64 = 1 << 20;

/// Files that belong together, by path relative to their folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    /// New files and new versions, with their texts.
    pub written: Vec<(PathBuf, String)>,
    /// Files that are to go.
    pub removed: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Staging,
    Replacing,
}

#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    state: State,
    written: Vec<PathBuf>,
    removed: Vec<PathBuf>,
}

impl Exchange {
    /// Replaces the files; what an earlier run left unfinished must be settled before ([`settle`]).
    ///
    /// # Errors
    /// With the file that could not be written. Then all files are as they were, unless the renaming itself failed, which is said.
    pub fn carry_out(&self, folder: &Path, _lock: &Lock) -> io::Result<()> {
        if self.written.is_empty() && self.removed.is_empty() {
            return Ok(());
        }
        let written = self.written.iter().map(|(path, _)| path.clone()).collect();
        let mut journal = Journal { state: State::Staging, written, removed: self.removed.clone() };
        let staged = self.stage(folder, &mut journal);
        if staged.is_err() {
            // The first error is told; what can't be removed now is removed by the next run.
            let _ = journal.forget(folder);
        }
        staged?;
        journal.complete(folder)
    }

    fn stage(&self, folder: &Path, journal: &mut Journal) -> io::Result<()> {
        journal.note(folder)?;
        for (path, text) in &self.written {
            let place = folder.join(path);
            write_waiting(&place, text).map_err(|error| at(&place, error))?;
        }
        journal.state = State::Replacing;
        journal.note(folder)
    }
}

impl Journal {
    fn read(folder: &Path) -> io::Result<Option<Self>> {
        let place = folder.join(JOURNAL);
        let text = match read::text(&place, LONGEST_JOURNAL) {
            Ok(text) => text,
            Err(ReadError::Missing) => return Ok(None),
            // What lies below a file does not exist.
            Err(ReadError::System(error)) if error.kind() == io::ErrorKind::NotADirectory => return Ok(None),
            Err(error) => return Err(at(&place, io::Error::other(error.to_string()))),
        };
        let journal: Option<Journal> = serde_json::from_str(&text).ok();
        let inside = |journal: &Journal| journal.written.iter().chain(&journal.removed).all(|path| stays_inside(path));
        let journal = journal.filter(inside);
        let damaged = || at(&place, io::Error::other("is no note of an earlier run; remove it"));
        journal.map(Some).ok_or_else(damaged)
    }

    fn note(&self, folder: &Path) -> io::Result<()> {
        let place = folder.join(JOURNAL);
        let note = || {
            write_waiting(&place, &serde_json::to_string(self)?)?;
            fs::rename(waiting(&place), &place)
        };
        note().map_err(|error| at(folder, error))
    }

    /// Moves every waiting file to its place, removes what is to go, and then the note.
    fn complete(&self, folder: &Path) -> io::Result<()> {
        let mixed = |place: &Path, error: io::Error| {
            let said = format!("{error}; some files are old and some new until a run completes them");
            at(place, io::Error::new(error.kind(), said))
        };
        for place in self.written.iter().map(|path| folder.join(path)) {
            if_there(fs::rename(waiting(&place), &place)).map_err(|error| mixed(&place, error))?;
        }
        for place in self.removed.iter().map(|path| folder.join(path)) {
            if_there(fs::remove_file(&place)).map_err(|error| mixed(&place, error))?;
        }
        remove(&folder.join(JOURNAL))
    }

    /// Removes every waiting file, and then the note.
    fn forget(&self, folder: &Path) -> io::Result<()> {
        for path in &self.written {
            let place = folder.join(path);
            if_there(fs::remove_file(waiting(&place))).map_err(|error| at(&place, error))?;
        }
        if_there(fs::remove_file(waiting(&folder.join(JOURNAL)))).map_err(|error| at(folder, error))?;
        remove(&folder.join(JOURNAL))
    }
}

/// Completes or forgets what a killed run left in the folder.
///
/// # Errors
/// If that can't be done; the file is named.
pub fn settle(folder: &Path, _lock: &Lock) -> io::Result<()> {
    // Killed before its note had its name: nothing else was begun.
    if_there(fs::remove_file(waiting(&folder.join(JOURNAL)))).map_err(|error| at(folder, error))?;
    match Journal::read(folder)? {
        None => Ok(()),
        Some(journal) if journal.state == State::Staging => journal.forget(folder),
        Some(journal) => journal.complete(folder),
    }
}

/// Whether a run was killed while it replaced files, so that old and new are mixed until the next one.
///
/// # Errors
/// If its note can't be read.
pub fn mixed(folder: &Path) -> io::Result<bool> {
    let journal = Journal::read(folder)?;
    Ok(journal.is_some_and(|journal| journal.state == State::Replacing))
}

/// Where a new file waits: beside its place, so that a rename never crosses file systems.
fn waiting(place: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(WAITING);
    name.push(place.file_name().unwrap_or_default());
    place.with_file_name(name)
}

fn write_waiting(place: &Path, text: &str) -> io::Result<()> {
    let waiting = waiting(place);
    if let Some(folder) = waiting.parent() {
        fs::create_dir_all(folder)?;
    }
    // Neither continued nor followed, whatever it was.
    if_there(fs::remove_file(&waiting))?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(&waiting)?;
    file.write_all(text.as_bytes())?;
    match fs::metadata(place) {
        Ok(old) => file.set_permissions(old.permissions()),
        Err(_) => Ok(()),
    }
}

fn remove(place: &Path) -> io::Result<()> {
    if_there(fs::remove_file(place)).map_err(|error| at(place, error))
}

/// What is gone already needs no step.
fn if_there(step: io::Result<()>) -> io::Result<()> {
    match step {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
        step => step,
    }
}

#[cfg(test)]
mod tests;
