//! What can a page ask of the suite, and what is it answered? Two texts of JSON, in the memory of a module of WebAssembly.
//!
//! | question | answer |
//! |---|---|
//! | `"list"` | `{"list": ["input_normalization/conditioning", …]}` |
//! | `{"run": "input_normalization/two_steps"}`, or a whole chapter | `{"run": {"files": {"input_normalization/two_steps.md": "…", …}, "claims": […]}}` |
//! | another | `{"error": "one line that says why"}` |
//!
//! The files have the bytes of those in `reports/`, the claims are those of `claims.json`. A page writes the bytes of its question where
//! [`question`] says, calls [`ask`], and reads as many bytes as [`answer_length`] says from where [`answer`] says. It looks for the memory again
//! after each call, since memory that grows is another buffer:
//!
//! ```js
//! const { memory, question, ask, answer, answer_length } = instance.exports;
//! const asked = new TextEncoder().encode(JSON.stringify("list"));
//! const place = question(asked.length) >>> 0;
//! new Uint8Array(memory.buffer, place, asked.length).set(asked);
//! ask();
//! const bytes = new Uint8Array(memory.buffer, answer() >>> 0, answer_length());
//! const answered = JSON.parse(new TextDecoder().decode(bytes));
//! ```
//!
//! Whatever breaks off the computation throws in [`ask`]. If it was a panic, its message is the answer that stands; the instance is at its end.
//! The module imports nothing.

use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic;
use std::path::PathBuf;
use wellposed::chapters::{self, Choices, Selected};
use wellposed::report::{Claim, files};

/// What may be asked.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    /// Which experiments are there?
    List,
    /// What does `CHAPTER` or `CHAPTER/EXPERIMENT` find, with the usual choices?
    Run(String),
}

/// What is answered.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// Each experiment as `CHAPTER/EXPERIMENT`.
    List(Vec<String>),
    /// The files of experiments by their paths below `reports/`, and the claims that they decide.
    Run { files: BTreeMap<PathBuf, String>, claims: Vec<Claim> },
    /// Why there is no other answer.
    Error(String),
}

fn list() -> Answer {
    Answer::List(chapters::all().iter().map(Selected::path).collect())
}

fn run(name: &str) -> Result<Answer, String> {
    let (mut files, mut claims) = (BTreeMap::new(), Vec::new());
    for selected in chapters::find(name)? {
        let findings = selected.run(&Choices::default());
        files.extend(files::render(&selected.path(), &findings));
        claims.extend(findings.claims);
    }
    Ok(Answer::Run { files, claims })
}

/// The answer to the bytes of a question.
fn answered(question: &[u8]) -> Answer {
    let answer = match serde_json::from_slice(question) {
        Ok(Question::List) => Ok(list()),
        Ok(Question::Run(name)) => run(&name),
        Err(error) => Err(format!("the question: {error}")),
    };
    answer.unwrap_or_else(Answer::Error)
}

thread_local! {
    /// The bytes of the question, which a page writes.
    static QUESTION: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// The bytes of the answer, which it reads.
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn keep(answer: &Answer) {
    ANSWER.set(serde_json::to_vec(answer).unwrap_or_default());
}

/// Makes room for a question of so many bytes, and says where they are to be written.
#[unsafe(no_mangle)]
pub extern "C" fn question(length: usize) -> *mut u8 {
    QUESTION.with_borrow_mut(|bytes| {
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    })
}

/// Answers the question that was written, in place of the last one.
#[unsafe(no_mangle)]
pub extern "C" fn ask() {
    ANSWER.take();
    panic::set_hook(Box::new(|panic| keep(&Answer::Error(panic.to_string().replace('\n', " ")))));
    keep(&answered(&QUESTION.take()));
}

/// Where the answer stands, until something else is asked.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|bytes| bytes.as_ptr())
}

/// How many bytes the answer has; none before the first question, and none if the computation broke off without a panic.
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    ANSWER.with_borrow(Vec::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(question: &str) -> serde_json::Value {
        serde_json::to_value(answered(question.as_bytes())).expect("an answer is JSON")
    }

    #[test]
    fn an_experiment_is_answered_with_its_reports() {
        let names = said("\"list\"");
        let names = names["list"].as_array().expect("a list");
        assert!(names.iter().any(|name| name == "two_sided_differences/lecture_example"));
        let found = said("{\"run\": \"two_sided_differences/lecture_example\"}");
        let table = &found["run"]["files"]["two_sided_differences/lecture_example.csv"];
        assert_eq!(table, include_str!("../../../reports/two_sided_differences/lecture_example.csv"));
        assert_eq!(found["run"]["claims"][0]["experiment"], "lecture_example");
    }

    #[test]
    fn what_is_no_question_is_answered_with_a_line() {
        let error = |question: &str| said(question)["error"].as_str().map(str::to_owned);
        assert!(
            error("{\"run\": \"no_chapter\"}")
                .is_some_and(|line| line.starts_with("no chapter `no_chapter`; there are "))
        );
        for planted in
            ["", "\"lists\"", "{\"run\": 1}", "{\"run\": \"a\", \"seed\": 1}", "\"list\" \"list\"", "\u{fffd}"]
        {
            assert!(error(planted).is_some_and(|line| line.starts_with("the question: ")), "{planted}");
        }
    }
}
