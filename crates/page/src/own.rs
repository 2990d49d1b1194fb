//! What does the command line say of a file of the reader's own? The same words, from the same functions; the file stays in this memory.

use super::Answer;
use serde::Deserialize;
use wellposed::advice::Study;
use wellposed::chapters;
use wellposed::data::parse_table;
use wellposed::own_data::{self, OwnFile, page};

/// The chapter that answers.
const CHAPTER: &str = "input_normalization";

/// The options, as words of the command line; the bytes of the file follow the question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    words: Vec<String>,
}

/// What `run input_normalization` with these words prints, and the page of `--format html`.
pub(super) fn advise(asked: &Asked, file: &[u8]) -> Answer {
    let refused = |text: String| Answer::Advise { answered: false, text, page: String::new() };
    let own = match OwnFile::of_words(asked.words.iter().map(String::as_str)) {
        Ok(own) => own,
        Err(complaint) => return refused(format!("wellposed: {complaint}\n")),
    };
    let (Some(name), Some(reading)) = (&own.data, own.reading()) else {
        return refused("wellposed: --target: names no column\n".to_owned());
    };
    let data = match parse_table(file, &name.display().to_string(), &reading) {
        Ok(data) => data,
        Err(error) => return refused(own_data::refusal("--data: ", &error)),
    };
    let study = Study::of_own(&data);
    let askable = chapters::find(CHAPTER).map(|found| own_data::askable(&found)).unwrap_or_default();
    let wanted = askable.into_iter().filter(|_| own.all);
    let answers: Vec<own_data::Answer> = wanted.map(|asked| own_data::Answer::of(asked, &study)).collect();
    let command = own_data::command(CHAPTER, own.words()) + " --format html";
    Answer::Advise {
        answered: true,
        text: own_data::text(&data.read, Some(&study.advice()), &answers),
        page: page::page(&data, &study, &answers, &command),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[&str], file: &str) -> (bool, String, String) {
        let words = words.iter().map(|&word| word.to_owned()).collect();
        match advise(&Asked { words }, file.as_bytes()) {
            Answer::Advise { answered, text, page } => (answered, text, page),
            _ => panic!("an answer about a file"),
        }
    }

    #[test]
    fn a_file_is_answered_refused_and_options_are_complained_of() {
        let file = "a,b,y\n1,2,0\n2,NA,1\n4,4,0\n";
        let (answered, text, page) = said(&["--data", "own.csv", "--target", "y", "--missing", "median"], file);
        assert!(answered && text.starts_with("own.csv: 3 rows, 2 features") && page.starts_with("<!doctype html>"));
        let (answered, text, page) = said(&["--data", "own.csv", "--target", "y"], file);
        assert!(!answered && text.starts_with("wellposed: --data: own.csv: ") && page.is_empty(), "{text}");
        for words in [&["--data", "own.csv"][..], &["--targte", "y"], &[], &["--data"]] {
            let (answered, text, _) = said(words, file);
            assert!(!answered && text.starts_with("wellposed: ") && text.ends_with('\n'), "{words:?}: {text}");
        }
    }
}
