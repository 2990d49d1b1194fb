//! Where may data come from? A file, a pipe, a named pipe, standard input; and a stream without an end is given up within bounded memory.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const TABLE: &str = "size,rooms,sold\n70,3,0\n85,3,1\n64,2,0\n120,4,1\n";
const EXPERIMENT: &str = "input_normalization/harm";

fn command(folder: &Path, data: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wellposed"));
    command.args(["run", EXPERIMENT, "--data", data, "--target", "sold"]).current_dir(folder);
    command.env_remove("CARGO_MANIFEST_DIR").stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
    command
}

/// The command with this text on standard input.
fn given(folder: &Path, data: &str, text: &[u8]) -> Output {
    let mut child = command(folder, data).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // A reader that has seen enough closes the pipe.
    let _ = input.write_all(text);
    drop(input);
    child.wait_with_output().unwrap()
}

/// What stands below the first line, which names the data, and the title, which does too.
fn below_the_title(output: &Output) -> String {
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let (title, table) = text.split_once("\n\nThe features of ").expect("an account and a table");
    assert_eq!(title.lines().count(), 1, "{title}");
    table.split_once('\n').unwrap().1.to_owned()
}

fn fault(output: &Output) -> String {
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), b"".as_slice()));
    let line = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(line.lines().count(), 1, "{line}");
    line.trim_end().to_owned()
}

#[test]
fn standard_input_is_read_like_a_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.csv"), TABLE).unwrap();
    let file = below_the_title(&command(folder.path(), "own.csv").output().unwrap());
    let input = given(folder.path(), "-", TABLE.as_bytes());
    assert!(
        String::from_utf8_lossy(&input.stdout)
            .starts_with("standard input: 4 rows, 2 features; target sold: 2 classes, 0 (2), 1 (2)\n")
    );
    assert_eq!(below_the_title(&input), file);
    // A file of that name is another thing.
    fs::write(folder.path().join("-"), TABLE.replace("70", "700")).unwrap();
    assert_eq!(below_the_title(&given(folder.path(), "-", TABLE.as_bytes())), file);
    assert_ne!(below_the_title(&command(folder.path(), "./-").output().unwrap()), file);
    let empty = fault(&command(folder.path(), "-").output().unwrap());
    assert!(empty.starts_with("wellposed: --data: standard input: the file is empty"), "{empty}");
}

#[test]
#[cfg(target_os = "linux")]
fn pipes_and_named_pipes_are_read_like_a_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.csv"), TABLE).unwrap();
    let file = below_the_title(&command(folder.path(), "own.csv").output().unwrap());
    // As `<(…)` and `cat own.csv |` name it.
    for pipe in ["/dev/stdin", "/proc/self/fd/0"] {
        assert_eq!(below_the_title(&given(folder.path(), pipe, TABLE.as_bytes())), file);
    }
    let fifo = folder.path().join("fifo.csv");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let child = command(folder.path(), "fifo.csv").spawn().unwrap();
    fs::write(&fifo, TABLE).unwrap();
    assert_eq!(below_the_title(&child.wait_with_output().unwrap()), file);
    let said = fault(&command(folder.path(), ".").output().unwrap());
    assert!(said.starts_with("wellposed: --data: .: the file cannot be read: "), "{said}");
}

/// With half a gigabyte of address space a reader that keeps an endless line does not get far.
#[test]
#[cfg(target_os = "linux")]
fn a_stream_without_an_end_is_given_up_in_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let limited = |shell: &str| {
        let program = env!("CARGO_BIN_EXE_wellposed");
        let script = format!("ulimit -v 524288; {shell} {program} run {EXPERIMENT} --target sold --data");
        move |data: &str| {
            let mut bash = Command::new("bash");
            bash.args(["-c", &format!("{script} {data}")])
                .env("RAYON_NUM_THREADS", "1")
                .env_remove("CARGO_MANIFEST_DIR");
            bash
        }
    };
    let run = limited("");
    let output = |command: &mut Command| command.current_dir(folder.path()).output().unwrap();
    assert!(fault(&output(&mut run("/dev/zero"))).contains("/dev/zero: the first line does not end within 16 MiB"));
    let line = "(printf 'size,sold\\n1,2\\n3,'; tr '\\0' 5 < /dev/zero) |";
    let said = fault(&output(&mut limited(line)("-")));
    assert!(
        said.ends_with("standard input: line 3: the example that starts here does not end within 16 MiB"),
        "{said}"
    );
    let blank = "(printf 'size,sold\\n1,2\\n3,4\\n'; yes '') |";
    assert!(fault(&output(&mut limited(blank)("-"))).contains("line 4: "));
    // An honest pipe has enough of the same memory.
    let honest = "(echo size,sold; seq 1 100000 | sed 's/$/,1/; s/7,1$/7,2/') |";
    assert!(below_the_title(&output(&mut limited(honest)("-"))).contains("size"));
    assert_eq!(output(&mut run("missing.csv")).status.code(), Some(2));
}
