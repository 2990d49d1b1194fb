//! Does `WELLPOSED_KERNELS` choose the instructions, without a change of a byte, and is another word refused in one line?

use wellposed::bits::Version;

use super::*;

const CHEAP: [&str; 4] = ["run", "gradient_checking/metric", "--format", "csv"];

fn call_with(folder: &Path, kernels: &str) -> Said {
    command(folder, &CHEAP).env(Version::VARIABLE, kernels).output().expect("the command starts").into()
}

#[test]
fn every_version_prints_the_same_bytes_and_other_words_are_refused() {
    let folder = elsewhere();
    let folder = folder.path();
    let chosen = done(folder, &CHEAP);
    for version in Version::available() {
        assert!(call_with(folder, &version.to_string()).done() == chosen, "{version}");
    }
    assert_ne!(done(folder, &["run", "gradient_checking/metric", "--format", "csv", "--seed", "7"]), chosen);
    let line = call_with(folder, "sse9").faulty();
    assert!(line.contains("WELLPOSED_KERNELS: no kernels are called \"sse9\"; there are portable, "), "{line}");
    let missing = if cfg!(target_arch = "aarch64") { "avx2" } else { "neon" };
    let line = call_with(folder, missing).faulty();
    assert!(line.contains(&format!("no instructions for the kernels {missing}; it has those for portable")), "{line}");
}
