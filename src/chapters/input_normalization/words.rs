//! How do readers name what programs know by a key? Data sets and laws, kinds of inputs, models and methods.
//!
//! | key | words |
//! |---|---|
//! | `whiten_zca` | whitened (ZCA) |
//! | `nearest_neighbors` | nearest neighbors: most keys are words already |
//!
//! Somebody's own data keep the names that they came with: their tables have keys alone.

use crate::report::Cell;

/// Keys whose words are others.
const WORDS: [(&str, &str); 12] = [
    ("1-1000_and_0-1", "1–1000 and 0–1"),
    ("center", "centered"),
    ("scale", "scaled"),
    ("standard", "standardized"),
    ("min_max", "min–max"),
    ("whiten_pca", "whitened (PCA)"),
    ("whiten_zca", "whitened (ZCA)"),
    ("gradient_descent_fixed", "gradient descent, fixed step"),
    ("gradient_descent_best", "gradient descent, best step"),
    ("adam", "Adam"),
    ("newton", "Newton"),
    ("welford", "Welford's updates"),
];

/// The words of a key.
pub(super) fn words(key: &str) -> String {
    let listed = WORDS.iter().find(|(listed, _)| *listed == key);
    listed.map_or_else(|| key.replace('_', " "), |(_, words)| (*words).to_owned())
}

/// A cell with the key and its words.
pub(super) fn named(key: &str) -> Cell {
    Cell::from((key, words(key).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::Normalizer;

    #[test]
    fn every_normalizer_has_words_without_underscores_and_other_keys_are_their_own() {
        assert!(Normalizer::ALL.iter().all(|normalizer| !words(normalizer.name()).contains('_')));
        assert_eq!(named("wine"), Cell::from(("wine", "wine")));
        assert_eq!(named("whiten_zca"), Cell::from(("whiten_zca", "whitened (ZCA)")));
    }
}
