//! Where does a row, a claim or a report stand in the book? Addresses from one page to another, and the names of the places there.
//!
//! | what | page | place |
//! |---|---|---|
//! | a report | `reports/CHAPTER/EXPERIMENT.html` | |
//! | a row of a table | that of its experiment | `TABLE:KEY`, with `_` for blanks |
//! | a claim in its chapter | `CHAPTER.html` | `claim-ID` |
//! | a claim in the ledger | `claims.html` | `ID` |
//! | a work | `references.html` | its key |

use crate::text::address;

/// The way from a page to the first folder of the book: empty, or `../` so often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Up(usize);

impl Up {
    /// From a page in so many folders.
    pub(super) fn from(folders: usize) -> Self {
        Up(folders)
    }

    /// The address of a page of the book by its folders and its name without an ending, and perhaps of a place on it.
    pub(super) fn to(self, page: &[&str], place: Option<&str>) -> String {
        let page = page.iter().map(|name| address(name)).collect::<Vec<_>>().join("/");
        let place = place.map(|place| format!("#{}", address(place))).unwrap_or_default();
        format!("{}{page}.html{place}", "../".repeat(self.0))
    }

    /// The report page of a table (`CHAPTER/EXPERIMENT` or `CHAPTER/EXPERIMENT/TABLE`).
    pub(super) fn to_report(self, table: &str, place: Option<&str>) -> String {
        let names: Vec<&str> = ["reports"].into_iter().chain(table.split('/').take(2)).collect();
        self.to(&names, place)
    }
}

/// The last of the names of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The name of the place of a row on its report page.
pub(super) fn row(table: &str, key: &str) -> String {
    format!("{}:{}", last(table), key.split_whitespace().collect::<Vec<_>>().join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_from_every_page() {
        let place = row("a/b/c", "breast cancer/raw");
        assert_eq!(place, "c:breast_cancer/raw");
        assert_eq!(Up::default().to_report("a/b/c", Some(&place)), "reports/a/b.html#c%3Abreast_cancer%2Fraw");
        assert_eq!(Up::from(2).to_report("a/b", None), "../../reports/a/b.html");
        assert_eq!(Up::from(1).to(&["javascript:x/../y"], None), "../javascript%3Ax%2F..%2Fy.html");
    }
}
