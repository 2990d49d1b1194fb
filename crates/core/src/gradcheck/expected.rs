//! What if a gradient is deliberately not the derivative? Then it is said how many times the derivative it is to be, block by block or entry by entry, and held against that.
//!
//! An entry gᵢ that is to be k times the derivative is compared as gᵢ/k; the division costs half a unit in the last place. One that is to be 0 has to be 0 to the bit.

use std::fmt;
use std::ops::Range;

use super::CheckError;
use crate::objective::Block;

/// What is expected of a part of the gradient.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expected {
    pub(super) part: Part,
    /// So many times the derivative.
    pub(super) times: f64,
}

/// A part of the parameters.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Block(String),
    Entries(Range<usize>),
}

/// How many times the derivative each entry is to be.
pub(super) fn multiples(expected: &[Expected], blocks: &[Block], dimension: usize) -> Result<Vec<f64>, CheckError> {
    let mut multiples = vec![1.0; dimension];
    for Expected { part, times } in expected {
        if !times.is_finite() {
            let name = "how many times the derivative a gradient is expected to be";
            return Err(CheckError::Setting { name, value: *times, needed: "finite" });
        }
        multiples[part.range(blocks, dimension)?].fill(*times);
    }
    Ok(multiples)
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Block(name) => formatter.write_str(name),
            Part::Entries(Range { start, end }) => write!(formatter, "the part {start}..{end}"),
        }
    }
}

impl Part {
    fn range(&self, blocks: &[Block], dimension: usize) -> Result<Range<usize>, CheckError> {
        match self {
            Part::Block(name) => {
                let block = blocks.iter().find(|block| block.name == *name);
                let names = || blocks.iter().map(|block| block.name.clone()).collect();
                Ok(block.ok_or_else(|| CheckError::NoBlock { name: name.clone(), blocks: names() })?.range.clone())
            }
            Part::Entries(Range { start, end }) if start <= end && *end <= dimension => Ok(*start..*end),
            &Part::Entries(Range { start, end }) => Err(CheckError::NoEntries { start, end, dimension }),
        }
    }
}

/// Divides the gradient by what it is to be; returns the entries that are to be 0 and are not, with what they are. They become 0.
pub(super) fn divide(gradient: &mut [f64], multiples: &[f64]) -> Vec<(usize, f64)> {
    let mut broken = Vec::new();
    for (index, (entry, &times)) in gradient.iter_mut().zip(multiples).enumerate() {
        if times != 0.0 {
            *entry /= times;
        } else if *entry != 0.0 {
            broken.push((index, std::mem::take(entry)));
        }
    }
    broken
}
