//! Are the programs in other languages checked: C++ with its header, and JavaScript by hand?

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::programs::{call, there_is};

/// A file of the package.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Checks both variants of an example.
fn passes_and_fails(command: &[&str]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let right = call(folder.path(), &[&["--"], command].concat());
    assert_eq!((right.status, right.fault.as_str()), (0, ""), "{right:?}");
    let wrong = call(folder.path(), &[&["--"], command, &["wrong"]].concat());
    assert_eq!((wrong.status, wrong.fault.as_str()), (1, ""), "{wrong:?}");
}

#[test]
fn the_header_makes_a_program_of_two_functions() {
    if !there_is("c++") {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = folder.path().join("rosenbrock");
    let mut compiler = Command::new("c++");
    compiler.args(["-std=c++17", "-Wall", "-Wextra", "-Werror"]).arg("-I").arg(file("clients"));
    let output = compiler.arg(file("examples/rosenbrock.cpp")).arg("-o").arg(&program).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    passes_and_fails(&[program.to_str().expect("UTF-8")]);
}

#[test]
fn javascript_needs_no_more_than_the_protocol() {
    if there_is("node") {
        passes_and_fails(&["node", file("examples/rosenbrock.mjs").to_str().expect("UTF-8")]);
    }
}
