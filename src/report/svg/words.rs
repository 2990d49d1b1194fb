//! How wide is a text, where is it broken, and how are its numbers set?
//!
//! ```text
//! set("ε = 1e-7, from -2 on")     ε = 10⁻⁷, from −2 on
//! ```

/// The size of labels, in units.
pub(super) const LABEL: f64 = 12.0;
/// The size of titles, in units.
pub(super) const TITLE: f64 = 13.5;
/// The height of a line of labels.
pub(super) const LINE: f64 = 15.0;

/// About how wide a label is in units: no narrower than in the fonts of the book (Open Sans) and of most systems (Arial).
pub(super) fn text_width(words: &str) -> f64 {
    let share = |character: char| match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | '|' | ' ' | '(' | ')' | '[' | ']' | '·' => 0.32,
        't' | 'f' | 'r' => 0.42,
        'm' | 'w' | 'M' | 'W' => 0.93,
        '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁻' => 0.45,
        character if character.is_uppercase() => 0.7,
        _ => 0.6,
    };
    words.chars().map(share).sum::<f64>() * LABEL
}

/// About how wide a title is: its letters are larger and bold.
pub(super) fn title_width(words: &str) -> f64 {
    text_width(words) * 1.15
}

/// The words in lines of at most this width, as far as they can be broken.
pub(super) fn wrap(words: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}")) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The words with their numbers set: raised exponents and true minus signs.
pub(super) fn set(words: &str) -> String {
    let one = |part: &str| {
        let number = part.trim_end_matches([' ', ',', ';', ':', ')', '=', '(']);
        set_number(number) + &part[number.len()..]
    };
    words.split_inclusive([' ', '(', '=']).map(one).collect()
}

/// A number as programs write it, set for readers; everything else stays as it is.
pub(super) fn set_number(text: &str) -> String {
    let is_number =
        text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) && text.parse::<f64>().is_ok();
    if !is_number {
        return text.replace("-∞", "−∞");
    }
    let text = text.replacen('-', "−", usize::from(text.starts_with('-')));
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    match (mantissa, exponent.parse()) {
        (_, Err(_)) => text,
        ("1" | "−1", Ok(power)) => format!("{mantissa}0{}", raised(power)),
        (_, Ok(power)) => format!("{mantissa}·10{}", raised(power)),
    }
}

/// An exponent in raised digits.
pub(super) fn raised(power: i32) -> String {
    let digit = |digit| match digit {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => char::from_u32('⁰' as u32 + digit as u32 - '0' as u32).expect("raised digits follow each other"),
    };
    power.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_and_words_stay() {
        assert_eq!(set("quotients, ε = 1e-7"), "quotients, ε = 10⁻⁷");
        assert_eq!(set("f(2.5e10) from -1e-3, not -2"), "f(2.5·10¹⁰) from −10⁻³, not −2");
        for words in ["W[1] alone", "1-1000 and 0-1", "e-7", "x1e-7", "inf", "2026-01-02", "one  two", ""] {
            assert_eq!(set(words), words);
        }
        assert_eq!(set("-∞"), "−∞");
    }

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        let words = "one two three";
        assert_eq!(wrap(words, text_width(words)), [words]);
        assert_eq!(wrap(words, text_width(words) - 1.0), ["one two", "three"]);
        assert_eq!(wrap(words, 1.0), ["one", "two", "three"]);
    }
}
