//! How does a program become an objective? Each copy asks it through the queue, and a loss that can't be computed is a panic here, which the checker catches.
//!
//! The program knows the parameters that its hello told, so that only what is moved is sent: for one parameter one number.

use std::panic::resume_unwind;
use std::sync::Arc;

use wellposed_core::bits::Real;
use wellposed_core::gradcheck::{Abilities, Block, Objective, Probe};

use crate::hello::Hello;
use crate::queue::{Ask, Queue, Run};

/// What is said where there is no answer; the reason is told by whoever found it.
const HUNG_UP: &str = "the program does not answer any more";

/// The loss and gradient of a program, for one of the threads that ask it.
pub(crate) struct Remote<T> {
    start: Arc<[T]>,
    blocks: Arc<[Block]>,
    frozen: bool,
    queue: Arc<Queue>,
    asker: usize,
}

impl<T: Real> Remote<T> {
    /// Of a program, which makes the same random choices in each evaluation if it is `frozen`.
    pub(crate) fn new(hello: &Hello, frozen: bool, queue: &Arc<Queue>) -> Self {
        Remote {
            start: hello.parameters.iter().map(|&number| T::from_f64(number)).collect(),
            blocks: hello.blocks.clone().into(),
            frozen,
            queue: Arc::clone(queue),
            asker: queue.asker(),
        }
    }

    /// Where the gradient is checked.
    pub(crate) fn start(&self) -> &[T] {
        &self.start
    }

    fn ask(&self, ask: Ask) -> (f64, Vec<f64>) {
        match self.queue.ask(self.asker, ask).recv() {
            Ok(Ok(answer)) => answer,
            // Nothing is printed: the hook of panics is for faults of this program.
            Ok(Err(message)) => resume_unwind(Box::new(message)),
            Err(_) => resume_unwind(Box::new(HUNG_UP)),
        }
    }
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        Remote {
            start: Arc::clone(&self.start),
            blocks: Arc::clone(&self.blocks),
            frozen: self.frozen,
            queue: Arc::clone(&self.queue),
            asker: self.queue.asker(),
        }
    }
}

impl<T> Drop for Remote<T> {
    fn drop(&mut self) {
        self.queue.gone(self.asker);
    }
}

/// What of the parameters is not as it was at the start: the run from the first entry that differs to the last.
fn run<T: Real>(start: &[T], parameters: &[T]) -> Run {
    let bits = |number: T| number.to_f64().to_bits();
    let differs = |(a, b): (&T, &T)| bits(*a) != bits(*b);
    let Some(first) = start.iter().zip(parameters).position(differs) else {
        return Run { start: 0, values: Vec::new() };
    };
    let last = start.iter().zip(parameters).rposition(differs).unwrap_or(first);
    Run { start: first, values: parameters[first..=last].iter().map(|number| number.to_f64()).collect() }
}

impl<T: Real> Objective<T> for Remote<T> {
    fn dimension(&self) -> usize {
        self.start.len()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        let (loss, found) = self.ask(Ask::Gradient(run(&self.start, parameters)));
        for (entry, found) in gradient.iter_mut().zip(found) {
            *entry = T::from_f64(found);
        }
        T::from_f64(loss)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        T::from_f64(self.ask(Ask::Loss(run(&self.start, parameters))).0)
    }
}

impl<T: Real> Abilities<T> for Remote<T> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    fn blocks(&mut self) -> Vec<Block> {
        self.blocks.to_vec()
    }

    /// The program was told the seed before the check.
    fn freeze(&mut self, _: u64) -> bool {
        self.frozen
    }

    fn repeats(&mut self) -> bool {
        !self.frozen
    }

    fn probe(&mut self, parameters: &[T]) -> Option<Box<dyn Probe<T> + Send>> {
        let here = run(&self.start, parameters).values.is_empty();
        here.then(|| Box::new(self.clone()) as Box<dyn Probe<T> + Send>)
    }
}

impl<T: Real> Probe<T> for Remote<T> {
    fn loss_with(&mut self, index: usize, value: T) -> T {
        T::from_f64(self.ask(Ask::Loss(Run { start: index, values: vec![value.to_f64()] })).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_moved_is_sent() {
        let start = [1.0, 0.0, 3.0, 4.0];
        let of = |parameters: [f64; 4]| run(&start, &parameters);
        assert_eq!(of(start), Run { start: 0, values: vec![] });
        assert_eq!(of([1.0, 0.5, 3.0, 4.0]), Run { start: 1, values: vec![0.5] });
        assert_eq!(of([1.0, 0.5, 3.0, 5.0]), Run { start: 1, values: vec![0.5, 3.0, 5.0] });
        let zero = of([1.0, -0.0, 3.0, 4.0]);
        assert_eq!((zero.start, zero.values.len()), (1, 1), "another zero is another point");
        assert_eq!(of([f64::NAN, 0.0, 3.0, 4.0]).values.len(), 1);
    }
}
