//! How does a claim stand in `claims.json`? Its verdicts stand beside the evidence for readers; whoever reads the file judges again, and
//! refuses it if a verdict is not the one that its evidence gives.
//!
//! What a verdict depends on is all in the file: the bands, the measurements with every bit of their numbers, and the cases of a sweep.
//! Band and measurement of the claim itself are those of a sweep's most telling case, or of a slip as printed; others are refused too.

use super::claims::{band_in_words, cases_by_verdict, measured_in_words};
use super::{Band, Case, Claim, Kind, Measured, Reading, Verdict};
use crate::text::{name, shortened, visible};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A case with its verdict.
#[derive(Serialize, Deserialize)]
struct StoredCase {
    name: String,
    predicted: Band,
    measured: Measured,
    verdict: Verdict,
}

/// A reading with its verdict.
#[derive(Serialize, Deserialize)]
struct StoredReading {
    text: String,
    quantity: String,
    predicted: Band,
    measured: Measured,
    verdict: Verdict,
}

/// A claim with its verdict. The order of the fields is that of the file.
#[derive(Serialize, Deserialize)]
struct StoredClaim {
    id: String,
    chapter: String,
    experiment: String,
    statement: String,
    seed_line: Vec<u32>,
    seed_figure: Option<String>,
    quantity: String,
    predicted: Band,
    measured: Measured,
    verdict: Verdict,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sweep: Vec<StoredCase>,
    printed: Option<StoredReading>,
    corrected: Option<StoredReading>,
    source: String,
    kind: Kind,
}

impl Serialize for Case {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        StoredCase::from(self.clone()).serialize(serializer)
    }
}

impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        StoredReading::from(self.clone()).serialize(serializer)
    }
}

impl Serialize for Claim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        StoredClaim::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Case {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Case::try_from(StoredCase::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Reading {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reading::try_from(StoredReading::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Claim {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Claim::try_from(StoredClaim::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl From<Case> for StoredCase {
    fn from(case: Case) -> Self {
        let verdict = case.verdict();
        StoredCase { name: case.name, predicted: case.predicted, measured: case.measured, verdict }
    }
}

impl From<Reading> for StoredReading {
    fn from(reading: Reading) -> Self {
        let (verdict, Reading { text, quantity, predicted, measured }) = (reading.verdict(), reading);
        StoredReading { text, quantity, predicted, measured, verdict }
    }
}

impl From<Claim> for StoredClaim {
    fn from(claim: Claim) -> Self {
        StoredClaim {
            verdict: claim.verdict(),
            id: claim.id,
            chapter: claim.chapter,
            experiment: claim.experiment,
            statement: claim.statement,
            seed_line: claim.seed_line,
            seed_figure: claim.seed_figure,
            quantity: claim.quantity,
            predicted: claim.predicted,
            measured: claim.measured,
            sweep: claim.sweep.into_iter().map(StoredCase::from).collect(),
            printed: claim.printed.map(StoredReading::from),
            corrected: claim.corrected.map(StoredReading::from),
            source: claim.source,
            kind: claim.kind,
        }
    }
}

impl TryFrom<StoredCase> for Case {
    type Error = String;

    fn try_from(stored: StoredCase) -> Result<Self, String> {
        let case = Case::new(stored.name, stored.predicted, stored.measured);
        let evidence = || in_words(&case.predicted, &case.measured);
        agree(stored.verdict, case.verdict(), evidence)
            .map_err(|problem| format!("case `{}`: {problem}", name(&case.name)))?;
        Ok(case)
    }
}

impl TryFrom<StoredReading> for Reading {
    type Error = String;

    fn try_from(stored: StoredReading) -> Result<Self, String> {
        let reading = Reading::new(stored.text, stored.quantity, stored.predicted, stored.measured);
        agree(stored.verdict, reading.verdict(), || in_words(&reading.predicted, &reading.measured))?;
        Ok(reading)
    }
}

impl TryFrom<StoredClaim> for Claim {
    type Error = String;

    fn try_from(stored: StoredClaim) -> Result<Self, String> {
        let id = name(&stored.id);
        judged(stored).map_err(|problem| format!("claim {id}: {problem}"))
    }
}

fn judged(stored: StoredClaim) -> Result<Claim, String> {
    let reading = |place: &str, stored: Option<StoredReading>| {
        stored.map(Reading::try_from).transpose().map_err(|problem| format!("{place}: {problem}"))
    };
    let claim = Claim {
        id: stored.id,
        chapter: stored.chapter,
        experiment: stored.experiment,
        statement: stored.statement,
        seed_line: stored.seed_line,
        seed_figure: stored.seed_figure,
        quantity: stored.quantity,
        predicted: stored.predicted,
        measured: stored.measured,
        sweep: stored.sweep.into_iter().map(Case::try_from).collect::<Result<_, _>>()?,
        printed: reading("as printed", stored.printed)?,
        corrected: reading("corrected", stored.corrected)?,
        source: stored.source,
        kind: stored.kind,
    };
    let evidence =
        || if claim.sweep.is_empty() { in_words(&claim.predicted, &claim.measured) } else { counted(&claim.sweep) };
    agree(stored.verdict, claim.verdict(), evidence)?;
    match claim.shown() {
        Some(shown) if in_file(shown) != in_file((&claim.predicted, &claim.measured)) => Err(format!(
            "it shows other evidence ({}) than that of its {} ({})",
            in_words(&claim.predicted, &claim.measured),
            if claim.sweep.is_empty() { "reading as printed" } else { "most telling case" },
            in_words(shown.0, shown.1)
        )),
        _ => Ok(claim),
    }
}

/// Refuses a verdict that the evidence does not give.
fn agree(stated: Verdict, judged: Verdict, evidence: impl Fn() -> String) -> Result<(), String> {
    match stated == judged {
        true => Ok(()),
        false => Err(format!("the verdict is {stated}, but the evidence says {judged} ({})", evidence())),
    }
}

/// Evidence in a line, however long its note is.
fn in_words(predicted: &Band, measured: &Measured) -> String {
    const LONGEST: usize = 80;
    let words = format!("measured {}, predicted {}", measured_in_words(measured, predicted), band_in_words(predicted));
    shortened(&visible(&words), LONGEST)
}

/// How the cases of a sweep were judged: `cases: 2 confirmed, 1 refuted`.
fn counted(sweep: &[Case]) -> String {
    let counts = cases_by_verdict(sweep).into_iter().map(|(verdict, names)| format!("{} {verdict}", names.len()));
    format!("cases: {}", counts.collect::<Vec<_>>().join(", "))
}

/// Evidence as the file has it, where a missing number is equal to itself.
fn in_file(evidence: (&Band, &Measured)) -> String {
    serde_json::to_string(&evidence).expect("evidence has string keys only")
}

#[cfg(test)]
mod tests;
