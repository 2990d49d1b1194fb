//! What can a page ask of the library, and what is it answered? Two texts of JSON, in the memory of a module of WebAssembly.
//!
//! | question | answer |
//! |---|---|
//! | `{"explore": {"figure": "bowl", "state": {"ratio": "32"}, "button": null}}` | `{"explore": …}`: picture, sentence, numbers ([`wellposed::explorables::Answer`]) |
//! | `"list"` | `{"list": ["input_normalization/conditioning", …]}` |
//! | `{"run": "input_normalization/two_steps"}`, or a whole chapter | `{"run": {"files": {"input_normalization/two_steps.md": "…", …}, "claims": […]}}` |
//! | `{"verify": {"experiment": "…", "files": {"…": "…"}, "claims": […]}}` | `{"verify": {"files": [{"path", "digest", "same"}], "differences": ["…"], "count": 0}}` |
//! | `{"advise": {"words": ["--data", "own.csv", "--target", "y"]}}`, a line feed, the bytes of the file | `{"advise": {"answered": true, "text": "…", "page": "…"}}` |
//! | another | `{"error": "one line that says why"}` |
//!
//! Without the feature `suite` the module answers the first question alone. The files of `run` have the bytes of those in `reports/`, the claims are
//! those of `claims.json`. A page writes the bytes of its question where [`question`] says, calls [`ask`], and reads as many bytes as
//! [`answer_length`] says from where [`answer`](memory::answer) says. It looks for the memory again after each call, since memory that grows is another buffer:
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
//! The module imports nothing.

pub mod memory;
#[cfg(feature = "suite")]
mod own;
#[cfg(feature = "suite")]
mod suite;

pub use memory::{answer_length, ask, question};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wellposed::explorables;

/// What may be asked.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    /// What does a figure show for these values of its controls?
    Explore(Explore),
    /// Which experiments are there?
    #[cfg(feature = "suite")]
    List,
    /// What does `CHAPTER` or `CHAPTER/EXPERIMENT` find, with the usual choices?
    #[cfg(feature = "suite")]
    Run(String),
    /// Is that what the report says?
    #[cfg(feature = "suite")]
    Verify(suite::Standing),
    /// What should be done with a file of somebody's own?
    #[cfg(feature = "suite")]
    Advise(own::Asked),
}

/// A figure, the values of its controls, and the button that was pressed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explore {
    figure: String,
    #[serde(default)]
    state: BTreeMap<String, String>,
    #[serde(default)]
    button: Option<String>,
}

/// What is answered.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// What the figure shows.
    Explore(explorables::Answer),
    /// Each experiment as `CHAPTER/EXPERIMENT`.
    #[cfg(feature = "suite")]
    List(Vec<String>),
    /// The files of experiments by their paths below `reports/`, and the claims that they decide.
    #[cfg(feature = "suite")]
    Run { files: BTreeMap<std::path::PathBuf, String>, claims: Vec<wellposed::report::Claim> },
    /// What differs from the report that stands.
    #[cfg(feature = "suite")]
    Verify(suite::Compared),
    /// What the command line prints, and the page that it makes.
    #[cfg(feature = "suite")]
    Advise { answered: bool, text: String, page: String },
    /// Why there is no other answer.
    Error(String),
}

impl Answer {
    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// The bytes of the answer to the bytes of a question: what a page is told, for whoever holds it against another processor's.
pub fn answer_to(question: &[u8]) -> Vec<u8> {
    answered(question).bytes()
}

/// The answer to the bytes of a question.
fn answered(bytes: &[u8]) -> Answer {
    let mut questions = serde_json::Deserializer::from_slice(bytes).into_iter::<Question>();
    let answer = match questions.next() {
        Some(Ok(question)) => answer_with(question, &bytes[questions.byte_offset()..]),
        Some(Err(error)) => Err(format!("the question: {error}")),
        None => Err("the question: there is none".to_owned()),
    };
    answer.unwrap_or_else(Answer::Error)
}

/// The answer; `rest` is what follows the question.
fn answer_with(question: Question, rest: &[u8]) -> Result<Answer, String> {
    #[cfg(feature = "suite")]
    if let Question::Advise(asked) = &question {
        let file = rest.strip_prefix(b"\n").ok_or("the question: a line feed and the bytes of the file follow it")?;
        return Ok(own::advise(asked, file));
    }
    if !rest.is_empty() {
        return Err("the question: something follows it".to_owned());
    }
    match question {
        Question::Explore(Explore { figure, state, button }) => {
            let figure = explorables::find(&figure)?;
            Ok(Answer::Explore(explorables::answer(figure, &state, button.as_deref())))
        }
        #[cfg(feature = "suite")]
        Question::List => Ok(suite::list()),
        #[cfg(feature = "suite")]
        Question::Run(name) => suite::run(&name),
        #[cfg(feature = "suite")]
        Question::Verify(standing) => suite::verify(&standing),
        #[cfg(feature = "suite")]
        Question::Advise(_) => Err("the question: it was answered before".to_owned()),
    }
}

#[cfg(test)]
mod tests;
