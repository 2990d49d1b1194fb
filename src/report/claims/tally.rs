//! How did the claims fare? Facts by verdict, and the other kinds apart: the one place where claims are counted.
//!
//! ```
//! use wellposed::report::claims::Tally;
//! use wellposed::report::{Band, Claim, Measured};
//!
//! let claim = |id| Claim::new(id, "").measured("", Band::at_least(1.0, ""), Measured::exact(2.0));
//! let claims = [claim("L09-01"), claim("L09-02").definition()];
//! assert_eq!(
//!     Tally::of(&claims).to_string(),
//!     "1 fact tested (1 confirmed, 0 refuted, 0 conditional, 0 undetermined), \
//!      1 definition, 0 transcriptions, 0 from literature; 2 claims in all"
//! );
//! assert_eq!(Tally::of(&claims).brief(), "1 fact tested (1 confirmed), 1 definition");
//! ```

use super::super::{Claim, Kind, Verdict};
use std::fmt;

/// How many claims there are of each kind, and of each verdict in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Tally {
    /// By kind, then by verdict, each in the order of its `ALL`.
    counts: [[usize; Verdict::ALL.len()]; Kind::ALL.len()],
}

impl Tally {
    /// Counts.
    pub fn of<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut tally = Tally::default();
        for claim in claims {
            tally.counts[claim.kind as usize][claim.verdict() as usize] += 1;
        }
        tally
    }

    /// Facts with this verdict.
    pub fn facts(&self, verdict: Verdict) -> usize {
        self.counts[Kind::Fact as usize][verdict as usize]
    }

    /// Claims of this kind.
    pub fn of_kind(&self, kind: Kind) -> usize {
        self.counts[kind as usize].iter().sum()
    }

    /// Claims in all.
    pub fn all(&self) -> usize {
        Kind::ALL.into_iter().map(|kind| self.of_kind(kind)).sum()
    }

    /// Definitions whose check was not passed: faults of the program.
    pub fn broken(&self) -> usize {
        self.of_kind(Kind::Definition) - self.counts[Kind::Definition as usize][Verdict::Confirmed as usize]
    }

    /// In words, without what there is none of: for a sentence.
    pub fn brief(&self) -> String {
        let some = |count: usize, word: String| (count > 0).then_some(word);
        let verdicts = Verdict::ALL.into_iter().filter_map(|verdict| {
            let count = self.facts(verdict);
            some(count, format!("{count} {verdict}"))
        });
        let (facts, verdicts) = (self.of_kind(Kind::Fact), verdicts.collect::<Vec<_>>().join(", "));
        let of = |kind, word| some(self.of_kind(kind), counted(self.of_kind(kind), word));
        let literature = self.of_kind(Kind::Literature);
        let parts = [
            some(facts, format!("{} tested ({verdicts})", counted(facts, "fact"))),
            of(Kind::Definition, "definition"),
            some(self.broken(), format!("of which {} not holding", self.broken())),
            of(Kind::Transcription, "transcription"),
            some(literature, format!("{literature} from literature")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What can be counted by name, in the order of [`Display`](fmt::Display).
    pub fn named(&self) -> Vec<(&'static str, usize)> {
        let verdicts = Verdict::ALL.map(|verdict| (verdict.name(), self.facts(verdict)));
        let mut named = vec![("facts", self.of_kind(Kind::Fact))];
        named.extend(verdicts);
        named.extend([
            ("definitions", self.of_kind(Kind::Definition)),
            ("transcriptions", self.of_kind(Kind::Transcription)),
            ("literature", self.of_kind(Kind::Literature)),
            ("all", self.all()),
        ]);
        named
    }
}

/// In words; the same wherever a tally is shown.
impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdicts = Verdict::ALL.map(|verdict| format!("{} {verdict}", self.facts(verdict)));
        let facts = counted(self.of_kind(Kind::Fact), "fact");
        write!(formatter, "{facts} tested ({}), ", verdicts.join(", "))?;
        write!(formatter, "{}", counted(self.of_kind(Kind::Definition), "definition"))?;
        if self.broken() > 0 {
            write!(formatter, " ({} not holding)", self.broken())?;
        }
        let transcriptions = counted(self.of_kind(Kind::Transcription), "transcription");
        write!(formatter, ", {transcriptions}, {} from literature; ", self.of_kind(Kind::Literature))?;
        write!(formatter, "{} in all", counted(self.all(), "claim"))
    }
}

/// `1 fact`, `2 facts`.
fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Band, Measured};

    fn claim(kind: Kind, value: f64) -> Claim {
        let claim = Claim::new("L00-00", "").measured("", Band::at_least(1.0, ""), Measured::exact(value));
        Claim { kind, ..claim }
    }

    #[test]
    fn only_facts_are_counted_by_verdict() {
        let claims = [
            claim(Kind::Fact, 2.0),
            claim(Kind::Fact, 0.0),
            claim(Kind::Fact, f64::NAN),
            claim(Kind::Definition, 2.0),
            claim(Kind::Transcription, 0.0),
            claim(Kind::Literature, 0.0),
        ];
        assert_eq!(
            Tally::of(&claims).to_string(),
            "3 facts tested (1 confirmed, 1 refuted, 0 conditional, 1 undetermined), 1 definition, 1 transcription, \
             1 from literature; 6 claims in all"
        );
        let named = Tally::of(&claims).named();
        let total: usize = named[1..].iter().filter(|(name, _)| *name != "all").map(|(_, count)| count).sum();
        assert_eq!(named.last(), Some(&("all", total)), "verdicts of facts and the other kinds are all there is");
    }

    #[test]
    fn a_definition_that_does_not_hold_is_not_hidden() {
        let words = Tally::of(&[claim(Kind::Definition, 0.0), claim(Kind::Definition, 2.0)]).to_string();
        assert!(words.contains("2 definitions (1 not holding), "), "{words}");
        assert!(words.contains("0 refuted"), "{words}");
    }

    #[test]
    fn each_kind_and_verdict_is_counted_in_its_own_place() {
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, place);
        }
        for (place, verdict) in Verdict::ALL.into_iter().enumerate() {
            assert_eq!(verdict as usize, place);
        }
    }
}
