//! Does a page show both numbers where one is easily taken for the other? What a theorem allows and what is seen, one format and the other.
//!
//! A sentence that names one of the two invites the reader to take it for the other, so each of these pairs stands on its page whole.

use super::{expect_none, read};

/// Page, and two cells whose values it shows.
const PAIRS: &[(&str, [&str; 2])] = &[
    // The factor by which both steps lengthen a bowl, and the one that van der Sluis's theorem allows.
    (
        "book/src/input_normalization.md",
        [
            "input_normalization/harm/bowls kappa_both_steps ratio",
            "input_normalization/harm/bowls kappa_both_steps ratio_allowed",
        ],
    ),
    // Where the bound of the one-pass formula is 1, and where its median error is.
    (
        "book/src/input_normalization.md",
        [
            "input_normalization/variance_error/limits f32/one_pass bound_is_one_at",
            "input_normalization/variance_error/limits f32/one_pass median_is_one_at",
        ],
    ),
    // Two passes are flat in double precision, and not in single.
    (
        "book/src/input_normalization.md",
        [
            "input_normalization/variance_error/errors f64/two_pass/10000000 relative_error",
            "input_normalization/variance_error/errors f32/two_pass/10000000 relative_error",
        ],
    ),
    // Steps without any error, one-sided and two-sided, in both formats.
    (
        "book/src/two_sided_differences.md",
        [
            "two_sided_differences/lecture_example no_error_one_sided_f64 measured",
            "two_sided_differences/lecture_example no_error_two_sided_f64 measured",
        ],
    ),
    (
        "book/src/two_sided_differences.md",
        [
            "two_sided_differences/lecture_example no_error_one_sided_f32 measured",
            "two_sided_differences/lecture_example no_error_two_sided_f32 measured",
        ],
    ),
];

/// Complains about each number of a pair that the page does not show.
fn not_shown(file: &str, page: &str, pair: &[&str; 2]) -> Vec<String> {
    let is_missing = |cell: &&&str| !page.contains(&format!("{{{{value {cell}}}}}"));
    pair.iter().filter(is_missing).map(|cell| format!("{file}: `{cell}` is not shown beside its counterpart")).collect()
}

#[test]
fn what_a_theorem_allows_stands_beside_what_is_seen() {
    let complaints = |page: &str| not_shown("p.md", page, &["a/b row seen", "a/b row allowed"]).len();
    assert_eq!(complaints("It is {{value a/b row seen}}; {{value a/b row allowed}} are allowed."), 0);
    assert_eq!(complaints("It is {{value a/b row seen}}, the factor that is allowed."), 1, "planted: one of them");
    assert_eq!(complaints("It is the factor that is allowed."), 2, "planted: none");
    expect_none(PAIRS.iter().flat_map(|(file, pair)| not_shown(file, &read(file), pair)).collect());
}
