//! `claims`: what does the evidence say of each claim of the notes?

use clap::{Args, ValueEnum};
use wellposed::report::Claim;
use wellposed::report::claims::{Tally, band_in_words, cases_by_verdict, measured_in_words};
use wellposed::report::files::LONGEST;
use wellposed::storage::read;
use wellposed::text::visible;

use super::{Answer, Failure, project, show};

/// The words after `claims`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How the ledger is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How the ledger is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each claim and one for its evidence
    Text,
    /// reports/claims.json as it stands
    Json,
}

/// Prints the ledger that stands in `reports/claims.json`.
pub(crate) fn claims(options: &Options) -> Result<Answer, Failure> {
    let path = project::settled_reports(&project::root()?)?.join("claims.json");
    let ledger = read::text(&path, LONGEST).map_err(|error| Failure::Read { path: path.clone(), error })?;
    let claims: Vec<Claim> = serde_json::from_str(&ledger).map_err(|error| Failure::Ledger { path, error })?;
    let text = match options.format {
        Format::Text => claims.iter().map(evidence).chain([format!("\n{}\n", Tally::of(&claims))]).collect(),
        Format::Json => ledger,
    };
    show(&text).map(|()| Answer::Done)
}

/// A claim with its verdict, and below it the evidence: what was measured and what must be seen if the claim is true, in which cases
/// of a sweep it holds, and how a slip of the notes reads when it is corrected.
pub(crate) fn evidence(claim: &Claim) -> String {
    let (measured, predicted) = (measured_in_words(&claim.measured, &claim.predicted), band_in_words(&claim.predicted));
    let origin = if claim.predicted.from.is_empty() { String::new() } else { format!(" ({})", claim.predicted.from) };
    let mut lines = vec![format!("{}: {measured}; predicted {predicted}{origin}", claim.quantity)];
    for (verdict, names) in cases_by_verdict(&claim.sweep) {
        lines.push(format!("{verdict} for {}", names.join(", ")));
    }
    if let Some(corrected) = &claim.corrected {
        lines.push(format!("corrected: {} ({})", corrected.text, corrected.verdict()));
    }
    let (id, statement) = (visible(&claim.id), visible(&claim.statement));
    let head = format!("{id}  {:24}  {statement}\n", claim.kind.reads(claim.verdict()));
    lines.iter().fold(head, |text, line| format!("{text}        {}\n", visible(line)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wellposed::report::{Band, Case, Measured, Reading};

    #[test]
    fn a_claim_is_two_lines_with_its_verdict_and_its_evidence() {
        let band = Band::at_most(1e-13, "rounding");
        let claim =
            Claim::new("L09-05", "After x/σ every variance is 1.").measured("|Var − 1|", band, Measured::exact(0.5));
        let expected = "L09-05  refuted                   After x/σ every variance is 1.\n        |Var − 1|: 0.5; predicted ≤ 1e-13 (rounding)\n";
        assert_eq!(evidence(&claim), expected);
        let definition =
            Claim::new("L00-00", "z = x").measured("q", Band::at_least(1.0, ""), Measured::exact(2.0)).definition();
        assert!(
            evidence(&definition).starts_with("L00-00  holds by construction     z = x\n"),
            "{}",
            evidence(&definition)
        );
    }

    #[test]
    fn a_claim_says_where_it_holds_and_how_a_slip_is_corrected() {
        let case = |name, value| Case::new(name, Band::at_least(1.0, ""), Measured::exact(value));
        let swept = Claim::new("L00-00", "x").swept("q", vec![case("wine", 2.0), case("digits", 0.0)]);
        assert!(
            evidence(&swept).ends_with("        confirmed for wine\n        refuted for digits\n"),
            "{}",
            evidence(&swept)
        );
        let reading = |text, value| Reading::new(text, "q", Band::at_least(1.0, ""), Measured::exact(value));
        let slip = Claim::new("L00-00", "x").slip(reading("bow", 0.0), reading("bowl", 2.0));
        assert!(evidence(&slip).ends_with("        corrected: bowl (confirmed)\n"), "{}", evidence(&slip));
    }
}
