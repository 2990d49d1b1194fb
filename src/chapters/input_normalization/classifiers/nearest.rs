//! Who is nearest? The nearest training examples, or the nearest mean of a class.

use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

use super::{classes, largest_in_rows, means};
use crate::bits;
use crate::data::Dataset;

/// How many training examples vote.
const NEIGHBORS: usize = 5;

/// The class with the nearest mean.
pub(super) fn centroid(training: &Dataset, features: ArrayView2<f64>) -> Vec<usize> {
    largest_in_rows(&-squared_distances(features, centroids(training).view()))
}

/// The mean of each class; at infinity if it has no example.
fn centroids(training: &Dataset) -> Array2<f64> {
    let mut centroids = Array2::zeros((classes(training), training.feature_count()));
    for (class, mut centroid) in centroids.outer_iter_mut().enumerate() {
        let members: Vec<usize> = (0..training.examples()).filter(|&i| training.target[i] == class as f64).collect();
        if members.is_empty() {
            centroid.fill(f64::INFINITY);
        } else {
            centroid.assign(&means(training.features.select(Axis(0), &members).view()));
        }
    }
    centroids
}

/// ‖a − b‖² for each row a and each row b, shape (rows of a, rows of b).
fn squared_distances(a: ArrayView2<f64>, b: ArrayView2<f64>) -> Array2<f64> {
    Array2::from_shape_fn((a.nrows(), b.nrows()), |(i, j)| {
        a.row(i).iter().zip(b.row(j)).map(|(x, y)| (x - y) * (x - y)).sum()
    })
}

/// The majority among the nearest training examples; of classes with as many votes, the one that comes first by distance.
pub(super) fn neighbors(training: &Dataset, features: ArrayView2<f64>) -> Vec<usize> {
    // ‖a − b‖² = ‖a‖² + (‖b‖² − 2aᵀb): the first term ranks nothing. Around the mean, little cancels in the rest.
    let center = means(training.features.view());
    let known = &training.features - &center;
    let squares: Vec<f64> = known.outer_iter().map(|row| row.iter().map(|x| x * x).sum()).collect();
    let products = bits::product((&features - &center).view(), known.t());
    let nearest = |products: ArrayView1<f64>| {
        let mut nearest: Vec<(f64, usize)> = Vec::with_capacity(NEIGHBORS + 1);
        for (i, (square, product)) in squares.iter().zip(products).enumerate() {
            let distance = square - 2.0 * product;
            if nearest.len() < NEIGHBORS || distance < nearest[NEIGHBORS - 1].0 {
                let place = nearest.partition_point(|(known, _)| *known <= distance);
                nearest.insert(place, (distance, i));
                nearest.truncate(NEIGHBORS);
            }
        }
        majority(nearest.iter().map(|(_, i)| training.target[*i] as usize))
    };
    products.outer_iter().map(nearest).collect()
}

fn majority(votes: impl Iterator<Item = usize>) -> usize {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for class in votes {
        match counts.iter_mut().find(|(known, _)| *known == class) {
            Some((_, count)) => *count += 1,
            None => counts.push((class, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(0, |(class, _)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::streams;
    use crate::data;
    use ndarray::{Array1, array};

    #[test]
    fn a_tie_goes_to_the_nearer_class() {
        let set = Dataset::new("line", array![[0.0], [1.0], [3.0], [4.0]], array![0.0, 1.0, 1.0, 0.0]);
        // From 0.4: 0 (class 0), 1 (class 1), 3 (class 1), 4 (class 0): two votes each, the nearest is of class 0.
        assert_eq!(neighbors(&set, array![[0.4], [2.9]].view()), [0, 1]);
    }

    #[test]
    fn the_fast_distances_rank_as_the_exact_ones() {
        let mut stream = streams::stream(1, "classifiers", "distances", 0);
        let set = data::synthetic::uniform(&[(1.0, 1000.0), (0.0, 1.0)], 60, &mut stream);
        let labels = Array1::from_shape_fn(60, |i| (i % 3) as f64);
        let set = Dataset::new("sixty", set, labels);
        let exact = squared_distances(set.features.view(), set.features.view());
        let by_hand: Vec<usize> = exact
            .outer_iter()
            .map(|row| {
                let mut order: Vec<usize> = (0..60).collect();
                order.sort_by(|i, j| row[*i].total_cmp(&row[*j]));
                majority(order[..NEIGHBORS].iter().map(|i| set.target[*i] as usize))
            })
            .collect();
        assert_eq!(neighbors(&set, set.features.view()), by_hand);
    }
}
