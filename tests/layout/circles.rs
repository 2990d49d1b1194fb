//! Do two files ever import one another? Then neither can be read, tested or moved without the other.

use super::{expect_none, files_below, read};
use std::collections::{BTreeMap, BTreeSet};

/// The parts of each package that have no such circles, and how many files they are at least.
const PACKAGES: [(&[&str], usize); 3] = [
    (&["src/book", "src/cli", "src/data", "src/own_data", "src/report", "src/scaler", "src/storage", "src/text"], 80),
    (&["crates/check/src"], 12),
    (&["crates/core/src"], 120),
];

/// The path of a module or of an item, by its names.
type Names = Vec<String>;

/// The texts of files by their modules.
type Files = BTreeMap<Names, String>;

fn names(path: &str, between: &str) -> Names {
    path.split(between).map(|name| name.trim().to_owned()).collect()
}

/// `src/report/svg/ink.rs` is `report::svg::ink`; a `mod.rs` is its folder.
fn module(file: &str) -> Names {
    let within = file.rsplit("src/").next().unwrap_or_default();
    names(within.trim_end_matches(".rs").trim_end_matches("/mod"), "/")
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn spread(tree: &str) -> Vec<String> {
    let Some((before, within)) = tree.split_once('{') else { return vec![tree.trim().to_owned()] };
    let within = &within[..within.rfind('}').unwrap_or(within.len())];
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in within.chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        match letter {
            ',' if depth == 0 => parts.push(String::new()),
            letter => parts.last_mut().expect("there is one").push(letter),
        }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| spread(part)).map(|part| format!("{}{part}", before.trim())).collect()
}

/// What a file takes in and does not pass on, or what it passes on; its tests are left out.
fn taken(text: &str, passed_on: bool) -> Vec<Names> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let is_wanted = |line: &&str| match passed_on {
        false => line.starts_with("use "),
        true => line.starts_with("pub use ") || (line.starts_with("pub(") && line.contains(") use ")),
    };
    let uses = text.split(";\n").filter_map(|part| {
        let start = part.lines().position(|line| is_wanted(&line))?;
        Some(part.lines().skip(start).collect::<Vec<_>>().join(" "))
    });
    let trees = uses.filter_map(|line| Some(line.split_once("use ")?.1.to_owned()));
    trees
        .flat_map(|tree| spread(&tree))
        .map(|path| names(path.split(" as ").next().unwrap_or_default(), "::"))
        .collect()
}

/// The file that an import leads to; an item that a module only passes on is its own file's.
fn target(files: &Files, from: &Names, path: &[String]) -> Option<Names> {
    let below = |at: &Names, name: &String| [at.as_slice(), std::slice::from_ref(name)].concat();
    let first = path.first()?;
    let (mut at, mut rest) = match first.as_str() {
        "crate" => (Names::new(), &path[1..]),
        "super" | "self" => (from.clone(), path),
        _ => files.contains_key(&below(from, first)).then(|| (from.clone(), path))?,
    };
    while let Some(name) = rest.first() {
        match name.as_str() {
            "self" => {}
            "super" => _ = at.pop(),
            _ if files.contains_key(&below(&at, name)) => at = below(&at, name),
            _ => break,
        }
        rest = &rest[1..];
    }
    let passed_on =
        taken(files.get(&at)?, true).into_iter().find(|path| !rest.is_empty() && path.last() == rest.first());
    passed_on.and_then(|path| target(files, &at, &path)).or(Some(at))
}

/// Complains about each pair of files of which each imports the other.
fn circles(files: &Files) -> Vec<String> {
    let of = |from: &Names| taken(&files[from], false).iter().filter_map(|path| target(files, from, path)).collect();
    let imports: BTreeMap<&Names, BTreeSet<Names>> = files.keys().map(|from| (from, of(from))).collect();
    let pairs = imports.iter().flat_map(|(one, theirs)| theirs.iter().map(move |other| (*one, other)));
    let mutual = pairs.filter(|(one, other)| one < other && imports.get(other).is_some_and(|back| back.contains(*one)));
    mutual.map(|(one, other)| format!("{} and {} import one another", one.join("::"), other.join("::"))).collect()
}

#[test]
fn no_two_files_import_one_another() {
    let planted = |texts: &[(&str, &str)]| {
        circles(&texts.iter().map(|(file, text)| (module(file), format!("//! Why?\n\n{text}\n"))).collect())
    };
    let (one, two) = ("src/a/one.rs", "src/a/two.rs");
    assert_eq!(planted(&[(one, "use super::two::Two;"), (two, "use crate::text::{html, name};")]), [""; 0]);
    let both = planted(&[(one, "use super::{\n    three,\n    two::{Two, of},\n};"), (two, "use super::one::One;")]);
    assert_eq!(both, ["a::one and a::two import one another"]);
    let whole = ("src/a.rs", "mod one;\nmod two;\n\npub use one::One;\nuse two::Two;");
    assert_eq!(planted(&[whole, (one, "use super::two::Two;"), (two, "use super::One;")]).len(), 1, "passed on");
    assert_eq!(planted(&[whole, (two, "use super::helper;")]), ["a and a::two import one another"]);
    assert_eq!(
        planted(&[whole, (two, "use std::fs;\n\n#[cfg(test)]\nmod tests {\n    use super::helper;\n}")]),
        [""; 0]
    );

    for (folders, least) in PACKAGES {
        let files =
            folders.iter().flat_map(|folder| files_below(folder, ".rs")).filter(|file| !file.contains("/tests"));
        let files: Files = files.map(|file| (module(&file), read(&file))).collect();
        assert!(files.len() > least);
        expect_none(circles(&files));
    }
}
