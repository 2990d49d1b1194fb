//! Are the bits those of the plain triple loop, for every shape, layout and version?

use ndarray::{Array2, ArrayView2, ArrayViewMut2, s};
use proptest::prelude::*;
use rand::RngExt;

use super::*;
use crate::bits::Version;
use crate::bits::dispatch::{Kernel, run_as};
use crate::bits::fused;
use crate::bits::streams::{standard_normal, stream};

/// The definition.
fn triple_loop<T: Real>(a: ArrayView2<T>, b: ArrayView2<T>) -> Array2<T> {
    Array2::from_shape_fn((a.nrows(), b.ncols()), |(i, j)| {
        let mut sum = T::zero();
        for k in 0..a.ncols() {
            sum = fused(a[[i, k]], b[[k, j]], sum);
        }
        sum
    })
}

/// Bits, with one pattern for all NaN, whose sign and payload IEEE 754 leaves open.
fn bits<T: Real>(matrix: &Array2<T>) -> Vec<u64> {
    matrix.iter().map(|x| x.to_f64()).map(|x| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() }).collect()
}

/// A random matrix with some zeros, infinities and NaN if `special`, stored in one of five layouts.
struct Random {
    storage: Array2<f64>,
    layout: usize,
}

impl Random {
    fn new(rows: usize, columns: usize, layout: usize, special: bool, name: &str) -> Self {
        let mut stream = stream(3, "bits/product", name, 1000 * rows + columns);
        let shape =
            [(rows, columns), (columns, rows), (2 * rows, 3 * columns), (rows, columns), (3 * columns, 2 * rows)]
                [layout];
        let storage = Array2::from_shape_simple_fn(shape, || match stream.random_range(0..100) {
            0 if special => f64::NAN,
            1 if special => f64::NEG_INFINITY,
            2 if special => f64::INFINITY,
            3 | 4 => -0.0,
            _ => standard_normal(&mut stream),
        });
        Random { storage, layout }
    }

    fn view(&self) -> ArrayView2<'_, f64> {
        match self.layout {
            0 => self.storage.view(),
            1 => self.storage.t(),
            2 => self.storage.slice(s![..;2, ..;3]),
            3 => self.storage.slice(s![..;-1, ..;-1]),
            _ => self.storage.slice(s![..;3, ..;2]).reversed_axes(),
        }
    }
}

fn compare(a: ArrayView2<f64>, b: ArrayView2<f64>) {
    let expected = triple_loop(a, b);
    assert_eq!(bits(&product(a, b)), bits(&expected), "{:?} times {:?}", a.dim(), b.dim());
    let (a32, b32) = (a.mapv(|x| x as f32), b.mapv(|x| x as f32));
    let expected32 = triple_loop(a32.view(), b32.view());
    for version in Version::available() {
        assert_eq!(bits(&product_as(version, a, b)), bits(&expected), "{version:?}");
        assert_eq!(bits(&product_as(version, a32.view(), b32.view())), bits(&expected32), "{version:?} in f32");
        for j in 0..b.ncols().min(2) {
            let x = b.column(j).to_vec();
            let mut out = vec![f64::NAN; a.nrows()];
            run_as(version, vector::MatrixVector { a, x: &x, out: &mut out });
            let column = expected.slice(s![.., j..j + 1]).to_owned();
            assert_eq!(
                bits(&Array2::from_shape_vec((out.len(), 1), out).unwrap()),
                bits(&column),
                "{version:?} vector"
            );
        }
    }
}

fn product_as<T: Real>(version: Version, a: ArrayView2<T>, b: ArrayView2<T>) -> Array2<T>
where
    for<'a> kernel::Product<'a, T>: Kernel<Output = ()>,
{
    let mut out = vec![T::from_f64(7.0); a.nrows() * b.ncols()];
    run_as(version, kernel::Product { a, b, out: &mut out, adds: false, panels: &mut Panels::new() });
    Array2::from_shape_vec((a.nrows(), b.ncols()), out).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn the_bits_are_those_of_the_triple_loop(
        m in 0_usize..21, n in 0_usize..37, length in 0_usize..40, layouts in (0_usize..5, 0_usize..5), special: bool,
    ) {
        let a = Random::new(m, length, layouts.0, special, "a");
        let b = Random::new(length, n, layouts.1, special, "b");
        compare(a.view(), b.view());
    }
}

/// Wide enough that rows of `a` are copied, too, in both types.
#[test]
fn many_columns_do_not_change_the_order() {
    for (m, layout) in [(8, 0), (11, 0), (13, 1), (16, 2), (21, 4)] {
        for n in [128, 259, 264] {
            let (a, b) = (Random::new(m, 21, layout, true, "a"), Random::new(21, n, 1, true, "b"));
            compare(a.view(), b.view());
        }
    }
}

#[test]
fn blocks_of_k_do_not_change_the_order() {
    for length in [255, 256, 257, 511, 512, 513, 800] {
        let (a, b) = (Random::new(7, length, 0, false, "a"), Random::new(length, 19, 1, false, "b"));
        compare(a.view(), b.view());
    }
}

/// A product with two roundings a term, or another order, is caught by the comparison.
#[test]
fn two_roundings_and_another_order_are_caught() {
    let (a, b) = (Random::new(16, 40, 0, false, "a"), Random::new(40, 16, 0, false, "b"));
    let (a, b) = (a.view(), b.view());
    let rounded = Array2::from_shape_fn((16, 16), |(i, j)| (0..40).fold(0.0, |sum, k| sum + a[[i, k]] * b[[k, j]]));
    assert_ne!(bits(&product(a, b)), bits(&rounded));
    let backwards =
        Array2::from_shape_fn((16, 16), |(i, j)| (0..40).rev().fold(0.0, |sum, k| fused(a[[i, k]], b[[k, j]], sum)));
    assert_ne!(bits(&product(a, b)), bits(&backwards));
}

#[test]
fn sums_go_on_from_what_is_stored_and_panels_are_used_again() {
    let (a, b) = (Random::new(9, 300, 0, false, "a"), Random::new(300, 11, 1, false, "b"));
    let (a, b) = (a.view(), b.view());
    let mut panels = Panels::new();
    // Panels full of numbers of a larger product.
    product_with(&mut panels, a.t(), a, Array2::zeros((300, 300)).view_mut());
    let mut halves = Array2::from_elem((9, 11), 7.0);
    product_with(&mut panels, a.slice(s![.., ..130]), b.slice(s![..130, ..]), halves.view_mut());
    add_product_with(&mut panels, a.slice(s![.., 130..]), b.slice(s![130.., ..]), halves.view_mut());
    assert_eq!(bits(&halves), bits(&product(a, b)));
    let second = product(a.slice(s![.., 130..]), b.slice(s![130.., ..]));
    let separate = product(a.slice(s![.., ..130]), b.slice(s![..130, ..])) + second;
    assert_ne!(bits(&halves), bits(&separate), "two sums that are added have other bits");
}

#[test]
fn a_result_with_strides_is_written_in_place() {
    let (a, b) = (Random::new(5, 6, 0, false, "a"), Random::new(6, 9, 0, false, "b"));
    let mut storage = Array2::from_elem((9, 10), 7.0);
    let out: ArrayViewMut2<f64> = storage.slice_mut(s![.., ..;2]).reversed_axes();
    product_into(a.view(), b.view(), out);
    let expected = triple_loop(a.view(), b.view());
    assert_eq!(storage.slice(s![.., ..;2]).reversed_axes(), expected);
    assert!(storage.slice(s![.., 1..;2]).iter().all(|&x| x == 7.0));
}

#[test]
#[should_panic(expected = "the inner lengths differ")]
fn inner_lengths_must_fit() {
    product(Array2::<f64>::zeros((2, 3)).view(), Array2::zeros((2, 3)).view());
}
