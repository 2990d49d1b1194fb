//! Doors of `bits` and of `activation`.

use ndarray::Array2;
use wellposed::activation::Activation;
use wellposed::bits::{self, Panels, elementwise, streams};

use super::{Door, Promise::*, Source, door};

pub(crate) fn activation(source: &mut Source) -> Activation {
    let activation = source.of(&Activation::ALL);
    match activation {
        Activation::LeakyRelu { .. } => Activation::LeakyRelu { slope: source.number() },
        other => other,
    }
}

fn flat(matrix: Array2<f64>) -> Vec<f64> {
    matrix.into_iter().collect()
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("bits::sum", Tame, |source| vec![bits::sum(&source.some(600))]),
        door("bits::norm", Finite, |source| vec![bits::norm(&source.some(600))]),
        door("bits::dot", Tame, |source| {
            let x = source.some(300);
            let y = source.like(x.len());
            vec![bits::dot(&x, &source.numbers(y))]
        })
        .panics(&["dot product of vectors of different lengths"]),
        door("bits::product", Tame, |source| {
            let (m, k, n) = (source.size(20), source.size(20), source.size(40));
            let (a, inner) = (source.matrix(m, k), source.like(k));
            flat(bits::product(a.view(), source.matrix(inner, n).view()))
        })
        .panics(&["the inner lengths differ"]),
        door("bits::product_with", Tame, |source| {
            let (m, k, n) = (source.size(9), source.size(9), source.size(20));
            let (a, b) = (source.matrix(m, k), source.matrix(k, n));
            let (rows, columns) = (source.like(m), source.like(n));
            let mut out = Array2::zeros((columns, rows)).reversed_axes();
            bits::product_with(&mut Panels::new(), a.view(), b.view(), out.view_mut());
            bits::add_product_with(&mut Panels::new(), a.view(), b.view(), out.view_mut());
            bits::product_into(a.view(), b.view(), out.view_mut());
            flat(out)
        })
        .panics(&["shape of the result"]),
        door("bits::matrix_vector", Tame, |source| {
            let (m, n) = (source.size(20), source.size(20));
            let (a, x, out) = (source.matrix(m, n), source.like(n), source.like(m));
            let (x, mut out) = (source.numbers(x), vec![0.0; out]);
            bits::matrix_vector(a.view(), &x, &mut out);
            out
        })
        .panics(&["and a vector"]),
        door("bits::polynomials", Tame, |source| {
            let (count, terms) = (source.size(40), source.size(5));
            let (coefficients, values) = (source.like(count * terms), source.like(count));
            let (coefficients, x) = (source.numbers(coefficients), source.numbers(count));
            let mut values = vec![0.0; values];
            bits::polynomials(&coefficients, &x, &mut values);
            values
        })
        .panics(&["one value for each argument", "are no whole columns"]),
        door("bits::add_row, add_rows", Tame, |source| {
            let (row, rows) = (source.some(20), source.size(5));
            let count = source.like(rows * row.len());
            let (mut matrix, mut row) = (source.numbers(count), row);
            bits::add_row(&mut matrix, &row);
            bits::add_rows(&mut row, &matrix);
            row
        })
        .panics(&["are no rows of"]),
        door("bits, of one number", Finite, |source| {
            let (x, n) = (source.number(), source.size(1000) as i32 - 500);
            let digits = source.size(255) as u8;
            let even = [bits::exp(x), bits::tanh(x), bits::sigmoid(x), bits::sin(x), bits::cos(x), bits::exp_m1(x)];
            let rest = [bits::powi(x, n), bits::round_significant(x, digits), bits::atan2(x, source.number())];
            // Logarithms of negative numbers are none, nor are their powers.
            let (positive, single) = (x.abs(), x as f32);
            let last = [bits::ln(positive), bits::log10(positive), bits::ln_1p(positive), bits::powf(positive, 0.3)];
            let _ = (bits::ln(x), bits::log10(x), bits::powf(x, source.number()), bits::powi(single, n));
            even.into_iter().chain(rest).chain(last).collect()
        }),
        door("bits::elementwise", Finite, |source| {
            let mut numbers = source.some(100);
            let mut single: Vec<f32> = numbers.iter().map(|&x| x as f32).collect();
            let apply = source.of(&[elementwise::exp::<f64>, elementwise::tanh::<f64>, elementwise::sigmoid::<f64>]);
            [elementwise::exp::<f32>, elementwise::ln, elementwise::tanh, elementwise::sigmoid][source.size(3)](
                &mut single,
            );
            elementwise::ln(&mut numbers.clone());
            apply(&mut numbers);
            numbers
        }),
        door("bits::elementwise::addition", Tame, |source| {
            let values: Vec<f64> = source.some(40).into_iter().map(bits::tanh).collect();
            let count = source.like(values.len());
            let mut changes: Vec<f64> = source.numbers(count).into_iter().map(|change| change * 0.03).collect();
            elementwise::tanh_changes(&values, &mut changes);
            changes
        })
        .panics(&["a value of tanh for each change"]),
        door("bits::range", Always, |source| {
            let (values, reach) = (source.some(50), source.number());
            [bits::all_finite(&values), bits::all_within(&values, reach)].map(f64::from).to_vec()
        }),
        door("bits::streams", Always, |source| {
            let (low, high, probability) = (source.number(), source.number(), source.share());
            let (rows, columns, seed) = (source.size(9), source.size(9), source.size(9));
            let mut stream = streams::stream(seed as u64, "fuzz", "", source.any_size(9));
            let _ = streams::bernoulli(&mut stream, probability);
            assert_eq!(streams::permutation(&mut stream, rows).len(), rows);
            let mut numbers = flat(streams::standard_normal_matrix(&mut stream, rows, columns));
            numbers.push(streams::uniform(&mut stream, low, high));
            numbers
        })
        .panics(&["uniform numbers in ["]),
        door("activation, of one number", Finite, |source| {
            let (activation, z) = (activation(source), source.number());
            let single: f32 = activation.value(z as f32);
            let _ = activation.derivative(z as f32, single);
            let value = activation.value(z);
            vec![value, activation.derivative(z, value)]
        }),
        door("activation, of many", Tame, |source| {
            let (activation, z) = (activation(source), source.some(40));
            let counts = [source.like(z.len()), source.like(z.len())];
            let [mut values, mut changes] = [vec![0.0; counts[0]], source.numbers(counts[1])];
            activation.apply(&z, &mut values);
            activation.change(&z, &values, &mut changes);
            activation.multiply_derivative(&z, &values, &mut changes);
            changes
        })
        .panics(&["copy_from_slice", "one input and one value for each"]),
    ]
}
