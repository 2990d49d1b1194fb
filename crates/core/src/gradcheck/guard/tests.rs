//! Does what `guard.rs` promises hold?

use super::*;

#[test]
fn messages_are_one_printable_line() {
    let of = |payload: &(dyn Any + Send)| text(payload);
    assert_eq!(of(&"assertion failed\n  left: 1\n right: 2"), "assertion failed left: 1 right: 2");
    assert_eq!(of(&format!("{}\u{1b}[31m", 7)), "7\\u{1b}[31m");
    assert_eq!(of(&3), "a payload that is no text");
    let long = of(&"é".repeat(10_000));
    assert!(long.chars().count() == LONGEST && long.contains('…'), "{long}");
    assert_eq!(of(&"x".repeat(LONGEST)).len(), LONGEST, "and one that fits is whole");
}

#[test]
fn the_first_error_counts_whatever_the_threads_do() {
    let error = |number: usize| CheckError::Length { given: number, dimension: 0 };
    for (threads, together) in [(1, 1), (2, 1), (2, 7), (5, 3), (5, 2000)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for first in [0, 3, 517, 998] {
            let run = |_: &mut Option<()>, number: usize| if number < first { Ok(number) } else { Err(error(number)) };
            let found = pool.install(|| in_order(1000, together, run));
            assert_eq!(found, Err(error(first)), "{threads}");
        }
        let found = pool.install(|| in_order(1000, together, |_: &mut Option<()>, number| Ok(number)));
        assert_eq!(found, Ok((0..1000).collect::<Vec<usize>>()));
    }
}
