//! Which name was meant? The known name nearest in spelling, if it is near: a slip of the pen and no other word.
//!
//! The distance counts the letters that are inserted, left out, replaced or exchanged with their neighbor, which are the four slips
//! of Damerau (1964), "A technique for computer detection and correction of spelling errors"; capitals are no other letters. A name
//! is near if the slips are at most a third of the letters of the longer name, or one; but something must be left of it: `b` is not
//! near `a`.
//!
//! ```
//! use wellposed::text::near;
//!
//! assert_eq!(near("wine/rw", ["digits/raw", "wine/raw"]), Some("wine/raw"));
//! assert_eq!(near("weight", ["size", "price"]), None);
//! ```

use super::{LIST, listed, name};

/// Longer names are not compared: the work grows with the product of the lengths, and no slip is found in them by eye.
const LONGEST: usize = 100;

/// The known name that was meant, the first of them where several are as near.
pub fn near<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(wanted)?;
    let judged = names.into_iter().filter_map(|name| Some((slips(&wanted, &folded(name)?)?, name)));
    judged.min_by_key(|&(slips, _)| slips).map(|(_, name)| name)
}

/// Without the difference of capitals and without blanks around it; nothing if it is too long.
fn folded(name: &str) -> Option<String> {
    // No character has more than four bytes.
    let short = name.len() <= 4 * LONGEST && name.chars().count() <= LONGEST;
    short.then(|| name.trim().to_lowercase())
}

/// How many slips make the one of the other; nothing if that is another word.
fn slips(one: &str, other: &str) -> Option<usize> {
    let lengths = [one, other].map(|name| name.chars().count());
    let longer = lengths[0].max(lengths[1]);
    let allowed = (longer / 3).max(1).min(longer.saturating_sub(1));
    let possible = lengths[0].abs_diff(lengths[1]) <= allowed;
    possible.then(|| strsim::osa_distance(one, other)).filter(|&slips| slips <= allowed)
}

/// What would be right in place of an unknown name: ``did you mean `price`?``, or else the names that there are.
pub fn suggestion<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match near(wanted, names.clone()) {
        Some(meant) => format!("did you mean `{}`?", name(meant)),
        None if names.clone().into_iter().next().is_none() => "there is none".to_owned(),
        None => format!("there are {}", listed(names, LIST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognized_and_another_word_is_not() {
        let names = ["size", "Price", "digits/raw", "wine/raw", "wine/standard"];
        let meant = |wanted| near(wanted, names);
        for (wanted, name) in
            [("prise", "Price"), ("PRICE", "Price"), (" size", "size"), ("sise", "size"), ("wine/rw", "wine/raw")]
        {
            assert_eq!(meant(wanted), Some(name));
        }
        // Three slips of `size`, a common begin, nothing at all.
        for wanted in ["wide/", "weight", "pr", "wine", ""] {
            assert_eq!(meant(wanted), None, "{wanted}");
        }
    }

    #[test]
    fn neighbors_that_changed_places_are_one_slip() {
        assert_eq!(near("ab", ["ba"]), Some("ba"));
        assert_eq!(near("a", ["b"]), None);
        assert_eq!(near("a", ["A"]), Some("A"));
        assert_eq!(near("L00-11", ["L00-01", "L11-00"]), Some("L00-01"));
    }

    #[test]
    fn the_nearest_wins_and_the_first_of_several() {
        assert_eq!(near("columm_1", ["column_2", "column_1"]), Some("column_1"));
        assert_eq!(near("column", ["column_2", "column_1"]), Some("column_2"));
    }

    #[test]
    fn long_names_cost_nothing() {
        let (long, other) = ("x".repeat(1 << 20), "x".repeat((1 << 20) - 1));
        assert_eq!(near(&long, [other.as_str()]), None);
        let (long, other) = ("정".repeat(LONGEST), "정".repeat(LONGEST - 1));
        assert_eq!(near(&long, [other.as_str()]), Some(other.as_str()));
    }

    #[test]
    fn what_is_not_near_is_listed() {
        assert_eq!(suggestion("sise", ["size", "price"]), "did you mean `size`?");
        assert_eq!(suggestion("weight", ["size", "price"]), "there are `size`, `price`");
        assert_eq!(suggestion("weight", []), "there is none");
        assert_eq!(suggestion("two\nlinse", ["two\nlines"]), r"did you mean `two\nlines`?");
    }
}
