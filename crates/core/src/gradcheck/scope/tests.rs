//! Does what `scope.rs` promises hold?

use super::*;

#[test]
fn samples_are_ordered_distinct_and_of_their_block() {
    let block = Block::new("θ", 100..130);
    let sample = chosen(Scope::Sample { per_block: 7, seed: 3 }, 1, &block);
    assert_eq!(sample.len(), 7);
    assert!(sample.windows(2).all(|pair| pair[0] < pair[1]) && sample.iter().all(|index| block.range.contains(index)));
    assert_ne!(sample, chosen(Scope::Sample { per_block: 7, seed: 4 }, 1, &block));
    assert_eq!(chosen(Scope::Sample { per_block: 40, seed: 3 }, 1, &block).len(), 30, "a smaller block is whole");
    assert_eq!(chosen(Scope::All, 1, &block).len(), 30);
}

#[test]
fn the_norm_that_is_noticed_inverts_the_probability() {
    for directions in [1, 2, 6] {
        let norm = noticed(2.0, 1e-3, directions);
        assert!((miss_probability(2.0, norm, directions) / 1e-3 - 1.0).abs() < 1e-9);
    }
    assert!(noticed(1.0, 1e-6, 6) < 10.0, "six directions are enough for errors ten times what is seen");
    assert!(noticed(1.0, 1e-6, 1) > 1e5, "one direction is not");
}
