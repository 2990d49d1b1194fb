//! Which name was meant? The known name that fewest insertions, deletions and replacements of letters turn into the given one.

/// The known name nearest to `name`, the first of them where several are.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known.into_iter().min_by_key(|candidate| strsim::levenshtein(name, candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        assert_eq!(nearest("wine/rw", ["digits/raw", "wine/raw", "wine/standard"]), Some("wine/raw"));
        assert_eq!(nearest("x", []), None);
    }
}
