//! What did criterion measure? Its samples and estimates, read from `target/criterion/<group>/<function>/<case>/new/`.
//!
//! The authors of criterion call these files private, so its version is pinned in `Cargo.lock`. Only files that the present run
//! wrote are read.

use std::path::PathBuf;
use std::time::SystemTime;

/// The median time of one run in nanoseconds, its interval, and how many samples stand behind it.
#[derive(Clone)]
pub(crate) struct Estimate {
    pub(crate) median: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) samples: usize,
}

/// The estimate of the benchmark with these names, unless it was made before `started`.
pub(crate) fn read(names: &[&str], started: SystemTime) -> Option<Estimate> {
    let folder = names.iter().fold(home(), |folder, name| folder.join(name)).join("new");
    let json = |file: &str| -> Option<serde_json::Value> {
        let path = folder.join(file);
        let fresh = std::fs::metadata(&path).ok()?.modified().ok()? >= started;
        if !fresh {
            return None;
        }
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    };
    let estimates = json("estimates.json")?;
    let median = &estimates["median"];
    let interval = &median["confidence_interval"];
    Some(Estimate {
        median: median["point_estimate"].as_f64()?,
        low: interval["lower_bound"].as_f64()?,
        high: interval["upper_bound"].as_f64()?,
        samples: json("sample.json")?["times"].as_array()?.len(),
    })
}

/// Where criterion keeps its results.
fn home() -> PathBuf {
    if let Some(home) = std::env::var_os("CRITERION_HOME") {
        return home.into();
    }
    super::tables::target().join("criterion")
}
