//! What if the files that a command meets are hostile, endless or in the way, or the machine gives nothing? Each call ends, soon, within
//! bounds of memory, and with one line if it can't do its work. Beside each stands an honest neighbor that must still work.
//!
//! The calls run with at most 2 GB of address space and a watch, so that what would eat the machine or hang fails here.
#![cfg(target_os = "linux")]

mod book;
mod book_files;
#[path = "../support/calls.rs"]
mod calls;
mod kill;
mod machine;
mod out;
mod verify;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use calls::Said;
use tempfile::TempDir;

/// An experiment that answers soon, and its chapter.
const EXPERIMENT: &str = "two_sided_differences/lecture_example";
const CHAPTER: &str = "two_sided_differences";

/// Kilobytes of address space: threads' stacks and the program itself take a part of it.
const MEMORY: u32 = 2_000_000;

/// A call that takes longer hangs; the slowest takes a second or two on an idle machine.
const LONGEST: Duration = Duration::from_secs(240);

/// A call through a shell that first sets limits.
fn limited(folder: &Path, limits: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_wellposed");
    command.args(["-c", &format!("{limits}; exec \"$0\" \"$@\""), program]).args(arguments);
    command.current_dir(folder).env_remove("CARGO_MANIFEST_DIR").env("RAYON_NUM_THREADS", "2").stdin(Stdio::null());
    command
}

/// What a call says that must end within the watch, and by no signal.
fn ended(command: Command) -> Said {
    watched(command).into()
}

/// What comes of a call that must end within the watch.
fn watched(mut command: Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
    let id = child.id();
    let started = Instant::now();
    let watched = std::thread::spawn(move || child.wait_with_output().expect("it ends"));
    while !watched.is_finished() {
        if started.elapsed() > LONGEST {
            let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
            panic!("{command:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    watched.join().expect("the output is read")
}

/// A call with bounded memory and time.
fn call(folder: &Path, arguments: &[&str]) -> Said {
    ended(limited(folder, &format!("ulimit -v {MEMORY}"), arguments))
}

/// A call that must do its work without a word on standard error.
fn done(folder: &Path, arguments: &[&str]) -> String {
    call(folder, arguments).done()
}

/// The one line of a call that must not.
fn fault(folder: &Path, arguments: &[&str]) -> String {
    one_line(call(folder, arguments))
}

/// The line of a fault, which names no file that only the program knows, and is never its own.
fn one_line(said: Said) -> String {
    let line = said.faulty();
    assert!(!line.contains("internal error") && !line.contains(".wellposed-"), "{line}");
    line
}

/// A project with a book of one page.
fn project() -> TempDir {
    let project = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| fs::write(project.path().join(file), text).unwrap();
    fs::create_dir_all(project.path().join("book/src")).unwrap();
    write("book/book.toml", "[book]\ntitle = \"x\"\n");
    write("book/src/SUMMARY.md", "# Summary\n\n[A](a.md)\n");
    write("book/src/a.md", "# A\n\nA page.\n");
    write("README.md", "A project.\n");
    project
}

/// Puts something else in the place of a file.
fn replace(place: &Path, kind: Kind) {
    let _ = fs::remove_file(place);
    match kind {
        Kind::Pipe => assert!(Command::new("mkfifo").arg(place).status().unwrap().success()),
        Kind::Link(target) => symlink(target, place).unwrap(),
        Kind::Folder => fs::create_dir(place).unwrap(),
        Kind::Huge => fs::File::create(place).unwrap().set_len(1 << 30).unwrap(),
    }
}

/// What is no honest file.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Pipe,
    Link(&'static str),
    Folder,
    /// A gigabyte of zeros that takes no room on the disk.
    Huge,
}

/// All files below a folder with their bytes, in order; what is no regular file has none.
fn contents(folder: &Path) -> Vec<(String, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(place) = folders.pop() {
        for entry in fs::read_dir(&place).unwrap().map(|entry| entry.unwrap()) {
            let (kind, path) = (entry.file_type().unwrap(), entry.path());
            if kind.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                let short = kind.is_file() && entry.metadata().unwrap().len() < 1 << 24;
                found.push((name, short.then(|| fs::read(&path).unwrap())));
            }
        }
    }
    found.sort();
    found
}
