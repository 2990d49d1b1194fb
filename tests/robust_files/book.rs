//! `book` meets hostile pages: they are refused with file and line, and the book that stood stays.

use super::*;

/// A project whose book has been built.
fn built() -> TempDir {
    let project = project();
    let output = done(project.path(), &["book"]);
    assert!(output.ends_with("target/book/index.html\n"), "{output}");
    assert!(project.path().join("target/book/a.html").is_file());
    project
}

/// The one line of a `book` that must fail; the old book stays as it is, and nothing else is left.
fn refused(project: &TempDir) -> String {
    let target = project.path().join("target");
    let before = contents(&target);
    let line = fault(project.path(), &["book"]);
    assert!(contents(&target) == before, "{line}: the book has changed");
    line
}

fn write(project: &TempDir, file: &str, text: impl AsRef<[u8]>) {
    fs::write(project.path().join(file), text).unwrap();
}

#[test]
fn a_page_without_a_bottom_is_refused_with_its_line_and_a_deep_one_is_set() {
    let project = built();
    let roots = |levels: usize| format!("# A\n\n${}x{}$\n", r"\sqrt{".repeat(levels), "}".repeat(levels));
    for (page, line) in [
        (roots(3_000), "book/src/a.md:3: the formula `"),
        (format!("# A\n\n${}x$\n", r"\sqrt ".repeat(100_000)), "book/src/a.md:3: the formula `"),
        (format!("# A\n\n{}a\n", ">".repeat(100_000)), "book/src/a.md:3: is nested more than 100 deep"),
        (format!("# A\n\n{}a\n", "- ".repeat(100_000)), "book/src/a.md:3: is nested more than 100 deep"),
        ("a".repeat(2 << 20), "book/src/a.md: has more than 1048576 bytes"),
    ] {
        write(&project, "book/src/a.md", page);
        let said = refused(&project);
        assert!(said.starts_with(line), "{said}");
    }
    for page in [roots(20), format!("{}a\n", "> ".repeat(20)), "[".repeat(100_000), "<b>".repeat(100_000)] {
        write(&project, "book/src/a.md", page);
        done(project.path(), &["book"]);
    }
}

/// mdBook panics over each of the first.
#[test]
fn html_tags_that_close_what_they_did_not_open_are_said_and_open_ones_are_not() {
    let project = built();
    for page in ["a</p>", "|a|\n|-|\n|</td>|\n"] {
        write(&project, "book/src/a.md", page);
        let line = refused(&project);
        assert!(line.starts_with("mdBook: ") && line.contains("`a.md`; an HTML tag there closes what"), "{line}");
    }
    for page in ["a<p>", "a</b>", "<div>\n\na\n\n</div>"] {
        write(&project, "book/src/a.md", page);
        done(project.path(), &["book"]);
    }
}

#[test]
fn an_include_of_what_is_no_text_of_the_project_is_refused_and_a_relative_one_is_shown() {
    let project = built();
    replace(&project.path().join("pipe"), Kind::Pipe);
    replace(&project.path().join("huge"), Kind::Huge);
    replace(&project.path().join("outside"), Kind::Link("/etc/passwd"));
    for (target, words) in [
        ("/dev/zero", "it lies outside of the project"),
        ("../../../../../../../../../dev/zero", "it lies outside of the project"),
        ("../../outside", "it lies outside of the project"),
        ("../../pipe", "is a pipe, not a regular file"),
        ("../../huge", "has more than 1048576 bytes, the most that are read"),
        ("../..", "is a folder, not a regular file"),
        ("a.md", "what it includes, includes a file itself"),
    ] {
        for page in [format!("{{{{#include {target}}}}}\n"), format!("```text\n{{{{#include {target}}}}}\n```\n")] {
            write(&project, "book/src/a.md", format!("# A\n\n{page}"));
            let line = refused(&project);
            assert!(line.starts_with("book/src/a.md:") && line.ends_with(words), "{line}");
        }
    }
    write(&project, "book/src/a.md", "# A\n\n{{#include ../../README.md}}\n");
    done(project.path(), &["book"]);
    assert!(fs::read_to_string(project.path().join("target/book/a.html")).unwrap().contains("A project."));
}

#[test]
fn a_summary_that_leads_elsewhere_or_nowhere_is_refused() {
    let project = built();
    write(&project, "book/src/bytes.md", b"\xff");
    write(&project, "out.md", "outside of the pages");
    for (summary, line) in [
        ("", "book/src/SUMMARY.md: names no page"),
        ("[A](/etc/passwd)\n", "book/src/SUMMARY.md:1: `/etc/passwd` is no page of the book"),
        ("[A](a.md)\n[B](../../out.md)\n", "book/src/SUMMARY.md:2: `../../out.md` is no page of the book"),
        ("[A](a.md)\n[B](a.md)\n", "book/src/SUMMARY.md:2: `a.md` is listed twice, first in line 1"),
        ("[A](none.md)\n", "book/src/SUMMARY.md:1: the page `none.md`: there is no such file"),
        ("[A](bytes.md)\n", "book/src/SUMMARY.md:1: the page `bytes.md`: is not UTF-8 text (line 1)"),
    ] {
        write(&project, "book/src/SUMMARY.md", summary);
        let said = refused(&project);
        assert!(said.starts_with(line), "{said}");
    }
    assert!(!project.path().join("out.html").exists());
    fs::create_dir(project.path().join("book/src/deep")).unwrap();
    write(&project, "book/src/deep/b.md", "# B\n");
    write(&project, "book/src/SUMMARY.md", "[A](a.md)\n\n- [B](./deep/b.md)\n- [Planned]()\n");
    done(project.path(), &["book"]);
    assert!(project.path().join("target/book/deep/b.html").is_file());
}

#[test]
fn hostile_reports_are_refused_where_a_page_asks_for_them() {
    let project = built();
    fs::create_dir_all(project.path().join("reports/a")).unwrap();
    for (kind, words) in
        [(Kind::Pipe, "is a pipe"), (Kind::Link("/dev/zero"), "is a device"), (Kind::Huge, "has more than")]
    {
        for (file, directive) in [
            ("reports/a/b.svg", "{{figure a/b}}\nWords.\n{{/figure}}\n"),
            ("reports/a/b.csv", "{{table a/b}}"),
            ("reports/a/b.csv", "{{value a/b row column}}"),
            ("reports/claims.json", "{{claim L00-01}}"),
        ] {
            replace(&project.path().join(file), kind);
            write(&project, "book/src/a.md", directive);
            let line = refused(&project);
            assert!(line.starts_with(&format!("book/src/a.md:1: can't read {file}: {words}")), "{line}");
        }
    }
    fs::remove_file(project.path().join("reports/claims.json")).unwrap();
    write(&project, "reports/claims.json", "[".repeat(100_000));
    assert!(refused(&project).starts_with("book/src/a.md:1: reports/claims.json: "));
    fs::remove_file(project.path().join("reports/a/b.csv")).unwrap();
    write(&project, "reports/a/b.csv", "# A\n# c\n# keys,1\n# words,a\n# unit,\n# digits,exact\na\n1\n");
    write(&project, "book/src/a.md", "{{table a/b}}\n");
    done(project.path(), &["book"]);
}
