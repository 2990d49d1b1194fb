//! Doors of `data` and of `advice`.

use ndarray::{Array1, ArrayView2};
use wellposed::advice::{FeatureSummary, Prospects, advise};
use wellposed::data::{Dataset, parse_csv, synthetic};

use super::{Door, Promise::*, Source, door};

fn dataset(source: &mut Source) -> Dataset {
    let (rows, columns) = (source.size(12), source.size(4));
    let (features, targets) = (source.matrix(rows, columns).view().to_owned(), source.like(rows));
    Dataset::new("fuzz", features, Array1::from(source.labels(targets)))
}

fn entries(matrix: ArrayView2<f64>) -> Vec<f64> {
    matrix.iter().copied().collect()
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("Dataset", Finite, |source| {
            let set = dataset(source);
            let _ = (set.class_count(), set.indicator(source.number()));
            let share = source.share();
            let (training, test) = set.split(&mut source.stream, share);
            assert!(training.examples() + test.examples() == set.examples() && test.examples() > 0);
            let rows: Vec<usize> = (0..source.size(4)).map(|_| source.size(20)).collect();
            entries(set.select(&rows).features.view())
        })
        .panics(&["one target for each example", "a split needs two examples", "indices are counted from 0"]),
        door("advise", Nothing, |source| {
            let set = dataset(source);
            let advice = advise(&set);
            assert!(!advice.to_string().is_empty() && !advice.reasons.is_empty());
            let summaries = FeatureSummary::of_all(&set);
            assert!(summaries.iter().filter_map(FeatureSummary::middle_half).count() <= summaries.len());
            let _ = Prospects::of(set.features.view(), &summaries);
            Vec::new()
        })
        .panics(&["one target for each example"]),
        door("advise, numbers near 1", Tame, |source| {
            let set = dataset(source);
            let prospects = Prospects::of(set.features.view(), &FeatureSummary::of_all(&set));
            let all = |p: Prospects| [p.raw, p.scaled, p.centered, p.standardized, p.robust].map(|bound| bound.value);
            prospects.into_iter().flat_map(all).collect()
        })
        .panics(&["one target for each example"]),
        door("synthetic::uniform", Finite, |source| {
            let ranges: Vec<(f64, f64)> = source.some(3).into_iter().map(|low| (low, source.number())).collect();
            entries(synthetic::uniform(&ranges, source.size(5), &mut source.stream).view())
        })
        .panics(&["uniform numbers in ["]),
        door("synthetic::uniform_design", Tame, |source| {
            let ranges: Vec<(f64, f64)> = source.some(7).into_iter().map(|low| (low, source.number())).collect();
            entries(synthetic::uniform_design(&ranges).view())
        })
        .panics(&["8ⁿ examples are too many"]),
        door("synthetic::correlated_gaussian", Tame, |source| {
            let (rows, columns) = (source.size(4), source.size(4));
            let columns = if source.once_in(5) { columns } else { rows };
            let (factor, examples) = (source.matrix(rows, columns), source.size(5));
            let drawn = synthetic::correlated_gaussian(factor.view(), examples, &mut source.stream);
            let means = source.like(rows);
            let design = synthetic::two_level_design(&source.numbers(means), factor.view());
            entries(drawn.view()).into_iter().chain(design).collect()
        })
        .panics(&["L is square", "L has a row and a column for each mean"]),
        door("synthetic::correlation_factor", Always, |source| {
            entries(synthetic::correlation_factor(source.size(6), source.share()).view())
        })
        .panics(&["features have correlation"]),
        door("parse_csv", Always, |source| {
            let pieces =
                ["a", "y", ",", ",", "\n", "\n", "1", "2.5", "-", "\"", " ", "\r", "NaN", "1e999", ";", "é", "\0"];
            let text: String = (0..source.size(60)).map(|_| source.of(&pieces)).collect();
            match parse_csv(format!("a,y\n{text}").as_bytes(), "fuzz.csv", "y") {
                Ok(set) => entries(set.features.view()),
                Err(error) => {
                    // A line, or one for each thing to settle.
                    let lines = error.to_string();
                    let alone = |line: &str| line.starts_with("  ") && !line.contains(char::is_control);
                    assert!(lines.split('\n').skip(1).all(alone), "{error}");
                    Vec::new()
                }
            }
        }),
    ]
}
