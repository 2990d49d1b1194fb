//! The command `wellposed-check`: prints what the library says, and ends with its status.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use wellposed_core::text::message;

/// The name that messages begin with.
const NAME: &str = "wellposed-check";

fn main() -> ExitCode {
    match wellposed_check::command(NAME, std::env::args_os().skip(1)) {
        Ok(said) => match print(&said.output) {
            Ok(()) => {
                said.note.iter().for_each(|note| complain(note));
                ExitCode::from(said.status)
            }
            Err(error) => fault(&format!("standard output: {error}")),
        },
        Err(error) => fault(&error),
    }
}

/// A reader that has closed the pipe has what it wants.
fn print(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

fn complain(text: &str) {
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", message(&format!("{NAME}: {text}")));
}

fn fault(text: &str) -> ExitCode {
    complain(text);
    ExitCode::from(2)
}
