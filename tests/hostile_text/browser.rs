//! What does a real browser make of a page? Chromium without a window loads it, runs its scripts, and prints the document that came of it.

use std::path::Path;
use std::process::Command;

/// The document of a page after its scripts have run; `query` stands behind its address.
pub(crate) fn document(page: &Path, query: &str) -> String {
    let profile = tempfile::tempdir().unwrap();
    let browser = std::env::var("WELLPOSED_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
    let output = Command::new(&browser)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}{query}", page.display()))
        .output()
        .unwrap_or_else(|error| panic!("{browser}: {error}; install it, or name another in WELLPOSED_BROWSER"));
    let document = String::from_utf8(output.stdout).expect("a document is UTF-8");
    assert!(document.contains("</html>"), "{browser} printed no document: {}", String::from_utf8_lossy(&output.stderr));
    document
}

/// Whether a string of the corpus left its mark on the document.
pub(crate) fn executed(document: &str) -> bool {
    let root = document.split_once("<html").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(root, _)| root);
    root.contains("data-executed")
}
