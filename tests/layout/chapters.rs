//! Which chapters and experiments are there? The tables of `src/chapters`, read as text: a rule over texts waits for no compiler.
//!
//! ```text
//! pub static CHAPTERS: &[Chapter] = &[      src/chapters.rs: the names of modules
//!     input_normalization::CHAPTER,
//! const EXPERIMENTS: &[Experiment] = &[     src/chapters/input_normalization.rs: the names of experiments
//!     Experiment {
//!         name: "two_steps",
//! ```

use super::read;

/// A chapter with the names of its experiments, in the order of its page.
pub(super) struct Chapter {
    pub(super) name: String,
    pub(super) experiments: Vec<String>,
}

impl Chapter {
    /// `chapter/experiment` for each of its experiments.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.experiments.iter().map(|experiment| format!("{}/{experiment}", self.name))
    }
}

/// All chapters of the project.
pub(super) fn all() -> Vec<Chapter> {
    let chapter = |name: String| {
        let experiments = experiments_in(&read(&format!("src/chapters/{name}.rs")));
        assert!(!experiments.is_empty(), "src/chapters/{name}.rs: has no table `EXPERIMENTS: &[Experiment] = &[…];`");
        Chapter { name, experiments }
    };
    let names = chapters_in(&read("src/chapters.rs"));
    assert!(!names.is_empty(), "src/chapters.rs: has no table `CHAPTERS: &[Chapter] = &[…];`");
    names.into_iter().map(chapter).collect()
}

/// What stands in the table that a source file declares so, up to its closing bracket.
fn table<'a>(source: &'a str, declared: &str) -> &'a str {
    let body = source.split_once(declared).map(|(_, body)| body.split("\n];").next().unwrap_or_default());
    body.unwrap_or_default()
}

fn chapters_in(source: &str) -> Vec<String> {
    let rows = table(source, "CHAPTERS: &[Chapter] = &[").lines();
    rows.filter_map(|row| row.trim().strip_suffix("::CHAPTER,").map(str::to_owned)).collect()
}

fn experiments_in(source: &str) -> Vec<String> {
    let rows = table(source, "EXPERIMENTS: &[Experiment] = &[").split("name: \"").skip(1);
    rows.filter_map(|row| row.split('"').next().map(str::to_owned)).collect()
}

#[test]
fn the_tables_are_read_and_nothing_beside_them() {
    let chapters = "use x::CHAPTER;\npub static CHAPTERS: &[Chapter] = &[\n    a::CHAPTER,\n    // no::row\n    b::CHAPTER,\n];\nc::CHAPTER,\n";
    assert_eq!(chapters_in(chapters), ["a", "b"]);
    let experiments = "name: \"a\",\nconst EXPERIMENTS: &[Experiment] = &[\n    Experiment { name: \"b\", question: \"c\" },\n    \
                       Experiment {\n        name: \"d\",\n    },\n];\nname: \"e\"\n";
    assert_eq!(experiments_in(experiments), ["b", "d"]);
    assert!(chapters_in(experiments).is_empty() && experiments_in(chapters).is_empty(), "planted: another table");
    let chapters = all();
    assert!(chapters.len() == 6 && chapters.iter().all(|chapter| chapter.paths().count() == chapter.experiments.len()));
}
