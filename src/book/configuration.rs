//! What does `book.toml` ask for? A title, colors, files of the book; not programs, nor places outside of the book.
//!
//! mdBook would run any command that a `[preprocessor.NAME]` or an `[output.NAME]` names, take orders from the environment
//! (`MDBOOK_OUTPUT='{"x": {"command": …}}'`), and empty whatever folder `build-dir` names. Here the book has one preprocessor, which is
//! this program itself, and one output, HTML in `target/book/`; the environment has no say.

use super::bounds::LONGEST_CONFIGURATION;
use super::error::BookError;
use crate::storage::{read, stays_inside};
use crate::text::{name, path};
use mdbook_driver::config::{Config, HtmlConfig};
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::path::Path;

/// The configuration of the book in this folder, to be built at `output`.
pub(super) fn read(folder: &Path, output: &Path) -> Result<Config, BookError> {
    let faulty = |problem: String| BookError::File { file: "book/book.toml".to_owned(), problem };
    let text = read::text(&folder.join("book.toml"), LONGEST_CONFIGURATION);
    let text = text.map_err(|error| faulty(error.to_string()))?;
    let mut config: Config = text.parse().map_err(|error| faulty(causes(&error)))?;
    only_ours(&config, folder).map_err(faulty)?;
    config.build.build_dir = output.to_owned();
    // A page that is missing is an error of the summary.
    config.build.create_missing = false;
    config.build.use_default_preprocessors = true;
    let ours = serde_json::json!({ "wellposed": { "command": "wellposed preprocess", "before": ["links"] } });
    config.set("preprocessor", ours).map_err(|error| faulty(causes(&error)))?;
    Ok(config)
}

/// What the parser says with its reasons, without the picture of the line.
fn causes(error: &mdbook_driver::errors::Error) -> String {
    let said = error.chain().map(|cause| cause.to_string());
    said.map(|text| text.lines().filter(|line| !line.contains('|')).collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(": ")
}

fn only_ours(config: &Config, folder: &Path) -> Result<(), String> {
    let others = |found: BTreeMap<String, IgnoredAny>, known: &[&str]| {
        found.into_keys().find(|key| !known.contains(&key.as_str()))
    };
    let preprocessors = config.preprocessors().map_err(|error| causes(&error))?;
    if let Some(other) = others(preprocessors, &["wellposed", "links", "index"]) {
        return Err(format!("the preprocessor `{}` is not run: this book has `wellposed` alone", name(&other)));
    }
    let outputs = config.outputs().map_err(|error| causes(&error))?;
    if let Some(other) = others(outputs, &["html"]) {
        return Err(format!("the output `{}` is not made: this book has `html` alone", name(&other)));
    }
    if config.book.src != Path::new("src") {
        return Err(format!("the pages lie in book/src, not in `{}`", path(&config.book.src)));
    }
    let html: HtmlConfig = config.get("output.html").map_err(|error| causes(&error))?.unwrap_or_default();
    only_inside(&html, folder)
}

/// The files that mdBook reads for the pages, and the places that it writes to.
fn only_inside(html: &HtmlConfig, folder: &Path) -> Result<(), String> {
    let read = html.additional_css.iter().chain(&html.additional_js).chain(&html.theme);
    if let Some(file) = read.into_iter().find(|file| !stays_inside(file)) {
        return Err(format!("`{}` is no file of the book; write its path from the folder book/", path(file)));
    }
    let not_found = html.input_404.iter().filter(|file| !file.is_empty()).map(Path::new);
    let mut written = html.redirect.keys().map(|page| Path::new(page.trim_start_matches('/'))).chain(not_found);
    if let Some(page) = written.find(|page| !stays_inside(page)) {
        return Err(format!("`{}` is no place in the book", path(page)));
    }
    let files = html.additional_css.iter().chain(&html.additional_js);
    match files.into_iter().find(|file| !folder.join(file).is_file()) {
        Some(file) => Err(format!("there is no file `{}` in the folder book/", path(file))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn configured(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("book.toml"), text).unwrap();
        let of_the_book = |word: &&str| ["theme/", "explorables/"].iter().any(|folder| word.starts_with(folder));
        for name in ["theme", "explorables"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        for file in text.split('"').filter(|word| of_the_book(word) || *word == "style.css") {
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        read(folder.path(), Path::new("/out")).map_err(|error| error.to_string())
    }

    #[test]
    fn the_books_own_configuration_is_read_and_its_place_is_ours() {
        let config = configured(include_str!("../../book/book.toml")).unwrap();
        assert_eq!(config.build.build_dir, Path::new("/out"));
        assert!(!config.build.create_missing && config.book.title.as_deref() == Some("wellposed"));
        assert!(
            configured("[build]\nbuild-dir = \"/home\"\n")
                .is_ok_and(|config| config.build.build_dir == Path::new("/out"))
        );
        assert!(configured("[output.html]\nadditional-css = [\"style.css\"]\n").is_ok());
    }

    #[test]
    fn programs_and_places_outside_are_refused_in_a_word() {
        for (text, words) in [
            ("[preprocessor.x]\ncommand = \"touch x\"\n", "the preprocessor `x` is not run"),
            ("[output.x]\ncommand = \"touch x\"\n", "the output `x` is not made"),
            ("[output.html]\n[output.markdown]\n", "the output `markdown` is not made"),
            ("[book]\nsrc = \"/\"\n", "the pages lie in book/src, not in `/`"),
            ("[output.html]\ntheme = \"../..\"\n", "`../..` is no file of the book"),
            ("[output.html]\nadditional-js = [\"/etc/passwd\"]\n", "`/etc/passwd` is no file of the book"),
            ("[output.html]\nadditional-css = [\"none.css\"]\n", "there is no file `none.css`"),
            ("[output.html.redirect]\n\"/../../x.html\" = \"y\"\n", "`../../x.html` is no place in the book"),
            ("[output.html]\ninput-404 = \"/etc/passwd\"\n", "`/etc/passwd` is no place in the book"),
            ("[output.html]\nno-such-key = 1\n", "no-such-key"),
            ("preprocessor = 3\n", "preprocessor"),
            ("title = \n", "line 1"),
            ("[[[[", "line 1"),
        ] {
            let problem = configured(text).unwrap_err();
            assert!(problem.starts_with("book/book.toml: ") && problem.contains(words), "{text}: {problem}");
        }
    }

    #[test]
    fn a_configuration_without_an_end_is_not_read() {
        let problem = configured(&"#".repeat(LONGEST_CONFIGURATION as usize + 1)).unwrap_err();
        assert!(problem.starts_with("book/book.toml: has more than "), "{problem}");
        assert!(configured(&"#".repeat(LONGEST_CONFIGURATION as usize)).is_ok());
    }
}
