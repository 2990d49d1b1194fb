//! `list`: which chapters and experiments are there?

use std::fmt::Write;

use wellposed::chapters::CHAPTERS;

use super::{Answer, Failure, show};

/// Prints a line for each chapter, and one for each of its experiments with its question.
pub(crate) fn list() -> Result<Answer, Failure> {
    let paths = wellposed::chapters::all().into_iter().map(|experiment| experiment.path().len());
    let width = paths.chain(CHAPTERS.iter().map(|chapter| chapter.name.len())).max().unwrap_or(0);
    let mut text = String::new();
    for chapter in CHAPTERS {
        let _ = writeln!(text, "{:width$}  {} (lecture {})", chapter.name, chapter.title, chapter.lecture);
        for experiment in chapter.experiments {
            let path = format!("{}/{}", chapter.name, experiment.name);
            let own = if experiment.on_data.is_some() { " (takes --data)" } else { "" };
            let _ = writeln!(text, "{path:width$}  {}{own}", experiment.question);
        }
    }
    show(&text).map(|()| Answer::Done)
}
