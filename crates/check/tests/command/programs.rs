//! How is a program made and checked? A folder with the Python client and a few lines, and the command in it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::calls::Said;

/// Whether a command is there; if not, says that the test is skipped.
pub(crate) fn there_is(command: &str) -> bool {
    let version = Command::new(command).arg("--version").stdin(Stdio::null()).output();
    let there = version.is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: there is no {command}");
    }
    there
}

/// A folder with the Python client and a program.
pub(crate) fn folder(program: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("wellposed.py"), wellposed_check::PYTHON).expect("the client is written");
    fs::write(folder.path().join("program.py"), program).expect("the program is written");
    folder
}

/// What the command says with these words in a folder.
pub(crate) fn call(folder: &Path, words: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wellposed-check"));
    command.args(words).current_dir(folder).stdin(Stdio::null()).output().expect("the command starts").into()
}

/// What it says of a program with these options.
pub(crate) fn said(program: &str, options: &[&str]) -> Said {
    call(folder(program).path(), &[options, &["--", "python3", "program.py"]].concat())
}

/// The last line on standard error of a check that could not be made.
pub(crate) fn fault(program: &str, options: &[&str]) -> String {
    let said = said(program, options);
    assert_eq!((said.status, said.output.as_str()), (2, ""), "{said:?}");
    let line = said.fault.lines().last().and_then(|line| line.strip_prefix("wellposed-check: "));
    line.unwrap_or_else(|| panic!("the command names itself: {said:?}")).to_owned()
}

/// A program that speaks the protocol by itself. It checks w₀² + 3w₁ at (0.5, −2); `before` stands before its loop, `within` before each answer, where `answer` can be changed.
pub(crate) fn by_hand(before: &str, within: &str) -> String {
    let within: String = within.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "import json, math, os, signal, sys, time
start = [0.5, -2.0]
def moved(run):
    point = list(start)
    point[run[0]:run[0] + len(run[1])] = run[1]
    return point
def loss(w):
    return w[0] * w[0] + 3.0 * w[1]
def gradient(w):
    return [2.0 * w[0], 3.0]
{before}
for line in sys.stdin:
    question = json.loads(line)
    ask = question['ask']
    answer = {{'answer': question['question']}}
    if ask == 'hello':
        answer.update(protocol=1, parameters=start, blocks=[{{'name': 'w', 'shape': [2]}}])
    if ask == 'losses':
        answer.update(losses=[loss(moved(run)) for run in question['runs']])
    if ask == 'gradient':
        answer.update(loss=loss(moved(question['run'])), gradient=gradient(moved(question['run'])))
{within}    print(json.dumps(answer), flush=True)
"
    )
}
