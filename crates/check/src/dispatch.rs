//! How do the questions of many threads become one question of the protocol? One loop for each program: take what waits, ask, and hand out the answers.
//!
//! A program that answers at once gets many points in a question, so that the pipe costs little; one that takes its time gets few, so that a question never
//! comes near the time limit only because it is long.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::ProgramError;
use crate::conversation::{Conversation, words};
use crate::hello::Hello;
use crate::queue::{Answer, Ask, Queue, Run, Waiting};
use crate::vector;

/// A question that is answered faster than this may become twice as long.
const QUICK: Duration = Duration::from_millis(50);
/// One that takes longer than this becomes half as long.
const SLOW: Duration = Duration::from_millis(500);

/// Answers questions until the queue is closed.
///
/// # Errors
/// If the program fails; then the queue is closed too.
pub(crate) fn dispatch(
    conversation: &mut Conversation,
    hello: &Hello,
    queue: &Queue,
    jobs: usize,
) -> Result<(), ProgramError> {
    let _closing = Closing(queue);
    let mut most = 1;
    while let Some(batch) = queue.take(most, jobs) {
        let before = Instant::now();
        let answers = answers(conversation, hello, &batch)?;
        let took = before.elapsed();
        if took < QUICK {
            most = (2 * most).min(hello.most);
        } else if took > SLOW {
            most = (most / 2).max(1);
        }
        // First, since whoever has an answer may ask again at once.
        queue.answered(batch.iter().map(Waiting::asker));
        for (waiting, answer) in batch.into_iter().zip(answers) {
            // An asker that was stopped in between needs no answer.
            let _ = waiting.answer.send(answer);
        }
    }
    Ok(())
}

/// Closes the queue when its loop ends, in whatever way, so that nobody waits for ever.
struct Closing<'q>(&'q Queue);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn answers(conversation: &mut Conversation, hello: &Hello, batch: &[Waiting]) -> Result<Vec<Answer>, ProgramError> {
    if let [Waiting { ask: Ask::Gradient(run), .. }] = batch {
        return Ok(vec![gradient(conversation, hello, run)?]);
    }
    let run = |waiting: &Waiting| match &waiting.ask {
        Ask::Loss(run) | Ask::Gradient(run) => written(run, hello),
    };
    let what = if batch.len() == 1 { "a loss".to_owned() } else { format!("{} losses", batch.len()) };
    let runs: Vec<Value> = batch.iter().map(run).collect();
    let answer = conversation.ask(&what, json!({"ask": "losses", "runs": runs}))?;
    let losses =
        losses(&answer, batch.len()).map_err(|problem| ProgramError::Answer { asked: what.clone(), problem })?;
    // Where the gradient is checked the loss must be there.
    let here = |waiting: &Waiting| matches!(&waiting.ask, Ask::Loss(run) if run.values.is_empty());
    match losses.iter().zip(batch).find_map(|(loss, waiting)| loss.as_ref().err().filter(|_| here(waiting))) {
        Some(message) => Err(ProgramError::Refused { asked: what, message: message.clone() }),
        None => Ok(losses),
    }
}

fn written(run: &Run, hello: &Hello) -> Value {
    json!([run.start, vector::written(&run.values, hello.packed)])
}

/// The losses of an answer, or the message where there is none.
fn losses(answer: &Map<String, Value>, count: usize) -> Result<Vec<Answer>, String> {
    let loss = |value: &Value| match value.get("error") {
        Some(message) => Ok(Err(words(message))),
        None => vector::read_number(value).map(|loss| Ok((loss, Vec::new()))),
    };
    let losses: Vec<Answer> = match answer.get("losses").ok_or("it has no \"losses\"")? {
        Value::Array(values) => values.iter().map(loss).collect::<Result<_, String>>()?,
        packed => vector::read(packed)?.into_iter().map(|loss| Ok((loss, Vec::new()))).collect(),
    };
    let found = losses.len();
    if found == count { Ok(losses) } else { Err(format!("it has {found} losses for {count} points")) }
}

fn gradient(conversation: &mut Conversation, hello: &Hello, run: &Run) -> Result<Answer, ProgramError> {
    let what = "a gradient";
    let read = |answer: &Map<String, Value>| {
        let loss = vector::read_number(answer.get("loss").ok_or("it has no \"loss\"")?)?;
        let gradient = vector::read(answer.get("gradient").ok_or("it has no \"gradient\"")?)?;
        let (entries, parameters) = (gradient.len(), hello.parameters.len());
        if entries == parameters {
            Ok((loss, gradient))
        } else {
            Err(format!("the gradient has {entries} entries, but there are {parameters} parameters"))
        }
    };
    match conversation.ask(what, json!({"ask": "gradient", "run": written(run, hello)})) {
        // Elsewhere than where it is checked, the loss need have no gradient.
        Err(ProgramError::Refused { message, .. }) if !run.values.is_empty() => Ok(Err(message)),
        Err(error) => Err(error),
        Ok(answer) => read(&answer).map(Ok).map_err(|problem| ProgramError::Answer { asked: what.to_owned(), problem }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(answer: Value, count: usize) -> Result<Vec<Answer>, String> {
        losses(answer.as_object().unwrap(), count)
    }

    #[test]
    fn losses_are_numbers_words_messages_or_packed() {
        let loss = |loss: f64| Ok((loss, Vec::new()));
        let answer = json!({"losses": [1.5, "inf", {"error": "math\ndomain"}]});
        assert_eq!(of(answer, 3), Ok(vec![loss(1.5), loss(f64::INFINITY), Err("math domain".to_owned())]));
        assert_eq!(of(json!({"losses": "3fe0000000000000"}), 1), Ok(vec![loss(0.5)]));
    }

    #[test]
    fn losses_that_do_not_fit_the_question_are_refused() {
        assert_eq!(of(json!({}), 1), Err("it has no \"losses\"".to_owned()));
        assert_eq!(of(json!({"losses": [1, 2]}), 3), Err("it has 2 losses for 3 points".to_owned()));
        assert_eq!(of(json!({"losses": 1.0}), 1), Err("`1.0` stands where a vector should stand".to_owned()));
        assert_eq!(of(json!({"losses": [[1]]}), 1), Err("`[1]` stands where a number should stand".to_owned()));
    }
}
