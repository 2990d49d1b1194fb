//! Where do random inputs come from? From a stream of a seed, so that a call can be repeated.

use ndarray::{Array2, ArrayView2, s};
use rand::RngExt;
use wellposed::bits::streams::{Stream, numbered_stream, standard_normal};

use super::Promise;

/// Numbers that are finite and of no common size.
const EXTREMES: [f64; 24] = [
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    2.2e-308,
    1e-310,
    -1e-308,
    1e-300,
    -1e-200,
    1e-160,
    1e-30,
    -1e-17,
    1.0,
    -1.0,
    1e16,
    -1e30,
    1e150,
    -1e155,
    1e200,
    -1e300,
    1e308,
    f64::MAX,
    f64::MIN,
    f64::EPSILON,
];
/// Numbers that are not.
const SPECIAL: [f64; 3] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
/// Sizes beyond any memory.
const HUGE: [usize; 4] = [usize::MAX, usize::MAX / 2, 1 << 40, (1 << 31) + 1];

/// Which numbers there are.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    Tame,
    Finite,
    Any,
}

/// A source of inputs.
pub(crate) struct Source {
    pub(crate) stream: Stream,
    mode: Mode,
}

impl Source {
    pub(crate) fn new(seed: u64) -> Self {
        let mut stream = numbered_stream(seed, "fuzz/library", &[]);
        let mode = [Mode::Tame, Mode::Finite, Mode::Any][stream.random_range(0..3)];
        Source { stream, mode }
    }

    /// The promise that holds for what this source returns.
    pub(crate) fn least_promise(&self) -> Promise {
        match self.mode {
            Mode::Tame => Promise::Tame,
            Mode::Finite => Promise::Finite,
            Mode::Any => Promise::Always,
        }
    }

    /// One of them.
    pub(crate) fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.stream.random_range(0..choices.len())]
    }

    /// Whether, once in so many times.
    pub(crate) fn once_in(&mut self, times: u32) -> bool {
        self.stream.random_range(0..times) == 0
    }

    /// A number.
    pub(crate) fn number(&mut self) -> f64 {
        let choice = self.stream.random_range(0..20);
        match (self.mode, choice) {
            (Mode::Any, 0..3) => self.of(&SPECIAL),
            (Mode::Finite | Mode::Any, 3..9) => self.of(&EXTREMES),
            (Mode::Finite | Mode::Any, 9..11) => {
                let number = f64::from_bits(self.stream.random());
                if number.is_finite() || self.mode == Mode::Any { number } else { 1.0 }
            }
            (_, 11..15) => f64::from(self.stream.random_range(-3..4)),
            _ => 3.0 * standard_normal(&mut self.stream),
        }
    }

    /// A number that is often between 0 and 1.
    pub(crate) fn share(&mut self) -> f64 {
        if self.once_in(5) { self.number() } else { self.stream.random::<f64>() }
    }

    /// A number that is often positive.
    pub(crate) fn positive(&mut self) -> f64 {
        let number = self.number();
        if self.once_in(5) { number } else { number.abs() }
    }

    /// A size from 0 to `most`, often small.
    pub(crate) fn size(&mut self, most: usize) -> usize {
        let most = if self.once_in(2) { most.min(3) } else { most };
        self.stream.random_range(0..=most)
    }

    /// A size from 0 to `most`, or one beyond any memory.
    pub(crate) fn any_size(&mut self, most: usize) -> usize {
        if self.once_in(10) { self.of(&HUGE) } else { self.size(most) }
    }

    /// The same size as a rule, else another.
    pub(crate) fn like(&mut self, size: usize) -> usize {
        if self.once_in(10) { self.size(size + 2) } else { size }
    }

    pub(crate) fn numbers(&mut self, count: usize) -> Vec<f64> {
        // Sometimes all the same, and sometimes sorted: ties and constant columns.
        let same = self.once_in(8).then(|| self.number());
        (0..count).map(|_| same.unwrap_or_else(|| self.number())).collect()
    }

    /// So many numbers or fewer.
    pub(crate) fn some(&mut self, most: usize) -> Vec<f64> {
        let count = self.size(most);
        self.numbers(count)
    }

    /// Small whole numbers from 0 on, where a label is wanted; sometimes others.
    pub(crate) fn labels(&mut self, count: usize) -> Vec<f64> {
        if self.once_in(5) {
            return self.numbers(count);
        }
        (0..count).map(|_| f64::from(self.stream.random_range(0..2))).collect()
    }

    pub(crate) fn matrix(&mut self, rows: usize, columns: usize) -> Matrix {
        let layout = self.stream.random_range(0..4);
        let shape = [(rows, columns), (columns, rows), (2 * rows, 3 * columns), (rows, columns)][layout];
        let numbers = self.numbers(shape.0 * shape.1);
        Matrix { storage: Array2::from_shape_vec(shape, numbers).expect("as many"), layout }
    }

    /// A symmetric matrix, as a rule.
    pub(crate) fn symmetric(&mut self, size: usize) -> Array2<f64> {
        let mut matrix = self.matrix(size, size).view().to_owned();
        if !self.once_in(10) {
            (0..size).for_each(|i| (0..i).for_each(|j| matrix[[i, j]] = matrix[[j, i]]));
        }
        matrix
    }
}

/// A matrix in some layout.
pub(crate) struct Matrix {
    storage: Array2<f64>,
    layout: usize,
}

impl Matrix {
    pub(crate) fn view(&self) -> ArrayView2<'_, f64> {
        match self.layout {
            0 => self.storage.view(),
            1 => self.storage.t(),
            2 => self.storage.slice(s![..;2, ..;3]),
            _ => self.storage.slice(s![..;-1, ..;-1]),
        }
    }
}
