//! Doors of `gradcheck`: objectives of every kind, whose losses may panic and whose gradients may have any length.

use wellposed::gradcheck::{
    Band, Block, CheckError, Functions, GradientCheck, Objective, Report, Scope, Survey, Verdict, metric,
    miss_probability,
};

use super::{Door, Promise::*, Source, door};

/// A sum of powers whose gradient may be wrong, too short, too long or not finite, and which may panic beyond some place.
fn objective(source: &mut Source, dimension: usize) -> impl Objective + Clone + Sync + use<> {
    let (factor, offset, edge) = (source.number(), source.number(), source.number());
    let (kind, panics) = (source.size(3), source.once_in(4));
    let entries = source.like(dimension);
    let wrong = if source.once_in(3) { source.number() } else { 1.0 };
    let loss = move |w: &[f64]| {
        assert!(!panics || w.iter().all(|w| *w < edge), "beyond\nthe edge {edge}");
        let term = |w: f64| match kind {
            0 => factor * w,
            1 => factor * w * w,
            2 => (factor * w).abs(),
            _ => (w + offset).sqrt(),
        };
        offset + w.iter().map(|w| term(*w)).sum::<f64>()
    };
    let gradient = move |w: &[f64]| {
        let slope = |w: f64| match kind {
            0 => factor,
            1 => 2.0 * factor * w,
            2 => factor.abs() * w.signum(),
            _ => 0.5 / (w + offset).sqrt(),
        };
        let mut gradient: Vec<f64> = w.iter().map(|w| wrong * slope(*w)).collect();
        gradient.resize(entries, 1.0);
        gradient
    };
    Functions::new(dimension, loss, gradient).with_blocks(blocks(source, dimension))
}

fn blocks(source: &mut Source, dimension: usize) -> Vec<Block> {
    let middle = source.size(dimension);
    let [first, second] = [source.like(middle), source.like(dimension)];
    let mut blocks = vec![Block::new("a", 0..first), Block { range: middle..second, ..Block::new("b", 0..0) }];
    blocks[1].shape = (second.saturating_sub(middle), 1);
    if source.once_in(10) {
        blocks[0].shape = (source.any_size(5), source.any_size(5));
    }
    blocks[1].layer = source.any_size(2);
    blocks
}

fn scope(source: &mut Source) -> Scope {
    let (some, seed) = (source.size(4), source.size(9) as u64);
    source.of(&[
        Scope::All,
        Scope::All,
        Scope::Sample { per_block: some, seed },
        Scope::Directions { count: some, seed },
    ])
}

/// What a report and an error promise whatever went in.
fn keeps_its_word(result: Result<Report, CheckError>) {
    match result {
        Ok(report) => {
            assert!(!report.to_string().is_empty());
            let json = serde_json::to_string(&report).expect("a report can be stored");
            let back: Report = serde_json::from_str(&json).expect("a report reads back from its own JSON");
            assert_eq!(format!("{back:?}"), format!("{report:?}"));
            // Of what is shown to be negligible nothing is promised but that the report says so.
            let negligible = report.blocks.iter().any(|block| block.negligible_below.is_some());
            let within = report.metric <= report.tolerance || negligible;
            assert!(report.verdict != Verdict::Pass || (within && !report.blocks.is_empty()));
        }
        Err(error) => {
            let line = error.to_string();
            assert!(line.len() < 600 && !line.contains('\n'), "{line}");
        }
    }
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("GradientCheck::run", Nothing, |source| {
            let dimension = source.size(5);
            let (objective, count) = (objective(source, dimension), source.like(dimension));
            let (parameters, scope) = (source.numbers(count), scope(source));
            let mut check = GradientCheck::of(&objective).scope(scope);
            if source.once_in(4) {
                check = check.tolerance(source.share());
            }
            if source.once_in(9) {
                check = check.freeze(1);
            }
            keeps_its_word(check.run(&parameters));
            Vec::new()
        }),
        door("GradientCheck::run in f32", Nothing, |source| {
            let (factor, count) = (source.number() as f32, source.size(4));
            let parameters: Vec<f32> = source.numbers(count).into_iter().map(|x| x as f32).collect();
            let loss = move |w: &[f32]| 1.0 + w.iter().map(|w| factor * w * w).sum::<f32>();
            let objective = Functions::new(count, loss, move |w: &[f32]| w.iter().map(|w| 2.0 * factor * w).collect());
            keeps_its_word(GradientCheck::of(&objective).scope(scope(source)).run(&parameters));
            Vec::new()
        }),
        door("GradientCheck::survey", Nothing, |source| {
            let dimension = source.size(4);
            let (objective, parameters) = (objective(source, dimension), source.numbers(dimension));
            let (enlarge, steps, step) = (source.positive(), source.size(5) as u64, source.positive());
            match GradientCheck::of(&objective).survey(&parameters, Survey { enlarge, steps, step, seed: 1 }) {
                Ok(report) => report.stages.into_iter().for_each(|stage| keeps_its_word(Ok(stage.report))),
                Err(error) => keeps_its_word(Err(error)),
            }
            Vec::new()
        }),
        door("metric", Finite, |source| {
            let numeric = source.some(8);
            let count = source.like(numeric.len());
            let metric = metric(&numeric, &source.numbers(count));
            let _ = Band::of(metric);
            vec![metric]
        })
        .panics(&["a numeric derivative for each entry"]),
        door("miss_probability", Finite, |source| {
            let (seen, error, directions) = (source.positive(), source.positive(), source.size(1000) as u32);
            vec![miss_probability(seen, error, directions)]
        }),
    ]
}
