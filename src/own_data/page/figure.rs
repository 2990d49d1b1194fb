//! How does a figure stand in the page? Drawn by the report's writer, under a sentence that says what it shows; and names short enough for its axis.

use crate::report::{Figure, Table, svg};
use crate::text::{html, shortened, visible};

/// The figure with its conclusion as the caption. What can't be drawn is said.
pub(super) fn figure(figure: &Figure, table: &Table, conclusion: &str) -> String {
    let conclusion = html(conclusion);
    match svg::picture(figure, std::slice::from_ref(table)) {
        Ok(picture) => format!("<figure>\n<figcaption>{conclusion}</figcaption>\n{}</figure>\n", picture.flow()),
        Err(error) => format!("<p>{conclusion}</p>\n<p class=\"note\">Not drawn: {}.</p>\n", html(&error.to_string())),
    }
}

/// The longest name beside an axis.
const LONGEST: usize = 20;

/// Names for an axis: short, and no two alike.
pub(super) fn labels<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for (place, name) in names.enumerate() {
        let mut label = shortened(&visible(name), LONGEST);
        while labels.contains(&label) {
            label += &format!(" ({})", place + 1);
        }
        labels.push(label);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_that_look_alike_are_told_apart() {
        let long = "x".repeat(30);
        let found = labels(["a_b", &format!("{long}1{long}"), &format!("{long}2{long}")].into_iter());
        assert_eq!(found[0], "a_b");
        assert!(found[1] != found[2] && found.iter().all(|label| label.chars().count() <= LONGEST + 4), "{found:?}");
    }
}
