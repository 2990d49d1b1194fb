//! How is independent work spread over threads, so that nobody can tell how many there were?
//!
//! Each cell is computed from its own input alone, and the answers come back in the order of the inputs; nothing is combined on the way. So
//! the result has the same bits for every number of threads, and without the feature `rayon`, where one cell comes after another. This is
//! the only door: `clippy.toml` disallows parallel iterators elsewhere.
//!
//! ```
//! use wellposed_core::parallel::cells;
//!
//! assert_eq!(cells(1..=4, |n| n * n), [1, 4, 9, 16]);
//! ```

use std::sync::Mutex;

/// The answer for each of the inputs, in their order.
///
/// # Panics
/// If `answer` does; the other cells may have run or not.
pub fn cells<I: Send, O: Send>(inputs: impl IntoIterator<Item = I>, answer: impl Fn(I) -> O + Sync) -> Vec<O> {
    let cells: Vec<Mutex<Cell<I, O>>> = inputs.into_iter().map(|input| Mutex::new(Cell::Input(input))).collect();
    each(cells.len(), &|index| {
        let cell = std::mem::replace(&mut *cells[index].lock().expect(ALONE), Cell::Running);
        let Cell::Input(input) = cell else { unreachable!("each cell runs once") };
        let found = answer(input);
        *cells[index].lock().expect(ALONE) = Cell::Answer(found);
    });
    let answers = cells.into_iter().map(|cell| match cell.into_inner().expect(ALONE) {
        Cell::Answer(answer) => answer,
        Cell::Input(_) | Cell::Running => unreachable!("each cell has run"),
    });
    answers.collect()
}

/// What stands in a cell.
enum Cell<I, O> {
    Input(I),
    Running,
    Answer(O),
}

/// Why no lock is ever poisoned: a cell panics only while it holds none.
const ALONE: &str = "no cell holds a lock while it runs";

/// Changes each item in its place.
pub fn in_place<T: Send>(items: &mut [T], change: impl Fn(&mut T) + Send + Sync) {
    #[cfg(feature = "rayon")]
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    {
        use rayon::prelude::*;
        items.par_iter_mut().for_each(change);
    }
    #[cfg(not(feature = "rayon"))]
    items.iter_mut().for_each(change);
}

/// Both answers.
pub fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "rayon")]
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    return rayon::join(a, b);
    #[cfg(not(feature = "rayon"))]
    (a(), b())
}

/// How many threads share the work.
pub fn threads() -> usize {
    #[cfg(feature = "rayon")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "rayon"))]
    1
}

/// Runs a task for each index. Not generic, so that it is compiled once.
fn each(count: usize, task: &(dyn Fn(usize) + Sync)) {
    #[cfg(feature = "rayon")]
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    {
        use rayon::prelude::*;
        (0..count).into_par_iter().with_max_len(1).for_each(task);
    }
    #[cfg(not(feature = "rayon"))]
    (0..count).for_each(task);
}

#[cfg(test)]
mod tests;
