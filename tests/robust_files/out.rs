//! `run … --out DIR` writes its own files there, whole, and neither reads nor changes any other.

use super::*;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;

fn run(folder: &Path, seed: u32) -> Said {
    call(folder, &["run", EXPERIMENT, "--seed", &seed.to_string(), "--out", "out"])
}

fn mode(place: &Path) -> u32 {
    fs::metadata(place).unwrap().permissions().mode() & 0o777
}

/// Endless, blocking and unreadable neighbors are not looked at, and stay.
#[test]
fn other_files_of_the_folder_are_neither_read_nor_changed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir_all(out.join(CHAPTER)).unwrap();
    for (name, kind) in [("pipe.csv", Kind::Pipe), ("endless.md", Kind::Link("/dev/zero")), ("huge.csv", Kind::Huge)] {
        replace(&out.join(name), kind);
        replace(&out.join(CHAPTER).join(name), kind);
    }
    fs::write(out.join("mine.md"), "do not edit").unwrap();
    let before = contents(&out);
    assert_eq!(run(folder.path(), 1).status, 0);
    let after = contents(&out);
    assert!(before.iter().all(|file| after.contains(file)), "{before:?}");
    let sums = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    assert_eq!(sums.lines().count(), after.len() - before.len() - 1, "{sums}");
    assert!(sums.lines().all(|line| line.contains(&format!("  {EXPERIMENT}."))), "{sums}");
}

#[test]
fn a_list_of_sums_of_other_files_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let foreign = format!("{}  holiday.jpg\n", "0".repeat(64));
    fs::write(out.join("SHA256SUMS"), &foreign).unwrap();
    let line = one_line(run(folder.path(), 1));
    assert!(line.starts_with("--out: out/SHA256SUMS: line 1 is not of this program"), "{line}");
    assert_eq!(contents(&out), [("SHA256SUMS".to_owned(), Some(foreign.into_bytes()))]);
    for kind in [Kind::Pipe, Kind::Link("/dev/zero"), Kind::Huge] {
        replace(&out.join("SHA256SUMS"), kind);
        assert!(one_line(run(folder.path(), 1)).starts_with("--out: out/SHA256SUMS: "));
    }
    // Our own list of another run goes on.
    fs::write(out.join("SHA256SUMS"), format!("{}  other/experiment.csv\n", "0".repeat(64))).unwrap();
    assert_eq!(run(folder.path(), 1).status, 0);
    assert!(fs::read_to_string(out.join("SHA256SUMS")).unwrap().contains("  other/experiment.csv\n"));
}

#[test]
fn a_file_gets_the_mode_of_the_mask_and_keeps_the_one_that_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let masked = |seed: &str| {
        let arguments = ["run", EXPERIMENT, "--seed", seed, "--out", "out"];
        assert_eq!(ended(limited(folder.path(), "umask 027", &arguments)).status, 0);
    };
    masked("1");
    let [page, table] = ["md", "csv"].map(|kind| folder.path().join("out").join(EXPERIMENT).with_extension(kind));
    assert_eq!((mode(&page), mode(&table), mode(&folder.path().join("out/SHA256SUMS"))), (0o640, 0o640, 0o640));
    assert_eq!(mode(&folder.path().join("out").join(CHAPTER)), 0o750);
    fs::set_permissions(&page, fs::Permissions::from_mode(0o604)).unwrap();
    let old = fs::read(&page).unwrap();
    masked("2");
    assert_ne!(fs::read(&page).unwrap(), old);
    assert_eq!((mode(&page), mode(&table)), (0o604, 0o640));
}

#[test]
fn a_place_where_nothing_can_be_written_is_named_as_the_user_named_it() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    fs::write(place("file"), "").unwrap();
    symlink("nowhere", place("dangling")).unwrap();
    fs::create_dir_all(place("taken").join(format!("{EXPERIMENT}.csv"))).unwrap();
    fs::create_dir(place("crossed")).unwrap();
    fs::write(place("crossed").join(CHAPTER), "").unwrap();
    let long = "x".repeat(5000);
    let (dangling, named) = ("dangling/deep", &long[..30]);
    for (out, words) in [
        ("file", "--out: file"),
        ("file/deep", "--out: file/deep: "),
        (dangling, "--out: dangling/deep: "),
        ("taken", "lecture_example.csv: is a folder, not a regular file"),
        ("crossed", "--out: crossed/two_sided_differences"),
        (&long, named),
        ("/proc/none", "--out: /proc/none: "),
    ] {
        let line = fault(folder.path(), &["run", EXPERIMENT, "--out", out]);
        assert!(line.contains(words), "{line}");
    }
    assert!(!place("nowhere").exists());
}

#[test]
fn honest_links_and_names_of_any_bytes_are_written_to() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("real")).unwrap();
    symlink("real", folder.path().join("out")).unwrap();
    assert_eq!(run(folder.path(), 1).status, 0);
    assert!(folder.path().join("real").join(EXPERIMENT).with_extension("csv").is_file());
    let name = OsStr::from_bytes(b"\xff \n'$(x)");
    let mut command = limited(folder.path(), "ulimit -v 2000000", &["run", EXPERIMENT, "--out"]);
    command.arg(name);
    assert_eq!(ended(command).status, 0);
    assert!(folder.path().join(name).join(EXPERIMENT).with_extension("csv").is_file());
}

#[test]
fn a_folder_that_may_only_be_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(out.join("probe"), "").is_ok() {
        eprintln!("the superuser writes everywhere: not tried");
        return;
    }
    assert!(one_line(run(folder.path(), 1)).starts_with("--out: out: Permission denied"));
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run(folder.path(), 1).status, 0);
}

/// No file may have more than so many blocks of 512 bytes: the disk is full in the middle of a file.
#[test]
fn a_full_disk_leaves_the_old_reports_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    assert_eq!(run(folder.path(), 1).status, 0);
    let before = contents(&out);
    let arguments = ["run", EXPERIMENT, "--seed", "2", "--out", "out"];
    let line = one_line(ended(limited(folder.path(), "trap '' XFSZ; ulimit -f 2", &arguments)));
    assert!(line.starts_with(&format!("--out: out/{EXPERIMENT}.")), "{line}");
    assert_eq!(contents(&out), before);
    assert_eq!(run(folder.path(), 2).status, 0);
    assert_ne!(contents(&out), before);
}
