//! What does the command say of a file that lies beside a page? The very words, computed when the book is built.
//!
//! `{{answer FILE OPTIONS…}}` must be answered and `{{refusal FILE OPTIONS…}}` must be refused; otherwise the page has a mistake. The options are
//! those of the command line, and the words come from the same functions. Above them stands the command that prints them in the page's folder.

use super::bounds::LONGEST_SOURCE;
use super::include::{Origin, located};
use crate::advice::Study;
use crate::data::parse_table;
use crate::own_data::{OwnFile, command, refusal, text};
use crate::storage::read;
use crate::text::{html, path};

/// The chapter that answers.
const CHAPTER: &str = "input_normalization";

/// Whether a file is answered or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Answer,
    Refusal,
}

/// The command and what it says, as a block of HTML.
pub(super) fn said(words: &str, expected: Expected, origin: Origin<'_>) -> Result<String, String> {
    let mut words = words.split_whitespace();
    let file = words.next().ok_or("names no file; write `{{answer FILE --target COLUMN}}`")?;
    let own = OwnFile::of_words(["--data", file].into_iter().chain(words))?;
    if own.all {
        return Err("`--all` prints tables, for which a page has no room".to_owned());
    }
    let bytes =
        located(file, origin).and_then(|place| read::bytes(&place, LONGEST_SOURCE).map_err(|error| error.to_string()));
    let bytes = bytes.map_err(|problem| format!("can't read `{}`: {problem}", path(file)))?;
    let reading = own.reading().ok_or("names no target; write `{{answer FILE --target COLUMN}}`")?;
    let printed = match (parse_table(bytes.as_slice(), file, &reading), expected) {
        (Ok(data), Expected::Answer) => text(&data.read, Some(&Study::of_own(&data).advice()), &[]),
        (Err(error), Expected::Refusal) => refusal("--data: ", &error),
        (Ok(data), Expected::Refusal) => return Err(format!("is not refused: {}", data.read.headline())),
        (Err(error), Expected::Answer) => {
            return Err(format!("is refused: {}", error.to_string().lines().collect::<Vec<_>>().join(";")));
        }
    };
    Ok(block(&command(CHAPTER, own.words()), &printed))
}

/// Two elements `<pre>`, in which Markdown lets empty lines be.
fn block(command: &str, printed: &str) -> String {
    let lines = printed.lines().map(|line| html(line) + "\n").collect::<String>();
    format!(
        "<pre class=\"command\"><code class=\"language-sh\">{}\n</code></pre>\n\
         <pre class=\"screen\"><code class=\"language-text\">{lines}</code></pre>\n",
        html(command)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::place::Up;

    #[test]
    fn what_is_expected_is_shown_and_anything_else_is_a_mistake() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), "a,<b>,y\n1,2,0\n2,NA,1\n4,4,0\n").unwrap();
        let origin = Origin { folder: folder.path(), project: folder.path(), up: Up::default() };
        let said = |words: &str, expected| said(words, expected, origin);
        let refused = said("a.csv --target y", Expected::Refusal).unwrap();
        assert!(refused.contains("run input_normalization --data a.csv --target y\n</code>"), "{refused}");
        assert!(
            refused.contains("\nwellposed: --data: a.csv: ") || refused.contains(">wellposed: --data: a.csv: "),
            "{refused}"
        );
        let answered = said("a.csv --target y --missing median", Expected::Answer).unwrap();
        assert!(answered.contains(">a.csv: 3 rows, 2 features; ") && answered.contains("  &lt;b&gt;  "), "{answered}");
        for (words, expected, problem) in [
            ("a.csv --target y", Expected::Answer, "is refused: a.csv: "),
            ("a.csv --target y --missing median", Expected::Refusal, "is not refused: a.csv: 3 rows"),
            ("", Expected::Answer, "names no file"),
            ("b.csv --target y", Expected::Answer, "can't read `b.csv`"),
            ("../a.csv --target y", Expected::Answer, "can't read `../a.csv`"),
            ("a.csv --targte y", Expected::Answer, "unexpected argument '--targte'"),
            ("a.csv", Expected::Answer, "the following required arguments were not provided: --target <COLUMN>"),
            ("a.csv --target y --all", Expected::Answer, "`--all` prints tables"),
        ] {
            let found = said(words, expected).unwrap_err();
            assert!(found.starts_with(problem), "{words}: {found}");
        }
    }
}
