//! Which real sets does the project carry? Wine, breast cancer and digits: 178, 569 and 1797 examples of classification.
//!
//! The files come from scikit-learn's distribution and from the UCI Machine Learning Repository before that
//! (`files/ATTRIBUTION.md` cites them). The last cell of a row is the number of the class. The first row of wine and breast cancer
//! holds counts and the names of the classes, and no file names its features; these names are those that scikit-learn publishes.
//!
//! ```
//! use wellposed::data::breast_cancer;
//!
//! let set = breast_cancer();
//! assert_eq!(set.feature_names[3], "mean area");
//! assert_eq!(set.features[(0, 3)], 1001.0);
//! ```

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use ndarray::{Array1, Array2};

use super::Dataset;

const WINE_FEATURES: [&str; 13] = [
    "alcohol",
    "malic_acid",
    "ash",
    "alcalinity_of_ash",
    "magnesium",
    "total_phenols",
    "flavanoids",
    "nonflavanoid_phenols",
    "proanthocyanins",
    "color_intensity",
    "hue",
    "od280/od315_of_diluted_wines",
    "proline",
];

/// What was measured of each cell nucleus; a feature is the mean, the standard error or the worst (largest) of it.
const NUCLEUS: [&str; 10] = [
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
];

/// 178 wines of one region with 13 chemical measurements; the class is one of three cultivars.
pub fn wine() -> Dataset {
    let names = WINE_FEATURES.map(str::to_owned).to_vec();
    from_rows("wine", names, "cultivar", body(include_str!("files/wine.csv")))
}

/// 569 tumors with 30 measurements of their cell nuclei; class 0 is malignant, class 1 benign.
pub fn breast_cancer() -> Dataset {
    let mean = NUCLEUS.iter().map(|what| format!("mean {what}"));
    let error = NUCLEUS.iter().map(|what| format!("{what} error"));
    let worst = NUCLEUS.iter().map(|what| format!("worst {what}"));
    let names = mean.chain(error).chain(worst).collect();
    from_rows("breast_cancer", names, "benign", body(include_str!("files/breast_cancer.csv")))
}

/// 1797 images of handwritten digits with 8 × 8 pixels from 0 to 16, row by row; the class is the digit.
///
/// The file is unpacked at the first call; later ones copy.
pub fn digits() -> Dataset {
    static DIGITS: LazyLock<Dataset> = LazyLock::new(unpack_digits);
    DIGITS.clone()
}

fn unpack_digits() -> Dataset {
    let names = (0..64).map(|pixel| format!("pixel_{}_{}", pixel / 8, pixel % 8)).collect();
    let mut text = String::new();
    GzDecoder::new(include_bytes!("files/digits.csv.gz").as_slice())
        .read_to_string(&mut text)
        .expect("the project's own file is whole");
    from_rows("digits", names, "digit", &text)
}

/// All of them, the smallest first.
pub fn bundled() -> Vec<Dataset> {
    vec![wine(), breast_cancer(), digits()]
}

/// What follows the first row.
fn body(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rows)| rows)
}

fn from_rows(name: &str, feature_names: Vec<String>, target_name: &str, text: &str) -> Dataset {
    let (mut features, mut target) = (Vec::new(), Vec::new());
    for line in text.lines() {
        features.extend(line.split(',').map(|cell| cell.parse::<f64>().expect("the project's own file holds numbers")));
        target.extend(features.pop());
    }
    let shape = (target.len(), feature_names.len());
    Dataset {
        name: name.to_owned(),
        feature_names,
        features: Array2::from_shape_vec(shape, features).expect("the project's own file has a cell for each feature"),
        target_name: target_name.to_owned(),
        target: Array1::from_vec(target),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    /// Examples in each class.
    fn sizes(set: &Dataset) -> Vec<f64> {
        (0..set.class_count().expect("a classification set")).map(|class| set.indicator(class as f64).sum()).collect()
    }

    #[test]
    fn the_classes_have_the_published_sizes() {
        assert_eq!(sizes(&wine()), [59.0, 71.0, 48.0]);
        assert_eq!(sizes(&breast_cancer()), [212.0, 357.0]);
        assert_eq!(sizes(&digits()), [178.0, 182.0, 177.0, 183.0, 181.0, 182.0, 181.0, 179.0, 174.0, 180.0]);
    }

    #[test]
    fn every_set_has_the_shape_that_its_file_states() {
        let shapes: Vec<_> = bundled().iter().map(|set| (set.examples(), set.feature_count())).collect();
        assert_eq!(shapes, [(178, 13), (569, 30), (1797, 64)]);
        assert!(include_str!("files/wine.csv").starts_with("178,13,"));
        assert!(include_str!("files/breast_cancer.csv").starts_with("569,30,"));
        assert!(bundled().iter().all(|set| set.feature_names.len() == set.feature_count()));
    }

    #[test]
    fn first_and_last_examples_are_those_of_the_files() {
        let (wine, digits) = (wine(), digits());
        assert_eq!((wine.features[(0, 0)], wine.features[(177, 12)], wine.target[177]), (14.23, 560.0, 2.0));
        assert_eq!(digits.features.row(0).to_vec()[..8], [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0]);
        assert!(digits.features.iter().all(|&pixel| (0.0..=16.0).contains(&pixel) && pixel.fract() == 0.0));
    }

    /// One changed digit anywhere changes the sum.
    #[test]
    fn the_files_are_the_ones_that_were_distributed() {
        let sum =
            |bytes: &[u8]| Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(sum(include_bytes!("files/wine.csv")), "10e8a802");
        assert_eq!(sum(include_bytes!("files/breast_cancer.csv")), "fed3eb72");
        assert_eq!(sum(include_bytes!("files/digits.csv.gz")), "09f66e6d");
    }
}
