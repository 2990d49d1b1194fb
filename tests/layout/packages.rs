//! Which packages does the project build on? Each under a license that lets it, and none in two versions without a reason.
//!
//! Licenses are those of `cargo metadata`, with every feature, on one platform: what a `Cargo.lock` names for other platforms alone is not
//! downloaded for this. Versions are those of `Cargo.lock`, for all platforms. Two versions of a package are two packages for the compiler: twice
//! the time, and types that do not fit each other.

use super::{expect_none, read, root};
use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};
use std::process::Command;

/// The licenses that are fulfilled by what the project does anyway: it keeps the notices, and changes nothing in the packages.
const ALLOWED: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unicode-3.0",
    // By the file: whoever changes one of its files publishes that file. mdBook's.
    "MPL-2.0",
    // For pictures: the name of the author stays. The icons that mdBook carries.
    "CC-BY-4.0",
    // For data: the list of certificates that the build of OpenBLAS carries.
    "CDLA-Permissive-2.0",
];

/// Packages that `Cargo.lock` has in two versions, with the reason.
const TWICE: &[(&str, &str)] = &[
    ("equator", "faer takes 0.6, its kernels (nano-gemm) 0.2"),
    ("equator-macro", "goes with equator"),
    ("getrandom", "0.2 with rand 0.8"),
    ("rand", "0.8 by ndarray-linalg, for the feature `lapack` alone"),
    ("rand_chacha", "goes with rand"),
    ("rand_core", "goes with rand"),
    ("strum", "0.27 by biblatex, 0.28 by math-core: names of variants, of which no page sees anything"),
    ("strum_macros", "goes with strum"),
    ("syn", "of procedural macros, which no program holds"),
    ("thiserror", "1 by sysctl, which faer's gemm asks for the sizes of caches on macOS alone"),
    ("thiserror-impl", "goes with thiserror"),
    ("windows-sys", "on Windows alone: 0.52 by ring, for the feature `lapack` alone"),
];

/// The packages that are compiled on the platform of continuous integration, as `cargo metadata` tells of them.
fn packages() -> Vec<Value> {
    let options = ["metadata", "--format-version=1", "--locked", "--all-features"];
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let cargo = cargo.current_dir(root()).args(options).args(["--filter-platform", "x86_64-unknown-linux-gnu"]);
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata gives JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

fn is_allowed(requirement: &LicenseReq) -> bool {
    requirement.license.id().is_some_and(|id| ALLOWED.contains(&id.name))
}

/// Complains about each package without a license that is allowed.
fn not_allowed(packages: &[Value]) -> Vec<String> {
    let complaint = |package: &Value| {
        let license = package["license"].as_str().unwrap_or("no license");
        let expression = Expression::parse_mode(license, ParseMode::LAX);
        let allowed = expression.is_ok_and(|expression| expression.evaluate(is_allowed));
        (!allowed).then(|| format!("{} {}: {license} is not among the allowed", package["name"], package["version"]))
    };
    packages.iter().filter_map(complaint).collect()
}

#[test]
fn every_package_has_a_license_that_is_allowed() {
    let planted = |license: Value| [serde_json::json!({ "name": "planted", "version": "1.0.0", "license": license })];
    for sound in [
        "MIT",
        "GPL-3.0-only OR MIT",
        "Unlicense/MIT",
        "(GPL-3.0-only OR MIT) AND ISC",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert_eq!(not_allowed(&planted(sound.into())), [""; 0], "{sound}");
    }
    for wrong in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "(GPL-3.0-only OR MIT) AND AGPL-3.0-only", "Ours alone", ""] {
        assert_eq!(not_allowed(&planted(wrong.into())).len(), 1, "planted: {wrong}");
    }
    assert_eq!(
        not_allowed(&planted(Value::Null)),
        ["\"planted\" \"1.0.0\": no license is not among the allowed"],
        "planted: a package without a license"
    );
    let packages = packages();
    assert!(packages.iter().any(|package| package["name"] == "ndarray"), "cargo metadata names no dependencies");
    expect_none(not_allowed(&packages));
}

/// Name and version of each package in a `Cargo.lock`, in its order: by name.
fn locked(lock: &str) -> Vec<(&str, &str)> {
    let entries = lock.split("[[package]]\nname = \"").skip(1);
    entries
        .filter_map(|entry| entry.split_once("\"\nversion = \""))
        .map(|(name, rest)| (name, before_quote(rest)))
        .collect()
}

fn before_quote(text: &str) -> &str {
    text.split('"').next().unwrap_or(text)
}

/// What two versions must share for one to stand in for the other: all up to the first number that is not 0.
fn compatible_part(version: &str) -> &str {
    let counts = |number: &&str| !number.trim_start_matches('0').is_empty();
    let leading = version.split('.').find(counts).unwrap_or(version);
    &version[..leading.as_ptr().addr() - version.as_ptr().addr() + leading.len()]
}

/// Complains about each package in two versions without a reason, and about each reason without two versions.
fn doubled(lock: &str, reasons: &[(&str, &str)]) -> Vec<String> {
    let packages = locked(lock);
    let is_doubled = |name: &str| {
        let mut versions =
            packages.iter().filter(|(other, _)| *other == name).map(|(_, version)| compatible_part(version));
        let first = versions.next();
        versions.any(|version| Some(version) != first)
    };
    let mut names: Vec<&str> = packages.iter().map(|(name, _)| *name).collect();
    names.dedup();
    let unexplained = names.iter().filter(|name| is_doubled(name) && !reasons.iter().any(|(known, _)| known == *name));
    let unexplained =
        unexplained.map(|name| format!("Cargo.lock: {name} stands there in two versions: see `cargo tree -i {name}`"));
    let stale = reasons.iter().filter(|(name, _)| !is_doubled(name));
    let stale = stale.map(|(name, _)| format!("Cargo.lock: {name} stands there once; strike it from `TWICE`"));
    unexplained.chain(stale).collect()
}

#[test]
fn no_package_stands_there_in_two_versions_without_a_reason() {
    let lock = |packages: &[(&str, &str)]| -> String {
        let entry =
            |(name, version): &(&str, &str)| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n\n");
        packages.iter().map(entry).collect()
    };
    let planted = lock(&[("a", "0.9.1"), ("a", "0.10.0"), ("b", "1.2.0"), ("c", "0.0.1"), ("c", "0.0.2")]);
    assert_eq!(locked(&planted)[1], ("a", "0.10.0"));
    assert_eq!(
        doubled(&planted, &[("a", "a reason"), ("b", "a stale one")]),
        [
            "Cargo.lock: c stands there in two versions: see `cargo tree -i c`",
            "Cargo.lock: b stands there once; strike it from `TWICE`"
        ]
    );
    assert_eq!(doubled(&lock(&[("a", "1.2.0"), ("b", "0.3.1"), ("c", "0.0.1")]), &[]), [""; 0]);
    assert_eq!(["1.2.3", "0.12.3", "0.0.3"].map(compatible_part), ["1", "0.12", "0.0.3"]);
    expect_none(doubled(&read("Cargo.lock"), TWICE));
}

/// Whether a first page names the oldest Rust of the manifest, and no other.
fn names_the_oldest_rust(manifest: &str, page: &str) -> bool {
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'));
    let named = page.split("Rust ").skip(1).filter(|words| words.starts_with(|letter: char| letter.is_ascii_digit()));
    let named: Vec<&str> = named.filter_map(|words| words.split(' ').next()).collect();
    !named.is_empty() && named.iter().all(|name| Some(*name) == version)
}

#[test]
fn the_first_pages_name_the_oldest_rust() {
    let manifest = "[package]\nrust-version = \"1.80\"\n";
    assert!(names_the_oldest_rust(manifest, "It needs Rust 1.80 or newer. Rust is a language."));
    let others = ["It needs Rust 1.81 or newer.", "It needs Rust.", "Rust 1.80 or newer, and Rust 1.79 in part."];
    assert!(others.iter().all(|page| !names_the_oldest_rust(manifest, page)));
    for page in ["README.md", "crates/core/README.md"] {
        assert!(names_the_oldest_rust(&read("Cargo.toml"), &read(page)), "{page}: names another Rust than Cargo.toml");
    }
}
