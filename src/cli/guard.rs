//! What if the program itself is wrong? Then a panic ends in one line as well, with the place in the source and without a backtrace.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::OnceLock;

use super::{Answer, Failure};

/// Calls a command and turns the first panic, on whichever thread, into a failure.
///
/// Nothing that the command worked on is used after a panic, so that it may be left in any state.
pub(crate) fn guarded(command: impl FnOnce() -> Result<Answer, Failure>) -> Result<Answer, Failure> {
    static FIRST: OnceLock<String> = OnceLock::new();
    panic::set_hook(Box::new(|panic| {
        let _ = FIRST.set(described(panic));
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(command));
    let _ = panic::take_hook();
    ended.unwrap_or_else(|payload| {
        Err(Failure::Internal(FIRST.get().cloned().unwrap_or_else(|| message(payload.as_ref()).to_owned())))
    })
}

fn described(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(String::new, |place| format!("{}:{}: ", place.file(), place.line()));
    place + message(panic.payload())
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_failure_with_its_place() {
        match guarded(|| panic!("seven is not {}", 8)) {
            Err(Failure::Internal(text)) => {
                assert!(text.contains("guard.rs:") && text.ends_with(": seven is not 8"), "{text}");
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(guarded(|| Ok(Answer::No)), Ok(Answer::No)));
    }
}
