//! Do the words of the command line do what the help says?

use std::path::Path;
use std::process::Command;

use crate::calls::Said;
use crate::programs::call;

fn here(words: &[&str]) -> Said {
    call(Path::new("."), words)
}

#[test]
fn help_protocol_and_clients_are_printed() {
    assert!(here(&["--help"]).done().contains("Usage: wellposed-check [OPTIONS] -- COMMAND…"));
    assert_eq!(here(&["--version"]).done(), format!("wellposed-check {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(here(&["--protocol"]).done(), wellposed_check::PROTOCOL);
    assert_eq!(here(&["--client", "python"]).done(), wellposed_check::PYTHON);
    assert_eq!(here(&["--client", "cpp"]).done(), wellposed_check::CPP);
}

#[test]
fn faults_are_one_line_with_status_2() {
    for (words, line) in [
        (&["--tolerance", "2", "--", "true"][..], "--tolerance is `2`; it must be above 0 and below 1"),
        (&[], "no program is given: [OPTIONS] -- COMMAND…, such as `-- python3 my_network.py`"),
        (&["--", "./no_such_program"], "`./no_such_program` cannot be started: No such file or directory (os error 2)"),
    ] {
        assert_eq!(here(words).faulty(), line);
    }
    let long = "x".repeat(5000);
    assert!(here(&["--", &format!("./{long}\u{1b}[2J")]).faulty().chars().count() <= 300);
}

/// The conversation in the protocol's document, with the program that it is about: answers are those of the document, and so is the loss.
#[test]
fn the_conversation_in_the_protocol_is_true() {
    let lines = wellposed_check::PROTOCOL.lines();
    let after =
        |kind: &str| lines.clone().filter_map(move |line| line.strip_prefix(kind)).map(str::trim).collect::<Vec<_>>();
    let (questions, answers) = (after("question   "), after("answer     "));
    assert_eq!((questions.len(), answers.len()), (3, 3));
    let json = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON");
    // (w₀w₁ − 3)², whose derivatives are 2(w₀w₁ − 3)(w₁, w₀).
    let loss = |w: [f64; 2]| (w[0] * w[1] - 3.0) * (w[0] * w[1] - 3.0);
    let losses = [loss([0.5, -2.0]), loss([0.5, -1.99]), loss([0.5, -2.01])];
    let told: Vec<f64> =
        json(answers[1])["losses"].as_array().expect("a list").iter().filter_map(|x| x.as_f64()).collect();
    assert!(told.iter().zip(losses).all(|(told, loss)| (told - loss).abs() < 1e-12), "{told:?} {losses:?}");
    assert_eq!(json(answers[2])["gradient"], serde_json::json!([16.0, -4.0]));
    for (question, answer) in questions.iter().zip(answers) {
        assert_eq!(json(question)["question"], json(answer)["answer"]);
    }
}

#[test]
fn a_full_disk_is_a_fault_and_a_closed_pipe_is_none() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_wellposed-check"));
    let full = std::fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    let said = Said::from(
        command.arg("--help").stdout(full).stderr(std::process::Stdio::piped()).output().expect("it starts"),
    );
    assert!(said.status == 2 && said.fault.starts_with("wellposed-check: standard output: "), "{said:?}");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let child = command.stdout(writer).stderr(std::process::Stdio::piped()).spawn().expect("it starts");
    let said = Said::from(child.wait_with_output().expect("it ends"));
    assert_eq!((said.status, said.fault.as_str()), (0, ""));
}
