//! What comes after the recommendation? The command that carries it out on files of any size, ready to be copied.
//!
//! It holds what was said of the columns. Where the file has no name, or the line no room for the words, their kinds stand in their place.

use super::Action;
use crate::data::Account;
use crate::text::shell;

/// Titles of the last lines are as wide.
const TITLE: &str = "Next     ";

/// The line of a screen of this width; none if nothing is to be normalized.
pub(super) fn next(read: &Account, action: Action, width: usize) -> Option<String> {
    command(read, action, width.saturating_sub(TITLE.len())).map(|command| format!("{TITLE}{command}"))
}

/// The command, of at most so many characters.
pub(crate) fn command(read: &Account, action: Action, width: usize) -> Option<String> {
    let method = match action {
        Action::Standardize => "",
        Action::Center => " --method center",
        Action::Robust => " --method robust",
        Action::MoreExamples | Action::NothingToLearn | Action::Nothing => return None,
    };
    let has_name = read.file != "standard input" && !read.file.contains(['…', '\\']);
    let file = if has_name { shell(&read.file) } else { "FILE".to_owned() };
    let dropped =
        read.left_out.iter().filter(|left_out| left_out.why == "--drop" || left_out.why == "not among --only");
    let dropped: String = dropped.map(|left_out| format!(" --drop {}", shell(&left_out.column))).collect();
    let line = |file: &str, target: &str, dropped: &str| {
        format!("wellposed normalize fit --data {file} --target {target}{dropped}{method} --out scaler.json")
    };
    let short = if dropped.is_empty() { "" } else { " …" };
    let lines = [line(&file, &shell(&read.target.name), &dropped), line("FILE", "COLUMN", short)];
    lines.into_iter().find(|line| line.chars().count() <= width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Reading, parse_table};

    const WIDTH: usize = 120;

    fn line(file: &str, target: &str, action: Action, drop: &[&str]) -> Option<String> {
        let text = format!("a,b,{target}\n1,2,3\n4,5,7\n6,1,2\n");
        let reading = Reading { drop: drop.iter().map(|&name| name.to_owned()).collect(), ..Reading::of(target) };
        next(&parse_table(text.as_bytes(), file, &reading).unwrap().read, action, WIDTH)
    }

    #[test]
    fn the_command_can_be_copied() {
        let said = |file: &str, target: &str, action, drop: &[&str]| line(file, target, action, drop).unwrap();
        assert_eq!(
            said("houses.csv", "price", Action::Standardize, &[]),
            "Next     wellposed normalize fit --data houses.csv --target price --out scaler.json"
        );
        assert_eq!(
            said("my set.csv", "it's", Action::Center, &["b"]),
            r"Next     wellposed normalize fit --data 'my set.csv' --target 'it'\''s' --drop b --method center --out scaler.json"
        );
        // There is no room for such names.
        assert_eq!(
            said(&"x".repeat(60), "price", Action::Robust, &["a"]),
            "Next     wellposed normalize fit --data FILE --target COLUMN … --method robust --out scaler.json"
        );
        for file in ["standard input", "two\nlines"] {
            assert!(said(file, "y", Action::Center, &[]).contains("--data FILE --target y "));
        }
        assert_eq!(line("houses.csv", "price", Action::Nothing, &[]), None, "planted: nothing is to be done");
    }
}
