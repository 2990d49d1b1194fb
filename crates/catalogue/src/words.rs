//! What is a bug called where people read? The words of its name, and where it is.
//!
//! ```
//! use wellposed_catalogue::{Bug, ContractBug};
//!
//! assert_eq!(Bug::BiasOfFirstExample(3).words(), "bias of first example, layer 3");
//! assert_eq!(Bug::LayersExchanged(2, 3).words(), "layers exchanged, layers 2 and 3");
//! assert_eq!(Bug::Scaled(2.0).words(), "scaled by 2");
//! assert_eq!(Bug::RidgeSign.words(), "ridge sign");
//! assert_eq!(ContractBug::BiasNotWritten(2).words(), "bias not written, layer 2");
//! ```

use crate::{Bug, ContractBug};
use std::fmt::Debug;

impl Bug {
    /// The words of its name, in lower case, and its layer.
    pub fn words(self) -> String {
        let (name, place) = match self {
            Bug::Scaled(factor) => return format!("scaled by {factor}"),
            Bug::LayersExchanged(one, other) => ("LayersExchanged".to_owned(), format!(", layers {one} and {other}")),
            _ => name_and_layer(self),
        };
        spaced(&name) + &place
    }
}

impl ContractBug {
    /// The words of its name, in lower case, and its layer.
    pub fn words(self) -> String {
        let (name, place) = name_and_layer(self);
        spaced(&name) + &place
    }
}

/// `BiasMean(3)` as `BiasMean` and `, layer 3`.
fn name_and_layer(bug: impl Debug) -> (String, String) {
    let name = format!("{bug:?}");
    match name.trim_end_matches(')').split_once('(') {
        Some((name, layer)) => (name.to_owned(), format!(", layer {layer}")),
        None => (name, String::new()),
    }
}

/// Words in lower case with blanks between them.
fn spaced(name: &str) -> String {
    let letters = name.chars().enumerate().flat_map(|(at, letter)| {
        let blank = (at > 0 && letter.is_uppercase()).then_some(' ');
        blank.into_iter().chain(letter.to_lowercase())
    });
    letters.collect()
}
