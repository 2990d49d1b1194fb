//! Do the package's own records agree? The version, the licenses and the names stand in several files.

use super::{expect_none, names_in, read};

/// What a section of a manifest says of a key, without the quotation marks.
fn entry<'a>(manifest: &'a str, section: &str, key: &str) -> Option<&'a str> {
    let (_, body) = manifest.split_once(&format!("[{section}]\n"))?;
    let body = body.split("\n[").next()?;
    let line = body.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='))?;
    Some(line.trim().trim_matches('"'))
}

/// The version that all packages of the project share.
fn version() -> String {
    entry(&read("Cargo.toml"), "workspace.package", "version").expect("Cargo.toml has a version").to_owned()
}

/// The folders of the project's packages, from the root.
fn folders() -> Vec<String> {
    let crates = names_in("crates").into_iter().map(|name| format!("crates/{name}"));
    [".".to_owned(), "tests/layout".to_owned()].into_iter().chain(crates).collect()
}

/// The names of the project's packages.
fn packages() -> Vec<String> {
    let manifests = folders().into_iter().map(|folder| read(&format!("{folder}/Cargo.toml")));
    manifests.map(|manifest| entry(&manifest, "package", "name").expect("a name").to_owned()).collect()
}

/// Complains about what a package says for itself that all packages share.
fn not_shared(folder: &str, manifest: &str) -> Vec<String> {
    let shared = ["version", "edition", "rust-version", "license"].map(|key| ("package", format!("{key}.workspace")));
    let shared = shared.into_iter().chain([("lints", "workspace".to_owned())]);
    let own = shared.filter(|(section, key)| entry(manifest, section, key) != Some("true"));
    own.map(|(section, key)| format!("{folder}/Cargo.toml: [{section}] has no `{key} = true`")).collect()
}

#[test]
fn all_packages_share_version_license_lints_and_the_oldest_compiler() {
    let sound = "[package]\nversion.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\n\n\
                 [lints]\nworkspace = true\n";
    assert_eq!(not_shared("a", sound), [""; 0]);
    let planted = sound.replace("rust-version.workspace = true", "rust-version = \"1.99\"");
    assert_eq!(not_shared("a", &planted), ["a/Cargo.toml: [package] has no `rust-version.workspace = true`"]);
    assert_eq!(
        not_shared("a", &sound.replace("[lints]", "[other]")),
        ["a/Cargo.toml: [lints] has no `workspace = true`"]
    );
    expect_none(
        folders().iter().flat_map(|folder| not_shared(folder, &read(&format!("{folder}/Cargo.toml")))).collect(),
    );
    // What the oldest compiler does not have is refused where it is written.
    let lint = entry(&read("Cargo.toml"), "workspace.lints.clippy", "incompatible_msrv").map(str::to_owned);
    assert_eq!(lint.as_deref(), Some("deny"));
}

/// The package that a bare command leaves out: it is the suite once more, for WebAssembly. `--workspace` has its tests run.
const ELSEWHERE: &str = "crates/page";

/// Complains about each package that a bare `cargo test` leaves out.
fn left_out(manifest: &str, folders: &[String]) -> Vec<String> {
    let members = manifest.lines().find_map(|line| line.strip_prefix("default-members = ")).unwrap_or_default();
    let expected = folders.iter().filter(|folder| *folder != ELSEWHERE);
    let missing = expected.filter(|folder| !members.contains(&format!("\"{folder}\"")));
    missing
        .map(|folder| format!("Cargo.toml: `default-members` lacks \"{folder}\": `cargo test` runs every test"))
        .collect()
}

#[test]
fn a_bare_command_is_for_all_packages() {
    let planted = left_out("default-members = [\".\", \"b\"]\n", &[".".into(), "a".into()]);
    assert_eq!(planted, ["Cargo.toml: `default-members` lacks \"a\": `cargo test` runs every test"]);
    assert_eq!(left_out("default-members = [\".\", \"a\"]\n", &[".".into(), "a".into()]), [""; 0]);
    assert_eq!(left_out("default-members = [\".\"]\n", &[".".into(), ELSEWHERE.into()]), [""; 0]);
    expect_none(left_out(&read("Cargo.toml"), &folders()));
}

/// Complains about each package that the lock file has not in this version.
fn not_locked(lock: &str, packages: &[String], version: &str) -> Vec<String> {
    let is_locked = |name: &str| lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n"));
    let missing = packages.iter().filter(|name| !is_locked(name));
    missing.map(|name| format!("Cargo.lock: has no {name} {version}: run `cargo check --workspace`")).collect()
}

#[test]
fn the_lock_file_has_the_version_of_the_packages() {
    let planted = not_locked("name = \"a\"\nversion = \"0.1.0\"\n", &["a".into(), "b".into()], "0.1.0");
    assert_eq!(planted, ["Cargo.lock: has no b 0.1.0: run `cargo check --workspace`"]);
    assert_eq!(not_locked("name = \"a\"\nversion = \"0.1.0\"\n", &["a".into()], "0.2.0").len(), 1);
    expect_none(not_locked(&read("Cargo.lock"), &packages(), &version()));
}

/// The keys that the Citation File Format 1.2.0 knows at its first level; without the first four a file is none.
const KEYS: &str = "cff-version message title authors abstract commit contact date-released doi identifiers keywords license license-url \
                    preferred-citation references repository repository-artifact repository-code type url version";

/// Whether YAML takes a text for one plain or quoted scalar.
fn is_scalar(text: &str) -> bool {
    match text.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').is_some_and(|inner| !inner.contains(['"', '\\'])),
        None => text.starts_with(|c: char| c.is_alphanumeric()) && !text.contains(": ") && !text.contains(" #"),
    }
}

/// Complains about a line that is neither `key: value` nor an item of the list of the key above it.
fn misread(line: &str) -> Option<&'static str> {
    let value = match line.strip_prefix("  - ") {
        Some(item) => item.strip_prefix("name: ").unwrap_or(item),
        None => match line.split_once(':') {
            Some((key, value)) if KEYS.split(' ').any(|known| known == key) => {
                value.strip_prefix(' ').unwrap_or("list")
            }
            _ => return Some("is neither a key of the format nor an item of a list"),
        },
    };
    (!is_scalar(value)).then_some("has a value that needs quotation marks")
}

/// Complains about what a `CITATION.cff` lacks, or says otherwise than the manifest.
fn misquoted(cff: &str, version: &str, license: &str) -> Vec<String> {
    let lines = (1..).zip(cff.lines()).filter_map(|(number, line)| Some((number, misread(line)?)));
    let misread = lines.map(|(number, problem)| format!("CITATION.cff:{number}: {problem}"));
    let has = |line: &str| format!("\n{cff}\n").contains(&format!("\n{line}"));
    let licenses = license.split(" OR ").map(|license| format!("  - {license}\n")).collect::<String>();
    let obligatory = ["cff-version: 1.2.0\n", "message: ", "title: ", "authors:\n  - name: "].map(str::to_owned);
    let agreed = [format!("version: {version}\n"), format!("license:\n{licenses}")];
    let missing = obligatory.into_iter().chain(agreed).filter(|line| !has(line));
    misread.chain(missing.map(|line| format!("CITATION.cff: lacks `{}`", line.trim().replace('\n', " ")))).collect()
}

#[test]
fn the_citation_names_this_version_and_its_licenses() {
    let sound = "cff-version: 1.2.0\nmessage: \"a: b\"\ntitle: a\nauthors:\n  - name: b\nversion: 0.1.0\nlicense:\n  - MIT\n  - ISC\n";
    let complaints = |cff: &str| misquoted(cff, "0.1.0", "MIT OR ISC");
    assert_eq!(complaints(sound), [""; 0]);
    assert_eq!(complaints(&sound.replace("0.1.0", "0.2.0")), ["CITATION.cff: lacks `version: 0.1.0`"]);
    assert_eq!(complaints(&sound.replace("  - ISC\n", "")), ["CITATION.cff: lacks `license:   - MIT   - ISC`"]);
    for planted in ["titel: a", "  name: b", "\ttitle: a", "title: a: b", "title: \"a\" b", "- name: b"] {
        let cff = format!("{sound}{planted}\n");
        assert_eq!(complaints(&cff).len(), 1, "{planted}");
    }
    let manifest = read("Cargo.toml");
    let license = entry(&manifest, "workspace.package", "license").expect("a license");
    expect_none(misquoted(&read("CITATION.cff"), &version(), license));
}

/// Whether the changes are told up to a version: its heading, with a date or the word that it is not out yet.
fn tells_of(changes: &str, version: &str) -> bool {
    let heading = format!("## [{version}] - ");
    let date = |rest: &str| rest == "unreleased" || rest.split('-').map(str::len).eq([4, 2, 2]);
    changes.lines().any(|line| line.strip_prefix(&heading).is_some_and(date))
}

#[test]
fn the_changes_are_told_up_to_this_version() {
    assert!(tells_of("## [0.1.0] - unreleased\n", "0.1.0") && tells_of("## [0.1.0] - 2026-11-29\n", "0.1.0"));
    for planted in ["## [0.1.1] - unreleased\n", "## [0.1.0]\n", "0.1.0 - unreleased\n", "## [0.1.0] - soon\n"] {
        assert!(!tells_of(planted, "0.1.0"), "{planted}");
    }
    assert!(tells_of(&read("CHANGELOG.md"), &version()), "CHANGELOG.md has no heading for version {}", version());
}
