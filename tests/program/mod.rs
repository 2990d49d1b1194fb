//! How do tests call the program? As a shell would, not as cargo does.

#[path = "../support/calls.rs"]
mod calls;

use calls::Said;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the program said, called in this folder.
fn call(folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wellposed"));
    command.args(arguments).current_dir(folder).env_remove("CARGO_MANIFEST_DIR").stdin(Stdio::null());
    command.output().expect("the command starts").into()
}

/// The results of a call that must succeed without a word on standard error.
pub(crate) fn done(folder: &Path, arguments: &[&str]) -> String {
    call(folder, arguments).done()
}

/// The one line of a call that must fail with status 2 and print nothing else.
pub(crate) fn fault(folder: &Path, arguments: &[&str]) -> String {
    call(folder, arguments).faulty()
}
