//! Is nothing followed that a file says? Strings that would be tags, handlers, directives, links, marks or commands of a terminal stand in
//! every field, and go the whole way: data and reports, `run`, `claims` and `book`, to the pages and to a real browser.
//!
//! Every project is built twice: once with the strings of the corpus and once with plain words in their places. Both books must have the
//! same elements and attributes, and the text of the one must be that of the other with each word replaced by its string. Before this is
//! trusted, it is shown to notice a string that is not escaped.

mod browser;
mod corpus;
mod html;
#[path = "../program/mod.rs"]
mod program;
mod project;

use corpus::{hostile, plain};
use project::Project;
use std::fs;
use wellposed::text::visible;

/// Every page of a book.
const PAGES: [&str; 8] = [
    "index.html",
    "data.html",
    "reports.html",
    "claims.html",
    "reports/input_normalization/conditioning.html",
    "reports/input_normalization/convergence_speed.html",
    "reports/input_normalization/harm.html",
    "reports/input_normalization/win_tie_loss.html",
];

fn read(project: &Project, page: &str) -> String {
    fs::read_to_string(project.book().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// Both books, from the strings and from the words in their places.
fn books() -> (Project, Project) {
    (Project::built(&hostile()), Project::built(&plain()))
}

#[test]
fn every_string_goes_the_whole_way_as_text() {
    let (hostile_book, plain_book) = books();
    every_string_is_shown_as_it_is(&hostile_book, &plain_book);
    a_page_of_data_shows_every_string(&[&hostile_book, &plain_book].map(page_of_data));
    let hostile_page = page_of_data(&hostile_book);
    assert!(hostile().all().iter().all(|string| hostile_page.contains(&wellposed::text::html(string))));
    assert!(!hostile_page.contains("\u{202e}") && !hostile_page.contains("\u{1b}"));
    no_file_is_read_that_a_string_names(&hostile_book);
    a_terminal_is_told_no_command(&hostile_book);
}

fn every_string_is_shown_as_it_is(hostile_book: &Project, plain_book: &Project) {
    let of_page = |page: &&str| html::differences(&read(hostile_book, page), &read(plain_book, page));
    let problems: Vec<String> = PAGES.iter().flat_map(of_page).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    // The detector: the same page with one string put in unescaped, and with one lost.
    let (page, string) = (read(hostile_book, "claims.html"), "&lt;img src=x onerror=");
    let plain_page = read(plain_book, "claims.html");
    for planted in ["<img src=x onerror=", "&lt;image src=x onerror="] {
        assert!(!html::differences(&page.replacen(string, planted, 1), &plain_page).is_empty(), "{planted}");
    }
}

fn page_of_data(project: &Project) -> String {
    fs::read_to_string(project.page_of_its_data()).unwrap()
}

/// On a page of data names are also shortened, and stand in a command.
fn page_differences(hostile_page: &str, plain_page: &str) -> Vec<String> {
    let short = wellposed::text::name;
    let quoted = |string: &str| visible(string).replace('\'', r"'\''");
    let [hostile_page, plain_page] = [hostile_page, plain_page].map(html::without_drawings);
    let target = format!("{} target", corpus::word(13));
    let shown = short(&format!("{} target", hostile().all()[13]));
    // The target is shortened with the word behind it.
    let plain_page =
        plain_page.replace(&format!("target {target}: "), &format!("target {}: ", wellposed::text::html(&shown)));
    html::differences_as(&[visible, short, quoted], &hostile_page, &plain_page)
}

fn a_page_of_data_shows_every_string(pages: &[String; 2]) {
    let [hostile_page, plain_page] = &[&pages[0], &pages[1]].map(|page| html::without_comment(page));
    let problems = page_differences(hostile_page, plain_page);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert_eq!(html::vocabulary(hostile_page), html::vocabulary(plain_page));
    // The detectors: a string that is not escaped, in the words of the page and in a drawing.
    let string = "&lt;img src=x onerror=";
    let planted = hostile_page.replacen(string, "<img src=x onerror=", 1);
    assert!(!page_differences(&planted, plain_page).is_empty());
    let (before, drawing) = hostile_page.split_once("</svg>").unwrap();
    let planted = format!("{before}<a href=\"x\"></a></svg>{drawing}");
    assert_ne!(html::vocabulary(&planted), html::vocabulary(plain_page));
}

fn no_file_is_read_that_a_string_names(book: &Project) {
    let texts = project::files_below(&book.book());
    let holding = |words: &str| texts.iter().filter(|text| text.contains(words)).count();
    assert_eq!(holding(project::SECRET), 0);
    // What a page itself includes is there, so the search would see it.
    assert_ne!(holding(project::INCLUDED), 0);
}

fn a_terminal_is_told_no_command(project: &Project) {
    let strings = hostile();
    for text in [project.said(&["claims"]), project.run_on_data("input_normalization", &["--all"])] {
        for line in text.lines() {
            assert_eq!(wellposed::text::visible(line), line);
        }
        assert!(corpus::shown(&strings, &text) > 20, "the strings are there");
    }
    // For machines every string is exactly what it was.
    let csv = project.run_on_data("input_normalization/harm", &["--format", "csv", "--comment"]);
    let table = wellposed::report::csv::read(&csv).unwrap();
    let features: Vec<&str> = table.rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(features, strings.columns());
}

#[test]
fn a_report_that_was_changed_by_hand_is_refused_in_one_line() {
    let project = Project::of_reports(&plain());
    project.said(&["book"]);
    for (file, from, to, line) in [
        ("first/steps.csv", "# keys,1", "# keys,<b>", "the comment line `# keys,…` is missing or damaged"),
        ("first/steps.svg", "</svg>", "<script>x</script></svg>", "it has the element <script>"),
        ("first/steps.svg", "<text ", "<text onclick=\"x\" ", "it has the attribute `onclick`"),
        (
            "claims.json",
            "\"verdict\": \"undetermined\"",
            "\"verdict\": \"<b>\"",
            "reports/claims.json: unknown variant `<b>`",
        ),
    ] {
        let place = project.folder().join("reports").join(file);
        let text = fs::read_to_string(&place).unwrap();
        assert!(text.contains(from), "{file} holds no `{from}`");
        fs::write(&place, text.replacen(from, to, 1)).unwrap();
        let said = project.fault(&["book"]);
        assert!(said.starts_with("book/src/reports.md:") || said.starts_with("book/src/claims.md:"), "{said}");
        assert!(said.contains(line), "{said}");
        fs::write(&place, text).unwrap();
    }
    project.said(&["book"]);
}

/// Needs chromium: `cargo test --test hostile_text -- --ignored`.
#[test]
#[ignore = "needs chromium"]
fn a_browser_executes_nothing_and_shows_every_string() {
    let (hostile_book, plain_book) = books();
    for page in PAGES {
        let [hostile_page, plain_page] =
            [&hostile_book, &plain_book].map(|project| browser::document(&project.book().join(page), ""));
        assert!(!browser::executed(&hostile_page), "{page}");
        let problems = html::differences(&hostile_page, &plain_page);
        assert!(problems.is_empty(), "{page}:\n{}", problems.join("\n"));
    }
    let [hostile_page, plain_page] =
        [&hostile_book, &plain_book].map(|project| browser::document(&project.page_of_its_data(), ""));
    assert!(!browser::executed(&hostile_page));
    a_page_of_data_shows_every_string(&[hostile_page, plain_page]);
    a_page_of_data_executes_nothing_even_unescaped(&hostile_book);
    // The detector: a string that is not escaped is executed.
    let page = fs::read_to_string(hostile_book.book().join("claims.html")).unwrap();
    let planted = page.replacen(&wellposed::text::html(corpus::IMAGE), corpus::IMAGE, 1);
    assert_ne!(planted, page);
    fs::write(hostile_book.book().join("planted.html"), planted).unwrap();
    assert!(browser::executed(&browser::document(&hostile_book.book().join("planted.html"), "")));
}

/// The page forbids scripts besides: a string that is not escaped is executed only without that.
fn a_page_of_data_executes_nothing_even_unescaped(project: &Project) {
    let page = page_of_data(project);
    let planted = page.replace(&wellposed::text::html(corpus::IMAGE), corpus::IMAGE);
    let allowed = planted.replacen("http-equiv=\"Content-Security-Policy\"", "name=\"nothing\"", 1);
    assert!(planted != page && allowed != planted);
    for (text, executed) in [(planted, false), (allowed, true)] {
        let place = project.folder().join("planted.html");
        fs::write(&place, text).unwrap();
        assert_eq!(browser::executed(&browser::document(&place, "")), executed);
    }
}

/// mdBook's search puts headings into the page; `book/theme/head.hbs` makes text of them.
#[test]
#[ignore = "needs chromium"]
fn a_search_that_finds_the_strings_executes_nothing() {
    let project = Project::built(&hostile());
    let found = |folder: &std::path::Path, words: &str| {
        browser::document(&folder.join("index.html"), &format!("?search={words}"))
    };
    for words in ["onerror", "needle", "%3Cimg%20src%3Dx%20onerror%3D"] {
        let page = found(&project.book(), words);
        assert!(!browser::executed(&page), "{words}");
        assert!(words.starts_with('%') || page.contains("mdbook-teaser_1"), "`{words}` is found");
    }
    // The detector: without that file the headings are executed.
    for page in fs::read_dir(project.book())
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "html"))
    {
        let text = fs::read_to_string(page.path()).unwrap();
        assert!(
            text.contains("const asText = heading =>") || page.file_name() == "toc.html",
            "{}",
            page.path().display()
        );
        fs::write(
            page.path(),
            text.replace("const asText = heading => heading.", "const asText = heading => heading; ''."),
        )
        .unwrap();
    }
    assert!(browser::executed(&found(&project.book(), "onerror")));
}
