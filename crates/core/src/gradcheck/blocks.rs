//! Do the objective's blocks hold all parameters, each once, and which of them are checked?

use super::CheckError;
use super::guard::at_parameters;
use crate::bits::Real;
use crate::objective::{Abilities, Block, Objective};

/// The blocks of an objective with so many parameters; all of them are one block, θ, where it names none.
pub(super) fn of<T: Real>(objective: &mut dyn Objective<T>, dimension: usize) -> Result<Vec<Block>, CheckError> {
    let blocks = at_parameters("blocks", || objective.abilities().blocks())?;
    let Some(last) = blocks.last() else { return Ok(vec![Block::new("θ", 0..dimension)]) };
    let mut expected = 0;
    for block in &blocks {
        if block.range.start != expected || block.range.end > dimension || block.range.end < block.range.start {
            let (start, end) = (block.range.start, block.range.end);
            return Err(CheckError::Blocks { name: block.name.clone(), start, end, expected, dimension });
        }
        let ((rows, columns), numbers) = (block.shape, block.range.len());
        if rows.checked_mul(columns) != Some(numbers) {
            return Err(CheckError::Shape { name: block.name.clone(), rows, columns, numbers });
        }
        expected = block.range.end;
    }
    if expected != dimension {
        let (name, start) = (last.name.clone(), expected);
        return Err(CheckError::Blocks { name, start, end: expected, expected: dimension, dimension });
    }
    Ok(blocks)
}

/// The blocks of these names, all if there are none, and the names of the others.
pub(super) fn chosen(blocks: Vec<Block>, only: &[String]) -> Result<(Vec<Block>, Vec<String>), CheckError> {
    let names = || blocks.iter().map(|block| block.name.clone()).collect();
    if let Some(name) = only.iter().find(|name| blocks.iter().all(|block| block.name != **name)) {
        return Err(CheckError::NoBlock { name: name.clone(), blocks: names() });
    }
    let (chosen, others): (Vec<Block>, Vec<Block>) =
        blocks.into_iter().partition(|block| only.is_empty() || only.contains(&block.name));
    Ok((chosen, others.into_iter().map(|block| block.name).collect()))
}
