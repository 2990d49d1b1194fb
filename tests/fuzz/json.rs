//! Does everything that can be stored as JSON read back as it was, NaN and infinities among its numbers?

use std::fmt::Debug;
use std::path::Path;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wellposed::activation::Activation;
use wellposed::gradcheck::{
    Advice, Band, Cause, Functions, GradientCheck, JacobianCheck, JacobianReport, Report, Scope, Survey, SurveyReport,
};
use wellposed::initialize::{Initializer, Scheme};
use wellposed::network::{Architecture, Dropout, Loss};
use wellposed::normalize::{Fitted, Normalizer};

/// All types of the library that can be stored, but for those of `report`, whose contract is that of `reports/claims.json`. One that comes new is to be tried
/// here too.
const STORED: [&str; 39] = [
    "Activation",
    "Advice",
    "Architecture",
    "Band",
    "Beyond",
    "Block",
    "BlockReport",
    "Breach",
    "Cause",
    "Certainty",
    "Claim",
    "ConstantFeatures",
    "Coordinate",
    "Cotangent",
    "Diagnosis",
    "Disagreement",
    "Dropout",
    "Fault",
    "Initializer",
    "JacobianReport",
    "Kind",
    "Loss",
    "Manner",
    "Map",
    "Method",
    "Normalization",
    "Normalizer",
    "Origin",
    "PassedOver",
    "Report",
    "Row",
    "ScaledColumn",
    "Scaler",
    "Scope",
    "Stage",
    "Stored",
    "SurveyReport",
    "Training",
    "Verdict",
];

/// Debug tells all numbers apart, but for the sign and payload of a NaN.
fn reads_back<T: Serialize + DeserializeOwned + Debug>(value: &T) {
    let json = serde_json::to_string(value).expect("it can be stored");
    let back: T = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(format!("{back:?}"), format!("{value:?}"));
}

/// A report of half a gradient, whose numbers come one after the other from a list.
fn report(numbers: &[f64]) -> Report {
    let mut numbers = numbers.iter().copied().cycle();
    let mut next = || numbers.next().expect("there is always one more");
    // Half of the gradient, and added to what the buffer held.
    let add = |w: &[f64], into: &mut [f64]| into.iter_mut().zip(w).for_each(|(g, w)| *g += w);
    let half = Functions::with(4, |w: &[f64]| w.iter().map(|w| w * w).sum(), add);
    let mut report = GradientCheck::of(&half).run(&[1.0, 2.0, 3.0, 4.0]).expect("the loss is finite");
    report.fails_above = next();
    for number in [&mut report.tolerance, &mut report.loss, &mut report.spread, &mut report.noise, &mut report.metric] {
        *number = next();
    }
    let fault = &mut report.faults[0];
    for number in [&mut fault.one, &mut fault.other] {
        *number = next();
    }
    let block = &mut report.blocks[0];
    let worst = block.worst.as_mut().expect("every derivative is wrong");
    for number in [&mut worst.parameter, &mut worst.numeric, &mut worst.error, &mut worst.gradient, &mut worst.step] {
        *number = next();
    }
    for number in [&mut block.metric, &mut block.low, &mut block.high, &mut block.noise_floor, &mut block.truncation] {
        *number = next();
    }
    (block.share, block.unseen_below) = (next(), next());
    let mut unseen = block.clone();
    unseen.worst = None;
    report.blocks.push(unseen);
    report.diagnosis.as_mut().expect("it fails").cause = Cause::Factor(next());
    (report.scope, report.band, report.not_finite) =
        (Scope::Directions { count: 2, seed: u64::MAX }, Band::Worry, Some(0));
    (report.evaluations, report.noise_measured) = (u64::MAX, false);
    let name = || "b".to_owned();
    report.advice = vec![
        Advice::Freeze { spread: next() },
        Advice::DoublePrecision,
        Advice::Enlarge { block: name(), derivative: next(), floor: next() },
        Advice::LessNoise { block: name(), noise: next() },
        Advice::Bends { block: name() },
        Advice::OnKinks { block: name(), parameters: 3 },
        Advice::Tolerance { block: name(), resolved: next() },
        Advice::Directions { block: name(), suffice: 2 },
        Advice::Screen { missed: next(), noticed: next() },
        Advice::Sample { compared: 1, parameters: 2 },
    ];
    report
}

/// Products of two matrices, one of which is that of the function: their disagreement, with these numbers.
fn jacobian(report: &Report, number: f64) -> JacobianReport {
    let mut double = |w: &[f64]| vec![2.0 * w[0]];
    let check = JacobianCheck::of(&mut double).forward(|_, v| vec![2.0 * v[0]]).reverse(|_, u| vec![3.0 * u[0]]);
    let mut found = check.run(&[1.0]).expect("the function is finite");
    (found.disagreements[0].one, found.rows[0].report) = (number, report.clone());
    found
}

/// The same at two places.
fn survey(report: &Report) -> SurveyReport {
    let square = Functions::new(1, |w: &[f64]| w[0] * w[0], |w: &[f64]| vec![2.0 * w[0]]);
    let mut survey = GradientCheck::of(&square).survey(&[1.0], Survey::default()).expect("the loss is finite");
    survey.stages.iter_mut().for_each(|stage| stage.report = report.clone());
    survey
}

fn number() -> impl Strategy<Value = f64> {
    let special = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 5e-324, f64::MAX, 0.1];
    prop_oneof![any::<u64>().prop_map(f64::from_bits), prop::sample::select(special.to_vec())]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]
    #[test]
    fn whatever_the_numbers(numbers in prop::collection::vec(number(), 1..40)) {
        let report = report(&numbers);
        let first = numbers[0];
        reads_back(&Cause::Regularization(first));
        reads_back(&Activation::LeakyRelu { slope: first });
        reads_back(&Dropout { keep: first, seed: 1 });
        let plan = Architecture::new(&[2, 1], Activation::LeakyRelu { slope: first }, Loss::Logistic);
        reads_back(&plan.ridge(numbers[numbers.len() / 2]).dropout(first, 7));
        reads_back(&survey(&report));
        reads_back(&report);
        reads_back(&jacobian(&report, first));
        // An initializer is stored as its name, and a name has usable numbers only.
        let initializer = Initializer::new(Scheme::FixedDeviation(first));
        if initializer.validate().is_ok() {
            reads_back(&initializer);
        }
    }
}

#[test]
fn a_number_that_is_lost_is_noticed() {
    let lost = |number: f64| {
        let json = serde_json::to_string(&report(&[number])).unwrap().replace("\"inf\"", "\"-inf\"");
        format!("{:?}", serde_json::from_str::<Report>(&json).unwrap()) != format!("{:?}", report(&[number]))
    };
    assert!(lost(f64::INFINITY) && !lost(f64::NEG_INFINITY) && !lost(f64::NAN) && !lost(-0.0));
    // Reports of before hold null for what was no number.
    let json = serde_json::to_string(&report(&[f64::INFINITY])).unwrap().replace("\"inf\"", "null");
    assert!(serde_json::from_str::<Report>(&json).unwrap().metric.is_nan());
}

#[test]
fn a_stored_normalizer_has_finite_numbers_only() {
    let data = ndarray::array![[1.0, 2.0], [3.0, 5.0], [-1e300, 0.25]];
    for normalizer in Normalizer::ALL {
        let fitted = normalizer.fit(data.view()).unwrap();
        reads_back(&fitted);
        let json = serde_json::to_string(&fitted).unwrap();
        let shift = serde_json::to_string(fitted.shift()).unwrap();
        for word in ["\"NaN\"", "\"inf\"", "null", "1e999"] {
            assert!(serde_json::from_str::<Fitted>(&json.replace(&shift, &format!("[{word},0.0]"))).is_err(), "{word}");
        }
    }
}

/// A scaler of columns of hostile names and numbers of every size; a damaged number is refused.
#[test]
fn a_stored_scaler_reads_back() {
    use wellposed::data::{Reading, Table};
    use wellposed::scaler::{Fit, Gaps, Scaler, fit};
    let text = "\"a,\"\"b\"\"\",\u{1b}[2J,정수,\"\u{202e}\nz\",y\n1e-300,1e100,5e-324,0.1,no\n2e-300,-1e100,-0,NA,yes\n3e-300,1,1e-323,0.3,no\n";
    for method in ["standard", "scale", "center", "max-abs", "min-max:-1e-99,1e99", "robust:0.1,1"] {
        for gaps in [Gaps::Keep, Gaps::Mean, Gaps::Median] {
            let reading = Reading { decimal: Some('.'), ..Reading::of("y") };
            let wanted = Fit { method: method.parse().unwrap(), gaps, reading };
            let scaler = fit(Table::Once(Box::new(text.as_bytes()), "x"), &wanted).unwrap().scaler;
            reads_back(&scaler);
            let json = serde_json::to_string(&scaler).unwrap();
            for word in ["\"NaN\"", "\"inf\"", "null", "1e999", "[]"] {
                let damaged = json.replacen("\"center\":", &format!("\"center\":{word},\"was\":"), 1);
                assert!(serde_json::from_str::<Scaler>(&damaged).is_err(), "{word}");
            }
        }
    }
}

/// The types of a source file that can be stored.
fn stored(source: &str) -> Vec<String> {
    let mut lines = source.lines();
    let mut names = Vec::new();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("#[") && line.contains("derive(") && line.contains("Serialize") {
            let item = lines.find(|line| line.contains("struct ") || line.contains("enum ")).expect("a type");
            let name = item.split_whitespace().skip_while(|word| !matches!(*word, "struct" | "enum")).nth(1);
            names.extend(
                name.map(|name| name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()),
            );
        }
    }
    names
}

fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() && !["report", "book", "cli", "storage", "explorables"].contains(&name.to_str().unwrap()) {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.extend(stored(&std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn no_type_that_can_be_stored_is_forgotten() {
    assert_eq!(
        stored(
            "#[derive(Clone, Serialize)]\n#[serde(x)]\npub struct New(f64);\n#[derive(Clone)]\nenum Old {}\n\
             #[cfg_attr(feature = \"serde\", derive(serde::Serialize))]\nenum Tool {}"
        ),
        ["New", "Tool"]
    );
    let mut found = Vec::new();
    for folder in ["src", "crates/core/src"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found.sort();
    found.dedup();
    assert_eq!(found, STORED);
}
