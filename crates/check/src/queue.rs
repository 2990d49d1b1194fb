//! Who asks what at the same time? A queue of questions that knows how many askers there are, so that it can tell when all of them wait.
//!
//! A question that waits for others to share a line of the protocol with waits in vain if nobody else is about to ask. So each asker has a number. It is
//! *active* from its first question until it is gone, and a question leaves the queue when every active asker waits. An asker that is silent for a while though it is active
//! (it has other work, or none) is not waited for again until it asks.

use std::collections::{BTreeSet, VecDeque};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So long is an active asker waited for.
const GRACE: Duration = Duration::from_millis(1);

/// The parameters from one index on have these values, and the others those of the start.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) start: usize,
    pub(crate) values: Vec<f64>,
}

/// What is asked.
#[derive(Debug, PartialEq)]
pub(crate) enum Ask {
    Loss(Run),
    Gradient(Run),
}

/// What is answered: a loss, and a gradient if that was asked for; or a message of the program.
pub(crate) type Answer = Result<(f64, Vec<f64>), String>;

/// A question and where its answer goes.
pub(crate) struct Waiting {
    asker: usize,
    pub(crate) ask: Ask,
    pub(crate) answer: Sender<Answer>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Waiting>,
    active: BTreeSet<usize>,
    /// Those whose questions have left the queue and are not answered yet.
    answering: BTreeSet<usize>,
    closed: bool,
    /// So many must wait before it is worth a look.
    wanted: usize,
    /// The number of the next asker.
    next: usize,
}

/// The questions that wait.
#[derive(Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a new asker.
    pub(crate) fn asker(&self) -> usize {
        let mut state = self.state();
        state.next += 1;
        state.next
    }

    /// Puts a question into the queue. The answer comes from the receiver, which is hung up if there will be none.
    pub(crate) fn ask(&self, asker: usize, ask: Ask) -> Receiver<Answer> {
        let (answer, receiver) = channel();
        let mut state = self.state();
        if !state.closed {
            state.active.insert(asker);
            let alone = matches!(ask, Ask::Gradient(_));
            state.waiting.push_back(Waiting { asker, ask, answer });
            if alone || state.waiting.len() >= state.wanted || state.all_wait() {
                self.changed.notify_all();
            }
        }
        receiver
    }

    /// An asker that asks no more.
    pub(crate) fn gone(&self, asker: usize) {
        if self.state().active.remove(&asker) {
            self.changed.notify_all();
        }
    }

    /// No more questions, and no more answers to those that wait.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.waiting.clear();
        self.changed.notify_all();
    }

    /// Questions that can share a line, at most so many, for one of `jobs` programs: losses, or a single gradient. None once the queue is closed.
    pub(crate) fn take(&self, most: usize, jobs: usize) -> Option<Vec<Waiting>> {
        let mut state = self.state();
        let mut patience = None;
        loop {
            let is_loss = |waiting: &&Waiting| matches!(waiting.ask, Ask::Loss(_));
            let losses = state.waiting.iter().take_while(is_loss).count();
            // Each program has its share of those who ask.
            let share = state.active.len().div_ceil(jobs).min(most);
            if state.closed {
                return None;
            }
            if losses < state.waiting.len() && losses == 0 {
                return Some(state.leave(1));
            }
            if losses > 0 && (losses >= share || state.all_wait()) {
                return Some(state.leave(losses.min(share.max(1))));
            }
            state.wanted = if losses == 0 { 1 } else { share };
            if losses == 0 {
                patience = None;
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let until = *patience.get_or_insert_with(|| Instant::now() + GRACE);
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                state.forget_the_silent();
                continue;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// These have their answers, and may ask again.
    pub(crate) fn answered(&self, askers: impl IntoIterator<Item = usize>) {
        let mut state = self.state();
        askers.into_iter().for_each(|asker| _ = state.answering.remove(&asker));
    }
}

impl State {
    /// Whether every active asker waits for an answer.
    fn all_wait(&self) -> bool {
        self.waiting.len() + self.answering.len() >= self.active.len()
    }

    fn leave(&mut self, count: usize) -> Vec<Waiting> {
        let leaving: Vec<Waiting> = self.waiting.drain(..count).collect();
        // Who is still asleep shall look at the next.
        self.wanted = 1;
        self.answering.extend(leaving.iter().map(Waiting::asker));
        leaving
    }

    fn forget_the_silent(&mut self) {
        self.active = self.waiting.iter().map(Waiting::asker).chain(self.answering.iter().copied()).collect();
    }
}

impl Waiting {
    /// Who asked.
    pub(crate) fn asker(&self) -> usize {
        self.asker
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn loss(value: f64) -> Ask {
        Ask::Loss(Run { start: 0, values: vec![value] })
    }

    fn askers(taken: &[Waiting]) -> Vec<usize> {
        taken.iter().map(Waiting::asker).collect()
    }

    #[test]
    fn what_all_ask_leaves_together_and_a_gradient_alone() {
        let queue = Queue::default();
        let (one, two) = (queue.asker(), queue.asker());
        let _answers = [queue.ask(one, loss(1.0)), queue.ask(two, loss(2.0))];
        assert_eq!(askers(&queue.take(64, 1).unwrap()), [one, two]);
        queue.answered([one, two]);
        let gradient = Ask::Gradient(Run { start: 0, values: Vec::new() });
        let _answers = [queue.ask(two, loss(1.0)), queue.ask(one, gradient)];
        assert_eq!(askers(&queue.take(64, 1).unwrap()), [two]);
        assert_eq!(askers(&queue.take(64, 1).unwrap()), [one]);
    }

    #[test]
    fn no_more_leave_than_one_program_takes() {
        let queue = Queue::default();
        let all: Vec<usize> = (0..6).map(|_| queue.asker()).collect();
        let _answers: Vec<_> = all.iter().map(|&asker| queue.ask(asker, loss(0.0))).collect();
        assert_eq!(queue.take(4, 1).unwrap().len(), 4, "as many as it takes");
        assert_eq!(queue.take(64, 3).unwrap().len(), 2, "its share, and the others are being answered");
    }

    #[test]
    fn whoever_is_silent_is_waited_for_once_and_whoever_is_gone_is_not() {
        let queue = Queue::default();
        let (one, two) = (queue.asker(), queue.asker());
        let _answers = [queue.ask(one, loss(1.0)), queue.ask(two, loss(2.0))];
        queue.answered(askers(&queue.take(64, 1).unwrap()));
        let _answer = queue.ask(one, loss(1.0));
        let before = Instant::now();
        assert_eq!(askers(&queue.take(64, 1).unwrap()), [one]);
        assert!(before.elapsed() >= GRACE, "the other might have asked");
        assert_eq!(queue.state().active.iter().copied().collect::<Vec<_>>(), [one], "and is not waited for again");
        queue.gone(one);
        assert!(queue.state().active.is_empty());
    }

    #[test]
    fn a_closed_queue_hangs_up_on_all_and_takes_no_more() {
        let queue = Queue::default();
        let asker = queue.asker();
        let waits = queue.ask(asker, loss(1.0));
        thread::scope(|scope| {
            scope.spawn(|| queue.close());
            assert!(waits.recv().is_err());
        });
        assert!(queue.take(64, 1).is_none() && queue.ask(asker, loss(1.0)).recv().is_err());
    }
}
