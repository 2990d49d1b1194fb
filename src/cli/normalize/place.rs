//! Where does what was made go? To standard output, or to a file that this command may replace: one of its own kind, or any with `--force`.

use std::io::{self, BufRead, BufReader, IsTerminal, Seek, Write};
use std::path::Path;

use wellposed::storage::read;
use wellposed::storage::replacement::Replacement;
use wellposed::text::visible;

use super::super::Failure;

/// The longest file that is looked at to see what it is: that of a hundred thousand columns.
pub(super) const LONGEST: u64 = 64 << 20;

/// Refuses to replace a file, unless it is one of ours or that was asked for.
pub(super) fn check(
    option: &'static str,
    place: &Path,
    force: bool,
    is_ours: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    let stands = place.symlink_metadata().is_ok();
    if force || !stands || read::text(place, LONGEST).is_ok_and(|text| is_ours(&text)) {
        return Ok(());
    }
    Err(Failure::Stands { option, path: place.to_owned() })
}

/// Writes a file whole, or not at all.
pub(super) fn write(option: &'static str, place: &Path, text: &str) -> Result<(), Failure> {
    let written = || {
        let mut file = Replacement::of(place)?;
        file.write_all(text.as_bytes())?;
        file.complete()
    };
    written().map_err(|error| Failure::Written { option, error })
}

/// Copies what waits in a file to standard output; a terminal gets nothing that it would obey.
pub(super) fn print(mut waiting: impl io::Read + Seek) -> Result<(), Failure> {
    let mut copied = || {
        let mut output = io::stdout().lock();
        waiting.rewind()?;
        if !output.is_terminal() {
            return io::copy(&mut waiting, &mut output).and_then(|_| output.flush());
        }
        for line in BufReader::new(&mut waiting).lines() {
            writeln!(output, "{}", visible(&line?))?;
        }
        output.flush()
    };
    match copied() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Says what somebody should know, on standard error: where nobody listens there is nobody to tell.
pub(super) fn note(lines: &[String]) {
    let text: String = lines.iter().map(|line| format!("wellposed: {line}\n")).collect();
    let _ = io::stderr().write_all(text.as_bytes());
}
