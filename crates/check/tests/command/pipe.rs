//! Does a test in Python that starts the check itself pass, fail and stop as it should?

use std::process::{Command, Stdio};

use crate::programs::{folder, there_is};

/// What a Python program prints that has the checker at hand.
fn printed(program: &str) -> String {
    let folder = folder(program);
    let output = Command::new("python3")
        .arg("program.py")
        .current_dir(folder.path())
        .env("WELLPOSED_CHECK", env!("CARGO_BIN_EXE_wellposed-check"))
        .stdin(Stdio::null())
        .output()
        .expect("python3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn program(gradient: &str, options: &str) -> String {
    format!(
        "
import wellposed
def loss(x):
    print('loss', end='')
    return x[0] ** 2 * x[1]
gradient = lambda x: {gradient}
try:
    report = wellposed.check_gradient(wellposed.functions(loss, gradient, [0.7, 1.3]){options})
    print('\\npassed', report['verdict'], report['scope'])
except (AssertionError, RuntimeError) as failure:
    print('\\n' + type(failure).__name__, repr(failure.__cause__), failure)
"
    )
}

#[test]
fn a_right_gradient_returns_the_report_and_a_wrong_one_raises_its_text() {
    if !there_is("python3") {
        return;
    }
    let right = printed(&program("[2 * x[0] * x[1], x[0] ** 2]", ", sample=1"));
    assert!(right.starts_with("lossloss") && right.contains("\npassed pass {'sample': "), "{right}");
    let wrong = printed(&program("[2 * x[0] * x[1], x[1] ** 2]", ""));
    assert!(wrong.contains("\nAssertionError None") && wrong.contains("FAIL"), "{wrong}");
    assert!(printed(&program("[2 * x[0] * x[1], x[1] ** 2]", ", tolerance=0.9")).contains("\npassed pass"));
}

#[test]
fn what_stops_the_check_is_the_cause_of_what_is_raised() {
    if !there_is("python3") {
        return;
    }
    let stopped = printed(&program("[2 * x[0] * x[1], x[2]]", ""));
    assert!(stopped.contains("\nRuntimeError IndexError('list index out of range') wellposed-check: the program could not answer (a gradient): "), "{stopped}");
    let faulty = printed(&program("[2 * x[0] * x[1], x[0] ** 2]", ", tolerance=7"));
    assert!(faulty.contains("\nRuntimeError None wellposed-check: --tolerance is `7`"), "{faulty}");
    let silent = printed(&program("__import__('time').sleep(2) or [2 * x[0] * x[1], x[0] ** 2]", ", timeout=0.2"));
    assert!(silent.contains("did not answer within 0.2 s"), "{silent}");
}
