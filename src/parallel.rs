//! How is independent work spread over threads, so that nobody can tell how many there were?
//!
//! Each cell is computed from its own input alone, and the answers come back in the order of the inputs; nothing is combined on the way. So
//! the result has the same bits for every number of threads, for none of our own among them (WebAssembly). It is the only door: `clippy.toml`
//! disallows parallel iterators elsewhere.
//!
//! ```
//! use wellposed::parallel::cells;
//!
//! assert_eq!(cells(1..=4, |n| n * n), [1, 4, 9, 16]);
//! ```

use std::sync::Mutex;

/// The answer for each of the inputs, in their order.
///
/// # Panics
/// If `answer` does; the other cells may have run or not.
pub fn cells<I: Send, O: Send>(inputs: impl IntoIterator<Item = I>, answer: impl Fn(I) -> O + Sync) -> Vec<O> {
    let slots: Vec<(Mutex<Option<I>>, Mutex<Option<O>>)> =
        inputs.into_iter().map(|input| (Mutex::new(Some(input)), Mutex::new(None))).collect();
    each(slots.len(), &|index| {
        let (input, output) = &slots[index];
        let input = input.lock().expect(UNSHARED).take().expect("each cell runs once");
        let found = answer(input);
        *output.lock().expect(UNSHARED) = Some(found);
    });
    slots.into_iter().map(|(_, output)| output.into_inner().expect(UNSHARED).expect("each cell has run")).collect()
}

/// Why a lock can't be poisoned: a panic of the answer ends all, and holds none.
const UNSHARED: &str = "no other cell has this lock";

/// Runs a task for each index. Not generic, so that it is compiled once.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
fn each(count: usize, task: &(dyn Fn(usize) + Sync)) {
    use rayon::prelude::*;
    (0..count).into_par_iter().with_max_len(1).for_each(task);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn answers_stand_in_the_order_of_their_inputs(inputs in prop::collection::vec(any::<u32>(), 0..200), threads in 1usize..5) {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let answers = pool.install(|| cells(inputs.clone(), |input| u64::from(input) + 1));
            prop_assert_eq!(answers, inputs.iter().map(|&input| u64::from(input) + 1).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_of_one_cell_reaches_the_caller_with_its_words() {
        let panic = std::panic::catch_unwind(|| cells(0..10, |number| assert!(number != 7, "seven"))).unwrap_err();
        assert!(
            panic.downcast_ref::<String>().is_some_and(|words| words.contains("seven"))
                || panic.downcast_ref::<&str>() == Some(&"seven")
        );
    }
}
