//! Doors of `data` and of `advice`.

use ndarray::{Array1, ArrayView2};
use wellposed::advice::{FeatureSummary, Prospects, advise};
use wellposed::data::{Dataset, Reading, Table, parse_csv, synthetic};
use wellposed::scaler::{Fit, Gaps, Scaler, apply, fit};

use super::{Door, Promise::*, Source, door};

fn dataset(source: &mut Source) -> Dataset {
    let (rows, columns) = (source.size(12), source.size(4));
    let (features, targets) = (source.matrix(rows, columns).view().to_owned(), source.like(rows));
    Dataset::new("fuzz", features, Array1::from(source.labels(targets)))
}

fn entries(matrix: ArrayView2<f64>) -> Vec<f64> {
    matrix.iter().copied().collect()
}

/// What is nearly a table of the columns a and y.
fn table(source: &mut Source) -> String {
    let pieces = ["a", "y", ",", ",", "\n", "\n", "1", "2.5", "-", "\"", " ", "\r", "NaN", "1e999", ";", "é", "\0"];
    "a,y\n".chars().chain((0..source.size(60)).flat_map(|_| source.of(&pieces).chars())).collect()
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
        door("scaler", Always, |source| {
            let methods =
                ["standard", "center", "scale", "min-max", "max-abs", "robust", "robust:0,1", "min-max:-1e9,1e99"];
            let gaps = source.of(&[Gaps::Keep, Gaps::Refuse, Gaps::Mean, Gaps::Median]);
            let method = source.of(&methods).parse().expect("a method");
            let wanted = Fit { method, gaps, ..Fit::default() };
            let (training, test) = (table(source), table(source));
            fn once(text: &str) -> Table<'_> {
                Table::Once(Box::new(text.as_bytes()), "fuzz.csv")
            }
            let Ok(fitted) = fit(once(&training), &wanted) else { return Vec::new() };
            let json = fitted.scaler.to_json();
            let scaler = Scaler::from_json(&json).expect("it reads back");
            assert_eq!(scaler.to_json(), json);
            if let Ok(applied) = apply(&scaler, once(&test), &Reading::default(), std::io::sink()) {
                assert!(applied.notes("fuzz.csv", &scaler).len() <= 20);
            }
            scaler.columns.iter().flat_map(|column| [column.center, column.divisor]).collect()
        }),
        door("parse_csv", Always, |source| {
            match parse_csv(table(source).as_bytes(), "fuzz.csv", "y") {
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
