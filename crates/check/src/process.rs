//! How is a program started, heard and ended? Three threads of its own: one writes its questions, one reads its lines, one passes on what it says to standard error.
//!
//! None of them lets the others wait: a program that fills its output while a question is being written, or reads nothing at all, is still heard, and the
//! time that it takes is limited by whoever waits for the answer.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use wellposed_core::text;

use crate::ProgramError;

/// The longest line that is read, in bytes: ten million numbers as JSON.
const LONGEST: u64 = 256 << 20;
/// So many lines wait to be read, then the program waits.
const WAITING: usize = 16;
/// So long may a program take to end when its input has ended.
const PATIENCE: Duration = Duration::from_secs(2);
/// A program that has closed its output is looked at so often until it has ended.
const GLANCE: Duration = Duration::from_millis(2);

/// A line that was heard, or why there are no more.
#[derive(Debug, PartialEq)]
pub(crate) enum Heard {
    Line(Vec<u8>),
    TooLong,
    End,
}

/// The two ends of a pipe to a program.
pub(crate) struct Pipe {
    /// Lines to be written, each with its end.
    pub(crate) questions: Sender<String>,
    pub(crate) lines: Receiver<Heard>,
    writer: JoinHandle<()>,
}

impl Pipe {
    /// Over any two streams.
    pub(crate) fn over(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> Pipe {
        let (questions, to_write) = channel();
        let (heard, lines) = sync_channel(WAITING);
        let writer = thread::spawn(move || write(output, &to_write));
        thread::spawn(move || {
            let mut input = BufReader::new(input);
            loop {
                let line = next(&mut input);
                let last = !matches!(line, Heard::Line(_));
                if heard.send(line).is_err() || last {
                    return;
                }
            }
        });
        Pipe { questions, lines, writer }
    }

    /// Ends the output, once all is written.
    pub(crate) fn finish(self) {
        drop(self.questions);
        // A writer that has panicked has written what it could.
        let _ = self.writer.join();
    }
}

/// Writes lines until there are no more, or nobody reads them; the reader is who notices that.
fn write(mut output: impl Write, lines: &Receiver<String>) {
    for line in lines {
        if output.write_all(line.as_bytes()).and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}

fn next(input: &mut impl BufRead) -> Heard {
    let mut line = Vec::new();
    match input.take(LONGEST).read_until(b'\n', &mut line) {
        Ok(0) | Err(_) => Heard::End,
        Ok(_) if line.ends_with(b"\n") => Heard::Line(line),
        Ok(count) if count as u64 == LONGEST => Heard::TooLong,
        // The last line of all may end with the output.
        Ok(_) => Heard::Line(line),
    }
}

/// A program that was started.
pub(crate) struct Process {
    child: Child,
    words: Arc<Mutex<String>>,
    /// Passes on its standard error, to the end.
    listening: JoinHandle<()>,
}

impl Process {
    /// Starts a program.
    pub(crate) fn start(program: &[OsString]) -> Result<(Process, Pipe), ProgramError> {
        let (name, arguments) = program.split_first().map_or((OsString::new(), &[][..]), |(a, b)| (a.clone(), b));
        let mut command = Command::new(&name);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| ProgramError::Start { program: text::path(&name), error })?;
        let words = Arc::new(Mutex::new(String::new()));
        let (Some(input), Some(output), Some(errors)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            unreachable!("all three are pipes")
        };
        let last = Arc::clone(&words);
        let listening = thread::spawn(move || pass_on(BufReader::new(errors), &last, std::io::stderr()));
        Ok((Process { child, words, listening }, Pipe::over(output, input)))
    }

    /// The last line that it wrote to standard error, as a message shows it.
    pub(crate) fn words(&self) -> String {
        self.words.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How it ended, after its output has.
    pub(crate) fn ending(&mut self) -> String {
        match self.ended() {
            Some(status) if status.success() => "ended".to_owned(),
            Some(status) => format!("ended ({status})"),
            None => "closed its output".to_owned(),
        }
    }

    /// With which status it ends, if it does soon; then all that it has said is heard, unless somebody whom it started goes on.
    fn ended(&mut self) -> Option<ExitStatus> {
        let patience = Instant::now() + PATIENCE;
        loop {
            let status = self.child.try_wait().ok()?;
            if Instant::now() >= patience || (status.is_some() && self.listening.is_finished()) {
                return status;
            }
            thread::sleep(GLANCE);
        }
    }

    /// Ends it at once, if it has not ended.
    pub(crate) fn kill(&mut self) {
        // It may have ended by itself, and who does not obey this obeys nobody.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    /// Its input has ended, so it ends, or is ended.
    fn drop(&mut self) {
        if self.ended().is_none() {
            self.kill();
        }
    }
}

/// Passes on what a program writes to standard error, and remembers the last line with something in it.
fn pass_on(mut errors: impl BufRead, last: &Mutex<String>, mut listener: impl Write) {
    let mut bytes = Vec::new();
    while matches!(errors.by_ref().take(LONGEST).read_until(b'\n', &mut bytes), Ok(1..)) {
        // Where nobody listens there is nobody to tell.
        let _ = listener.write_all(&bytes);
        let line = String::from_utf8_lossy(&bytes);
        if !line.trim().is_empty() {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = text::shortened(&text::visible(line.trim()), 160);
        }
        bytes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_heard_to_the_end() {
        let pipe = Pipe::over(&b"one\n\n\xff\nlast"[..], std::io::sink());
        let heard: Vec<Heard> = pipe.lines.iter().collect();
        let line = |bytes: &[u8]| Heard::Line(bytes.to_vec());
        assert_eq!(heard, [line(b"one\n"), line(b"\n"), line(b"\xff\n"), line(b"last"), Heard::End]);
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let pipe = Pipe::over(std::io::repeat(b'x'), std::io::sink());
        assert_eq!(pipe.lines.iter().collect::<Vec<_>>(), [Heard::TooLong]);
    }

    #[test]
    fn the_last_words_are_kept_and_blank_lines_are_none() {
        let last = Mutex::new(String::new());
        let said = &b"first\n  ValueError: \x1b[2Jno root\n\n"[..];
        let mut passed = Vec::new();
        pass_on(said, &last, &mut passed);
        assert_eq!(passed, said);
        assert_eq!(*last.lock().unwrap(), r"ValueError: \u{1b}[2Jno root");
    }
}
