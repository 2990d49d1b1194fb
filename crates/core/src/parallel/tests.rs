//! Does what `parallel.rs` promises hold?

use super::*;
use proptest::prelude::*;

fn on(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}

proptest! {
    #[test]
    fn answers_stand_in_the_order_of_their_inputs(inputs in prop::collection::vec(any::<u32>(), 0..200), threads in 1usize..5) {
        let answers = on(threads).install(|| cells(inputs.clone(), |input| u64::from(input) + 1));
        let expected: Vec<u64> = inputs.iter().map(|&input| u64::from(input) + 1).collect();
        prop_assert_eq!(&answers, &expected);
        let mut places: Vec<u64> = inputs.iter().map(|&input| input.into()).collect();
        on(threads).install(|| in_place(&mut places, |place| *place += 1));
        prop_assert_eq!(places, expected);
    }
}

#[test]
fn a_panic_of_one_cell_reaches_the_caller_with_its_words() {
    let run = || cells(0..10, |number| assert!(number != 7, "{number} is refused"));
    let panic = std::panic::catch_unwind(run).unwrap_err();
    assert_eq!(panic.downcast_ref::<String>().unwrap(), "7 is refused");
}

#[test]
fn cells_may_have_cells_of_their_own() {
    let sums = cells(0..20_u64, |row| cells(0..20, |column| row * column).iter().sum::<u64>());
    assert_eq!(sums, (0..20).map(|row| row * 190).collect::<Vec<_>>());
    assert_eq!(join(|| 1, || 2), (1, 2));
}
