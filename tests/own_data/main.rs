//! What do the experiments answer for data of your own, whatever these are? For every file that is accepted each cell is a finite
//! number, empty with a note that says why, or ∞ with a note that says what it stands for; every other file is refused in one line.
//!
//! | file | answers |
//! |---|---|
//! | `bounds` | What is too much for the reader, and how is it said? |
//! | `files` | Which files are tried? |
//! | `answers` | What may an answer hold? |
//! | `found` | What was found wrong once, and what stands next to it |
//! | `targets` | What is read as a target, and what is refused with the remedy? |
//! | `reach` | Which files are read, in whatever shape they are written? |
//! | `streams` | Pipes, standard input, and streams without an end |

mod answers;
mod bounds;
mod files;
mod found;
mod reach;
mod streams;
mod targets;

use answers::{Asked, judge};
use proptest::prelude::*;

/// So many files are tried, or one for so many of `PROPTEST_CASES`.
fn cases(usual: u32, one_of: u32) -> ProptestConfig {
    let wanted: Option<u32> = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases = wanted.map_or(usual, |cases| (cases / one_of).max(1));
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn answered_or_refused(file: &[u8], asked: Asked) -> Result<(), TestCaseError> {
    judge(file, asked).map_err(|wrong| TestCaseError::fail(format!("{wrong}: {:?}", String::from_utf8_lossy(file))))
}

proptest! {
    #![proptest_config(cases(60, 1))]

    /// Whatever the file, there is an answer or a refusal.
    #[test]
    fn every_file_is_answered_or_refused(file in files::file()) {
        answered_or_refused(&file, Asked::AllButSteps)?;
    }
}

proptest! {
    #![proptest_config(cases(5, 10))]

    /// Steps are counted, or it is said why not.
    #[test]
    fn every_file_has_its_steps_counted_or_is_refused(file in files::file()) {
        answered_or_refused(&file, Asked::Steps)?;
    }

    /// The unit of the target changes no count of steps, and the unit of the features nothing behind a normalizer that divides by
    /// their spread: not a bit, for powers of two.
    #[test]
    fn no_answer_depends_on_units(set in files::ordinary(), power in -900..300i32) {
        answers::units_do_not_matter(&set, power);
    }
}
