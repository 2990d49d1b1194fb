//! Are small values as exact as large ones, whatever the sizes of the columns, and are the bits always the same?
//!
//! Tolerance: each column is wrong by c·n·u of its own length, which is a relative c·n·u·κ of each singular value, κ being that of the matrix
//! with columns of equal length (see [`super::super`]); c = 10 as for the norms. Eigenvalues of a positive definite matrix have the same with
//! the κ of the matrix with a diagonal of ones.

use super::*;

/// The largest relative difference.
fn apart(x: &Array1<f64>, exact: &[f64]) -> f64 {
    assert_eq!(x.len(), exact.len());
    x.iter().zip(exact).fold(0.0, |worst, (x, exact)| bits::max(worst, (x / exact - 1.0).abs()))
}

fn relative(size: usize, condition: f64) -> f64 {
    10.0 * size as f64 * UNIT_ROUNDOFF * condition
}

/// Each column times a power of two.
fn with_sizes(b: &Array2<f64>, exponents: &[i32]) -> Array2<f64> {
    Array2::from_shape_fn(b.dim(), |(i, j)| libm::ldexp(b[(i, j)], exponents[j]))
}

/// The condition number of a matrix with columns of equal length.
fn condition(b: &Array2<f64>) -> f64 {
    let lengths: Array1<f64> = b.columns().into_iter().map(|column| norm(column.insert_axis(Axis(0)))).collect();
    let values = singular_values((b / &lengths).view()).unwrap();
    values[0] / values[values.len() - 1]
}

/// Singular values of `sized`, with 1,500 digits (mpmath 1.3, the roots of the eigenvalues of AᵀA).
const OF_SIZED: [f64; 4] =
    [1.267_778_731_001_353e151, 6.303_438_215_238_834, 3.935_759_909_889_814e-12, 9.041_788_498_331_065e-181];

/// Columns between 2⁻⁶⁰⁰ and 2⁵⁰⁰; scaled to equal length they have κ = 1.33.
fn sized() -> Array2<f64> {
    let b = array![
        [2.0, -1.0, 1.0, 3.0],
        [1.0, 3.0, 0.0, -2.0],
        [-1.0, 1.0, 4.0, 1.0],
        [0.0, 2.0, -1.0, 5.0],
        [3.0, 0.0, 1.0, 1.0]
    ];
    with_sizes(&b, &[-600, 500, -40, 0])
}

#[test]
fn columns_of_any_size() {
    let a = sized();
    let found = singular_values(a.view()).unwrap();
    let allowed = relative(5, 1.333);
    assert!(apart(&found, &OF_SIZED) < allowed, "{found:?}");
    assert_eq!(found, svd(a.view()).unwrap().singular_values, "with vectors and without");
    // Planted: an entry of the smallest column off by 10⁻¹³ of its length.
    let mut planted = a.clone();
    planted[(4, 0)] *= 1.0 + 1e-12;
    assert!(apart(&singular_values(planted.view()).unwrap(), &OF_SIZED) > allowed);
    // And a method that is exact for the norm alone.
    #[cfg(feature = "faer")]
    assert!(Backend::Faer.singular_values(a.view()).map_or(1.0, |values| apart(&values, &OF_SIZED)) > 0.1);
}

#[test]
fn the_rank_does_not_depend_on_units() {
    let mut stream = crate::bits::streams::stream(1, "spectrum", "rank", 0);
    let b = crate::bits::streams::standard_normal_matrix(&mut stream, 300, 4);
    // A copy, a sum, and a rescaled offset of others: three columns of which nothing is left.
    let mut a = Array2::zeros((300, 7));
    for j in 0..4 {
        a.column_mut(j).assign(&b.column(j));
    }
    a.column_mut(4).assign(&b.column(1));
    a.column_mut(5).assign(&(&b.column(0) + &b.column(2)));
    a.column_mut(6).assign(&(&b.column(3) * 1.8 - &(&b.column(1) * 0.3)));
    let exact = singular_values(b.view()).unwrap();
    let mut wide = Array2::zeros((5, 7));
    wide.assign(&a.slice(ndarray::s![..5, ..]));
    let repeated = &wide.row(0) - &wide.row(2);
    wide.row_mut(4).assign(&repeated);
    wide.row_mut(3).assign(&repeated);
    for exponents in [[0; 7], [0, 900, -900, 40, 0, 0, 0], [-100, 50, 0, -300, 200, -60, 3], [0, 0, 0, 0, -700, 0, 700]]
    {
        for (matrix, rank) in [(&a, 4), (&wide, 3)] {
            let sized = with_sizes(matrix, &exponents);
            assert_eq!(svd(sized.view()).unwrap().rank(), rank, "{exponents:?}");
            // Planted: a part of 10⁻¹⁰ that is nobody's copy makes a direction of its own.
            let mut planted = sized.clone();
            planted[(4, 4)] *= 1.0 + 1e-10;
            assert_eq!(svd(planted.view()).unwrap().rank(), rank + 1, "{exponents:?}");
        }
    }
    let alone = svd(with_sizes(&b, &[0, 1, 2, 0]).view()).unwrap();
    assert_eq!((alone.rank(), exact.len()), (4, 4));
}

#[test]
fn columns_of_any_size_in_a_wide_matrix() {
    const OF_WIDE: [f64; 3] = [6.756_084_017_956_772e90, 3.687_055_360_259_52e18, 1.885_618_083_165_748];
    let a = array![[2.0, -1.0, 1.0, 3.0, 0.5], [1.0, 3.0, 0.0, -2.0, 1.0], [-1.0, 1.0, 4.0, 1.0, -3.0]];
    let exponents = [-400, 300, 0, -20, 60];
    let sized = with_sizes(&a, &exponents);
    let found = singular_values(sized.view()).unwrap();
    assert!(apart(&found, &OF_WIDE) < relative(5, 10.0), "{found:?}");
    let mut planted = sized.clone();
    planted[(2, 4)] *= 1.0 + 1e-12;
    assert!(apart(&singular_values(planted.view()).unwrap(), &OF_WIDE) > relative(5, 10.0));
}

#[test]
fn positive_definite_matrices_of_any_size() {
    // D·T·D, T with 2 on the diagonal and −1 beside it, D = 2^(100, −300, 0, −20, 400); digits as above.
    let exponents = [100, -300, 0, -20, 400];
    let exact = [
        1.807_439_898_827_163e-181,
        9.094_947_017_727_214e-13,
        2.000_000_000_000_454_7,
        3.213_876_088_517_980_6e60,
        1.333_602_886_575_971e241,
    ];
    let entry = |(i, j): (usize, usize)| match i.abs_diff(j) {
        0 => libm::ldexp(2.0, 2 * exponents[i]),
        1 => libm::ldexp(-1.0, exponents[i] + exponents[j]),
        _ => 0.0,
    };
    let a = Array2::from_shape_fn((5, 5), entry);
    let found = symmetric_eigenvalues(a.view()).unwrap();
    let allowed = relative(5, 13.93);
    assert!(apart(&found, &exact) < allowed, "{found:?}");
    // Planted: the smallest diagonal entry off by 10⁻¹².
    let mut planted = a.clone();
    planted[(1, 1)] *= 1.0 + 1e-12;
    assert!(apart(&symmetric_eigenvalues(planted.view()).unwrap(), &exact) > allowed);
    // Multiples of the identity and diagonals are exact.
    let diagonal = array![2.0, 0.1, 1e-300, 7.0, 0.0];
    let found = symmetric_eigenvalues(Array2::from_diag(&diagonal).view()).unwrap();
    assert_eq!(found, array![0.0, 1e-300, 0.1, 2.0, 7.0]);
}

#[test]
fn vectors_are_orthonormal_whatever_the_rank() {
    let mut deficient = sized();
    deficient.column_mut(1).fill(0.0);
    let tied = array![[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]];
    let matrices = [sized(), deficient, tied, Array2::zeros((3, 2)), array![[-5e-324]], Array2::ones((2, 7)) * 1e300];
    let off =
        |vectors: ArrayView2<f64>| distance(product(vectors.t(), vectors).view(), Array2::eye(vectors.ncols()).view());
    for a in matrices {
        let Svd { u, singular_values: values, vt } = svd(a.view()).unwrap();
        let allowed = 10.0 * (a.len() * values.len()) as f64 * UNIT_ROUNDOFF;
        assert!(off(u.view()) < allowed && off(vt.t()) < allowed, "{a}");
        // Planted: vectors longer by 10⁻⁹.
        assert!(off((&u * (1.0 + 1e-9)).view()) > allowed, "{a}");
    }
    let (values, vectors) = symmetric_eigen(array![[0.0, 0.0, 0.0], [0.0, 9.0, 1.0], [0.0, 1.0, 9.0]].view()).unwrap();
    let allowed = 10.0 * 27.0 * UNIT_ROUNDOFF;
    assert!(off(vectors.view()) < allowed && vectors[(0, 0)] == 1.0 && values[0] == 0.0, "{values} {vectors}");
}

#[test]
fn thousands_of_turns_change_no_length() {
    let mut stream = crate::bits::streams::stream(1, "spectrum", "turns", 0);
    let a = crate::bits::streams::standard_normal_matrix(&mut stream, 100, 100);
    let vt = svd(a.view()).unwrap().vt;
    // Norm by norm: 10·n·u, as for all else that is orthogonal. A cosine that is rounded to one side leaves twice that.
    let off = |vt: &Array2<f64>| distance(product(vt.view(), vt.t()).view(), Array2::eye(100).view());
    assert!(off(&vt) < relative(100, 1.0), "{:e}", off(&vt));
    assert!(off(&(&vt * (1.0 + 100.0 * UNIT_ROUNDOFF))) > relative(100, 1.0), "lengths off by 100u are seen");
}

#[test]
fn powers_of_two_change_the_exponent_alone_and_digits_are_the_same_everywhere() {
    let a = array![[3.0, -1.0, 0.3], [0.1, 2.0, 1e-9], [7.0, 7.0, 1.0], [0.0, 1.0, -2.0]];
    let one = svd(a.view()).unwrap();
    for exponent in [-1000, -300, 7, 1000] {
        let scaled = svd(a.mapv(|x| libm::ldexp(x, exponent)).view()).unwrap();
        assert_eq!(scaled.singular_values, one.singular_values.mapv(|x| libm::ldexp(x, exponent)));
        assert!(scaled.u == one.u && scaled.vt == one.vt);
    }
    // Planted: another factor rounds.
    assert_ne!(svd((&a * 0.7).view()).unwrap().u, one.u);
    // One machine's digits, which all others have: they change with the order of operations alone.
    let pinned = array![30.52677219508404, 9.92578402416848, 5.700437777487402];
    assert_eq!(singular_values((&a * 3.0).view()).unwrap(), pinned);
    // Subnormal numbers, and what is beyond the largest.
    let tiny = array![[5e-324, 0.0], [0.0, 1e-323]];
    assert_eq!(singular_values(tiny.view()).unwrap(), array![1e-323, 5e-324]);
    let beyond = Array2::from_elem((2, 2), f64::MAX);
    assert!(matches!(singular_values(beyond.view()), Err(SpectrumError::NotFound { .. })));
    assert!(matches!(symmetric_eigenvalues(beyond.view()), Err(SpectrumError::NotFound { .. })));
    assert!(singular_values((beyond / 4.0).view()).unwrap()[0] <= f64::MAX / 1.9);
}

#[test]
fn the_lower_triangle_counts_and_signs_of_both_kinds_are_found() {
    // [[1, 2], [2, −2]] beside 3: eigenvalues −3, 2 and 3.
    let a = array![[1.0, 2.0 + 1e-9, 0.0], [2.0, -2.0, 0.0], [0.0, 0.0, 3.0]];
    let found = symmetric_eigenvalues(a.view()).unwrap();
    let allowed = tolerance(a.view());
    let off =
        |exact: [f64; 3]| found.iter().zip(exact).fold(0.0, |off: f64, (x, exact)| bits::max(off, (x - exact).abs()));
    assert!(off([-3.0, 2.0, 3.0]) < allowed && off([-3.0, 2.0, 3.0 + 1e-10]) > allowed, "{found:?}");
}

proptest! {
    #[test]
    fn the_product_of_singular_values_is_the_determinant(
        entries in prop::collection::vec(-5..=5_i32, 16),
        exponents in prop::collection::vec(-240..=240_i32, 4),
    ) {
        let whole = |i: usize, j: usize| i64::from(entries[4 * i + j]);
        let determinant = determinant(&|i, j| whole(i, j), &[0, 1, 2, 3]);
        prop_assume!(determinant != 0);
        let b = Array2::from_shape_fn((4, 4), |(i, j)| whole(i, j) as f64);
        let values = singular_values(with_sizes(&b, &exponents).view()).unwrap();
        let product: f64 = values.iter().product();
        let exact = libm::ldexp(determinant.abs() as f64, exponents.iter().sum());
        // Four values, and three products.
        let allowed = 4.0 * relative(4, condition(&b)) + 3.0 * UNIT_ROUNDOFF;
        prop_assert!((product / exact - 1.0).abs() < allowed, "{} {}", product, exact);
        // Planted: the determinant is a whole number, and the next one is seen.
        let next = libm::ldexp(determinant.abs() as f64 + 1.0, exponents.iter().sum());
        prop_assert!((product / next - 1.0).abs() > allowed);
    }
}

/// By the first of the columns that are left, exactly.
fn determinant(entry: &dyn Fn(usize, usize) -> i64, columns: &[usize]) -> i64 {
    let row = 4 - columns.len();
    let term = |(place, &column): (usize, &usize)| {
        let others: Vec<usize> = columns.iter().copied().filter(|&other| other != column).collect();
        let sign = if place % 2 == 0 { 1 } else { -1 };
        sign * entry(row, column) * determinant(entry, &others)
    };
    if columns.is_empty() { 1 } else { columns.iter().enumerate().map(term).sum() }
}
