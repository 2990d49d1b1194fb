//! In which language is a word? Those of the notes that stay Korean say so, for voices that read a page aloud and for fonts.

use super::number::with_powers;

/// HTML from a report as the pages set it: powers of ten raised, Korean words marked.
pub(super) fn typeset(html: &str) -> String {
    with_korean_marked(&with_powers(html))
}

/// HTML in which each run of Hangul between tags is marked as Korean.
fn with_korean_marked(html: &str) -> String {
    let (mut marked, mut run) = (String::with_capacity(html.len()), String::new());
    let mut in_tag = false;
    for letter in html.chars() {
        if !in_tag && is_hangul(letter) {
            run.push(letter);
            continue;
        }
        // A blank joins words of the same language.
        if letter == ' ' && !run.is_empty() && !run.ends_with(' ') {
            run.push(' ');
            continue;
        }
        end(&mut marked, &mut run);
        in_tag = if in_tag { letter != '>' } else { letter == '<' };
        marked.push(letter);
    }
    end(&mut marked, &mut run);
    marked
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}')
}

/// Writes the run that has ended, and the blank behind it outside of the mark.
fn end(marked: &mut String, run: &mut String) {
    let words = run.trim_end();
    if !words.is_empty() {
        *marked += &format!("<span lang=\"ko\">{words}</span>{}", &run[words.len()..]);
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_and_attributes_are_not() {
        let marked = with_korean_marked("<b title=\"혹은\">or (혹은), 앞 뒤 x</b>");
        let expected = "<b title=\"혹은\">or (<span lang=\"ko\">혹은</span>), <span lang=\"ko\">앞 뒤</span> x</b>";
        assert_eq!(marked, expected);
        assert_eq!(with_korean_marked("f(x) < 1 한"), "f(x) < 1 한", "a sign that opens a tag opens it until it ends");
        assert_eq!(with_korean_marked("한"), "<span lang=\"ko\">한</span>");
    }
}
