//! Wherever a run ends, the next one finds all files old or all files new, and nothing of ours beside them.

use super::*;

fn exchange(text: &str) -> Exchange {
    let files = ["a/one.md", "a/two.md"].map(|path| (PathBuf::from(path), text.to_owned()));
    Exchange { written: files.to_vec(), removed: vec![PathBuf::from("a/gone.md")] }
}

/// A folder of old files.
fn before() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    for name in ["one.md", "two.md", "gone.md"] {
        fs::write(folder.path().join("a").join(name), "old").unwrap();
    }
    folder
}

/// Every file of the folder with its text, hidden ones too.
fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in [folder.to_owned(), folder.join("a")] {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            if entry.file_type().unwrap().is_file() {
                let name = entry.file_name().to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn texts(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn old() -> Vec<(String, String)> {
    texts(&[("gone.md", "old"), ("one.md", "old"), ("two.md", "old")])
}

fn new() -> Vec<(String, String)> {
    texts(&[("one.md", "new"), ("two.md", "new")])
}

/// The steps of a run up to its end after so many of them.
fn killed_after(steps: usize, folder: &Path) {
    let exchange = exchange("new");
    let written = exchange.written.iter().map(|(path, _)| path.clone()).collect();
    let journal = Journal { state: State::Staging, written, removed: exchange.removed.clone() };
    let places: Vec<PathBuf> = exchange.written.iter().map(|(path, _)| folder.join(path)).collect();
    let run: Vec<Box<dyn Fn()>> = vec![
        Box::new(|| write_waiting(&folder.join(JOURNAL), "{").unwrap()),
        Box::new(|| journal.note(folder).unwrap()),
        Box::new(|| write_waiting(&places[0], "ne").unwrap()),
        Box::new(|| exchange.stage(folder, &mut noted(folder)).unwrap()),
        Box::new(|| fs::rename(waiting(&places[0]), &places[0]).unwrap()),
        Box::new(|| fs::rename(waiting(&places[1]), &places[1]).unwrap()),
        Box::new(|| fs::remove_file(folder.join("a/gone.md")).unwrap()),
    ];
    run.iter().take(steps).for_each(|step| step());
}

fn noted(folder: &Path) -> Journal {
    Journal::read(folder).unwrap().expect("an earlier step noted it")
}

#[test]
fn wherever_a_run_is_killed_the_next_finds_all_old_or_all_new() {
    for steps in 0..=7 {
        let folder = before();
        killed_after(steps, folder.path());
        let replacing = steps >= 4;
        assert_eq!(mixed(folder.path()).unwrap(), replacing, "{steps}");
        settle(folder.path(), &Lock::of(folder.path()).unwrap()).unwrap();
        assert_eq!(contents(folder.path()), if replacing { new() } else { old() }, "{steps}");
        assert!(!mixed(folder.path()).unwrap());
    }
}

#[test]
fn an_exchange_writes_removes_and_leaves_nothing_else() {
    let folder = before();
    exchange("new").carry_out(folder.path(), &Lock::of(folder.path()).unwrap()).unwrap();
    assert_eq!(contents(folder.path()), new());
}

#[test]
fn what_can_not_be_written_changes_nothing_and_is_named_by_its_own_name() {
    let folder = before();
    let mut exchange = exchange("new");
    exchange.written.push(("a/one.md/three.md".into(), "new".into()));
    let error = exchange.carry_out(folder.path(), &Lock::of(folder.path()).unwrap()).unwrap_err().to_string();
    assert!(error.contains("a/one.md/three.md: ") && !error.contains(".wellposed"), "{error}");
    assert_eq!(contents(folder.path()), old());
}

#[test]
fn a_rename_that_fails_is_said_to_leave_a_mixture_and_is_completed_later() {
    let folder = before();
    fs::remove_file(folder.path().join("a/two.md")).unwrap();
    fs::create_dir_all(folder.path().join("a/two.md/full")).unwrap();
    let lock = Lock::of(folder.path()).unwrap();
    let error = exchange("new").carry_out(folder.path(), &lock).unwrap_err().to_string();
    assert!(error.contains("a/two.md: ") && error.contains("some files are old and some new"), "{error}");
    assert!(mixed(folder.path()).unwrap());
    fs::remove_dir_all(folder.path().join("a/two.md")).unwrap();
    settle(folder.path(), &lock).unwrap();
    assert_eq!(contents(folder.path()), new());
}

#[test]
fn a_note_that_leads_out_of_the_folder_is_refused() {
    let folder = before();
    let lock = Lock::of(folder.path()).unwrap();
    let outside = folder.path().join("a/one.md");
    for path in ["../a/one.md", outside.to_str().unwrap()] {
        let note = serde_json::json!({ "state": "replacing", "written": [], "removed": [path] });
        fs::create_dir_all(folder.path().join("b")).unwrap();
        fs::write(folder.path().join("b").join(JOURNAL), note.to_string()).unwrap();
        let error = settle(&folder.path().join("b"), &lock).unwrap_err().to_string();
        assert!(error.ends_with("is no note of an earlier run; remove it"), "{error}");
    }
    assert_eq!(contents(folder.path()), old());
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_mode_and_a_new_one_gets_that_of_the_mask() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = before();
    let mode = |name: &str| fs::metadata(folder.path().join("a").join(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(folder.path().join("a/one.md"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::remove_file(folder.path().join("a/two.md")).unwrap();
    fs::write(folder.path().join("a/masked"), "").unwrap();
    exchange("new").carry_out(folder.path(), &Lock::of(folder.path()).unwrap()).unwrap();
    assert_eq!((mode("one.md"), mode("two.md")), (0o640, mode("masked")));
}
