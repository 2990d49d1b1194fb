//! Which files does a run answer for? A whole run for all reports, a chapter for its folder, an experiment for the files of its name and
//! those in the folder of its name.

use super::super::standing::LONGEST;
use super::super::sums;
use crate::storage::{at, read};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The endings of reports.
const KINDS: [&str; 3] = ["md", "csv", "svg"];

/// What else than the files of a run may be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope {
    /// All reports; `timings/`, which another command writes, and hidden files are not among them.
    Everything,
    /// All that lies in these folders.
    Folders(Vec<PathBuf>),
    /// The files that bear the names of the same experiments.
    Experiments,
}

impl Scope {
    /// The scope of these files without further knowledge; only a whole run writes what speaks of all experiments.
    pub fn of(files: &[(PathBuf, String)]) -> Self {
        let whole = files.iter().any(|(path, _)| sums::OF_ALL.iter().any(|name| path == Path::new(name)));
        if whole { Scope::Everything } else { Scope::Experiments }
    }

    /// The scope of `CHAPTER` or `CHAPTER/EXPERIMENT`: a chapter answers for all that lies in its folder, an experiment for its own files.
    pub fn named(name: &str) -> Self {
        if name.contains('/') { Scope::Experiments } else { Scope::Folders(vec![name.into()]) }
    }

    /// Whether the run of these files answers for this path.
    pub(in super::super) fn holds(&self, path: &Path, files: &[(PathBuf, String)]) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Folders(folders) => folders.iter().any(|folder| path.starts_with(folder)),
            Scope::Experiments => files.iter().any(|(own, _)| experiment(own) == experiment(path)),
        }
    }

    /// What lies in scope and is no file of the run, in the order of the paths. Names are read, and no contents.
    pub(super) fn surplus(&self, reports: &Path, files: &[(PathBuf, String)]) -> io::Result<Vec<PathBuf>> {
        let own: BTreeSet<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
        let found = match self {
            Scope::Everything => below(reports, Path::new(""), &own)?,
            Scope::Folders(folders) => {
                let found: io::Result<Vec<_>> = folders.iter().map(|folder| below(reports, folder, &own)).collect();
                found?.concat()
            }
            Scope::Experiments => {
                let experiments: BTreeSet<PathBuf> = own.iter().map(|path| experiment(path)).collect();
                let files = experiments.iter().flat_map(|path| KINDS.map(|kind| path.with_added_extension(kind)));
                let files = files.filter(|path| reports.join(path).symlink_metadata().is_ok()).collect();
                let folders = experiments.iter().map(|folder| below(reports, folder, &own));
                folders.chain([Ok(files)]).collect::<io::Result<Vec<_>>>()?.concat()
            }
        };
        let surplus: BTreeSet<PathBuf> = found.into_iter().filter(|path| !own.contains(path.as_path())).collect();
        Ok(surplus.into_iter().collect())
    }

    /// The generated files among the surplus ones.
    pub(in super::super) fn left_over(&self, reports: &Path, files: &[(PathBuf, String)]) -> io::Result<Vec<PathBuf>> {
        let surplus = self.surplus(reports, files)?.into_iter();
        // Our names are plain; a name that is no text was given by somebody else.
        Ok(surplus.filter(|path| path.to_str().is_some() && is_generated(&reports.join(path))).collect())
    }
}

/// The experiment that a file belongs to: `chapter/experiment`, of its files `chapter/experiment.csv` and `chapter/experiment/table.csv` alike.
fn experiment(path: &Path) -> PathBuf {
    let two: PathBuf = path.components().take(2).collect();
    if two == path { two.with_extension("") } else { two }
}

/// All that is no folder below this one, by path relative to `reports`.
fn below(reports: &Path, folder: &Path, own: &BTreeSet<&Path>) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let place = reports.join(&folder);
        let entries = match fs::read_dir(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(|error| at(&place, error))?,
        };
        for entry in entries {
            let entry = entry.map_err(|error| at(&place, error))?;
            let (name, kind) = (entry.file_name(), entry.file_type().map_err(|error| at(&place, error))?);
            let path = folder.join(&name);
            // A link is a surplus file, unless it is the folder of reports of ours.
            let enter =
                kind.is_dir() || (kind.is_symlink() && own.iter().any(|own| own.starts_with(&path) && *own != path));
            let passed_over = name.to_string_lossy().starts_with('.')
                || path == Path::new("timings")
                || path == Path::new(sums::NAME);
            match passed_over {
                true => {}
                false if enter => folders.push(path),
                false => found.push(path),
            }
        }
    }
    Ok(found)
}

/// Whether a regular file of our kinds says in its first three lines that it is not to be edited.
fn is_generated(place: &Path) -> bool {
    let ours = place.extension().and_then(|extension| extension.to_str()).is_some_and(|kind| KINDS.contains(&kind));
    ours && bears_the_mark(place)
}

/// Whether a regular file says in its first three lines that it is not to be edited.
pub(in super::super) fn bears_the_mark(place: &Path) -> bool {
    if !place.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let bytes = read::bytes(place, LONGEST).unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().take(3).any(|line| line.contains("do not edit"))
}
