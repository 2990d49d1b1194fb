//! Which attributes may an element of a figure have? Those of our figures, with plain values: no address, no script, no name of another element of the page.

use crate::text::name;

/// The attributes of a figure, as SVG spells them.
const ATTRIBUTES: [&str; 26] = [
    "aria-labelledby",
    "class",
    "cx",
    "cy",
    "fill",
    "fill-opacity",
    "font-size",
    "font-weight",
    "height",
    "id",
    "overflow",
    "points",
    "r",
    "role",
    "stroke",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "xmlns",
    "y",
];

/// An attribute as it is written again, after a blank; the tokenizer has made its name lower-case.
pub(super) fn written(element: &str, attribute: &str, value: &str) -> Result<String, String> {
    let known = ATTRIBUTES.iter().find(|known| known.eq_ignore_ascii_case(attribute));
    let plain =
        |value: &str| value.chars().all(|letter| letter.is_ascii_alphanumeric() || " .,-#()%_".contains(letter));
    let fits = match attribute {
        "xmlns" => value == "http://www.w3.org/2000/svg",
        // Names that can't be those of other elements of the page.
        "id" | "aria-labelledby" => plain(value) && value.split(' ').all(|name| name.starts_with("figure-")),
        "class" => {
            value == "key" || value.strip_prefix("panel of-").is_some_and(|count| ["1", "2", "3"].contains(&count))
        }
        _ => plain(value),
    };
    match known {
        Some(known) if fits => Ok(format!(" {known}=\"{value}\"")),
        Some(known) => Err(format!("the {known} `{}`", name(value))),
        None => Err(format!("the attribute `{}` of <{element}>", name(attribute))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_our_figures_have_is_written_as_svg_spells_it_and_anything_else_is_refused() {
        assert_eq!(written("svg", "viewbox", "0 0 1 1").unwrap(), " viewBox=\"0 0 1 1\"");
        for (attribute, value, words) in [
            ("onload", "x", "the attribute `onload` of <rect>"),
            ("fill", "url(http://a.b/c)", "the fill `url(http://a.b/c)`"),
            ("class", "search", "the class `search`"),
            ("id", "search", "the id `search`"),
        ] {
            assert_eq!(written("rect", attribute, value).unwrap_err(), words);
        }
    }
}
