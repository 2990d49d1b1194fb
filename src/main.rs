//! The command `wellposed`: parses the arguments, calls the subcommand, and says in one line what went wrong.
//!
//! Exit status: 0 done; 1 a check says no; 2 bad input or usage.

mod cli;

use std::io::{self, Write};
use std::process::ExitCode;

use cli::arguments::{Arguments, Command};
use cli::{Answer, Failure};
use wellposed::bits::Version;
use wellposed::data::DataError;
use wellposed::own_data::refusal;

fn main() -> ExitCode {
    cli::threads::run(answer).unwrap_or_else(|error| fault(&format!("no thread could be started: {error}")))
}

/// Does what the arguments ask for.
fn answer() -> ExitCode {
    let arguments = match cli::arguments::parse() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    // Asked once, here: what computes in the end has no way to answer but a panic.
    if let Err(error) = Version::chosen() {
        return fault(&format!("{}: {error}", Version::VARIABLE));
    }
    match cli::guard::guarded(|| dispatch(arguments)) {
        Ok(Answer::Done) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(Failure::Data(error)) => settle("--data: ", &error),
        Err(Failure::Table(error)) => settle("", &error),
        Err(failure) => fault(&failure.to_string()),
    }
}

/// Says in one line what went wrong.
fn fault(message: &str) -> ExitCode {
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", wellposed::text::message(&format!("wellposed: {message}")));
    ExitCode::from(2)
}

/// Says what has to be settled before a file can be read: a line for each thing.
fn settle(option: &str, error: &DataError) -> ExitCode {
    let _ = write!(io::stderr(), "{}", refusal(option, error));
    ExitCode::from(2)
}

fn dispatch(arguments: Arguments) -> Result<Answer, Failure> {
    match arguments.command {
        None => cli::everything::everything(),
        Some(Command::List) => cli::list::list(),
        Some(Command::Run(options)) => cli::run::run(&options),
        Some(Command::Update(options)) => cli::update::update(&options),
        Some(Command::Verify(options)) => cli::verify::verify(&options),
        Some(Command::Check(options)) => cli::check::check(options),
        Some(Command::Claims(options)) => cli::claims::claims(&options),
        Some(Command::Normalize(options)) => cli::normalize::normalize(&options),
        Some(Command::Book) => cli::book::book(),
        Some(Command::Preprocess(options)) => cli::preprocess::preprocess(&options),
    }
}
