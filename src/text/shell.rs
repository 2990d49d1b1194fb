//! How does a word stand in a command that somebody copies into a shell? So that the shell takes exactly this word, and runs nothing in it.
//!
//! Words of letters, digits and `_-./` stay; others stand between single quotes, in which a shell obeys nothing. What [`visible()`] would
//! escape, and bytes that are no text, are written as `$'…'` (POSIX.1-2024, section 2.2.4), so that the command stays one line.
//!
//! ```
//! use wellposed::text::shell;
//!
//! assert_eq!(shell("data/good.csv"), "data/good.csv");
//! assert_eq!(shell("$(rm x); it's"), r"'$(rm x); it'\''s'");
//! assert_eq!(shell("two\nlines"), r"$'two\nlines'");
//! ```

use super::visible;
use std::ffi::OsStr;
use std::fmt::Write;

/// The word as a shell takes it.
pub fn shell(word: impl AsRef<OsStr>) -> String {
    let bytes = word.as_ref().as_encoded_bytes();
    let plain = |letter: char| letter.is_alphanumeric() || "_-./".contains(letter);
    match std::str::from_utf8(bytes) {
        Ok(word) if visible(word) != word => escaped(bytes),
        Ok(word) if !word.is_empty() && word.chars().all(plain) => word.to_owned(),
        Ok(word) => format!("'{}'", word.replace('\'', r"'\''")),
        Err(_) => escaped(bytes),
    }
}

/// The word between `$'` and `'`, with escapes for all that can't be seen.
fn escaped(bytes: &[u8]) -> String {
    let mut word = "$'".to_owned();
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\n' => word.push_str("\\n"),
                '\\' | '\'' => word.extend(['\\', character]),
                other if visible(other.encode_utf8(&mut [0; 4])).len() == other.len_utf8() => word.push(other),
                // In octal, of which a shell takes three digits and no more; `\x` might go on into the next letters.
                other => other.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| octal(&mut word, byte)),
            }
        }
        chunk.invalid().iter().for_each(|&byte| octal(&mut word, byte));
    }
    word + "'"
}

fn octal(word: &mut String, byte: u8) {
    write!(word, "\\{byte:03o}").expect("a string takes every text");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_spaces_or_quotes_is_quoted() {
        assert_eq!(shell("my houses.csv"), "'my houses.csv'");
        assert_eq!(shell("it's"), r"'it'\''s'");
        assert_eq!(shell(""), "''");
        assert_eq!(shell("größe"), "größe");
    }

    /// A shell hands each word on as it was.
    #[test]
    #[cfg(unix)]
    fn a_shell_takes_the_word_and_runs_nothing() {
        use std::os::unix::ffi::OsStrExt as _;
        let words: [&[u8]; 9] = [
            b"$(touch x)",
            b"`touch x`",
            b"a\nb\t\x1b[2J1",
            b"it's; exit 7",
            b"\\n \\",
            b"!x \"y\" $HOME ~ *",
            b"\xff\xfe1",
            "\u{202e}a'\u{202c}7".as_bytes(),
            b"&& || > x",
        ];
        for word in words {
            let command = format!("printf %s {}", shell(OsStr::from_bytes(word)));
            let said = std::process::Command::new("bash").args(["-c", &command]).output().expect("there is a shell");
            assert_eq!((said.status.code(), said.stdout.as_slice()), (Some(0), word), "{command}");
            assert_eq!(command.lines().count(), 1);
        }
    }
}
