//! Which works does the book cite? Those of `references.bib` beside its pages: BibTeX, so that a reader can take the entries along.
//!
//! ```text
//! @article{more2011,
//!   author = {Moré, Jorge J. and Wild, Stefan M.},
//!   title = {Estimating Computational Noise},
//!   journal = {SIAM Journal on Scientific Computing},
//!   year = {2011},
//!   doi = {10.1137/100786125},
//! }
//! ```
//!
//! `{{cite more2011}}` becomes “Moré and Wild (2011)”, with a link to the entry on the page of all works. A work has authors, a title, a year, and a
//! DOI, a number of arXiv or an address; a citation without an entry ends the build.

use super::bounds::LONGEST_SOURCE;
use super::place::Up;
use crate::storage::read;
use crate::text::{html, literal, name, suggestion};
use biblatex::{Bibliography, ChunksExt, Entry, Person};
use std::path::Path;

/// The file, beside the pages.
pub(super) const FILE: &str = "references.bib";

/// The works that pages can cite.
pub(super) struct References(Result<Vec<Work>, String>);

/// One work, as the pages print it.
struct Work {
    key: String,
    authors: Vec<String>,
    families: Vec<String>,
    title: String,
    /// Where it appeared, with volume, number and pages.
    within: String,
    year: String,
    /// An address and what is printed for it.
    link: (String, String),
}

impl References {
    /// The works of the file in the folder of the pages; what is wrong with it is said to whoever asks for a work.
    pub(super) fn of(pages: &Path) -> Self {
        let text = read::text(&pages.join(FILE), LONGEST_SOURCE)
            .map_err(|error| format!("can't read book/src/{FILE}: {error}"));
        References(text.and_then(|text| works(&text)))
    }

    fn works(&self) -> Result<&[Work], String> {
        self.0.as_deref().map_err(Clone::clone)
    }

    /// A work as a sentence names it, with a link to its entry.
    pub(super) fn citation(&self, key: &str, in_parentheses: bool, up: Up) -> Result<String, String> {
        let works = self.works()?;
        let Some(work) = works.iter().find(|work| work.key == key) else {
            let meant = suggestion(key, works.iter().map(|work| work.key.as_str()));
            return Err(format!("no work `{}` in book/src/{FILE}; {meant}", name(key)));
        };
        let (names, year) = (literal(&work.names()), literal(&work.label()));
        let words = if in_parentheses { format!("{names}, {year}") } else { format!("{names} ({year})") };
        Ok(format!("<a class=\"cite\" href=\"{}\">{words}</a>", up.to(&["references"], Some(key))))
    }

    /// A text as HTML in which each work that it names (`Moré & Wild 2011`, `He et al. 2015`) is a link to its entry.
    pub(super) fn linked(&self, text: &str, up: Up) -> String {
        let works = self.0.as_deref().unwrap_or_default();
        let named =
            |work: &Work| work.short_forms().into_iter().map(|form| (form, work.key.clone())).collect::<Vec<_>>();
        let forms: Vec<(String, String)> = works.iter().flat_map(named).collect();
        let (mut linked, mut rest) = (String::new(), text);
        loop {
            let found = forms.iter().filter_map(|(form, key)| Some((rest.find(form.as_str())?, form, key)));
            // The first in the text, and of several the longest.
            let Some((start, form, key)) = found.min_by_key(|(start, form, _)| (*start, usize::MAX - form.len()))
            else {
                break;
            };
            let address = up.to(&["references"], Some(key));
            linked += &format!("{}<a class=\"cite\" href=\"{address}\">{}</a>", html(&rest[..start]), html(form));
            rest = &rest[start + form.len()..];
        }
        linked + &html(rest)
    }

    /// All works, by authors and year, as a list.
    pub(super) fn list(&self) -> Result<String, String> {
        let mut works: Vec<&Work> = self.works()?.iter().collect();
        works.sort_by_key(|work| (work.families.join(" ").to_lowercase(), work.year.clone(), work.key.clone()));
        let items: String = works.iter().map(|work| work.item()).collect();
        Ok(format!(
            "<ul class=\"references\">\n{items}</ul>\n<p><a download href=\"{FILE}\">All of them as BibTeX</a></p>\n"
        ))
    }
}

impl Work {
    /// One or two authors by their names, more by the first.
    fn names(&self) -> String {
        match self.families.as_slice() {
            [one] => one.clone(),
            [one, other] => format!("{one} and {other}"),
            [one, ..] => format!("{one} et al."),
            [] => String::new(),
        }
    }

    /// The year, with the letter that tells works of one author and year apart.
    fn label(&self) -> String {
        let letter = self.key.strip_suffix(|letter: char| letter.is_ascii_lowercase());
        match (letter, self.key.chars().last()) {
            (Some(rest), Some(letter)) if rest.ends_with(&self.year) => format!("{}{letter}", self.year),
            _ => self.year.clone(),
        }
    }

    /// As the source of a claim names it.
    fn short_forms(&self) -> Vec<String> {
        let year = self.label();
        let all = match self.families.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} & {last}", others.join(", ")),
            None => return Vec::new(),
        };
        let first = format!("{} et al. {year}", self.families[0]);
        if self.families.len() > 2 { vec![format!("{all} {year}"), first] } else { vec![format!("{all} {year}")] }
    }

    fn item(&self) -> String {
        let within = if self.within.is_empty() { String::new() } else { format!(" <em>{}</em>.", html(&self.within)) };
        format!(
            "<li id=\"{}\">{} ({}). {}.{within} <a href=\"{}\">{}</a></li>\n",
            html(&self.key),
            html(&self.authors.join(", ")),
            html(&self.label()),
            html(self.title.trim_end_matches('.')),
            html(&self.link.0),
            html(&self.link.1)
        )
    }
}

fn works(text: &str) -> Result<Vec<Work>, String> {
    let faulty = |problem: String| format!("book/src/{FILE}: {problem}");
    let parsed = Bibliography::parse(text).map_err(|error| faulty(error.to_string()))?;
    parsed
        .iter()
        .map(|entry| work(entry).map_err(|lack| faulty(format!("`{}` has {lack}", name(&entry.key)))))
        .collect()
}

/// A work with all that it must have, or what it lacks.
fn work(entry: &Entry) -> Result<Work, &'static str> {
    let field =
        |name: &str| entry.get(name).map(|chunks| chunks.format_verbatim()).filter(|text| !text.trim().is_empty());
    let people = entry.author().ok().filter(|people| !people.is_empty()).ok_or("no author")?;
    Ok(Work {
        key: entry.key.clone(),
        authors: people.iter().map(whole_name).collect(),
        families: people.iter().map(family_name).collect(),
        title: field("title").ok_or("no title")?,
        within: within(&field),
        year: field("year").or_else(|| field("date")).ok_or("no year")?,
        link: link(&field).ok_or("no DOI, no number of arXiv and no address")?,
    })
}

fn family_name(person: &Person) -> String {
    [&person.prefix, &person.name].into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

fn whole_name(person: &Person) -> String {
    let parts = [&person.given_name, &person.prefix, &person.name, &person.suffix];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

/// The journal, the volume, the publisher or what else there is.
fn within(field: &impl Fn(&str) -> Option<String>) -> String {
    let first = |names: &[&str]| names.iter().find_map(|name| field(name));
    let volume = match (field("volume"), field("number")) {
        (Some(volume), Some(number)) => Some(format!("{volume}({number})")),
        (volume, number) => volume.or(number),
    };
    let place = first(&["journaltitle", "journal", "booktitle", "series", "howpublished"]);
    let place = [place, volume].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let publisher = first(&["publisher", "institution", "school", "organization"]);
    let parts = [Some(place), publisher, field("pages").map(|pages| pages.replace("--", "–"))];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The address of a work and what is printed for it.
fn link(field: &impl Fn(&str) -> Option<String>) -> Option<(String, String)> {
    let doi = field("doi").map(|doi| (format!("https://doi.org/{doi}"), format!("doi:{doi}")));
    let arxiv = || field("eprint").map(|number| (format!("https://arxiv.org/abs/{number}"), format!("arXiv:{number}")));
    let address = || field("url").filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    doi.or_else(arxiv).or_else(|| address().map(|url| (url.clone(), url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIB: &str = "@article{more2011, author = {Moré, Jorge J. and Wild, Stefan M.}, title = {Estimating <Noise>}, journal = {SIAM J. Sci. Comput.}, \
                       volume = {33}, number = {3}, pages = {1292--1314}, year = {2011}, doi = {10.1137/100786125}}\n\
                       @misc{ng2017, author = {Ng, Andrew and Ba, B. and Ce, C.}, title = {Lectures}, year = {2017}, url = {https://a.b/c}}\n";

    fn of(text: &str) -> References {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), text).unwrap();
        References::of(folder.path())
    }

    #[test]
    fn a_citation_names_its_authors_and_leads_to_the_entry() {
        let works = of(BIB);
        let cited = works.citation("more2011", false, Up::default()).unwrap();
        assert_eq!(cited, "<a class=\"cite\" href=\"references.html#more2011\">Moré and Wild (2011)</a>");
        assert!(
            works
                .citation("ng2017", true, Up::from(1))
                .unwrap()
                .contains("\"../references.html#ng2017\">Ng et al&#46;, 2017<")
        );
        let problem = works.citation("more2012", false, Up::default()).unwrap_err();
        assert_eq!(problem, "no work `more2012` in book/src/references.bib; did you mean `more2011`?");
    }

    #[test]
    fn works_in_the_words_of_a_claim_become_links() {
        let works = of(&BIB.replace("ng2017", "ng2017b"));
        let linked = works.linked("a < b: Moré & Wild 2011, and Ng et al. 2017b; Wild 2011", Up::default());
        let [more, ng] = [("more2011", "Moré &amp; Wild 2011"), ("ng2017b", "Ng et al. 2017b")]
            .map(|(key, words)| format!("<a class=\"cite\" href=\"references.html#{key}\">{words}</a>"));
        assert_eq!(linked, format!("a &lt; b: {more}, and {ng}; Wild 2011"));
        assert!(works.citation("ng2017b", false, Up::default()).unwrap().contains("2017b"));
    }

    #[test]
    fn an_entry_has_all_that_finds_the_work_and_its_words_are_text() {
        let list = of(BIB).list().unwrap();
        let entry = "<li id=\"more2011\">Jorge J. Moré, Stefan M. Wild (2011). Estimating &lt;Noise&gt;. <em>SIAM J. Sci. Comput. 33(3), 1292–1314</em>. \
                     <a href=\"https://doi.org/10.1137/100786125\">doi:10.1137/100786125</a></li>";
        assert!(list.contains(entry), "{list}");
        assert!(list.contains("<a href=\"https://a.b/c\">https://a.b/c</a>") && !list.contains("\n\n"));
    }

    #[test]
    fn what_an_entry_lacks_is_said() {
        let said = |text: &str| of(text).list().unwrap_err();
        assert_eq!(
            said(&BIB.replace("https:", "javascript:")),
            "book/src/references.bib: `ng2017` has no DOI, no number of arXiv and no address"
        );
        assert!(said(&BIB.replace("year = {2017}, ", "")).ends_with("`ng2017` has no year"));
        assert!(
            said(&BIB.replace("author = {Ng, Andrew and Ba, B. and Ce, C.},", "")).ends_with("`ng2017` has no author")
        );
        assert!(said("@article{a, title = {").starts_with("book/src/references.bib: "));
        let none = References::of(tempfile::tempdir().unwrap().path()).citation("a", false, Up::default());
        assert!(none.unwrap_err().starts_with("can't read book/src/references.bib: "));
    }
}
