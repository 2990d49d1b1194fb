//! Does every call end with status 0, 1 or 2, and with one line on standard error exactly when it is 2?
//!
//! A call is ended after [`SECONDS`] and gets [`KILOBYTES`] of address space, so that a hang and a flood of memory are failures too.

mod edits;
mod own_data;
mod project;
mod words;

use std::fmt::Debug;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

/// The longest honest call here takes a tenth of a second.
const SECONDS: u32 = 20;
/// Two gibibytes.
const KILOBYTES: u32 = 2 << 20;
/// A line on standard error is made for a person: `wellposed: ` and at most 300 characters.
const LONGEST_LINE: usize = 311;
/// Of a refusal of data: ten faults and ten columns that are left out, two lines each, one above and one below.
const MOST_LINES: usize = 42;

/// Of notes beside results: ten columns with what is said of each.
const LONGEST_NOTE: usize = 1000;

/// Draws `usual` cases (or as many as the environment says), the same ones in each run, and checks each.
fn check<S: Strategy>(usual: u32, seed: u64, cases: &S, check: impl Fn(S::Value) -> Result<(), String>)
where
    S::Value: Debug,
{
    let asked = std::env::var("WELLPOSED_FUZZ_CASES").ok().map(|text| text.parse().expect("a number of cases"));
    let config = Config {
        cases: asked.unwrap_or(usual),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    };
    let run = TestRunner::new(config).run(cases, |case| check(case).map_err(TestCaseError::fail));
    if let Err(failure) = run {
        panic!("{failure}");
    }
}

/// Calls the program in a folder, with `input` on its standard input.
fn call(folder: &Path, arguments: &[String], input: &[u8]) -> Output {
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {KILOBYTES}; exec timeout -s KILL {SECONDS} \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_wellposed"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CARGO_MANIFEST_DIR")
        .env("RAYON_NUM_THREADS", "2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sh starts");
    // Whoever does not read its input closes the pipe: no fault.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the call ends")
}

/// What is wrong with the manner in which a call ended; its status and standard output where nothing is.
fn manners(said: &Output) -> Result<(i32, String), String> {
    manners_of(said, false)
}

/// The same of a call that may have notes on standard error beside its results.
fn manners_of(said: &Output, noted: bool) -> Result<(i32, String), String> {
    let fault = String::from_utf8(said.stderr.clone()).map_err(|_| "standard error is no UTF-8".to_owned())?;
    let output = String::from_utf8(said.stdout.clone()).map_err(|_| "standard output is no UTF-8".to_owned())?;
    let broken = |what: &str| Err(format!("{what}; {:?}; standard error: {fault}", said.status));
    let controls = |text: &str| text.chars().any(|letter| letter.is_control() && letter != '\n');
    let Some(status) = said.status.code().filter(|status| (0..=2).contains(status)) else {
        return broken("a signal, a time-out or a strange status");
    };
    // A table that was normalized holds what its cells held.
    if controls(&fault) || (controls(&output) && !noted) {
        return broken("control characters on the terminal");
    }
    if status < 2 {
        let notes = |line: &str| line.starts_with("wellposed: ") && line.chars().count() <= LONGEST_NOTE;
        let are_notes = noted && fault.lines().all(notes) && fault.lines().count() <= MOST_LINES;
        return if fault.is_empty() || are_notes {
            Ok((status, output))
        } else {
            broken("words on standard error without a fault")
        };
    }
    let lines = fault.lines().count();
    let length = fault.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    // What has to be settled in a file of data has a line for each thing.
    let of_data =
        fault.starts_with("wellposed: --data: ") || fault.lines().next().is_some_and(|line| line.ends_with(" read)"));
    let most = if of_data { MOST_LINES } else { 1 };
    if !(1..=most).contains(&lines) || !fault.starts_with("wellposed: ") || length > LONGEST_LINE {
        return broken(&format!("{lines} lines, {length} characters on standard error"));
    }
    if fault.contains("internal error") || fault.contains("panicked") {
        return broken("a fault of the program itself");
    }
    if output.is_empty() { Ok((status, output)) } else { broken("results beside a fault") }
}

/// Copies a folder of plain files and folders.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

#[test]
fn bad_manners_are_noticed() {
    let said = |script: &str| Command::new("sh").args(["-c", script]).output().unwrap();
    assert_eq!(manners(&said("echo yes")), Ok((0, "yes\n".to_owned())));
    assert_eq!(manners(&said("echo 'wellposed: no such file' >&2; exit 2")), Ok((2, String::new())));
    for script in [
        "kill -9 $$",
        "exit 3",
        "exit 2",
        "echo word >&2",
        "printf 'wellposed: a\\nb\\n' >&2; exit 2",
        "printf 'wellposed: \\033[2J\\n' >&2; exit 2",
        "printf '\\033[2J'",
        "printf '\\377'",
        "echo 'wellposed: internal error at x' >&2; exit 2",
        "echo 1; echo 'wellposed: a' >&2; exit 2",
        "printf 'wellposed: %0400d\\n' 7 >&2; exit 2",
        "(echo 'wellposed: --data: a'; seq 42) >&2; exit 2",
    ] {
        assert!(manners(&said(script)).is_err(), "{script}");
    }
}
