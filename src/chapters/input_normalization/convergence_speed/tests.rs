//! Do counts, runs and predictions agree, and do the claims come out as theory says?

use super::super::inputs::{SIMILAR_RANGES, notes_examples};
use super::*;
use crate::advice::Study;
use crate::chapters::testing::own_findings;
use crate::report::{Cell, Verdict};

fn standard() -> Inputs {
    Inputs::Normalized(Normalizer::Standard)
}

#[test]
fn runs_and_counts_agree_and_stay_below_the_worst_case() {
    let [_, similar] = notes_examples();
    for (set, inputs) in [(&data::wine(), standard()), (&similar, Inputs::Raw), (&data::digits(), standard())] {
        let problem = Problem::new(set, inputs);
        for technique in [Technique::FixedStep, Technique::BestStep, Technique::Momentum] {
            let speed = problem.speed(technique);
            // Rounding moves the crossing by less than 0.1 steps, see `least_squares`: one step if that is across a
            // whole number.
            let (measured, counted) = (speed.measured.unwrap(), speed.eigenbasis.unwrap());
            assert!(measured.abs_diff(counted) <= 1, "{speed:?}");
            if technique != Technique::Momentum {
                assert!(measured as f64 <= speed.predicted.unwrap().ceil() + 1.0, "{speed:?}");
            }
            assert!(speed.loss_steps.unwrap() <= measured);
        }
        assert_eq!(problem.speed(Technique::Newton).measured, Some(1));
    }
}

#[test]
fn a_step_that_is_off_by_a_hundredth_is_noticed() {
    let problem = Problem::new(&data::wine(), standard());
    let best = problem.counted.counted(Technique::BestStep, 0).eigenbasis.unwrap();
    let fixed = problem.counted.counted(Technique::FixedStep, 0).eigenbasis.unwrap();
    // κ = 45.5: the fixed step is shorter by a factor (κ + 1)/2κ and takes about twice the steps.
    assert!(fixed > best + 200, "{fixed} {best}");
}

#[test]
fn a_table_for_own_data_counts_without_running() {
    let [_, similar] = notes_examples();
    let table = on_data(&Study::of(&similar));
    assert_eq!(table.rows().len(), 3 * Inputs::all().len());
    let key = format!("{SIMILAR_RANGES}/least_squares/raw/gradient_descent_best");
    assert_eq!(table.cell(&key, "measured_steps"), Some(&Cell::Empty));
    // κ = 152.08: at most 1050.6 steps, and fewer since not all of the error is in the slowest directions.
    let Some(Cell::Integer(steps)) = table.cell(&key, "eigenbasis_steps") else { panic!("a count") };
    assert!((900..=1051).contains(steps), "{steps}");
}

#[test]
fn the_claims_come_out_as_theory_says() {
    let findings = own_findings(module_path!());
    assert_eq!(findings.verdict("L09-01"), Verdict::Conditional);
    assert_eq!(findings.verdict("L09-20"), Verdict::Conditional);
    assert_eq!(findings.verdict("L09-22"), Verdict::Confirmed);
    assert_eq!(findings.verdict("L09-25"), Verdict::Confirmed);
    let counted = findings.table("").column("eigenbasis_steps").unwrap();
    let loss = findings.table("").column("loss_steps").unwrap();
    let method = findings.table("").column("method").unwrap();
    // The page: the loss of gradient descent arrives in about half of the steps or fewer. Planted: that of momentum need not.
    let shares = |name: &str| {
        let of_method = |row: &&Vec<Cell>| matches!(&row[method], Cell::Text(text) if text.starts_with(name));
        let share = |row: &Vec<Cell>| match (&row[counted], &row[loss]) {
            (Cell::Integer(all), Cell::Integer(loss)) if *all > 1 => Some(*loss as f64 / *all as f64),
            _ => None,
        };
        findings.table("").rows().iter().filter(of_method).filter_map(share).collect::<Vec<f64>>()
    };
    assert!(shares("gradient_descent").len() > 40 && shares("gradient_descent").iter().all(|share| *share < 0.55));
    assert!(shares("momentum").iter().any(|share| *share > 0.9));
    let measured = findings.table("").column("measured_steps").unwrap();
    let both = findings.table("").rows().iter().filter_map(|row| match (&row[counted], &row[measured]) {
        (Cell::Integer(counted), Cell::Integer(measured)) => Some(counted.abs_diff(*measured)),
        _ => None,
    });
    assert!(both.clone().count() > 60 && both.max() <= Some(1), "counted and taken steps agree everywhere");
}
