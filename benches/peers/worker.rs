//! How is a Python peer asked? A process of its own, lines of JSON, and arrays as raw files; see `worker.py` for the other side.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use super::comparisons::Numbers;
use super::tables;

/// Python with the peers' libraries.
pub(crate) struct Environment {
    python: PathBuf,
}

impl Environment {
    /// The virtual environment `target/peers`, made anew if `requirements.txt` is not the one that it was made from.
    pub(crate) fn make() -> Self {
        let folder = tables::target().join("peers");
        let (python, stamp) = (folder.join("bin").join("python"), folder.join("requirements.txt"));
        let requirements = scripts().join("requirements.txt");
        let same = |a: &Path, b: &Path| matches!((std::fs::read(a), std::fs::read(b)), (Ok(a), Ok(b)) if a == b);
        if !same(&stamp, &requirements) {
            eprintln!("making {} with the packages of {}", folder.display(), requirements.display());
            finish(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
            finish(Command::new(&python).args(["-m", "pip", "install", "--quiet", "-r"]).arg(&requirements));
            std::fs::copy(&requirements, &stamp).unwrap_or_else(|error| stop(&stamp, &error));
        }
        Environment { python }
    }
}

/// The folder of the Python files.
fn scripts() -> PathBuf {
    tables::root().join("benches").join("peers")
}

/// Runs a command to its end, or stops here.
fn finish(command: &mut Command) {
    match command.status() {
        Ok(status) if status.success() => {}
        Ok(status) => stop(Path::new(command.get_program()), &status),
        Err(error) => stop(Path::new(command.get_program()), &error),
    }
}

fn stop(what: &Path, why: &dyn std::fmt::Display) -> ! {
    eprintln!("{}: {why}; the peers need Python 3.11 or newer with venv and pip", what.display());
    std::process::exit(2)
}

/// A peer at work.
pub(crate) struct Worker {
    process: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    folder: tempfile::TempDir,
    /// Its packages.
    pub(crate) versions: BTreeMap<String, String>,
}

impl Worker {
    /// Starts the peer with its task and arrays.
    pub(crate) fn start(environment: &Environment, peer: &str, task: &Value, arrays: &[(&str, Numbers)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: String, bytes: Vec<u8>| {
            std::fs::write(folder.path().join(&name), bytes).unwrap_or_else(|error| stop(Path::new(&name), &error));
        };
        let mut shapes = serde_json::Map::new();
        for (name, numbers) in arrays {
            match numbers {
                Numbers::Real(matrix) => {
                    write(format!("{name}.f64"), matrix.iter().flat_map(|x| x.to_le_bytes()).collect());
                    shapes.insert((*name).to_owned(), matrix.shape().into());
                }
                Numbers::Whole(values) => {
                    write(format!("{name}.i64"), values.iter().flat_map(|&x| (x as i64).to_le_bytes()).collect());
                    shapes.insert((*name).to_owned(), vec![values.len()].into());
                }
            }
        }
        let mut task = task.clone();
        task["shapes"] = shapes.into();
        write("task.json".to_owned(), task.to_string().into_bytes());
        let mut process = Command::new(&environment.python)
            .arg(scripts().join("worker.py"))
            .arg(peer)
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| stop(&environment.python, &error));
        let commands = process.stdin.take().expect("piped");
        let answers = BufReader::new(process.stdout.take().expect("piped"));
        let mut worker = Worker { process, commands, answers, folder, versions: BTreeMap::new() };
        let ready = worker.answer();
        let entries = ready["ready"].as_object().into_iter().flatten();
        worker.versions =
            entries.map(|(package, version)| (package.clone(), version.as_str().unwrap_or("?").to_owned())).collect();
        worker
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(count) if count > 0 => serde_json::from_str(&line).expect("a line of JSON"),
            _ => stop(Path::new("worker.py"), &"the worker ended"),
        }
    }

    fn ask(&mut self, command: &str) -> Value {
        writeln!(self.commands, "{command}").unwrap_or_else(|error| stop(Path::new("worker.py"), &error));
        self.answer()
    }

    /// Does the work once; the seconds of one repetition.
    pub(crate) fn run(&mut self) -> f64 {
        self.ask("run")["seconds"].as_f64().expect("seconds")
    }

    /// The result of the last run.
    pub(crate) fn result(&mut self) -> Vec<f64> {
        self.ask("result");
        let bytes = std::fs::read(self.folder.path().join("result.f64")).expect("the result");
        bytes.as_chunks::<8>().0.iter().map(|&bytes| f64::from_le_bytes(bytes)).collect()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It ends at "quit"; if it ended before, that is as well.
        let _ = writeln!(self.commands, "quit");
        let _ = self.process.wait();
    }
}
