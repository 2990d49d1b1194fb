//! `book` meets a hostile configuration, environment or folder: no program is run, nothing outside is read, written or removed.

use super::*;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

#[test]
fn the_environment_has_no_say() {
    let project = project();
    let book = |name: &OsStr, value: &OsStr| {
        let mut command = limited(project.path(), &format!("ulimit -v {MEMORY}"), &["book"]);
        command.env(name, value);
        let said = ended(command);
        assert_eq!((said.status, said.fault.as_str()), (0, ""), "{said:?}");
    };
    let bytes = OsStr::from_bytes(b"\xff");
    book(OsStr::new("NO_TEXT"), bytes);
    book(bytes, bytes);
    book(OsStr::new("MDBOOK_BOOK__TITLE"), bytes);
    book(OsStr::new("MDBOOK_OUTPUT"), OsStr::new("{\"x\": {\"command\": \"touch taken\"}}"));
    book(OsStr::new("MDBOOK_BUILD__BUILD_DIR"), OsStr::new("../elsewhere"));
    let names: Vec<String> = contents(project.path()).into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().all(|name| !name.contains("taken") && !name.starts_with("elsewhere")), "{names:?}");
}

#[test]
fn a_configuration_runs_no_program_and_empties_no_folder() {
    let project = project();
    let configure = |text: &str| fs::write(project.path().join("book/book.toml"), text).unwrap();
    let touch = "command = \"touch taken\"\n";
    for (text, words) in [
        (format!("[preprocessor.x]\n{touch}"), "the preprocessor `x` is not run: this book has `wellposed` alone"),
        (format!("[output.html]\n[output.x]\n{touch}"), "the output `x` is not made: this book has `html` alone"),
        ("[book\n".to_owned(), "book/book.toml: "),
        ("[output.html]\nadditional-css = [\"../../secret\"]\n".to_owned(), "`../../secret` is no file of the book"),
    ] {
        configure(&text);
        let line = fault(project.path(), &["book"]);
        assert!(line.starts_with("book/book.toml: ") && line.contains(words), "{line}");
    }
    // The command of our own preprocessor is mdBook's to run, and never ours; another place for the book is passed over.
    fs::create_dir(project.path().join("kept")).unwrap();
    fs::write(project.path().join("kept/file"), "mine").unwrap();
    configure(&format!(
        "[build]\nbuild-dir = \"../kept\"\n[preprocessor.wellposed]\n{touch}[preprocessor.links]\n{touch}"
    ));
    done(project.path(), &["book"]);
    assert!(project.path().join("target/book/a.html").is_file());
    assert_eq!(fs::read_to_string(project.path().join("kept/file")).unwrap(), "mine");
    assert!(contents(project.path()).iter().all(|(name, _)| !name.ends_with("taken")));
}

#[test]
fn what_is_no_file_of_the_book_is_refused_wherever_it_lies() {
    let project = project();
    for file in ["book/src/x.png", "book/theme/x.css", "book/src/x.md"] {
        let place = project.path().join(file);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        for (kind, words) in [
            (Kind::Pipe, "is a pipe, not a regular file"),
            (Kind::Link("/dev/zero"), "is a link out of the project"),
            (Kind::Link("/"), "is a link out of the project"),
            (Kind::Link("../.."), "is a folder, not a regular file"),
            (Kind::Link("nowhere"), "is a link that leads nowhere"),
            (Kind::Huge, "more than"),
        ] {
            replace(&place, kind);
            let line = fault(project.path(), &["book"]);
            assert!(line.starts_with(&format!("{file}: ")) && line.contains(words), "{kind:?}: {line}");
        }
        fs::remove_file(&place).unwrap();
    }
    replace(&project.path().join("book/src/x.md"), Kind::Link("../../README.md"));
    done(project.path(), &["book"]);
}

#[test]
fn a_killed_build_leaves_the_old_book_and_the_next_one_clears_up() {
    let project = project();
    let target = project.path().join("target");
    done(project.path(), &["book"]);
    let names = || fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let old = contents(&target.join("book"));
    fs::write(project.path().join("book/src/a.md"), "# A\n\nAnother page.\n").unwrap();
    for milliseconds in [5, 40, 80, 120, 160, 200] {
        let mut child = limited(project.path(), ":", &["book"]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        let _ = child.kill();
        child.wait().unwrap();
        let found = contents(&target.join("book"));
        assert!(found == old || found.len() == old.len(), "half a book");
    }
    done(project.path(), &["book"]);
    assert_eq!(names(), ["book"]);
    assert_ne!(contents(&target.join("book")), old);
}

/// No file may have more than so many blocks: the disk is full in the middle of the book.
#[test]
fn a_full_disk_leaves_the_old_book() {
    let project = project();
    let target = project.path().join("target");
    done(project.path(), &["book"]);
    let before = contents(&target);
    let line = one_line(ended(limited(project.path(), "trap '' XFSZ; ulimit -f 40", &["book"])));
    assert!(line.contains("/target/book/") && line.contains("File too large"), "{line}");
    assert!(contents(&target) == before, "the book has changed");
}

#[test]
fn a_place_for_the_book_that_is_taken_is_named() {
    let project = project();
    fs::write(project.path().join("target"), "").unwrap();
    let line = fault(project.path(), &["book"]);
    assert!(line.contains("/target: "), "{line}");
    fs::remove_file(project.path().join("target")).unwrap();
    fs::create_dir(project.path().join("real")).unwrap();
    symlink("real", project.path().join("target")).unwrap();
    done(project.path(), &["book"]);
    assert!(project.path().join("real/book/index.html").is_file());
}
