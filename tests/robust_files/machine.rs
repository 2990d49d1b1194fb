//! A machine without threads, or with the smallest of stacks: the command works, or says in one line that it can't.

use super::*;

#[test]
fn a_tiny_stack_of_the_shell_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    for kilobytes in [64, 128, 256, 8192] {
        for arguments in [vec!["list"], vec!["run", EXPERIMENT]] {
            let said = ended(limited(folder.path(), &format!("ulimit -s {kilobytes}"), &arguments));
            assert_eq!((said.status, said.fault.as_str()), (0, ""), "{kilobytes}: {said:?}");
        }
        let said = ended(limited(folder.path(), &format!("ulimit -s {kilobytes}"), &["lists"]));
        assert!(one_line(said).starts_with("unrecognized subcommand"), "{kilobytes}");
    }
}

#[test]
fn any_number_of_threads_may_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let output = done(folder.path(), &["run", EXPERIMENT]);
    for number in ["1", "0", "100000", "18446744073709551616", "-1", "many"] {
        let mut command = limited(folder.path(), "ulimit -v 16000000", &["run", EXPERIMENT]);
        command.env("RAYON_NUM_THREADS", number);
        let said = ended(command);
        assert_eq!((said.status, said.fault.as_str(), said.output.as_str()), (0, "", output.as_str()), "{number}");
    }
}

/// Address space for so many stacks and no more: from none at all on, the threads that there are do the work.
#[test]
fn without_room_for_its_threads_a_command_does_with_one_or_says_that_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut said_none = 0;
    for kilobytes in (10_000..200_000).step_by(3_000) {
        let mut command = limited(folder.path(), &format!("ulimit -v {kilobytes}"), &["list"]);
        command.env("RAYON_NUM_THREADS", "64");
        let output = watched(command);
        let fault = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => assert_eq!(fault, "", "{kilobytes}"),
            Some(2) if fault.starts_with("wellposed: no thread could be started: ") => {
                assert_eq!((fault.lines().count(), output.stdout.len()), (1, 0), "{fault}");
                said_none += 1;
            }
            // The system could not even load the program.
            _ => assert!(!fault.contains("panicked"), "{kilobytes}: {fault}"),
        }
    }
    assert!(said_none > 0, "the limit never left room for the program alone");
    let plenty = ended(limited(folder.path(), "ulimit -v 1000000", &["list"]));
    assert_eq!((plenty.status, plenty.fault.as_str()), (0, ""));
}
