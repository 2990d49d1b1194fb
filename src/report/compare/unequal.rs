//! Which of the named texts on two sides differ? Cells by their columns, fields by their claims.

use std::collections::BTreeMap;

/// A name with the texts that it has on both sides.
pub(super) type Unequal<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// Names with texts, side by side: those that differ, in the order of `is`, then those that are only in `was`.
pub(super) fn unequal<'a>(was: &[(&'a str, &'a str)], is: &[(&'a str, &'a str)]) -> Vec<Unequal<'a>> {
    let of = |side: &[(&'a str, &'a str)]| -> BTreeMap<&'a str, &'a str> { side.iter().rev().copied().collect() };
    let (was_texts, is_texts) = (of(was), of(is));
    let only_was = was.iter().filter(|(name, _)| !is_texts.contains_key(name));
    let names = is.iter().chain(only_was).map(|&(name, _)| name);
    names
        .map(|name| (name, was_texts.get(name).copied(), is_texts.get(name).copied()))
        .filter(|(_, was, is)| was != is)
        .collect()
}
