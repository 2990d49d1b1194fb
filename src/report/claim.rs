//! What does a claim of the notes carry? The statement, where the notes make it, and the evidence, from which the verdict is computed.
//!
//! | evidence | verdict |
//! |---|---|
//! | one measurement | [`Verdict::of`] it |
//! | a slip of the notes: a measurement for each [`Reading`] | that of the reading as printed |
//! | a declared sweep of [`Case`]s | the one that all share; `conditional` if some are confirmed and some refuted; or else, with an open case, `undetermined` |
//!
//! Nobody can set a verdict, and a file whose verdicts are not those of its evidence is refused.
//!
//! ```
//! use wellposed::report::{Band, Claim, Measured, Verdict};
//!
//! let claim = Claim::new("L09-05", "After x/σ every feature has variance 1.")
//!     .measured("largest |Var − 1|", Band::at_most(1e-13, "rounding: m·u with m = 178"), Measured::exact(4.4e-16));
//! assert_eq!(claim.verdict(), Verdict::Confirmed);
//!
//! let stored = serde_json::to_string(&claim)?;
//! assert_eq!(serde_json::from_str::<Claim>(&stored)?, claim);
//! let edited = stored.replace("\"verdict\":\"confirmed\"", "\"verdict\":\"refuted\"");
//! assert!(serde_json::from_str::<Claim>(&edited).unwrap_err().to_string().starts_with("claim L09-05: the verdict is refuted, "));
//! # Ok::<(), serde_json::Error>(())
//! ```

use super::{Band, Case, Kind, Measured, Reading, Verdict};

/// A claim of the notes with its evidence.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Claim {
    /// The row of the ledger, `L09-23`.
    pub id: String,
    /// The chapter that decides it.
    pub chapter: String,
    /// The experiment that decides it.
    pub experiment: String,
    /// The statement, in our words.
    pub statement: String,
    /// The lines of the notes.
    pub seed_line: Vec<u32>,
    /// The figure that the notes give, if they give one.
    pub seed_figure: Option<String>,
    /// What was measured.
    pub quantity: String,
    /// What must be seen if the statement is true.
    pub predicted: Band,
    /// What was seen; for a sweep, at its first case with a number that speaks against the statement, or else its first with a number.
    pub measured: Measured,
    /// The declared sweep; empty for a claim that is decided by one measurement.
    pub sweep: Vec<Case>,
    /// For a slip of the notes: the passage as printed, with evidence.
    pub printed: Option<Reading>,
    /// For a slip of the notes: the passage corrected, with evidence.
    pub corrected: Option<Reading>,
    /// The literature behind the prediction.
    pub source: String,
    /// What kind of statement it is. A file that does not say it is refused: a definition must never count as a fact by default.
    pub kind: Kind,
}

impl Claim {
    /// A claim without evidence: undetermined, and a fact unless it is said to be something else.
    pub fn new(id: impl Into<String>, statement: impl Into<String>) -> Self {
        Claim {
            id: id.into(),
            chapter: String::new(),
            experiment: String::new(),
            statement: statement.into(),
            seed_line: Vec::new(),
            seed_figure: None,
            quantity: String::new(),
            predicted: Band::unbounded(),
            measured: Measured::nothing(""),
            sweep: Vec::new(),
            printed: None,
            corrected: None,
            source: String::new(),
            kind: Kind::Fact,
        }
    }

    /// It is true by construction: see [`Kind::Definition`].
    pub fn definition(self) -> Self {
        Claim { kind: Kind::Definition, ..self }
    }

    /// It is a formula as a machine seems to have read it: see [`Kind::Transcription`].
    pub fn transcription(self) -> Self {
        Claim { kind: Kind::Transcription, ..self }
    }

    /// It is held against what is cited: see [`Kind::Literature`].
    pub fn literature(self) -> Self {
        Claim { kind: Kind::Literature, ..self }
    }

    /// Where the notes say it.
    pub fn lines(mut self, lines: &[u32]) -> Self {
        self.seed_line = lines.to_vec();
        self
    }

    /// The figure that the notes give.
    pub fn figure(mut self, figure: impl Into<String>) -> Self {
        self.seed_figure = Some(figure.into());
        self
    }

    /// Evidence by one measurement, in place of all earlier evidence.
    pub fn measured(mut self, quantity: impl Into<String>, predicted: Band, measured: Measured) -> Self {
        (self.quantity, self.predicted, self.measured) = (quantity.into(), predicted, measured);
        (self.printed, self.corrected, self.sweep) = (None, None, Vec::new());
        self
    }

    /// Evidence over a declared sweep; `predicted` and `measured` show the case that speaks most against the statement.
    ///
    /// # Panics
    /// If the sweep is empty.
    pub fn swept(mut self, quantity: impl Into<String>, cases: Vec<Case>) -> Self {
        let telling = telling(&cases).expect("a sweep has a case");
        (self.predicted, self.measured) = (telling.predicted.clone(), telling.measured.clone());
        self.quantity = quantity.into();
        self.sweep = cases;
        self
    }

    /// A slip of the notes: what is printed decides the verdict, and the corrected reading stands beside it.
    pub fn slip(mut self, printed: Reading, corrected: Reading) -> Self {
        self = self.measured(printed.quantity.clone(), printed.predicted.clone(), printed.measured.clone());
        (self.printed, self.corrected) = (Some(printed), Some(corrected));
        self
    }

    /// The literature behind the prediction.
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = source.into();
        self
    }

    /// What the evidence says.
    pub fn verdict(&self) -> Verdict {
        if self.sweep.is_empty() {
            Verdict::of(&self.predicted, &self.measured)
        } else {
            Verdict::over(self.sweep.iter().map(Case::verdict))
        }
    }

    /// Band and measurement of the case that a sweep shows, or of the reading as printed; nothing where there is only one measurement.
    pub(super) fn shown(&self) -> Option<(&Band, &Measured)> {
        let case = telling(&self.sweep).map(|case| (&case.predicted, &case.measured));
        case.or_else(|| self.printed.as_ref().map(|reading| (&reading.predicted, &reading.measured)))
    }
}

/// The case with a number that tells most of the sweep: that leaves it open, or else that speaks against the statement.
fn telling(cases: &[Case]) -> Option<&Case> {
    let verdict = Verdict::over(cases.iter().map(Case::verdict));
    cases.iter().min_by_key(|case| (case.measured.value.is_nan(), verdict.rank_of(case.verdict())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band() -> Band {
        Band::between(1.0, 2.0, "by hand")
    }

    #[test]
    fn a_sweep_that_flips_is_conditional_and_shows_the_telling_case() {
        let cases = vec![Case::new("yes", band(), Measured::exact(1.5)), Case::new("no", band(), Measured::exact(7.0))];
        let claim = Claim::new("L00-00", "a statement").swept("a ratio", cases);
        assert_eq!(claim.verdict(), Verdict::Conditional);
        assert_eq!(claim.measured.value, 7.0);
    }

    #[test]
    fn json_names_the_kind_and_is_refused_without_it() {
        let json = serde_json::to_string(&Claim::new("L00-00", "a name").definition()).unwrap();
        assert!(json.ends_with(",\"kind\":\"definition\"}"), "{json}");
        assert_eq!(serde_json::from_str::<Claim>(&json).unwrap().kind, Kind::Definition);
        let without = json.replace(",\"kind\":\"definition\"", "");
        let problem = serde_json::from_str::<Claim>(&without).unwrap_err().to_string();
        assert!(problem.starts_with("missing field `kind` at line 1 column "), "{problem}");
    }

    #[test]
    fn a_sweep_shows_a_case_with_a_number_and_the_one_that_tells_most_among_these() {
        let case = |name, value| Case::new(name, band(), Measured::exact(value));
        let empty = || Case::new("empty", band(), Measured::nothing("0 of 9 qualify"));
        let wide = || Case::new("wide", band(), Measured::interval(1.5, 0.0, 3.0, 9));
        let shown = |cases: Vec<Case>| {
            let claim = Claim::new("L00-00", "a statement").swept("a ratio", cases);
            (claim.verdict(), claim.measured.value)
        };
        assert_eq!(shown(vec![empty(), wide(), case("yes", 1.2), case("no", 7.0)]), (Verdict::Conditional, 7.0));
        assert_eq!(shown(vec![case("yes", 1.2), empty(), wide()]), (Verdict::Undetermined, 1.5));
        assert_eq!(shown(vec![empty(), case("yes", 1.2)]), (Verdict::Undetermined, 1.2));
        assert_eq!(shown(vec![case("no", 7.0), wide()]), (Verdict::Undetermined, 1.5));
        assert!(shown(vec![empty()]).1.is_nan(), "where no case has a number there is none");
    }

    #[test]
    fn whatever_the_evidence_is_a_claim_read_back_has_the_same_verdict() {
        let of = |band, measured| Claim::new("L00-00", "a statement").measured("a ratio", band, measured);
        let least = || Band::at_least(1.0, "by hand");
        for (claim, verdict) in [
            (of(least(), Measured::exact(f64::INFINITY)), Verdict::Confirmed),
            (of(least(), Measured::exact(f64::NEG_INFINITY)), Verdict::Refuted),
            (of(Band::at_most(f64::NAN, ""), Measured::exact(1.0)), Verdict::Undetermined),
            (of(least(), Measured::exact(f64::NAN)), Verdict::Undetermined),
            (Claim::new("L00-00", "nobody measured this"), Verdict::Undetermined),
        ] {
            assert_eq!(claim.verdict(), verdict);
            let stored = serde_json::to_string(&claim).unwrap();
            let back: Claim = serde_json::from_str(&stored).unwrap();
            assert_eq!((back.verdict(), serde_json::to_string(&back).unwrap()), (verdict, stored));
        }
    }

    #[test]
    fn one_measurement_takes_the_place_of_a_sweep_and_of_a_slip() {
        let reading = |value| Reading::new("x", "a ratio", band(), Measured::exact(value));
        let slip = Claim::new("L00-00", "a statement").slip(reading(7.0), reading(1.5));
        assert_eq!(slip.verdict(), Verdict::Refuted);
        let swept = slip.clone().swept("a ratio", vec![Case::new("yes", band(), Measured::exact(1.5))]);
        assert_eq!((swept.verdict(), swept.printed.is_some()), (Verdict::Confirmed, true));
        let plain = swept.measured("a ratio", band(), Measured::exact(0.0));
        assert_eq!((plain.verdict(), plain.sweep.len(), plain.printed), (Verdict::Refuted, 0, None));
    }
}
