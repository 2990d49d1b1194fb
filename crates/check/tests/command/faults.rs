//! Does a program that dies, hangs, prints noise or answers something else get one clear line and status 2?

use std::fs;
use std::time::{Duration, Instant};

use crate::programs::{by_hand, call, fault, folder, said, there_is};

#[test]
fn a_program_without_a_fault_passes() {
    if there_is("python3") {
        let said = said(&by_hand("", ""), &[]);
        assert_eq!((said.status, said.fault.as_str()), (0, ""), "{said:?}");
        assert_eq!(said_status(&by_hand("gradient = lambda w: [2.0 * w[0], 3.1]", "")), 1, "and a wrong one fails");
    }
}

fn said_status(program: &str) -> i32 {
    said(program, &[]).status
}

#[test]
fn a_program_that_dies_is_told_of_with_its_last_words() {
    if !there_is("python3") {
        return;
    }
    let told = |before: &str, within: &str| fault(&by_hand(before, within), &[]);
    assert_eq!(told("sys.exit(0)", ""), "the program ended before it answered (its hello)");
    assert_eq!(
        told("sys.exit('no data')", ""),
        "the program ended (exit status: 1) before it answered (its hello); its last words: no data"
    );
    let line = told("import no_such_module", "");
    assert!(line.ends_with("; its last words: ModuleNotFoundError: No module named 'no_such_module'"), "{line}");
    let line = told("", "if ask == 'losses': raise ValueError('too many')");
    assert!(line.contains("before it answered (a loss)") && line.ends_with("ValueError: too many"), "{line}");
    let line = told("", "if ask == 'gradient': os.kill(os.getpid(), signal.SIGKILL)");
    assert!(line.contains("signal: 9") && line.contains("(a gradient)"), "{line}");
    let line = told("", "if ask == 'losses':\n    os.close(1)\n    time.sleep(60)");
    assert!(line.contains("closed its output"), "{line}");
}

#[test]
fn a_program_that_hangs_is_ended_after_its_time() {
    if !there_is("python3") {
        return;
    }
    for (before, within) in [
        ("time.sleep(60)", ""),
        ("", "if ask == 'losses': time.sleep(60)"),
        // One that prints for ever, but no answer.
        ("", "while ask == 'gradient': print('working', flush=True)"),
    ] {
        let folder = folder(&by_hand(&format!("open('pid', 'w').write(str(os.getpid()))\n{before}"), within));
        // Long enough for Python to begin on a busy machine.
        let began = Instant::now();
        let said = call(folder.path(), &["--timeout", "3", "--", "python3", "program.py"]);
        assert!(began.elapsed() < Duration::from_secs(30), "{said:?}");
        let line = said.fault.lines().last().unwrap_or_default();
        assert!(said.status == 2 && said.output.is_empty(), "{line}");
        assert!(line.contains("did not answer within 3 s (") && line.contains("--timeout SECONDS"), "{line}");
        let process = fs::read_to_string(folder.path().join("pid")).expect("it began");
        assert!(!cfg!(target_os = "linux") || !fs::exists(format!("/proc/{process}")).expect("/proc"), "it was ended");
    }
    // One that takes its time, but less than it has.
    let slow = said(&by_hand("time.sleep(0.3)", "if ask == 'gradient': time.sleep(0.2)"), &["--timeout", "20"]);
    assert_eq!(slow.status, 0, "{slow:?}");
}

#[test]
fn noise_is_passed_on_and_what_is_nearly_an_answer_is_refused() {
    if !there_is("python3") {
        return;
    }
    let noisy = said(&by_hand("print('reading data')\nprint('{\"epoch\": 1}')", "print('step', ask)"), &[]);
    assert_eq!(noisy.status, 0, "{noisy:?}");
    for line in ["reading data\n", "{\"epoch\": 1}\n", "step hello\n", "step losses\n", "step gradient\n"] {
        assert!(noisy.fault.contains(line), "{noisy:?}");
    }
    assert!(!noisy.output.contains("step loss"), "{noisy:?}");
    let line = fault(&by_hand("", "print('step', ask, end='')"), &[]);
    assert!(line.contains("(its hello)") && line.ends_with("; an answer stands on a line of its own"), "{line}");
    // The client keeps standard output for the answers, whatever else is printed there.
    let client = "import wellposed\nprint('reading data', end='')\n\ndef loss(x):\n    print('loss', end='')\n    return x[0] ** 2\n\n\
                  wellposed.serve(wellposed.functions(loss, lambda x: [2 * x[0]], [0.7]))\n";
    let quiet = said(client, &[]);
    assert!(quiet.status == 0 && quiet.fault.contains("lossloss"), "{quiet:?}");
}

#[test]
fn answers_of_the_wrong_form_are_named() {
    if !there_is("python3") {
        return;
    }
    for (within, line) in [
        (
            "if ask == 'gradient': answer['gradient'].pop()",
            "(a gradient): the gradient has 1 entries, but there are 2 parameters",
        ),
        ("if ask == 'gradient': del answer['loss']", "(a gradient): it has no \"loss\""),
        ("if ask == 'losses': answer['losses'].append(1.0)", "(a loss): it has 2 losses for 1 points"),
        (
            "if ask == 'losses': answer['losses'] = 'none'",
            "(a loss): `none` stands where 16 hexadecimal digits for each number should stand",
        ),
        (
            "if ask == 'losses': answer['losses'] = [None, 'x'][1:]",
            "(a loss): `\"x\"` stands where a number should stand",
        ),
        ("if ask == 'hello': del answer['protocol']", "(its hello): it has no \"protocol\": 1"),
        (
            "if ask == 'hello': answer['blocks'][0]['shape'] = [3]",
            "(its hello): its blocks up to `w` hold more numbers than the 2 parameters",
        ),
        ("answer['answer'] += 1", "(its hello): it answers question 2, not question 1"),
    ] {
        let told = fault(&by_hand("", within), &[]);
        assert!(told.starts_with("the program's answer can't be used ") && told.ends_with(line), "{told}");
    }
    let not_json =
        fault(&by_hand("", "if ask == 'losses':\n    print('{\"answer\": 2, \"losses\": [0.5,', flush=True)"), &[]);
    assert!(not_json.contains("is no JSON (EOF"), "{not_json}");
    let refused =
        fault(&by_hand("", "if ask == 'gradient': answer = {'answer': answer['answer'], 'error': 'no\\ntensor'}"), &[]);
    assert_eq!(refused, "the program could not answer (a gradient): no tensor");
}

#[test]
fn what_the_client_finds_wrong_is_said_by_name() {
    if !there_is("python3") {
        return;
    }
    let network = |gradients: &str| {
        format!(
            "
import wellposed
forward = lambda X, Y, p: (p['W1'][0][0] * p['b1'][0] + p['W1'][0][1], None)
backward = lambda X, Y, cache: {gradients}
wellposed.serve(wellposed.network(forward, backward, None, None, {{'W1': [[2.0, 0.5]], 'b1': [3.0]}}))
"
        )
    };
    assert_eq!(said(&network("{'dW1': [[3.0, 1.0]], 'db1': [2.0]}"), &[]).status, 0);
    assert_eq!(said(&network("{'W1': [[3.0, 1.0]], 'b1': [2.0]}"), &[]).status, 0, "names without the d");
    let told = |gradients: &str| fault(&network(gradients), &[]);
    assert!(told("{'dW1': [[3.0, 1.0]]}").ends_with("there is no db1, only dW1'"));
    assert!(
        told("{'dW1': [[3.0], [1.0]], 'db1': [2.0]}")
            .ends_with("the gradient of W1 has the shape (2, 1), it should have (1, 2)")
    );
    assert!(told("{'dW1': [[3.0, 1.0]], 'db1': 1 / 0}").ends_with("ZeroDivisionError: division by zero"));
}

#[test]
fn copies_that_are_not_the_same_are_refused() {
    if !there_is("python3") {
        return;
    }
    let random = by_hand("start = [0.5, time.perf_counter() % 1.0 - 3.0]", "");
    assert!(fault(&random, &["--jobs", "2"]).starts_with("copy 2 of the program starts with another hello"));
    assert_eq!(said(&random, &[]).status, 0, "one of them alone is checked");
    assert!(
        fault(&by_hand("", ""), &["--freeze", "1"]).starts_with("--freeze: this program can't hold its random choices")
    );
}
