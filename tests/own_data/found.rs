//! What was found wrong once, and what stands next to it? Each file made an experiment panic or print NaN; beside it stands a file that
//! must still be answered in full.

use crate::answers::{Answer, Asked, answers, judge, judge_table};
use wellposed::data::{Dataset, parse_csv};
use wellposed::report::Cell;

fn answer(text: &str) -> Vec<Answer> {
    let answers = answers(&parse_csv(text.as_bytes(), "own.csv", "y").unwrap());
    for (path, table) in &answers {
        judge_table(table).unwrap_or_else(|wrong| panic!("{path}: {wrong}"));
    }
    answers
}

/// The cell of an experiment's answer; the key without the name of the data.
fn cell(answers: &[Answer], experiment: &str, key: &str, column: &str) -> Cell {
    let (_, table) = answers.iter().find(|(path, _)| path.ends_with(experiment)).unwrap();
    table.cell(key, column).unwrap_or_else(|| panic!("no {key} {column} in {experiment}")).clone()
}

fn notes(answers: &[Answer], experiment: &str) -> String {
    let (_, table) = answers.iter().find(|(path, _)| path.ends_with(experiment)).unwrap();
    table.notes().join("\n")
}

/// Quartiles that lie within the rounding of a value far away: 10¹⁰ is 5·10³⁰⁹ of them out. The column counts as constant for such a scale, and keeps its own.
#[test]
fn quartiles_within_the_rounding_of_a_value_far_away_are_no_scale() {
    for text in ["a,y\n0,0\n1e-300,1\n2e-300,0\n3e-300,1\n1e10,0\n", "a,y\n1,0\n0,1\n0,0\n1e-100,0\n-1e100,0\n"] {
        let answers = answer(text);
        for method in ["standard", "robust"] {
            let key = format!("own/{method}");
            let found = cell(&answers, "conditioning", &key, "condition_number");
            assert!(matches!(found, Cell::Number(number) if number >= 1.0), "{text} {method}: {found:?}");
        }
        assert!(!notes(&answers, "conditioning").contains("not computed"), "{}", notes(&answers, "conditioning"));
        assert!(
            notes(&answers, "win_tie_loss").contains("∞")
                || cell(&answers, "win_tie_loss", "outliers", "value") != Cell::Empty
        );
    }
    // The same with quartiles that are as far apart as the values are.
    let answers = answer("a,y\n0,0\n1e-3,1\n2e-3,0\n3e-3,1\n1e10,0\n");
    assert!(matches!(cell(&answers, "conditioning", "own/robust", "condition_number"), Cell::Number(_)));
    assert!(!notes(&answers, "conditioning").contains("not computed"));
}

/// w = 0 predicts a target of zeros, so that descent starts where it should end: 0/0 steps. In a file such a target is refused.
#[test]
fn a_target_of_zeros_needs_no_step_and_has_no_speedup() {
    let varying = parse_csv("a,b,y\n1,5,0\n2,7,0\n4,6,1e-300\n".as_bytes(), "own.csv", "y").unwrap();
    let constant = Dataset { target: &varying.target * 0.0, ..varying.clone() };
    let zeros = answers(&constant);
    let key = "own/least_squares/standard/gradient_descent_best";
    assert_eq!(cell(&zeros, "convergence_speed", key, "eigenbasis_steps"), 0_usize.into());
    assert_eq!(cell(&zeros, "convergence_speed", key, "speedup"), Cell::Empty);
    assert_eq!(cell(&zeros, "convergence_speed", key, "outcome"), "starts at the minimum".into());
    assert!(notes(&zeros, "convergence_speed").contains("The target is 0 throughout"));
    let one = answers(&varying);
    assert!(matches!(cell(&one, "convergence_speed", key, "speedup"), Cell::Number(speedup) if speedup > 1.0));
    assert!(!notes(&one, "convergence_speed").contains("The target is 0 throughout"));
}

/// Squares of 10⁻²⁰⁰ vanish, but the numbers differ and can be told apart.
#[test]
fn tiny_numbers_are_not_taken_for_constants_nor_for_zeros() {
    let tiny = answer("a,y\n1e-200,1e-250\n2e-200,3e-250\n4e-200,2e-250\n");
    let plain = answer("a,y\n1,1\n2,3\n4,2\n");
    assert_eq!(cell(&tiny, "harm", "1/a", "remark"), "".into());
    let advice = cell(&tiny, "win_tie_loss", "normalization", "advice");
    assert_eq!(advice, "standardize: (x − μ)/σ".into());
    let key = "own/least_squares/standard/gradient_descent_best";
    let steps = |answers: &[Answer]| cell(answers, "convergence_speed", key, "eigenbasis_steps");
    assert_eq!(steps(&tiny), steps(&plain));
    assert!(matches!(steps(&plain), Cell::Integer(steps) if steps > 0));
    let constant = answer("a,y\n1e-200,1\n1e-200,3\n1e-200,2\n");
    assert_eq!(cell(&constant, "harm", "1/a", "remark"), "constant".into());
}

/// The ends of what is accepted, one by one; what lies beyond is refused in a line.
#[test]
fn the_ends_of_the_range_are_answered() {
    for value in ["1e100", "-1e100", "5e-324", "2.2250738585072014e-308", "-0", "9007199254740993"] {
        for text in [
            format!("a,y\n{value},0\n1,1\n2,0\n"),
            format!("a,b,y\n{value},1,0\n{value},2,1\n{value},4,0\n"),
            format!("a,y\n1,{value}\n2,1\n4,0\n"),
        ] {
            judge(text.as_bytes(), Asked::All).unwrap_or_else(|wrong| panic!("{text:?}: {wrong}"));
            assert!(parse_csv(text.as_bytes(), "own.csv", "y").is_ok());
        }
        let beyond = format!("a,y\n{value},0\n1.1e100,1\n2,0\n");
        assert!(parse_csv(beyond.as_bytes(), "own.csv", "y").unwrap_err().to_string().contains("line 3, column `a`"));
    }
}
