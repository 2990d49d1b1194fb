//! Does each chapter and each experiment stand in all its places, and nothing else beside them?

use super::{book_folder, expect_none, files_below, names_in, pages, read, root};
use mdbook_driver::MDBook;
use mdbook_preprocessor::PreprocessorContext;
use wellposed::chapters::{CHAPTERS, Chapter, all};
use wellposed::report::{Band, Case, Claim, Kind, Measured, Verdict};

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
    CHAPTERS.iter().map(|chapter| format!("{}{ending}", chapter.name)).collect()
}

#[test]
fn each_chapter_has_its_folder_bench_page_and_reports() {
    assert_eq!(missing(["no/such/file.rs".to_owned()]), ["no/such/file.rs: is missing"]);
    let manifest = read("Cargo.toml");
    for name in chapter_names("") {
        let places = [
            format!("src/chapters/{name}/mod.rs"),
            format!("benches/{name}.rs"),
            format!("book/src/{name}.md"),
            format!("reports/{name}"),
        ];
        expect_none(missing(places));
        assert!(manifest.contains(&format!("[[bench]]\nname = \"{name}\"\n")), "Cargo.toml names no bench `{name}`");
    }
}

#[test]
fn each_experiment_has_its_source_and_reports_and_is_shown() {
    let files = all().into_iter().flat_map(|selected| {
        let path = selected.path();
        [format!("src/chapters/{path}.rs"), format!("reports/{path}.csv"), format!("reports/{path}.md")]
    });
    expect_none(missing(files));
    for chapter in CHAPTERS {
        let page = read(&format!("book/src/{}.md", chapter.name));
        expect_none(not_shown(chapter, &page));
    }
}

/// Complains about each experiment of which a page shows neither the table nor the figure.
fn not_shown(chapter: &Chapter, page: &str) -> Vec<String> {
    let shown = |name: &str| {
        let path = format!("{}/{name}", chapter.name);
        ["table", "figure"].iter().any(|kind| page.contains(&format!("\n{{{{{kind} {path}}}}}\n")))
    };
    let hidden = chapter.experiments.iter().filter(|experiment| !shown(experiment.name));
    hidden
        .map(|hidden| format!("book/src/{0}.md: shows no table or figure of {0}/{1}", chapter.name, hidden.name))
        .collect()
}

#[test]
fn an_experiment_that_a_page_forgets_is_noticed() {
    let chapter = CHAPTERS.iter().find(|chapter| !chapter.experiments.is_empty()).expect("a chapter with experiments");
    assert_eq!(not_shown(chapter, "\n{{value is/not enough}}\n").len(), chapter.experiments.len());
}

#[test]
fn nothing_else_stands_beside_them() {
    assert_eq!(surplus("f", &["a".into(), "b".into()], &["a".into()]), ["f/b: belongs to no chapter or experiment"]);
    let known =
        |more: &[&str], ending: &str| [chapter_names(ending), more.iter().map(|&name| name.into()).collect()].concat();
    let reports = ["claims.json", "claims.md", "SHA256SUMS", "timings"];
    expect_none(surplus("reports", &names_in("reports"), &known(&reports, "")));
    expect_none(surplus(
        "benches",
        &names_in("benches"),
        &known(&["support", "peers", "kernels.rs", "instructions.rs"], ".rs"),
    ));
    expect_none(surplus("src/chapters", &names_in("src/chapters"), &known(&["mod.rs"], "")));
    for chapter in CHAPTERS {
        let folder = format!("reports/{}", chapter.name);
        let experiments = chapter.experiments.iter();
        let files = experiments
            .flat_map(|experiment| ["md", "csv", "svg"].map(|ending| format!("{}.{ending}", experiment.name)));
        expect_none(surplus(&folder, &names_in(&folder), &files.collect::<Vec<_>>()));
        let module = read(&format!("src/chapters/{}/mod.rs", chapter.name));
        let public =
            module.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned));
        let names: Vec<String> = chapter.experiments.iter().map(|experiment| experiment.name.to_owned()).collect();
        expect_none(surplus(&format!("src/chapters/{}", chapter.name), &public.collect::<Vec<_>>(), &names));
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
fn every_directive_formula_and_include_resolves() {
    let book = MDBook::load(book_folder()).expect("the book loads");
    let context = PreprocessorContext::new(book.root.clone(), book.config.clone(), "html".to_owned());
    let input = serde_json::to_vec(&(context, &book.book)).expect("a book is JSON");
    let mut output = Vec::new();
    if let Err(error) = wellposed::book::preprocess(input.as_slice(), &mut output) {
        panic!("\n{error}\n");
    }
}

/// Complains about each claim that the page of its chapter does not show: the ledger links there.
fn not_discussed(claims: &[Claim], page_of: impl Fn(&str) -> String) -> Vec<String> {
    let hidden =
        claims.iter().filter(|claim| !page_of(&claim.chapter).contains(&format!("{{{{claim {}}}}}", claim.id)));
    hidden.map(|claim| format!("book/src/{}.md: does not show the claim {}", claim.chapter, claim.id)).collect()
}

#[test]
fn every_claim_is_shown_on_the_page_of_its_chapter() {
    let planted = [Claim::new("L00-01", "A statement.")];
    assert_eq!(not_discussed(&planted, |_| "{{claim L00-02}}".into()).len(), 1);
    let claims: Vec<Claim> = serde_json::from_str(&read("reports/claims.json")).expect("claims");
    expect_none(not_discussed(&claims, |chapter| read(&format!("book/src/{chapter}.md"))));
}

/// Complains about each definition whose check fails: what is true by construction can fail only with the program.
fn broken(claims: &[Claim]) -> Vec<String> {
    let broken = claims.iter().filter(|claim| claim.kind == Kind::Definition && claim.verdict != Verdict::Confirmed);
    broken
        .map(|claim| format!("reports/claims.json: the definition {} {}", claim.id, claim.kind.reads(claim.verdict)))
        .collect()
}

#[test]
fn every_definition_holds() {
    assert_eq!(broken(&[Claim::new("L00-01", "z = x").definition()]).len(), 1, "planted: nothing was checked");
    let claims: Vec<Claim> = serde_json::from_str(&read("reports/claims.json")).expect("claims");
    expect_none(broken(&claims));
}

/// Where the notes go on in English, with formulas, as if a machine had read them from images.
const TRANSCRIBED: [std::ops::RangeInclusive<u32>; 2] = [171..=187, 214..=238];

/// Complains about each claim that is called a transcription and stands elsewhere: in the notes' own words.
fn not_transcribed(claims: &[Claim]) -> Vec<String> {
    let there = |line: &u32| TRANSCRIBED.iter().any(|lines| lines.contains(line));
    let elsewhere = |claim: &&Claim| claim.seed_line.is_empty() || !claim.seed_line.iter().all(there);
    let misplaced = claims.iter().filter(|claim| claim.kind == Kind::Transcription).filter(elsewhere);
    misplaced
        .map(|claim| format!("reports/claims.json: {} is no transcription: {:?}", claim.id, claim.seed_line))
        .collect()
}

#[test]
fn transcriptions_stand_where_the_notes_look_like_one() {
    let claim = |line| Claim::new("L00-01", "x").lines(&[line]).transcription();
    assert_eq!(not_transcribed(&[claim(183)]), [""; 0]);
    assert_eq!(not_transcribed(&[claim(183), claim(142), Claim::new("L00-02", "x").transcription()]).len(), 2);
    let claims: Vec<Claim> = serde_json::from_str(&read("reports/claims.json")).expect("claims");
    expect_none(not_transcribed(&claims));
}

/// Complains about each measurement of which JSON has a `null` and no word on why.
fn unexplained(claims: &[Claim]) -> Vec<String> {
    let of = |claim: &Claim| -> Vec<String> {
        let readings = claim.printed.iter().chain(&claim.corrected).map(|reading| (&reading.text, &reading.measured));
        let cases = claim.sweep.iter().map(|case| (&case.name, &case.measured));
        let all = std::iter::once((&claim.quantity, &claim.measured)).chain(readings).chain(cases);
        all.filter(|(_, measured)| !measured.is_explained()).map(|(name, _)| format!("{}: {name}", claim.id)).collect()
    };
    claims.iter().flat_map(of).map(|place| format!("reports/claims.json: no number and no note at {place}")).collect()
}

#[test]
fn no_measured_number_is_null_without_a_word() {
    let read_back = |measured: Measured| -> Vec<Claim> {
        let case = Case::new("a case", Band::at_most(1.0, ""), measured);
        let sound = Case::new("a sound case", Band::at_most(1.0, ""), Measured::exact(0.5));
        let claim = Claim::new("L00-01", "A statement.").swept("a ratio", vec![sound, case]);
        serde_json::from_str(&serde_json::to_string(&[claim]).expect("JSON")).expect("claims")
    };
    let planted = [Measured::exact(f64::NAN), Measured::interval(1.0, 1.0, f64::INFINITY, 1)];
    for measured in planted {
        let complaints = unexplained(&read_back(measured.clone()));
        // A case that has a number is shown as the claim's own measurement too.
        assert_eq!(complaints.last().unwrap(), "reports/claims.json: no number and no note at L00-01: a case");
        assert_eq!(unexplained(&read_back(measured.noted("0 of 9 qualify"))), [""; 0]);
    }
    // A side of a band without a bound is null by design.
    assert_eq!(unexplained(&read_back(Measured::exact(2.0))), [""; 0]);
    let claims: Vec<Claim> = serde_json::from_str(&read("reports/claims.json")).expect("claims");
    expect_none(unexplained(&claims));
}

#[test]
fn figures_take_their_colors_from_the_page() {
    let fixed = |text: &str| text.contains("#000000") || text.contains("fill=\"black\"");
    assert!(fixed("<text fill=\"black\">"));
    let figures = files_below("reports", ".svg").into_iter().filter(|file| fixed(&read(file)));
    expect_none(figures.map(|file| format!("{file}: has a black of its own, which a dark page swallows")).collect());
}
