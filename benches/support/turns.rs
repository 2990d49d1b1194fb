//! By what factor is one of two functions faster? Both run in turn, and a ratio is formed within a round, so that a slow minute of the machine meets both.
//! It need not cost both the same: a ratio moves from run to run by more than its interval.

use std::time::{Duration, Instant};

use wellposed::bits;
use wellposed::report::{Column, Digits, Table};
use wellposed::statistics::{median, median_interval};

/// Rounds; an odd number has a middle.
const ROUNDS: usize = 101;
/// About as long does a side run in a round.
const TURN: Duration = Duration::from_millis(1);

/// Two functions that do the same, and the time of the other over that of ours in each round.
pub(crate) struct Turns {
    ours: String,
    theirs: String,
    case: String,
    ratios: Vec<f64>,
}

impl Turns {
    /// Runs both in turn; every other round the other one begins.
    pub(crate) fn take<A, B>(
        names: (&str, &str),
        case: &str,
        mut ours: impl FnMut() -> A,
        mut theirs: impl FnMut() -> B,
    ) -> Self {
        let (our_calls, their_calls) = (calls(&mut ours), calls(&mut theirs));
        let round = |number: usize| {
            if number.is_multiple_of(2) {
                let ours = seconds(our_calls, &mut ours);
                seconds(their_calls, &mut theirs) / ours
            } else {
                seconds(their_calls, &mut theirs) / seconds(our_calls, &mut ours)
            }
        };
        let ratios = (0..ROUNDS).map(round).collect();
        Turns { ours: names.0.to_owned(), theirs: names.1.to_owned(), case: case.to_owned(), ratios }
    }
}

/// How many calls fill a turn.
fn calls<R>(run: &mut impl FnMut() -> R) -> usize {
    let mut calls = 1;
    while seconds(calls, run) * (calls as f64) < TURN.as_secs_f64() {
        calls *= 2;
    }
    calls
}

/// The time of one of so many calls.
fn seconds<R>(calls: usize, run: &mut impl FnMut() -> R) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        std::hint::black_box(run());
    }
    start.elapsed().as_secs_f64() / calls as f64
}

/// The table of all pairs.
pub(crate) fn table(chapter: &str, pairs: &[Turns]) -> Table {
    let ratio = |name| Column::number(name, "1", Digits::Significant(3));
    let mut table = Table::new(
        format!(
            "Ratios of {chapter}: the time of the other over ours, both in turn, with the 95 % interval of the median"
        ),
        3,
        vec![
            Column::text("ours"),
            Column::text("other"),
            Column::text("case"),
            ratio("ratio"),
            ratio("low"),
            ratio("high"),
            ratio("least"),
            ratio("largest"),
            Column::count("rounds", "1"),
        ],
    );
    for Turns { ours, theirs, case, ratios } in pairs {
        let interval = median_interval(ratios, 0.95).expect("many rounds");
        let least = ratios.iter().copied().fold(f64::INFINITY, bits::min);
        let largest = ratios.iter().copied().fold(0.0, bits::max);
        table.push([
            ours.as_str().into(),
            theirs.as_str().into(),
            case.as_str().into(),
            median(ratios).expect("many rounds").into(),
            interval.low.into(),
            interval.high.into(),
            least.into(),
            largest.into(),
            ratios.len().into(),
        ]);
    }
    table
}
