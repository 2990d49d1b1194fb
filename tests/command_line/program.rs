//! Is somebody's program checked by the suite as by the command of its own, in any folder?

use super::{Said, call, done, elsewhere, fault};
use std::fs;
use std::process::Command;

#[test]
fn check_speaks_for_itself() {
    let folder = elsewhere();
    let folder = folder.path();
    assert!(done(folder, &["check", "--help"]).contains("Usage: wellposed check [OPTIONS] -- COMMAND…"));
    assert_eq!(done(folder, &["check", "--protocol"]), wellposed_check::PROTOCOL);
    assert!(fault(folder, &["check"]).starts_with("no program is given: [OPTIONS] -- COMMAND…"));
    assert!(fault(folder, &["check", "--tolerence", "1"]).starts_with("no option `--tolerence`"));
    assert!(fault(folder, &["check", "--", "./none"]).starts_with("`./none` cannot be started: "));
    assert!(fault(folder, &["check", "--", "true"]).starts_with("the program ended before it answered"));
}

#[test]
fn a_right_gradient_is_status_0_and_a_wrong_one_status_1() {
    if !Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: there is no python3");
        return;
    }
    let folder = elsewhere();
    fs::write(folder.path().join("wellposed.py"), wellposed_check::PYTHON).unwrap();
    let checked = |gradient: &str, options: &[&str]| -> Said {
        let (loss, gradient) = gradient.split_once(" / ").unwrap_or(("x[0] ** 2", gradient));
        let program = format!(
            "import wellposed\nwellposed.serve(wellposed.functions(lambda x: {loss}, lambda x: {gradient}, [0.7]))\n"
        );
        fs::write(folder.path().join("program.py"), program).unwrap();
        call(folder.path(), &[&["check"], options, &["--", "python3", "program.py"]].concat())
    };
    let right = checked("[2 * x[0]]", &[]);
    assert!(right.status == 0 && right.fault.is_empty() && right.output.contains("PASS"), "{right:?}");
    let wrong = checked("[x[0]]", &["--format", "json", "--tolerance=1e-6"]);
    assert!(wrong.status == 1 && wrong.fault.is_empty(), "{wrong:?}");
    let report: serde_json::Value = serde_json::from_str(&wrong.output).expect("JSON");
    assert_eq!((&report["verdict"], &report["tolerance"]), (&"fail".into(), &1e-6.into()));
    let drawing = checked("__import__('random').random() / [1.0]", &[]);
    assert!(drawing.status == 2 && drawing.output.contains("UNDECIDABLE"), "{drawing:?}");
    assert_eq!(drawing.fault, "wellposed: undecidable: the report says what would decide\n");
}
