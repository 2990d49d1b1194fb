//! On which threads does a command run? On some of our own, started before the work begins, with stacks of a declared size.
//!
//! The main thread's stack is whatever the user's shell allows (`ulimit -s 64`), and rayon starts its threads at the first use, with a
//! panic where the system has none left (`ulimit -u`). So the threads are started at once: as many as are wanted, or else a single one, or
//! else the command ends in one line. How many there are changes no bit of any result.
//!
//! Under a limit of the address space (`ulimit -v`) the room for all stacks is asked for first, in one piece, and given back. Where threads
//! were started one by one until the space was gone, the command ended in an abort now and then, and once not at all.

use std::env;
use std::thread;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// The stack of each thread. Today's deepest calls take less than 2 MB; the system gives memory only to what is used.
const STACK: usize = 16 << 20;

/// What a thread takes beside its stack before it has done any work: its own variables, its guard pages, its stack for signals.
const BESIDE_A_STACK: usize = 1 << 20;

/// No machine has more processors to spare for this, and each thread takes a stack (rayon would start up to 65,535).
const MOST_THREADS: usize = 256;

/// Runs a command on one of the threads.
///
/// # Errors
/// If the system has not a single thread for it.
pub(crate) fn run<R: Send>(command: impl FnOnce() -> R + Send) -> Result<R, ThreadPoolBuildError> {
    let number = wanted(env::var("RAYON_NUM_THREADS").ok().as_deref());
    let number = number.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let number = number.min(MOST_THREADS);
    let pool = if has_room_for(number) { start(number).or_else(|_| alone())? } else { alone()? };
    Ok(pool.install(command))
}

/// Whether the address space holds the stacks of so many threads. Nothing is written there, so it takes no memory.
fn has_room_for(threads: usize) -> bool {
    Vec::<u8>::new().try_reserve_exact(threads.saturating_mul(STACK + BESIDE_A_STACK)).is_ok()
}

/// The number of threads that the user asks for, where it is one.
fn wanted(number: Option<&str>) -> Option<usize> {
    let digits = number.filter(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()))?;
    // A number that no machine word holds is more than there can be.
    Some(digits.parse().unwrap_or(MOST_THREADS)).filter(|&threads| threads > 0)
}

fn start(threads: usize) -> Result<ThreadPool, ThreadPoolBuildError> {
    ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build()
}

/// A single thread, once those that were started in vain have ended.
fn alone() -> Result<ThreadPool, ThreadPoolBuildError> {
    const TRIES: usize = 10;
    let mut pool = start(1);
    for _ in 1..TRIES {
        if pool.is_ok() {
            break;
        }
        thread::sleep(Duration::from_millis(10));
        pool = start(1);
    }
    pool
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_number_from_1_asks_for_threads() {
        assert_eq!(wanted(Some("3")), Some(3));
        for number in [None, Some("0"), Some("many"), Some(""), Some("-1"), Some("+1")] {
            assert_eq!(wanted(number), None, "{number:?}");
        }
        for number in ["18446744073709551616", &"9".repeat(1000)] {
            assert_eq!(wanted(Some(number)), Some(MOST_THREADS));
        }
    }

    #[test]
    fn there_is_room_for_every_number_of_threads_that_is_started_and_not_for_any() {
        assert!(has_room_for(1) && has_room_for(MOST_THREADS));
        assert!(!has_room_for(usize::MAX));
    }

    #[test]
    fn a_command_runs_on_a_thread_of_the_pool_and_its_answer_comes_back() {
        assert_eq!(run(|| rayon::current_thread_index().is_some()).ok(), Some(true));
        assert_eq!(rayon::current_thread_index(), None);
    }
}
