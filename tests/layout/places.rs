//! Does each chapter and each experiment stand in all its places, and nothing else beside them?

use super::chapters::{Chapter, all};
use super::{expect_none, files_below, names_in, pages, read, root};

/// Complains about each of the named files that does not exist.
fn missing(files: impl IntoIterator<Item = String>) -> Vec<String> {
    let absent = files.into_iter().filter(|file| !root().join(file).exists());
    absent.map(|file| format!("{file}: is missing")).collect()
}

/// Complains about each found name that is not among the known ones.
fn surplus(folder: &str, found: &[String], known: &[String]) -> Vec<String> {
    let unknown = found.iter().filter(|name| !known.contains(name));
    unknown.map(|name| format!("{folder}/{name}: belongs to no chapter or experiment")).collect()
}

fn chapter_names(ending: &str) -> Vec<String> {
    all().iter().map(|chapter| format!("{}{ending}", chapter.name)).collect()
}

#[test]
fn each_chapter_has_its_folder_bench_page_and_reports() {
    assert_eq!(missing(["no/such/file.rs".to_owned()]), ["no/such/file.rs: is missing"]);
    let manifest = read("Cargo.toml");
    for name in chapter_names("") {
        let places = [
            format!("src/chapters/{name}.rs"),
            format!("benches/{name}.rs"),
            format!("book/src/{name}.md"),
            format!("reports/{name}"),
        ];
        expect_none(missing(places));
        assert!(manifest.contains(&format!("[[bench]]\nname = \"{name}\"\n")), "Cargo.toml names no bench `{name}`");
        let module = format!("src/chapters/{name}.rs");
        assert!(read(&module).contains(&format!("name: \"{name}\"")), "{module}: its `CHAPTER` has another name");
    }
}

#[test]
fn each_experiment_has_its_source_and_reports_and_is_shown() {
    for chapter in all() {
        let files = chapter.paths().flat_map(|path| {
            let tables = tables(&path)
                .into_iter()
                .flat_map(|table| ["csv", "md"].map(|ending| format!("reports/{table}.{ending}")));
            tables.chain([format!("src/chapters/{path}.rs")]).collect::<Vec<_>>()
        });
        expect_none(missing(files));
        let page = read(&format!("book/src/{}.md", chapter.name));
        expect_none(not_shown(&chapter, &page));
    }
}

/// The tables of an experiment: those in its folder, and without one itself.
fn tables(path: &str) -> Vec<String> {
    let folder = format!("reports/{path}");
    if !root().join(&folder).is_dir() {
        return vec![path.to_owned()];
    }
    let names = names_in(&folder).into_iter().filter_map(|name| name.strip_suffix(".csv").map(str::to_owned));
    names.map(|name| format!("{path}/{name}")).collect()
}

/// Complains about each experiment of which a page shows neither a table nor the figure.
fn not_shown(chapter: &Chapter, page: &str) -> Vec<String> {
    let shown = |path: &str| {
        ["table", "figure"].iter().any(|kind| {
            let directive = format!("\n{{{{{kind} {path}");
            ["}}\n", "/", " "].iter().any(|after| page.contains(&format!("{directive}{after}")))
        })
    };
    let hidden = chapter.paths().filter(|path| !shown(path));
    hidden.map(|path| format!("book/src/{}.md: shows no table or figure of {path}", chapter.name)).collect()
}

#[test]
fn an_experiment_that_a_page_forgets_is_noticed() {
    let chapter = Chapter { name: "a".into(), experiments: vec!["b".into(), "c".into()] };
    assert_eq!(
        not_shown(&chapter, "\n{{value a/b is not-enough}}\n{{figure a/c}}\n"),
        ["book/src/a.md: shows no table or figure of a/b"]
    );
}

#[test]
fn nothing_else_stands_beside_them() {
    assert_eq!(surplus("f", &["a".into(), "b".into()], &["a".into()]), ["f/b: belongs to no chapter or experiment"]);
    let known =
        |more: &[&str], ending: &str| [chapter_names(ending), more.iter().map(|&name| name.into()).collect()].concat();
    let reports = ["claims.json", "claims.md", "datapackage.json", "SHA256SUMS", "timings"];
    expect_none(surplus("reports", &names_in("reports"), &known(&reports, "")));
    expect_none(surplus(
        "benches",
        &names_in("benches"),
        &known(&["support", "peers", "kernels.rs", "instructions.rs"], ".rs"),
    ));
    let folders: Vec<String> =
        names_in("src/chapters").into_iter().filter(|name| root().join("src/chapters").join(name).is_dir()).collect();
    expect_none(surplus("src/chapters", &folders, &known(&[], "")));
    for chapter in all() {
        let folder = format!("reports/{}", chapter.name);
        let experiments = chapter.experiments.iter();
        let files = experiments.flat_map(|experiment| {
            ["md", "csv", "svg"].map(|ending| format!("{experiment}.{ending}")).into_iter().chain([experiment.clone()])
        });
        expect_none(surplus(&folder, &names_in(&folder), &files.collect::<Vec<_>>()));
        let module = read(&format!("src/chapters/{}.rs", chapter.name));
        let public =
            module.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned));
        let folder = format!("src/chapters/{}", chapter.name);
        expect_none(surplus(&folder, &public.collect::<Vec<_>>(), &chapter.experiments));
    }
}

#[test]
fn every_page_is_in_the_summary_and_its_examples_are_run() {
    let (summary, examples) = (read("book/src/SUMMARY.md"), read("src/book/pages.rs"));
    for (file, _) in pages() {
        let name = file.trim_start_matches("book/src/");
        assert!(summary.contains(&format!("({name})")), "{file}: is not in book/src/SUMMARY.md");
        assert!(examples.contains(&format!("include_str!(\"../../{file}\")")), "{file}: is not in src/book/pages.rs");
    }
}

#[test]
fn figures_take_their_colors_from_the_page() {
    let fixed = |text: &str| text.contains("#000000") || text.contains("fill=\"black\"");
    assert!(fixed("<text fill=\"black\">"));
    let figures = files_below("reports", ".svg").into_iter().filter(|file| fixed(&read(file)));
    expect_none(figures.map(|file| format!("{file}: has a black of its own, which a dark page swallows")).collect());
}
