//! Doors of `spectrum`, `orthogonal`, `curvature` and `normalize`.

use ndarray::{Array1, Array2, ArrayView1};
use wellposed::curvature::{Curvature, with_bias};
use wellposed::normalize::moments::Moments;
use wellposed::normalize::{ConstantFeatures, Fitted, Normalizer, variance};
use wellposed::{orthogonal, spectrum};

use super::{Door, Promise::*, Source, door};

fn square(source: &mut Source) -> Array2<f64> {
    let size = source.size(6);
    source.symmetric(size)
}

fn shape(source: &mut Source) -> (usize, usize) {
    (source.size(12), source.size(6))
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("spectrum, symmetric", Always, |source| {
            let matrix = square(source);
            let mut numbers: Vec<f64> = spectrum::symmetric_eigenvalues(matrix.view()).into_iter().flatten().collect();
            if let Ok((values, vectors)) = spectrum::symmetric_eigen(matrix.view()) {
                numbers.extend(values.into_iter().chain(vectors));
            }
            numbers
        }),
        door("spectrum, any matrix", Always, |source| {
            let (rows, columns) = shape(source);
            let matrix = source.matrix(rows, columns);
            let mut numbers: Vec<f64> = spectrum::singular_values(matrix.view()).into_iter().flatten().collect();
            if let Ok(parts) = spectrum::svd(matrix.view()) {
                numbers.extend(parts.u.into_iter().chain(parts.singular_values).chain(parts.vt));
            }
            if let Ok((q, r)) = spectrum::qr(matrix.view()) {
                numbers.extend(q.into_iter().chain(r));
            }
            numbers
        }),
        door("spectrum::condition_number", Always, |source| {
            let (values, larger) = (Array1::from(source.some(9)), source.any_size(20));
            let both = [spectrum::condition_number(&values), spectrum::condition_number_of(&values, larger)];
            both.into_iter().flatten().map(|condition| condition.value).collect()
        }),
        door("spectrum::log_conditions_of_products", Always, |source| {
            let (size, count) = (source.size(4), source.size(4));
            let factors: Vec<Array2<f64>> = (0..count)
                .map(|_| {
                    let (rows, columns) = (source.like(size), source.like(size));
                    source.matrix(rows, columns).view().to_owned()
                })
                .collect();
            let at: Vec<usize> = (0..source.size(3)).map(|_| source.size(5)).collect();
            spectrum::log_conditions_of_products(factors, &at).unwrap_or_default()
        })
        .panics(&["the numbers must ascend from 1", "not square or not like the first"]),
        door("orthogonal", Nothing, |source| {
            let (rows, columns) = shape(source);
            let (q, r) = orthogonal::qr(source.matrix(rows, columns).view());
            let (m, n) = (source.size(4), source.like(rows));
            orthogonal::times_inverse(source.matrix(m, n).view(), q.view(), r.view()).into_iter().collect()
        })
        .panics(&[
            "need at least as many rows",
            "only a square matrix has an inverse",
            "have different sizes",
        ]),
        door("orthogonal, of numbers near 1", Tame, |source| {
            let size = source.size(5);
            let matrix = source.matrix(size, size).view().to_owned() + 50.0 * Array2::<f64>::eye(size);
            let (q, r) = orthogonal::qr(matrix.view());
            q.into_iter().chain(r).collect()
        }),
        door("Curvature", Tame, |source| {
            let (rows, columns) = shape(source);
            let features = source.matrix(rows, columns);
            let Ok(curvature) = Curvature::of_least_squares(features.view()) else { return Vec::new() };
            let counts = [source.like(rows), source.like(columns + 1), source.like(columns)];
            let (target, parameters) = (source.numbers(counts[0]), source.numbers(counts[1]));
            let mut numbers = vec![curvature.largest(), curvature.smallest(), curvature.condition_number()];
            numbers.extend(curvature.coefficients(ArrayView1::from(&parameters)));
            let others = source.matrix(rows, counts[2]);
            numbers.extend(curvature.minimum(others.view(), ArrayView1::from(&target)));
            assert_eq!(with_bias(features.view()).dim(), (rows, columns + 1));
            numbers
        })
        .panics(&["dot product of vectors of different lengths", "and coordinates of this curvature"]),
        door("Normalizer", Always, |source| {
            let (rows, columns) = shape(source);
            let (training, normalizer) = (source.matrix(rows, columns), source.of(&Normalizer::ALL));
            let policy = source.of(&[ConstantFeatures::CenterOnly, ConstantFeatures::Error]);
            let fitted = match normalizer.fit_with(training.view(), policy) {
                Ok(fitted) => fitted,
                Err(error) => {
                    assert!(!error.with_column_names(&["one"]).to_string().contains('\n'));
                    return Vec::new();
                }
            };
            let (m, n) = (source.size(5), source.like(columns));
            let other = source.matrix(m, n);
            let mut numbers: Vec<f64> = fitted.shift().to_vec();
            numbers.extend(fitted.scale().unwrap_or_default());
            numbers.extend(fitted.matrix());
            numbers.extend(fitted.transform(training.view()).into_iter().flatten());
            numbers.extend(fitted.transform(other.view()).into_iter().flatten());
            numbers.extend(fitted.inverse_transform(other.view()).into_iter().flatten());
            let bias = source.like(m);
            let bias = source.numbers(bias);
            if let Ok((weights, bias)) = fitted.fold_into(other.view(), ArrayView1::from(&bias)) {
                numbers.extend(weights.into_iter().chain(bias));
            }
            let json = serde_json::to_string(&fitted).expect("a fitted normalizer can be stored");
            assert_eq!(serde_json::from_str::<Fitted>(&json).expect("and read"), fitted);
            let mut place = other.view().to_owned();
            let _ = fitted.transform_in_place(&mut place);
            let mut out = Array2::zeros((source.like(m), n));
            let _ = fitted.transform_into(other.view(), out.view_mut());
            numbers
        })
        .panics(&["a result of another shape"]),
        door("Moments", Tame, |source| {
            let (rows, columns) = shape(source);
            let mut moments = Moments::of(source.matrix(rows, columns).view());
            let (row, m, n) = (source.like(columns), source.size(5), source.like(columns));
            moments.push(&source.numbers(row));
            let moments = moments.merge(&Moments::of(source.matrix(m, n).view())).merge(&Moments::new(columns));
            moments.mean().iter().chain(moments.squares()).copied().chain(moments.variance()).collect()
        })
        .panics(&["a row of another length", "moments of different numbers of columns"]),
        door("normalize::variance", Tame, |source| {
            let values = source.some(300);
            let all = [variance::variance_one_pass, variance::variance_two_pass, variance::variance_corrected];
            let rest = [variance::variance_welford, variance::variance_pairwise::<f64>];
            all.into_iter().chain(rest).map(|variance| variance(&values)).collect()
        })
        .panics(&["an empty sequence has no variance"]),
    ]
}
