//! Which of the lecture's bands says what? A fraction of two of its numbers (L13-15), and the sentence that moved to another band (L13-17).

use super::{Cell, Judged, at};
use crate::chapters::precision::Precision;
use crate::report::{Band, Claim, Measured, Reading};

pub(super) fn all(cells: &[Cell]) -> Vec<Claim> {
    let judged: Vec<&Judged> = at(cells, Precision::F64, 1.0).collect();
    vec![garbled_ratio(&judged), moved_sentence(&judged)]
}

/// Bugs with a metric up to a threshold.
fn passing(judged: &[&Judged], threshold: f64) -> Measured {
    Measured::exact(judged.iter().filter(|one| one.bug.is_some() && one.metric <= threshold).count() as f64)
}

/// L13-15: 10⁻⁷/10⁻⁵ = 10⁻².
fn garbled_ratio(judged: &[&Judged]) -> Claim {
    let band = || Band::at_most(0.0, "great: no bug among them");
    let quantity = "bugs with at most this metric at weights of size 1";
    Claim::new("L13-15", "Metric ≈ 10⁻⁷/10⁻⁵ = 10⁻², great!")
        .transcription()
        .lines(&[183])
        .figure("10^-2")
        .slip(
            Reading::new("10⁻² is great", quantity, band(), passing(judged, 1e-2)),
            Reading::new(
                "10⁻⁷ is great; 10⁻⁵ and 10⁻³ are lines of their own",
                quantity,
                band(),
                passing(judged, 1e-7),
            ),
        )
        .source(
            "in words, in the lecture: 10⁻⁷ or less is great, near 10⁻⁵ one looks carefully, at 10⁻³ one worries; lines 191 and 193 have the \
             first and the last. The line looks as if a machine had taken two numbers of a column for a fraction",
        )
}

/// The share of wrong gradients among those in a band of the metric.
fn wrong_within(judged: &[&Judged], low: f64, high: f64) -> Measured {
    let within: Vec<&&Judged> = judged.iter().filter(|one| one.metric > low && one.metric <= high).collect();
    let wrong = within.iter().filter(|one| one.bug.is_some()).count();
    Measured { replicates: within.len(), ..Measured::exact(wrong as f64 / within.len() as f64) }
}

/// L13-17: "but now you should double-check the elements".
fn moved_sentence(judged: &[&Judged]) -> Claim {
    let band = || Band::at_least(0.5, "a second look pays where it finds something every other time");
    let quantity = "share of wrong gradients among those in the band, weights of size 1";
    Claim::new("L13-17", "(After 1e-7:) but now the elements of the vector must be double-checked.")
        .lines(&[193])
        .slip(
            Reading::new("up to 10⁻⁷", quantity, band(), wrong_within(judged, 0.0, 1e-7)),
            Reading::new("above 10⁻⁷ and up to 10⁻⁵, the band that the notes leave out", quantity, band(), wrong_within(judged, 1e-7, 1e-5)),
        )
        .source("the lecture: \"If it's maybe on the range of 10⁻⁵, I would take a careful look … double-check the components of this vector\"")
}
