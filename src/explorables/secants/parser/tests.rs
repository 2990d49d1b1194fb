//! Is what a reader types read, or refused at the right letter, and never a panic?

use super::*;
use proptest::prelude::*;

fn printed(words: &str) -> String {
    parse(words).unwrap_or_else(|message| panic!("{words}: {message}")).to_string()
}

#[test]
fn words_are_read_as_on_paper() {
    for (words, read) in [
        ("-x^2", "-θ^2"),
        ("(−t)^2", "(-θ)^2"),
        ("2^-theta^2", "2^-θ^2"),
        ("(2^θ)^2", "(2^θ)^2"),
        ("θ³ + 2·θ²", "θ^3 + 2*θ^2"),
        ("((θ+1))*2-3/(4/θ)", "(θ + 1)*2 - 3/(4/θ)"),
        ("θ - (1 - θ) - 1", "θ - (1 - θ) - 1"),
        ("--.5e1", "--5"),
        ("sigmoid(relu(θ)) × log1p( e )", "sigmoid(relu(θ))*log1p(2.718281828459045)"),
    ] {
        assert_eq!(printed(words), read, "{words}");
    }
    assert_ne!(parse("θ - (1 - θ)"), parse("θ - 1 - θ"), "planted: without the parentheses it is another function");
}

#[test]
fn a_message_says_the_place_and_what_would_be_right() {
    for (words, message) in [
        (" ", "a function of θ is expected, such as sin(3*θ) + θ^2"),
        ("sin 3", "after `sin` a parenthesis is expected, at letter 5"),
        ("θ + sin", "after `sin` a parenthesis is expected, at the end"),
        ("2θ", "after `2` one of + - * / ^ is expected, at letter 2"),
        ("2e", "after `2` one of + - * / ^ is expected, at letter 2"),
        ("θ +", "after `θ +` a number, θ or a function is expected, at the end"),
        ("θ * $", "instead of `$` a number, θ or a function is expected, at letter 5"),
        ("2*(θ", "the parenthesis at letter 3 is not closed: `)` or one of + - * / ^ is expected, at the end"),
        ("θ)", "the parenthesis at letter 2 closes none; one too many"),
        ("1 + sine(θ)", "`sine` is no name, at letter 5; did you mean `sin`?"),
        ("1e999", "`1e999` is beyond the largest number, 1.8e308, at letter 1"),
        ("θ + .", "`.` is no number; one like 0.5 is expected, at letter 5"),
    ] {
        assert_eq!(parse(words), Err(message.to_owned()), "{words}");
    }
}

#[test]
fn what_is_nested_too_deeply_or_too_long_is_refused() {
    let nested = |levels: usize| format!("{}θ{}", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(parse(&nested(DEEPEST)), Ok(Tree::Variable));
    for words in [nested(DEEPEST + 1), "-".repeat(LONGEST), "θ^".repeat(LONGEST / 2), "(".repeat(LONGEST)] {
        assert!(parse(&words).unwrap_err().starts_with("more than 24 levels"), "{words}");
    }
    let long = |terms: usize| vec!["θ"; terms].join("+");
    assert!(parse(&long(LONGEST / 2)).is_ok());
    assert_eq!(parse(&long(LONGEST / 2 + 1)), Err("a function has at most 200 letters, not 201".to_owned()));
}

/// Any tree that a parser could make.
fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![Just(Tree::Variable), (0..400_u32).prop_map(|count| Tree::Constant(f64::from(count) / 4.0))];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let operation = prop::sample::select(vec![
            Operation::Plus,
            Operation::Minus,
            Operation::Times,
            Operation::Over,
            Operation::Power,
        ]);
        let function = prop::sample::select(Named::ALL.to_vec());
        prop_oneof![
            inner.clone().prop_map(|of| Tree::Negative(Box::new(of))),
            (function, inner.clone()).prop_map(|(function, of)| Tree::Of(function, Box::new(of))),
            (inner.clone(), operation, inner).prop_map(|(left, operation, right)| both(left, operation, right)),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(tree in trees()) {
        let words = tree.to_string();
        prop_assume!(words.chars().count() <= LONGEST);
        prop_assert_eq!(parse(&words), Ok(tree));
    }

    #[test]
    fn any_words_are_read_or_refused_in_a_line(words in "\\PC{0,80}|[-0-9.eθ^()+*/ a-z]{0,80}|[θx23.^()*+-]{0,40}") {
        match parse(&words) {
            Ok(tree) => {
                let printed = tree.to_string();
                prop_assume!(printed.chars().count() <= LONGEST);
                prop_assert_eq!(parse(&printed), Ok(tree));
            }
            Err(message) => prop_assert!(!message.is_empty() && !message.contains('\n')),
        }
    }
}
