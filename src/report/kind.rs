//! What kind of statement is a claim? Only some speak of something that could be otherwise; the others must not swell a tally.
//!
//! | kind | the statement | its check |
//! |---|---|---|
//! | fact | says what happens: it could be false of a correct program | decides it |
//! | definition | introduces a name, a shape or a step, or evaluates its own formula: true by construction | can fail only with the program |
//! | transcription | a formula as a machine seems to have read it from an image | shows that it can't be meant as it stands |
//! | literature | says what others did or wrote | compares it with what is cited |
//!
//! ```
//! use wellposed::report::{Kind, Verdict};
//!
//! assert_eq!(Kind::Fact.reads(Verdict::Confirmed), "confirmed");
//! assert_eq!(Kind::Definition.reads(Verdict::Confirmed), "holds by construction");
//! ```

use super::Verdict;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of statement a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// It says what happens, and could be false of a correct program. A theorem is a fact too: its hypotheses may be missing.
    Fact,
    /// True by construction: it says what a name, a shape or a step of the notes means, or evaluates its own formula. Checked, and not
    /// counted as confirmed.
    Definition,
    /// A formula as a machine seems to have read it from an image.
    Transcription,
    /// It says what others did or wrote, and is held against what is cited.
    Literature,
}

impl Kind {
    /// Every kind, in the order of tallies.
    pub const ALL: [Kind; 4] = [Kind::Fact, Kind::Definition, Kind::Transcription, Kind::Literature];

    /// The kind as files and pages name it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Fact => "fact",
            Kind::Definition => "definition",
            Kind::Transcription => "transcription",
            Kind::Literature => "literature",
        }
    }

    /// How a verdict reads on a claim of this kind. Of a fact it is the verdict's own name.
    pub fn reads(self, verdict: Verdict) -> &'static str {
        let [confirmed, refuted, conditional] = match self {
            Kind::Fact => [Verdict::Confirmed.name(), Verdict::Refuted.name(), Verdict::Conditional.name()],
            Kind::Definition => ["holds by construction", "does not hold", "holds in part"],
            Kind::Transcription => ["right as printed", "wrong as printed", "right in part"],
            Kind::Literature => ["as in the literature", "not as in the literature", "in part as in the literature"],
        };
        match verdict {
            Verdict::Confirmed => confirmed,
            Verdict::Refuted => refuted,
            Verdict::Conditional => conditional,
            Verdict::Undetermined => Verdict::Undetermined.name(),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_fact_is_confirmed_or_refuted() {
        for kind in Kind::ALL {
            for verdict in Verdict::ALL {
                let own_name = kind.reads(verdict) == verdict.name();
                assert_eq!(own_name, kind == Kind::Fact || verdict == Verdict::Undetermined, "{kind} {verdict}");
            }
        }
    }

    #[test]
    fn the_name_is_the_one_in_files() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
        }
        let unknown = serde_json::from_str::<Kind>("\"axiom\"").unwrap_err().to_string();
        assert!(unknown.starts_with("unknown variant `axiom`, expected one of `fact`, `definition`"), "{unknown}");
    }
}
