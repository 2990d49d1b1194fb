//! What does a text hold that a reader could not see, or that a terminal would obey? Each such character is shown as its escape.
//!
//! Control characters (C0, C1 and DEL; among them the line break and the escape that starts a terminal's commands), the separators
//! of lines and paragraphs, the marks that reverse the direction of what follows (Unicode Standard Annex 9; they make a name read as
//! another one: CVE-2021-42574), and characters without any width that could hide in a name. The joiners U+200C and U+200D stay:
//! Persian and Indic words are spelled with them. A backslash stays a backslash.
//!
//! ```
//! use wellposed_core::text::visible;
//!
//! assert_eq!(visible("\u{1b}[2Jgone"), r"\u{1b}[2Jgone");
//! assert_eq!(visible("größe 크기 σ²"), "größe 크기 σ²");
//! ```

/// The text in one line in which every character can be seen.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a reader could not see it, or a terminal would obey it.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            // Separators of lines and paragraphs.
            '\u{2028}' | '\u{2029}'
            // Marks of direction.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Without width: soft hyphen, spaces, invisible operators, old controls, the byte order mark, tags.
            | '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
            // No characters at all.
            | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests;
