//! Did a kernel become slower? Instructions are counted, which a busy machine does not change, and compared with the accepted counts.
//!
//! ```text
//! cargo bench --bench instructions               counts, compares; exit status 1 if a count is more than 2 % above the accepted one
//! cargo bench --bench instructions -- --accept   counts and writes reports/timings/instructions.{md,csv}, to be committed with the reason
//! ```
//!
//! Valgrind's tool callgrind runs this program with one call of a kernel more than before; the difference is the cost of a call, without what the program
//! needs to start. Counts belong to a compiler and an instruction set: where one of them is not that of the accepted counts, nothing is judged.
//!
//! Allowed are 2 %: the count of one program varies by a few instructions in a million, and what a change of unrelated code does to a kernel (other inlining, another
//! choice of registers) stays below 1 % as a rule. A lost vectorization costs a factor 2 or more.

#[path = "support/checked.rs"]
mod checked;
#[path = "support/tables.rs"]
mod tables;

use std::process::{Command, ExitCode};

use checked::{Plain, subject};
use ndarray::Array2;
use wellposed::bits::streams::{self, standard_normal_matrix, stream};
use wellposed::bits::{self, Panels, Real, elementwise, product_with};
use wellposed::normalize::variance;
use wellposed::objective::{Abilities, Objective};
use wellposed::report::{Column, Table, csv, text};

/// By how much a count may exceed the accepted one.
const ALLOWED: f64 = 0.02;

/// One call of a kernel.
type Call = Box<dyn FnMut()>;
/// Its name, and how it is made ready.
type Kernel = (&'static str, fn() -> Call);

/// All that are counted.
const KERNELS: [Kernel; 14] = [
    ("product 64x64x64, f64", || product::<f64>([64, 64, 64])),
    ("product 64x64x64, f32", || product::<f32>([64, 64, 64])),
    ("product 64x64x10, f64", || product::<f64>([64, 64, 10])),
    ("product 16x32x32, f32", || product::<f32>([16, 32, 32])),
    ("exp of 10000", || apply(elementwise::exp)),
    ("tanh of 10000", || apply(elementwise::tanh)),
    ("ln of 10000", || apply(elementwise::ln)),
    ("sigmoid of 10000", || apply(elementwise::sigmoid)),
    ("sum of 10000", || over_numbers(bits::sum)),
    ("variance of 10000", || over_numbers(variance::variance_two_pass)),
    ("normals, 10000", normals),
    ("loss and gradient 64-64-64-10", loss_and_gradient),
    ("loss 64-64-64-10", loss),
    ("probe 784-128-10, 1000 weights", probe),
];

fn numbers() -> Vec<f64> {
    (0..10_000).map(|index| 1e-3 + 2.0 * bits::sin(f64::from(index)).abs()).collect()
}

fn product<T: Real>([m, k, n]: [usize; 3]) -> Call {
    let mut numbers = stream(1, "benches/instructions", "product", 0);
    let mut draw = |rows, columns| standard_normal_matrix(&mut numbers, rows, columns).mapv(T::from_f64);
    let (a, b, mut panels, mut out) = (draw(m, k), draw(n, k), Panels::new(), Array2::zeros((m, n)));
    Box::new(move || product_with(&mut panels, a.view(), b.t(), out.view_mut()))
}

fn apply(function: fn(&mut [f64])) -> Call {
    let (x, mut values) = (numbers(), numbers());
    Box::new(move || {
        values.copy_from_slice(&x);
        function(&mut values);
    })
}

fn over_numbers(function: fn(&[f64]) -> f64) -> Call {
    let x = numbers();
    Box::new(move || {
        std::hint::black_box(function(&x));
    })
}

fn normals() -> Call {
    let (mut stream, mut numbers) = (stream(1, "benches/instructions", "normals", 0), numbers());
    // Each call from the same place of the stream: how many points miss the disc would differ.
    let start = stream.clone();
    Box::new(move || {
        stream.clone_from(&start);
        streams::standard_normals(&mut stream, &mut numbers);
    })
}

fn loss_and_gradient() -> Call {
    let (network, parameters, _) = subject(&[64, 64, 64, 10], 64);
    let (mut network, mut gradient) = (Plain(network), vec![0.0; parameters.len()]);
    Box::new(move || {
        std::hint::black_box(network.loss_and_gradient(&parameters, &mut gradient));
    })
}

fn loss() -> Call {
    let (mut network, parameters, _) = subject(&[64, 64, 64, 10], 64);
    Box::new(move || {
        std::hint::black_box(network.loss(&parameters));
    })
}

fn probe() -> Call {
    let (mut network, parameters, _) = subject(&[784, 128, 10], 64);
    let mut probe = network.probe(&parameters).expect("a network without batches");
    Box::new(move || {
        for (index, parameter) in parameters.iter().enumerate().take(1000) {
            std::hint::black_box(probe.loss_with(index, parameter + 1e-3));
        }
    })
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--calls", calls, kernel] => run(kernel, calls.parse().expect("a number")),
        ref others if others.contains(&"--test") => ExitCode::SUCCESS,
        ref others => report(others.contains(&"--accept")),
    }
}

/// What valgrind watches: a first call, and then so many.
fn run(kernel: &str, calls: usize) -> ExitCode {
    let (_, make) = KERNELS.iter().find(|(name, _)| *name == kernel).expect("a name of the table");
    let mut call = make();
    (0..1 + calls).for_each(|_| call());
    ExitCode::SUCCESS
}

/// Instructions of one call.
fn count(kernel: &str) -> Result<u64, String> {
    let instructions = |calls: &str| -> Result<u64, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(program)
            .args(["--calls", calls, kernel])
            .env("RAYON_NUM_THREADS", "1")
            .output()
            .map_err(|error| format!("valgrind: {error}; it is a package of most systems"))?;
        let text = String::from_utf8_lossy(&output.stderr);
        let collected = text.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
        collected.ok_or_else(|| format!("valgrind counted nothing of {kernel}: {text}"))
    };
    Ok(instructions("2")? - instructions("1")?)
}

/// Whether a count is above what is allowed.
fn is_slower(count: u64, accepted: u64) -> bool {
    count as f64 > (1.0 + ALLOWED) * accepted as f64
}

fn report(accept: bool) -> ExitCode {
    // The guard itself: three percent more are seen, and none are not.
    assert!(is_slower(1_030, 1_000) && !is_slower(1_000, 1_000));
    let accepted = std::fs::read_to_string(tables::root().join("reports/timings/instructions.csv"))
        .ok()
        .and_then(|text| csv::read(&text).ok());
    let (compiler, vectors) = (tables::machine::compiler(), vectors());
    let title = "Instructions of one call of each kernel, counted by callgrind on one thread";
    let columns = vec![
        Column::text("kernel"),
        Column::count("instructions", "1"),
        Column::text("compiler"),
        Column::text("vectors"),
    ];
    let mut table = Table::new(title, 1, columns);
    let (mut slower, mut not_judged) = (Vec::new(), 0);
    for (kernel, _) in KERNELS {
        let count = match count(kernel) {
            Ok(count) => count,
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::from(2);
            }
        };
        let cell = |column: &str| accepted.as_ref().and_then(|table| table.cell(kernel, column));
        let same = cell("compiler").as_deref() == Some(&compiler) && cell("vectors").as_deref() == Some(vectors);
        match cell("instructions").and_then(|text| text.parse::<u64>().ok()).filter(|_| same) {
            Some(before) => {
                eprintln!(
                    "{kernel}: {count}, accepted {before} ({:+.2} %)",
                    100.0 * (count as f64 / before as f64 - 1.0)
                );
                if is_slower(count, before) {
                    slower.push(kernel);
                }
            }
            None => {
                not_judged += 1;
                eprintln!("{kernel}: {count}; nothing was accepted for {compiler} with {vectors}");
            }
        }
        table.push([
            kernel.into(),
            usize::try_from(count).unwrap_or(usize::MAX).into(),
            compiler.as_str().into(),
            vectors.into(),
        ]);
    }
    if accept {
        tables::write(table, "instructions", "cargo bench --bench instructions -- --accept");
        return ExitCode::SUCCESS;
    }
    println!("{}", text::table_text(&table));
    if not_judged > 0 {
        eprintln!("{not_judged} of {} kernels were not judged", KERNELS.len());
    }
    if slower.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("more than {} % above the accepted count: {}", 100.0 * ALLOWED, slower.join("; "));
    eprintln!("if that is meant, accept it: cargo bench --bench instructions -- --accept");
    ExitCode::from(1)
}

/// The widest instruction set that the kernels take under valgrind, which knows no AVX-512.
fn vectors() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        return "AVX2";
    }
    "baseline"
}
