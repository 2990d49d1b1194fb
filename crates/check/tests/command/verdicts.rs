//! Does a right gradient pass and a wrong one fail, in every form that the Python client takes without NumPy?

use crate::programs::{said, there_is};

/// A network with one hidden layer in plain lists; `{factor}` is 1 in the right gradient of W2.
const NETWORK: &str = "
import math, wellposed
X, Y = [[0.5, -1.0, 2.0], [1.5, 0.3, -0.7]], [1.0, 0.0, 1.0]
def forward(X, Y, p):
    W1, b1, W2, b2 = p['W1'], p['b1'], p['W2'], p['b2']
    A = [[math.tanh(sum(W1[k][i] * X[i][j] for i in range(2)) + b1[k][0]) for j in range(3)] for k in range(2)]
    out = [sum(W2[0][k] * A[k][j] for k in range(2)) + b2[0][0] for j in range(3)]
    return sum((o - y) ** 2 for o, y in zip(out, Y)) / 6, (A, out, W2)
def backward(X, Y, cache):
    A, out, W2 = cache
    d = [(o - y) / 3 for o, y in zip(out, Y)]
    dZ = [[W2[0][k] * d[j] * (1 - A[k][j] ** 2) for j in range(3)] for k in range(2)]
    return {
        'dW2': [[{factor} * sum(d[j] * A[k][j] for j in range(3)) for k in range(2)]], 'db2': [[sum(d)]],
        'dW1': [[sum(dZ[k][j] * X[i][j] for j in range(3)) for i in range(2)] for k in range(2)],
        'db1': [[sum(dZ[k])] for k in range(2)],
    }
parameters = {'W1': [[0.3, -0.8], [1.1, 0.4]], 'b1': [[0.1], [-0.2]], 'W2': [[0.7, -0.6]], 'b2': [[0.05]]}
wellposed.serve(wellposed.network(forward, backward, X, Y, parameters))
";

/// Of one list, and of a dictionary.
const LIST: &str = "
import math, wellposed
wellposed.serve(wellposed.functions(lambda x: math.exp(x[0]) * x[1], lambda x: [math.exp(x[0]) * x[1], {factor} * math.exp(x[0])], [0.3, -1.2]))
";
const NAMED: &str = "
import math, wellposed
loss = lambda p: p['scale'] * sum(x ** 3 for x in p['x'])
gradient = lambda p: {'scale': {factor} * sum(x ** 3 for x in p['x']), 'x': [3 * p['scale'] * x * x for x in p['x']]}
wellposed.serve(wellposed.functions(loss, gradient, {'scale': 1.5, 'x': [0.3, -1.2, 2.0]}))
";

#[test]
fn right_gradients_pass_and_wrong_ones_fail_in_the_block_that_is_wrong() {
    if !there_is("python3") {
        return;
    }
    for (program, block) in [(NETWORK, "W2"), (LIST, "x"), (NAMED, "scale")] {
        let right = said(&program.replace("{factor}", "1.0"), &[]);
        assert!(right.status == 0 && right.fault.is_empty() && right.output.contains("PASS"), "{right:?}");
        for factor in ["2.0", "-1.0", "1.00001", "0.0"] {
            let wrong = said(&program.replace("{factor}", factor), &["--format", "json"]);
            assert_eq!((wrong.status, wrong.fault.as_str()), (1, ""), "{factor}: {wrong:?}");
            let report: serde_json::Value = serde_json::from_str(&wrong.output).expect("JSON");
            assert_eq!(report["verdict"], "fail");
            let blocks = report["blocks"].as_array().expect("blocks");
            let failing = blocks.iter().filter(|block| block["verdict"] == "fail").map(|block| &block["name"]);
            assert_eq!(failing.collect::<Vec<_>>(), [block], "{factor}");
        }
    }
}

#[test]
fn blocks_can_be_checked_alone_by_name() {
    if !there_is("python3") {
        return;
    }
    let wrong = NETWORK.replace("{factor}", "2.0");
    let others = said(&wrong, &["--only", "W1", "--only=b1"]);
    assert!(others.status == 0 && others.output.contains("6 of 6 entries"), "{others:?}");
    assert!(others.output.contains("not checked: W2, b2"), "{others:?}");
    assert_eq!(said(&wrong, &["--only", "W2"]).status, 1, "planted: the block that is wrong");
    let unknown = said(&wrong, &["--only", "W3"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.fault.contains("there is no block `W3`; the blocks are `W1`"), "{unknown:?}");
}

#[test]
fn a_loss_that_draws_is_undecidable_until_its_choices_are_frozen() {
    if !there_is("python3") {
        return;
    }
    let program = |factor: &str| {
        let text = "
import random, wellposed
loss = lambda x: (1.0 + random.random()) * x[0] ** 2
gradient = lambda x: [{factor} * (1.0 + random.random()) * x[0]]
wellposed.serve(wellposed.functions(loss, gradient, [0.7]))
";
        text.replace("{factor}", factor)
    };
    let drawing = said(&program("2.0"), &[]);
    assert!(drawing.status == 2 && drawing.output.contains("UNDECIDABLE"), "{drawing:?}");
    assert_eq!(drawing.fault, "wellposed-check: undecidable: the report says what would decide\n");
    let frozen = |factor: &str| said(&program(factor), &["--freeze", "4"]).status;
    assert_eq!((frozen("2.0"), frozen("2.1")), (0, 1));
}

#[test]
fn the_tolerance_and_the_scope_are_those_of_the_options() {
    if !there_is("python3") {
        return;
    }
    let slightly = LIST.replace("{factor}", "1.00001");
    assert_eq!(said(&slightly, &["--tolerance", "1e-3"]).status, 0);
    assert_eq!(said(&slightly, &["--tolerance", "1e-6"]).status, 1);
    let json = |options: &[&str]| {
        let said = said(&NETWORK.replace("{factor}", "1.0"), &[options, &["--format", "json"]].concat());
        serde_json::from_str::<serde_json::Value>(&said.output).expect("JSON")
    };
    assert_eq!(json(&["--sample", "1", "--seed", "3"])["blocks"][0]["compared"], 1);
    assert_eq!(json(&["--directions", "2"])["blocks"][0]["compared"], 2);
    assert_eq!(json(&[])["blocks"][0]["compared"], 4);
    assert_eq!(
        (json(&[])["blocks"][0]["layer"].clone(), json(&[])["blocks"][3]["layer"].clone()),
        (1.into(), 2.into())
    );
}

#[test]
fn the_same_check_has_the_same_report_whatever_the_number_of_copies() {
    if !there_is("python3") {
        return;
    }
    let program = NETWORK.replace("{factor}", "1.0");
    let report = |options: &[&str]| said(&program, &[options, &["--format", "json"]].concat());
    let once = report(&[]);
    assert_eq!(once.status, 0, "{once:?}");
    assert_eq!(report(&[]), once);
    assert_eq!(report(&["--jobs", "3"]), once);
    assert_ne!(report(&["--tolerance", "1e-6"]).output, once.output, "what is another report");
}
