//! Is the page of somebody's own data one file that stands alone, and do the pages of the book print what the command prints?

use super::*;

const PAGE: [&str; 8] = ["run", CHAPTER, "--data", "good.csv", "--target", "sold", "--format", "html"];

#[test]
fn a_page_is_printed_or_written_with_the_same_bytes_each_time() {
    let folder = elsewhere();
    let written = |out: &str| {
        assert_eq!(done(folder.path(), &[&PAGE[..], &["--out", out]].concat()), format!("open {out}/good.html\n"));
        assert_eq!(fs::read_dir(folder.path().join(out)).unwrap().count(), 1, "and nothing else");
        fs::read_to_string(folder.path().join(out).join("good.html")).unwrap()
    };
    let printed = done(folder.path(), &PAGE);
    assert!(printed.starts_with("<!doctype html>\n<!-- cargo run --release -- run ") && printed.ends_with("</html>\n"));
    assert!(printed == written("a") && printed == written("a") && printed == written("b/c"));
    // Another file is another page.
    fs::write(folder.path().join("good.csv"), "size,rooms,sold\n1,2,0\n2,5,1\n9,1,0\n4,4,1\n").unwrap();
    assert_ne!(printed, done(folder.path(), &PAGE));
}

#[test]
fn a_page_of_an_experiment_holds_its_table_alone() {
    let folder = elsewhere();
    let tables = |name: &str| done(folder.path(), &[&["run", name], &PAGE[2..]].concat()).matches("<details").count();
    assert_eq!((tables(CHAPTER), tables(EXPERIMENT)), (4, 1));
    let line = fault(folder.path(), &[&["run", "vanishing_gradients"], &PAGE[2..]].concat());
    assert!(line.starts_with("--data: `vanishing_gradients` has no experiment on data of your own"), "{line}");
    let line = fault(folder.path(), &["run", EXPERIMENT, "--format", "html"]);
    assert!(line.starts_with("--format html: a page is made of data of your own, so add --data FILE"), "{line}");
}

#[test]
fn a_page_takes_the_place_of_its_own_kind_and_of_nothing_else() {
    let folder = elsewhere();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    // Files of the same name with the mark of a report: somebody asks about a report that lies in this folder.
    let report = "# a table (do not edit)\n";
    fs::write(out.join("good.csv"), report).unwrap();
    fs::write(out.join("good.html"), "<p>my own page\n").unwrap();
    let ask = |more: &[&str]| call(folder.path(), &[&PAGE[..], &["--out", "out"], more].concat());
    let line = ask(&[]).faulty();
    assert_eq!(
        line,
        "--out: out/good.html was not written by this program; --force overwrites it, or name another folder"
    );
    assert_eq!(fs::read_to_string(out.join("good.html")).unwrap(), "<p>my own page\n");
    ask(&["--force"]).done();
    ask(&[]).done();
    assert!(fs::read_to_string(out.join("good.html")).unwrap().contains("do not edit"));
    assert_eq!(fs::read_to_string(out.join("good.csv")).unwrap(), report);
}

/// The words of a call that a page of the book makes, and whether it must be refused.
type Asked = (Vec<String>, bool);

/// The calls of all pages of chapter 1.
fn asked(page: &str) -> Vec<Asked> {
    let call = |line: &str| {
        let words = line.strip_prefix("{{")?.strip_suffix("}}")?;
        let (kind, words) = words.split_once(' ').filter(|(kind, _)| ["answer", "refusal"].contains(kind))?;
        Some((words.split(' ').map(str::to_owned).collect(), kind == "refusal"))
    };
    page.lines().filter_map(call).collect()
}

/// The screens of a built page, as a reader sees them.
fn screens(page: &str) -> Vec<String> {
    let code = |part: &str| {
        part.split_once("<code class=\"language-text\">")?
            .1
            .split_once("</code></pre>")
            .map(|(code, _)| code.to_owned())
    };
    let screens = page.split("<pre class=\"screen\">").skip(1).filter_map(code);
    let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#123;", "{"), ("&amp;", "&")];
    screens.map(|code| references.iter().fold(code, |text, (reference, sign)| text.replace(reference, sign))).collect()
}

/// A project whose only page has these calls, beside the data of the book.
fn built(page: &str, data: &str) -> (TempDir, Said) {
    let folder = project();
    let source = folder.path().join("book/src");
    fs::create_dir(folder.path().join("reports")).unwrap();
    fs::write(source.join("SUMMARY.md"), "- [Page](page.md)\n").unwrap();
    fs::write(source.join("page.md"), page).unwrap();
    fs::write(source.join("members.csv"), data).unwrap();
    let said = call(folder.path(), &["book"]);
    (folder, said)
}

#[test]
fn the_book_shows_what_the_command_prints_to_the_byte() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src");
    let chapter = fs::read_to_string(source.join("input_normalization.md")).unwrap();
    let data = fs::read_to_string(source.join("members.csv")).unwrap();
    let asked = asked(&chapter);
    assert!(asked.iter().any(|(_, refused)| *refused) && asked.iter().any(|(_, refused)| !*refused));
    let lines = chapter.lines().filter(|line| line.starts_with("{{answer ") || line.starts_with("{{refusal "));
    let page = lines.map(|line| format!("{line}\n\n")).collect::<String>();
    let printed: Vec<String> = asked
        .iter()
        .map(|(words, refused)| {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let said = call(&source, &[&["run", CHAPTER, "--data"], words.as_slice()].concat());
            if *refused { said.faulty_lines().join("\n") + "\n" } else { said.done() }
        })
        .collect();
    let shown = |page: &str, data: &str| {
        let (folder, said) = built(page, data);
        said.done();
        screens(&fs::read_to_string(folder.path().join("target/book/page.html")).unwrap())
    };
    assert_eq!(shown(&page, &data), printed);
    // Planted: another income shows, and a page that expects what does not happen has no book, with file and line.
    assert_ne!(shown(&page, &data.replacen("58300", "91300", 1)), printed);
    let fault = |page: &str| built(page, &data).1.faulty();
    let mistaken = page.replace("{{refusal ", "{{answer ");
    assert!(
        fault(&mistaken).starts_with("book/src/page.md:1: is refused: members.csv: 2 things"),
        "{}",
        fault(&mistaken)
    );
    assert!(
        fault(&page.replace("--target cancelled --missing", "--target canceled --missing"))
            .contains("page.md:3: is refused")
    );
}
