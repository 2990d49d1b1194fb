//! Which day is it? Dates as programs and people write them, as days since 1970-01-01.
//!
//! | written | read |
//! |---|---|
//! | `2024-03-01`, `2024/3/1`, `2024-03-01T12:30:15.5Z`, `2024-03-01 12:30+02:00` | year, month, day |
//! | `1.3.2024` | day, month, year |
//! | `3/14/2024`, `14-3-2024` | whichever of day and month it must be; where both could be, a column has to tell |
//! | `1-Mar-2024`, `Mar 1, 2024`, `1 March 2024` | by the name of the month |
//!
//! A time adds its share of the day; a zone is taken off, so that all days are those of Greenwich. Days are counted by the rule that
//! March begins a year (Hinnant 2013, "chrono-compatible low-level date algorithms").

/// A day since 1970-01-01, with the month before the day and after it; the two differ only where nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Date {
    pub(super) month_first: Option<f64>,
    pub(super) day_first: Option<f64>,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// The longest is a date with fractions of a second and a zone.
const LONGEST: usize = 40;
const MINUTES_OF_A_DAY: f64 = 1440.0;

/// The day that the word names, if it names one.
pub(super) fn date(word: &str) -> Option<Date> {
    if word.len() > LONGEST || !word.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let (day, time) = split(word);
    let share = if time.is_empty() { 0.0 } else { time_of_day(time)? };
    let with = |year, month, date| days(year, month, date).map(|days| days + share);
    let parts: Vec<&str> = day.split(|letter: char| "-/., ".contains(letter)).filter(|part| !part.is_empty()).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    let same = |days: Option<f64>| days.map(|days| Date { month_first: Some(days), day_first: Some(days) });
    if let Some(month) = month(second) {
        return same(with(year(third)?, month, number(first)?));
    }
    if let Some(month) = month(first) {
        return same(with(year(third)?, month, number(second)?));
    }
    let (one, other) = (number(first)?, number(second)?);
    if first.len() == 4 {
        return same(with(one.into(), other, number(third)?));
    }
    let (month_first, day_first) = (with(year(third)?, one, other), with(year(third)?, other, one));
    if day.contains('.') {
        return same(day_first);
    }
    (month_first.is_some() || day_first.is_some()).then_some(Date { month_first, day_first })
}

/// The day and the time behind it.
fn split(word: &str) -> (&str, &str) {
    let is_iso = |place: usize| word[..place].ends_with(|letter: char| letter.is_ascii_digit());
    match word.find(['T', 't']).filter(|&place| is_iso(place)) {
        Some(place) => (&word[..place], &word[place + 1..]),
        None => match word.find(':').and_then(|colon| word[..colon].rfind(' ')) {
            Some(place) => (&word[..place], word[place + 1..].trim()),
            None => (word, ""),
        },
    }
}

fn number(text: &str) -> Option<u32> {
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Two digits are of this century up to 68, as POSIX has it.
fn year(text: &str) -> Option<i64> {
    let year = i64::from(number(text)?);
    match text.len() {
        4 => Some(year),
        2 => Some(if year < 69 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn month(text: &str) -> Option<u32> {
    let name = text.to_lowercase();
    let found = MONTHS
        .iter()
        .position(|month| name.starts_with(month) && name.bytes().all(|byte| byte.is_ascii_lowercase()))?;
    u32::try_from(found + 1).ok()
}

/// The share of a day, less the zone.
fn time_of_day(text: &str) -> Option<f64> {
    let (text, minutes) = zone(text)?;
    let mut parts = text.split(':');
    let (hours, rest): (u32, u32) = (number(parts.next()?)?, number(parts.next()?)?);
    let seconds: f64 = parts.next().map_or(Some(0.0), |seconds| {
        seconds.starts_with(|letter: char| letter.is_ascii_digit()).then(|| seconds.parse().ok())?
    })?;
    let valid = hours < 24 && rest < 60 && seconds < 61.0 && parts.next().is_none();
    valid.then(|| (f64::from(60 * hours + rest) + seconds / 60.0 - minutes) / MINUTES_OF_A_DAY)
}

/// The time without its zone, and how many minutes that is ahead of Greenwich.
fn zone(text: &str) -> Option<(&str, f64)> {
    if let Some(text) = text.strip_suffix(['Z', 'z']) {
        return Some((text, 0.0));
    }
    let Some(place) = text.find(['+', '-']) else { return Some((text, 0.0)) };
    let digits = text[place + 1..].replace(':', "");
    let clock: u32 = number(&digits)?;
    let (hours, minutes) = if digits.len() <= 2 { (clock, 0) } else { (clock / 100, clock % 100) };
    let ahead = f64::from(60 * hours + minutes);
    Some((text[..place].trim_end(), if text[place..].starts_with('-') { -ahead } else { ahead }))
}

/// Days since 1970-01-01 of a day that there is.
fn days(year: i64, month: u32, day: u32) -> Option<f64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let (month, day) = (i64::from(month), i64::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468;
    Some(days as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        // Known: the first billion seconds ended on 2001-09-09 at 01:46:40; 2000 was a leap year and 1900 was not.
        for (word, day) in [
            ("1970-01-01", 0.0),
            ("2001-09-09T01:46:40Z", 1e9 / 86_400.0),
            ("2001-09-09 03:46:40+02:00", 1e9 / 86_400.0),
            ("2000-03-01", 11_017.0),
            ("1900-03-01", -25_508.0),
            ("29.2.2024", 19_782.0),
            ("2/29/2024", 19_782.0),
            ("29-Feb-2024", 19_782.0),
            ("February 29, 2024", 19_782.0),
            ("2024/2/29", 19_782.0),
        ] {
            let found = date(word).and_then(|date| date.month_first.or(date.day_first)).unwrap_or(f64::NAN);
            // Seconds as a share of a day are rounded thrice, at 10⁴ days.
            assert!((found - day).abs() <= 3.0 * 1e4 * f64::EPSILON, "{word}: {found}");
        }
    }

    #[test]
    fn what_is_no_date_is_none_and_what_may_be_two_days_says_both() {
        for word in [
            "2023-02-29",
            "2024-13-01",
            "yes",
            "3.5",
            "10-20",
            "1/2",
            "2024-03-01T25:00",
            "a-b-c",
            "",
            "1.2.3.4",
            "32/32/2024",
        ] {
            assert_eq!(date(word), None, "{word}");
        }
        let both = date("3/4/2024").unwrap();
        assert_eq!((both.month_first, both.day_first), (Some(19_786.0), Some(19_816.0)));
        assert_eq!(date("13/4/2024").unwrap().month_first, None);
    }
}
