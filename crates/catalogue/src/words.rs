//! What is a bug called where people read? The words of its name, and where it is.
//!
//! ```
//! use wellposed_catalogue::Bug;
//!
//! assert_eq!(Bug::BiasOfFirstExample(3).words(), "bias of first example, layer 3");
//! assert_eq!(Bug::LayersExchanged(2, 3).words(), "layers exchanged, layers 2 and 3");
//! assert_eq!(Bug::Scaled(2.0).words(), "scaled by 2");
//! assert_eq!(Bug::RidgeSign.words(), "ridge sign");
//! ```

use crate::Bug;

impl Bug {
    /// The words of its name, in lower case, and its layer.
    pub fn words(self) -> String {
        let (name, place) = match self {
            Bug::Scaled(factor) => return format!("scaled by {factor}"),
            Bug::LayersExchanged(one, other) => ("LayersExchanged".to_owned(), format!(", layers {one} and {other}")),
            _ => self.name_and_layer(),
        };
        let spaced = name.chars().enumerate().flat_map(|(at, letter)| {
            let blank = (at > 0 && letter.is_uppercase()).then_some(' ');
            blank.into_iter().chain(letter.to_lowercase())
        });
        spaced.collect::<String>() + &place
    }

    fn name_and_layer(self) -> (String, String) {
        let name = format!("{self:?}");
        match name.trim_end_matches(')').split_once('(') {
            Some((name, layer)) => (name.to_owned(), format!(", layer {layer}")),
            None => (name, String::new()),
        }
    }
}
