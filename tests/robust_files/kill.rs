//! A run that is killed while it writes leaves whole files; the next one leaves all of them new, and nothing of the killed one.

use super::*;
use sha2::{Digest as _, Sha256};

/// Small in `cargo test`; the same loop has been run many hundred times.
fn rounds() -> u64 {
    std::env::var("WELLPOSED_KILLS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20)
}

fn run(folder: &Path, seed: u64) -> Command {
    limited(folder, ":", &["run", EXPERIMENT, "--seed", &seed.to_string(), "--out", "out"])
}

/// Starts a run and kills it so many microseconds after it has begun to write.
fn killed_while_writing(folder: &Path, seed: u64, delay: u64) {
    let mut child = run(folder, seed).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let out = folder.join("out");
    let begun = || {
        let entries = fs::read_dir(&out).into_iter().flatten().flatten();
        entries.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with('.'))
    };
    while child.try_wait().unwrap().is_none() && !begun() {
        std::hint::spin_loop();
    }
    std::thread::sleep(Duration::from_micros(delay));
    let _ = child.kill();
    child.wait().unwrap();
}

/// Whether the list of sums is that of the files that stand there.
fn sums_hold(out: &Path) -> bool {
    let sums = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    sums.lines().all(|line| {
        let (digest, file) = line.split_once("  ").unwrap();
        let bytes = fs::read(out.join(file)).unwrap();
        Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>() == digest
    })
}

#[test]
fn whenever_a_run_is_killed_no_file_is_half_and_the_next_run_completes_all() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let reference = |seed: u64| {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(ended(run(folder.path(), seed)).status, 0);
        contents(&folder.path().join("out"))
    };
    let (old, new) = (reference(1), reference(2));
    let (mut mixed, mut interrupted) = (0, 0);
    for round in 0..rounds() {
        assert_eq!(ended(run(folder.path(), 1)).status, 0);
        assert_eq!(contents(&out), old, "the next run leaves its own files alone");
        killed_while_writing(folder.path(), 2, round * 37 % 1500);
        let found = contents(&out);
        let visible = || found.iter().filter(|(name, _)| !name.contains("/.") && !name.starts_with('.'));
        assert!(visible().all(|file| old.contains(file) || new.contains(file)), "a file is half written");
        let (has_old, has_new) = (visible().any(|file| !new.contains(file)), visible().any(|file| !old.contains(file)));
        interrupted += u32::from(visible().count() < found.len());
        if has_old && has_new {
            mixed += 1;
            let journal = fs::read_to_string(out.join(".wellposed-journal")).expect("a mixture is noted");
            assert!(journal.contains("\"replacing\""), "{journal}");
        }
    }
    eprintln!("{interrupted} of {} runs were killed while they wrote, {mixed} of them between two renames", rounds());
    assert!(interrupted > 0, "no run was killed while it wrote");
    assert_eq!(ended(run(folder.path(), 2)).status, 0);
    assert_eq!(contents(&out), new);
}

#[test]
fn a_mixture_is_said_by_whoever_reads_it_until_a_run_completes_it() {
    let project = project();
    let reports = project.path().join("reports");
    let write = || done(project.path(), &["run", EXPERIMENT, "--out", "reports"]);
    write();
    let before = contents(&reports);
    let page = format!("{EXPERIMENT}.md");
    let waiting = reports.join(CHAPTER).join(".wellposed-new-lecture_example.md");
    fs::rename(reports.join(&page), &waiting).unwrap();
    fs::write(reports.join(&page), "old").unwrap();
    let note = serde_json::json!({ "state": "replacing", "written": [page], "removed": [] });
    fs::write(reports.join(".wellposed-journal"), note.to_string()).unwrap();
    for arguments in [vec!["verify", EXPERIMENT], vec!["claims"], vec!["book"]] {
        let line = fault(project.path(), &arguments);
        assert!(line.starts_with("reports/: a run was killed while it replaced them"), "{line}");
    }
    write();
    assert_eq!(contents(&reports), before);
    done(project.path(), &["verify", EXPERIMENT]);
}

#[test]
fn runs_at_once_write_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let runs: Vec<_> = (1..=4).map(|seed| run(folder.path(), seed).stdout(Stdio::null()).spawn().unwrap()).collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    let out = folder.path().join("out");
    assert!(sums_hold(&out));
    assert!(contents(&out).iter().all(|(name, _)| !name.contains(".wellposed")));
    fs::write(out.join(EXPERIMENT).with_extension("md"), "changed").unwrap();
    assert!(!sums_hold(&out));
}
