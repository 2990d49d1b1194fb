//! How is a printed number set in a sentence? `1.2e-6` as 1.2 × 10⁻⁶, `998001` as 998,001, `-∞` as −∞.
//!
//! The digits come from the reports and stay as they are; only their dress changes.

use crate::text::literal;

/// A printed number taken apart: sign, digits and power of ten.
struct Printed<'a> {
    negative: bool,
    digits: &'a str,
    exponent: Option<i32>,
}

/// Takes `-1.2e-6` apart; `None` for anything that is not a finite decimal number.
fn parse(printed: &str) -> Option<Printed<'_>> {
    let (negative, rest) = match printed.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, printed),
    };
    let (digits, exponent) = match rest.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, Some(exponent.parse().ok()?)),
        None => (rest, None),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits(whole) && all_digits(fraction)).then_some(Printed { negative, digits, exponent })
}

/// Puts `separator` between groups of three digits, for numbers of five digits and more before the point.
fn grouped(digits: &str, separator: &str) -> String {
    let whole = digits.split('.').next().unwrap_or_default().len();
    let mut text = String::new();
    for (position, character) in digits.chars().enumerate() {
        if whole >= 5 && position > 0 && position < whole && (whole - position).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(character);
    }
    text
}

/// A printed cell in prose.
pub(super) fn html(printed: &str) -> String {
    match (parse(printed), printed) {
        (Some(number), _) => {
            let sign = if number.negative { "−" } else { "" };
            let power = number
                .exponent
                .map(|exponent| format!("\u{202f}×\u{202f}10<sup>{}</sup>", exponent.to_string().replace('-', "−")));
            format!("{sign}{}{}", grouped(number.digits, ","), power.unwrap_or_default())
        }
        (None, "-∞") => "−∞".to_owned(),
        (None, words) => literal(words),
    }
}

/// HTML in whose words every `1.2e-6` is set as a power of ten; tags stay as they are.
pub(super) fn with_powers(html: &str) -> String {
    let mut typeset = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map_or(rest.len(), |length| start + length + 1);
        typeset += &words_with_powers(&rest[..start]);
        typeset += &rest[start..end];
        rest = &rest[end..];
    }
    typeset + &words_with_powers(rest)
}

fn words_with_powers(text: &str) -> String {
    let mut typeset = String::with_capacity(text.len());
    let mut word_start = 0;
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '+' | '_' | '/');
    for (position, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_inside(character) {
            continue;
        }
        let word = &text[word_start..position];
        let number = word.trim_end_matches('.');
        match parse(number) {
            Some(Printed { exponent: Some(_), .. }) => typeset += &format!("{}{}", html(number), &word[number.len()..]),
            _ => typeset += word,
        }
        word_start = position + character.len_utf8();
        typeset.push_str(text.get(position..word_start).unwrap_or_default());
    }
    typeset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_set_as_powers() {
        assert_eq!(html("1.2e6"), "1.2\u{202f}×\u{202f}10<sup>6</sup>");
        assert_eq!(html("-3e-17"), "−3\u{202f}×\u{202f}10<sup>−17</sup>");
    }

    #[test]
    fn long_numbers_are_grouped_and_short_ones_are_not() {
        assert_eq!(html("998001"), "998,001");
        assert_eq!(html("1022"), "1022");
        assert_eq!(html("12345.678"), "12,345.678");
    }

    #[test]
    fn powers_are_found_among_words_and_names_are_left_alone() {
        assert_eq!(with_powers("<td>≤ 1e-13.</td>"), "<td>≤ 1\u{202f}×\u{202f}10<sup>−13</sup>.</td>");
        assert_eq!(with_powers("| -3.4e6 | 5 |"), "| −3.4\u{202f}×\u{202f}10<sup>6</sup> | 5 |");
        assert_eq!(with_powers("<a id=\"1e5\" title=\"x 1e5 y\">e</a>"), "<a id=\"1e5\" title=\"x 1e5 y\">e</a>");
        for words in ["claim-1e5", "a1e5", "L09-05", "e5", "1e", "2.5", "κ = 998001", "<a"] {
            assert_eq!(with_powers(words), words);
        }
    }

    #[test]
    fn what_is_no_decimal_number_stays_words() {
        assert_eq!([html("∞"), html("-∞")], ["∞", "−∞"]);
        assert_eq!(html("NaN"), "NaN");
        assert_eq!(html("1.2.3"), "1&#46;2&#46;3");
        assert_eq!(html("e5"), "e5");
    }
}
