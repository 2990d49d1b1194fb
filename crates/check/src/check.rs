//! How is a program checked? Copies of it are started and asked who they are; then the checker runs on many threads, whose questions they answer.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::sync::Arc;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::json;
use wellposed_core::bits::Real;
use wellposed_core::gradcheck::{CheckError, GradientCheck, Report};

use crate::conversation::Conversation;
use crate::dispatch::dispatch;
use crate::hello::{Hello, MOST, VERSION};
use crate::process::{Pipe, Process};
use crate::queue::Queue;
use crate::remote::Remote;
use crate::{ProgramError, Settings};

/// So many threads ask at most.
const MOST_THREADS: usize = 256;
/// The stack of each: a check is no deep computation.
const STACK: usize = 1 << 20;

/// Checks the gradient of a program, which is started with these words.
///
/// # Errors
/// If the program can't be started, does not answer by the protocol, or the checker has nothing to compare: see [`ProgramError`].
pub fn check<W: Into<OsString>>(
    program: impl IntoIterator<Item = W>,
    settings: &Settings,
) -> Result<Report, ProgramError> {
    let program: Vec<OsString> = program.into_iter().map(Into::into).collect();
    let started = (0..settings.jobs.max(1)).map(|_| {
        let (process, pipe) = Process::start(&program)?;
        Ok(Conversation::new(pipe, Some(process), settings.timeout))
    });
    examined(&mut started.collect::<Result<Vec<_>, ProgramError>>()?, settings)
}

/// Checks the gradient of whoever answers on `input` what is asked on `output`, and says there at the end what was found.
///
/// # Errors
/// As [`check`].
pub fn check_over(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    settings: &Settings,
) -> Result<Report, ProgramError> {
    let mut conversation = [Conversation::new(Pipe::over(input, output), None, settings.timeout)];
    let report = examined(&mut conversation, settings)?;
    let [conversation] = conversation;
    conversation.end_with(&json!({
        "verdict": report.verdict.name(),
        "text": report.to_string(),
        "report": report,
    }));
    Ok(report)
}

/// Asks all copies who they are, and checks what they agree on.
fn examined(conversations: &mut [Conversation], settings: &Settings) -> Result<Report, ProgramError> {
    let mut first: Option<Hello> = None;
    for (copy, conversation) in (1..).zip(conversations.iter_mut()) {
        let hello = hello(conversation)?;
        match &first {
            Some(first) if !first.is(&hello) => return Err(ProgramError::Differ { copy }),
            Some(_) => {}
            None => first = Some(hello),
        }
        if let Some(seed) = settings.freeze {
            if !first.as_ref().is_some_and(|hello| hello.freezes) {
                return Err(ProgramError::Freeze);
            }
            conversation.ask("frozen random choices", json!({"ask": "freeze", "seed": seed}))?;
        }
    }
    match first {
        Some(hello) if hello.single => checked::<f32>(conversations, &hello, settings),
        Some(hello) => checked::<f64>(conversations, &hello, settings),
        None => Err(ProgramError::Check(CheckError::Empty)),
    }
}

fn hello(conversation: &mut Conversation) -> Result<Hello, ProgramError> {
    let what = "its hello";
    let answer = conversation.ask(what, json!({"ask": "hello", "protocol": VERSION}))?;
    Hello::read(&answer).map_err(|problem| ProgramError::Answer { asked: what.to_owned(), problem })
}

/// The check, with a loop for each program that answers what its threads ask.
fn checked<T: Real>(
    conversations: &mut [Conversation],
    hello: &Hello,
    settings: &Settings,
) -> Result<Report, ProgramError> {
    let queue = Arc::new(Queue::default());
    let jobs = conversations.len();
    let remote = Remote::<T>::new(hello, settings.freeze.is_some(), &queue);
    let asking = pool((MOST * jobs).min(hello.parameters.len()).clamp(1, MOST_THREADS))?;
    thread::scope(|scope| {
        let answering = conversations.iter_mut().map(|conversation| {
            let queue = &queue;
            scope.spawn(move || dispatch(conversation, hello, queue, jobs))
        });
        let answering: Vec<_> = answering.collect();
        let report = asking.install(|| run(&remote, settings));
        queue.close();
        let ended = answering
            .into_iter()
            .map(|program| program.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        // What a program did says more than that it did not answer.
        ended.collect::<Vec<Result<(), ProgramError>>>().into_iter().collect::<Result<(), ProgramError>>()?;
        Ok(report?)
    })
}

fn run<T: Real>(remote: &Remote<T>, settings: &Settings) -> Result<Report, CheckError> {
    let mut check = GradientCheck::of(remote).scope(settings.scope);
    for block in &settings.only {
        check = check.only(block);
    }
    if let Some(tolerance) = settings.tolerance {
        check = check.tolerance(tolerance);
    }
    if let Some(seed) = settings.freeze {
        check = check.freeze(seed);
    }
    check.run(remote.start())
}

/// As many threads as the system gives, up to so many.
fn pool(threads: usize) -> Result<ThreadPool, ProgramError> {
    let started = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
    match started {
        Ok(pool) => Ok(pool),
        Err(_) if threads > 1 => pool(threads / 2),
        Err(error) => Err(ProgramError::Threads(error.to_string())),
    }
}
