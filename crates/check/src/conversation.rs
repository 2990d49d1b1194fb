//! What is the answer to one question? The line that says so; other lines are noise, and a line that nearly is an answer ends the check with a message.

use std::io::Write;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use wellposed_core::text;

use crate::ProgramError;
use crate::process::{Heard, Pipe, Process};

/// A program that is being asked.
pub(crate) struct Conversation {
    // Dropped before the process, so that its input ends and it can end.
    pipe: Pipe,
    process: Option<Process>,
    asked: u64,
    timeout: Duration,
}

impl Conversation {
    /// Through a pipe; there is no process of ours if the program started us.
    pub(crate) fn new(pipe: Pipe, process: Option<Process>, timeout: Duration) -> Self {
        Conversation { pipe, process, asked: 0, timeout }
    }

    /// Asks a question, `what` in words, and waits for the answer.
    ///
    /// # Errors
    /// If there is none in time, or it says that there can't be one.
    pub(crate) fn ask(&mut self, what: &str, question: Value) -> Result<Map<String, Value>, ProgramError> {
        self.asked += 1;
        let line = line(self.asked, question);
        // If nobody reads it, the output has ended too, or time runs out.
        let _ = self.pipe.questions.send(line);
        let deadline = Instant::now() + self.timeout;
        loop {
            match self.pipe.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Heard::Line(line)) => match sorted(&line, self.asked) {
                    Sorted::Answer(answer) => return answered(what, answer),
                    Sorted::Noise => pass_on(&line),
                    Sorted::Faulty(problem) => return Err(ProgramError::Answer { asked: what.to_owned(), problem }),
                },
                Ok(Heard::TooLong) => {
                    let problem = "it is a line that does not end".to_owned();
                    return Err(ProgramError::Answer { asked: what.to_owned(), problem });
                }
                Ok(Heard::End) | Err(RecvTimeoutError::Disconnected) => return Err(self.ended(what)),
                Err(RecvTimeoutError::Timeout) => return Err(self.silent(what)),
            }
        }
    }

    fn ended(&mut self, what: &str) -> ProgramError {
        let how = self.process.as_mut().map_or_else(|| "closed its pipe".to_owned(), Process::ending);
        ProgramError::Ended { asked: what.to_owned(), how, words: self.words() }
    }

    fn silent(&mut self, what: &str) -> ProgramError {
        let words = self.words();
        if let Some(process) = &mut self.process {
            process.kill();
        }
        ProgramError::Silent { asked: what.to_owned(), seconds: self.timeout.as_secs_f64(), words }
    }

    fn words(&self) -> String {
        self.process.as_ref().map_or_else(String::new, Process::words)
    }

    /// Says something that is no question, and ends the conversation.
    pub(crate) fn end_with(self, message: &Value) {
        // Who does not listen any more does not want to know.
        let _ = self.pipe.questions.send(format!("{message}\n"));
        self.pipe.finish();
    }
}

/// Noise may be of interest to whoever reads along, blank lines are not.
fn pass_on(line: &[u8]) {
    if !line.trim_ascii().is_empty() {
        // Where nobody listens there is nobody to tell.
        let _ = std::io::stderr().write_all(line);
    }
}

/// A question with its number first, for whoever reads along.
fn line(number: u64, question: Value) -> String {
    let question = question.to_string();
    format!("{{\"question\":{number},{}\n", question.strip_prefix('{').unwrap_or(&question))
}

fn answered(what: &str, answer: Map<String, Value>) -> Result<Map<String, Value>, ProgramError> {
    match answer.get("error") {
        None => Ok(answer),
        Some(message) => Err(ProgramError::Refused { asked: what.to_owned(), message: words(message) }),
    }
}

/// What a program says of an error, in one line.
pub(crate) fn words(message: &Value) -> String {
    text::message(message.as_str().unwrap_or(&message.to_string()))
}

/// What a line is.
#[derive(Debug, PartialEq)]
enum Sorted {
    Answer(Map<String, Value>),
    Noise,
    Faulty(String),
}

/// What a line is, when the question of this number waits for its answer.
fn sorted(line: &[u8], asked: u64) -> Sorted {
    let line = String::from_utf8_lossy(line);
    let line = line.trim();
    // Most noise is no object, and an answer is long: it is read once.
    let read = if line.contains("\"answer\"") { serde_json::from_str(line) } else { return Sorted::Noise };
    match read {
        Ok(Value::Object(answer)) => match answer.get("answer") {
            Some(number) if number.as_u64() == Some(asked) => Sorted::Answer(answer),
            Some(number) => {
                let other = text::name(&number.to_string());
                Sorted::Faulty(format!("it answers question {other}, not question {asked}"))
            }
            None => Sorted::Noise,
        },
        Ok(_) => Sorted::Noise,
        Err(error) => {
            let hint = if ["NaN", "Infinity"].iter().any(|word| line.contains(word)) {
                "; numbers that JSON does not have are the words \"NaN\", \"inf\" and \"-inf\""
            } else if !line.starts_with('{') {
                "; an answer stands on a line of its own"
            } else {
                ""
            };
            Sorted::Faulty(format!("`{}` is no JSON ({error}){hint}", text::name(line)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_question_begins_with_its_number() {
        assert_eq!(line(7, json!({"ask": "freeze", "seed": 1})), "{\"question\":7,\"ask\":\"freeze\",\"seed\":1}\n");
    }

    #[test]
    fn answers_noise_and_what_is_nearly_an_answer_are_told_apart() {
        let of = |line: &str| sorted(line.as_bytes(), 3);
        let answer = json!({"loss": 1.5, "answer": 3}).as_object().unwrap().clone();
        assert_eq!(of(" {\"loss\": 1.5, \"answer\": 3}\r\n"), Sorted::Answer(answer));
        for noise in ["", "epoch 1: loss 0.5", "{\"loss\": 3}", "{", "[\"answer\"]", "\"answer\"", "\u{feff}{}"] {
            assert_eq!(of(noise), Sorted::Noise, "{noise}");
        }
        assert_eq!(sorted(b"\xff\xfe", 3), Sorted::Noise);
        let faulty = |line: &str| match of(line) {
            Sorted::Faulty(problem) => problem,
            other => panic!("{other:?}"),
        };
        assert_eq!(faulty("{\"answer\": 2}"), "it answers question 2, not question 3");
        assert_eq!(faulty("{\"answer\": \"2\"}"), "it answers question \"2\", not question 3");
        assert!(faulty("{\"answer\": 3, \"losses\": [NaN]}").ends_with("\"NaN\", \"inf\" and \"-inf\""));
        assert!(faulty("epoch 1{\"answer\": 3}").ends_with("; an answer stands on a line of its own"));
        assert!(faulty("{\"answer\": 3,").contains("is no JSON (EOF"));
        assert!(faulty("{\"answer\": 3, \"loss\": 1e999}").contains("number out of range"));
    }
}
