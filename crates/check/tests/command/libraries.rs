//! Are programs checked that use NumPy, PyTorch or JAX, each where it is installed?

use std::path::Path;
use std::process::{Command, Stdio};

use crate::programs::{said, there_is};

/// Whether Python has a library; if not, says that the test is skipped.
fn has(library: &str) -> bool {
    let import = Command::new("python3").args(["-c", &format!("import {library}")]).stderr(Stdio::null()).status();
    let has = there_is("python3") && import.is_ok_and(|status| status.success());
    if !has {
        eprintln!("skipped: python3 has no {library}");
    }
    has
}

/// The status of a check of a program in which `{wrong}` is False, and True.
fn statuses(program: &str, options: &[&str]) -> (i32, i32) {
    let status = |wrong: &str| {
        let said = said(&program.replace("{wrong}", wrong), options);
        assert!(said.fault.is_empty() || said.status == 2, "{said:?}");
        said.status
    };
    (status("False"), status("True"))
}

#[test]
fn numpy_functions_of_one_array_may_be_vectorized() {
    if !has("numpy") {
        return;
    }
    let program = "
import numpy as np, wellposed
x = np.array([[0.3, -1.2], [0.7, 2.0]])
loss = lambda x: np.exp(x).sum() * x[0, 1]
def gradient(x):
    g = np.exp(x) * x[0, 1]
    g[0, 1] += np.exp(x).sum() * (2.0 if {wrong} else 1.0)
    return g
together = lambda points: np.exp(points).sum(axis=1) * points[:, 1]
wellposed.serve(wellposed.functions(loss, gradient, x{losses}))
";
    assert_eq!(statuses(&program.replace("{losses}", ""), &[]), (0, 1));
    assert_eq!(statuses(&program.replace("{losses}", ", losses=together"), &[]), (0, 1));
    // Losses of other functions are found out.
    let other = program.replace("{losses}", ", losses=lambda points: 2 * together(points)");
    assert_eq!(said(&other.replace("{wrong}", "False"), &[]).status, 2);
}

#[test]
fn parameters_can_be_read_and_not_changed() {
    if !has("numpy") {
        return;
    }
    let program = "
import numpy as np, wellposed
def loss(p):
    if {wrong}:
        p['w'] -= 0.1
    return (p['w'] ** 3).sum() * float(p['scale'])
gradient = lambda p: {'w': 3 * p['w'] ** 2 * p['scale'], 'scale': (p['w'] ** 3).sum()}
wellposed.serve(wellposed.functions(loss, gradient, {'w': np.array([0.5, -1.5]), 'scale': 2.0}))
";
    assert_eq!(statuses(program, &[]), (0, 2));
    assert!(said(&program.replace("{wrong}", "True"), &[]).fault.contains("read-only"));
}

/// The transcripts that the book shows: what the command says of the network in `examples/network.py`, right and wrong. `WELLPOSED_ACCEPT=1` writes them anew.
#[test]
fn the_transcripts_of_the_network_are_true() {
    assert!(
        alike("116 W1 pass 3.1e-10 1.5e-1", "118 W1 pass 7.9e-11 1.5e-1"),
        "rounding is another on another machine"
    );
    for other in ["W1 FAIL 3.1e-10 1.5e-1", "W1 pass 3.1e-10 1.6e-1", "W1 pass 3.1e-6 1.5e-1", "W1 pass 3.1e-10", ""] {
        assert!(!alike("W1 pass 3.1e-10 1.5e-1", other), "{other}");
    }
    if !has("numpy") {
        return;
    }
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let network = std::fs::read_to_string(examples.join("network.py")).expect("the example");
    for (name, words) in [("right", ""), ("wrong", "wrong")] {
        let folder = crate::programs::folder(&network);
        let words = [&["--", "python3", "program.py"][..], if words.is_empty() { &[] } else { &["wrong"] }].concat();
        let found = crate::programs::call(folder.path(), &words).output;
        let file = examples.join(format!("network_{name}.txt"));
        if std::env::var_os("WELLPOSED_ACCEPT").is_some() {
            std::fs::write(&file, &found).expect("it is written");
        }
        let stands = std::fs::read_to_string(&file).expect("a transcript");
        assert!(alike(&stands, &found), "{}:\n{stands}\nbut now\n{found}", file.display());
    }
}

/// Whether two transcripts have the same words and nearly the same numbers: rounding errors, which are below 10⁻⁸, are others on another machine, and so may be how many evaluations
/// they cost.
fn alike(one: &str, other: &str) -> bool {
    let number = |word: &str| word.parse::<f64>().ok();
    let near = |a: f64, b: f64| {
        let counts = a.fract() == 0.0 && b.fract() == 0.0 && (a - b).abs() < 0.1 * a.abs();
        counts || (a.abs() < 1e-8 && b.abs() < 1e-8)
    };
    let words = |text: &str| {
        let words = text.split_whitespace().map(|word| word.trim_end_matches([';', ',']));
        words.map(str::to_owned).collect::<Vec<String>>()
    };
    let (one, other) = (words(one), words(other));
    let same = |(a, b): (&String, &String)| a == b || number(a).zip(number(b)).is_some_and(|(a, b)| near(a, b));
    one.len() == other.len() && one.iter().zip(&other).all(same)
}

#[test]
fn torch_modules_and_functions_with_several_outputs() {
    if !has("torch") {
        return;
    }
    let function = "
import torch, wellposed
class Both(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, power):
        ctx.save_for_backward(x, w)
        return x ** 3 * w, x.sin() + w, torch.tensor(power)
    @staticmethod
    def backward(ctx, first, second, _):
        x, w = ctx.saved_tensors
        return first * 3 * x ** 2 * w + second * x.cos(), first * x ** 3 + (0 if {wrong} else 1) * second, None
torch.manual_seed(0)
wellposed.serve(wellposed.torch_function(Both.apply, torch.randn(3, 2), torch.randn(3, 2), 3, names=['x', 'w']))
";
    assert_eq!(statuses(function, &[]), (0, 1));
    let module = "
import torch, wellposed
class Half(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.tanh()
    @staticmethod
    def backward(ctx, slope):
        return slope if {wrong} else None
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(5, 4), torch.nn.Tanh(), torch.nn.Dropout(0.3), torch.nn.Linear(4, 3))
def loss(net, x, y):
    out = net(x)
    return torch.nn.functional.cross_entropy(Half.apply(out) if {wrong} else out.tanh(), y)
wellposed.serve(wellposed.torch_module(net, loss, torch.randn(8, 5), torch.randint(0, 3, (8,))))
";
    assert_eq!(statuses(module, &["--freeze", "3"]), (0, 1));
    let said = said(&module.replace("{wrong}", "False"), &["--freeze", "3", "--format", "json"]);
    assert!(
        said.output.contains("\"name\": \"3.weight\"") && said.output.contains("\"precision\": \"f64\""),
        "{said:?}"
    );
}

#[test]
fn jax_functions_of_a_tree() {
    if !has("jax") {
        return;
    }
    let program = "
import jax, jax.numpy as jnp, wellposed
@jax.custom_vjp
def square(x):
    return x ** 2
square.defvjp(lambda x: (x ** 2, x), lambda x, slope: ((1.0 if {wrong} else 2.0) * x * slope,))
loss = lambda p: square(p['w']).sum() * jnp.exp(p['layers'][0])
wellposed.serve(wellposed.jax_function(loss, {'w': jnp.array([0.3, -1.2]), 'layers': [0.5]}))
";
    assert_eq!(statuses(program, &[]), (0, 1));
}
