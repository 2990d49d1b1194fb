//! What does an experiment find here, and is it what the report says?

use super::Answer;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wellposed::chapters::{self, Choices, Selected};
use wellposed::report::compare::{Differences, between};
use wellposed::report::{Claim, files, sums};

/// More differences than this tell nobody more.
const MOST_LINES: usize = 50;
/// What claims are called where files are compared.
const CLAIMS: &str = "claims.json";

/// A report as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Standing {
    /// `CHAPTER/EXPERIMENT`.
    experiment: String,
    /// Its files by their paths below `reports/`.
    files: BTreeMap<String, String>,
    /// The claims that it decides, as `claims.json` has them.
    claims: Vec<Value>,
}

/// What a comparison finds.
#[derive(Serialize)]
pub(super) struct Compared {
    files: Vec<File>,
    differences: Vec<String>,
    count: usize,
}

/// A file that was computed.
#[derive(Serialize)]
struct File {
    path: String,
    /// SHA-256 of what was computed.
    digest: String,
    same: bool,
}

pub(super) fn list() -> Answer {
    Answer::List(chapters::all().iter().map(Selected::path).collect())
}

pub(super) fn run(name: &str) -> Result<Answer, String> {
    let (mut files, mut claims) = (BTreeMap::new(), Vec::new());
    for selected in chapters::find(name)? {
        let (own, decided) = computed(&selected);
        files.extend(own);
        claims.extend(decided);
    }
    Ok(Answer::Run { files, claims })
}

fn computed(selected: &Selected) -> (Vec<(PathBuf, String)>, Vec<Claim>) {
    let findings = selected.run(&Choices::default());
    (files::render(&selected.path(), &findings), findings.claims)
}

/// Computes an experiment anew and holds it against the report that stands.
pub(super) fn verify(standing: &Standing) -> Result<Answer, String> {
    let [selected] = chapters::find(&standing.experiment)?[..] else {
        return Err("one experiment is compared at a time".to_owned());
    };
    let (computed, claims) = computed(&selected);
    let mut is: BTreeMap<String, String> =
        computed.into_iter().map(|(path, text)| (sums::unix_path(&path), text)).collect();
    let mut was = standing.files.clone();
    // The ledger keeps its claims in the order of their rows.
    let mut claims: Vec<Value> = claims.iter().map(|claim| serde_json::to_value(claim).unwrap_or_default()).collect();
    claims.sort_by_key(|claim| claim["id"].to_string());
    was.insert(CLAIMS.to_owned(), pretty(&standing.claims));
    is.insert(CLAIMS.to_owned(), pretty(&claims));
    Ok(Answer::Verify(compared(&was, &is)))
}

fn pretty(claims: &[Value]) -> String {
    let mut claims = claims.to_vec();
    claims.sort_by_key(|claim| claim["id"].to_string());
    serde_json::to_string_pretty(&claims).unwrap_or_default()
}

/// Two sets of files by their paths.
fn compared(was: &BTreeMap<String, String>, is: &BTreeMap<String, String>) -> Compared {
    let file = |(path, text): (&String, &String)| File {
        path: path.clone(),
        digest: sums::digest(text.as_bytes()),
        same: was.get(path) == Some(text),
    };
    let files: Vec<File> = is.iter().map(file).collect();
    let mut differences: Vec<String> = Vec::new();
    let mut count = 0;
    for path in was.keys().chain(is.keys().filter(|path| !was.contains_key(*path))) {
        match (was.get(path), is.get(path)) {
            (Some(was), Some(is)) => {
                let found: Differences = between(Path::new(path), was, is);
                count += found.count();
                differences.extend(found.first().iter().map(ToString::to_string));
            }
            (there, _) => {
                count += 1;
                let what = if there.is_some() { "was not computed" } else { "is not among the reports" };
                differences.push(format!("{path}: {what}"));
            }
        }
    }
    differences.truncate(MOST_LINES);
    Compared { files, differences, count }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(texts: &[(&str, &str)]) -> BTreeMap<String, String> {
        texts.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect()
    }

    #[test]
    fn a_digit_a_file_too_few_and_a_file_too_many_are_found() {
        let was = files(&[("a/b.md", "| set | steps |\n|---|---:|\n| wine | 1 |\n"), ("a/c.svg", "x")]);
        let same = compared(&was, &was);
        assert!(same.count == 0 && same.differences.is_empty() && same.files.iter().all(|file| file.same));
        let is = files(&[("a/b.md", "| set | steps |\n|---|---:|\n| wine | 2 |\n"), ("a/d.svg", "x")]);
        let found = compared(&was, &is);
        assert_eq!(
            found.differences,
            [
                "a/b.md: row wine, column steps: was 1, is 2",
                "a/c.svg: was not computed",
                "a/d.svg: is not among the reports"
            ]
        );
        assert!(found.count == 3 && found.files.iter().all(|file| !file.same));
    }
}
