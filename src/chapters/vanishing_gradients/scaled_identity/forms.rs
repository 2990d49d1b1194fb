//! Are the notes' formulas for ŷ the network that they describe? Exact identities, wrong shapes and garbled matrices
//! (L10-04 … 09, 18).

use ndarray::{Array2, array};

use super::chain::{forward, input, network, premultiplied, scaled_identity};
use super::{DEPTH, U, power};
use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::report::{Band, Case, Claim, Measured, Reading};

/// A depth at which 1.5^L has 32 significant bits, so that f64 holds every product exactly.
const EXACT: usize = 20;

pub(super) fn claims(settings: &Settings) -> Vec<Claim> {
    vec![
        product_of_matrices(settings),
        partial_products(),
        garbled_matrix(),
        last_shape(),
        one_factor_too_many(),
        exponent(),
        modern_depth(),
    ]
}

/// L10-04: ŷ = W\[L]…W\[1]x, for which every bias must be zero and not only the first.
fn product_of_matrices(settings: &Settings) -> Claim {
    let mut stream = settings.stream("random matrices", 0);
    let mut draw = |shape: (usize, usize)| Array2::from_shape_fn(shape, |_| streams::standard_normal(&mut stream));
    let weights: Vec<Array2<f64>> = (0..EXACT).map(|_| draw((2, 2))).collect();
    let mut biases: Vec<Array2<f64>> = (0..EXACT).map(|_| draw((2, 1))).collect();
    biases[0].fill(0.0);
    let product = bits::product(premultiplied(&weights).view(), input().view());
    let absolute: Vec<Array2<f64>> = weights.iter().map(|weight| weight.mapv(f64::abs)).collect();
    let scale = forward(&absolute, None, &input()).pop().expect("the last layer");
    let apart = |biases: Option<&[Array2<f64>]>| {
        let output = forward(&weights, biases, &input()).pop().expect("the last layer");
        let differences =
            output.iter().zip(&product).zip(&scale).map(|((one, other), scale)| (one - other).abs() / scale);
        Measured::exact(differences.fold(0.0, bits::max))
    };
    let depth = EXACT as f64;
    let band = || {
        Band::at_most(
            2.0 * bits::exp_m1(depth * 2.0 * U / (1.0 - 2.0 * U)),
            "rounding of both orders, each at most (1 + γ₂)^L − 1 with γ₂ = 2u/(1 − 2u) (Higham 2002, §3.5)",
        )
    };
    let quantity = "largest |a[L] by layers − (W[L]…W[1])·x| / (|W[L]|…|W[1]|·|x|), 20 Gaussian layers of two units";
    Claim::new("L10-04", "With linear activations and b[1] = 0 the output is the product W[L]…W[1]·x.")
        .lines(&[121])
        .slip(
            Reading::new("b[1] is 0", format!("{quantity}, b[2] … b[L] not zero"), band(), apart(Some(&biases))),
            Reading::new("b[l] is 0 in every layer (as the summary has it)", quantity, band(), apart(None)),
        )
        .source("associativity; the summary in line 125 has b[l] = 0, and line 121 writes y for ŷ at first")
}

/// L10-05: a\[1] = W\[1]x, a\[2] = W\[2]W\[1]x, … to the last bit.
fn partial_products() -> Claim {
    let shear = array![[1.5, 0.25], [0.5, 1.0]];
    let cases =
        [("1.5·I, 20 layers", vec![scaled_identity(1.5); EXACT]), ("a full dyadic matrix, 8 layers", vec![shear; 8])];
    let case = |(name, weights): (&str, Vec<Array2<f64>>)| {
        let activations = forward(&weights, None, &input());
        let differing = (1..=weights.len()).filter(|&layer| {
            bits::product(premultiplied(&weights[..layer]).view(), input().view()) != activations[layer]
        });
        let band = Band::at_most(0.0, "sums of dyadic numbers with fewer than 53 bits are exact in any order");
        Case::new(name, band, Measured::exact(differing.count() as f64))
    };
    Claim::new("L10-05", "W[1]x = z[1] = a[1], W[2]W[1]x = a[2], W[3]W[2]W[1]x = a[3], and so on.")
        .definition()
        .lines(&[121])
        .swept("layers in which a[l] and W[l]…W[1]·x differ in any bit", cases.map(case).to_vec())
        .source("definition of the forward pass with g(z) = z and b = 0")
}

/// L10-06: 1.5, 1.5, 0, 0 as the entries of a matrix.
fn garbled_matrix() -> Claim {
    let determinant = |w: Array2<f64>| Measured::exact(w[[0, 0]] * w[[1, 1]] - w[[0, 1]] * w[[1, 0]]);
    let band = || Band::around(2.25, 0.0, "a diagonal matrix with 1.5 and 1.5 has the determinant 1.5², exactly");
    let quantity = "determinant of W[l]";
    Claim::new("L10-06", "Each W[l] is the diagonal matrix with the values 1.5, 1.5, 0, 0.")
        .lines(&[121])
        .figure("1.5, 1.5, 0, 0")
        .slip(
            Reading::new(
                "[[1.5, 1.5], [0, 0]], read by rows",
                quantity,
                band(),
                determinant(array![[1.5, 1.5], [0.0, 0.0]]),
            ),
            Reading::new("[[1.5, 0], [0, 1.5]] = 1.5·I", quantity, band(), determinant(scaled_identity(1.5))),
        )
        .source(
            "the lecture: \"a little bit larger than one times the identity\"; a transcript of it has \"1.5_1.5_0_0\"",
        )
}

/// L10-07: what decides the shape of the last matrix.
fn last_shape() -> Claim {
    let others = premultiplied(&vec![scaled_identity(1.5); EXACT - 1]);
    let fits = |outputs: usize| {
        let last = Array2::<f64>::ones((outputs, others.nrows()));
        bits::product(last.view(), others.view()).dim() == (outputs, input().nrows())
    };
    let shapes = (1..=3).filter(|&outputs| fits(outputs)).count();
    Claim::new("L10-07", "The last matrix has another shape, depending on the product of the other matrices.")
        .lines(&[121])
        .slip(
            Reading::new(
                "it depends on the product of the others",
                "shapes of W[L] that give 1, 2 and 3 outputs for one and the same product of the others",
                Band::around(1.0, 0.0, "what depends on the product alone has one shape for one product"),
                Measured::exact(shapes as f64),
            ),
            Reading::new(
                "it is (n[L], n[L−1]): the number of outputs decides",
                "numbers of outputs among 1, 2 and 3 for which the shape (n[L], 2) does not fit",
                Band::at_most(0.0, "the rows of W[L] are the units of the last layer"),
                Measured::exact((3 - shapes) as f64),
            ),
        )
        .source("the lecture: \"with the exception of the last one, which has different dimensions\"")
}

/// The output of the notes' network, divided by what a formula gives.
fn output_over(formula: f64) -> Measured {
    let output = forward(&network(1.5, EXACT), None, &input()).pop().expect("the last layer");
    Measured::exact(output[[0, 0]] / formula)
}

/// The same number: the formula and the network must agree in every bit, since nothing is rounded.
fn equal() -> Band {
    Band::around(1.0, 0.0, "equal to the last bit: 1.5^l is exact in f64 up to l = 33")
}

/// L10-08: w\[l]·(1.5·I)·(1.5)^(L−1)·x has one factor too many.
fn one_factor_too_many() -> Claim {
    let last = array![[0.5, 0.5]];
    let factor = scaled_identity(1.5);
    let powers = premultiplied(&vec![factor.clone(); EXACT - 1]);
    let times = |matrix: &Array2<f64>| bits::product(matrix.view(), input().view())[[0, 0]];
    let right = times(&bits::product(last.view(), powers.view()));
    let printed = times(&bits::product(bits::product(last.view(), factor.view()).view(), powers.view()));
    let quantity = "ŷ of the network with 20 layers / ŷ of the formula";
    Claim::new("L10-08", "ŷ = w[l]·(1.5, 0, 0, 1.5)·(1.5)^(L−1)·x.")
        .lines(&[121])
        .figure("(1.5, 0, 0, 1.5)·(1.5)^(L−1)")
        .slip(
            Reading::new("w[l]·(1.5·I)·1.5^(L−1)·x, the first form", quantity, equal(), output_over(printed)),
            Reading::new(
                "W[L]·(1.5·I)^(L−1)·x, the second form with the last layer's name",
                quantity,
                equal(),
                output_over(right),
            ),
        )
        .source("L − 1 equal matrices stand before W[L]")
}

/// L10-09: 1.5^(L−1) if W\[L] is left out, 1.5^L if all L matrices are 1.5·I.
fn exponent() -> Claim {
    let all = forward(&vec![scaled_identity(1.5); EXACT], None, &input()).pop().expect("the last layer")[[0, 0]];
    let predicted = power(1.5, EXACT - 1);
    Claim::new("L10-09", "If the weight matrices are 1.5·I, then ŷ = 1.5^(L−1)·x.")
        .lines(&[121, 125])
        .figure("1.5^(L−1)")
        .swept(
            "ŷ / 1.5^(L−1) for x = (1, 1) and L = 20",
            vec![
                Case::new("W[L] is left out (the text)", equal(), output_over(predicted)),
                Case::new("all L matrices are 1.5·I (the summary)", equal(), Measured::exact(all / predicted)),
            ],
        )
        .source("one factor 1.5 for each of the matrices that are 1.5·I")
}

/// Winners of the classification task of ILSVRC since networks win it, with the weight layers of their deepest published network.
const WINNERS: [(&str, usize); 4] =
    [("AlexNet 2012", 8), ("Clarifai 2013", 8), ("GoogLeNet 2014", 22), ("ResNet 2015", 152)];

/// L10-18: "usually" for "some".
fn modern_depth() -> Claim {
    let deep = WINNERS.iter().filter(|(_, layers)| *layers >= DEPTH).count() as f64 / WINNERS.len() as f64;
    let quantity = "share with 150 layers or more among the deepest published networks of the winners of ILSVRC 2012 … 2015 (8, 8, 22 and \
                    152 layers)";
    Claim::new("L10-18", "Modern networks usually have L = 150.")
        .literature()
        .lines(&[121])
        .figure("150")
        .slip(
            Reading::new(
                "usually (보통)",
                quantity,
                Band::at_least(0.5, "usually: in at least half of the cases"),
                Measured::exact(deep),
            ),
            Reading::new(
                "some modern networks",
                quantity,
                Band::between(1.0 / WINNERS.len() as f64, 0.5, "some: at least one, and fewer than half"),
                Measured::exact(deep),
            ),
        )
        .source(
            "Krizhevsky, Sutskever & Hinton 2012 (8 layers); Zeiler & Fergus 2014 (8; the winner of 2013 was Zeiler's); Szegedy et al. 2015 (22); \
             He, Zhang, Ren & Sun 2016, Deep Residual Learning for Image Recognition (up to 152, in an ensemble, with connections that skip \
             layers, so that the notes' product is not theirs). The list stands for literature and is no measurement",
        )
}
