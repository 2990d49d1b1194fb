//! Does `wellposed normalize` keep its promises? The same numbers as in memory, whatever the shape of the file; a refusal that says all; nothing half written.
//!
//! | file | answers |
//! |---|---|
//! | `fit` | Which numbers are learned, of which columns? |
//! | `apply` | What is written, and what stays as it was? |
//! | `refused` | Which tables are refused, and with which words? |
//! | `stored` | Which files are scalers, and what does Python make of them? |
//! | `drifted` | What is said of data that have moved since training? |
//! | `written` | Which files are replaced, and which are left alone? |

mod apply;
#[path = "../support/calls.rs"]
mod calls;
mod drifted;
mod fit;
mod refused;
mod stored;
mod written;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use calls::Said;
use tempfile::TempDir;
use wellposed::scaler::Scaler;

/// What the program said, called in this folder with this on its standard input.
fn given(folder: &Path, words: &str, input: &[u8]) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wellposed"))
        .arg("normalize")
        .args(words.split(' '))
        .current_dir(folder)
        .env_remove("CARGO_MANIFEST_DIR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A reader that has seen enough closes the pipe.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the call ends").into()
}

fn call(folder: &Path, words: &str) -> Said {
    given(folder, words, b"")
}

/// The results of a call that must succeed, and the notes beside them.
fn done(folder: &Path, words: &str) -> (String, String) {
    let said = call(folder, words);
    assert_eq!(said.status, 0, "{said:?}");
    (said.output, said.fault)
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    folder
}

fn scaler(folder: &Path, file: &str) -> Scaler {
    Scaler::from_json(&fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

/// The names of the files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

/// A bundled set as a table, with every digit.
fn wine() -> String {
    let set = wellposed::data::wine();
    let mut text = set.feature_names.iter().map(|name| format!("\"{name}\",")).collect::<String>() + "class\n";
    for (row, class) in set.features.rows().into_iter().zip(&set.target) {
        row.iter().for_each(|value| write!(text, "{value:?},").unwrap());
        writeln!(text, "{class:?}").unwrap();
    }
    text
}
