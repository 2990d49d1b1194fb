//! What do rows that stay alike say of starts from zeros and constants?

use super::{HIDDEN, Path, SHOWN, Start};
use crate::chapters::activations;
use crate::report::{Band, Case, Claim, Measured};

/// L11-24: weights at zero or constant fail, because units that start alike stay alike.
pub(super) fn symmetry(paths: &[Path]) -> Claim {
    let mut cases = Vec::new();
    for path in paths {
        let last = path.looks.last().expect("looks at every path");
        let name = |what: &str| format!("{}, {}: {what}", activations::words(path.activation), path.start.words());
        let control = paths.iter().find(|other| other.activation == path.activation && other.start == Start::Random);
        let control = control.and_then(|control| control.looks.last()).expect("a random start as control");
        match path.start {
            Start::Zeros | Start::Constant => {
                cases.push(Case::new(
                    name("distinct rows of W[1]"),
                    Band::at_most(1.0, "equal units get equal gradients, bit for bit: all rows stay equal"),
                    Measured::exact(last.distinct_rows as f64),
                ));
                cases.push(Case::new(
                    name("loss over that of the random start"),
                    Band::at_least(
                        2.0,
                        "failure read as: at least twice the loss of the same network from a random start",
                    ),
                    Measured::exact(last.loss / control.loss),
                ));
            }
            Start::Random => cases.push(Case::new(
                name("distinct rows of W[1]"),
                Band::at_least(HIDDEN as f64, "the control: drawn rows differ, and so do their gradients"),
                Measured::exact(last.distinct_rows as f64),
            )),
            Start::Dropout | Start::Perturbed(..) => {}
        }
    }
    Claim::new(
        "L11-24",
        "Weights that start at zero, or all at one constant of any size, fail because of symmetry (the notes leave this out here).",
    )
    .swept(format!("distinct rows of W[1], compared bit by bit, and the loss, after {} steps", SHOWN[SHOWN.len() - 1]), cases)
    .source("equivariance: gradient descent commutes with permutations of the units of a layer (Goodfellow, Bengio & Courville 2016, §8.4)")
}
