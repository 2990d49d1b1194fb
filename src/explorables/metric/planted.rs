//! Which bug does a scene plant? The size of the weights and a bug of the catalogue, or none: `0.03 BiasForgotten(1)`, `0.1 none`.

use crate::gradcheck::catalogue::{Bug, Entry, catalogue};

/// What a reader is told whose words are neither.
pub(super) const EXPECTED: &str = "What was to be planted is no size of the weights from 0.001 to 3 with a bug of the catalogue, such as \
                                   “0.1 BiasSign(3)” or “0.1 none”: a bug or none is drawn.";
const SIZES: std::ops::RangeInclusive<f64> = 1e-3..=3.0;

/// A network with a bug that is not drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Planted {
    pub(super) size: f64,
    pub(super) bug: Option<Bug>,
}

impl Planted {
    pub(super) fn read(words: &str) -> Option<Planted> {
        let (size, bug) = words.trim().split_once(' ')?;
        let size = size.parse().ok().filter(|size| SIZES.contains(size))?;
        match bug.trim() {
            "none" => Some(Planted { size, bug: None }),
            name => {
                bugs().into_iter().find(|bug| format!("{bug:?}") == name).map(|bug| Planted { size, bug: Some(bug) })
            }
        }
    }
}

/// The bugs of the catalogue that need no dropout.
pub(super) fn bugs() -> Vec<Bug> {
    let plain = |entry: Entry| (!entry.needs_dropout()).then_some(entry.bug);
    catalogue().into_iter().filter_map(plain).collect()
}
