//! How near do the kernels of `bits` come to what one would take without their promise of the same bits? Both, side by side.
//!
//! | kernel | beside it |
//! |---|---|
//! | product, in a fixed order | ndarray's `dot`, whose order depends on the processor |
//! | exp, tanh, ln, sigmoid of a slice | the `libm` crate, call by call |
//! | sum, sixteen lanes and a tree | a plain loop, which adds one number after the other |
//! | normal numbers by the block | one draw after the other |
//!
//! One thread. Both sides are timed by themselves, and then in turn for the table of ratios. Products are timed at the shapes of the networks too: 64 examples, layers of 64 units, 10 classes, 784 pixels. Each result is checked before it
//! is timed: products against γ_K|A||B|, functions against 4 units in the last place of the other side.

mod support;

use ndarray::{Array2, linalg::general_mat_mul};

use support::{Suite, Work};
use wellposed::bits::streams::{self, standard_normal_matrix, stream, uniform};
use wellposed::bits::{self, Panels, elementwise, product_with};

fn main() {
    let mut suite = Suite::new("kernels");
    suite.time("null", "empty", Work { count: 1.0, unit: "calls", error: None }, || ());
    for n in [64, 128, 256, 512] {
        product(&mut suite, [n, n, n], Layout::Plain);
    }
    let networks = [
        ([64, 64, 64], Layout::RightTransposed),
        ([64, 64, 64], Layout::LeftTransposed),
        ([64, 64, 10], Layout::RightTransposed),
        ([10, 64, 64], Layout::LeftTransposed),
        ([64, 10, 64], Layout::Plain),
        ([64, 784, 128], Layout::RightTransposed),
    ];
    for (shape, layout) in networks {
        product(&mut suite, shape, layout);
    }
    functions(&mut suite);
    sums(&mut suite);
    normals(&mut suite);
    suite.finish();
}

/// Which operand is the transpose of one that is stored by rows.
#[derive(Clone, Copy)]
enum Layout {
    Plain,
    LeftTransposed,
    RightTransposed,
}

/// m × K times K × n.
#[expect(clippy::disallowed_methods, reason = "what the kernel is compared with")]
fn product(suite: &mut Suite, [m, k, n]: [usize; 3], layout: Layout) {
    let mut numbers = stream(1, "benches/kernels", "products", m * n + k);
    let a = match layout {
        Layout::LeftTransposed => standard_normal_matrix(&mut numbers, k, m).reversed_axes(),
        _ => standard_normal_matrix(&mut numbers, m, k),
    };
    let b = match layout {
        Layout::RightTransposed => standard_normal_matrix(&mut numbers, n, k).reversed_axes(),
        _ => standard_normal_matrix(&mut numbers, k, n),
    };
    let (mut panels, mut out, mut other) = (Panels::new(), Array2::zeros((m, n)), Array2::zeros((m, n)));
    product_with(&mut panels, a.view(), b.view(), out.view_mut());
    general_mat_mul(1.0, &a, &b, 0.0, &mut other);
    let sizes = bits::product(a.mapv(f64::abs).view(), b.mapv(f64::abs).view());
    let errors = (&out - &other).mapv(f64::abs) / sizes;
    let error = errors.iter().fold(0.0_f64, |worst, &error| worst.max(error));
    assert!(error <= 2.0 * k as f64 * f64::EPSILON / 2.0, "two sums of {k} products: {error}");
    let name = match layout {
        Layout::Plain => format!("{m}x{k} times {k}x{n}"),
        Layout::LeftTransposed => format!("{m}x{k} (transposed) times {k}x{n}"),
        Layout::RightTransposed => format!("{m}x{k} times {k}x{n} (transposed)"),
    };
    let work = Work { count: (2 * m * k * n) as f64, unit: "operations", error: Some(error) };
    let ours = || product_with(&mut panels, a.view(), b.view(), out.view_mut());
    let theirs = || general_mat_mul(1.0, &a, &b, 0.0, &mut other);
    let size = (m == n && n == k && matches!(layout, Layout::Plain)).then_some(n as f64);
    suite.compare(("product", "product_ndarray"), &name, work, size, (ours, theirs));
}

/// 10⁵ numbers. The functions work in place, so that each run first copies the numbers; both sides do.
fn functions(suite: &mut Suite) {
    type Slices = fn(&mut [f64]);
    type Single = fn(f64) -> f64;
    let functions: [(&str, Slices, Single, f64); 4] = [
        ("exp", elementwise::exp, libm::exp, -10.0),
        ("tanh", elementwise::tanh, libm::tanh, -10.0),
        ("ln", elementwise::ln, libm::log, 1e-3),
        ("sigmoid", elementwise::sigmoid, |x| 1.0 / (1.0 + libm::exp(-x)), -10.0),
    ];
    for (name, slices, single, low) in functions {
        let mut numbers = stream(1, "benches/kernels", name, 0);
        let x: Vec<f64> = (0..100_000).map(|_| uniform(&mut numbers, low, 10.0)).collect();
        let mut values = x.clone();
        slices(&mut values);
        let relative = |(&x, &value): (&f64, &f64)| (value / single(x) - 1.0).abs();
        let error = x.iter().zip(&values).map(relative).fold(0.0, bits::max);
        assert!(error < 4.0 * f64::EPSILON, "{name}: {error}");
        let work = Work { count: x.len() as f64, unit: "numbers", error: Some(error) };
        // Both write to the same place, which then is in the same cache.
        let values = std::cell::RefCell::new(values);
        let ours = || {
            let mut values = values.borrow_mut();
            values.copy_from_slice(&x);
            slices(&mut values);
        };
        let theirs = || {
            let mut values = values.borrow_mut();
            values.copy_from_slice(&x);
            values.iter_mut().for_each(|value| *value = single(*value));
        };
        suite.compare((name, &format!("{name}_libm")), "100000 numbers", work, None, (ours, theirs));
    }
}

/// The sum and the dot product of 10⁵ numbers that are whole, so that every order gives the same.
fn sums(suite: &mut Suite) {
    let x: Vec<f64> = (0..100_000).map(|index| f64::from(index % 7)).collect();
    let plain = || x.iter().fold(0.0, |sum, &x| sum + x);
    assert_eq!(bits::sum(&x), plain());
    let work = Work { count: x.len() as f64, unit: "numbers", error: Some(0.0) };
    suite.compare(("sum", "sum_plain"), "100000 numbers", work, None, (|| bits::sum(&x), plain));
    let plain = || x.iter().fold(0.0, |sum, &x| sum + x * x);
    assert_eq!(bits::dot(&x, &x), plain());
    suite.compare(("dot", "dot_plain"), "100000 numbers", work, None, (|| bits::dot(&x, &x), plain));
}

fn normals(suite: &mut Suite) {
    let mut drawn = vec![0.0; 10_000];
    let work = Work { count: drawn.len() as f64, unit: "numbers", error: None };
    let (mut numbers, mut others) =
        (stream(1, "benches/kernels", "normals", 0), stream(1, "benches/kernels", "normals", 0));
    let mut single = drawn.clone();
    let ours = || streams::standard_normals(&mut numbers, &mut drawn);
    let theirs = || single.iter_mut().for_each(|number| *number = streams::standard_normal(&mut others));
    suite.compare(("normals", "normals_single"), "10000 numbers", work, None, (ours, theirs));
}
