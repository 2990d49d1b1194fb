//! Is the metric the diluted share, and does no wrong block pass?

use super::*;
use crate::chapters::testing::{few_findings, few_settings};
use crate::report;

#[test]
fn the_metric_of_a_block_of_zeros_by_hand() {
    // g̃ = (3, 4), g = (0, 4): the share is 3/5, √(1 − 9/25) = 4/5, and 3/(5 + 4) = 1/3.
    assert_eq!(metric(&[3.0, 4.0], &[0.0, 4.0]), 1.0 / 3.0);
    assert!((diluted(0.6) - 1.0 / 3.0).abs() < 1e-15);
    assert!((diluted(1e-10) - 0.5e-10).abs() < 1e-25);
}

#[test]
fn small_blocks_hide_from_the_metric_and_not_from_the_checker() {
    let groups = groups(&few_settings(module_path!(), 2), &[5, 20]);
    for group in &groups {
        for sample in &group.samples {
            // Rounding of norms: the relative error of a metric p/2 of about 700 entries is below 1e-12.
            assert!((sample.exact / diluted(sample.share) - 1.0).abs() < 1e-12, "{}", sample.share);
            assert_ne!(sample.wrong, Verdict::Pass, "a block of zeros never passes");
            assert_ne!(sample.right, Verdict::Fail, "a right block is never accused");
        }
    }
    let shallow = groups.iter().find(|group| group.gain == 1.0 && group.depth == 5).unwrap();
    assert_eq!(shallow.count(|sample| sample.wrong, Verdict::Fail), 2, "where there is something to see, it is seen");
    let deep = groups.iter().find(|group| group.gain == 0.5 && group.depth == 20).unwrap();
    assert!(deep.median(|sample| sample.exact) < 1e-5, "and there is dilution");
}

#[test]
fn the_findings_are_whole() {
    let findings = few_findings(module_path!(), 1);
    assert!(report::svg::render(findings.figure.as_ref().unwrap(), &findings.tables).is_ok());
    assert_eq!(findings.claims[0].verdict(), report::Verdict::Conditional);
}
