//! How do parameters that are matrices, vectors and lists of these become one flat vector, and back? One after the other, matrices by rows; and their names stay.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::objective::{Named, Parameters};
//!
//! let mut named = (Named("W", array![[1.0, 2.0], [3.0, 4.0]]), Named("b", array![5.0, 6.0]));
//! assert_eq!(named.flat(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
//! let blocks = named.blocks();
//! assert_eq!((blocks[0].name.as_str(), blocks[0].shape, blocks[1].range.clone()), ("W", (2, 2), 4..6));
//! named.write(&mut &[0.0; 6][..]);
//! assert_eq!(named.1.1, array![0.0, 0.0]);
//! // Without names they are numbered.
//! assert_eq!(vec![vec![1.0, 2.0], vec![3.0]].blocks()[1].name, "1");
//! ```

use std::collections::BTreeMap;

use ndarray::{Array, Dimension};

use super::{Block, Kind};
use crate::bits::Real;

/// Parameters, or a gradient, in the form that a program has them: arrays of ndarray, `Vec` and arrays of numbers, and tuples, lists and dictionaries of these.
/// A part is named by [`Named`], or by its key.
pub trait Parameters<T: Real> {
    /// Adds the blocks of these parameters, a part of the whole with this name (empty for all) and, unless it has a name of its own, with this number.
    fn describe(&self, whole: &str, number: Option<usize>, blocks: &mut Vec<Block>);
    /// Adds their numbers.
    fn read(&self, flat: &mut Vec<T>);
    /// Takes their numbers from the start of a flat vector.
    ///
    /// # Panics
    /// If it is too short.
    fn write(&mut self, flat: &mut &[T]);

    /// The blocks.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.describe("", None, &mut blocks);
        blocks
    }

    /// All numbers, one after the other.
    fn flat(&self) -> Vec<T> {
        let mut flat = Vec::new();
        self.read(&mut flat);
        flat
    }
}

/// Adds a block after the others.
fn add(whole: &str, number: Option<usize>, shape: (usize, usize), blocks: &mut Vec<Block>) {
    let start = blocks.last().map_or(0, |block| block.range.end);
    let name = numbered(whole, number);
    let name = if name.is_empty() { "θ".to_owned() } else { name };
    let (layer, kind) = role(&name);
    blocks.push(Block { layer, kind, shape, ..Block::new(name, start..Block::end(start, shape)) });
}

/// Layer and kind of a part that is named as in the notes, `W1`, `b_1` or `W[1]`; then a diagnosis can say in which layer a bug is.
fn role(name: &str) -> (usize, Kind) {
    let name = name.rsplit('.').next().unwrap_or(name);
    let kind = match name.chars().next() {
        Some('W' | 'w') => Kind::Weights,
        Some('b' | 'B') => Kind::Bias,
        _ => return (0, Kind::Other),
    };
    let layer = name[1..].trim_matches(['[', ']', '_']).parse().unwrap_or(0);
    if layer > 0 { (layer, kind) } else { (0, Kind::Other) }
}

/// The name of a part with a number.
fn numbered(whole: &str, number: Option<usize>) -> String {
    number.map_or_else(|| whole.to_owned(), |number| named(whole, &number.to_string()))
}

/// The name of a part with a name.
fn named(whole: &str, part: &str) -> String {
    if whole.is_empty() { part.to_owned() } else { format!("{whole}.{part}") }
}

/// The first numbers of a flat vector.
fn take<'f, T>(flat: &mut &'f [T], count: usize) -> &'f [T] {
    let (first, rest) = flat.split_at(count);
    *flat = rest;
    first
}

impl<T: Real, D: Dimension> Parameters<T> for Array<T, D> {
    fn describe(&self, whole: &str, number: Option<usize>, blocks: &mut Vec<Block>) {
        let rows = self.shape().first().copied().unwrap_or(1);
        add(whole, number, (rows, self.len().checked_div(rows).unwrap_or(1)), blocks);
    }

    fn read(&self, flat: &mut Vec<T>) {
        flat.extend(self.iter().copied());
    }

    fn write(&mut self, flat: &mut &[T]) {
        let numbers = take(flat, self.len());
        self.iter_mut().zip(numbers).for_each(|(entry, number)| *entry = *number);
    }
}

/// For numbers in a row, and for parts in a row.
macro_rules! rows {
    ($($number:ty),*) => {$(
        rows!(@numbers $number, [] Vec<$number>);
        rows!(@numbers $number, [const N: usize] [$number; N]);
        rows!(@parts $number, [] Vec<P>);
        rows!(@parts $number, [const N: usize] [P; N]);
        rows!(@keys $number, String);
        rows!(@keys $number, &str);
    )*};
    (@numbers $number:ty, [$($size:tt)*] $row:ty) => {
        impl<$($size)*> Parameters<$number> for $row {
            fn describe(&self, whole: &str, number: Option<usize>, blocks: &mut Vec<Block>) {
                add(whole, number, (self.len(), 1), blocks);
            }
            fn read(&self, flat: &mut Vec<$number>) {
                flat.extend_from_slice(self);
            }
            fn write(&mut self, flat: &mut &[$number]) {
                let count = self.len();
                self.copy_from_slice(take(flat, count));
            }
        }
    };
    (@parts $number:ty, [$($size:tt)*] $row:ty) => {
        impl<P: Parameters<$number>, $($size)*> Parameters<$number> for $row {
            fn describe(&self, whole: &str, number: Option<usize>, blocks: &mut Vec<Block>) {
                let whole = numbered(whole, number);
                self.iter().enumerate().for_each(|(number, one)| one.describe(&whole, Some(number), blocks));
            }
            fn read(&self, flat: &mut Vec<$number>) {
                self.iter().for_each(|one| one.read(flat));
            }
            fn write(&mut self, flat: &mut &[$number]) {
                self.iter_mut().for_each(|one| one.write(flat));
            }
        }
    };
    (@keys $number:ty, $key:ty) => {
        impl<P: Parameters<$number>> Parameters<$number> for BTreeMap<$key, P> {
            fn describe(&self, whole: &str, number: Option<usize>, blocks: &mut Vec<Block>) {
                let whole = numbered(whole, number);
                self.iter().for_each(|(key, one)| one.describe(&named(&whole, key), None, blocks));
            }
            fn read(&self, flat: &mut Vec<$number>) {
                self.values().for_each(|one| one.read(flat));
            }
            fn write(&mut self, flat: &mut &[$number]) {
                self.values_mut().for_each(|one| one.write(flat));
            }
        }
    };
}
rows!(f64, f32);

/// A part with its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named<P>(pub &'static str, pub P);

impl<T: Real, P: Parameters<T>> Parameters<T> for Named<P> {
    fn describe(&self, whole: &str, _number: Option<usize>, blocks: &mut Vec<Block>) {
        self.1.describe(&named(whole, self.0), None, blocks);
    }

    fn read(&self, flat: &mut Vec<T>) {
        self.1.read(flat);
    }

    fn write(&mut self, flat: &mut &[T]) {
        self.1.write(flat);
    }
}

macro_rules! tuples {
    ($(($($one:ident $number:tt),+))*) => {$(
        impl<T: Real, $($one: Parameters<T>),+> Parameters<T> for ($($one,)+) {
            fn describe(&self, whole: &str, number: Option<usize>, blocks: &mut Vec<Block>) {
                let whole = numbered(whole, number);
                $(self.$number.describe(&whole, Some($number), blocks);)+
            }
            fn read(&self, flat: &mut Vec<T>) {
                $(self.$number.read(flat);)+
            }
            fn write(&mut self, flat: &mut &[T]) {
                $(self.$number.write(flat);)+
            }
        }
    )*};
}
tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}
