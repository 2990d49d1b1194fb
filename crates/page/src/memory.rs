//! How do a page and the module hand texts to each other? Through the module's memory, by four functions.
//!
//! Whatever breaks off the computation throws in [`ask`]. If it was a panic, its message is the answer that stands; the instance is at its end.

use super::{Answer, answered};
use std::cell::RefCell;
use std::panic;

thread_local! {
    /// The bytes of the question, which a page writes.
    static QUESTION: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// The bytes of the answer, which it reads.
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn keep(answer: &Answer) {
    ANSWER.set(answer.bytes());
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
