//! What stands in a cell? A number, nothing, a number that can't be computed with, or a word; and of a word, whether it is a number in
//! another spelling.
//!
//! A number has its decimal sign, and groups of three digits if a sign for them was said: `1.234,5` with `--decimal , --thousands .`.

use super::Dialect;
use super::fault::LARGEST;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    Number(f64),
    Missing,
    NotFinite,
    OutOfRange,
    Word,
}

/// What spreadsheets, databases, R and pandas write where there is no value, in small letters.
const MISSING: [&str; 25] = [
    "", "na", "n/a", "#n/a", "#na", "null", "#null!", "none", "nan", "-nan", "<na>", "?", "-", "--", ".", "..",
    "#div/0!", "#value!", "#ref!", "#num!", "#name?", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan",
];
const LONGEST_MARKER: usize = 8;
/// Signs of currencies, shares and bounds that stand beside a number.
const BESIDE: [char; 16] = ['$', '€', '£', '¥', '₩', '₹', '%', '‰', '°', '<', '>', '~', '≈', '±', '(', ')'];
/// Decimal signs and signs between groups, in the order in which they are proposed.
const SPELLINGS: [(char, Option<char>); 8] = [
    (',', None),
    ('.', Some(',')),
    (',', Some('.')),
    ('.', Some(' ')),
    (',', Some(' ')),
    ('.', Some('\'')),
    ('.', Some('_')),
    ('.', None),
];

/// What stands in the cell, which has no blanks around it.
pub(super) fn number(cell: &str, dialect: &Dialect) -> Cell {
    if dialect.decimal == '.' && dialect.thousands.is_none() {
        return plain(cell).unwrap_or_else(|| other(cell));
    }
    spelled(cell, dialect).and_then(|cell| plain(&cell)).unwrap_or_else(|| other(cell))
}

fn plain(cell: &str) -> Option<Cell> {
    let value: f64 = cell.parse().ok()?;
    Some(match value.abs() {
        size if size <= LARGEST => Cell::Number(value),
        _ if cell.bytes().any(|byte| byte.is_ascii_digit()) => Cell::OutOfRange,
        _ if value.is_nan() => Cell::Missing,
        _ => Cell::NotFinite,
    })
}

fn other(cell: &str) -> Cell {
    let missing = cell.len() <= LONGEST_MARKER && MISSING.contains(&cell.to_ascii_lowercase().as_str());
    if missing { Cell::Missing } else { Cell::Word }
}

/// The number with a point and without groups; `None` if its signs stand where none belongs.
fn spelled(cell: &str, dialect: &Dialect) -> Option<String> {
    let (mantissa, exponent) = cell.split_at(cell.find(['e', 'E']).unwrap_or(cell.len()));
    let (whole, fraction) = mantissa.split_once(dialect.decimal).unwrap_or((mantissa, ""));
    if fraction.contains(|letter: char| !letter.is_ascii_digit()) {
        return None;
    }
    let digits = whole.trim_start_matches(['+', '-']);
    let is_group = |letter: char| match dialect.thousands {
        Some(' ') => matches!(letter, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'),
        Some('\'') => matches!(letter, '\'' | '’'),
        sign => Some(letter) == sign,
    };
    let groups: Vec<&str> = digits.split(is_group).collect();
    let in_groups = (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    let all_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    if groups.len() == 1 && !all_digits {
        // `inf` is what it is in every spelling; a point that is not the decimal sign is none.
        return (!cell.contains('.')).then(|| cell.to_owned());
    }
    if !all_digits || (groups.len() > 1 && !in_groups) {
        return None;
    }
    let sign = &whole[..whole.len() - digits.len()];
    let point = if mantissa.contains(dialect.decimal) { "." } else { "" };
    Some(format!("{sign}{}{point}{fraction}{exponent}", groups.concat()))
}

/// Whether a whole number has digits that no double-precision number has: 9007199254740993 is read as …992.
pub(super) fn is_rounded(cell: &str, value: f64) -> bool {
    // Below 2⁵³ all whole numbers are there.
    if value.abs() < 9_007_199_254_740_992.0 {
        return false;
    }
    const EXACT: usize = 15;
    let digits = cell.trim_start_matches(['+', '-']);
    digits.len() > EXACT
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && cell.parse::<i128>().map_or(true, |whole| value.abs() >= 1.7e38 || whole != value as i128)
}

/// A word that is a number in another spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// It would be one with these options, any of which reads all of the words.
    Options(Vec<String>),
    /// It has signs such as `$` and `%`.
    Signs,
}

/// The spelling in which all of these words are numbers, if there is one.
pub(super) fn spelling<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Option<Spelling> {
    let all = |reads: &dyn Fn(&str) -> bool| words.clone().next().is_some() && words.clone().all(reads);
    let read = |word: &str, (decimal, thousands)| {
        matches!(number(word, &Dialect::of_numbers(decimal, thousands)), Cell::Number(_))
    };
    let fitting = SPELLINGS.into_iter().filter(|&spelling| all(&|word| read(word, spelling)));
    // What a decimal sign alone does needs no sign for groups.
    let mut options: Vec<(char, Option<char>)> = Vec::new();
    for (decimal, thousands) in fitting {
        if thousands.is_none() || !options.contains(&(decimal, None)) {
            options.push((decimal, thousands));
        }
    }
    if !options.is_empty() {
        return Some(Spelling::Options(options.into_iter().map(as_options).collect()));
    }
    let bare = |word: &str| {
        word.replace(|letter: char| BESIDE.contains(&letter) || letter.is_whitespace(), "").replace('−', "-")
    };
    all(&|word| SPELLINGS.into_iter().any(|spelling| read(&bare(word), spelling))).then_some(Spelling::Signs)
}

fn as_options((decimal, thousands): (char, Option<char>)) -> String {
    let sign = |sign: char| if sign == ' ' || sign == '\'' { format!("\"{sign}\"") } else { sign.to_string() };
    let decimal = (decimal != '.' || thousands.is_none()).then(|| format!("--decimal {decimal}"));
    let thousands = thousands.map(|thousands| format!("--thousands {}", sign(thousands)));
    decimal.into_iter().chain(thousands).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_signs_where_they_belong() {
        let read = |cell, decimal, thousands| number(cell, &Dialect::of_numbers(decimal, thousands));
        for (cell, decimal, thousands, value) in [
            ("3.5", '.', None, 3.5),
            ("3,5", ',', None, 3.5),
            ("-1.234,5e2", ',', Some('.'), -123_450.0),
            ("1,234,567.25", '.', Some(','), 1_234_567.25),
            ("12 345", '.', Some(' '), 12_345.0),
            ("12\u{202f}345", '.', Some(' '), 12_345.0),
            ("1234", '.', Some(','), 1234.0),
            (",5", ',', None, 0.5),
            ("+7", ',', Some('.'), 7.0),
        ] {
            assert_eq!(read(cell, decimal, thousands), Cell::Number(value), "{cell}");
        }
        for (cell, decimal, thousands) in [
            ("3,5", '.', None),
            ("3.5", ',', None),
            ("1,23,456", '.', Some(',')),
            ("1,2345", '.', Some(',')),
            (",123", '.', Some(',')),
            ("1.5,000", '.', Some(',')),
            ("12345,678", '.', Some(',')),
            ("1,,000", '.', Some(',')),
            ("yes", ',', Some('.')),
        ] {
            assert_eq!(read(cell, decimal, thousands), Cell::Word, "{cell}");
        }
        assert_eq!((read("-inf", ',', None), read("1e999", ',', None)), (Cell::NotFinite, Cell::OutOfRange));
    }

    #[test]
    fn markers_of_missing_cells_are_no_words() {
        for cell in ["", "NA", "N/A", "null", "None", "#N/A", "?", "-", ".", "NaN", "<NA>", "#DIV/0!"] {
            assert_eq!(number(cell, &Dialect::of_numbers('.', None)), Cell::Missing, "{cell}");
        }
        for cell in ["no", "nano", "N", "#", "-5x"] {
            assert_eq!(number(cell, &Dialect::of_numbers('.', None)), Cell::Word, "{cell}");
        }
    }

    #[test]
    fn words_that_are_numbers_are_recognized_with_the_options_that_read_all_of_them() {
        let options = |words: &[&str]| match spelling(words.iter().copied()) {
            Some(Spelling::Options(options)) => options.join(" | "),
            Some(Spelling::Signs) => "signs".to_owned(),
            None => "words".to_owned(),
        };
        assert_eq!(options(&["3,5"]), "--decimal ,");
        assert_eq!(options(&["35,851"]), "--decimal , | --thousands ,");
        assert_eq!(options(&["35,851", "3,5"]), "--decimal ,");
        assert_eq!(options(&["35,851", "1,234,567"]), "--thousands ,");
        assert_eq!(options(&["1.234,56"]), "--decimal , --thousands .");
        assert_eq!(options(&["$358.51", "-12 %", "(1,200.50)", "<5"]), "signs");
        assert_eq!(options(&["3,5", "high"]), "words");
        assert_eq!(options(&[]), "words");
    }

    #[test]
    fn whole_numbers_beyond_the_digits_of_a_double_are_rounded() {
        let rounded = |cell: &str| is_rounded(cell, cell.parse().unwrap());
        assert!(rounded("9007199254740993") && rounded("-123456789012345678901234567890"));
        assert!(!rounded("9007199254740992") && !rounded("1600000000000") && !rounded("0.1234567890123456789"));
    }
}
